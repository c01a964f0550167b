"""Characters of a story without a character list, found in its text."""

from collections.abc import Callable, Sequence

from bot.corpus.story import Chapter

KnownNames = Callable[[str], str | None]


def find_characters(chapters: Sequence[Chapter], known: KnownNames | None = None) -> tuple[str, ...]:
    """Names of the people in the text, most frequent first: known ones, and capitalised ones that recur."""
    return ()
