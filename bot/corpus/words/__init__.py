"""Word lists as data: one TOML file a subject, each explained on its first lines."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def word_list(subject: str) -> dict[str, Any]:
    """The contents of `subject`.toml."""
    return tomllib.loads(files(__name__).joinpath(f"{subject}.toml").read_text("utf-8"))


def lines(block: str) -> tuple[str, ...]:
    """The lines of a text block that hold something, without white space around them."""
    return tuple(line.strip() for line in block.splitlines() if line.strip())


def items(block: str) -> tuple[str, ...]:
    """The items of a text block, which are apart by commas."""
    return tuple(" ".join(item.split()) for item in block.split(",") if item.strip())
