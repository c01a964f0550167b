"""A look at the search index that changes nothing in it: is it there, is it of this version, is it in use?"""

import os
from pathlib import Path

from bot.errors import SettingsError
from bot.library.indexing.home import index_path, read_pointer
from bot.library.indexing.lock import is_taken
from bot.library.indexing.stamp import maker
from bot.settings import Settings


def examine_index(settings: Settings) -> str:
    """How the index stands, in words. Raises SettingsError when its folder can't be used, DatabaseError."""
    root = index_path(settings)
    if not root.exists():
        above = next(one for one in root.absolute().parents if one.exists())
        if not above.is_dir() or not os.access(above, os.W_OK):
            raise _unusable(root, f"{above} is not a folder that Ficus may write to")
        return f"{root} will be built at the next start"
    if not root.is_dir() or not os.access(root, os.R_OK | os.W_OK | os.X_OK):
        raise _unusable(root, "it is not a folder that Ficus may write to")
    found = read_pointer(root)
    used = "; a running Ficus works with it" if is_taken(root) else ""
    if found is None:
        return f"{root} holds none that is whole: it will be built at the next start{used}"
    folder, stamp = found
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    size = f"{sum(sizes) / 1e6:,.1f} MB in {folder}{used}"
    if {key: stamp.get(key) for key in maker()} != maker():
        return f"{size}; made by another version, so it will be built anew while the old one serves"
    return size


def _unusable(root: Path, why: str) -> SettingsError:
    return SettingsError(
        f"The search index can't be kept in {root}: {why}. Without it, a temporary one is built at every start. "
        "FICUS_INDEX must name a folder that Ficus may make and write."
    )
