"""Whose taste a list draws on, what it tells of it, and how many there are before something comes again."""

from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import func, insert, select

from bot.errors import NothingEligibleError, RefusedError
from bot.library.answers import Audience, RecommendWish
from bot.library.blocks import MOST_BLOCKS, Blocked
from bot.library.draws import REMEMBERED
from bot.library.library import Library
from bot.library.place import Reader
from bot.library.tables import BlockRow, RecommendedRow, ShownRow
from bot.library.taste.kinds import Said
from bot.recommend.features import Feature, Field
from bot.search.index import Length
from tests.library.stories import OPEN, Folder
from tests.library.taste.readers import ANN, BEN, CYD, HERE, NIGHT, RESTRICTED, filled, for_me, titles


@pytest.fixture
async def ids(library: Library, folder: Folder) -> dict[str, int]:
    return await filled(library, folder)


async def liking(library: Library, user_id: int, *stories: int) -> Reader:
    reader = await library.reader(user_id)
    for story_id in stories:
        await library.taste.say(story_id, Said.LIKED, RESTRICTED, reader)
    return reader


async def test_a_taste_counts_if_nothing_is_named_to_start_from(library: Library, ids: dict[str, int]) -> None:
    ann = await liking(library, ANN, ids["The Bridge"])
    for wish, counts in (
        (RecommendWish(audience=Audience.IF_KNOWN), True),
        (RecommendWish(audience=Audience.IF_KNOWN, mood="fluffy", length=Length.DRABBLE), True),
        (RecommendWish(audience=Audience.IF_KNOWN, character="Temari"), False),
        (RecommendWish(audience=Audience.ME, character="Temari"), True),
        (RecommendWish(), False),
    ):
        assert library.taste.counts(wish, ann) is counts
        assert (await library.recommend(wish, HERE, ann)).basis.startswith("for you") is counts
    assert not library.taste.counts(RecommendWish(audience=Audience.IF_KNOWN), await library.reader(BEN))
    start = await library.recommend(RecommendWish(audience=Audience.IF_KNOWN), HERE, await library.reader(BEN))
    assert start.is_start


async def test_reasons_name_what_was_liked_in_private_alone(library: Library, ids: dict[str, int]) -> None:
    liked = ["The Bridge", "Nine Moves"]
    await liking(library, ANN, *(ids[name] for name in liked))
    private = repr(await for_me(library, ANN))
    assert any(name in private for name in liked), "or this test shows nothing"
    public = await for_me(library, ANN, private=False)
    assert titles(public) == titles(await for_me(library, ANN))
    assert not any(name in repr(public) for name in liked)


async def test_what_is_asked_for_by_name_may_be_named(library: Library, ids: dict[str, int]) -> None:
    ann = await liking(library, ANN, ids["The Bridge"])
    wish = RecommendWish(like=("The Bridge", "Nine Moves"), audience=Audience.ME)
    answer = await library.recommend(wish, HERE, ann)
    assert "The Bridge" in answer.basis
    assert any("The Bridge" in reason or "Nine Moves" in reason for one in answer.items for reason in one.reasons)


async def test_a_liked_story_that_may_not_be_shown_here_is_not_named_even_in_private(
    library: Library, ids: dict[str, int]
) -> None:
    await liking(library, ANN, ids["The Bridge"], ids[NIGHT])
    assert NIGHT not in repr(await for_me(library, ANN))
    await liking(library, BEN, ids[NIGHT])
    assert NIGHT not in repr(await for_me(library, BEN))


async def test_for_us_needs_somebody_else_who_agreed(library: Library, ids: dict[str, int]) -> None:
    ann, ben = await liking(library, ANN, ids["The Bridge"]), await liking(library, BEN, ids["Nine Moves"])
    us, taste = RecommendWish(audience=Audience.US, among=frozenset({ANN, BEN, CYD})), library.taste
    with pytest.raises(RefusedError, match="Nobody here has agreed yet"):
        await library.recommend(us, HERE, ann)
    await taste.share(HERE, ann, on=True)
    with pytest.raises(RefusedError, match="Nobody here has agreed yet"):
        await library.recommend(us, HERE, ann)
    await taste.share(HERE, ben, on=True)
    answer = await library.recommend(us, HERE, ann)
    assert answer.basis == "for you and 1 other reader who agreed to it"
    assert not {"The Bridge", "Nine Moves"} & set(titles(answer))
    await taste.share(HERE, await library.reader(CYD), on=True)
    assert "2 other readers" in (await library.recommend(us, HERE, ann)).basis
    elsewhere = OPEN.__class__(guild_id=2, channel_id=5)
    with pytest.raises(RefusedError, match="Nobody here has agreed yet"):
        await library.recommend(us, elsewhere, ann)
    with pytest.raises(RefusedError, match="Nobody here has agreed yet"):
        await library.recommend(replace(us, among=frozenset({ANN})), HERE, ann)
    assert "1 other reader" in (await library.recommend(replace(us, among=frozenset({CYD})), HERE, ann)).basis
    await taste.share(HERE, ben, on=False)
    await taste.share(HERE, await library.reader(CYD), on=False)
    with pytest.raises(RefusedError, match="Nobody here has agreed yet"):
        await library.recommend(us, HERE, ann)


async def test_nobody_of_us_has_a_taste(library: Library, ids: dict[str, int]) -> None:
    await library.taste.share(HERE, await library.reader(BEN), on=True)
    us = RecommendWish(audience=Audience.US, among=frozenset({BEN}))
    for wish in (us, RecommendWish(audience=Audience.PAIR, other=BEN)):
        with pytest.raises(RefusedError, match="has liked a story yet"):
            await library.recommend(wish, HERE, await library.reader(ANN))


async def test_for_two_the_other_must_have_agreed(library: Library, ids: dict[str, int]) -> None:
    ann, ben = await liking(library, ANN, ids["The Bridge"]), await liking(library, BEN, ids["Nine Moves"])
    pair = RecommendWish(audience=Audience.PAIR, other=BEN)
    with pytest.raises(RefusedError, match="needs their word"):
        await library.recommend(pair, HERE, ann)
    await library.taste.share(HERE, ben, on=True)
    await library.taste.block(Blocked.AUTHOR, "Rue Kent", HERE, ben)
    answer = await library.recommend(pair, HERE, ann, 20)
    assert answer.basis == "for the two of you"
    assert not {"The Bridge", "Nine Moves", "Paper Boats"} & set(titles(answer))
    private = await library.recommend(replace(pair, private=True, again=True), HERE, ann, 20)
    assert not any(name in repr(private) for name in ("The Bridge", "Nine Moves")), "not even in private"
    for other in (None, ANN):
        with pytest.raises(RefusedError, match="Name another member"):
            await library.recommend(RecommendWish(audience=Audience.PAIR, other=other), HERE, ann)


async def test_filters_hold_before_the_cut_and_not_for_what_the_list_starts_from(
    library: Library, folder: Folder, ids: dict[str, int]
) -> None:
    """A long story that is liked still tells what is liked when short ones are asked for."""
    folder.write("epic.txt", "An Age of Bridges", "bridge and water. " * 3000, Characters="Odo Lind", Tags="bridges")
    await library.load()
    epic = (await library.story("An Age of Bridges", HERE, Reader())).id
    ann = await liking(library, ANN, epic)
    wish = RecommendWish(audience=Audience.ME, length=Length.DRABBLE)
    answer = await library.recommend(wish, HERE, ann, 2)
    assert "The Long Way" in titles(answer), "it has bridges too"
    assert "An Age of Bridges" not in titles(answer)
    none = RecommendWish(audience=Audience.ME, length=Length.EPIC)
    with pytest.raises(NothingEligibleError, match="length over 100,000 words leaves out"):
        await library.recommend(none, HERE, ann)


async def test_more_and_less_change_the_list(library: Library, ids: dict[str, int]) -> None:
    like, ferries = ("Lamps at Low Tide",), Feature(Field.TAG, "ferries")
    more = await library.recommend(RecommendWish(like=like, more=(ferries,)), HERE, Reader(), 8)
    less = await library.recommend(RecommendWish(like=like, less=(ferries,), again=True), HERE, Reader(), 8)
    assert titles(more).index("Slow Ferries") < titles(less).index("Slow Ferries")
    assert ferries not in [feature for feature, _ in more.shared], "it isn't offered again"


async def test_the_last_fifty_do_not_repeat_and_no_more_than_that_is_kept(library: Library, folder: Folder) -> None:
    for number in range(REMEMBERED + 15):
        folder.write(f"{number}.txt", f"Evening {number}", f"Nothing happened {number} times.", Author=f"A. {number}")
    await library.load()
    ann, shown = await library.reader(ANN), []
    for _ in range(13):
        answer = await library.recommend(RecommendWish(), HERE, ann)
        assert not answer.repeats
        shown += titles(answer)
        assert len(set(shown[-REMEMBERED:])) == len(shown[-REMEMBERED:])
    async with library._back.database.read() as connection:
        for table in (ShownRow, RecommendedRow):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == REMEMBERED
    again = await library.recommend(RecommendWish(again=True), HERE, ann, 60)
    assert not again.repeats
    assert set(titles(again)) & set(shown[-5:])


async def test_a_private_list_is_kept_from_the_channel_and_follows_the_reader(
    library: Library, ids: dict[str, int]
) -> None:
    ann = await library.reader(ANN)
    wish, open_wish = RecommendWish(private=True), RecommendWish()
    mine = titles(await library.recommend(wish, HERE, ann, 3, rng=Random(1)))
    other = OPEN.__class__(guild_id=1, channel_id=99)
    assert set(titles(await library.recommend(wish, other, ann, 3, rng=Random(1)))).isdisjoint(mine)
    theirs = titles(await library.recommend(open_wish, HERE, await library.reader(BEN), 8, rng=Random(1)))
    assert set(mine) <= set(theirs), "the channel was not told"


async def test_block_lists_end_somewhere(library: Library, ids: dict[str, int]) -> None:
    ann = await library.reader(ANN)
    async with library._back.database.write() as connection:
        rows = [{"user_id": ANN, "kind": "tag", "key": f"tag {n}", "label": ""} for n in range(MOST_BLOCKS)]
        await connection.execute(insert(BlockRow), rows)
    with pytest.raises(RefusedError, match="all it can"):
        await library.taste.block(Blocked.TAG, "one more", HERE, ann)
    with pytest.raises(RefusedError, match="Say what you never want to see"):
        await library.taste.block(Blocked.TAG, "   ", HERE, ann)
    assert (await library.taste.blocks(HERE, ann))[0].label == "tag 0", "from before there were labels"


async def test_a_blocked_story_is_named_only_where_it_may_be_shown(library: Library, ids: dict[str, int]) -> None:
    ann = await library.reader(ANN)
    await library.taste.block(Blocked.STORY, f"#{ids[NIGHT]}", RESTRICTED, ann)
    assert [block.label for block in await library.taste.blocks(RESTRICTED, ann)] == [NIGHT]
    assert [block.label for block in await library.taste.blocks(HERE, ann)] == [None]
    assert NIGHT not in repr(await library.taste.blocks(HERE, ann))
