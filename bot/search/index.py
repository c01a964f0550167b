"""What the library asks of search: suggestions while typing, what a name means, and which stories fit a request."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.corpus.story import Card, Rating
from bot.search.aliases import NO_DICTIONARY, Dictionary

Allowed = Callable[[Card], bool]
"""The gate, for one place and reader. Asked before anything is ranked, counted or suggested."""


class Kind(StrEnum):
    """What a name can be the name of."""

    TITLE = "title"
    CHARACTER = "character"
    FANDOM = "fandom"
    TAG = "tag"
    AUTHOR = "author"
    RELATIONSHIP = "relationship"
    SERIES = "series"
    LANGUAGE = "language"
    WARNING = "warning"


class Length(StrEnum):
    """Story lengths as readers speak of them; bounds in LENGTHS."""

    DRABBLE = "under 1,000 words"
    SHORT = "1,000 to 5,000 words"
    MEDIUM = "5,000 to 20,000 words"
    LONG = "20,000 to 100,000 words"
    EPIC = "over 100,000 words"


LENGTHS: dict[Length, tuple[int, int | None]] = {
    Length.DRABBLE: (0, 1_000),
    Length.SHORT: (1_000, 5_000),
    Length.MEDIUM: (5_000, 20_000),
    Length.LONG: (20_000, 100_000),
    Length.EPIC: (100_000, None),
}
"""Words at least, words less than."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a reader asks for. Names are as typed: the index resolves them.

    `query` is in the language of bot.search.query, as is `words`; `text` is only words, whatever stands in it.
    A story must have all of `tags`, and none of `without` as a tag, a character, a warning or in its title.
    """

    query: str = ""
    text: str = ""
    characters: tuple[str, ...] = ()
    fandom: str = ""
    pairing: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    unwarned: bool = False
    """Only stories that state no warning."""
    rating: Rating | None = None
    complete: bool | None = None
    length: Length | None = None
    words: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of autocomplete: `label` is shown, `story_id` is set when it's a title.

    `value` is what to put into the option in place of the label, if that isn't the label itself.
    """

    kind: Kind
    label: str
    story_id: int | None = None
    stories: int = 1
    value: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a typed name means here: one name, several between which the reader must choose, or none.

    `names` holds one label when the match is clear, several on a tie, none when nothing comes near enough; `key`
    identifies the one meant (for a title, `story_id` does). `nearest` holds labels that came close, best first.
    `keys` are those of all whom a ship name stands for; where a server's ruling made somebody of whom no key says it,
    `among` holds the stories that name them.
    """

    typed: str
    names: tuple[str, ...] = ()
    key: str = ""
    story_id: int | None = None
    nearest: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    among: frozenset[int] | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that fits, and why: for example 'title', 'character Shikamaru Nara', 'tag missing-nin'."""

    card: Card
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to ask: with this query in place of the one typed, or without the option of that name."""

    label: str
    query: str | None = None
    option: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """All stories that fit, best first, and what the filters did.

    `removed` says in the order of the request which filter left out how many of those that the gate allows;
    `understood` holds the resolution of each name asked for; `nearest` holds titles that came close to the query when
    nothing fits. `reading` says, part by part, how the query was understood, when it is more than words; `remarks` are
    sentences about what could not be taken as it was written; `left_out` are those of `removed` that the reader asked
    to leave out. `instead` are ways to ask what may have been meant, `less` ways to do without a filter.
    """

    hits: tuple[Hit, ...] = ()
    removed: tuple[tuple[str, int], ...] = ()
    understood: tuple[Resolution, ...] = ()
    nearest: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    instead: tuple[Way, ...] = ()
    less: tuple[Way, ...] = ()


class Index(Protocol):
    """Search over cards. Fed by the library from its outbox; holds no database and knows no Discord.

    Every method is pure Python and may be called from a thread; `apply` is called by one caller at a time. A question
    takes the dictionary of the server that asks: the index itself is the same for all.
    """

    def apply(self, put: Iterable[Card], drop: Iterable[int] = ()) -> None:
        """Add or replace cards, and forget those with the ids in `drop`."""
        ...

    def suggest(
        self, kind: Kind, typed: str, allowed: Allowed, limit: int = 25, dictionary: Dictionary = NO_DICTIONARY
    ) -> list[Suggestion]:
        """What the reader may mean so far, best first; with nothing typed, the names with the most stories."""
        ...

    def resolve(self, kind: Kind, typed: str, allowed: Allowed, dictionary: Dictionary = NO_DICTIONARY) -> Resolution:
        """What a finished name means: both orders of a name and both romanisations are the same."""
        ...

    def find(self, request: Request, allowed: Allowed, dictionary: Dictionary = NO_DICTIONARY) -> Found:
        """The stories that fit a request."""
        ...
