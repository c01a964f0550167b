"""The door to a server's dictionary: what it takes, what it refuses, and who is told what."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import insert

from bot.corpus.story import Fact, Rating
from bot.errors import AmbiguousError, NotAllowedError, NotFoundError, RefusedError
from bot.library.actor import OPERATOR, Actor
from bot.library.answers import ExcerptWish, RecommendWish
from bot.library.history import Action
from bot.library.library import Library
from bot.library.place import Reader
from bot.library.tables import AliasRow, RulingRow
from bot.search.aliases import NO_DICTIONARY, Sense, Verdict
from bot.search.index import Kind, Request
from tests.library.moderation import (
    GUILD,
    HERE,
    MEMBER,
    MODERATOR,
    RESTRICTED,
    STRANGER,
    THERE,
    add,
    history_of,
    rows,
    story,
)
from tests.library.stories import Folder, settings_for

READER = Reader(20)


def facts(*values: str) -> tuple[Fact[str], ...]:
    return tuple(map(Fact, values))


async def fill(library: Library) -> None:
    await add(
        library,
        story("Clouds", characters=facts("Shikamaru Nara", "Ino Yamanaka"), fandoms=facts("Naruto")),
        story("Lamps", characters=facts("Shikamaru Nara", "Temari"), fandoms=facts("Naruto")),
        story("Frogs", characters=facts("Naruto Uzumaki"), fandoms=facts("Naruto"), tags=facts("Hurt/Comfort", "Rain")),
        story("Snow", characters=facts("Yuki Mori"), fandoms=facts("Snow")),
        story("Sleet", characters=facts("Yuuki Mori"), fandoms=facts("Snow")),
        story(
            "Secret",
            characters=facts("Oona Quist"),
            tags=facts("Oona lives"),
            fandoms=facts("Veldt"),
            rating=Fact(Rating.MATURE),
        ),
        guild_id=None,
    )


@pytest.fixture
async def filled(library: Library) -> Library:
    await fill(library)
    return library


@pytest.fixture
async def other_process(filled: Library, address: str, folder: Folder) -> AsyncIterator[Library]:
    async with Library(settings_for(address, folder)) as opened:
        yield opened


async def found(library: Library, **wishes: object) -> set[str]:
    page = await library.search(Request(**wishes), HERE, READER)
    return {hit.card.title.value for hit in page.found.hits}


async def test_what_an_alias_means_is_kept_and_told(filled: Library) -> None:
    added = await filled.aliases.add(MODERATOR, "  Shika  Tema ", "temari/nara shikamaru", HERE)
    assert (added.alias.text, added.alias.sense, added.stories) == ("Shika Tema", Sense.RELATIONSHIP, 1)
    assert added.meaning == "Temari / Shikamaru Nara"
    assert [(name.text, name.fandom) for name in added.alias.means] == [
        ("Temari", "Naruto"),
        ("Shikamaru Nara", "Naruto"),
    ]
    assert await found(filled, characters=("ShikaTema",)) == {"Lamps"}
    (row,) = await rows(filled, AliasRow)
    assert (row.guild_id, row.key, row.user_id) == (GUILD, "shikatema", MODERATOR.user_id)


async def test_it_means_the_same_after_a_restart(filled: Library) -> None:
    await filled.aliases.add(MODERATOR, "Shika", "Shikamaru", HERE)
    await filled.aliases.join(MODERATOR, "Ino", "Temari", HERE)
    await filled.close()
    await filled.start()
    assert await found(filled, characters=("shika",)) == {"Clouds", "Lamps"}
    assert await found(filled, characters=("ino",)) == {"Clouds", "Lamps"}


async def test_another_process_follows(
    filled: Library, other_process: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.library.FOLLOW_SECONDS", 0.01)
    following = asyncio.create_task(other_process.follow())
    try:
        await filled.aliases.add(MODERATOR, "Shika", "Shikamaru", HERE)
        for _ in range(500):
            if other_process.aliases.dictionary(GUILD).aliases:
                break
            await asyncio.sleep(0.01)
        assert await found(other_process, characters=("shika",)) == {"Clouds", "Lamps"}
    finally:
        following.cancel()


async def test_each_server_has_its_own(filled: Library) -> None:
    await filled.aliases.add(MODERATOR, "Boss", "Shikamaru", HERE)
    await filled.aliases.add(STRANGER, "Boss", "Temari", THERE)
    await filled.aliases.join(STRANGER, "Ino", "Temari", THERE)
    assert await found(filled, characters=("boss",)) == {"Clouds", "Lamps"}
    assert await found(filled, characters=("ino",)) == {"Clouds"}
    assert "Temari" not in (await filled.aliases.about(MODERATOR, "ino", HERE)).people[0].label
    suggested = {
        place.guild_id: [one.label for one in filled.suggest(Kind.CHARACTER, "bos", place, READER)]
        for place in (HERE, THERE)
    }
    assert suggested == {1: ["Boss: Shikamaru Nara"], 2: ["Boss: Ino Yamanaka"]}, "Ino and Temari are one there"
    there = await filled.search(Request(characters=("ino",)), THERE, READER)
    assert {hit.card.title.value for hit in there.found.hits} == {"Clouds", "Lamps"}


async def test_excerpts_and_recommendations_take_them(filled: Library) -> None:
    await filled.aliases.add(MODERATOR, "ShikaTema", "Shikamaru / Temari", HERE)
    excerpt = await filled.excerpt(ExcerptWish(character="shikatema"), HERE, READER)
    assert excerpt.card.title.value == "Lamps"
    told = await filled.recommend(RecommendWish(character="ShikaTema"), HERE, READER)
    assert [one.card.title.value for one in told.items] == ["Lamps"]
    await filled.aliases.join(MODERATOR, "Ino", "Temari", HERE)
    told = await filled.recommend(RecommendWish(character="ino"), HERE, READER)
    assert {one.card.title.value for one in told.items} == {"Lamps", "Clouds"}


async def test_a_name_of_two_kinds_is_asked_about(filled: Library) -> None:
    with pytest.raises(AmbiguousError) as asked:
        await filled.aliases.add(MODERATOR, "N", "Naruto", HERE)
    assert asked.value.nearest == ("character: Naruto Uzumaki", "fandom: Naruto")
    for means, sense in zip(asked.value.nearest, (Sense.CHARACTER, Sense.FANDOM), strict=True):
        added = await filled.aliases.add(MODERATOR, "N", means, HERE, sure=True)
        assert added.alias.sense is sense
    assert filled.aliases.dictionary(GUILD).aliases["n"].sense is Sense.FANDOM


async def test_a_tag_may_have_an_alias(filled: Library) -> None:
    added = await filled.aliases.add(MODERATOR, "H/C", "hurt comfort", HERE)
    assert (added.alias.sense, added.meaning, added.stories) == (Sense.TAG, "Hurt/Comfort", 1)
    for query in ("tag:h/c", "h/c", "H/C"):
        assert await found(filled, query=query) == {"Frogs"}, query
    assert filled.suggest(Kind.TAG, "h/", HERE, READER)[0].label == "H/C: Hurt/Comfort"
    await filled.aliases.add(MODERATOR, "OL", "tag: Oona lives", RESTRICTED)
    page = await filled.aliases.page(MODERATOR, HERE)
    assert [line.meaning for line in page.lines] == ["Hurt/Comfort", ""]
    assert await found(filled, query="OL") == set()
    assert "lives" not in repr([page, filled.suggest(Kind.TAG, "o", HERE, READER), await history_of(filled)])
    with pytest.raises(NotFoundError):
        await filled.aliases.add(MODERATOR, "OL", "tag: Oona lives", HERE)


@pytest.mark.parametrize("means", ["", "   ", "Quillon", "Temari / Quillon", "fandom:", "fandom: Temari", "/", "%"])
async def test_what_means_nothing_is_not_found(filled: Library, means: str) -> None:
    with pytest.raises(NotFoundError) as refused:
        await filled.aliases.add(MODERATOR, "Q", means, HERE)
    assert refused.value.typed == means.strip()
    assert filled.aliases.dictionary(GUILD).aliases == {}


@pytest.mark.parametrize("text", ["", " ", "!!", "a,b", "x" * 61])
async def test_what_can_be_no_alias(filled: Library, text: str) -> None:
    with pytest.raises(RefusedError):
        await filled.aliases.add(MODERATOR, text, "Temari", HERE)


async def test_the_same_person_twice_is_no_relationship(filled: Library) -> None:
    await filled.aliases.add(MODERATOR, "Boss", "Shikamaru", HERE)
    with pytest.raises(RefusedError, match="twice"):
        await filled.aliases.add(MODERATOR, "X", "Boss / Shikamaru", HERE)
    assert (await filled.aliases.add(MODERATOR, "X", "Temari / temari-san", HERE)).alias.sense is Sense.CHARACTER


async def test_doubts_wait_for_somebody_who_is_sure(filled: Library) -> None:
    waiting = await filled.aliases.add(MODERATOR, "Ino", "Temari", HERE)
    assert waiting.doubts == ('"Ino" is a name of Ino Yamanaka here.',)
    assert await rows(filled, AliasRow) == []
    assert (await filled.aliases.add(MODERATOR, "Shikamaru", "Shikamaru Nara", HERE)).doubts == (), "it's theirs"
    assert (await filled.aliases.add(MODERATOR, "Ino", "Temari", HERE, sure=True)).doubts == ()
    assert await found(filled, characters=("ino",)) == {"Lamps"}
    again = await filled.aliases.add(MODERATOR, "ino", "Shikamaru", HERE)
    assert again.doubts[1:] == ('"Ino" stands for Temari already.',)


@pytest.mark.parametrize("actor", [MEMBER, Actor(1, None), OPERATOR])
async def test_only_a_servers_moderators_change_it(filled: Library, actor: Actor) -> None:
    aliases = filled.aliases
    for change in (
        aliases.add(actor, "X", "Temari", HERE),
        aliases.remove(actor, "X", HERE),
        aliases.join(actor, "Ino", "Temari", HERE),
        aliases.split(actor, "Yuki Mori", "Yuuki Mori", HERE),
        aliases.page(actor, HERE),
        aliases.about(actor, "Ino", HERE),
    ):
        with pytest.raises((NotAllowedError, RefusedError)):
            await change
    assert aliases.suggest(MEMBER, "", HERE) == aliases.suggest_spellings(MEMBER, "Ino", "", HERE) == []
    assert await rows(filled, AliasRow) == await rows(filled, RulingRow) == []


async def test_joining_and_splitting_tell_what_was_taken_as_the_same(filled: Library) -> None:
    split = await filled.aliases.split(MODERATOR, "mori yuki", "Yuuki Mori", HERE)
    assert [(person.label, person.stories) for person in split.people] == [("Yuki Mori", 1), ("Yuuki Mori", 1)]
    assert await found(filled, characters=("Yuki Mori",)) == {"Snow"}
    with pytest.raises(RefusedError, match="two people already"):
        await filled.aliases.split(MODERATOR, "Yuki Mori", "Yuuki Mori", HERE)
    joined = await filled.aliases.join(MODERATOR, "Temari", "Shikamaru", HERE)
    assert joined.together == 1, "a story lists both"
    (person,) = joined.people
    assert {(one.text, one.stories) for one in person.spellings} == {("Temari", 1), ("Shikamaru Nara", 2)}
    page = await filled.aliases.page(MODERATOR, HERE)
    assert {(line.name, line.meaning) for line in page.lines} == {
        ("Yuki Mori ≠ Yuuki Mori", "two people"),
        ("Temari = Shikamaru Nara", "one person"),
    }


async def test_a_later_decision_takes_the_earlier_ones_place(filled: Library) -> None:
    await filled.aliases.split(MODERATOR, "Yuki Mori", "Yuuki Mori", HERE)
    await filled.aliases.join(MODERATOR, "Yuki Mori", "Yuuki Mori", HERE)
    (ruling,) = filled.aliases.dictionary(GUILD).rulings
    assert ruling.verdict is Verdict.ONE
    assert await found(filled, characters=("Yuki Mori",)) == {"Snow", "Sleet"}


async def test_what_is_hidden_here_is_named_nowhere_here(filled: Library) -> None:
    await filled.aliases.add(MODERATOR, "Ghost", "Oona Quist", RESTRICTED)
    await filled.aliases.add(MODERATOR, "Dust", "Oona / Ino", RESTRICTED, sure=True)
    await filled.aliases.join(MODERATOR, "Oona Quist", "Ino", RESTRICTED)
    assert (await filled.aliases.page(MODERATOR, RESTRICTED)).total == 3
    page = await filled.aliases.page(MODERATOR, HERE)
    assert (page.lines[0].meaning, page.lines[1].meaning, page.hidden) == ("", "", 1)
    told = [page, await filled.aliases.about(MODERATOR, "Ino", HERE), await history_of(filled)]
    told += [filled.aliases.suggest(MODERATOR, "", HERE), filled.aliases.suggest_spellings(MODERATOR, "Ino", "", HERE)]
    told += [filled.suggest(Kind.CHARACTER, typed, HERE, READER) for typed in ("gho", "dus", "oon", "")]
    told += [(await filled.search(Request(query="ghost"), HERE, READER)).found]
    assert "Oona" not in repr(told)
    assert "Quist" not in repr(told)
    with pytest.raises(NotFoundError):
        await filled.search(Request(characters=("ghost",)), HERE, READER)
    restricted = await filled.search(Request(characters=("ghost",)), RESTRICTED, READER)
    assert {hit.card.title.value for hit in restricted.found.hits} == {"Secret", "Clouds"}, "Ino is joined with Oona"


async def test_the_history_says_what_was_done(filled: Library) -> None:
    await filled.aliases.add(MODERATOR, "Boss", "Ino", HERE)
    await filled.aliases.add(MODERATOR, "Boss", "Temari", HERE, sure=True)
    await filled.aliases.remove(MODERATOR, "boss", HERE)
    await filled.aliases.split(MODERATOR, "Yuki Mori", "Yuuki Mori", HERE)
    await filled.aliases.remove(MODERATOR, "yuki mori ≠ YUUKI mori", HERE)
    told = [(event.action, event.before, event.after) for event in await history_of(filled)]
    assert told == [
        (Action.ALIAS, {}, {"Boss": "Ino Yamanaka"}),
        (Action.ALIAS, {"Boss": "Ino Yamanaka"}, {"Boss": "Temari"}),
        (Action.UNALIAS, {"Boss": "Temari"}, {}),
        (Action.SPLIT, {}, {"names": ["Yuki Mori", "Yuuki Mori"]}),
        (Action.UNRULE, {"names": ["Yuki Mori", "Yuuki Mori"]}, {}),
    ]
    assert await history_of(filled, 2) == []


async def test_removing_names_what_is_near(filled: Library) -> None:
    await filled.aliases.add(MODERATOR, "ShikaTema", "Shikamaru / Temari", HERE)
    with pytest.raises(NotFoundError) as refused:
        await filled.aliases.remove(MODERATOR, "Shikatena", HERE)
    assert refused.value.nearest == ("ShikaTema",)
    with pytest.raises(NotFoundError) as refused:
        await filled.aliases.remove(STRANGER, "ShikaTema", THERE)
    assert refused.value.nearest == (), "another server's aliases don't exist as far as they know"


async def test_rows_of_another_version_count_as_not_there(filled: Library) -> None:
    at = (await _after_adding(filled)).at
    async with filled._back.database.write() as connection:
        unknown = {"guild_id": 2, "user_id": 1, "at": at}
        await connection.execute(insert(AliasRow).values(key="x", name="X", kind="place", means=[], **unknown))
        await connection.execute(insert(RulingRow).values(key="x", ruling="perhaps", names=[], **unknown))
    await filled.aliases.refresh()
    assert filled.aliases.dictionary(2).aliases == {}
    assert filled.aliases.dictionary(2).rulings == ()
    assert filled.aliases.dictionary(3) is filled.aliases.dictionary(None) is NO_DICTIONARY


async def _after_adding(library: Library) -> AliasRow:
    await library.aliases.add(MODERATOR, "Boss", "Temari", HERE)
    return (await rows(library, AliasRow))[0]


async def test_a_dictionary_that_has_not_changed_is_the_same_one(filled: Library) -> None:
    """What is worked out for its rulings is kept as long."""
    await _after_adding(filled)
    before = filled.aliases.dictionary(GUILD)
    await filled.take_in()
    assert filled.aliases.dictionary(GUILD) is before
    await filled.aliases.add(STRANGER, "Boss", "Temari", THERE)
    assert filled.aliases.dictionary(GUILD) is before
