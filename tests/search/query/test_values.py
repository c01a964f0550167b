"""What numbers, dates, ratings and the rest may look like."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.story import Rating, Status
from bot.search.query.grammar import Field, near_name
from bot.search.query.numbers import read_dates, read_numbers, said_days, said_numbers
from bot.search.query.terms import Bounds
from bot.search.query.values import MistakeError, read_sort, read_term


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("5000", 5_000, 5_000),
        ("5,000", 5_000, 5_000),
        ("5k", 5_000, 5_000),
        ("5 K", 5_000, 5_000),
        ("1.5k", 1_500, 1_500),
        ("2m", 2_000_000, 2_000_000),
        ("<5000", None, 4_999),
        ("< 5k", None, 4_999),
        ("<=5000", None, 5_000),
        ("≤5000", None, 5_000),
        (">1k", 1_001, None),
        (">=1k", 1_000, None),
        ("5000+", 5_000, None),
        ("5000-", 5_000, None),
        ("-5000", None, 5_000),
        ("..5000", None, 5_000),
        ("5000..", 5_000, None),
        ("1000-5000", 1_000, 5_000),
        ("1,000–5,000", 1_000, 5_000),
        ("5k..20k", 5_000, 20_000),
        ("5-20k", 5_000, 20_000),
        ("20k-5k", 5_000, 20_000),
        ("1k to 5k", 1_000, 5_000),
        ("between 1k and 5k", 1_000, 5_000),
        ("from 1k to 5k", 1_000, 5_000),
        ("under 5000", None, 4_999),
        ("over 5000 words", 5_001, None),
        ("at least 5k", 5_000, None),
        ("up to 5k", None, 5_000),
    ],
)
def test_numbers(text, least, most):
    assert read_numbers(text) == Bounds(least, most)


@pytest.mark.parametrize(
    "text", ["", "many", "k", "5x", "5--6", "1-2-3", "<", "<>5", "9" * 4_000, "٥٠٠٠", "5e3", "0x10"]
)
def test_what_is_no_number(text):
    assert read_numbers(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020/2", "2020-02-01", "2020-02-29"),
        ("2020-05-17", "2020-05-17", "2020-05-17"),
        (">2020", "2021-01-01", None),
        (">=2020", "2020-01-01", None),
        ("<2020-05", None, "2020-04-30"),
        ("2019-2021", "2019-01-01", "2021-12-31"),
        ("2019..2020-03", "2019-01-01", "2020-03-31"),
        ("since 2020", "2020-01-01", None),
        ("before 2020", None, "2019-12-31"),
        ("after 2020", "2021-01-01", None),
    ],
)
def test_dates(text, first, last):
    days = [None if day is None else date.fromisoformat(day).toordinal() for day in (first, last)]
    assert read_dates(text) == Bounds(*days)


@pytest.mark.parametrize(
    "text", ["", "may", "2020-13", "2020-02-30", "20", "0000", "9999", "17/05/2020", "2020-05-17-01"]
)
def test_what_is_no_date(text):
    assert read_dates(text) is None


@given(st.text(max_size=40))
def test_any_text_may_be_asked_about(text):
    for read, said in ((read_numbers, lambda bounds: said_numbers(bounds, "words")), (read_dates, said_days)):
        bounds = read(text)
        assert bounds is None or said(bounds)


ENDS = st.integers(0, 10**8) | st.none()


@given(ENDS, ENDS)
def test_bounds_in_words_mean_the_bounds(least, most):
    if least is None and most is None:
        return
    low, high = (min(least, most), max(least, most)) if least is not None and most is not None else (least, most)
    said = said_numbers(Bounds(low, high), "words")
    assert read_numbers(said.removeprefix("exactly ")) == Bounds(low, high)


@pytest.mark.parametrize(
    ("typed", "ratings"),
    [
        ("teen", {Rating.TEEN}),
        ("T", {Rating.TEEN}),
        ("K+", {Rating.GENERAL}),
        ("pg-13", {Rating.TEEN}),
        ("nc-17", {Rating.EXPLICIT}),
        ("gen", {Rating.GENERAL}),
        ("nr", {Rating.NOT_RATED}),
        ("not-rated", {Rating.NOT_RATED}),
        ("Not Rated", {Rating.NOT_RATED}),
        ("teen and up", {Rating.TEEN}),
        ("<=teen", {Rating.GENERAL, Rating.TEEN}),
        ("up to teen", {Rating.GENERAL, Rating.TEEN}),
        ("<mature", {Rating.GENERAL, Rating.TEEN}),
        (">teen", {Rating.MATURE, Rating.EXPLICIT}),
        ("teen+", {Rating.TEEN, Rating.MATURE, Rating.EXPLICIT}),
        ("general-teen", {Rating.GENERAL, Rating.TEEN}),
        ("g..m", {Rating.GENERAL, Rating.TEEN, Rating.MATURE}),
        ("=teen", {Rating.TEEN}),
    ],
)
def test_ratings(typed, ratings):
    assert read_term(Field.RATING, typed).value == ratings


def test_up_to_a_rating_never_lets_in_what_is_not_rated():
    for typed in ("<=explicit", ">general", "general-explicit", "general+"):
        assert Rating.NOT_RATED not in read_term(Field.RATING, typed).value


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        *((typed, Status.COMPLETE) for typed in ("yes", "Complete", "finished", "true")),
        *((typed, Status.IN_PROGRESS) for typed in ("no", "WIP", "in progress", "false", "ongoing")),
    ],
)
def test_statuses(typed, status):
    assert read_term(Field.STATUS, typed).value == {status}


def test_languages_by_code_and_by_their_own_name():
    assert {read_term(Field.LANGUAGE, typed).value for typed in ("fr", "Français", "french")} == {"French"}


def test_orders():
    assert [read_sort(name).value for name in ("Newest", "long", "best")] == ["newest", "longest", "best"]
    with pytest.raises(MistakeError, match="the orders are"):
        read_sort("colour")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("raiting", "rating"),
        ("charater", "character"),
        ("pairng", "pairing"),
        ("re", None),
        ("naruto", None),
        ("12", None),
    ],
)
def test_misspelt_names_of_filters(typed, name):
    assert near_name(typed) == name
