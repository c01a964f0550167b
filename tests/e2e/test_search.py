"""/search, as those who type it see it."""

import pytest

from tests.support import operator
from tests.support.own_stories import HIDDEN_NAMES
from tests.support.seen import Seen
from tests.support.simulated import Server


def titles(reply: Seen) -> list[str]:
    """The bold beginnings of the list's entries."""
    lines = [line for line in reply.text.split("\n") if line.startswith("**") and " by " in line]
    return [line.removeprefix("**").split("**")[0] for line in lines]


async def test_a_title_is_found_in_spite_of_typos(server: Server):
    reply = await server.ask("search", query="lantren kepeer")
    assert titles(reply) == ["The Lantern Keeper"]
    assert not reply.private
    assert reply.line("**1 story fits**")
    assert reply.line("**The Lantern Keeper**") == "**The Lantern Keeper** by Mirela Voss"
    assert "Teen · 3,432 words · complete · Naruto" in reply.text
    assert "Warnings: Mild Peril" in reply.text
    assert "A lamp, a bridge and a very slow ferry." in reply.text
    assert reply.labels == ["Read"]


async def test_a_hit_by_something_else_than_its_title_says_so(server: Server):
    reply = await server.ask("search", query="ferries")
    assert titles(reply) == ["The Lantern Keeper"]
    assert reply.line("-# Found by") == "-# Found by tag ferries"


async def test_only_the_asker_sees_a_private_answer(server: Server):
    assert (await server.ask("search", query="nine moves", private=True)).private


async def test_any_order_and_romanisation_of_a_name_finds_the_same(server: Server):
    for name in ("Choji Akimichi", "Akimichi Chouji", "CHŌJI", "akimichi choji"):
        assert titles(await server.ask("search", character=name)) == ["Paper Boats"], name


async def test_several_characters_must_all_occur(server: Server):
    reply = await server.ask("search", character="nara shikamaru, temari")
    assert titles(reply) == ["The Lantern Keeper"]
    assert "nara shikamaru is taken to be Shikamaru Nara" in reply.text
    assert "temari is taken" not in reply.text


async def test_fandom_status_and_length_narrow_the_list(server: Server):
    in_harbor = await server.ask("search", fandom="quiet harbor")
    assert sorted(titles(in_harbor)) == [
        "Ashes of the Mill",
        "Ashes of the Mill",
        "Borrowed Oars",
        "Salt and Cedar",
        "The Locked Boathouse",
    ]
    assert titles(await server.ask("search", complete="complete")) == ["The Lantern Keeper"]
    assert titles(await server.ask("search", complete="in progress")) == ["Paper Boats"]
    assert titles(await server.ask("search", length="1,000 to 5,000 words")) == ["The Lantern Keeper"]
    assert titles(await server.ask("search", rating="Teen")) == ["The Lantern Keeper"]


async def test_a_title_picked_from_autocomplete_is_searched_with_the_other_options(server: Server):
    [choice] = await server.choices("search", "query", "lantern")
    assert titles(await server.ask("search", query=choice["value"])) == ["The Lantern Keeper"]
    reply = await server.ask("search", query=choice["value"], rating="General")
    assert "- rating General left out 1 story" in reply.text


async def test_long_lists_are_turned_page_by_page_and_end_at_both_ends(server: Server):
    reply = await server.ask("search")
    assert reply.line("**11 stories fit**") == "**11 stories fit**, 1 to 5 shown"
    assert reply.live.count("Previous") == 0
    seen, message = titles(reply), reply.id
    while "Next" in reply.live:
        reply = await server.press(reply, "Next")
        assert reply.id == message, "the list is turned in place"
        seen += titles(reply)
    assert reply.line("**11 stories fit**") == "**11 stories fit**, 11 to 11 shown"
    assert len(seen) == 11
    assert len(set(seen)) == 10, "two stories share a title, no other comes twice"
    assert titles(await server.press(reply, "Previous")) == seen[5:10]


async def test_somebody_else_turns_a_copy_of_their_own(server: Server):
    reply = await server.ask("search")
    copy = await server.press(reply, "Next", by=server.ben)
    assert copy.private
    assert copy.id != reply.id
    again = await server.press(copy, "Next", by=server.ben)
    assert again.id == copy.id, "a private copy is turned in place"
    assert titles(await server.press(reply, "Next")) == titles(copy), "the asker's list has stayed where it was"


async def test_read_opens_the_story(server: Server):
    reply = await server.ask("search", query="nine moves")
    mine = await server.press(reply, "Read")
    assert "### Nine Moves" in mine.text
    assert not mine.private
    assert mine.id != reply.id
    assert (await server.press(reply, "Read", by=server.ben)).private


async def test_a_story_whose_text_is_not_shared_has_its_card_instead(server: Server):
    reply = await server.ask("search", query="locked boathouse")
    assert reply.labels == ["Card"]
    assert "## The Locked Boathouse" in (await server.press(reply, "Card")).text


async def test_a_name_of_several_is_chosen_with_a_button(server: Server):
    reply = await server.ask("search", character="hana", query="salt")
    assert reply.private
    assert reply.text == '"hana" could be several characters here\\: "Hana Mori" or "Hana Sato". Which one?'
    assert reply.labels == ["Hana Mori", "Hana Sato"]
    chosen = await server.press(reply, "Hana Sato")
    assert titles(chosen) == ["Salt and Cedar"]
    assert not chosen.private, "it was asked in public"


async def test_one_unclear_name_of_two_is_replaced_alone(server: Server):
    reply = await server.ask("search", character="hana, Sato")
    assert titles(await server.press(reply, "Hana Sato")) == ["Salt and Cedar"]


async def test_the_unclear_name_is_replaced_where_it_was_typed(server: Server):
    reply = await server.ask("search", query="hana", character="hana")
    assert titles(await server.press(reply, "Hana Sato")) == ["Salt and Cedar"]
    reply = await server.ask("search", fandom="nothing like it", character="temari")
    assert reply.private


async def test_a_choice_in_private_is_answered_in_private(server: Server):
    reply = await server.ask("search", character="hana", private=True)
    assert (await server.press(reply, "Hana Sato")).private


async def test_an_unknown_name_says_so_and_what_to_do(server: Server):
    reply = await server.ask("search", character="Gandalf")
    assert reply.private
    assert "No character here is called" in reply.text
    assert "Check the spelling" in reply.text


async def test_an_empty_list_says_which_wish_removed_how_many(server: Server):
    reply = await server.ask("search", query="lanternn keep", fandom="quiet harbor", complete="complete")
    assert reply.line("No story fits")
    assert reply.line("- fandom") == "- fandom The Quiet Harbor left out 1 story"
    assert "Without fandom" in reply.labels
    assert "Without complete" not in reply.labels, "it has left nothing out"
    assert titles(await server.press(reply, "Without fandom")) == ["The Lantern Keeper"]


async def test_an_empty_list_offers_what_came_close(server: Server):
    reply = await server.ask("search", query="lant kepper wrong")
    assert reply.text == "No story fits.\nThese come close:"
    assert reply.labels == ["The Lantern Keeper"]
    assert "## The Lantern Keeper" in (await server.press(reply, "The Lantern Keeper")).text


async def test_words_that_nothing_comes_near_to(server: Server):
    reply = await server.ask("search", query="zzzzzz")
    assert reply.text == "No story fits.\nTry fewer options, or other words."
    assert reply.labels == []


async def test_ratings_that_are_never_shown_here_say_where_they_are(server: Server):
    for rating in ("Mature", "Explicit", "Not Rated"):
        reply = await server.ask("search", rating=rating)
        assert reply.line(f"- rating {rating}") == f"- rating {rating} left out 11 stories"
        assert f"Stories rated {rating} are shown in age-restricted channels only." in reply.text


async def test_what_may_not_be_shown_here_is_not_even_hinted_at(server: Server):
    for name in HIDDEN_NAMES:
        replies = [await server.ask("search", query=name), await server.ask("search", character=name)]
        for reply in replies:
            said = reply.text.replace(f'"{name}"', "")
            assert not any(hidden in said for hidden in HIDDEN_NAMES)
            assert reply.labels == []


async def test_the_query_box_takes_filters_and_says_how_it_was_understood(server: Server):
    reply = await server.ask("search", query='shikamaru -clouds words:<5000 rating:teen by:"mirela voss"')
    assert titles(reply) == ["The Lantern Keeper"]
    assert reply.line("-# Understood:") == (
        '-# Understood: "shikamaru"; not clouds; under 5,000 words; rated Teen; by Mirela Voss'
    )
    assert "-# not clouds left out 1 story" in reply.text


async def test_plain_words_need_no_explanation(server: Server):
    assert "Understood" not in (await server.ask("search", query="lantern keeper")).text


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"pairing": "temari/shikamaru"}, ["The Lantern Keeper"]),
        ({"author": "idris hale", "sort": "shortest"}, ["Tea Before Noon", "Paper Boats"]),
        ({"tag": "ferries, slow days"}, ["The Lantern Keeper"]),
        ({"without": "Naruto, odo lind, ashes", "fandom": "quiet harbor"}, ["Salt and Cedar"]),
        ({"words": "3k-4k"}, ["The Lantern Keeper"]),
        ({"character": "temari", "query": "-lantern"}, ["Tea Before Noon"]),
        ({"warnings": "none", "character": "temari"}, ["Tea Before Noon"]),
        ({"query": '"very slow ferry"'}, ["The Lantern Keeper"]),
        ({"query": "published:2021 complete:yes"}, ["The Lantern Keeper"]),
        ({"query": "clouds | moves", "sort": "longest"}, ["A Field of Clouds", "Nine Moves"]),
    ],
)
async def test_options_and_the_query_narrow_the_list_alike(server: Server, options: dict[str, str], found: list[str]):
    assert sorted(titles(await server.ask("search", **options))) == sorted(found)


async def test_a_mistake_in_the_query_is_told_beside_what_is_found(server: Server):
    reply = await server.ask("search", query="lantern raiting:teen")
    assert not reply.private
    assert titles(reply) == ["The Lantern Keeper"]
    assert '-# "raiting\\:" is no filter; did you mean rating\\:?' in reply.text
    assert "rating:teen" in reply.labels
    assert "rated Teen" in (await server.press(reply, "rating:teen")).text


async def test_a_name_of_several_in_the_query_is_asked_about_beside_all_of_them(server: Server):
    reply = await server.ask("search", query="character:hana")
    assert sorted(titles(reply)) == ["Ashes of the Mill", "Salt and Cedar"]
    assert "could be Hana Mori or Hana Sato" in reply.text
    assert titles(await server.press(reply, "Hana Sato")) == ["Salt and Cedar"]


async def test_a_contradiction_is_told(server: Server):
    reply = await server.ask("search", query="rating:general", rating="Teen")
    assert reply.line("No story fits.")
    assert "No story can be all of this" in reply.text
    assert "Without rating:general" in reply.labels
    assert titles(await server.press(reply, "Without rating:general")) == ["The Lantern Keeper"]


async def test_every_filter_of_the_query_can_be_done_without(server: Server):
    reply = await server.ask("search", query='lantern tag:ferries -temari "very slow"')
    assert reply.line("- not temari") == "- not temari left out 1 story"
    assert reply.labels == ["Without -temari"]
    assert titles(await server.press(reply, "Without -temari")) == ["The Lantern Keeper"]


async def test_any_text_gets_one_answer(server: Server):
    for typed in (
        '"',
        "-",
        "|",
        ":",
        "by:",
        "rating:",
        '-"',
        "words:<",
        "@everyone",
        "[x](https://x.example)",
        "``` by:x",
    ):
        reply = await server.ask("search", query=typed)
        assert reply.text


async def test_the_longest_query_still_fits_a_message(server: Server):
    reply = await server.ask("search", query=" ".join(["-xy", "tag:*zz*", "words:**", '"a b"', "raiting:__x__"] * 300))
    assert reply.line("No story fits.")


async def test_a_picked_title_is_only_words(server: Server):
    """Even if it looks like filters."""
    header = "Title: Rain -quay words:<5\nAuthor: Ona Bright\nRating: General\n\n"
    (server.bot.library.settings.corpus / "odd.txt").write_text(header + "Rain fell on the quay. " * 60, "utf-8")
    await operator.reload(server)
    [choice] = await server.choices("search", "query", "rain quay words")
    reply = await server.ask("search", query=choice["value"])
    assert titles(reply)[0].startswith("Rain -quay words")
    assert "Understood" not in reply.text
