"""Who may do what to a story. Asked inside the library: what Discord shows or hides is a convenience, never a check."""

from bot.corpus.story import Card
from bot.errors import NotAllowedError, NotShownError
from bot.library.actor import Actor

MODERATORS_ONLY = "This is for moderators: it needs the permission Manage Server, or the moderators' role."

OPERATORS_STORY = (
    "This story comes with the operator's library, which several servers share. You can hide it here with /story hide; "
    "for more, ask the operator, who can name this server in FICUS_HOME_GUILD_IDS."
)

NOT_THEIRS = "Only the story's author can do this, once a moderator has confirmed who they are: see /author claim."


def require_moderator(actor: Actor) -> None:
    """Raises NotAllowedError unless they look after the server's stories."""
    if not actor.moderator:
        raise NotAllowedError(MODERATORS_ONLY)


def require_care(actor: Actor, card: Card) -> None:
    """Whether they may change the story for all who can see it.

    Raises NotAllowedError, and NotShownError for another server's story, which doesn't exist as far as they know.
    """
    if card.guild_id not in {None, actor.guild_id}:
        raise NotShownError
    require_moderator(actor)
    if card.guild_id is None and not actor.curator:
        raise NotAllowedError(OPERATORS_STORY)
