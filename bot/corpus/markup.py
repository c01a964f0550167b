"""Plain text with style spans, shown as Discord Markdown that is balanced by construction and escapes all else."""

from collections.abc import Sequence

from bot.corpus.story import Span


def escape(text: str) -> str:
    """Text in which nothing is Markdown, a mention, a link or a code fence to Discord any more."""
    raise NotImplementedError


def render(text: str, spans: Sequence[Span] = (), start: int = 0, end: int | None = None) -> str:
    """The slice `start` to `end` of `text` as Discord Markdown, spans clipped to it.

    Marks are balanced within the result. Scene breaks and white space at the seams stay as they are.
    """
    raise NotImplementedError
