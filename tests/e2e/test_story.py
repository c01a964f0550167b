"""/story show: the card."""

from tests.support.own_stories import HIDDEN_TITLES, LONG_TITLE
from tests.support.simulated import Server

SAYING = ["Like", "To read", "Reading", "Finished", "Dropped"]


async def test_the_card_holds_all_that_is_known(server: Server):
    card = await server.ask("story show", title="lantren keper")
    assert not card.private
    lines = card.text.split("\n")
    assert lines[:4] == [
        "## The Lantern Keeper",
        "by Mirela Voss",
        "",
        "A lamp, a bridge and a very slow ferry.",
    ]
    for line in (
        "**Rating:** Teen",
        "**Warnings:** Mild Peril",
        "**Length:** 3,432 words, 3 chapters, 9 pages",
        "**Status:** complete",
        "**Fandoms:** Naruto",
        "**Characters:** Shikamaru Nara, Temari",
        "**Tags:** slow days, ferries",
        "**Language:** English",
        "**Published:** 4 March 2021",
        "**Source:** stories.example",
        "**Permission:** the whole text may be read here",
    ):
        assert line in lines
    assert "**Relationships:** Shikamaru Nara/Temari" in card.text.replace(" / ", "/")
    assert card.labels == ["Read", "More like this", "Source", "Report", *SAYING]
    assert card.link == "https://stories.example/works/41"


async def test_what_is_not_known_is_said_or_left_out(server: Server):
    card = await server.ask("story show", title="Nine Moves")
    assert "**Warnings:** none stated" in card.text
    assert "**Source:** not stated" in card.text
    assert "**Tags:**" not in card.text
    assert "**Length:** 429 words, 1 chapter, 1 page" in card.text
    assert "**Language:** English (guessed)" in card.text
    assert card.labels == ["Read", "More like this", "Report", *SAYING]


async def test_read_and_more_like_this(server: Server):
    card = await server.ask("story show", title="The Lantern Keeper")
    assert "page 1 of 9" in (await server.press(card, "Read")).text
    more = await server.press(card, "More like this")
    assert 'stories like "The Lantern Keeper"' in more.text
    assert more.id != card.id
    assert "Paper Boats" in more.text


async def test_permission_decides_what_can_be_opened(server: Server):
    excerpts = await server.ask("story show", title="borrowed oars")
    assert "**Permission:** only excerpts may be shown here" in excerpts.text
    assert excerpts.labels == ["More like this", "Report", *SAYING]
    alone = await server.ask("story show", title="locked boathouse")
    assert "**Permission:** only this card may be shown here" in alone.text
    assert alone.labels == ["More like this", "Report", *SAYING]


async def test_a_title_of_several_is_chosen_with_a_button(server: Server):
    reply = await server.ask("story show", title="ashes of the mill", private=True)
    card = await server.press(reply, "Ashes of the Mill by Piet Bakker")
    assert "## Ashes of the Mill\nby Piet Bakker" in card.text
    assert card.private
    assert card.id == reply.id, "the choice makes room for the card"


async def test_a_title_that_nothing_comes_near_to(server: Server):
    reply = await server.ask("story show", title="xyzzy")
    assert reply.private
    assert reply.text == 'No story here is called "xyzzy". Check the spelling, or try a part of it.'


async def test_what_may_not_be_shown_here_does_not_exist_here(server: Server):
    for title in HIDDEN_TITLES:
        reply = await server.ask("story show", title=title)
        assert title not in reply.text.replace(f'"{title}"', "")
        assert reply.labels == []


async def test_what_people_wrote_is_shown_as_text_and_cut(server: Server):
    card = await server.ask("story show", title="very long and winding")
    heading = card.text.split("\n")[0]
    assert heading.startswith(f"## {LONG_TITLE[:150]}")
    assert heading.endswith("…")
    assert r"by Rue \*Star\*" in card.text
    assert "@everyone" not in card.text
    assert r"\[press me]" in card.text
    assert r"\|\|hidden\|\|" in card.text
    assert "and 27 more" in card.line("**Warnings:**"), "how many are left out is said"
    assert card.line("**Source:**") == "**Source:** stories.example"
    assert len(card.text) < 4000
