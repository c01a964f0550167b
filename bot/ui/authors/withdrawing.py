"""Taking a story out: what it does is said first, and asked once more."""

from bot.corpus.story import Card
from bot.errors import NotAllowedError
from bot.library.authors.nouns import Withdrawn
from bot.library.rights import NOT_THEIRS, require_care
from bot.ui.asker import Asker
from bot.ui.authors import buttons
from bot.ui.base import Panel, notice
from bot.ui.text import byline, counted, shown, title_line

GONE = (
    "- Within seconds nobody can find or read it here, and its text is deleted.\n"
    "- It stays out: the same story isn't taken in again from a file, an upload or a backup.\n"
    "- Readers are told no more than that it can't be shown.\n"
)

GONE_HERE = (
    "- Within seconds nobody in this server can find or read it. It comes with the operator's library, which other "
    "servers share: for those, ask whoever runs Ficus.\n"
    "- Readers are told no more than that it can't be shown.\n"
)

BY_AUTHOR = "- Only its author can let it come back, and it would have to be added anew. No moderator can."

BY_MODERATOR = "- Only a moderator can let it come back, and it would have to be added anew."


async def meant(asker: Asker, typed: str) -> Card:
    """The story that an author or a moderator means. Raises NotFoundError, AmbiguousError."""
    if asker.actor.moderator:
        return await asker.library.moderating.find(asker.actor, typed, asker.place)
    own = await asker.library.authors.stories(asker.actor, asker.place)
    named = [card for card in own if typed.strip() in {f"#{card.id}", card.title.value}]
    return named[0] if len(named) == 1 else await asker.library.story(typed, asker.place, asker.reader)


async def ask_panel(asker: Asker, card: Card) -> Panel:
    """What withdrawing would do, for somebody who may. Raises NotAllowedError."""
    is_author = await asker.library.authors.is_author(asker.actor, card)
    if not is_author and not asker.actor.moderator:
        raise NotAllowedError(NOT_THEIRS)
    if not is_author:
        require_care(asker.actor, card)
    here_only = card.guild_id is None and not asker.actor.home
    does = f"{GONE_HERE if here_only else GONE}{BY_AUTHOR if is_author else BY_MODERATOR}"
    heading = f"### Withdraw {title_line(card, 200)} {byline(card, 150)}?"
    return notice(f"{heading}\n{does}", [buttons.sure(card.id), buttons.stay()])


def withdrawn_panel(withdrawn: Withdrawn) -> Panel:
    """What withdrawing did."""
    copies = f" {counted(withdrawn.copies, 'copy')} of it went with it." if withdrawn.copies else ""
    return notice(f"{shown(withdrawn.sentence, 1500)}{copies}")
