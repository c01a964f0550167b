"""What an author does with their own stories, and nobody else."""

from tests.e2e.authors.seat import TITLE, own, seat
from tests.support.simulated import Server

NOT_SHOWN = "That story can't be shown here. It may have been removed, or belong in another channel."


async def test_the_list_and_one_story(server: Server):
    await seat(server)
    mine = await server.ask("author stories")
    assert mine.private
    assert "2 stories of yours" in mine.text
    shown = await own(server)
    assert shown.line("### ") == f"### {TITLE}"
    assert shown.line("**Shown:**") == "**Shown:** the whole text"
    assert shown.labels == [
        "Permission",
        "Excerpt length",
        "Add warnings",
        "Favourite passage",
        "Withdraw",
        "All your stories",
    ]


async def test_permission(server: Server):
    await seat(server)
    card = await server.ask("story show", title=TITLE, by=server.ben)
    changed = await server.fill(await own(server), "Permission", choice=["card only"])
    assert changed.line("**Shown:**") == "**Shown:** card only"
    assert "isn't shared here" in (await server.press(card, "Read", by=server.ben)).text


async def test_excerpt_length(server: Server):
    await seat(server)
    changed = await server.fill(await own(server), "Excerpt length", choice=["300"])
    assert changed.line("**Excerpts:**") == "**Excerpts:** 300 characters at most"
    back = await server.fill(changed, "Excerpt length", choice=["0"])
    assert back.line("**Excerpts:**") == "**Excerpts:** as long as usual"


async def test_warnings_are_added(server: Server):
    await seat(server)
    changed = await server.fill(await own(server), "Add warnings", warnings="Floods, Cold Nights")
    assert changed.line("**Warnings:**") == "**Warnings:** Mild Peril, Floods, Cold Nights"


async def test_a_favourite_is_picked_by_leafing(server: Server):
    await seat(server)
    first = await server.press(await own(server), "Favourite passage")
    second = await server.press(first, "Next")
    assert "passage 2 of" in second.text
    assert second.text != first.text
    picked = await server.press(second, "Make it the favourite")
    assert "picked" in picked.line("**Favourite passage:**")
    again = await server.press(await server.press(picked, "Favourite passage"), "Next")
    none = await server.press(again, "No longer the favourite")
    assert none.line("**Favourite passage:**") == "**Favourite passage:** none picked"


async def test_withdrawing_says_what_it_does_and_asks(server: Server):
    await seat(server)
    page = await server.press(await server.ask("story show", title=TITLE, by=server.ben), "Read", by=server.ben)
    asked = await server.ask("story withdraw", title=TITLE)
    assert asked.private
    assert f"### Withdraw {TITLE} by Mirela Voss?" in asked.text
    assert "No moderator can" in asked.text
    assert asked.live == ["Yes, withdraw it", "No, leave it"]
    assert (await server.press(asked, "No, leave it")).text == "Nothing was changed."
    again = await server.ask("story withdraw", title=TITLE)
    gone = await server.fill(again, "Yes, withdraw it", reason="Mine again.")
    assert gone.text.startswith("It's withdrawn")
    turned = await server.press(page, "Next", by=server.ben)
    assert (turned.text, turned.labels) == (NOT_SHOWN, [])
    assert TITLE not in (await server.ask("search", by=server.ben)).text
    assert (await own(server)).live == ["Let it come back", "All your stories"]


async def test_a_withdrawn_story_may_come_back(server: Server):
    await seat(server)
    await server.fill(await server.ask("story withdraw", title=TITLE), "Yes, withdraw it")
    lifted = await server.press(await own(server), "Let it come back")
    assert "comes back" in lifted.text


async def test_somebody_elses_story_is_not_theirs(server: Server):
    await seat(server, server.ben, "Idris Hale")
    refusal = await server.ask("story withdraw", title=TITLE, by=server.ben)
    assert "Only the story's author" in refusal.text
    assert TITLE in (await server.ask("search", query=TITLE)).text
