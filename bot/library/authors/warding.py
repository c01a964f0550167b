"""Warding: what authors' words mean for files of the corpus folder. Joins the transaction that stores them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.changes import narrower
from bot.corpus.story import State, Story
from bot.library.answers import FileProblem
from bot.library.authors.emptying import empty
from bot.library.authors.identity import identity_of
from bot.library.authors.stored import IS_WITHDRAWN
from bot.library.authors.taking_out import hide
from bot.library.authors.wards import ALIKE, Warded, Wards, read_wards
from bot.library.prepare import Prepared, digest_of
from bot.library.reading import Reading
from bot.library.tables import StoryRow

ASK_OPERATOR = (
    "Its author wants to be asked first. State who said yes, and when, as permission_proof, in the file or in "
    "corpus.toml."
)
OUT = "isn't served, because it was withdrawn or its author doesn't want it listed. Take it out of the folder."


@dataclass(frozen=True, slots=True)
class WardedReadings:
    """Files as they may be stored, and the servers that don't show them, by name."""

    readings: tuple[Reading, ...]
    hidden: Mapping[str, Mapping[int, bool]]


async def ward(connection: AsyncConnection, readings: Sequence[Reading]) -> WardedReadings:
    """Of what is kept out nothing is stored but title and authors; what somebody has to look at is held."""
    wards, there = await read_wards(connection), await _there(connection, readings)
    hidden = {
        reading.name: wards.hidden_in(identity_of(reading.prepared.story, reading.prepared.sketch), reading.story_id)
        for reading in readings
        if reading.prepared is not None
    }
    warded = (_warded(reading, wards, arriving=reading.story_id not in there) for reading in readings)
    return WardedReadings(tuple(warded), hidden)


async def _there(connection: AsyncConnection, readings: Sequence[Reading]) -> frozenset[int]:
    """The stories of these files that are in the library already, and not because they were kept out."""
    ids = [reading.story_id for reading in readings if reading.story_id is not None]
    chosen = select(StoryRow.id).where(StoryRow.id.in_(ids), ~IS_WITHDRAWN, StoryRow.gone.is_(False))
    return frozenset((await connection.execute(chosen)).scalars())


async def after_storing(connection: AsyncConnection, warded: WardedReadings, ids: Mapping[str, int]) -> None:
    """Hide what one server doesn't show, and forget what else was kept of stories that are out. `ids`: by name."""
    for name, servers in warded.hidden.items():
        if name in ids:
            await hide(connection, ids[name], servers)
    out = [one for one in warded.readings if one.prepared and one.prepared.story.state is State.WITHDRAWN]
    await empty(connection, [ids[reading.name] for reading in out if reading.name in ids])


def _warded(reading: Reading, wards: Wards, *, arriving: bool) -> Reading:
    if reading.prepared is None:
        return reading
    warded = wards.judge(reading.prepared, None, story_id=reading.story_id, arriving=arriving)
    if warded.state is State.WITHDRAWN:
        problems = (*reading.problems, FileProblem(reading.name, 0, OUT))
        return replace(reading, prepared=_stripped(reading.prepared), problems=problems)
    story = _limited(reading.prepared.story, warded, looked_at=reading.amendment.vouched)
    if story == reading.prepared.story:
        return reading
    digest = digest_of(f"{reading.prepared.digest} {story.permission} {story.state} {story.held_because}")
    return replace(reading, prepared=replace(reading.prepared, story=story, digest=digest))


def _limited(story: Story, warded: Warded, *, looked_at: bool) -> Story:
    """The story with what its author allows; held as long as somebody has to look at it, or to ask."""
    reasons = [ALIKE] if warded.state is State.HELD and not looked_at else []
    reasons += [ASK_OPERATOR] if warded.asks and not story.permission_proof else []
    if warded.cap is not None:
        story = replace(story, permission=narrower(story.permission, warded.cap))
    if reasons and story.state is State.LISTED:
        return replace(story, state=State.HELD, held_because=" ".join(reasons))
    return story


def _stripped(prepared: Prepared) -> Prepared:
    story = Story(
        title=prepared.story.title,
        authors=prepared.story.authors,
        rating=prepared.story.rating,
        state=State.WITHDRAWN,
        permission=prepared.story.permission,
    )
    return Prepared(story, passages=(), pages=(), keywords=(), sketch=(), text_digest="", digest="")
