"""The gate: its two forms are equal, and it lets through what it should and nothing else."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card, Fact, Permission, Rating, State, Story
from bot.library.cards import read_cards
from bot.library.database import Database
from bot.library.gate import may_show, shown_where
from bot.library.place import BlockList, Form, Place, Reader
from bot.library.prepare import prepare
from bot.library.store import add_stories
from bot.library.tables import HiddenRow, StoryRow
from tests.support.examples import examples

SERVERS = st.sampled_from([None, 1, 2, 2**62])
LONG = "x" * 300
NAMES = st.sampled_from(
    ["Mirela Voss", "mirela  voss", "MIRÉLA VOSS", "Mirela", "Søren Ø", "Soren O", "!!!", "???", "İpek", "ipek", LONG]
)
TAGS = st.sampled_from(
    ["slow burn", "Slow-Burn", "Character Death", "character death!", "fluff", "ＦＬＵＦＦ", "100%", "a_b", LONG]
)
UNKNOWN = st.none() | st.sampled_from(["", "listed ", "Teen", "full text", "something new"])


@dataclass(frozen=True)
class Stored:
    """A story, and what else its row says: values from another version of Ficus among them."""

    story: Story
    guild_id: int | None
    gone: bool
    state: str | None
    rating: str | None
    permission: str | None
    hidden_in: frozenset[int]


def facts(names: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Fact[str], ...]]:
    return st.lists(names, max_size=3).map(lambda found: tuple(map(Fact, found)))


stories = st.builds(
    Story,
    title=st.just(Fact("A Story")),
    authors=facts(NAMES),
    tags=facts(TAGS),
    warnings=facts(TAGS),
    rating=st.sampled_from(Rating).map(Fact),
    permission=st.sampled_from(Permission),
    state=st.sampled_from([State.LISTED, *State]),
)
stored = st.builds(
    Stored,
    story=stories,
    guild_id=SERVERS,
    gone=st.booleans(),
    state=UNKNOWN,
    rating=UNKNOWN,
    permission=UNKNOWN,
    hidden_in=st.frozensets(st.sampled_from([1, 2, 2**62]), max_size=2),
)
blocks = st.builds(
    BlockList,
    tags=st.frozensets(TAGS, max_size=3),
    authors=st.frozensets(NAMES, max_size=3),
    stories=st.frozensets(st.integers(1, 12) | st.just(2**62), max_size=3),
)
places = st.builds(Place, guild_id=SERVERS, channel_id=st.none() | st.just(5), restricted=st.booleans())
readers = st.builds(Reader, id=st.none() | st.just(7), blocks=blocks)


class UndoError(Exception):
    """Rolls a transaction back."""


async def put(connection: AsyncConnection, one: Stored) -> int:
    (story_id,) = await add_stories(connection, [prepare(one.story)], one.guild_id)
    raw = {"state": one.state, "rating": one.rating, "permission": one.permission}
    values = {"gone": one.gone} | {name: value for name, value in raw.items() if value is not None}
    await connection.execute(update(StoryRow).where(StoryRow.id == story_id).values(values))
    for guild_id in one.hidden_in:
        row = {"guild_id": guild_id, "story_id": story_id, "reason": "moderator", "user_id": 1, "at": datetime.now(UTC)}
        await connection.execute(insert(HiddenRow).values(row))
    return story_id


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    library=st.lists(stored, min_size=1, max_size=6), asked=st.lists(st.tuples(places, readers), min_size=1, max_size=4)
)
async def test_both_forms_are_equal(
    database: Database, library: list[Stored], asked: list[tuple[Place, Reader]]
) -> None:
    async def compare() -> None:
        async with database.write() as connection:
            ids = [await put(connection, one) for one in library]
            cards = [card async for chunk in read_cards(connection) for card in chunk]
            assert [card.id for card in cards] == ids
            for place, reader in asked:
                # Some block the first of these very stories.
                blocked = replace(reader.blocks, stories=reader.blocks.stories | ({ids[0]} if reader.id else set()))
                for form in Form:
                    await same(connection, cards, place, replace(reader, blocks=blocked), form)
            raise UndoError

    with pytest.raises(UndoError):
        await compare()


async def same(connection: AsyncConnection, cards: list[Card], place: Place, reader: Reader, form: Form) -> None:
    chosen = select(StoryRow.id).where(shown_where(place, reader, form)).order_by(StoryRow.id)
    in_sql = list((await connection.execute(chosen)).scalars())
    assert in_sql == [card.id for card in cards if may_show(card, place, reader, form)]


CARD = Card(
    id=1,
    title=Fact("A Story"),
    authors=(Fact("Mirela Voss"),),
    tags=(Fact("Slow Burn"),),
    warnings=(Fact("Major Character Death"),),
    rating=Fact(Rating.GENERAL),
    permission=Permission.FULL,
)
ANYBODY = Reader()
OPEN = Place(guild_id=1, channel_id=5)
RESTRICTED = Place(guild_id=1, channel_id=5, restricted=True)


@pytest.mark.parametrize("rating", Rating)
def test_ratings(rating: Rating) -> None:
    card = replace(CARD, rating=Fact(rating))
    assert may_show(card, OPEN, ANYBODY, Form.CARD) == (rating in {Rating.GENERAL, Rating.TEEN})
    assert may_show(card, RESTRICTED, ANYBODY, Form.CARD)


@pytest.mark.parametrize("state", State)
def test_states(state: State) -> None:
    card = replace(CARD, state=state)
    assert may_show(card, RESTRICTED, ANYBODY, Form.CARD) == (state is State.LISTED)


def test_a_story_whose_file_is_gone() -> None:
    assert not may_show(replace(CARD, gone=True), RESTRICTED, ANYBODY, Form.CARD)


@pytest.mark.parametrize(
    ("permission", "forms"),
    [
        (Permission.FULL, {Form.CARD, Form.EXCERPT, Form.TEXT}),
        (Permission.EXCERPTS, {Form.CARD, Form.EXCERPT}),
        (Permission.CARD, {Form.CARD}),
    ],
)
def test_permissions(permission: Permission, forms: set[Form]) -> None:
    card = replace(CARD, permission=permission)
    assert {form for form in Form if may_show(card, OPEN, ANYBODY, form)} == forms


@pytest.mark.parametrize(
    ("owner", "asking", "shown"), [(None, 1, True), (None, None, True), (1, 1, True), (2, 1, False), (1, None, False)]
)
def test_servers(owner: int | None, asking: int | None, shown: bool) -> None:
    place = replace(RESTRICTED, guild_id=asking)
    assert may_show(replace(CARD, guild_id=owner), place, ANYBODY, Form.CARD) is shown


@pytest.mark.parametrize(
    "blocks",
    [
        BlockList(tags=frozenset({"slow-burn"})),
        BlockList(tags=frozenset({"MAJOR CHARACTER DEATH"})),
        BlockList(authors=frozenset({"mirela vöss"})),
        BlockList(stories=frozenset({1})),
    ],
)
def test_what_a_reader_blocks(blocks: BlockList) -> None:
    assert not may_show(CARD, RESTRICTED, Reader(7, blocks), Form.CARD)
    assert may_show(replace(CARD, id=2, authors=(), tags=(), warnings=()), RESTRICTED, Reader(7, blocks), Form.CARD)


def test_a_blocked_author_is_no_blocked_tag() -> None:
    blocks = BlockList(tags=frozenset({"Mirela Voss"}), authors=frozenset({"slow burn"}))
    assert may_show(CARD, OPEN, Reader(7, blocks), Form.CARD)
