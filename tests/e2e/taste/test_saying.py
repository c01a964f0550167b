"""What readers say of stories: on cards, in the reader, on lists; told to them alone, and taken back."""

import pytest

from tests.e2e.taste.pressing import like, menus, options, pick
from tests.e2e.test_recommend import titled
from tests.support import operator
from tests.support.own_stories import HIDDEN_NAMES, HIDDEN_TITLES
from tests.support.review import restrict
from tests.support.simulated import Server

NOT_SHOWN = "That story can't be shown here. It may have been removed, or belong in another channel."


@pytest.mark.parametrize(
    ("label", "done", "undone"),
    [
        ("Like", "You like **Paper Boats** by Idris Hale.", "You no longer like **Paper Boats**"),
        ("To read", "**Paper Boats** by Idris Hale is on your list to read.", "is no longer on your list to read"),
        ("Reading", "You're reading **Paper Boats** by Idris Hale.", "You're no longer reading"),
        ("Finished", "You have finished **Paper Boats**", "is no longer among what you have finished"),
        ("Dropped", "You have dropped **Paper Boats**", "is no longer among what you have dropped"),
    ],
)
async def test_each_button_of_a_card_is_answered_privately_and_undone_by_pressing_again(
    server: Server, label: str, done: str, undone: str
):
    card = await server.ask("story show", title="Paper Boats")
    told = await server.press(card, label)
    assert told.private
    assert done in told.text
    assert "Take it back" in told.labels
    assert undone in (await server.press(card, label)).text
    assert done in (await server.press(card, label, by=server.ben)).text, "each has their own"
    back = await server.press(told, "Take it back")
    assert (back.id, done in back.text) == (told.id, True), "it had been taken back already, so it's said again"
    back = await server.press(back, "Take it back")
    assert undone in back.text
    assert done in (await server.press(back, f"{label} again")).text


async def test_one_list_takes_over_from_another(server: Server):
    card = await server.ask("story show", title="Paper Boats")
    await server.press(card, "To read")
    told = await server.press(card, "Finished")
    assert "-# It is no longer on your list to read." in told.text


async def test_the_last_page_asks_and_other_pages_do_not(server: Server):
    page = await server.press(await server.ask("story show", title="The Lantern Keeper"), "Read")
    assert "Finished" not in page.labels
    last = await server.jump(page, "9")
    assert "You have finished **The Lantern Keeper**" in (await server.press(last, "Finished")).text
    assert "You like **The Lantern Keeper**" in (await server.press(last, "Like", by=server.ben)).text
    assert "**To read next:**" in (await server.press(last, "More like this")).text


async def test_the_shelf_is_private_moves_and_takes_off(server: Server):
    for title, label in (("Paper Boats", "To read"), ("Nine Moves", "To read"), ("Tea Before Noon", "Finished")):
        await server.press(await server.ask("story show", title=title), label)
    shelf = await server.ask("shelf")
    assert shelf.private
    assert shelf.text.startswith("**To read: 2 stories**")
    assert shelf.labels[-5:] == ["Liked (0)", "To read (2)", "Reading (0)", "Finished (1)", "Dropped (0)"]
    assert options(shelf) == ["Like", "Take it off: To read", "Reading", "Finished", "Dropped"]
    moved = await pick(server, shelf, "Reading")
    assert moved.id == shelf.id
    assert moved.text.startswith("You're reading **Nine Moves**.\n**To read: 1 story**")
    off = await pick(server, moved, "Take it off: To read")
    assert "**Paper Boats** is no longer on your list to read." in off.text
    assert "**To read: 0 stories**" in off.text
    assert "Nothing here." in off.text
    finished = await server.press(off, "Finished (1)")
    assert "**Tea Before Noon** by Idris Hale" in finished.text
    assert "## Tea Before Noon" in (await server.press(finished, "Card")).text
    assert "**Liked: 0 stories**" in (await server.ask("shelf", list="liked")).text
    assert "Paper Boats" not in (await server.ask("shelf", by=server.ben)).text


async def test_a_long_shelf_is_paged(server: Server):
    titles = ["Paper Boats", "Nine Moves", "Tea Before Noon", "Salt and Cedar", "A Field of Clouds", "Borrowed Oars"]
    await like(server, *titles)
    shelf = await server.ask("shelf", list="liked")
    assert "6 stories**, 1 to 5 shown" in shelf.text
    after = await server.press(shelf, "Next")
    assert (after.id, "6 stories**, 6 to 6 shown" in after.text) == (shelf.id, True)
    assert "Paper Boats" in after.text
    off = await pick(server, after, "Take it off: Like")
    assert "5 stories" in off.text, "the page is gone, so the one before is shown"


async def test_the_shelf_holds_only_what_may_be_shown_in_the_channel(server: Server):
    night = server.guild.create_text_channel("night")
    await server.env.settle()
    restrict(server, night)
    await like(server, HIDDEN_TITLES[0], "Paper Boats", channel=night)
    there = await server.ask("shelf", list="liked", channel=night)
    assert "Liked: 2 stories" in there.text
    here = await server.ask("shelf", list="liked")
    assert "**Liked: 1 story**" in here.text
    assert "-# 1 story more can't be shown in this channel." in here.text
    assert not any(name in here.text for name in HIDDEN_NAMES)
    told = await server.ask("recommend")
    assert not any(name in told.text for name in HIDDEN_NAMES)
    for told in (await server.ask("taste"), await server.ask("recommend", **{"for": "me"})):
        assert not any(name in told.text for name in HIDDEN_NAMES)


async def test_buttons_of_a_story_that_is_gone_say_so(server: Server):
    card = await server.ask("story show", title="The Lantern Keeper")
    listed = await server.ask("recommend", character="Temari")
    await server.press(card, "To read")
    shelf = await server.ask("shelf")
    operator.withdraw(server, "lantern.txt")
    for label in ("Like", "To read", "Reading", "Finished", "Dropped"):
        assert (await server.press(card, label)).text == NOT_SHOWN
    place = titled(listed).index("The Lantern Keeper")
    assert (await server.press(listed, "Not for me", place)).text == NOT_SHOWN
    assert (await pick(server, shelf, "Finished")).text == NOT_SHOWN
    assert "The Lantern Keeper" not in (await server.ask("shelf")).text
    assert menus(await server.ask("shelf")) == []


async def test_reading_history_is_off_until_it_is_switched_on(server: Server):
    card = await server.ask("story show", title="Paper Boats")
    await server.press(card, "Read")
    assert "Reading (0)" in (await server.ask("shelf")).labels
    taste = await server.ask("taste")
    assert "Reading history is **off**" in taste.text
    on = await server.press(taste, "Reading history: switch on")
    assert on.id == taste.id
    assert "Reading history is **on**" in on.text
    await server.press(card, "Read")
    shelf = await server.ask("shelf", list="reading")
    assert "Paper Boats" in shelf.text
    assert "by your reading history" in shelf.text
    off = await server.press(on, "Reading history: switch off")
    assert "What it noted is deleted (1)." in off.text
    assert "Reading (0)" in (await server.ask("shelf")).labels


async def test_forget_me_asks_and_then_deletes_all(server: Server):
    await like(server, "Paper Boats")
    await server.ask("block add", tag="ferries")
    taste = await server.ask("taste")
    assert taste.private
    assert "- Liked: 1" in taste.text
    assert "- 1 entry on your block list" in taste.text
    file = await server.press(taste, "Download it")
    assert file.private
    assert "Every row that is kept" in file.text
    taste = await server.press(file, "Back")
    sure = await server.press(taste, "Forget me")
    assert "can't be undone" in sure.text
    kept = await server.press(sure, "Keep it")
    assert "- Liked: 1" in kept.text
    gone = await server.press(await server.press(kept, "Forget me"), "Forget all of it")
    assert gone.text.startswith("**Forgotten.**")
    assert (await server.ask("taste")).text.startswith("**Nothing is kept of you.**")
    assert "Forget me" not in (await server.ask("taste")).labels
    refused = await server.ask("recommend", **{"for": "me"})
    assert "Nothing is known of your taste yet" in refused.text
