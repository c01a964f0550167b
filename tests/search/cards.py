"""Cards for the tests of search and recommendations. All stories are made up here."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.corpus.story import Card, Fact, Origin, Rating, Status
from bot.search.aliases import NO_DICTIONARY, Dictionary
from bot.search.index import Found, Kind, Request, Resolution, Suggestion
from bot.search.scan import ScanIndex


def facts(texts: Iterable[str], origin: Origin = Origin.STATED) -> tuple[Fact[str], ...]:
    return tuple(Fact(text, origin) for text in texts)


def card(
    number: int,
    title: str,
    characters: Sequence[str] = (),
    fandom: str | Sequence[str] = "Naruto",
    *,
    author: str | Sequence[str] = "Mirela Voss",
    rating: Rating = Rating.GENERAL,
    status: Status | None = Status.COMPLETE,
    summary: str = "",
    tags: Sequence[str] = (),
    relationships: Sequence[str] = (),
    warnings: Sequence[str] = (),
    series: str = "",
    words: int = 2_000,
    updated: date | None = None,
    found: Sequence[str] = (),
    keywords: Sequence[str] = (),
) -> Card:
    """`found` are characters that the text, not the author, names."""
    fandoms = [fandom] if isinstance(fandom, str) else fandom
    authors = [author] if isinstance(author, str) else author
    return Card(
        id=number,
        title=Fact(title),
        authors=facts(filter(None, authors)),
        characters=facts(characters) + facts(found, Origin.FOUND),
        fandoms=facts(filter(None, fandoms)),
        rating=Fact(rating),
        status=Fact(status) if status else None,
        summary=Fact(summary) if summary else None,
        tags=facts(tags),
        relationships=facts(relationships),
        warnings=facts(warnings),
        series=Fact(series) if series else None,
        words=words,
        updated=Fact(updated) if updated else None,
        keywords=tuple(keywords),
    )


def index_of(cards: Iterable[Card]) -> ScanIndex:
    index = ScanIndex()
    index.apply(cards)
    index.prepare()
    return index


def anything(_card: Card) -> bool:
    """A gate that stands open."""
    return True


def open_only(card: Card) -> bool:
    """The gate of a channel that is not age-restricted, as far as ratings go."""
    return card.rating.value.is_open


class Desk:
    """An index asked through one gate, in a test's few words."""

    def __init__(self, cards: Iterable[Card], allowed=anything, dictionary: Dictionary = NO_DICTIONARY) -> None:
        self.index = index_of(cards)
        self.allowed = allowed
        self.dictionary = dictionary

    def resolve(self, kind: Kind, typed: str) -> Resolution:
        return self.index.resolve(kind, typed, self.allowed, self.dictionary)

    def names(self, typed: str, kind: Kind = Kind.CHARACTER) -> set[str]:
        """What a name is taken for: several on a tie, none when nothing fits."""
        return set(self.resolve(kind, typed).names)

    def suggest(self, kind: Kind, typed: str = "", limit: int = 25) -> list[Suggestion]:
        return self.index.suggest(kind, typed, self.allowed, limit, self.dictionary)

    def labels(self, kind: Kind, typed: str = "") -> list[str]:
        return [suggestion.label for suggestion in self.suggest(kind, typed)]

    def title(self, typed: str) -> int | None:
        """The story that a title is taken for."""
        return self.resolve(Kind.TITLE, typed).story_id

    def find(self, query: str = "", **wishes) -> Found:
        return self.index.find(Request(query=query, **wishes), self.allowed, self.dictionary)

    def hits(self, query: str = "", **wishes) -> list[int]:
        """The stories that fit, best first."""
        return [hit.card.id for hit in self.find(query, **wishes).hits]
