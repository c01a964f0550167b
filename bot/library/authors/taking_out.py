"""Taking out: what tombstones do to the stories that are there. Joins the caller's write transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import State
from bot.library.authors.emptying import empty, forget_drafts
from bot.library.authors.identity import Identity, Match, identify
from bot.library.authors.nouns import HIDDEN_BY_AUTHOR
from bot.library.authors.tombstones import Tombstone, name_story
from bot.library.authors.wards import Wards
from bot.library.database import in_chunks
from bot.library.fingerprints import Sketch
from bot.library.hiding import HIDDEN_BY_MODERATOR
from bot.library.labels import Label
from bot.library.store import announce
from bot.library.tables import FingerprintRow, HiddenRow, LabelRow, StoryRow


@dataclass(frozen=True, slots=True)
class Stored:
    """A story in the library, and what it's known by."""

    id: int
    guild_id: int | None
    identity: Identity


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Stories that are withdrawn now, and those that are hidden in one server, as pairs of server and story."""

    withdrawn: tuple[int, ...] = ()
    hidden: tuple[tuple[int, int], ...] = ()


async def take_out(connection: AsyncConnection, tombstones: Sequence[Tombstone]) -> TakenOut:
    """Withdraw every story that these tombstones stand for, and delete its drafts. A story of the operator's corpus
    that was withdrawn in one server only is hidden there.
    """
    wards = Wards(tombstones)
    withdrawn: list[int] = []
    hidden: list[tuple[int, int]] = []
    for story in await read_stored(connection, {number for one in tombstones for number in one.identity.sketch}):
        same = [one for match, one in wards.matches(story.identity, story.id) if match is Match.SAME]
        if out := [one.token for one in same if one.holds_in(story.guild_id)]:
            withdrawn.append(story.id)
            await name_story(connection, out, story.id)
        elif story.guild_id is None and same:
            servers = wards.hidden_in(story.identity, story.id)
            hidden += [(guild_id, story.id) for guild_id in servers]
            await hide_for_author(connection, story.id, servers)
    await empty(connection, withdrawn)
    await forget_drafts(connection, wards.keeps_out)
    return TakenOut(tuple(withdrawn), tuple(hidden))


async def read_stored(connection: AsyncConnection, numbers: Collection[int] = ()) -> list[Stored]:
    """Every story that isn't withdrawn, with the sketches of those that share one of these numbers."""
    authors: dict[int, list[str]] = {}
    by = select(LabelRow.story_id, LabelRow.name).where(LabelRow.kind == Label.AUTHOR.value)
    for story_id, name in await connection.execute(by):
        authors.setdefault(story_id, []).append(name)
    sketches = await _sketches_with(connection, list(numbers))
    chosen = select(StoryRow.id, StoryRow.guild_id, StoryRow.title, StoryRow.source)
    rows = await connection.execute(chosen.where(StoryRow.state != State.WITHDRAWN.value).order_by(StoryRow.id))
    return [
        Stored(story_id, guild_id, identify(title, authors.get(story_id, ()), link or "", sketches.get(story_id, ())))
        for story_id, guild_id, title, link in rows
    ]


async def _sketches_with(connection: AsyncConnection, numbers: Sequence[int]) -> dict[int, Sketch]:
    having: set[int] = set()
    for some in in_chunks(numbers):
        chosen = select(FingerprintRow.story_id).where(FingerprintRow.hash.in_(some)).distinct()
        having |= set((await connection.execute(chosen)).scalars())
    found: dict[int, list[int]] = {}
    for some in in_chunks(sorted(having)):
        chosen = select(FingerprintRow.story_id, FingerprintRow.hash).where(FingerprintRow.story_id.in_(some))
        for story_id, number in await connection.execute(chosen.order_by(FingerprintRow.hash)):
            found.setdefault(story_id, []).append(number)
    return {story_id: tuple(sketch) for story_id, sketch in found.items()}


async def hide_for_author(connection: AsyncConnection, story_id: int, servers: Mapping[int, bool]) -> None:
    """Hide a story of the operator's corpus in these servers; where it's its author's word, only they take it back."""
    if not servers:
        return
    here = (HiddenRow.story_id == story_id, HiddenRow.guild_id.in_(servers))
    rows = await connection.execute(select(HiddenRow.guild_id, HiddenRow.reason).where(*here))
    reasons = dict(rows.tuples().all())
    for guild_id, by_author in servers.items():
        reason = HIDDEN_BY_AUTHOR if by_author else reasons.get(guild_id, HIDDEN_BY_MODERATOR)
        row = {"guild_id": guild_id, "story_id": story_id}
        await connection.execute(delete(HiddenRow).filter_by(**row))
        await connection.execute(insert(HiddenRow).values(**row, reason=reason, user_id=0, at=datetime.now(UTC)))
    await announce(connection, [story_id])
