"""Whatever waits, and whatever is said of it, the messages stay within Discord's limits."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.story import Card, Fact, State
from bot.library.authors.nouns import Claim, ClaimState, StandingWish, Wish
from bot.library.history import Event
from bot.library.moderating import Entry
from bot.library.review.items import Item, ItemKind, ItemState, Report, ReportKind, Waiting
from bot.ui import history
from bot.ui.authors import claims, stories, wishes
from bot.ui.authors.forms import LengthForm, PermissionForm, WarningsForm, WithdrawForm
from bot.ui.base import notice
from bot.ui.reports import ReportForm
from bot.ui.review import waiting
from bot.ui.review.forms import RatingForm, ReasonForm
from bot.ui.review.items import item_panel
from bot.ui.review.outcomes import outcome_text
from tests.support.any_story import cards, judge, judge_form, words
from tests.support.examples import examples

NOW = datetime.now(UTC)
many = settings(max_examples=examples(25), deadline=None)
reports = st.lists(st.builds(Report, st.sampled_from(ReportKind), words, st.just(NOW)), max_size=12).map(tuple)
items = st.builds(
    Item,
    id=st.integers(1, 10**9),
    guild_id=st.just(1),
    kind=st.sampled_from(ItemKind),
    state=st.sampled_from(ItemState),
    title=words,
    concealed=st.booleans(),
    story=st.none() | cards,
    because=words,
    reports=reports,
    link=st.sampled_from(["", "https://stories.example/" + "x" * 280]),
    code=st.sampled_from(["", "ficus-abcd-efgh-jkmn"]),
    opened_by=st.integers(0, 2**63),
    opened_at=st.just(NOW),
    decided_by=st.none() | st.integers(0, 2**63),
    decided_at=st.just(NOW),
    reason=words,
)
fields = st.dictionaries(st.text(min_size=1, max_size=40), st.none() | words | st.lists(words, max_size=3), max_size=12)
events = st.builds(
    Event,
    id=st.integers(1, 10**9),
    guild_id=st.just(1),
    user_id=st.integers(0, 2**63),
    action=words.map(lambda text: text[:40]),
    story_id=st.none() | st.integers(1, 10**9),
    before=fields,
    after=fields,
    reason=words,
    at=st.just(NOW),
)
names = words.map(lambda text: text[:100])
claimed = st.builds(Claim, st.just(1), st.just(2**62), names, names, names, st.sampled_from(ClaimState), st.just(NOW))
standing_wishes = st.builds(StandingWish, st.just(1), names, st.sampled_from(Wish), st.booleans(), st.just(NOW))


@many
@given(items)
async def test_items(item: Item):
    judge(item_panel(item))
    judge(notice(outcome_text(item, "x" * 100)))


@many
@given(st.lists(items, min_size=1, max_size=2), st.booleans())
async def test_the_list(some: list[Item], more: bool):
    page = tuple(replace(some[number % len(some)], id=number) for number in range(waiting.SIZE))
    judge(waiting.list_panel(Waiting(page, 10**6 if more else len(page), 3), 0))


async def test_a_barred_story_is_never_offered_for_release():
    barred = Card(id=1, title=Fact("Harbor"), state=State.BARRED)
    item = Item(id=1, guild_id=1, kind=ItemKind.HELD, state=ItemState.OPEN, opened_at=NOW, story=barred)
    assert "release:" not in str(item_panel(item).to_components())


@many
@given(st.lists(st.builds(Entry, events, st.none() | cards), min_size=1, max_size=2), st.booleans())
async def test_the_history(some: list[Entry], of_one: bool):
    page = [some[number % len(some)] for number in range(history.SIZE + 1)]
    judge(history.page_panel(page, 5 if of_one else 0, 9))


@many
@given(st.lists(cards, min_size=1, max_size=2), st.lists(claimed, max_size=6))
async def test_authors(some: list[Card], names: list[Claim]):
    page = [replace(some[number % len(some)], id=number) for number in range(stories.SIZE + 1)]
    claimed_names = [replace(claim, id=number) for number, claim in enumerate(names)]
    judge(stories.list_panel([claims.names_line(names), stories.RESTRICTED], claimed_names, page, 0))
    judge(stories.own_panel(some[0], "Changed."))
    for claim in names:
        judge(claims.claim_panel(claim))


@many
@given(st.lists(standing_wishes, max_size=12))
async def test_wishes(standing: list[StandingWish]):
    judge(notice("\n".join(["x" * 1500, *wishes.wish_lines(standing)])))


@many
@given(cards)
async def test_forms(card: Card):
    for form in (PermissionForm, LengthForm, WarningsForm):
        judge_form(form(card))
    judge_form(WithdrawForm(card.id))
    judge_form(ReportForm(card.id))
    judge_form(RatingForm("Release this story", "released:1", "Read it first.", "Why"))
    judge_form(ReasonForm("Decline", "declined:1", "Whoever asked for it reads this."))
