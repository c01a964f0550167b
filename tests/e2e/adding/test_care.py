"""/story edit, rate, hide, remove, restore, history, undo."""

import pytest

from bot.errors import NotAllowedError
from tests.e2e.adding.sending import added
from tests.support.seen import Seen
from tests.support.sent_stories import story_file
from tests.support.simulated import Server

WEIR = "The Grey Weir"


async def care(server: Server, command: str, title: str = WEIR, **options: str) -> Seen:
    seen = await server.ask(f"story {command}", by=server.moderator, title=title, **options)
    assert seen.private
    return seen


async def shown(server: Server, title: str = WEIR) -> bool:
    return f"## {title}" in (await server.ask("story show", title=title)).text


async def test_edit_changes_what_is_known_and_undo_restores_it(server: Server):
    await added(server)
    preview = await care(server, "edit")
    assert "Readers see the story as it was until you save." in preview.text
    assert "(my own work)" in preview.line("**Permission:**")
    assert "Save" not in preview.live
    preview = await server.fill(preview, "Title and people", by=server.moderator, title="The Blue Weir")
    assert await shown(server), "nothing is changed before it's saved"
    saved = await server.press(preview, "Save", by=server.moderator)
    assert saved.text.startswith("Saved. It can be undone for 24 hours.\n## The Blue Weir")
    assert await shown(server, "The Blue Weir")
    undone = await server.press(saved, "Undo", by=server.moderator)
    assert undone.text.startswith("Undone. \n## The Grey Weir") or "## The Grey Weir" in undone.text
    assert await shown(server)


async def test_rate_shows_the_card_with_its_rating(server: Server):
    await added(server)
    rated = await care(server, "rate", rating="Teen", reason="Chapter two.")
    assert rated.text.startswith("Rated Teen. It can be undone for 24 hours.")
    assert rated.line("**Rating:**") == "**Rating:** Teen"
    await server.press(rated, "Undo", by=server.moderator)
    assert (await server.ask("story show", title=WEIR)).line("**Rating:**") == "**Rating:** General"


async def test_what_is_rated_up_in_an_open_channel_is_named_no_more(server: Server):
    await added(server)
    rated = await care(server, "rate", rating="Explicit")
    assert WEIR not in rated.text
    assert rated.text == (
        "Rated Explicit. Its rating keeps it to age-restricted channels: look at it in one of them. "
        "It can be undone for 24 hours."
    )
    assert not await shown(server)
    assert f"## {WEIR}" in (await server.press(rated, "Undo", by=server.moderator)).text


async def test_hide_and_restore(server: Server):
    await added(server)
    hidden = await care(server, "hide")
    assert hidden.text.startswith("Hidden in this server.")
    assert hidden.live == ["Undo"], "no button of readers' that would lead nowhere"
    assert not await shown(server)
    assert (await care(server, "restore")).text.startswith("It's back.")
    assert await shown(server)


async def test_remove_asks_first_and_restore_brings_it_back(server: Server):
    await added(server)
    asked = await care(server, "remove", reason="Twice here.")
    assert asked.text.startswith("Take **The Grey Weir** by Ona Bright out of the library?")
    kept = await server.press(asked, "Keep it", by=server.moderator)
    assert (kept.id, kept.text) == (asked.id, "It stays as it is.")
    assert await shown(server)
    asked = await care(server, "remove", reason="Twice here.")
    await server.restart()
    removed = await server.press(asked, "Remove it", by=server.moderator)
    assert removed.text.startswith("Removed. /story restore puts it back.")
    assert not await shown(server)
    assert "Twice here." in (await care(server, "history")).text
    assert (await care(server, "restore")).text.startswith("It's back.")
    assert await shown(server)


async def test_history_tells_who_did_what_to_one_story(server: Server):
    await added(server)
    await added(server, story_file("The Kite"), "kite.txt")
    await care(server, "rate", rating="Teen")
    told = await care(server, "history")
    assert told.text.startswith("### History of The Grey Weir by Ona Bright")
    assert "rating General → Teen" in told.text
    assert "Kite" not in told.text


async def test_undo_lists_what_one_did_last_and_takes_back_what_is_picked(server: Server):
    nothing = await server.ask("story undo", by=server.moderator)
    assert nothing.text.startswith("Nothing that you did here in the last 24 hours can be undone.")
    await added(server)
    await care(server, "rate", rating="Teen")
    listed = await server.ask("story undo", by=server.moderator)
    assert listed.private
    assert listed.labels == ["Undo", "Undo"]
    undone = await server.press(listed, "Undo", by=server.moderator)
    assert undone.line("**Rating:**") == "**Rating:** General"


async def test_an_unclear_title_is_chosen_with_a_button_privately(server: Server):
    asked = await care(server, "rate", title="ashes of the mill", rating="Teen", reason="Both read.")
    rated = await server.press(asked, "Ashes of the Mill by Piet Bakker", by=server.moderator)
    assert rated.private
    assert rated.id == asked.id
    assert "Rated Teen." in rated.text
    assert "by Piet Bakker" in rated.text
    history = await care(server, "history", title="ashes of the mill")
    told = await server.press(history, "Ashes of the Mill by Piet Bakker", by=server.moderator)
    assert "Both read." in told.text


async def test_titles_are_offered_to_moderators_whatever_their_state(server: Server):
    await added(server)
    await care(server, "hide")
    for command in ("edit", "rate", "hide", "remove", "restore", "history"):
        filled = {"rating": "Teen"} if command == "rate" else {}
        assert WEIR in str(await server.offered(f"story {command}", "title", "weir", by=server.moderator, **filled))
        assert await server.offered(f"story {command}", "title", "weir", **filled) == [], "not to members"
    assert "Weir" not in str(await server.offered("story show", "title", "weir"))


async def test_the_operators_stories_are_hidden_not_changed_in_another_server(server: Server):
    """With several servers and no home among them, nobody in Discord looks after the corpus folder's stories."""
    server.env.create_guild("Another server")
    told = await care(server, "edit", title="The Lantern Keeper")
    assert "This story comes with the operator's library" in told.text
    assert (await care(server, "hide", title="The Lantern Keeper")).text.startswith("Hidden in this server.")


@pytest.mark.parametrize("command", ["edit", "rate", "hide", "remove", "restore", "history", "undo", "bulk", "add"])
async def test_members_are_refused(server: Server, command: str):
    options = {"title": "The Lantern Keeper"} if command not in {"undo", "bulk", "add"} else {}
    options |= {"rating": "Teen"} if command == "rate" else {}
    options |= {"file": ("s.zip", b"x"), "permission": "my own work"} if command == "bulk" else {}
    refused = await server.ask(f"story {command}", **options)
    server.refused(NotAllowedError)
    assert refused.private
    assert "for moderators" in refused.text
