"""/history, and the channel in which it's posted."""

from bot.library.actor import Actor
from bot.library.servers import Setting
from tests.support.own_stories import HIDDEN_TITLES
from tests.support.review import look_around, posted, restrict
from tests.support.simulated import Server

TITLE = "The Lantern Keeper"


async def test_who_did_what_when_and_why(server: Server):
    await server.ask("story rate", by=server.moderator, title=TITLE, rating="General", reason="Read *all* of it.")
    shown = await server.ask("history", by=server.moderator)
    assert shown.private
    [line] = [line for line in shown.text.split("\n") if "rated" in line]
    assert line.startswith("- <t:")
    assert f"<@{server.moderator.id}> rated {TITLE} (" in line
    assert "rating Teen → General" in line
    assert r"Read \*all\* of it." in line


async def test_of_one_story_only(server: Server):
    await server.ask("story hide", by=server.moderator, title=TITLE)
    await server.ask("story hide", by=server.moderator, title="Paper Boats")
    shown = await server.ask("history", by=server.moderator, story=TITLE)
    assert shown.line("### ") == f"### History of {TITLE} by Mirela Voss"
    assert len(shown.text.split("\n")) == 2


async def test_it_is_paged_newest_first(server: Server):
    for number in range(12):
        await server.bot.library.servers.set(_manager(server), Setting.PROPOSALS_A_DAY, number + 10)
    shown = await server.ask("history", by=server.moderator)
    assert "proposals a day 20 → 21" in shown.text.split("\n")[1]
    older = await server.press(shown, "Older", by=server.moderator)
    assert older.id == shown.id
    assert "proposals a day 3 → 10" in older.text
    assert (await server.press(older, "Newest", by=server.moderator)).text == shown.text


def _manager(server: Server) -> Actor:
    return Actor(server.moderator.id, server.guild.id, moderator=True, manager=True)


async def test_it_is_posted_together_and_once(server: Server):
    channel = server.guild.create_text_channel("history")
    await server.ask("settings", by=server.moderator, history_channel=channel)
    await look_around(server)
    before = len(posted(server, channel))
    await server.ask("story hide", by=server.moderator, title=TITLE)
    await server.ask("story restore", by=server.moderator, title=TITLE)
    await look_around(server, 3)
    new = posted(server, channel)[before:]
    assert len(new) == 1
    assert [word for word in ("hid", "showed again") if f"> {word} {TITLE}" in new[0].text] == ["hid", "showed again"]
    await server.restart()
    await look_around(server, 2)
    assert len(posted(server, channel)) == before + 1


async def test_restricted_titles_are_left_out_of_an_open_channel(server: Server):
    channel = server.guild.create_text_channel("history")
    await server.ask("settings", by=server.moderator, history_channel=channel)
    restrict(server, server.channel)
    await server.ask("story hide", by=server.moderator, title=HIDDEN_TITLES[0], reason="Quillon's part.")
    await look_around(server, 2)
    text = "\n".join(message.text for message in posted(server, channel))
    assert "hid story #" in text
    for word in (*HIDDEN_TITLES, "Quillon"):
        assert word not in text


async def test_nothing_yet(server: Server):
    assert (await server.ask("history", by=server.moderator)).text == "Nothing is in the history."
