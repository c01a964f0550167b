"""Drawing what a channel has not seen yet: passages for excerpts, and which stories were recommended to whom."""

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.database import in_chunks
from bot.library.store import PASSAGE
from bot.library.tables import PassageRow, RecommendedRow, ShownRow, StoryRow

RECOMMENDATION = "recommendation"

TRIES = 64
"""Story ids tried at random before all eligible ones are looked up."""

REMEMBERED = 50
"""Recommendations of a channel, and of a reader, that don't come again while there are others."""

Where = ColumnElement[bool]


async def draw_passage(
    connection: AsyncConnection,
    eligible: Where,
    rng: Random,
    *,
    among: Sequence[int] | None = None,
    channel_id: int | None = None,
    favourite: int | None = None,
) -> int | None:
    """The id of a passage that the channel has not seen, or None when no story is eligible.

    Every eligible story with unseen passages is as likely as any other, however long it is; `among` narrows them to
    those ids. When the channel has seen all passages, it starts anew, though not with the one it saw last if there are
    others. The pick is noted in the same transaction, so that two draws at once give two passages. Without a channel
    nothing is noted. A channel that hasn't seen the `favourite` sees that first.
    """
    picked = await _pick_favourite(connection, eligible, favourite, channel_id)
    if picked is None:
        picked = await _pick(connection, eligible, rng, among, channel_id)
    if channel_id is None:
        return picked
    if picked is None:
        picked = await _start_anew(connection, eligible, rng, among, channel_id)
    if picked is not None:
        await _note_passage(connection, channel_id, picked)
    return picked


async def _pick_favourite(
    connection: AsyncConnection, eligible: Where, favourite: int | None, channel_id: int | None
) -> int | None:
    """The favourite, if the channel hasn't seen it; where nothing is noted, it's a passage like any other."""
    if favourite is None or channel_id is None:
        return None
    of_story = select(PassageRow.id).join(StoryRow, StoryRow.id == PassageRow.story_id).where(eligible)
    chosen = of_story.where(PassageRow.id == favourite, _is_unseen(channel_id))
    return (await connection.execute(chosen)).scalar()


async def _pick(
    connection: AsyncConnection, eligible: Where, rng: Random, among: Sequence[int] | None, channel_id: int | None
) -> int | None:
    story_id = await _pick_story(connection, eligible & _has_unseen(channel_id), rng, among)
    if story_id is None:
        return None
    unseen = (
        select(PassageRow.id).where(PassageRow.story_id == story_id, _is_unseen(channel_id)).order_by(PassageRow.id)
    )
    return rng.choice(list((await connection.execute(unseen)).scalars()))


async def _pick_story(
    connection: AsyncConnection, eligible: Where, rng: Random, among: Sequence[int] | None
) -> int | None:
    """Uniform over the eligible stories: the first eligible one in a random order of all ids.

    Only when none of the first TRIES ids is eligible are all eligible stories looked up.
    """
    pool = among if among is not None else range(1, await _highest_id(connection) + 1)
    tried = rng.sample(pool, min(TRIES, len(pool)))
    found = set(await _eligible_ids(connection, eligible, tried))
    if found:
        return next(story_id for story_id in tried if story_id in found)
    everything = await _eligible_ids(connection, eligible, among)
    return rng.choice(everything) if everything else None


async def _highest_id(connection: AsyncConnection) -> int:
    return (await connection.execute(select(func.max(StoryRow.id)))).scalar() or 0


async def _eligible_ids(connection: AsyncConnection, eligible: Where, among: Sequence[int] | None) -> list[int]:
    chosen = select(StoryRow.id).where(eligible).order_by(StoryRow.id)
    if among is None:
        return list((await connection.execute(chosen)).scalars())
    found: list[int] = []
    for some in in_chunks(among):
        found += (await connection.execute(chosen.where(StoryRow.id.in_(some)))).scalars()
    return found


def _has_unseen(channel_id: int | None) -> Where:
    """A condition on the story table, answered from an index."""
    if channel_id is None:
        return StoryRow.passages > 0
    seen = select(func.count()).where(*_seen_in(channel_id, PASSAGE), ShownRow.story_id == StoryRow.id)
    return StoryRow.passages > seen.scalar_subquery()


def _is_unseen(channel_id: int | None) -> Where:
    """A condition on the passage table."""
    if channel_id is None:
        return true()
    return ~exists().where(*_seen_in(channel_id, PASSAGE), ShownRow.item_id == PassageRow.id)


def _seen_in(channel_id: int, kind: str) -> tuple[Where, Where]:
    return ShownRow.channel_id == channel_id, ShownRow.kind == kind


async def _start_anew(
    connection: AsyncConnection, eligible: Where, rng: Random, among: Sequence[int] | None, channel_id: int
) -> int | None:
    """Forget which passages of the eligible stories the channel has seen, and pick the first of the new round."""
    await _forget(connection, eligible, among, channel_id, keep_last=True)
    picked = await _pick(connection, eligible, rng, among, channel_id)
    await _forget(connection, eligible, among, channel_id, keep_last=False)
    return picked if picked is not None else await _pick(connection, eligible, rng, among, channel_id)


async def _forget(
    connection: AsyncConnection, eligible: Where, among: Sequence[int] | None, channel_id: int, *, keep_last: bool
) -> None:
    seen = _seen_in(channel_id, PASSAGE)
    last = select(func.max(ShownRow.seq)).where(*seen).scalar_subquery()
    for some in in_chunks(await _eligible_ids(connection, eligible, among)):
        drawn = delete(ShownRow).where(*seen, ShownRow.story_id.in_(some))
        await connection.execute(drawn.where(ShownRow.seq != last) if keep_last else drawn)


async def _note_passage(connection: AsyncConnection, channel_id: int, passage_id: int) -> None:
    story_id = select(PassageRow.story_id).where(PassageRow.id == passage_id).scalar_subquery()
    await _note(connection, channel_id, PASSAGE, [(passage_id, story_id)])


async def recommended(connection: AsyncConnection, channel_id: int) -> list[int]:
    """The stories that were recommended in the channel lately, each once; the one that was last stands at the end."""
    chosen = select(ShownRow.item_id).where(*_seen_in(channel_id, RECOMMENDATION)).order_by(ShownRow.seq.desc())
    return list((await connection.execute(chosen.limit(REMEMBERED))).scalars())[::-1]


async def note_recommended(connection: AsyncConnection, channel_id: int, story_ids: Sequence[int]) -> None:
    """Remember that the channel was recommended these stories, now; only the latest REMEMBERED stay."""
    seen = _seen_in(channel_id, RECOMMENDATION)
    await connection.execute(delete(ShownRow).where(*seen, ShownRow.item_id.in_(story_ids)))
    await _note(connection, channel_id, RECOMMENDATION, [(story_id, story_id) for story_id in story_ids])
    newest = select(ShownRow.seq).where(*seen).order_by(ShownRow.seq.desc()).limit(REMEMBERED)
    await connection.execute(delete(ShownRow).where(*seen, ShownRow.seq.not_in(newest)))


async def recommended_to(connection: AsyncConnection, user_id: int) -> list[int]:
    """The stories that were recommended to the reader lately; the one that was last stands at the end."""
    chosen = select(RecommendedRow.story_id).where(RecommendedRow.user_id == user_id)
    newest = chosen.order_by(RecommendedRow.seq.desc()).limit(REMEMBERED)
    return list((await connection.execute(newest)).scalars())[::-1]


async def note_recommended_to(connection: AsyncConnection, user_id: int, story_ids: Sequence[int]) -> None:
    """Remember that the reader was recommended these stories, now; only the latest REMEMBERED stay."""
    mine = RecommendedRow.user_id == user_id
    await connection.execute(delete(RecommendedRow).where(mine, RecommendedRow.story_id.in_(story_ids)))
    for story_id in story_ids:
        await connection.execute(insert(RecommendedRow).values(user_id=user_id, story_id=story_id))
    newest = select(RecommendedRow.seq).where(mine).order_by(RecommendedRow.seq.desc()).limit(REMEMBERED)
    await connection.execute(delete(RecommendedRow).where(mine, RecommendedRow.seq.not_in(newest)))


async def _note(connection: AsyncConnection, channel_id: int, kind: str, items: Sequence[tuple[int, object]]) -> None:
    at = datetime.now(UTC)
    for item_id, story_id in items:
        await connection.execute(
            insert(ShownRow).values(channel_id=channel_id, kind=kind, item_id=item_id, story_id=story_id, at=at)
        )
