"""/alias: nicknames, ship names and who is whom, as moderators type them and readers use them."""

import pytest

from bot.errors import NotAllowedError
from tests.e2e.test_search import titles
from tests.support.own_stories import HIDDEN_NAMES
from tests.support.review import restrict
from tests.support.seen import Seen
from tests.support.simulated import Server

SHIKATEMA = {"alias": "ShikaTema", "means": "Shikamaru Nara / Temari"}


async def add(server: Server, alias: str, means: str, **more: object) -> Seen:
    return await server.ask("alias add", by=server.moderator, alias=alias, means=means, **more)


async def test_a_ship_name_works_wherever_a_character_is_typed(server: Server):
    told = await add(server, **SHIKATEMA)
    assert told.private
    assert told.text.startswith(
        "**ShikaTema** stands for **Shikamaru Nara / Temari** in this server now: 1 story names"
    )
    found = await server.ask("search", character="shikatema")
    assert titles(found) == ["The Lantern Keeper"]
    assert "shikatema is taken to be Shikamaru Nara / Temari" in found.text
    found = await server.ask("search", query="ShikaTema")
    assert titles(found) == ["The Lantern Keeper"]
    assert found.line("-# Found by") == "-# Found by alias ShikaTema\\: Shikamaru Nara / Temari"
    assert "The Lantern Keeper" in (await server.ask("excerpt", character="shika-tema")).text
    recommended = await server.ask("recommend", character="ShikaTema")
    assert titles(recommended) == ["The Lantern Keeper"]


async def test_it_is_offered_with_what_it_stands_for(server: Server):
    await add(server, **SHIKATEMA)
    for command, option in (("search", "character"), ("excerpt", "character"), ("recommend", "character")):
        [first, *_] = await server.choices(command, option, "shikat")
        assert first == {"name": "ShikaTema: Shikamaru Nara / Temari", "value": "ShikaTema"}
        assert "The Lantern Keeper" in (await server.ask(command, **{option: first["value"]})).text
    offered = await server.choices("search", "character", "ino, shikat")
    assert offered[0]["value"] == "ino, ShikaTema"
    assert offered[0]["name"] == "ino, ShikaTema: Shikamaru Nara / Temari"


async def test_a_fandom_may_have_an_abbreviation(server: Server):
    assert "stands for **The Quiet Harbor**" in (await add(server, "TQH", "quiet harbor")).text
    assert len(titles(await server.ask("search", fandom="tqh"))) == 5
    assert await server.offered("search", "fandom", "tq") == ["TQH: The Quiet Harbor", "The Quiet Harbor"]


async def test_what_it_shall_mean_must_be_one_thing(server: Server):
    tie = await add(server, "H", "Hana")
    assert tie.private
    assert tie.labels == ["Hana Mori", "Hana Sato"]
    told = await server.press(tie, "Hana Sato", by=server.moderator)
    assert told.text.startswith("**H** stands for **Hana Sato**")
    nobody = await add(server, "Q", "Shikamru Nraa Xyz")
    assert "is called" in nobody.text
    pair = await add(server, "HanaIno", "Hana / Ino")
    assert pair.labels == ["Hana Mori / Ino Yamanaka", "Hana Sato / Ino Yamanaka"]
    assert "HanaIno" in (await server.press(pair, "Hana Mori / Ino Yamanaka", by=server.moderator)).text


async def test_somebodys_name_is_taken_only_after_a_second_press(server: Server):
    asked = await add(server, "Temari", "Ino Yamanaka")
    assert asked.line("- ") == '- "Temari" is a name of Temari here.'
    assert titles(await server.ask("search", character="temari")) != ["A Field of Clouds"]
    told = await server.press(asked, "Yes, add it", by=server.moderator)
    assert told.text.startswith("**Temari** stands for **Ino Yamanaka**")
    assert titles(await server.ask("search", character="temari")) == ["A Field of Clouds"]


async def test_an_alias_that_stands_for_something_else_is_asked_about(server: Server):
    await add(server, "Boss", "Gaara")
    asked = await add(server, "boss", "Temari")
    assert asked.line("- ") == '- "Boss" stands for Gaara already.'
    told = await server.press(asked, "Yes, add it", by=server.moderator)
    assert "Before, it stood for Gaara." in told.text
    assert "1 alias" not in (listed := (await server.ask("alias list", by=server.moderator)).text)
    assert listed.count("oss**") == 1


async def test_taking_back(server: Server):
    told = await add(server, **SHIKATEMA)
    assert (await server.press(told, "Take it back", by=server.moderator)).text.startswith("Removed: **ShikaTema**")
    assert "No character here is called" in (await server.ask("search", character="ShikaTema")).text


async def test_removing_what_is_not_there_names_what_is_near(server: Server):
    await add(server, **SHIKATEMA)
    refusal = await server.ask("alias remove", by=server.moderator, name="Shikatem")
    assert refusal.text == (
        'No alias and no decision on names is called "Shikatem" in this server. Did you mean "ShikaTema"?'
    )
    assert (await server.press(refusal, "ShikaTema", by=server.moderator)).text.startswith("Removed: **ShikaTema**")
    empty = await server.ask("alias remove", by=server.moderator, name="Shikatem")
    assert "There are none." in empty.text


@pytest.mark.parametrize("alias", ["a, b", "!!!", "---"])
async def test_what_could_never_be_typed_is_no_alias(server: Server, alias: str):
    assert (await add(server, alias, "Temari")).private


async def test_the_list_turns_pages(server: Server):
    assert "no aliases yet" in (await server.ask("alias list", by=server.moderator)).text
    for number in range(23):
        await add(server, f"Nick {number:02}", "Temari")
    shown = await server.ask("alias list", by=server.moderator)
    assert shown.line("### ") == "### Names in this server (23, 1 to 20)"
    assert shown.line("- **Nick 00**") == "- **Nick 00**: Temari"
    assert shown.live == ["Next"]
    turned = await server.press(shown, "Next", by=server.moderator)
    assert turned.line("### ") == "### Names in this server (23, 21 to 23)"
    assert turned.live == ["Previous"]


async def test_two_names_are_made_one_person_and_two_again(server: Server):
    told = await server.ask("alias join", by=server.moderator, one="Hana Sato", other="hana mori")
    assert told.text.startswith("**Hana Sato** and **Hana Mori** are one person in this server now.")
    assert "**Hana Mori**, 2 stories: Hana Mori (1), Hana Sato (1)" in told.text
    assert sorted(titles(await server.ask("search", character="hana"))) == ["Ashes of the Mill", "Salt and Cedar"]
    again = await server.ask("alias join", by=server.moderator, one="Hana Sato", other="hana mori")
    assert "are one person already" in again.text
    refused = await server.ask("alias split", by=server.moderator, one="Hana Sato", other="Hana Mori")
    assert 'take back "Hana Sato = Hana Mori" with /alias remove' in refused.text
    assert await server.offered("alias remove", "name", "hana", by=server.moderator) == ["Hana Sato = Hana Mori"]
    assert "Hana Sato = Hana Mori" in (await server.ask("alias list", by=server.moderator, name="hana")).text
    await server.press(told, "Take it back", by=server.moderator)
    await server.ask("search", character="hana")


async def test_all_that_is_known_of_a_name(server: Server):
    await add(server, **SHIKATEMA)
    await add(server, "Shika", "Shikamaru Nara")
    shown = await server.ask("alias list", by=server.moderator, name="nara shikamaru")
    assert shown.line("**Shikamaru Nara**") == "**Shikamaru Nara**, 4 stories: Shikamaru Nara (4)"
    assert shown.line("Aliases:") == "Aliases: Shika\\: Shikamaru Nara, ShikaTema\\: Shikamaru Nara / Temari"


async def test_a_split_needs_two_spellings(server: Server):
    refusal = await server.ask("alias split", by=server.moderator, one="Shikamaru", other="Shikamaru Nara")
    assert 'The spellings are "Shikamaru Nara".' in refusal.text
    await server.ask("alias split", by=server.moderator, one="Temari", other="Gaara")


async def test_every_change_stands_in_the_history(server: Server):
    await add(server, **SHIKATEMA)
    await server.ask("alias join", by=server.moderator, one="Hana Sato", other="hana mori")
    await server.ask("alias remove", by=server.moderator, name="Hana Sato = Hana Mori")
    await server.ask("alias remove", by=server.moderator, name="shikatema")
    shown = await server.ask("history", by=server.moderator)
    lines = [line.partition("> ")[2].partition("> ")[2] for line in shown.text.splitlines() if line.startswith("- ")]
    assert lines == [
        "removed an alias (ShikaTema Shikamaru Nara / Temari → nothing)",
        "took back a decision on names (names Hana Sato, Hana Mori → nothing)",
        "said that two names are one person (names nothing → Hana Sato, Hana Mori)",
        "added an alias (ShikaTema nothing → Shikamaru Nara / Temari)",
    ]


async def test_names_of_hidden_stories_are_named_where_they_may_be_only(server: Server):
    await add(server, "Ash", "Quillon")
    den = server.guild.create_text_channel("den")
    restrict(server, den)
    told = await server.ask("alias add", by=server.moderator, channel=den, alias="Ash", means="Quillon")
    assert "stands for **Quillon**" in told.text
    assert "Forbidden Orchard" in (await server.ask("search", channel=den, character="ash")).text
    here = [
        await server.ask("alias list", by=server.moderator),
        await server.ask("history", by=server.moderator),
        await server.ask("search", query="ash"),
    ]
    assert "**Ash**: means nothing that can be shown in this channel" in here[0].text
    assert "not named here" in here[1].text
    assert not [reply.text for reply in here for name in HIDDEN_NAMES if name in reply.text]
    assert await server.offered("search", "character", "ash") == []
    await server.ask("search", character="ash")


async def test_another_server_has_its_own(server: Server):
    await add(server, **SHIKATEMA)
    other = server.env.create_guild("Elsewhere")
    channel = other.create_text_channel("stories")
    member = other.add_member(server.env.create_user("eve"))
    found = await member.slash(channel, "search", character="ShikaTema")
    assert found.response.ephemeral
    choices = await member.autocomplete(channel, "search", "character", "shikat")
    assert [choice["name"] for choice in choices] == ["Shikamaru Nara"]


async def test_it_is_for_moderators_whatever_discord_shows(server: Server):
    [command] = [one for one in await server.bot.tree.fetch_commands() if one.name == "alias"]
    server.guild.set_command_permissions(command, {server.ann: True})
    for name, options in (
        ("add", SHIKATEMA),
        ("remove", {"name": "x"}),
        ("list", {}),
        ("join", {"one": "a", "other": "b"}),
    ):
        assert (await server.ask(f"alias {name}", **options)).private
        server.refused(NotAllowedError)
    assert await server.offered("alias remove", "name", "") == []
