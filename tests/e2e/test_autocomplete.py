"""What is offered while an option is typed."""

import pytest
from structlog.testing import capture_logs

from tests.support.own_stories import HIDDEN_NAMES, LONG_TITLE
from tests.support.simulated import Server

LABELS = [("search", option) for option in ("pairing", "author", "tag", "without")]
TITLES = [("search", "query"), ("excerpt", "story"), ("recommend", "like"), ("story show", "title")]
CHARACTERS = [("search", "character"), ("excerpt", "character"), ("recommend", "character")]
FANDOMS = [("search", "fandom"), ("excerpt", "fandom"), ("recommend", "fandom")]


@pytest.mark.parametrize(("command", "option"), TITLES)
async def test_titles(server: Server, command: str, option: str):
    assert await server.offered(command, option, "lan") == ["The Lantern Keeper"]
    assert await server.offered(command, option, "lantren keper") == ["The Lantern Keeper"]
    assert len(await server.offered(command, option, "")) == 11, "with nothing typed, everything there is"


async def test_stories_of_one_title_are_told_apart(server: Server):
    offered = await server.offered("story show", "title", "ashes")
    assert sorted(offered) == ["Ashes of the Mill by Ona Bright", "Ashes of the Mill by Piet Bakker"]


async def test_a_picked_title_means_that_very_story(server: Server):
    for choice in await server.choices("story show", "title", "ashes"):
        card = await server.ask("story show", title=choice["value"])
        assert f"by {choice['name'].partition(' by ')[2]}" in card.text


async def test_a_title_too_long_for_discord_is_cut_and_still_works(server: Server):
    [choice] = await server.choices("story show", "title", "very long and winding")
    assert len(choice["name"]) <= 100
    assert choice["name"].endswith("…")
    assert LONG_TITLE[:90] in (await server.ask("story show", title=choice["value"])).text


@pytest.mark.parametrize(("command", "option"), CHARACTERS)
async def test_characters(server: Server, command: str, option: str):
    assert await server.offered(command, option, "chou") == ["Chōji Akimichi"]
    assert await server.offered(command, option, "nara sh") == ["Shikamaru Nara"]
    assert await server.offered(command, option, "Hana") == ["Hana Mori", "Hana Sato"]
    assert (await server.offered(command, option, ""))[0] == "Shikamaru Nara", "those with most stories first"


async def test_of_several_characters_the_last_is_completed(server: Server):
    offered = await server.offered("search", "character", "shikamaru, tem")
    assert offered == ["shikamaru, Temari"]
    assert "The Lantern Keeper" in (await server.ask("search", character=offered[0])).text


async def test_a_list_of_names_too_long_for_discord_is_not_offered(server: Server):
    assert await server.offered("search", "character", "a" * 95 + ", tem") == []


@pytest.mark.parametrize(("command", "option"), FANDOMS)
async def test_fandoms(server: Server, command: str, option: str):
    assert await server.offered(command, option, "") == ["Naruto", "The Quiet Harbor"]
    assert await server.offered(command, option, "harb") == ["The Quiet Harbor"]


async def test_tags_authors_and_pairings(server: Server):
    assert await server.offered("search", "tag", "ferr") == ["ferries"]
    assert await server.offered("search", "tag", "slow days, fer") == ["slow days, ferries"]
    assert await server.offered("search", "author", "voss") == ["Mirela Voss"]
    assert await server.offered("search", "author", "mirela vos") == ["Mirela Voss"]
    assert (await server.offered("search", "author", ""))[0] == "Ona Bright", "those with most stories first"
    assert await server.offered("search", "pairing", "tem") == ["Shikamaru Nara/Temari"]
    offered = await server.offered("search", "without", "ferries, Temar")
    assert offered == ["ferries, Temari"]


async def test_a_filter_of_the_query_is_completed(server: Server):
    assert await server.offered("search", "query", "lantern by:mir") == ['lantern by:"Mirela Voss"']
    assert await server.offered("search", "query", "-tag:fer") == ['-tag:"ferries"']
    assert await server.offered("search", "query", 'tag:"slow d') == ['tag:"slow days"']
    assert await server.offered("search", "query", "character:choji akimichi") == []
    assert await server.offered("search", "query", "words:<50") == []


async def test_what_may_not_be_shown_here_is_not_offered(server: Server):
    for typed in [f"{field}:{name}" for field in ("by", "tag", "character", "ship") for name in ("", *HIDDEN_NAMES)]:
        offered = await server.offered("search", "query", typed)
        assert not any(name in choice.removeprefix(typed) for name in HIDDEN_NAMES for choice in offered)
    for command, option in [*TITLES, *CHARACTERS, *FANDOMS, *LABELS]:
        for typed in ("", *HIDDEN_NAMES):
            offered = await server.offered(command, option, typed)
            assert not any(name in choice for name in HIDDEN_NAMES for choice in offered)


async def test_a_hint_that_fails_is_logged_and_offers_nothing(server: Server):
    await server.bot.library.close()
    with capture_logs() as logs:
        assert await server.offered("story show", "title", "lan") == []
    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["Autocomplete failed"]
