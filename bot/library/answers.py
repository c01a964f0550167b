"""What the library answers with: plain values that views and the command line show."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.corpus.story import Card, State
from bot.search.index import Found, Resolution

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


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendWish:
    """What recommendations start from; names as typed. Nothing at all means something to start with."""

    like: tuple[str, ...] = ()
    character: str = ""
    fandom: str = ""


@dataclass(frozen=True, slots=True)
class Recommended:
    """A story to read next, and why."""

    card: Card
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recommendations:
    """A list to read next. `basis` says in words what it starts from; `understood` how names were taken."""

    items: tuple[Recommended, ...]
    basis: str
    understood: tuple[Resolution, ...] = ()
    repeats: bool = False
    """True when everything else had been shown in this channel already, so that some come again."""


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
