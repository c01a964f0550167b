"""What of a card a query is held against, and in which words a hit is explained."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.corpus.story import Card, values
from bot.search.normalise import fold

WARNING = "warning"
"""What is said only to warn is no match for words; a query may leave it out."""

WEIGHTS = {
    "title": 1.0,
    "author": 0.95,
    "character": 0.95,
    "relationship": 0.9,
    "fandom": 0.9,
    "series": 0.9,
    "tag": 0.85,
    "summary": 0.7,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a card: its kind, how it reads, and its folded words; `padded` has a space around each of them."""

    kind: str
    text: str
    words: frozenset[str]
    padded: str

    @property
    def phrase(self) -> str:
        """As a reason: "title", "summary", "tag missing-nin"."""
        return self.kind if self.kind in {"title", "summary"} else f"{self.kind} {self.text}"


def fields_of(card: Card) -> tuple[Field, ...]:
    """All values of a card that have words, strongest kind first."""
    return tuple(_field(kind, text) for kind, text in _texts(card) if text.strip())


def _field(kind: str, text: str) -> Field:
    folded = fold(text)
    return Field(kind, text, frozenset(folded.split()), f" {folded} ")


def _texts(card: Card) -> Iterator[tuple[str, str]]:
    yield "title", card.title.value
    yield from (("author", text) for text in values(card.authors))
    yield from (("character", text) for text in values(card.characters))
    yield from (("relationship", text) for text in values(card.relationships))
    yield from (("fandom", text) for text in values(card.fandoms))
    if card.series:
        yield "series", card.series.value
    yield from (("tag", text) for text in values(card.tags))
    if card.summary:
        yield "summary", card.summary.value
    yield from (("warning", text) for text in values(card.warnings))


def weighted_words(fields: Sequence[Field]) -> dict[str, float]:
    """Every word of the fields with the weight of the strongest kind that has it."""
    words: dict[str, float] = {}
    for field in fields:
        for word in field.words if field.kind in WEIGHTS else ():
            words[word] = max(words.get(word, 0.0), WEIGHTS[field.kind])
    return words


def explain(fields: Sequence[Field], taken_for: Mapping[str, Mapping[str, float]]) -> str:
    """The fewest fields, greedily, that hold the words of a query: "title and author Iris Lowe"."""
    left = set(taken_for)
    any_of_them = set[str]().union(*taken_for.values())
    touched = [field for field in fields if field.kind in WEIGHTS and not field.words.isdisjoint(any_of_them)]
    phrases: list[str] = []
    while left and touched:
        held, field = max(((_held(field, left, taken_for), field) for field in touched), key=lambda pair: _worth(*pair))
        if not held:
            break
        left -= held
        phrases.append(field.phrase)
    return " and ".join(phrases)


def _held(field: Field, words: set[str], taken_for: Mapping[str, Mapping[str, float]]) -> set[str]:
    return {word for word in words if not field.words.isdisjoint(taken_for[word])}


def _worth(held: set[str], field: Field) -> float:
    return len(held) * WEIGHTS[field.kind]
