"""Several stories at once: files, a ZIP from the form, /story bulk; and what goes wrong with some of them."""

from typing import Any

import discord
import pytest

from bot.library.adding.adding import Adding
from tests.e2e.adding.sending import OWN, added, attached, send, send_file
from tests.support.seen import Seen
from tests.support.sent_stories import archive, story_file
from tests.support.simulated import Server

STORIES = {name: story_file(title) for name, title in (("kite", "The Kite"), ("bell", "The Bell"), ("map", "The Map"))}


async def bulk(server: Server, data: bytes, **options: Any) -> Seen:
    return await server.ask(
        "story bulk", by=server.moderator, file=("stories.zip", data), **{"permission": OWN} | options
    )


async def test_several_files_become_several_drafts(server: Server):
    files = [(f"{name}.txt", data) for name, data in STORIES.items()]
    listed = await send(server, files=files)
    assert listed.private
    for title in ("The Kite", "The Bell", "The Map"):
        assert listed.line(f"**{title}**") == f"**{title}** by Ona Bright"
    assert listed.labels == ["Look at it"] * 3 + ["Add another"]
    preview = await server.press(listed, "Look at it", 1, by=server.moderator)
    assert preview.id != listed.id, "the list stays"
    assert preview.text.startswith("## The Bell")


async def test_one_bad_file_does_not_stop_the_rest_and_nothing_typed_is_lost(server: Server):
    files = [("empty.txt", b""), ("kite.txt", STORIES["kite"]), ("cat.png", b"\x89PNG\r\n\x1a\n" + bytes(40))]
    listed = await send(server, files=files, link="https://stories.example/works/1")
    assert listed.line("**The Kite**")
    assert "empty.txt" in listed.text
    assert "cat.png" in listed.text
    assert attached(server, listed) == "https://stories.example/works/1"


async def test_what_cannot_be_read_is_told_with_a_way_to_try_again(server: Server):
    told = await send(server, files=[("empty.txt", b"")], title="The Kite")
    assert "There is no text in this file." in told.text
    assert attached(server, told) == "The Kite"
    form = await server.moderator.click(told.message, custom_id=told.custom_id("Try again"))
    assert "## The Kite" in (await server.send(form, by=server.moderator, files=[("kite.txt", STORIES["kite"])])).text


async def test_an_empty_form_says_what_it_takes(server: Server):
    told = await send(server)
    assert told.text == "There was nothing to add. Upload a file, paste a text, or give a link with its title."
    assert told.live == ["Try again"]


async def test_a_file_that_is_too_large_is_refused_before_it_is_fetched(
    server: Server, monkeypatch: pytest.MonkeyPatch
):
    small = server.bot.library.settings.model_copy(update={"max_file_bytes": 1000})
    await server.restart(small)
    fetched: list[str] = []
    monkeypatch.setattr(type(server.bot.http), "get_from_cdn", lambda _, url: fetched.append(url))
    told = await send_file(server, story_file("The Kite"))
    assert "and at most 1,000 are taken" in told.text
    assert fetched == []


async def test_a_file_that_discord_does_not_hand_over(server: Server, monkeypatch: pytest.MonkeyPatch):
    async def gone(_: Any, url: str) -> bytes:
        raise discord.NotFound(type("Response", (), {"status": 404, "reason": "Not Found"})(), url)

    monkeypatch.setattr(type(server.bot.http), "get_from_cdn", gone)
    told = await send_file(server, story_file("The Kite"))
    assert told.text == "Discord didn't hand over weir.txt. Upload it once more."
    assert told.live == ["Try again"]


async def test_a_zip_in_the_form_asks_once_why_its_stories_may_be_shown(server: Server):
    listed = await send(server, files=[("stories.zip", archive(**STORIES))])
    assert listed.line("**stories.zip**") == "**stories.zip** is a ZIP of several stories."
    await server.restart()
    came = await server.fill(listed, "Add its stories", by=server.moderator, consent=[OWN])
    assert came.line("**stories.zip:**") == "**stories.zip:** 3 added."
    assert "The Bell" in (await server.ask("search", query="The Bell")).text


async def test_a_zip_is_only_for_whoever_sent_it(server: Server):
    role = server.guild.create_role("More moderators", permissions=discord.Permissions(manage_guild=True))
    other = server.guild.add_member(server.env.create_user("other"), roles=[role])
    theirs = await send(server, files=[("stories.zip", archive(**STORIES))])
    own = await send(server, by=other, files=[("kites.zip", archive(kite=STORIES["kite"]))])
    form = await other.click(own.message, custom_id=own.custom_id("Add its stories"))
    number = theirs.custom_id("Add its stories").partition(":")[2]
    form._interaction.modal["custom_id"] = f"unpacked:{number}"
    told = await server.send(form, by=other, consent=[OWN])
    assert told.text == "This ZIP was sent in by somebody else. Send it in with /story bulk."


async def test_bulk_tells_what_came_of_each_and_gives_the_problems_as_a_file(server: Server):
    members = STORIES | {"empty": b"", "unrated": story_file("The Old Gate", Rating="")}
    came = await bulk(server, archive(**members))
    assert came.private
    assert came.line("**stories.zip:**") == "**stories.zip:** 3 added, 1 needs a look, 1 refused."
    assert came.line("In the library:") == "In the library: The Kite, The Bell, The Map"
    assert came.labels == ["Look at it"]
    problems = attached(server, came)
    assert "empty.txt: refused: " in problems
    assert "unrated.txt: needs a look: " in problems
    assert "Old Gate" not in came.text
    look = await server.press(came, "Look at it", by=server.moderator)
    rated = await server.fill(look, "Rating and permission", by=server.moderator, rating=["General"])
    assert (await server.press(rated, "Confirm", by=server.moderator)).text.startswith("Added.")


async def test_each_story_of_a_zip_can_be_taken_back(server: Server):
    await bulk(server, archive(**STORIES))
    listed = await server.ask("story undo", by=server.moderator)
    assert listed.labels == ["Undo"] * 3
    assert "added The Map" in listed.text
    await server.press(listed, "Undo", 1, by=server.moderator)
    assert "The Bell" not in (await server.ask("search")).text
    assert (await server.ask("story undo", by=server.moderator)).labels == ["Undo"] * 2


@pytest.mark.parametrize(("data", "said"), [(b"PK\x03\x04 no", "damaged"), (b"not a ZIP at all", "damaged or cut off")])
async def test_what_is_no_zip_is_refused_in_words(server: Server, data: bytes, said: str):
    told = await bulk(server, data)
    assert told.private
    assert said in told.text


async def test_how_far_it_is_is_shown_while_it_works(server: Server, monkeypatch: pytest.MonkeyPatch):
    """A slow library: the message says how many are read, and the work goes on though Discord refuses one change."""
    monkeypatch.setattr("bot.ui.adding.bulk.EVERY", 0.01)
    read = Adding.read

    async def slowly(*args: Any, **options: Any) -> Any:
        preview = await read(*args, **options)
        await discord.utils.sleep_until(discord.utils.utcnow() + discord.utils.datetime.timedelta(seconds=0.05))
        return preview

    monkeypatch.setattr(Adding, "read", slowly)
    server.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=500, code=0, times=1)
    came = await bulk(server, archive(**STORIES))
    assert "3 added." in came.text
    said = [str(request.json) for request in server.env.http_requests if request.method == "PATCH"]
    assert any("of 3 read…" in one for one in said)


async def test_a_card_that_was_added_can_be_followed_by_another(server: Server):
    card = await added(server)
    form = await server.moderator.click(card.message, custom_id=card.custom_id("Add another"))
    preview = await server.send(form, by=server.moderator, files=[("kite.txt", STORIES["kite"])])
    assert preview.id != card.id, "the card stays, with Undo"
    assert preview.text.startswith("## The Kite")
