"""What waits for a server's moderators: proposals, held stories, readers' reports, claims to be an author."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.corpus.story import Card, State

WHERE_TO_LOOK = "Ratings above Teen are shown in age-restricted channels only: look there."
"""Said of what waits but can't be shown in a place."""


class ItemKind(StrEnum):
    """What a moderator is asked about; the values are the rows' `kind`."""

    PROPOSAL = "proposal"
    HELD = "held"
    """A held story, or a barred one, which has no release."""
    REPORT = "report"
    CLAIM = "claim"


class ItemState(StrEnum):
    """What became of it; the values are the rows' `state`."""

    OPEN = "open"
    APPROVED = "approved"
    """A proposal was added, a held story released, a claim confirmed, a report was right."""
    DECLINED = "declined"
    """A proposal or claim was turned down, a held story kept back, the reports were dismissed."""
    CLOSED = "closed"
    """Nothing is left to decide; `reason` says why."""


class ReportKind(StrEnum):
    """What a reader says is wrong with a story; the values are the rows' `kind`."""

    RATING = "wrong rating"
    WARNING = "wrong warning"
    NOT_PERMITTED = "not permitted"
    BROKEN = "broken"
    OTHER = "other"
    """Needs words."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one reader says. Who it was isn't told."""

    kind: ReportKind
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that waits, or was decided, as it may be seen in one place."""

    id: int
    guild_id: int
    kind: ItemKind
    state: ItemState
    title: str = ""
    """The story's or draft's title, or the author's name that is claimed."""
    concealed: bool = False
    """Its rating can't be shown in this place: there is no title, story, reason or word of it then."""
    story: Card | None = None
    story_id: int | None = None
    draft_id: int | None = None
    claim_id: int | None = None
    because: str = ""
    """Why it waits, in a sentence. For a held story it may name what was found: show it under spoiler marks."""
    reports: tuple[Report, ...] = ()
    """The open ones of a reported story, oldest first."""
    link: str = ""
    """A claimant's profile, if they have named one, and what shall stand there."""
    code: str = ""
    opened_by: int = 0
    """The proposer or claimant; 0 for held and reported stories."""
    opened_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""
    channel_id: int | None = None
    message_id: int | None = None
    shown: str = ""
    """The face of the posted message."""
    face: str = ""
    """Stands for all that a message of the item shows: one whose `shown` is another has to be brought up to date."""

    @property
    def releasable(self) -> bool:
        """Whether it has a release at all: a barred story never has."""
        waits = self.kind is ItemKind.HELD and self.state is ItemState.OPEN
        return waits and self.story is not None and self.story.state is State.HELD


@dataclass(frozen=True, slots=True)
class Waiting:
    """A part of what waits, oldest first; `total` and `concealed` count all of it."""

    items: tuple[Item, ...]
    total: int
    concealed: int
    """So many are without title here: WHERE_TO_LOOK says where they can be looked at."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision led to."""

    item: Item
    card: Card | None = None
    """The story as it is now; None where it may not be shown, or when there is none."""
    event_id: int | None = None
    """What Library.adding.undo takes, if it can be undone."""
