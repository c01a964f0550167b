"""The reader: pages, and the ways through them."""

import re

import pytest

from tests.support.own_stories import LANTERN
from tests.support.seen import Seen, look
from tests.support.simulated import Server

DAY = re.compile(r"On day (\d+) of it")
WAYS = ["Source", "Previous", "Next", "Jump", "Where am I", "Close"]
AT_THE_END = ["Finished", "Like", "More like this"]


def number(page: Seen) -> int:
    """The page's number, as it is read at its foot."""
    found = re.search(r"page (\d+) of 9$", page.text, re.MULTILINE | re.IGNORECASE)
    assert found is not None, page.text
    return int(found[1])


async def opened(server: Server, title: str = "The Lantern Keeper") -> Seen:
    return await server.press(await server.ask("story show", title=title), "Read")


async def at(server: Server, page: int) -> Seen:
    return await server.jump(await opened(server), str(page))


async def test_the_first_page_names_the_story_and_offers_all_ways_but_back(server: Server):
    page = await opened(server)
    assert not page.private
    assert page.text.startswith("### The Lantern Keeper\nby Mirela Voss\n-# Rated Teen · Warnings: Mild Peril")
    assert "Source: stories.example" in page.text
    assert page.text.endswith("page 1 of 9")
    assert page.labels == WAYS
    assert page.live == ["Next", "Jump", "Where am I", "Close"]
    assert page.link == "https://stories.example/works/41"


async def test_next_turns_in_place_through_the_whole_text_to_the_last_page(server: Server):
    page = await opened(server)
    message, read = page.id, DAY.findall(page.text)
    while "Next" in page.live:
        page = await server.press(page, "Next")
        assert page.id == message
        assert "by Mirela Voss" in page.text, "every page names the author"
        read += DAY.findall(page.text)
    assert list(map(int, read)) == LANTERN.days()
    assert page.text.endswith("page 9 of 9")
    assert page.live == ["Previous", "Jump", "Where am I", "Close", *AT_THE_END]
    assert number(await server.press(page, "Previous")) == 8


async def test_chapters_are_named_at_the_foot(server: Server):
    page = await at(server, 5)
    assert page.line("-# Chapter") == "-# Chapter 2\\: The Bridge, page 5 of 9"


async def test_a_story_of_one_page_has_nowhere_to_turn(server: Server):
    page = await opened(server, "Nine Moves")
    assert page.text.endswith("Page 1 of 1")
    assert page.live == ["Jump", "Where am I", "Close", *AT_THE_END]
    assert page.link is None


@pytest.mark.parametrize(
    ("typed", "page"),
    [("4", 4), (" page 9 ", 9), ("p.2", 2), ("chapter 2", 4), ("Chapter #3", 7), ("ch 1", 1), ("c3", 7)],
)
async def test_jump_takes_a_page_or_a_chapter(server: Server, typed: str, page: int):
    reader = await opened(server)
    there = await server.jump(reader, typed)
    assert number(there) == page
    assert there.id == reader.id


async def test_jump_takes_a_chapter_from_the_list(server: Server):
    reader = await opened(server)
    shown = await server.ann.click(reader.message, label="Jump")
    [select] = [one["component"] for one in shown.modal["components"] if one["component"]["type"] == 3]
    named = [option["label"] for option in select["options"]]
    assert named == ["Chapter 1: The Quay", "Chapter 2: The Bridge", "Chapter 3: The Long Way Home"]
    there = server.seen(await server.ann.submit_modal(shown, {"chapter": [select["options"][2]["value"]]}))
    assert number(there) == 7


@pytest.mark.parametrize("typed", ["zebra", "0", "10", "chapter 4", "-1", "1000000000", "@everyone"])
async def test_jump_says_what_can_be_typed_and_remembers_what_was(server: Server, typed: str):
    reader = await at(server, 5)
    there = await server.jump(reader, typed)
    assert there.id == reader.id
    assert "page 5 of 9" in there.text, "the reader stays where it was"
    said = there.text.split("\n")[-1]
    assert typed.removeprefix("@") in said
    assert said.endswith(
        "This story has 9 pages: press Jump again and type a page number, or a chapter, as in “chapter 2”."
    )
    form = (await server.ann.click(there.message, label="Jump")).modal
    assert form["components"][0]["component"]["value"] == typed
    assert "isn't one of its pages" not in (await server.jump(there, "6")).text


async def test_jump_without_anything_typed_changes_nothing(server: Server):
    reader = await at(server, 5)
    there = await server.jump(reader)
    assert (there.id, there.text) == (reader.id, reader.text)


async def test_where_am_i_is_told_to_the_presser_alone(server: Server):
    reader = await at(server, 5)
    for member in (server.ann, server.ben):
        told = await server.press(reader, "Where am I", by=member)
        assert told.private
        assert "page 5 of 9" in told.text
        assert "56% of The Lantern Keeper" in told.text
        assert "chapter 2 of 3, page 2 of 3 in this chapter" in told.text
    assert "page 5 of 9" in look(reader.message).text


async def test_a_press_by_another_member_opens_a_private_copy_that_then_turns_in_place(server: Server):
    reader = await at(server, 5)
    copy = await server.press(reader, "Next", by=server.ben)
    assert copy.private
    assert copy.id != reader.id
    assert number(copy) == 6
    assert number(look(reader.message)) == 5, "the page of the one who opened it stays"
    for label, page in (("Next", 7), ("Next", 8), ("Previous", 7)):
        turned = await server.press(copy, label, by=server.ben)
        assert (turned.id, number(turned)) == (copy.id, page)
        copy = turned
    jumped = await server.jump(copy, "2", by=server.ben)
    assert (jumped.id, number(jumped)) == (copy.id, 2)


async def test_a_jump_by_another_member_opens_a_private_copy(server: Server):
    reader = await at(server, 5)
    copy = await server.jump(reader, "9", by=server.ben)
    assert copy.private
    assert number(copy) == 9
    assert number(look(reader.message)) == 5


async def test_close_leaves_the_card_and_the_way_back(server: Server):
    reader = await at(server, 5)
    card = await server.press(reader, "Close")
    assert card.id == reader.id
    assert card.text.startswith("## The Lantern Keeper")
    assert not DAY.search(card.text)
    assert number(await server.press(card, "Read on from page 5")) == 5


async def test_only_the_one_who_opened_it_closes_it(server: Server):
    reader = await at(server, 5)
    refusal = await server.press(reader, "Close", by=server.ben)
    assert refusal.private
    assert refusal.text == "Only the member who opened this page can close it."
    assert number(look(reader.message)) == 5
    copy = await server.press(reader, "Next", by=server.ben)
    assert "## The Lantern Keeper" in (await server.press(copy, "Close", by=server.ben)).text
