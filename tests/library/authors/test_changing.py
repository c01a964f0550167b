"""What authors change about their stories: how much is shown, how long excerpts are, warnings, a favourite passage."""

import pytest

from bot.corpus.story import Chapter, Fact, Permission, Rating, State
from bot.errors import NotAllowedError, NotShownError, RefusedError, TextNotSharedError
from bot.library.answers import ExcerptWish
from bot.library.library import Library
from bot.library.place import Place, Reader
from tests.library.authors.test_tombstones import as_file
from tests.library.authors.world import HERE, MEMBER, MODERATOR, ONA, ONA_AWAY, RESTRICTED, THERE, confirm, prose, story
from tests.library.moderation import add_one, card_of
from tests.library.stories import Folder, listed

LONG = story(chapters=(Chapter("One", prose("quay", 40)),))
OTHER_CHANNEL = Place(1, 99)


@pytest.fixture
async def quay(library: Library) -> int:
    """A story of Ona Bright's, who is confirmed."""
    await confirm(library)
    await confirm(library, ONA_AWAY)
    return await add_one(library, LONG)


async def test_nobody_else(library: Library, quay: int) -> None:
    corpus = await add_one(library, story("The Mill"), guild_id=None)
    for actor, story_id, place, error in (
        (MEMBER, quay, HERE, NotAllowedError),
        (MODERATOR, quay, HERE, NotAllowedError),
        (ONA_AWAY, quay, THERE, NotShownError),
        (ONA_AWAY, corpus, THERE, NotAllowedError),
    ):
        for ask in (
            library.authors.permit(actor, story_id, Permission.CARD, place),
            library.authors.limit_excerpts(actor, story_id, 300, place),
            library.authors.warn(actor, story_id, ["Rain"], place),
            library.authors.pick(actor, story_id, None, place),
            library.authors.passage(actor, story_id, 1, place),
        ):
            with pytest.raises(error):
                await ask
    assert (await library.authors.permit(ONA, corpus, Permission.CARD, HERE)).permission is Permission.CARD


async def test_a_restricted_story_only_where_it_may_be_seen(library: Library, quay: int) -> None:
    night = await add_one(library, story("Night", rating=Fact(Rating.MATURE)))
    with pytest.raises(RefusedError, match="age-restricted"):
        await library.authors.permit(ONA, night, Permission.CARD, HERE)
    assert (await library.authors.permit(ONA, night, Permission.CARD, RESTRICTED)).permission is Permission.CARD


async def test_permission_holds_when_the_file_is_read_again(library: Library, folder: Folder) -> None:
    folder.put("quay.txt", as_file(LONG))
    await library.load()
    await confirm(library)
    quay = listed(library)["The Quay"]
    assert (await library.authors.permit(ONA, quay, Permission.EXCERPTS, HERE)).permission is Permission.EXCERPTS
    await library.authors.warn(ONA, quay, ["  Heavy\n rain ", "Heavy rain"], HERE)
    folder.put("quay.txt", as_file(LONG) + "\nAnd one more line.\n")
    await library.load()
    card = card_of(library, quay)
    assert card.permission is Permission.EXCERPTS
    assert [fact.value for fact in card.warnings] == ["Heavy rain"]
    with pytest.raises(TextNotSharedError):
        await library.page(quay, 1, HERE, Reader())
    assert (await library.authors.permit(ONA, quay, Permission.FULL, HERE)).permission is Permission.FULL
    assert (await library.page(quay, 1, HERE, Reader())).number == 1


@pytest.mark.parametrize("characters", [0, -1, 299, 1501, 10**12])
async def test_limits_that_cant_be(library: Library, quay: int, characters: int) -> None:
    with pytest.raises(RefusedError, match="300 to 1,500"):
        await library.authors.limit_excerpts(ONA, quay, characters, HERE)


@pytest.mark.parametrize("most", [300, 450, 1500, None])
async def test_an_excerpt_ends_with_a_sentence_within_the_limit(library: Library, quay: int, most: int | None) -> None:
    await library.authors.limit_excerpts(ONA, quay, most, HERE)
    whole = LONG.chapters[0].text
    for _ in range(6):
        drawn = await library.excerpt(ExcerptWish(), HERE, Reader())
        assert drawn.plain in whole
        assert drawn.plain.endswith("noon.")
        assert most is None or len(drawn.plain) <= most
        assert (await library.passage(drawn.passage_id, HERE, Reader())).plain == drawn.plain


async def test_a_sentence_without_end_is_torn_at_a_word(library: Library) -> None:
    await confirm(library)
    endless = await add_one(library, story("Endless", chapters=(Chapter("", "and on " * 200),)))
    await library.authors.limit_excerpts(ONA, endless, 300, HERE)
    drawn = await library.excerpt(ExcerptWish(), HERE, Reader())
    assert len(drawn.plain) <= 300
    assert drawn.plain.endswith(("and…", "on…"))
    assert drawn.markdown.endswith("…")


async def test_the_favourite_comes_first_where_it_is_new(library: Library, quay: int) -> None:
    leaf = await library.authors.passage(ONA, quay, 5, HERE)
    assert (leaf.number, leaf.passage.card.id) == (5, quay)
    assert (await library.authors.pick(ONA, quay, leaf.passage.passage_id, HERE)).favourite == leaf.passage.passage_id
    by_name = ExcerptWish(story="The Quay")
    for place in (HERE, OTHER_CHANNEL):
        drawn = [(await library.excerpt(by_name, place, Reader())).passage_id for _ in range(3)]
        assert drawn[0] == leaf.passage.passage_id
        assert len(set(drawn)) == 3
    await library.authors.pick(ONA, quay, None, HERE)
    assert card_of(library, quay).favourite is None


async def test_a_favourite_is_one_of_the_storys_own(library: Library, quay: int) -> None:
    bridge = await add_one(library, story("The Bridge"))
    other = await library.authors.passage(ONA, bridge, 1, HERE)
    for passage_id in (other.passage.passage_id, 0, -1, 2**70):
        with pytest.raises(NotShownError):
            await library.authors.pick(ONA, quay, passage_id, HERE)


async def test_a_favourite_whose_text_is_gone_is_none(library: Library, folder: Folder) -> None:
    folder.put("quay.txt", as_file(LONG))
    await library.load()
    await confirm(library)
    quay = listed(library)["The Quay"]
    leaf = await library.authors.passage(ONA, quay, 2, HERE)
    await library.authors.pick(ONA, quay, leaf.passage.passage_id, HERE)
    folder.put("quay.txt", as_file(story(chapters=(Chapter("One", prose("heath", 40)),))))
    await library.load()
    assert card_of(library, quay).favourite is None
    assert (await library.excerpt(ExcerptWish(story="The Quay"), HERE, Reader())).card.id == quay


@pytest.mark.parametrize("warnings", [[], ["", "  "], ["x" * 101], [str(number) for number in range(21)]])
async def test_warnings_that_cant_be_added(library: Library, quay: int, warnings: list[str]) -> None:
    with pytest.raises(RefusedError):
        await library.authors.warn(ONA, quay, warnings, HERE)


async def test_a_warning_may_bar_and_never_lists(library: Library) -> None:
    await confirm(library)
    night = await add_one(library, story("Night", rating=Fact(Rating.EXPLICIT)))
    card = await library.authors.warn(ONA, night, ["Underage"], RESTRICTED)
    assert card.state is State.BARRED
    assert (await library.authors.permit(ONA, night, Permission.FULL, RESTRICTED)).state is State.BARRED


async def test_what_is_withdrawn_isnt_changed(library: Library, quay: int) -> None:
    await library.authors.withdraw(ONA, quay, "", HERE)
    with pytest.raises(RefusedError, match="is withdrawn"):
        await library.authors.permit(ONA, quay, Permission.FULL, HERE)
