"""Whatever a story says of itself, what is shown of it stays within Discord's limits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from unittest.mock import AsyncMock, Mock

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.pages.cutting import PAGE_LIMIT
from bot.corpus.story import Card, Fact, Origin, Permission, Rating, State
from bot.library.actor import Actor
from bot.library.answers import (
    ChapterEntry,
    Excerpt,
    FileProblem,
    LoadReport,
    Page,
    Recommendations,
    Recommended,
    SearchPage,
)
from bot.library.answers import Status as LibraryStatus
from bot.library.blocks import Blocked
from bot.library.place import Reader
from bot.library.taste.kinds import Block, Entry, Known, Noted, Said, ShelfPage
from bot.recommend.features import Feature, Field
from bot.search.index import Found, Hit, Resolution
from bot.ui import buttons, excerpts, recommended, results
from bot.ui.asker import Asker
from bot.ui.base import Panel, rows
from bot.ui.cards import card_panel
from bot.ui.jump import JumpForm
from bot.ui.reader import page_panel, where_panel
from bot.ui.status import status_panel
from bot.ui.taste import acts, blocking, shelf
from bot.ui.taste import known as taste_known
from bot.ui.taste.wishes import LESS, MORE, OFFERED, Told, with_facts
from bot.ui.text import shown
from tests.library.stories import OPEN
from tests.support.any_story import OWNER, cards, judge, judge_form, titles, words
from tests.support.examples import examples


@settings(max_examples=examples(40))
@given(cards, st.integers(1, 10**6))
async def test_cards(card: Card, page: int):
    judge(card_panel(card, OWNER, page))


@settings(max_examples=examples(40))
@given(cards, titles, st.integers(1, 10**6), words)
async def test_pages(card: Card, chapter: str, number: int, typed: str):
    page = Page(card, "x" * PAGE_LIMIT, 2, chapter, card.chapters, number, 1, 10**6)
    judge(page_panel(page, OWNER))
    judge(page_panel(page, OWNER, typed[:20]))
    judge(where_panel(page))


async def test_the_fullest_page_there_can_be():
    names = tuple(Fact("*" * 900, origin) for origin in Origin for _ in range(40))
    card = Card(
        id=10**9,
        title=Fact("*" * 900, Origin.GUESSED),
        authors=names,
        warnings=names,
        source=Fact("*" * 900),
        rating=Fact(Rating.NOT_RATED),
        chapters=10**5,
        pages=10**6,
        permission=Permission.FULL,
    )
    page = Page(card, "x" * PAGE_LIMIT, 10**5, "*" * 900, 10**5, 10**6, 1, 10**6)
    judge(page_panel(page, OWNER, "*" * 20))
    judge(excerpts._panel(Excerpt(card, "x" * PAGE_LIMIT, 10**5, "*" * 900, 10**5, 1, 10**6, ""), 10**9, OWNER))


@settings(max_examples=examples(40))
@given(cards, titles, st.none() | st.integers(1, 10**6))
async def test_excerpts(card: Card, chapter: str, page: int | None):
    passage = Excerpt(card, "x" * PAGE_LIMIT, 1, chapter, card.chapters, 1, page, "")
    judge(excerpts._panel(passage, 10**9, OWNER))


def as_many(drawn: Sequence[Card], number: int) -> list[Card]:
    """So many different stories that look like those drawn."""
    return [replace(drawn[n % len(drawn)], id=n + 1) for n in range(number)]


few_cards = st.lists(cards, min_size=1, max_size=2)


@settings(max_examples=examples(30))
@given(few_cards, st.lists(words, max_size=5), words)
async def test_results(drawn: list[Card], names: list[str], why: str):
    hits = tuple(Hit(card, 1.0, why) for card in as_many(drawn, results.SIZE + 1))
    understood = tuple(Resolution(name, (f"{name}!",)) for name in names)
    page = SearchPage(Found(hits, understood=understood), 0, results.SIZE)
    judge(Panel(results._list(page, OWNER), results._turners(page, 10**9, OWNER)))


@settings(max_examples=examples(30))
@given(few_cards, st.lists(words, max_size=40), words)
async def test_results_of_a_query_of_which_much_is_to_be_said(drawn: list[Card], said: list[str], why: str):
    hits = tuple(Hit(card, 1.0, why) for card in as_many(drawn, results.SIZE + 1))
    left_out = tuple((name, 10**6) for name in said)
    found = Found(hits, reading=tuple(said), remarks=tuple(said), left_out=left_out, removed=left_out)
    labels = [label for label in said if label.strip()][: results.ROW]
    instead = [buttons.again(label, "search", number, OWNER) for number, label in enumerate(labels)]
    page = SearchPage(found, 0, results.SIZE)
    judge(Panel(results._list(page, OWNER), results._turners(page, 10**9, OWNER), *rows(instead)))


@settings(max_examples=examples(30))
@given(few_cards, words, words)
async def test_recommendations(drawn: list[Card], reason: str, basis: str):
    items = [Recommended(card, (reason, "the same author", reason), True) for card in as_many(drawn, recommended.SIZE)]
    facts = tuple((Feature(Field.TAG, f"{reason} {n}"), reason) for n in range(8))
    told: dict[str, Any] = {"repeats": True, "mood": (reason,) * 12, "unknown": (basis,) * 12, "shared": facts}
    asker = Asker(Mock(), OPEN, Reader(OWNER), Actor(OWNER, 1))
    wishes = with_facts({}, **{name: [Told(*fact) for fact in facts] for name in (MORE, LESS, OFFERED)})
    judge(recommended.list_panel(asker, wishes, Recommendations(tuple(items), basis, **told), 10**9))
    start = Recommendations(tuple(items[: recommended.START_SIZE]), basis, **told, is_start=True)
    judge(recommended.list_panel(asker, {}, start, 10**9))


@settings(max_examples=examples(30))
@given(few_cards, words)
async def test_shelves(drawn: list[Card], name: str):
    entries = tuple(Entry(card, datetime.now(UTC), frozenset(Said), opened=True) for card in as_many(drawn, shelf.SIZE))
    counts = dict.fromkeys(Said, 10**7)
    asker = Mock(place=OPEN, owner=OWNER)
    asker.library.taste.shelf = AsyncMock(return_value=ShelfPage(Said.READING, entries, 5, shelf.SIZE, counts, 10**7))
    judge(await shelf.shelf_panel(asker, Said.READING, 5, done=shown(name, 200)))
    blocks = [Block(kind, f"{n}", name) for n in range(20) for kind in Blocked]
    asker.library.taste.blocks = AsyncMock(return_value=blocks)
    judge(await blocking.blocks_panel(asker, 20, "Done."))
    asker.library.keep = AsyncMock(return_value=10**9)
    wishes = with_facts({}, **{OFFERED: [Told(Feature(Field.TAG, f"{n}"), name) for n in range(8)]})
    for said in Said:
        for on in (True, False):
            noted = Noted(drawn[0], said, on, Said.LIKED)
            judge(acts.noted_panel(noted))
            judge(await acts.not_for_me_panel(asker, noted, wishes, 10**9))
    known = Known(shelf=counts, opened=9, blocks=9, recommended=50, shares=3, visited_at=datetime.now(UTC))
    asker.library.taste.known = AsyncMock(return_value=known)
    judge(await taste_known.taste_panel(asker, "Done."))


@settings(max_examples=examples(30))
@given(st.lists(st.builds(FileProblem, words, st.integers(0, 10**6), words), max_size=40))
async def test_status(problems: list[FileProblem]):
    report = LoadReport(unreadable=tuple(problems), notices=tuple(problems), finished=datetime.now(UTC))
    everything = dict.fromkeys((rating.value for rating in Rating), 10**7)
    judge(
        status_panel(
            LibraryStatus(by_state=dict.fromkeys(State, 10**7), gone=9, by_rating=everything, last_load=report)
        )
    )


async def test_a_library_that_was_never_loaded():
    panel = status_panel(LibraryStatus())
    judge(panel)
    assert "none yet" in str(panel.to_components())


@settings(max_examples=examples(30))
@given(st.lists(titles, max_size=40), st.text(max_size=20))
async def test_the_jump_form(chapters: list[str], typed: str):
    contents = [ChapterEntry(number, title, 10, number * 3) for number, title in enumerate(chapters, 1)]
    judge_form(JumpForm(contents, "jumped:1:1:1:1", typed))
