"""All numbers that recommendations lean on, and what they were fitted on.

LENGTH_NORM and the weights of TAG, AUTHOR, SERIES and WORD: recall of content alone on goodbooks-10k (first release),
mostly on the even half of its 2,000 test readers; the odd half was looked at too while choosing. RARITY is between
books, whose tags hold much rubbish and which like 1.5, and fan works, which like 1 (`--works`). FANDOM: made-up
libraries (`--scale` and five other kinds) and `--works`, where it changes nothing. The other fields have no such ground
truth: they were set by hand.
EASE_SIDE, EASE_DAMPING and BLENDS: readers of two other public sets with 20, 100, 500 and all others to learn from
(hetrec2011-lastfm: 1,882 listeners, tagged by them; MovieLens latest-small: 609, with genres), and the even half of
goodbooks; from 3 to 10 EASE_SIDE makes hardly a difference. SPREAD is a guess that holds until a library has learned
its own.
"""

from collections.abc import Mapping

import numpy as np

from bot.recommend.arrays import Floats
from bot.recommend.features import Field
from bot.recommend.wish import Act

FIELDS: Mapping[Field, float] = {
    Field.SERIES: 3.5,
    Field.AUTHOR: 1.5,
    Field.RELATIONSHIP: 1.8,
    Field.CHARACTER: 1.5,
    Field.FANDOM: 2.0,
    Field.TAG: 1.0,
    Field.WORD: 0.6,
    Field.KEYWORD: 0.4,
    Field.WARNING: 0.3,
    Field.RATING: 0.15,
    Field.LENGTH: 0.15,
}
"""How much a shared fact counts, before its rarity in the library."""

RARITY = 1.0
"""Exponent of a fact's rarity, log(1 + stories / stories that have it)."""

LENGTH_NORM = 0.5
"""0 favours stories with many facts, 1 those with few."""

ACTS: Mapping[Act, float] = {
    Act.LIKED: 1.0,
    Act.READ: 0.6,
    Act.READING: 0.6,
    Act.TO_READ: 0.5,
    Act.DROPPED: -0.3,
}
"""What an act says about a reader's taste."""

EASE_DAMPING, EASE_GROWTH = 5.0, 0.7
"""Ridge of EASE: times how many readers a story has on average, to this power. The more there are the more of the small
weights are chance; published optima for large sets (Steck 2019) lie about there too."""
EASE_SIDE = 5.0
"""How many readers' likes it is worth that two stories are alike in all facts."""
EASE_KEPT = 128
EASE_MOST_STORIES = 10_000

BLENDS: Mapping[int, tuple[float, ...]] = {
    0: (1.3, 0.0, 1.0, 0.0),
    20: (1.3, 0.1, 1.7, 0.1),
    100: (1.2, 0.4, 1.6, -0.1),
    500: (0.9, 1.0, 1.3, -0.4),
    2_000: (0.7, 1.0, 1.3, -0.5),
    50_000: (0.1, 0.8, 1.7, -0.7),
}
"""Weights of the views (blend.VIEWS) in a library with so many readers, until it has learned its own."""
BLENDS_SEED: Mapping[int, tuple[float, ...]] = {
    0: (1.3, 0.0, 0.7, 0.0),
    20: (1.1, 0.0, 0.7, 0.7),
    500: (0.9, 0.3, 0.3, 0.4),
    50_000: (0.3, 0.7, 0.8, 0.0),
}
"""The same for a single liked story, which tells little: what many like is a better guess than for a taste."""


def blend_for(readers: int, blends: Mapping[int, tuple[float, ...]] = BLENDS) -> Floats:
    """The weights to begin with, for so many readers: between the nearest of `blends`."""
    known = sorted(blends)
    at = np.log1p(known)
    columns = np.array([blends[one] for one in known], np.float32).T
    return np.array([np.interp(np.log1p(readers), at, column) for column in columns], np.float32)


BENT_MORE, BENT_LESS, BENT_MOOD, BENT_ELSEWHERE, BENT_GEM = 1.0, 2.5, 1.0, 10.0, 1.0
"""More of, less of, a mood; the same fandom when surprise is asked for; a gem. In units of the blend, where a good
story has 2 to 3."""
VARIETY = 0.25
"""How much of the best score a complete likeness to a story already chosen costs."""
SPREAD = 0.3
"""The same for rankings of many stories: how much of what lies between the best and the POOLth it costs, until the
library has learned its own of SPREADS. Scores that hardly differ are no reason to go by variety alone."""
SPREADS: tuple[float, ...] = (0.2, 0.3, 0.4)
"""With more or less than these, what a few hundred readers seem to say of it is chance."""
NEW_HERE_EVERY = 20
"""Of so many stories shown, one is nobody's yet, if such a story fits; shorter lists have one by lot."""
SPOKEN_OF = 3
"""Other readers needed before a reason may speak of readers."""
FULL_TASTE = 10
"""Liked stories from which on a taste is weighed as one, not as a single story."""
POOL = 60
"""Candidates that are compared at a time for variety."""
MOST_OF_A_FANDOM = 0.6
"""The largest share of a list for one fandom, if the taste has several."""

MEANING = 0.3
"""With an embedding model: how much the same meaning counts beside a likeness in all facts, which is 1. Chosen on
`--works --seed 1` of benchmarks.recommend with a static model of 256 numbers (`--embedding`)."""
MEANING_NEAR = 0.5
"""The cosine that recommends a story by itself and may be told as a reason. One pair of those works in 11,000 has it;
of pairs just below, read by a person, half were about the same things."""
