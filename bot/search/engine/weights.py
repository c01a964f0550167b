"""Every number that ranking and candidates depend on, in one place.

Tuned on half of 1,200 noisy queries for 76,000 titles of Project Gutenberg (and samples of 10,000 of them), looked at
on the other half; and on queries that `python -m benchmarks.search` makes for those titles, for a million grown from
them, and for 12,000 names of anime, manga and games. Likeness is a share: 1 is the same text.
"""

MAX_TYPED = 160
"""Characters of a query that are compared."""
MAX_KEY = 400
"""Characters of a key that are kept."""
CANDIDATES = 160
"""Keys of each stage that are compared with what is typed."""
MOST_CANDIDATES = 12_800
"""Where a stage stops to look for more when the gate hides what it found."""

LEAST_GRAMS, RAREST_GRAMS, MOST_GRAMS = 4, 8, 64
MUCH_POSTINGS, POSTINGS = 120_000, 30_000
"""Of the grams of what is typed the rarest fetch candidates: at least so many, some more while their postings are not
too many, and most or all while they are few.
"""
FEW_KEYS = 50_000
"""Keys up to which every stage is worth its time, whatever the ones before it found."""
WORD_GRAMS = 4
"""Grams of a half-typed word that must be held."""
SHORT = 4
"""Letters of a name below which only just that, or a beginning, is meant."""

CUT, CUT_IN_WORD, SORTED, JOINED, JOINED_CUT = 0.97, 0.95, 0.96, 0.95, 0.93
BUT_FOR_ARTICLE = 1.0
WORDS_HELD, PARTS_HELD, ALIGNED = 0.955, 0.975, 0.94
WORDS_BEGUN = 0.99
SAME_SOUND, LIKE_SOUND = 0.985, 0.95
WHOLE = 0.02
SAME = 0.02
"""Added when the key is what is typed."""
BEGUN_WORD = 0.95
WORD_FLOOR = 0.7
"""Two words less alike than this are different words."""
POPULAR = 0.05
"""Worth of being as popular as it gets, beside a likeness of 1."""
FULL_POPULARITY = 1_000_000.0
LEAST = 0.55
"""Likeness below which nothing is near."""
SURE = 0.95
"""Likeness from which on nothing more is looked for."""
HEAVY = 50_000
"""Postings of the rarest word beyond which keys that hold all words aren't looked for, if some begin as typed."""
BEGINS_EXTRA, MOST_BEGINNING_EXTRA = 3, 50
"""Letters from which on an author's name may be half typed, and how many names that begin so are looked for."""
FIRST_OF_RANGE = 4
"""Of keys that begin with what is typed, one part in so many are the first by alphabet: those that are just that."""
LIKELY = 24
"""Keys that are gone through word by word: those of which most is held."""
LEAST_WORD = 4
"""Letters from which on the last word may be a whole one though no space follows it; the only word one less."""
BROAD = 0.5
"""Share of all keys from which on scopes are looked at after a search in place of in it."""
