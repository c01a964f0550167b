"""/recommend, as its readers see it."""

from tests.support.own_stories import HIDDEN_NAMES
from tests.support.seen import Seen
from tests.support.simulated import Server


def items(reply: Seen) -> dict[str, str]:
    """Stories by title and author, each with its reasons."""
    lines = reply.text.split("\n")
    starts = [n for n, line in enumerate(lines) if line.startswith("**") and " by " in line]
    entries = ["\n".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return {entry.split("\n")[0]: entry.partition("Why: ")[2] for entry in entries}


def titled(reply: Seen) -> list[str]:
    return [line.removeprefix("**").split("**")[0] for line in items(reply)]


async def test_like_a_story_shows_others_with_facts_that_are_true_of_them(server: Server):
    reply = await server.ask("recommend", like="lantren keeper")
    assert not reply.private
    assert reply.text.startswith('**To read next:** stories like "The Lantern Keeper"')
    assert "The Lantern Keeper" not in titled(reply), "never the story itself"
    why = items(reply)
    assert len(why) == 5
    assert all(why.values()), "every story says why"
    assert "shares Temari" in why["**Tea Before Noon** by Idris Hale"]
    assert "shares Shikamaru Nara" in why["**Paper Boats** by Idris Hale"]
    assert "also by Mirela Voss" in why["**Salt and Cedar** by Mirela Voss"]
    assert "; " in why["**Tea Before Noon** by Idris Hale"], "reasons are told apart"


async def test_a_picked_story_is_named_by_its_title(server: Server):
    [choice] = await server.choices("recommend", "like", "lantern")
    reply = await server.ask("recommend", like=choice["value"])
    assert 'stories like "The Lantern Keeper"' in reply.text
    assert "#" not in reply.text.replace("-# ", "")


async def test_with_a_character_or_in_a_fandom(server: Server):
    reply = await server.ask("recommend", character="chouji")
    assert titled(reply) == ["Paper Boats"]
    assert "has Chōji Akimichi" in reply.text
    assert reply.text.startswith('**To read next:** with the character "Chōji Akimichi"')
    reply = await server.ask("recommend", fandom="quiet harbor")
    assert len(items(reply)) == 5
    assert all("set in The Quiet Harbor" in why for why in items(reply).values())


async def test_like_a_story_but_with_somebody(server: Server):
    reply = await server.ask("recommend", like="The Lantern Keeper", character="Gaara")
    assert titled(reply) == ["Tea Before Noon"]


async def test_from_nothing_there_is_something_to_start_with(server: Server):
    reply = await server.ask("recommend")
    assert "something to start with" in reply.text
    assert len(items(reply)) == 4, "and the questions beside it"
    assert all("to start with" in why for why in items(reply).values())


async def test_more_repeats_nothing_while_there_are_others_and_then_says_so(server: Server):
    reply = await server.ask("recommend")
    message, seen = reply.id, list(items(reply))
    reply = await server.press(reply, "More")
    assert reply.id == message
    assert not set(items(reply)) & set(seen)
    assert "come again" not in reply.text
    seen += items(reply)
    reply = await server.press(reply, "More")
    assert len(set(seen) | set(items(reply))) == 11, "all stories have been shown"
    assert "-# Everything else was shown in this channel or to you already, so some come again." in reply.text


async def test_somebody_elses_more_is_a_private_copy(server: Server):
    reply = await server.ask("recommend")
    copy = await server.press(reply, "More", by=server.ben)
    assert copy.private
    assert not set(items(copy)) & set(items(reply))


async def test_read_and_card_open_the_story(server: Server):
    reply = await server.ask("recommend", character="chouji")
    assert reply.labels == ["Read", "Card", "Like", "Not for me", "More"]
    assert "### Paper Boats" in (await server.press(reply, "Read")).text
    assert "## Paper Boats" in (await server.press(reply, "Card")).text
    assert (await server.press(reply, "Card", by=server.ben)).private


async def test_a_title_of_several_is_chosen_with_a_button(server: Server):
    reply = await server.ask("recommend", like="ashes of the mill")
    chosen = await server.press(reply, "Ashes of the Mill by Ona Bright")
    assert 'stories like "Ashes of the Mill"' in chosen.text
    assert "**Ashes of the Mill** by Ona Bright" not in items(chosen)


async def test_when_nothing_is_left_it_says_which_wish_left_out_how_many(server: Server):
    reply = await server.ask("recommend", character="Gaara", fandom="quiet harbor")
    assert reply.private
    assert "nothing else to recommend" in reply.text
    assert "character Gaara leaves out 10 and fandom The Quiet Harbor leaves out 1" in reply.text


async def test_nothing_that_may_not_be_shown_here_is_recommended_or_started_from(server: Server):
    reply = await server.ask("recommend", like="Paper Boats")
    for _ in range(3):
        assert not any(name in reply.text for name in HIDDEN_NAMES)
        reply = await server.press(reply, "More")
    refusal = await server.ask("recommend", like="Forbidden Orchard")
    assert refusal.labels == []
