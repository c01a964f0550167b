"""A file's way to a Story: bytes -> blocks -> header, notes and chapters -> title, characters, screening."""

from collections.abc import Callable

from bot.corpus.story import Story

KnownNames = Callable[[str], str | None]
"""Given a name in any spelling, the name as the library knows it, or None."""


def read_story(
    name: str, data: bytes, *, overrides: "Overrides | None" = None, known_names: KnownNames | None = None
) -> Story:
    """Read one file. `name` is its path inside the corpus folder, with forward slashes.

    Raises UnreadableError (file, line, message) when nothing in it can be read as a story.
    """
    raise NotImplementedError
