"""Imports run one way: cogs -> ui -> library -> recommend -> search -> corpus -> errors (see docs/architecture.md)."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ["cogs", "bot.ui", "bot.library", "bot.recommend", "bot.search", "bot.corpus"]
LEAVES = {"bot.errors", "bot.settings"}
"""May be imported by all rooms."""
SHARED_BY_DISCORD_SIDE = {"bot.checks", "bot.tree"}
"""May be imported by cogs and ui."""
FORBIDDEN_PACKAGES = {
    "bot.corpus": {"discord", "sqlalchemy", "simcord"},
    "bot.search": {"discord", "sqlalchemy", "simcord"},
    "bot.recommend": {"discord", "sqlalchemy", "simcord"},
    "bot.library": {"discord", "simcord"},
    "bot.ui": {"sqlalchemy", "simcord"},
    "cogs": {"sqlalchemy", "simcord"},
}


def modules() -> list[Path]:
    return sorted(path for folder in ("bot", "cogs") for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    """Every module that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the arrow"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def room_of(module: str) -> str | None:
    return next((room for room in ROOMS if module == room or module.startswith(f"{room}.")), None)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(name_of(path))
    if room is None:
        return
    for module in imports(path):
        other = room_of(module)
        if other is not None:
            assert ROOMS.index(other) >= ROOMS.index(room), f"{name_of(path)} imports {module}"
        elif module.startswith("bot."):
            allowed = LEAVES | (SHARED_BY_DISCORD_SIDE if room in {"cogs", "bot.ui"} else set())
            assert any(module == leaf or module.startswith(f"{leaf}.") for leaf in allowed), (
                f"{name_of(path)}: {module}"
            )


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_rooms_keep_their_libraries(path: Path) -> None:
    room = room_of(name_of(path))
    forbidden = FORBIDDEN_PACKAGES.get(room or "", set())
    assert not {module for module in imports(path) if module.split(".")[0] in forbidden}


@pytest.mark.parametrize("leaf", ["bot.errors"])
def test_leaves_import_nothing_of_ours(leaf: str) -> None:
    path = ROOT / (leaf.replace(".", "/") + ".py")
    assert not {module for module in imports(path) if module.startswith(("bot", "cogs"))}


def test_importing_the_bot_has_no_side_effects(tmp_path: Path) -> None:
    """A bot can be built without a token, a database, a corpus or a network."""
    code = (
        "from bot.client import create_bot; from bot.settings import Settings; "
        "create_bot(Settings.load(database_url='sqlite:///nowhere/x.db', corpus='nowhere'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
