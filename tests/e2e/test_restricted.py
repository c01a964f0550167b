"""In an age-restricted channel the rest of the library is there; and it is gone when the channel is opened.

SimCord has no age restriction: discord.py's own idea of the channel is what is changed. The way over the wire is
in tests/wire.
"""

import pytest

from tests.support.own_stories import HIDDEN_TITLES
from tests.support.simulated import Server


def restrict(server: Server, restricted: bool) -> None:
    channel = server.bot.get_channel(server.channel.id)
    channel.nsfw = restricted


@pytest.fixture(autouse=True)
def _restricted(server: Server) -> None:
    restrict(server, True)


async def test_every_story_is_found_there(server: Server):
    assert (await server.ask("search")).line("**13 stories fit**")
    for title in HIDDEN_TITLES:
        assert title in (await server.ask("search", query=title)).text
        assert await server.offered("story show", "title", title) == [title]
        assert f"### {title}" in (await server.ask("excerpt", story=title)).text
        assert f"## {title}" in (await server.ask("story show", title=title)).text
    reply = await server.ask("search", rating="Explicit")
    assert HIDDEN_TITLES[0] in reply.text
    assert await server.offered("search", "author", "quil") == ["Quillon Ash"]
    assert await server.offered("search", "query", "by:quil") == ['by:"Quillon Ash"']
    for query in ("by:quillon", "rating:>teen or rating:nr", "-lantern by:ash"):
        reply = await server.ask("search", query=query)
        assert all(title in reply.text for title in HIDDEN_TITLES)


async def test_no_filter_finds_them_elsewhere(server: Server):
    restrict(server, False)
    for query in ("by:quillon", "rating:>teen", "rating:nr", "-lantern by:ash", 'title:"unrated winter"'):
        reply = await server.ask("search", query=query)
        assert reply.line("No story fits.")
        assert not any(title in reply.text for title in HIDDEN_TITLES)
        assert "Quillon Ash" not in reply.text


async def test_old_messages_show_nothing_more_once_the_channel_is_open(server: Server):
    title = HIDDEN_TITLES[0]
    results = await server.ask("search", query=title)
    card = await server.ask("story show", title=title)
    page = await server.press(card, "Read")
    excerpt = await server.ask("excerpt", story=title)
    restrict(server, False)
    for message, label in ((results, "Read"), (card, "Read"), (page, "Where am I"), (excerpt, "Story card")):
        reply = await server.press(message, label)
        assert reply.private
        assert title not in reply.text
    closed = await server.press(page, "Close")
    assert "That story can't be shown here" in closed.text
    assert title not in closed.text


async def test_the_bot_never_takes_a_restricted_answer_to_an_open_channel(server: Server):
    lobby = server.guild.create_text_channel("lobby")
    assert (await server.ask("search", channel=lobby)).line("**11 stories fit**")
    assert (await server.ask("search")).line("**13 stories fit**")
