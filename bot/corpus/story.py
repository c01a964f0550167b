"""The nouns: Story and what it is made of, and Card, which is all that is known of a stored story but its text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")

SCENE_BREAK = "* * *"
"""How a scene break stands in a chapter's text: a paragraph of its own, whatever the file had."""


_FROM_LETTER = re.compile(r"[^\W_]\S*")
"""What a word has from its first letter or digit on."""


class Origin(StrEnum):
    """Where a fact about a story comes from."""

    STATED = "stated"
    """The file, corpus.toml or a moderator says so."""
    GUESSED = "guessed"
    """Worked out, and possibly wrong: a title from the first words, a language from the letters."""
    FOUND = "found"
    """Read off the story text: a name that occurs in it."""


class Rating(StrEnum):
    """The Archive of Our Own's ratings."""

    GENERAL = "General"
    TEEN = "Teen"
    MATURE = "Mature"
    EXPLICIT = "Explicit"
    NOT_RATED = "Not Rated"

    @property
    def is_open(self) -> bool:
        """Whether stories of this rating may be shown in any channel; all others need an age-restricted one."""
        return self in OPEN_RATINGS

    @property
    def is_sexual(self) -> bool:
        """Whether the rating alone announces adult content."""
        return self in {Rating.MATURE, Rating.EXPLICIT}


OPEN_RATINGS = frozenset({Rating.GENERAL, Rating.TEEN})


class Permission(StrEnum):
    """How much of a story may be shown."""

    FULL = "full text"
    EXCERPTS = "excerpts only"
    CARD = "card only"


class State(StrEnum):
    """Whether a story is served at all."""

    LISTED = "listed"
    HELD = "held"
    BARRED = "barred"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    """A moderator has taken it out, and may put it back."""


class Status(StrEnum):
    """Whether the author has finished the story."""

    COMPLETE = "complete"
    IN_PROGRESS = "in progress"


class Style(StrEnum):
    """How a span of text looks; the Discord marks for each stand in bot.corpus.pages.markup."""

    ITALIC = "italic"
    BOLD = "bold"
    UNDERLINE = "underline"
    STRIKE = "strike"
    HEADING = "heading"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value together with where it comes from."""

    value: T
    origin: Origin = Origin.STATED


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of a text, in code points, shown in `style`. Spans nest or are apart."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True, slots=True)
class Note:
    """Words around the story that are not the story: author's notes, disclaimers, headers' loose ends.

    `where` is "top", "end" or "chapter N".
    """

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that a moderator should know. `line` counts from 1; 0 means the file as a whole."""

    message: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: `text` is plain text, paragraphs apart by one empty line, without headings, notes or marks.

    A single line break inside a paragraph is a real one (verse, letters). A scene break is a paragraph SCENE_BREAK.
    """

    title: str
    text: str
    spans: tuple[Span, ...] = ()

    @property
    def words(self) -> int:
        """Count of words: runs of non-space characters that hold a letter or digit."""
        return sum(1 for _ in _FROM_LETTER.finditer(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a story says of itself. The base of Story (from a file) and Card (from the library)."""

    title: Fact[str]
    authors: tuple[Fact[str], ...] = ()
    summary: Fact[str] | None = None
    fandoms: tuple[Fact[str], ...] = ()
    characters: tuple[Fact[str], ...] = ()
    relationships: tuple[Fact[str], ...] = ()
    tags: tuple[Fact[str], ...] = ()
    warnings: tuple[Fact[str], ...] = ()
    rating: Fact[Rating] = Fact(Rating.NOT_RATED, Origin.GUESSED)
    language: Fact[str] | None = None
    status: Fact[Status] | None = None
    series: Fact[str] | None = None
    source: Fact[str] | None = None
    published: Fact[date] | None = None
    updated: Fact[date] | None = None
    permission: Permission = Permission.CARD
    permission_proof: str = ""
    state: State = State.LISTED
    held_because: str = ""

    @property
    def byline(self) -> str:
        """The authors as one line; an unknown author is said to be unknown."""
        return ", ".join(values(self.authors)) or "unknown author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Facts):
    """A story as read from a file, before it is stored."""

    chapters: tuple[Chapter, ...] = ()
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    prose_start: int = 0
    """Offset of the first story character in the decoded file, in code points."""

    @property
    def words(self) -> int:
        """Words of story text, counted, not stated."""
        return sum(chapter.words for chapter in self.chapters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Facts):
    """A stored story without its text: what a card shows, the gate judges and the indexes feed on."""

    id: int
    guild_id: int | None = None
    """The server that the story belongs to; None is the operator's corpus, which every server sees."""
    words: int = 0
    chapters: int = 0
    pages: int = 0
    revision: int = 1
    """Grows by one whenever the story's text changes, so that an old page button can tell."""
    gone: bool = False
    """The file it came from has vanished: not shown until it is back."""
    hidden_in: frozenset[int] = frozenset()
    """Servers that don't show it, whatever others do."""
    excerpt_characters: int | None = None
    """The most that its author lets an excerpt have; None is as much as Ficus shows."""
    favourite: int | None = None
    """The passage that its author picked."""
    keywords: tuple[str, ...] = field(default=())
    """Telling words of the text, for recommendations; lower case, most telling first."""


def values(facts: Iterable[Fact[T]]) -> tuple[T, ...]:
    """The bare values of several facts, in order."""
    return tuple(fact.value for fact in facts)
