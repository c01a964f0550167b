import random

import numpy as np
import pytest

from bot.search.matching import Matcher
from tests.search.engine.entries import titles

KEYS = [
    [" ".join(entry.names[0].lower().replace(":", "").replace("(", "").replace(")", "").split())]
    for entry in titles(250)
]
SCAN, ENGINE = Matcher(KEYS, large=10**9), Matcher(KEYS, large=1)


@pytest.mark.parametrize("seed", range(30))
def test_the_engine_finds_what_going_through_all_keys_finds(seed):
    draw = random.Random(seed)
    [key] = draw.choice(KEYS)
    place = draw.randrange(1, len(key) - 1)
    for typed in (key, key[: place + 2], key[:place] + key[place + 1 :], " ".join(reversed(key.split()))):
        scan, engine = SCAN.score(typed), ENGINE.score(typed)
        assert KEYS[int(np.argmax(engine))] in [KEYS[n] for n in np.argsort(-scan, kind="stable")[:10]]
        assert scan[int(np.argmax(engine))] >= scan.max() - 0.1


@pytest.mark.parametrize("typed", ["lantern keepr", "borowed garden", "salt", "qu", ""])
def test_edits_are_the_same(typed):
    assert ENGINE.by_edits(typed) == SCAN.by_edits(typed)


def test_among_many_the_hidden_leave_room():
    many = Matcher([[f"lantern {n}"] for n in range(2_000)], large=1)
    assert np.flatnonzero(many.score("lantern", lambda n: n == 1_999)).tolist() == [1_999]
