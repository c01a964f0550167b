"""What the library answers with: plain values that views and the command line show."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.corpus.story import Card, Rating, State
from bot.recommend.features import Feature
from bot.search.index import Found, Length, Resolution

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the file at hand."""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Why a file, or something in it, could not be read. `line` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load of the corpus folder did. `problems` holds unreadable files first, then notices."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    unchanged: int = 0
    renamed: int = 0
    unreadable: tuple[FileProblem, ...] = ()
    notices: tuple[FileProblem, ...] = ()
    finished: datetime | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Story text as Discord Markdown, ready to show, and where it stands."""

    card: Card
    markdown: str
    chapter: int
    chapter_title: str
    chapters: int


@dataclass(frozen=True, slots=True)
class Page(TextPiece):
    """One page of the reader; `number` counts from 1 through the story, `in_chapter` within the chapter."""

    number: int
    in_chapter: int
    pages_in_chapter: int


@dataclass(frozen=True, slots=True)
class Excerpt(TextPiece):
    """A passage. `page` is the page on which it begins, or None when only excerpts may be shown."""

    passage_id: int
    page: int | None
    plain: str


@dataclass(frozen=True, slots=True)
class ChapterEntry:
    """A line of a story's contents: `first_page` is where Jump goes."""

    number: int
    title: str
    words: int
    first_page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcerptWish:
    """What an excerpt shall come from; names as typed. Nothing at all means any story."""

    story: str = ""
    character: str = ""
    fandom: str = ""


class Audience(StrEnum):
    """Whose taste a list to read next draws on, besides what was asked for."""

    ANYBODY = "anybody"
    """Nobody's: only what was asked for."""
    IF_KNOWN = "if known"
    """The reader's own, if it's known and no story, character or fandom was named to start from."""
    ME = "me"
    US = "us"
    """The reader's, and that of all `among` a server's members who agreed to it."""
    PAIR = "pair"
    """The reader's, and one other's who agreed to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendWish:
    """What recommendations start from; names and moods as typed. Nothing at all means something to start with.

    `more` and `less` are facts to have more or less of; `since` leaves only stories that were added later; `again` lets
    stories repeat that were shown lately. `private`: the answer is seen by the reader alone.
    """

    like: tuple[str, ...] = ()
    character: str = ""
    fandom: str = ""
    rating: Rating | None = None
    length: Length | None = None
    complete: bool | None = None
    mood: str = ""
    more: tuple[Feature, ...] = ()
    less: tuple[Feature, ...] = ()
    since: datetime | None = None
    gems: bool = False
    surprise: bool = False
    audience: Audience = Audience.ANYBODY
    among: frozenset[int] = frozenset()
    """The members who can count for several: those who see the place."""
    other: int | None = None
    """The other member of a pair."""
    again: bool = False
    private: bool = False

    @property
    def starts_from(self) -> bool:
        """Whether a story, character or fandom is named to start from."""
        return bool(self.like or self.character or self.fandom)


@dataclass(frozen=True, slots=True)
class Recommended:
    """A story to read next, and why. `new_here`: no reader has said anything of it yet, and it's shown for that."""

    card: Card
    reasons: tuple[str, ...]
    new_here: bool = False


@dataclass(frozen=True, slots=True)
class Recommendations:
    """A list to read next. `basis` says in words what it starts from; `understood` how names were taken."""

    items: tuple[Recommended, ...]
    basis: str
    understood: tuple[Resolution, ...] = ()
    repeats: bool = False
    """True when everything else had been shown here or to this reader lately, so that some come again."""
    mood: tuple[str, ...] = ()
    """What the reader's words for a mood were taken for."""
    unknown: tuple[str, ...] = ()
    """Words for a mood that mean nothing here."""
    shared: tuple[tuple[Feature, str], ...] = ()
    """Facts behind the reasons, as a story of the list words them: what there can be more or less of."""
    is_start: bool = False
    """True when there was nothing to start from, not even a taste."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results: `found.hits` holds all, `first` is the index of the first shown."""

    found: Found
    first: int
    size: int


@dataclass(frozen=True, slots=True)
class TextHit:
    """A story whose text holds what was looked for: the chapter that does best, and a piece of it.

    `plain` is the piece on one line; `marks` are the places in it that were looked for, as start and end. `markdown` is
    the same for Discord, the marks bold. `page` is where the piece begins, or None when only excerpts may be shown.
    """

    card: Card
    chapter: int
    chapter_title: str
    plain: str
    marks: tuple[tuple[int, int], ...]
    markdown: str
    page: int | None


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page of what a search in texts found; `first` is the index of its first hit among all, `more` says whether
    others follow. `every` says whether chapters hold all that was asked for, or only most of it.
    """

    hits: tuple[TextHit, ...]
    first: int
    more: bool = False
    every: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The library at a glance, for moderators. Counts cover what the asking server has: the corpus and its own."""

    by_state: dict[State, int] = field(default_factory=dict[State, int])
    gone: int = 0
    hidden: int = 0
    """Stories that others may see and this server doesn't show."""
    waiting: dict[str, int] = field(default_factory=dict[str, int])
    """What waits for this server's moderators, by kind of item."""
    waiting_since: datetime | None = None
    by_rating: dict[str, int] = field(default_factory=dict[str, int])
    last_load: LoadReport | None = None
