"""What adding a story answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.corpus.screening.verdict import Verdict
from bot.corpus.story import Card, Fact, Permission, Rating, Story
from bot.library.answers import FileProblem


class Purpose(StrEnum):
    """What a draft is for; the values are the rows' `purpose`."""

    ADD = "add"
    PROPOSE = "propose"
    EDIT = "edit"


class DraftState(StrEnum):
    """What has become of a draft; the values are the rows' `state`."""

    OPEN = "open"
    WAITING = "waiting"
    """For review."""
    DONE = "done"
    DECLINED = "declined"
    DISCARDED = "discarded"


class Consent(StrEnum):
    """Why a story may be shown here; the values are the rows' `kind`."""

    OWN = "my own work"
    AUTHOR = "the author said yes"
    FREE = "public domain or open licence"
    CARD = "card only"
    CORPUS = "the operator's corpus"

    @property
    def permission(self) -> Permission:
        """How much of the story it allows to be shown."""
        return Permission.CARD if self is Consent.CARD else Permission.FULL


@dataclass(frozen=True, slots=True)
class Near:
    """A stored story that may be the same. `why` completes "It has …": "the same source", "mostly the same text"."""

    card: Card
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A draft as it can be shown at one place to one member."""

    draft_id: int
    purpose: Purpose
    state: DraftState
    file: str
    """The name of the file as uploaded, which may say as much as a title does: show it only where `shown`."""
    user_id: int
    guild_id: int
    story: Story
    """As read, with the changes made since; facts tell stated, guessed and found apart. Where it isn't `shown`, all
    that it holds is the rating."""
    shown: bool
    """Whether the place allows the story's title and text; if not, an obstacle says so."""
    words: int
    chapters: int
    verdict: Verdict
    """What screening says. What bars the story as read can't be lifted by changes."""
    consent: Consent | None
    proof: str
    target: Card | None
    """The story that confirming brings up to date; None: it becomes a new one."""
    near: tuple[Near, ...] = ()
    near_unseen: int = 0
    """How many more there are that can only be shown in an age-restricted channel."""
    mistakes: tuple[str, ...] = ()
    """What was typed and couldn't be taken, in words, by field; it stays in `typed` until it's mended."""
    typed: Mapping[str, str] = field(default_factory=dict[str, str])
    """What forms show: field -> text as typed, or as read. Lists stand apart by commas, or by lines when an item has
    a comma of its own."""
    wish: str = ""
    """What the author has asked for, as a sentence."""
    passage: str = ""
    """The first passage as readers would see it, as Discord Markdown; empty where it may not be shown."""
    obstacles: tuple[str, ...] = ()
    """What keeps it from being confirmed now, each with what to do. Empty: it can be confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What forms show of a draft, as far as the place allows; the fields are those of Preview."""

    draft_id: int
    shown: bool
    title: Fact[str]
    rating: Rating
    typed: Mapping[str, str]
    consent: Consent | None
    proof: str


@dataclass(frozen=True, slots=True)
class Drafts:
    """A part of a member's open drafts; `total` counts all of them."""

    previews: tuple[Preview, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Added:
    """A story that is in the library now. `event_id` is what undo takes; `updated`: it was there before."""

    card: Card
    event_id: int
    updated: bool


class BulkOutcome(StrEnum):
    """What came of one member of a ZIP."""

    ADDED = "added"
    UPDATED = "brought up to date"
    WAITING = "needs a look"
    """It's kept as a draft, to be mended and confirmed by itself."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkItem:
    """What came of one member of a ZIP. `problems` are sentences; `event_id` undoes it; `draft_id` opens its draft."""

    file: str
    outcome: BulkOutcome
    card: Card | None = None
    """The story, where it was stored and may be shown at the place."""
    event_id: int | None = None
    draft_id: int | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BulkReport:
    """What came of a ZIP: its members in order, and what is wrong with the archive as a whole."""

    items: tuple[BulkItem, ...]
    problems: tuple[FileProblem, ...] = ()

    def count(self, outcome: BulkOutcome) -> int:
        """How many members came to that."""
        return sum(item.outcome is outcome for item in self.items)

    @property
    def text(self) -> str:
        """The problems as a text file to download; empty when there are none."""
        lines = [f"{item.file}: {item.outcome}: {problem}" for item in self.items for problem in item.problems]
        lines += [f"{problem.file}: {problem.message}" for problem in self.problems]
        return "".join(f"{line}\n" for line in lines)
