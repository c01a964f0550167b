"""Lists that follow a taste, a mood or several readers; changed at once by buttons and menus."""

import re

import discord

from tests.e2e.taste.pressing import like, menus, options, pick
from tests.e2e.test_recommend import items, titled
from tests.support.own_stories import HIDDEN_NAMES
from tests.support.review import restrict
from tests.support.simulated import Server

ME = {"for": "me"}
US = {"for": "us"}
REPLIES = ["Short", "Middling", "Long", "Fluffy", "Funny", "Angsty", "Pairing", "Gen"]


async def test_a_known_taste_gives_a_private_list_and_names_what_was_liked_there_alone(server: Server):
    await like(server, "The Lantern Keeper", "Nine Moves")
    private = await server.ask("recommend")
    assert private.private
    assert private.text.startswith("**To read next:** for you")
    assert not {"The Lantern Keeper", "Nine Moves"} & set(titled(private))
    public = await server.ask("recommend", private=False, again=True)
    assert not public.private
    assert "for you" in public.text
    assert "The Lantern Keeper" not in public.text
    assert "Nine Moves" not in public.text
    assert len(items(public)) == 5


async def test_a_list_that_starts_from_something_named_is_public_and_of_nobodys_taste(server: Server):
    await like(server, "The Lantern Keeper")
    reply = await server.ask("recommend", character="Temari")
    assert not reply.private
    assert "for you" not in reply.text
    nobody = await server.ask("recommend", **{"for": "anybody"})
    assert not nobody.private
    assert "something to start with" in nobody.text


async def test_a_public_start_stays_a_start_whatever_is_liked_meanwhile(server: Server):
    start = await server.ask("recommend")
    await like(server, "The Lantern Keeper")
    more = await server.press(start, "More")
    assert not more.private
    assert "something to start with" in more.text


async def test_a_like_changes_the_next_list(server: Server):
    await like(server, "Salt and Cedar")
    first = await server.ask("recommend", **ME)
    assert "Paper Boats" not in titled(first)[:2]
    await like(server, "A Field of Clouds")
    again = await server.ask("recommend", **ME, again=True)
    assert titled(again) != titled(first)
    assert "A Field of Clouds" not in titled(again)


async def test_the_three_questions_change_the_list_at_once(server: Server):
    start = await server.ask("recommend")
    assert start.labels[-9:] == [*REPLIES, "More"]
    short = await server.press(start, "Gen")
    assert short.id == start.id
    assert "The Lantern Keeper" not in short.text, "it has a pairing"
    assert "-# gen" in short.text
    copy = await server.press(short, "Pairing", by=server.ben)
    assert copy.private
    assert titled(copy) == ["The Lantern Keeper"]
    fewer = await server.press(short, "Gen")
    assert "-# gen" not in fewer.text, "pressed again, it's taken back"
    none = await server.press(fewer, "Long")
    assert none.private
    assert "There is nothing else to recommend" in none.text
    assert "20,000 to 100,000 words leaves out" in none.text


async def test_moods_are_read_and_what_is_not_understood_is_named(server: Server):
    reply = await server.ask("recommend", mood="short, no ferries, zorbly")
    assert "-# short, no ferries" in reply.text
    assert "-# Not understood: zorbly" in reply.text
    assert "The Lantern Keeper" not in reply.text, "it's tagged ferries"
    nasty = await server.ask("recommend", mood="@everyone [x](https://nowhere.example)")
    assert "https://nowhere" not in nasty.text


async def test_a_tag_that_only_hidden_stories_have_is_not_understood(server: Server):
    reply = await server.ask("recommend", mood="ferries")
    assert "-# ferries" in reply.text
    hidden = await server.ask("recommend", mood="orchards")
    assert "Not understood: orchards" in hidden.text


async def test_more_and_less_of_what_the_list_shares(server: Server):
    reply = await server.ask("recommend", like="The Lantern Keeper")
    [menu] = menus(reply)
    assert menu["placeholder"] == "More or less of…"
    assert "More of Shikamaru Nara" in options(reply)
    assert "Less of Shikamaru Nara" in options(reply)
    less = await pick(server, reply, "Less of Shikamaru Nara")
    assert less.id == reply.id
    assert "-# less of Shikamaru Nara" in less.text
    assert "No longer less of Shikamaru Nara" in options(less)
    assert titled(less) != titled(reply)
    more = await server.press(less, "More")
    assert "-# less of Shikamaru Nara" in more.text, "it stays so"
    assert titled(more) != titled(less)
    back = await pick(server, more, "No longer less of Shikamaru Nara")
    assert "less of" not in back.text
    copy = await pick(server, back, "More of Temari", by=server.ben)
    assert copy.private
    assert "-# more of Temari" in copy.text


async def test_not_for_me_offers_what_else_is_not(server: Server):
    reply = await server.ask("recommend", like="The Lantern Keeper")
    place = titled(reply).index("Paper Boats")
    told = await server.press(reply, "Not for me", place)
    assert told.private
    assert "**Paper Boats** by Idris Hale isn't for you." in told.text
    assert told.labels == ["Take it back", "Never this story"]
    assert options(told)[:2] == ["Never this story", "Never anything by Idris Hale"]
    assert "Less of Shikamaru Nara" in options(told, 1)
    changed = await pick(server, told, "Less of Shikamaru Nara", 1)
    assert changed.id == told.id
    assert "-# less of Shikamaru Nara" in changed.text
    assert "Paper Boats" not in (await server.ask("recommend", **ME, again=True)).text
    assert "may be for you after all" in (await server.press(reply, "Not for me", place)).text


async def test_never_again_holds_everywhere_and_is_undone(server: Server):
    reply = await server.ask("recommend", like="The Lantern Keeper")
    place = titled(reply).index("Paper Boats")
    told = await server.press(reply, "Not for me", place)
    never = await pick(server, told, "Never anything by Idris Hale")
    assert never.text == "You never see all by Idris Hale again."
    for seen in (
        await server.ask("search", query="Paper Boats"),
        await server.ask("recommend", like="The Lantern Keeper", again=True),
        await server.ask("excerpt", character="Gaara"),
    ):
        assert "**Paper Boats**" not in seen.text
        assert "Tea Before Noon" not in seen.text
    assert await server.offered("recommend", "like", "paper") == []
    assert "Paper Boats" in (await server.ask("search", query="Paper Boats", by=server.ben)).text
    undone = await server.press(never, "Undo")
    assert undone.text == "You may see all by Idris Hale again."
    assert "**Paper Boats**" in (await server.ask("search", query="Paper Boats")).text
    assert "never see" in (await server.press(undone, "Block it again")).text


async def test_never_this_story_by_its_button(server: Server):
    reply = await server.ask("recommend", character="chouji")
    told = await server.press(reply, "Not for me")
    never = await server.press(told, "Never this story")
    assert never.text == "You never see the story Paper Boats again."
    blocks = await server.press(never, "My block list")
    assert "- The story Paper Boats" in blocks.text
    off = await pick(server, blocks, "Paper Boats")
    assert "You may see the story Paper Boats again." in off.text
    assert "Nothing is on your block list" in off.text


async def test_for_us_counts_those_who_agreed_and_names_nobody(server: Server):
    await like(server, "The Lantern Keeper")
    await like(server, "Salt and Cedar", by=server.ben)
    refused = await server.ask("recommend", **US)
    assert refused.private
    assert "Nobody here has agreed yet" in refused.text
    assert "/taste" in refused.text
    two = await server.ask("recommend", **{"with": server.ben})
    assert two.private
    assert "needs their word" in two.text
    taste = await server.ask("taste", by=server.ben)
    counted_in = await server.press(taste, "Count me in", by=server.ben)
    assert "You're counted in now." in counted_in.text
    us = await server.ask("recommend", **US)
    assert not us.private
    assert "for you and 1 other reader who agreed to it" in us.text
    assert "ben" not in us.text.lower().replace("been", "")
    assert "Salt and Cedar" not in us.text
    assert "The Lantern Keeper" not in us.text
    pair = await server.ask("recommend", **{"with": server.ben}, again=True)
    assert "for the two of you" in pair.text
    assert not {"The Lantern Keeper", "Salt and Cedar"} & set(titled(pair))
    await server.press(counted_in, "Count me out", by=server.ben)
    assert "Nobody here has agreed yet" in (await server.press(us, "More")).text, "an old button asks anew"
    oneself = await server.ask("recommend", **{"with": server.ann})
    assert "Name another member" in oneself.text


async def test_only_who_sees_the_channel_counts_for_us(server: Server):
    await like(server, "The Lantern Keeper")
    await like(server, "Salt and Cedar", by=server.ben)
    await server.press(await server.ask("taste", by=server.ben), "Count me in", by=server.ben)
    hidden = {server.ben: discord.PermissionOverwrite(view_channel=False)}
    backroom = server.guild.create_text_channel("backroom", overwrites=hidden)
    await server.env.settle()
    assert "Nobody here has agreed yet" in (await server.ask("recommend", **US, channel=backroom)).text
    assert "for you and 1 other reader" in (await server.ask("recommend", **US)).text
    server.guild.remove_member(server.ben)
    await server.env.settle()
    assert "Nobody here has agreed yet" in (await server.ask("recommend", **US)).text


async def test_what_either_of_a_pair_has_blocked_neither_sees(server: Server):
    await like(server, "The Lantern Keeper")
    await server.press(await server.ask("taste", by=server.ben), "Count me in", by=server.ben)
    await server.ask("block add", author="Idris Hale", by=server.ben)
    pair = await server.ask("recommend", **{"with": server.ben})
    assert "Idris Hale" not in pair.text
    assert "Idris Hale" in (await server.ask("recommend", **ME, again=True)).text


async def test_only_what_is_new_since_the_last_visit(server: Server):
    first = await server.ask("recommend", new=True)
    assert re.search(r"new since \d+ \w+", first.text)
    none = await server.ask("recommend", new=True)
    assert "new here leaves out" in none.text


async def test_several_stories_apart_by_bars(server: Server):
    [choice] = await server.choices("recommend", "like", "The Lantern Keeper | salt and ced")
    assert choice["name"] == "The Lantern Keeper | Salt and Cedar"
    reply = await server.ask("recommend", like=choice["value"])
    assert 'stories like "The Lantern Keeper" and "Salt and Cedar"' in reply.text
    missing = await server.ask("recommend", like="The Lantern Keeper | zzzzzz")
    assert "zzzzzz" in missing.text


async def test_a_name_that_came_close_asks_the_same_question_again(server: Server):
    unclear = await server.ask("recommend", like="The Lantern Keeper | ashes of the mill", mood="short", again=True)
    chosen = await server.press(unclear, "Ashes of the Mill by Ona Bright")
    assert not chosen.private
    assert 'stories like "The Lantern Keeper" and "Ashes of the Mill"' in chosen.text
    assert "-# short" in chosen.text
    await like(server, "Paper Boats")
    own = await server.ask("recommend", **ME, like="ashes of the mill")
    assert (await server.press(own, "Ashes of the Mill by Ona Bright")).private, "it draws on a taste"


async def test_what_comes_from_a_restricted_channel_is_named_nowhere_else(server: Server):
    night = server.guild.create_text_channel("night")
    await server.env.settle()
    restrict(server, night)
    await like(server, "Forbidden Orchard", "Paper Boats", channel=night)
    less = await pick(server, await server.ask("recommend", channel=night), "Less of Quillon")
    assert "-# less of Quillon" in less.text
    restrict(server, night, restricted=False)
    more = await server.press(less, "More")
    assert "for you" in more.text
    assert not any(name in more.text for name in HIDDEN_NAMES)
    assert not any("Quillon" in option for option in options(more))


async def test_block_lists_by_command(server: Server):
    none = await server.ask("block list")
    assert none.private
    assert "Nothing is on your block list" in none.text
    assert "Say one thing" in (await server.ask("block add")).text
    assert "Say one thing" in (await server.ask("block add", tag="a", author="b")).text
    assert "No story here is called" in (await server.ask("block add", story="zzzz")).text
    told = await server.ask("block add", story="paper boats")
    assert told.text == "You never see the story Paper Boats again."
    assert told.private
    await server.ask("block add", tag="Slow  Days")
    listed = await server.ask("block list")
    assert "**2 entries on your block list**" in listed.text
    assert "- All tagged Slow Days" in listed.text
    assert "The Lantern Keeper" not in (await server.ask("search", query="lantern")).text
    assert await server.offered("block remove", "entry", "slow") == ["Slow Days"]
    assert "You may see all tagged Slow Days again." in (await server.ask("block remove", entry="slow days")).text
    assert "isn't on your block list" in (await server.ask("block remove", entry="slow days")).text
    assert (await server.press(told, "Undo")).text == "You may see the story Paper Boats again."
