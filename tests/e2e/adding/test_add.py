"""/story add: a file, a pasted text or a link, its preview and forms, Confirm and Undo."""

import pytest

from bot.settings import Settings
from tests.e2e.adding.sending import OWN, added, attached, ready, send, send_file
from tests.support.seen import Seen
from tests.support.sent_stories import story_file, telling
from tests.support.simulated import Server

FORMS = ["Title and people", "Fandoms and tags", "Rating and permission"]

SNIPPET = """\
The Tide Table (1204 words) by Ona Bright
Chapters: 1/1
Fandom: The Quiet Harbor
Rating: General Audiences
Warnings: No Archive Warnings Apply
Relationships: Hana Mori & Odo Lind
Characters: Hana Mori, Odo Lind
Additional Tags: Slow Days, Ferries
Summary: Somebody has to write down when the water comes.
"""


async def found(server: Server, title: str) -> bool:
    return title in (await server.ask("search", query=title)).text.replace(f'"{title}"', "")


async def test_a_file_is_previewed_mended_confirmed_and_found(server: Server):
    preview = await send_file(server, story_file(Summary="Water, and a *wheel*."))
    assert preview.private
    assert preview.text.startswith("## The Grey Weir\nby Ona Bright\nWater, and a \\*wheel\\*.")
    assert "weir.txt" in preview.line("-# ")
    assert preview.line("**Rating:**") == "**Rating:** General"
    assert "English (guessed)" in preview.line("**Language:**")
    assert "This is what was told of The Grey Weir." in preview.text, "the first passage"
    assert "It isn't said why it may be shown here." in preview.text
    assert preview.live == [*FORMS, "Discard"]
    assert not await found(server, "The Grey Weir")

    ready_now = await server.fill(preview, "Rating and permission", by=server.moderator, consent=[OWN])
    assert ready_now.id == preview.id, "the preview itself is brought up to date"
    assert ready_now.live == [*FORMS, "Confirm", "Discard"]
    card = await server.press(ready_now, "Confirm", by=server.moderator)
    assert card.id == preview.id
    assert card.text.startswith("Added. It can be undone for 24 hours.\n## The Grey Weir")
    assert "my own work" in card.line("**Permission:**")
    assert card.live == ["Read", "More like this", "Report", "Undo", "Add another"]
    assert await found(server, "The Grey Weir")


async def test_undo_takes_it_back_and_what_was_sent_is_a_draft_again(server: Server):
    card = await added(server)
    undone = await server.press(card, "Undo", by=server.moderator)
    assert undone.text == "Undone: the story is out of the library again."
    assert not await found(server, "The Grey Weir")
    drafts = await server.press(undone, "Your drafts", by=server.moderator)
    again = await server.press(drafts, "Look at it", by=server.moderator)
    assert (await server.press(again, "Confirm", by=server.moderator)).text.startswith("Added.")
    assert await found(server, "The Grey Weir")


async def test_what_is_pressed_twice_is_done_once(server: Server):
    preview = await ready(server)
    first = await server.press(preview, "Confirm", by=server.moderator)
    second = server.seen(await server.moderator.click(preview.message, custom_id=first.custom_id("Undo")))
    assert second.text.startswith("Undone")
    third = server.seen(await server.moderator.click(preview.message, custom_id=second.custom_id("Your drafts")))
    assert third.text.startswith("**1 draft of yours**")


async def test_every_button_and_form_works_after_a_restart(server: Server):
    preview = await send_file(server)
    form = await server.moderator.click(preview.message, custom_id=preview.custom_id("Rating and permission"))
    await server.restart()
    preview = await server.send(form, by=server.moderator, consent=[OWN])
    await server.restart()
    preview = await server.fill(preview, "Title and people", by=server.moderator, title="The Blue Weir")
    await server.restart()
    card = await server.press(preview, "Confirm", by=server.moderator)
    assert "## The Blue Weir" in card.text
    await server.restart()
    assert (await server.press(card, "Undo", by=server.moderator)).text.startswith("Undone")


async def test_a_form_that_was_open_during_a_restart_keeps_its_file(server: Server):
    form = await server.moderator.slash(server.channel, "story add")
    await server.restart()
    preview = await server.send(form, by=server.moderator, files=[("weir.txt", story_file())])
    assert "## The Grey Weir" in preview.text


async def test_fields_are_mended_in_forms_and_stay_guessed_if_nobody_touched_them(server: Server):
    preview = await send_file(server, telling("a lamp").encode(), "The Lamp.txt")
    # Nobody has said a rating, so title and text belong in an age-restricted channel until somebody does.
    preview = await server.fill(preview, "Rating and permission", by=server.moderator, rating=["General"])
    assert "(working title)" in preview.text
    tags = {"fandoms": "The Quiet Harbor", "characters": "Hana Mori\nOdo Lind", "tags": "ferries, slow days"}
    preview = await server.fill(preview, "Fandoms and tags", by=server.moderator, **tags)
    assert "(working title)" in preview.text
    assert preview.line("**Characters:**") == "**Characters:** Hana Mori, Odo Lind"
    assert preview.line("**Tags:**") == "**Tags:** ferries, slow days"
    people = {"title": "The Lamp", "authors": "Ona Bright", "source": "https://stories.example/works/7"}
    preview = await server.fill(preview, "Title and people", by=server.moderator, **people)
    preview = await server.fill(
        preview, "Rating and permission", by=server.moderator, rating=["Teen"], status=["complete"]
    )
    assert preview.text.startswith("## The Lamp\nby Ona Bright")
    assert preview.line("**Status:**") == "**Status:** complete"
    assert "stories.example" in preview.line("**Source:**")


async def test_what_cannot_be_taken_is_said_and_stays_typed(server: Server):
    preview = await ready(server)
    wrong = await server.fill(preview, "Title and people", by=server.moderator, source="my blog, somewhere")
    assert "'my blog, somewhere' is not a web address" in wrong.text
    assert "Confirm" not in wrong.live
    form = await server.moderator.click(wrong.message, custom_id=wrong.custom_id("Title and people"))
    mended = await server.send(form, by=server.moderator)
    assert "'my blog, somewhere' is not a web address" in mended.text, "the form had it still"
    mended = await server.fill(mended, "Title and people", by=server.moderator, source="")
    assert "Confirm" in mended.live


async def test_the_authors_word_needs_a_proof(server: Server):
    preview = await send_file(server)
    asked = await server.fill(preview, "Rating and permission", by=server.moderator, consent=["the author said yes"])
    assert "Confirm" not in asked.live
    proof = "https://stories.example/u/ona/1"
    given = await server.fill(asked, "Rating and permission", by=server.moderator, proof=proof)
    assert "Confirm" in given.live
    card = await server.press(given, "Confirm", by=server.moderator)
    assert "the author said yes" in card.line("**Permission:**")


async def test_a_proof_of_nothing_is_given_back(server: Server):
    preview = await send_file(server)
    proof = "Ona said so in the harbor channel."
    told = await server.fill(preview, "Rating and permission", by=server.moderator, proof=proof)
    assert told.text.startswith("Choose why the story may be shown here")
    assert proof in attached(server, told)


async def test_a_pasted_share_snippet_makes_a_card(server: Server):
    preview = await send(server, pasted=SNIPPET, link="https://stories.example/works/88")
    assert preview.text.startswith("## The Tide Table\nby Ona Bright")
    assert "stories.example" in preview.line("**Source:**")
    assert preview.line("**Permission:**") == "**Permission:** card only"
    card = await server.press(preview, "Confirm", by=server.moderator)
    assert "Read" not in card.labels
    assert await found(server, "The Tide Table")


async def test_a_pasted_story_is_read_like_a_file(server: Server):
    preview = await send(server, pasted=story_file("The Kite").decode())
    assert "## The Kite" in preview.text
    assert "This is what was told of The Kite." in preview.text


async def test_a_link_with_a_title_makes_a_card(server: Server):
    preview = await send(server, link="https://stories.example/works/9", title="Nine Apples")
    rated = await server.fill(preview, "Rating and permission", by=server.moderator, rating=["General"])
    assert rated.text.startswith("## Nine Apples")
    assert (await server.press(rated, "Confirm", by=server.moderator)).text.startswith("Added.")


async def test_discard_throws_it_away(server: Server):
    preview = await send_file(server)
    gone = await server.press(preview, "Discard", by=server.moderator)
    assert gone.id == preview.id
    assert gone.text == "Thrown away. Nothing of it is kept."
    assert (await server.ask("story drafts", by=server.moderator)).text.startswith("You have no drafts here.")


async def test_a_new_version_updates_the_story_and_undo_restores_the_old_one(server: Server):
    first = await added(server, story_file(Source="https://stories.example/works/5"))
    longer = story_file(
        body=telling("The Grey Weir") + "\n\nAnd then it rained.", Source="https://stories.example/works/5"
    )
    preview = await send_file(server, longer)
    assert "**Brings up to date**\nThe Grey Weir by Ona Bright." in preview.text
    preview = await server.fill(preview, "Rating and permission", by=server.moderator, consent=[OWN])
    card = await server.press(preview, "Confirm", by=server.moderator)
    assert card.text.startswith("Brought up to date.")
    assert card.custom_id("Read") == first.custom_id("Read"), "it's the same story"
    assert "248 words" in card.line("**Length:**") or first.line("**Length:**") != card.line("**Length:**")
    undone = await server.press(card, "Undo", by=server.moderator)
    assert undone.line("**Length:**") == first.line("**Length:**")


async def test_what_is_near_can_be_updated_or_be_another_story(server: Server):
    await added(server)
    preview = await send_file(server, story_file("The Weir in Winter", telling("The Grey Weir")), "winter.txt")
    assert "**The Grey Weir** by Ona Bright is here. It has mostly the same text." in preview.text
    aimed = await server.press(preview, "Update this one", by=server.moderator)
    assert "**Brings up to date**\nThe Grey Weir by Ona Bright." in aimed.text
    other = await server.press(aimed, "It's another story", by=server.moderator)
    assert "Brings up to date" not in other.text
    assert "Update this one" in other.live


async def test_a_restricted_story_is_not_shown_in_an_open_channel(server: Server):
    preview = await send_file(server, story_file("Ember Night", Rating="Explicit"), "ember.txt")
    assert "Ember" not in preview.text
    assert "ember" not in preview.text
    assert "age-restricted" in preview.text
    assert preview.live == ["Rating and permission", "Discard"]
    listed = await server.ask("story drafts", by=server.moderator)
    assert "Ember" not in listed.text
    server.bot.get_channel(server.channel.id).nsfw = True
    shown = await server.press(listed, "Look at it", by=server.moderator)
    assert "## Ember Night" in shown.text


async def test_a_barred_story_can_never_be_confirmed(server: Server):
    server.bot.get_channel(server.channel.id).nsfw = True
    preview = await ready(server, story_file("Ember Night", Rating="Explicit", Warnings="Underage Sex"))
    assert "It can never be shown." in preview.text
    assert "Confirm" not in preview.live
    rated = await server.fill(preview, "Rating and permission", by=server.moderator, rating=["General"])
    assert "Confirm" not in rated.live


@pytest.mark.parametrize("who", ["ann", "ben"])
async def test_members_may_not_add(server: Server, who: str):
    refused = await server.ask("story add", by=getattr(server, who))
    assert refused.private
    assert "for moderators" in refused.text
    server.refused_with()


async def test_a_server_without_its_role_any_more_takes_nothing(server: Server, settings: Settings):
    """Somebody who was a moderator when the form was opened, and isn't when it's sent in."""
    form = await server.moderator.slash(server.channel, "story add")
    role = next(role for role in server.bot.get_guild(server.guild.id).roles if role.name == "Moderators")
    await role.edit(permissions=type(role.permissions).none())
    refused: Seen = await server.send(form, by=server.moderator, pasted=story_file("The Kite").decode())
    assert "This is for moderators" in refused.text
    assert refused.message.attachments[0].filename == "what-you-typed.txt"
