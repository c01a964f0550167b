"""Titles as lines of autocomplete: short enough, and told apart where two stories share one."""

from collections import Counter
from collections.abc import Sequence

from bot.corpus.story import Card
from bot.search.normalise import fold

MAX_LABEL = 100
"""Characters of a choice's name that Discord takes."""


def cut_label(text: str, limit: int = MAX_LABEL) -> str:
    """At most `limit` characters, cut between words where possible; never empty."""
    line = " ".join(text.split()) or "(untitled)"
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    at_word = head.rpartition(" ")[0]
    return (at_word if len(at_word) > limit // 2 else head).rstrip(" ,;:-") + "…"


def title_labels(cards: Sequence[Card]) -> list[str]:
    """A label for each card; cards of equal titles are told apart by author."""
    times = Counter(fold(card.title.value) for card in cards)
    return [_with_author(card) if times[fold(card.title.value)] > 1 else cut_label(card.title.value) for card in cards]


def _with_author(card: Card) -> str:
    byline = cut_label(card.byline, MAX_LABEL // 2)
    return f"{cut_label(card.title.value, MAX_LABEL - len(byline) - 4)} by {byline}"
