"""What is said of authors: claims to be one, standing wishes, stories withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

HIDDEN_BY_AUTHOR = "author"
"""The reason (HiddenRow) of a story that its author has taken out of one server: only the author can take it back."""


class Wish(StrEnum):
    """What an author wants done with their stories, those that come later included."""

    NEVER = "never list me"
    CARDS = "cards only"
    ASK = "ask me"


class ClaimState(StrEnum):
    """What has become of a claim."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Claim:
    """A member of a server says that they are the author who goes by `name`.

    `link` is their profile where they publish, or "". While the claim waits, the `code` stands there: that is proof.
    """

    id: int
    user_id: int
    name: str
    link: str
    code: str
    state: ClaimState
    at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What withdrawing did. `sentence` says it to the person who did it; `title` is "" where it may not be seen.

    `everywhere` is false when the story comes with the operator's library, which other servers share: then it's taken
    out of this server only. `copies` counts further stories that went with it, being the same one.
    """

    story_id: int
    title: str
    everywhere: bool
    copies: int
    sentence: str


@dataclass(frozen=True, slots=True)
class StandingWish:
    """A wish that is kept. `everywhere` is false when it holds in one server only."""

    id: int
    name: str
    wish: Wish
    everywhere: bool
    at: datetime
