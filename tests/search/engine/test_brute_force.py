"""The stages find what ranking every key finds."""

import random

import pytest

from bot.search.engine.forms import TITLES
from bot.search.engine.keys import KeyIndex
from bot.search.engine.ranking import likeness
from bot.search.engine.typed import Typed
from bot.search.normalise import fold
from tests.search.engine.entries import titles

ENTRIES = titles(400, seed=11)
TEXTS = [fold(entry.names[0]) for entry in ENTRIES]
INDEX = KeyIndex.build(ENTRIES)


def noisy(text: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(text) - 1)
    return draw.choice(
        (
            text[:place] + text[place + 1 :],
            text[:place] + text[place + 1] + text[place] + text[place + 2 :],
            text[: max(4, place)],
            " ".join(draw.sample(text.split(), len(text.split()))),
            text.replace(" ", "", 1),
        )
    )


@pytest.mark.parametrize("seed", range(80))
def test_the_likeliest_of_all_is_on_the_list(seed):
    draw = random.Random(seed)
    typed = noisy(draw.choice(TEXTS), draw)
    scores, _ = likeness(Typed.of(typed, TITLES), TEXTS, [""] * len(TEXTS))
    found = {near.id for near in INDEX.suggest(typed)}
    best = {entry.id for entry, score in zip(ENTRIES, scores, strict=True) if score >= scores.max() - 1e-6}
    assert len(best & found) >= min(len(best), 10)
