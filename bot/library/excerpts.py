"""Excerpts: from a wish to a passage."""

from dataclasses import dataclass
from random import Random

from bot.errors import NothingEligibleError
from bot.library.answers import Excerpt, ExcerptWish
from bot.library.database import Database
from bot.library.desk import Desk
from bot.library.draws import draw_passage
from bot.library.gate import shown_where
from bot.library.place import Form
from bot.library.texts import excerpt_of
from bot.library.wording import card_only, no_text, nothing_eligible, quoted
from bot.search.index import Request


async def draw_excerpt(database: Database, desk: Desk, wish: ExcerptWish, rng: Random) -> Excerpt:
    """Draw a passage for a channel, and note it there; without a channel nothing is noted."""
    narrowed = await _narrow(desk, wish)
    where = shown_where(desk.place, desk.reader, Form.EXCERPT)
    channel_id = desk.place.channel_id
    async with database.read() if channel_id is None else database.write() as connection:
        passage_id = await draw_passage(
            connection, where, rng, among=narrowed.ids, channel_id=channel_id, favourite=narrowed.favourite
        )
        if passage_id is not None:
            return await excerpt_of(connection, desk, passage_id)
    raise _nothing(desk, narrowed)


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """The stories that a wish leaves, None for all; and which part of it left out how many."""

    ids: tuple[int, ...] | None
    removed: tuple[tuple[str, int], ...]
    favourite: int | None = None
    """The passage that the author of the story that was asked for has picked."""


async def _narrow(desk: Desk, wish: ExcerptWish) -> _Narrowed:
    if not (wish.story or wish.character or wish.fandom):
        return _Narrowed(None, ())
    characters = (wish.character,) if wish.character else ()
    found = await desk.find(Request(characters=characters, fandom=wish.fandom))
    ids = tuple(hit.card.id for hit in found.hits)
    if not wish.story:
        return _Narrowed(ids, found.removed)
    card, _ = await desk.story(wish.story)
    if not desk.allows(card, Form.EXCERPT):
        raise card_only()
    if not card.pages:
        raise no_text()
    left = (card.id,) if card.id in ids else ()
    removed = (*found.removed, (f"the story {quoted(card.title.value)}", len(ids) - len(left)))
    return _Narrowed(left, removed, card.favourite if left else None)


def _nothing(desk: Desk, narrowed: _Narrowed) -> NothingEligibleError:
    """Say why there is nothing to draw: the wishes, and stories whose text isn't shared."""
    cards = desk.cards()
    left = set(narrowed.ids) if narrowed.ids is not None else {card.id for card in cards}
    silent = sum(card.id in left and not (card.pages and desk.allows(card, Form.EXCERPT)) for card in cards)
    removed = (*narrowed.removed, ("text that isn't shared", silent))
    return nothing_eligible("No excerpt fits", len(cards), [(wish, count) for wish, count in removed if count])
