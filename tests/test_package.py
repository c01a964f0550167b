"""The package says what it needs, and carries what it reads."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import bot

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PACKAGE_OF = {
    "discord": "discord.py",
    "yaml": "pyyaml",
    "markdown_it": "markdown-it-py",
    "pydantic": "pydantic-settings",
}
"""Where a module's name is not its package's. pydantic comes with pydantic-settings."""
NOT_REQUIRED = {"simcord"}
"""Imported only where it's there: the extra `try`."""
BROUGHT_BY = {"aiohttp": "discord.py"}
"""Imported for its errors; the package that uses it brings it."""


def package(requirement: str) -> str:
    """The normalised name in "discord.py>=2.7.1,<2.8" is "discord-py"."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=]", requirement)[0]).lower()


DEPENDENCIES = {package(entry) for entry in PROJECT["dependencies"]}


def third_party() -> set[str]:
    """The first names of all modules that our code imports from other packages."""
    found: set[str] = set()
    for path in (*(ROOT / "bot").rglob("*.py"), *(ROOT / "cogs").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - {"bot", "cogs"}


def test_every_import_is_a_declared_dependency() -> None:
    needed = {package(BROUGHT_BY.get(name) or PACKAGE_OF.get(name) or name) for name in third_party() - NOT_REQUIRED}
    assert needed <= DEPENDENCIES


def test_requirements_pin_every_dependency_with_a_hash_and_no_address() -> None:
    for name in ("run", "try", "test", "ci"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        pinned = set(re.findall(r"^([\w.-]+)(?:\[[\w, -]+\])?==", text, re.MULTILINE))
        assert pinned >= DEPENDENCIES
        assert text.count("--hash=sha256:") >= len(pinned)
        assert "://" not in text


def test_the_version_is_told_alike() -> None:
    assert bot.__version__ == PROJECT["version"]
