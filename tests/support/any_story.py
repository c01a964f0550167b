"""Stories that say anything of themselves, for property tests; and Discord's judgement of what is shown of them."""

from datetime import date

import discord
from hypothesis import strategies as st

from bot.corpus.story import Card, Fact, Origin, Permission, Rating, Status
from bot.ui.base import Panel
from tests.support.discord_rules import complaints

V2 = 1 << 15
OWNER = 2**63

LETTERS = "*_~`|\\<@#> a" + "é漢👧\u202e"
words = st.one_of(
    st.text(st.sampled_from(LETTERS), min_size=1, max_size=40).filter(str.strip),
    st.builds(
        lambda text, times: text * times, st.sampled_from(["*", "word ", "@everyone ", "漢", "🧵"]), st.integers(1, 900)
    ),
)
origins = st.sampled_from(Origin)
facts = st.builds(Fact, words, origins)
many = st.builds(lambda some, times: tuple(some) * times, st.lists(facts, max_size=4), st.integers(1, 20))
dates = st.builds(Fact, st.dates(date(1900, 1, 1)), origins)
addresses = st.sampled_from(
    ["https://stories.example/1", "https://stories.example/" + "x" * 700, "a zine", "www." + "é" * 300]
)
cards = st.builds(
    Card,
    id=st.integers(1, 10**9),
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
    status=st.none() | st.builds(Fact, st.sampled_from(Status)),
    series=st.none() | facts,
    source=st.none() | st.builds(Fact, addresses | words),
    published=st.none() | dates,
    updated=st.none() | dates,
    permission=st.sampled_from(Permission),
    permission_proof=st.just("") | words,
    words=st.integers(0, 10**8),
    chapters=st.integers(1, 10**5),
    pages=st.integers(1, 10**6),
    revision=st.integers(1, 10**6),
)
titles = st.just("") | words


def judge(panel: Panel) -> None:
    """Discord would take it as a message."""
    body = {"type": 4, "data": {"flags": V2, "components": panel.to_components()}}
    assert complaints("POST", "/interactions/1/x/callback", body) == []


def judge_form(form: discord.ui.Modal) -> None:
    """Discord would take it as a form."""
    assert complaints("POST", "/interactions/1/x/callback", {"type": 9, "data": form.to_dict()}) == []
