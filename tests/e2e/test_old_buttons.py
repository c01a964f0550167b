"""Buttons pressed after a restart, after a change, after weeks."""

from tests.e2e.taste.pressing import pick
from tests.e2e.test_recommend import titled
from tests.support import operator
from tests.support.simulated import Server, settings_in

NOT_SHOWN = "That story can't be shown here. It may have been removed, or belong in another channel."


async def test_every_button_works_after_a_restart(server: Server):
    search = await server.ask("search")
    recommended = await server.ask("recommend", like="The Lantern Keeper")
    excerpt = await server.ask("excerpt", story="The Lantern Keeper")
    card = await server.ask("story show", title="The Lantern Keeper")
    page = await server.press(card, "Read")
    await server.restart()
    assert "6 to 10 shown" in (await server.press(search, "Next")).text
    assert "## " in (await server.press(recommended, "Card")).text
    assert "**To read next:**" in (await server.press(recommended, "More")).text
    assert "### The Lantern Keeper" in (await server.press(excerpt, "Another one")).text
    assert "**To read next:**" in (await server.press(card, "More like this")).text
    assert "page 1 of 9" in (await server.press(card, "Read")).text
    assert "Chapter 1" in (await server.press(page, "Where am I")).text
    turned = await server.press(page, "Next")
    assert (turned.id, "page 2 of 9" in turned.text) == (page.id, True)
    jumped = await server.jump(page, "7")
    assert "page 7 of 9" in jumped.text
    assert "## The Lantern Keeper" in (await server.press(jumped, "Close")).text


async def test_buttons_and_menus_of_taste_work_after_a_restart(server: Server):
    card = await server.ask("story show", title="The Lantern Keeper")
    start = await server.ask("recommend")
    listed = await server.ask("recommend", like="The Lantern Keeper")
    place = titled(listed).index("Paper Boats")
    liked = await server.press(card, "Like")
    told = await server.press(listed, "Not for me", place)
    blocked = await server.ask("block add", tag="chess")
    blocks = await server.ask("block list")
    taste = await server.ask("taste")
    await server.press(await server.ask("story show", title="Nine Moves"), "To read")
    shelf = await server.ask("shelf")
    sure = await server.press(await server.ask("taste"), "Forget me")
    await server.restart()
    assert "You no longer like" in (await server.press(card, "Like")).text
    assert "You like" in (await server.press(liked, "Take it back")).text
    assert "may be for you after all" in (await server.press(listed, "Not for me", place)).text
    assert "isn't for you" in (await server.press(told, "Take it back")).text
    assert "-# gen" in (await server.press(start, "Gen")).text
    assert "-# less of Temari" in (await pick(server, listed, "Less of Temari")).text
    assert (await server.press(blocked, "Undo")).text == "You may see all tagged chess again."
    assert "no longer on it" in (await pick(server, blocks, "chess")).text
    assert "**Reading: 0 stories**" in (await server.press(shelf, "Reading (0)")).text
    moved = await pick(server, await server.ask("shelf"), "Reading")
    assert "You're reading **Nine Moves**." in moved.text
    assert "Reading history is **on**" in (await server.press(taste, "Reading history: switch on")).text
    assert (await server.press(sure, "Forget all of it")).text.startswith("**Forgotten.**")


async def test_old_menus_that_mean_nothing_any_more_say_so(server: Server):
    listed = await server.ask("recommend", like="The Lantern Keeper")
    told = await server.press(listed, "Not for me")
    operator.execute(server, "UPDATE kept_request SET at = datetime('now', '-31 days')")
    stale = "This list is too old to go on with. Please ask again."
    assert (await pick(server, listed, "Less of Temari")).text == stale
    assert (await pick(server, told, "Never this story")).text == stale
    assert (await server.press(told, "Never this story")).text == stale
    again = await server.press(listed, "Not for me", 1)
    assert "isn't for you" in again.text, "what the list had in common is gone, its stories aren't"


async def test_a_form_that_was_open_during_a_restart_can_be_sent_in(server: Server):
    page = await server.press(await server.ask("story show", title="The Lantern Keeper"), "Read")
    form = await server.ann.click(page.message, label="Jump")
    await server.restart()
    there = server.seen(await server.ann.submit_modal(form, {"typed": "chapter 3"}))
    assert there.id == page.id
    assert "page 7 of 9" in there.text


async def test_choices_of_an_unclear_name_work_after_a_restart(server: Server):
    choice = await server.ask("search", character="hana")
    await server.restart()
    assert "Salt and Cedar" in (await server.press(choice, "Hana Sato")).text


async def test_a_page_whose_story_has_changed_says_so_and_offers_the_new_text(server: Server):
    page = await server.press(await server.ask("story show", title="The Lantern Keeper"), "Read")
    operator.rewrite(server, "lantern.txt", "a letter, and there was time", "a parcel, and there was time")
    await operator.reload(server)
    told = await server.press(page, "Next")
    assert told.id == page.id
    assert told.text == "This story has changed since the page was opened. Open it again to read on."
    again = await server.press(told, "Open it as it is now")
    assert "a parcel" in again.text
    assert "page 2 of 9" in again.text
    assert "page 3 of 9" in (await server.press(again, "Next")).text


async def test_where_and_jump_on_a_changed_story_say_so(server: Server):
    page = await server.press(await server.ask("story show", title="The Lantern Keeper"), "Read")
    operator.rewrite(server, "lantern.txt", "a letter, and there was time", "a parcel, and there was time")
    await operator.reload(server)
    told = await server.press(page, "Where am I")
    assert told.private
    assert "This story has changed" in told.text
    jumped = await server.jump(page, "3")
    assert "This story has changed" in jumped.text
    assert jumped.labels == ["Open it as it is now"]


async def test_a_card_changed_in_its_facts_alone_leaves_old_pages_alive(server: Server):
    page = await server.press(await server.ask("story show", title="The Lantern Keeper"), "Read")
    operator.rewrite(server, "lantern.txt", "slow days, ferries", "slow days, barges")
    await operator.reload(server)
    assert "page 2 of 9" in (await server.press(page, "Next")).text


async def test_a_withdrawn_story_is_gone_from_every_old_button(server: Server):
    card = await server.ask("story show", title="The Lantern Keeper")
    page = await server.press(card, "Read")
    other = await server.press(card, "Read")
    excerpt = await server.ask("excerpt", story="The Lantern Keeper")
    operator.withdraw(server, "lantern.txt")
    for message, label in ((card, "Read"), (excerpt, "Read on"), (excerpt, "Story card"), (page, "Where am I")):
        reply = await server.press(message, label)
        assert reply.private
        assert reply.text == NOT_SHOWN
    turned = await server.press(page, "Next")
    assert (turned.id, turned.text, turned.labels) == (page.id, NOT_SHOWN, []), "its text stays on no page"
    assert (await server.press(other, "Close")).text == NOT_SHOWN
    again = await server.press(excerpt, "Another one")
    assert again.private
    assert again.text.startswith('No story here is called "The Lantern Keeper".')


async def test_a_story_no_longer_allowed_here_says_no_more_than_that(server: Server):
    page = await server.press(await server.ask("story show", title="The Lantern Keeper"), "Read")
    operator.rewrite(server, "lantern.txt", "Rating: Teen", "Rating: Mature")
    await operator.reload(server)
    assert (await server.press(page, "Next")).text == NOT_SHOWN


async def test_a_story_whose_text_is_no_longer_shared_says_so(server: Server):
    page = await server.press(await server.ask("story show", title="The Lantern Keeper"), "Read")
    operator.execute(server, "UPDATE story SET permission = 'excerpts only' WHERE title = 'The Lantern Keeper'")
    told = await server.press(page, "Next")
    assert told.text == "The author shares excerpts of this story here, not the whole text."


async def test_a_vanished_file_takes_its_story_away(server: Server):
    page = await server.press(await server.ask("story show", title="The Lantern Keeper"), "Read")
    await operator.remove(server, "lantern.txt")
    assert (await server.press(page, "Next")).text == NOT_SHOWN
    assert "No story fits" in (await server.ask("search", query="lantern")).text


async def test_buttons_from_another_database_are_answered(server: Server, tmp_path):
    """As after a restore from an older backup: numbers in old buttons mean nothing any more."""
    search = await server.ask("search")
    page = await server.press(await server.ask("story show", title="The Lantern Keeper"), "Read")
    empty = tmp_path / "empty"
    (empty / "corpus").mkdir(parents=True)
    await server.restart(settings_in(empty, empty / "corpus"))
    told = await server.press(search, "Next")
    assert told.private
    assert told.text == "This list is too old to go on with. Please ask again."
    assert (await server.press(page, "Next")).text == NOT_SHOWN


async def test_a_list_that_is_kept_no_more_says_to_ask_again(server: Server):
    search = await server.ask("search")
    operator.execute(server, "UPDATE kept_request SET at = datetime('now', '-31 days')")
    told = await server.press(search, "Next")
    assert told.text == "This list is too old to go on with. Please ask again."
