"""Whatever was read, its preview stays within Discord's limits, and says what is needed."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.screening.verdict import Verdict
from bot.corpus.story import Card, Fact, Origin, Problem, Rating, State, Story
from bot.library.actor import Actor
from bot.library.adding.answers import Consent, DraftState, Fields, Near, Preview, Purpose
from bot.ui.adding import forms
from bot.ui.adding.buttons import Part
from bot.ui.adding.forms import AddForm, MendForm, UnpackForm
from bot.ui.adding.preview import label, passage_panel, preview_panel
from bot.ui.base import Panel
from tests.support.any_story import facts, judge, judge_form, many, words
from tests.support.examples import examples
from tests.support.seen import look

MODERATOR = Actor(7, 1, moderator=True)

CARD = Card(
    id=10**9, title=Fact("*" * 900), authors=tuple(Fact(f"{number}*" * 90) for number in range(40)), words=10**8
)


def as_near(why: str, number: int) -> tuple[Near, ...]:
    """So many stories that are nearly the same."""
    return tuple(Near(replace(CARD, id=at + 1), why) for at in range(number))


sentences = st.builds(lambda sentence, times: (sentence,) * times, words, st.integers(0, 6))
stories = st.builds(
    Story,
    title=facts,
    authors=many,
    summary=st.none() | facts,
    fandoms=many,
    characters=many,
    relationships=many,
    tags=many,
    warnings=many,
    rating=st.builds(Fact, st.sampled_from(Rating)),
    language=st.none() | facts,
    series=st.none() | facts,
    source=st.none() | facts,
    problems=st.builds(lambda problem, times: (problem,) * times, st.builds(Problem, words), st.integers(0, 9)),
)
previews = st.builds(
    Preview,
    draft_id=st.integers(1, 10**17),
    purpose=st.sampled_from(Purpose),
    state=st.sampled_from(DraftState),
    file=words,
    user_id=st.sampled_from([7, 8]),
    guild_id=st.just(1),
    story=stories,
    shown=st.booleans(),
    words=st.integers(0, 10**8),
    chapters=st.integers(0, 10**4),
    verdict=st.builds(Verdict, st.sampled_from(State), words),
    consent=st.none() | st.sampled_from(Consent),
    proof=st.just("") | words,
    target=st.sampled_from([None, CARD]),
    near=st.builds(as_near, words, st.integers(0, 5)),
    near_unseen=st.integers(0, 3),
    mistakes=sentences,
    wish=st.just("") | words,
    passage=st.just("") | st.integers(1, 2600).map(lambda length: "x" * length),
    obstacles=sentences,
)
fields = st.builds(
    Fields,
    draft_id=st.integers(1, 10**17),
    shown=st.booleans(),
    title=facts,
    rating=st.sampled_from(Rating),
    typed=st.dictionaries(
        st.sampled_from([entry.name for entries in forms.ENTRIES.values() for entry in entries]), st.text() | words
    ),
    consent=st.none() | st.sampled_from(Consent),
    proof=st.just("") | words,
)


@settings(max_examples=examples(60), deadline=None)
@given(previews)
async def test_any_preview_is_one_that_discord_takes(preview: Preview):
    judge(preview_panel(preview, MODERATOR))
    judge(passage_panel(preview))
    assert 0 < len(label(preview)) < 400


@settings(max_examples=examples(40), deadline=None)
@given(fields, st.sampled_from(Part))
async def test_any_form_of_it_too(shown: Fields, part: Part):
    judge_form(MendForm(part, shown))


@pytest.mark.parametrize("purpose", [Purpose.ADD, Purpose.PROPOSE])
async def test_the_forms_for_stories(purpose: Purpose):
    judge_form(AddForm(purpose))
    judge_form(AddForm(purpose, "https://stories.example/works/1"))
    judge_form(UnpackForm(10**17))


@given(fields, st.sampled_from(Part))
def test_a_form_sent_in_untouched_changes_nothing(shown: Fields, part: Part):
    sent = {entry.name: forms.before(shown, entry.name) for entry in forms.ENTRIES[part]}
    sent |= {forms.STATUS: forms.before(shown, forms.STATUS)} if part is Part.RATING else {}
    as_discord_ends_lines = {name: re.sub(r"\r?\n", "\r\n", text) for name, text in sent.items()}
    assert forms.changes(shown, part, sent) == {}
    assert forms.changes(shown, part, as_discord_ends_lines) == {}


def a_preview(**changes: Any) -> Preview:
    """A draft with nothing in its way."""
    plain = Preview(
        draft_id=5,
        purpose=Purpose.ADD,
        state=DraftState.OPEN,
        file="kite.txt",
        user_id=7,
        guild_id=1,
        story=Story(title=Fact("The Kite", Origin.GUESSED), rating=Fact(Rating.TEEN)),
        shown=True,
        words=10,
        chapters=1,
        verdict=Verdict(State.LISTED),
        consent=Consent.OWN,
        proof="",
        target=None,
        passage="A kite went up.",
    )
    return replace(plain, **changes)


def the_fields(**changes: Any) -> Fields:
    """What its forms show."""
    plain = Fields(
        draft_id=5,
        shown=True,
        title=Fact("The Kite", Origin.GUESSED),
        rating=Rating.TEEN,
        typed={"title": "The Kite", "authors": "Ann\nBen", "tags": ""},
        consent=Consent.OWN,
        proof="",
    )
    return replace(plain, **changes)


def seen(panel: Panel) -> Any:
    """What a member sees of a panel."""

    class Message:
        components = panel.to_components()
        flags = type("flags", (), {"ephemeral": True})

    return look(Message)


async def test_what_is_changed_is_sent_and_nothing_else():
    typed = {"title": "The Red Kite", "authors": "Ann\r\nBen ", "tags": "windy"}
    assert forms.changes(the_fields(), Part.PEOPLE, typed) == {"title": "The Red Kite"}
    assert forms.changes(the_fields(), Part.TAGS, typed) == {"tags": "windy"}


async def test_a_guessed_title_is_hinted_at_and_becomes_stated_by_being_typed():
    [title] = [item for item in MendForm(Part.PEOPLE, the_fields()).to_dict()["components"] if item["label"] == "Title"]
    assert title["component"]["placeholder"] == "Guessed: The Kite"
    assert not title["component"].get("value")
    assert forms.changes(the_fields(), Part.PEOPLE, {"title": ""}) == {}
    assert forms.changes(the_fields(), Part.PEOPLE, {"title": "The Kite"}) == {"title": "The Kite"}


async def test_a_rating_counts_when_it_is_picked_also_the_one_that_was_there():
    assert forms.changes(the_fields(), Part.RATING, {"rating": ""}) == {}
    assert forms.changes(the_fields(), Part.RATING, {"rating": "Teen"}) == {"rating": "Teen"}
    [ratings] = [
        item for item in MendForm(Part.RATING, the_fields()).to_dict()["components"] if item["label"] == "Rating"
    ]
    assert not any(option["default"] for option in ratings["component"]["options"]), "nothing is picked beforehand"


async def test_a_text_too_long_for_a_form_stays_whole():
    long = the_fields(typed={"summary": "word " * 2000})
    assert forms.changes(long, Part.PEOPLE, {"summary": forms.before(long, "summary")}) == {}


async def test_confirm_can_be_pressed_when_nothing_is_in_the_way():
    panel = seen(preview_panel(a_preview(), MODERATOR))
    assert panel.live == ["Title and people", "Fandoms and tags", "Rating and permission", "Confirm", "Discard"]
    assert "## The Kite (working title)" in panel.text
    assert "A kite went up." in panel.text
    blocked = seen(preview_panel(a_preview(obstacles=("Say why it may be shown.",)), MODERATOR))
    assert "Confirm" in blocked.labels
    assert "Confirm" not in blocked.live
    assert "Say why it may be shown." in blocked.text


async def test_each_purpose_has_its_own_end():
    assert "Save" in seen(preview_panel(a_preview(purpose=Purpose.EDIT), MODERATOR)).live
    proposal = seen(preview_panel(a_preview(purpose=Purpose.PROPOSE), Actor(7, 1)))
    assert "Send for review" in proposal.live
    assert "Confirm" not in proposal.labels


async def test_somebody_elses_draft_can_be_mended_but_not_ended():
    waiting = a_preview(purpose=Purpose.PROPOSE, state=DraftState.WAITING, user_id=8)
    assert seen(preview_panel(waiting, MODERATOR)).live == [
        "Title and people",
        "Fandoms and tags",
        "Rating and permission",
    ]
    done = seen(preview_panel(a_preview(state=DraftState.DONE), MODERATOR))
    assert done.live == []
    assert "This was confirmed." in done.text


async def test_a_long_beginning_is_a_press_away():
    long = a_preview(
        passage="x" * 2600,
        story=replace(a_preview().story, summary=Fact("s" * 900)),
        obstacles=("o" * 300, "p" * 300, "q" * 300),
        wish="w" * 400,
        mistakes=("m" * 400,),
    )
    panel = seen(preview_panel(long, MODERATOR))
    assert "xxx" not in panel.text
    assert "First passage" in panel.live
    assert "x" * 2600 in seen(passage_panel(long)).text


async def test_what_may_not_be_shown_here_is_not():
    hidden = a_preview(shown=False, obstacles=("Its rating keeps it to age-restricted channels.",))
    panel = seen(preview_panel(hidden, MODERATOR))
    assert "Kite" not in panel.text
    assert "kite.txt" not in panel.text
    assert panel.live == ["Rating and permission", "Discard"]


async def test_a_barred_story_says_so_and_covers_what_was_found():
    barred = a_preview(
        verdict=Verdict(State.BARRED, "It carries an underage mark: the tag “x”."), obstacles=("Barred.",)
    )
    assert "It can never be shown. ||It carries an underage mark" in seen(preview_panel(barred, MODERATOR)).text
