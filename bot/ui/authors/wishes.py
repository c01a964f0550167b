"""An author's standing wish, and what it does to stories that are here already."""

from collections.abc import Sequence

from bot.library.authors.nouns import StandingWish, Wish
from bot.ui.asker import Asker
from bot.ui.authors import buttons
from bot.ui.base import Panel, notice
from bot.ui.text import shown

MEANINGS = {
    Wish.NEVER: "stories aren't listed at all",
    Wish.CARDS: "only cards are shown: title, people, summary and link",
    Wish.ASK: "nothing comes in before the author has said yes",
}

KEPT = "wish"
"""Under which an author's name is kept for a button."""

SHOWN = 8


async def wish_panel(asker: Asker, wish: Wish | None, name: str, link: str) -> Panel:
    """Keep a wish, and say what it does. Raises NotAllowedError, RefusedError."""
    authors = asker.library.authors
    sentence = await authors.wish(asker.actor, wish, name, link)
    standing = await authors.wishes(asker.actor)
    offer = [buttons.all_of(await asker.library.keep(KEPT, {"name": name}))] if wish is Wish.NEVER and name else []
    return notice("\n".join([shown(sentence, 1500), *wish_lines(standing)]), offer)


def wish_lines(wishes: Sequence[StandingWish]) -> list[str]:
    """The wishes that stand, one a line."""
    lines = [f"- **{shown(one.name, 80)}**: {MEANINGS[one.wish]}{_where(one)}" for one in wishes[:SHOWN]]
    rest = [f"- and {len(wishes) - SHOWN} more"] if len(wishes) > SHOWN else []
    return ["**Wishes that stand**", *lines, *rest] if lines else []


def _where(wish: StandingWish) -> str:
    return "" if wish.everywhere else ", in this server"
