"""Packing: whatever a story is, it comes back from JSON as it was."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.story import (
    Chapter,
    Fact,
    Note,
    Origin,
    Permission,
    Problem,
    Rating,
    Span,
    State,
    Status,
    Story,
    Style,
)
from bot.library.packing import pack, unpack

origins = st.sampled_from(Origin)
texts = st.text(max_size=40)
facts = st.builds(Fact, texts, origins)
many = st.lists(facts, max_size=3).map(tuple)
dates = st.none() | st.builds(Fact, st.dates(date(1, 1, 1)), origins)
spans = st.builds(Span, st.integers(0, 9), st.integers(9, 99), st.sampled_from(Style))

stories = st.builds(
    Story,
    title=facts,
    **dict.fromkeys(("authors", "fandoms", "characters", "relationships", "tags", "warnings"), many),
    **{field: st.none() | facts for field in ("summary", "language", "series", "source")},
    rating=st.builds(Fact, st.sampled_from(Rating), origins),
    status=st.none() | st.builds(Fact, st.sampled_from(Status), origins),
    published=dates,
    updated=dates,
    permission=st.sampled_from(Permission),
    permission_proof=texts,
    state=st.sampled_from(State),
    held_because=texts,
    chapters=st.lists(st.builds(Chapter, texts, texts, st.lists(spans, max_size=3).map(tuple)), max_size=3).map(tuple),
    notes=st.lists(st.builds(Note, texts, texts), max_size=2).map(tuple),
    problems=st.lists(st.builds(Problem, texts, st.integers(0, 10**6)), max_size=2).map(tuple),
    prose_start=st.integers(0, 10**6),
)


@given(stories)
def test_a_story_comes_back_as_it_was(story: Story) -> None:
    back = unpack(json.loads(json.dumps(pack(story))))
    assert back == story
    assert type(back.rating.value) is Rating
    assert {type(span.style) for chapter in back.chapters for span in chapter.spans} <= {Style}
