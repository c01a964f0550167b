"""One score from several views."""

import numpy as np
import pytest

from bot.recommend.blend import VIEWS, Parts, views, weighed


def test_the_sum_is_the_weighted_sum_of_all_views():
    content, walk, ease, counts = np.random.default_rng(3).random((4, 50)).astype(np.float32)
    content[::3] = walk[::4] = ease[::5] = 0
    seen = views(Parts(content, walk, ease, counts))
    weights = np.linspace(0, 1, len(VIEWS), dtype=np.float32)
    assert weighed(seen, weights) == pytest.approx(seen @ weights, rel=1e-5)
    assert not weighed(views(Parts(*np.zeros((4, 50), np.float32))), weights).any()
