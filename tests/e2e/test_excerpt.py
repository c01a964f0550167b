"""/excerpt, as its readers see it."""

import re

from tests.support.own_stories import HIDDEN_NAMES, LANTERN, SAMPLES
from tests.support.seen import Seen
from tests.support.simulated import Server

HIDDEN = {"explicit.txt", "unrated.txt"}
DAY = re.compile(r"On day (\d+) of it")


def days(reply: Seen) -> list[int]:
    """Which paragraphs are shown: each names its day."""
    return [int(day) for day in DAY.findall(reply.text)]


def title(reply: Seen) -> str:
    return reply.line("### ").removeprefix("### ")


async def test_a_random_passage_names_its_story_author_rating_warnings_and_source(server: Server):
    reply = await server.ask("excerpt")
    assert not reply.private
    assert title(reply)
    assert reply.line("by ")
    assert re.search(r"Rated (General|Teen) · Warnings: .+ · Source: .+", reply.text)
    assert days(reply), "it holds text of the story"
    assert {"Another one", "Story card"} <= set(reply.live)


async def test_a_passage_of_the_story_asked_for(server: Server):
    reply = await server.ask("excerpt", story="lantern keper")
    assert title(reply) == "The Lantern Keeper"
    assert "Rated Teen · Warnings: Mild Peril · Source: stories.example" in reply.text
    assert reply.link == "https://stories.example/works/41"
    assert re.search(r"-# From .*(The Quay|The Bridge|The Long Way Home), page \d of \d", reply.text)


async def test_by_character_and_by_fandom(server: Server):
    assert title(await server.ask("excerpt", character="Gaara")) == "Tea Before Noon"
    assert title(await server.ask("excerpt", character="Hana Sato", fandom="quiet harbor")) == "Salt and Cedar"


async def test_another_one_never_repeats_until_all_is_used_up(server: Server):
    reply = await server.ask("excerpt", story="The Lantern Keeper")
    message, drawn = reply.id, [days(reply)]
    while True:
        reply = await server.press(reply, "Another one")
        assert reply.id == message, "drawn again in place"
        if days(reply) in drawn:
            break
        drawn.append(days(reply))
    shown = sorted(day for passage in drawn for day in passage)
    assert shown == LANTERN.days(), "every paragraph was shown once before any came again"


async def test_what_one_was_shown_is_not_drawn_for_another_in_the_channel(server: Server):
    reply = await server.ask("excerpt", story="The Lantern Keeper")
    seen = days(reply)
    for _ in range(5):
        copy = await server.press(reply, "Another one", by=server.ben)
        assert copy.private, "a copy for the one who pressed"
        assert not set(days(copy)) & set(seen)
        seen += days(copy)


async def test_every_passage_of_every_story_comes_before_any_comes_again(server: Server):
    fandom = {name: sample for name, sample in SAMPLES.items() if sample.fandom == "Naruto" and name not in HIDDEN}
    drawn: dict[str, list[int]] = {}
    passages: list[tuple[str, list[int]]] = []
    reply = await server.ask("excerpt", fandom="Naruto")
    while (passage := (title(reply), days(reply))) not in passages:
        passages.append(passage)
        drawn.setdefault(title(reply), []).extend(days(reply))
        reply = await server.press(reply, "Another one")
    assert len(drawn) == len(fandom)
    for sample in fandom.values():
        [shown] = [shown for name, shown in drawn.items() if sample.title.startswith(name.rstrip("…"))]
        assert sorted(shown) == sample.days()


async def test_read_on_opens_the_reader_at_the_passage(server: Server):
    for _ in range(4):
        excerpt = await server.ask("excerpt", story="The Lantern Keeper")
        page = await server.press(excerpt, "Read on")
        assert days(excerpt)[0] in days(page)
        assert "Previous" in page.labels
        stated = re.search(r"page (\d+) of (\d+)", excerpt.text)
        assert stated is not None
        assert stated[0] in page.text, "the excerpt says the page that Read on opens"


async def test_the_story_card_is_one_press_away(server: Server):
    reply = await server.ask("excerpt", story="nine moves")
    assert "## Nine Moves" in (await server.press(reply, "Story card")).text


async def test_where_only_excerpts_are_shared_there_is_no_way_to_read_on(server: Server):
    reply = await server.ask("excerpt", story="borrowed oars")
    assert title(reply) == "Borrowed Oars"
    assert days(reply)
    assert reply.labels == ["Another one", "Story card", "Report"]
    assert "page" not in reply.line("-# From")


async def test_a_story_that_shares_its_card_only_has_no_excerpt(server: Server):
    reply = await server.ask("excerpt", story="locked boathouse")
    assert reply.private
    assert reply.text == "The text of this story isn't shared here. Its card says where to read it."


async def test_a_title_of_several_stories_is_chosen_with_a_button(server: Server):
    reply = await server.ask("excerpt", story="ashes of the mill")
    assert sorted(reply.labels) == ["Ashes of the Mill by Ona Bright", "Ashes of the Mill by Piet Bakker"]
    chosen = await server.press(reply, "Ashes of the Mill by Piet Bakker")
    assert "by Piet Bakker" in chosen.text
    assert not chosen.private


async def test_wishes_that_leave_nothing_say_which_left_out_how_many(server: Server):
    reply = await server.ask("excerpt", character="Gaara", fandom="quiet harbor")
    assert reply.private
    assert "character Gaara leaves out 10 and fandom The Quiet Harbor leaves out 1" in reply.text
    assert "Try fewer options" in reply.text


async def test_a_story_without_the_character_asked_for(server: Server):
    reply = await server.ask("excerpt", story="The Lantern Keeper", character="Gaara")
    assert "No excerpt fits." in reply.text


async def test_no_draw_ever_shows_what_may_not_be_shown_here(server: Server):
    reply = await server.ask("excerpt", character="Shikamaru")
    for _ in range(15):
        assert not any(name in reply.text for name in HIDDEN_NAMES)
        reply = await server.press(reply, "Another one")
    for name in ("Forbidden Orchard", "Unrated Winter"):
        refusal = await server.ask("excerpt", story=name)
        assert refusal.labels == []
