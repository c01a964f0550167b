"""Whatever a story says of itself, what is shown of it stays within Discord's limits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.pages.cutting import PAGE_LIMIT
from bot.corpus.story import Card, Fact, Origin, Permission, Rating, State
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
from bot.search.index import Found, Hit, Resolution
from bot.ui import excerpts, recommended, results
from bot.ui.base import Panel
from bot.ui.cards import card_panel
from bot.ui.jump import JumpForm
from bot.ui.reader import page_panel, where_panel
from bot.ui.status import status_panel
from tests.support.any_story import OWNER, cards, judge, judge_form, titles, words


@settings(max_examples=40)
@given(cards, st.integers(1, 10**6))
async def test_cards(card: Card, page: int):
    judge(card_panel(card, OWNER, page))


@settings(max_examples=40)
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


@settings(max_examples=40)
@given(cards, titles, st.none() | st.integers(1, 10**6))
async def test_excerpts(card: Card, chapter: str, page: int | None):
    passage = Excerpt(card, "x" * PAGE_LIMIT, 1, chapter, card.chapters, 1, page, "")
    judge(excerpts._panel(passage, 10**9, OWNER))


def as_many(drawn: Sequence[Card], number: int) -> list[Card]:
    """So many different stories that look like those drawn."""
    return [replace(drawn[n % len(drawn)], id=n + 1) for n in range(number)]


few_cards = st.lists(cards, min_size=1, max_size=2)


@settings(max_examples=30)
@given(few_cards, st.lists(words, max_size=5), words)
async def test_results(drawn: list[Card], names: list[str], why: str):
    hits = tuple(Hit(card, 1.0, why) for card in as_many(drawn, results.SIZE + 1))
    understood = tuple(Resolution(name, (f"{name}!",)) for name in names)
    page = SearchPage(Found(hits, understood=understood), 0, results.SIZE)
    judge(Panel(results._list(page, OWNER), results._turners(page, 10**9, OWNER)))


@settings(max_examples=30)
@given(few_cards, words, words)
async def test_recommendations(drawn: list[Card], reason: str, basis: str):
    items = tuple(Recommended(card, (reason, "the same author", reason)) for card in as_many(drawn, recommended.SIZE))
    judge(Panel(recommended._list(Recommendations(items, basis, repeats=True), OWNER)))


@settings(max_examples=30)
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


@settings(max_examples=30)
@given(st.lists(titles, max_size=40), st.text(max_size=20))
async def test_the_jump_form(chapters: list[str], typed: str):
    contents = [ChapterEntry(number, title, 10, number * 3) for number, title in enumerate(chapters, 1)]
    judge_form(JumpForm(contents, "jumped:1:1:1:1", typed))
