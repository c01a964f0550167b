"""The stamp: what indexes were built by and for. One of another make is built anew."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import bot
from bot.library.indexing.home import Stamp

LAYOUT = 1
"""Grows when the folder is laid out in another way."""

DATABASE = "database"


@cache
def maker() -> Stamp:
    """What makes the indexes: their code, and the libraries that decide what is kept."""
    return {"layout": str(LAYOUT), "code": _code(), "tantivy": version("tantivy"), "jaconv": version("jaconv")}


def stamp_for(identity: str) -> Stamp:
    """The stamp of indexes that are made now for a database."""
    return {**maker(), DATABASE: identity}


def _code() -> str:
    """A digest of the sources that decide what is in an index: nobody has to remember to raise a version."""
    search = Path(bot.__file__).parent / "search"
    sources = [*sorted((search / "engine").glob("*.py")), *sorted(search.glob("normalis*.py")), search / "scopes.py"]
    digest = sha256(bot.__version__.encode())
    for path in filter(Path.exists, sources):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
