"""The sentences for what can't be answered. Plain text: views escape it."""

import math
from collections.abc import Sequence
from datetime import timedelta

from bot.errors import (
    AmbiguousError,
    NotFoundError,
    NothingEligibleError,
    StalePageError,
    StaleRequestError,
    TextNotSharedError,
)
from bot.search.index import Kind, Resolution

LONGEST_QUOTE = 80

SINGULARS = {kind: kind.value for kind in Kind} | {Kind.TITLE: "story"}
PLURALS = {kind: f"{kind.value}s" for kind in Kind} | {Kind.TITLE: "stories", Kind.SERIES: "series"}

Removed = Sequence[tuple[str, int]]


def quoted(typed: str) -> str:
    """What somebody typed, on one line, within quotation marks and without what can't be seen."""
    seen = "".join(character if character.isprintable() else " " for character in typed)
    words = " ".join(seen.split())
    return f'"{words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1].rstrip() + "…"}"'


def listed(items: Sequence[str], last: str = "or") -> str:
    """Items as one reads them out: "a, b or c"."""
    return f" {last} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def how_long(wait: timedelta) -> str:
    """A time to wait, in the unit that fits: "5 hours"."""
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    for unit, size in (("day", 24 * 60), ("hour", 60)):
        if minutes > size:
            return f"{math.ceil(minutes / size)} {unit}s"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def unclear(kind: Kind, resolution: Resolution) -> NotFoundError:
    """The error for a name that means nothing here, or several."""
    typed = quoted(resolution.typed)
    if resolution.names:
        several = listed([quoted(name) for name in resolution.names])
        return AmbiguousError(
            f"{typed} could be several {PLURALS[kind]} here: {several}. Which one?",
            resolution.names,
            typed=resolution.typed,
        )
    sentence = f"No {SINGULARS[kind]} here is called {typed}."
    if resolution.nearest:
        sentence += f" Did you mean {listed([quoted(name) for name in resolution.nearest])}?"
    else:
        sentence += " Check the spelling, or try a part of it."
    return NotFoundError(sentence, resolution.nearest, typed=resolution.typed)


def nothing_eligible(what: str, stories: int, removed: Removed) -> NothingEligibleError:
    """The error for wishes that leave no story; `stories` counts all that may be shown here."""
    if not stories:
        return NothingEligibleError("There are no stories that can be shown here yet.")
    told = [f"{wish} leaves out {count:,}" for wish, count in removed if count]
    reasons = f": {listed(told, 'and')}" if told else ""
    some = "1 story" if stories == 1 else f"{stories:,} stories"
    return NothingEligibleError(
        f"{what}. Of {some} here{reasons}. Try fewer options." if told else f"{what}.", tuple(removed)
    )


def excerpts_only() -> TextNotSharedError:
    """The error for a story of which only excerpts may be shown."""
    return TextNotSharedError("The author shares excerpts of this story here, not the whole text.")


def card_only() -> TextNotSharedError:
    """The error for a story whose text may not be shown at all."""
    return TextNotSharedError("The text of this story isn't shared here. Its card says where to read it.")


def no_text() -> TextNotSharedError:
    """The error for a story that has no text in the library."""
    return TextNotSharedError("The library has no text of this story. Its card says where to read it.")


def stale_page() -> StalePageError:
    """The error for a page of a text that has changed."""
    return StalePageError("This story has changed since the page was opened. Open it again to read on.")


def stale_request() -> StaleRequestError:
    """The error for a button whose request is no longer kept."""
    return StaleRequestError("This list is too old to go on with. Please ask again.")
