"""Who does something to the library, and what they are there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of a server. User 0 is the operator, or Ficus itself."""

    user_id: int
    guild_id: int | None
    moderator: bool = False
    """Looks after the server's own stories."""
    curator: bool = False
    """Looks after the operator's corpus as well, which several servers may share."""
    manager: bool = False
    """Has Manage Server, so may say who the moderators are."""
    home: bool = False
    """Whether the server is a home of the corpus: an author's word there on a story of the corpus holds everywhere."""


OPERATOR = Actor(0, None, moderator=True, curator=True, home=True, manager=True)
