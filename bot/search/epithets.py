"""Words beside names: those that leave the person the same, and those that may make another of them."""

from collections.abc import Iterable

_RANK_WORDS = (
    "admiral agent captain colonel commander counsellor counselor detective doctor dr ensign general inspector "
    "lieutenant lord major master mister mr nurse officer prof professor saint sergeant sir"
)
_VARIANT_WORDS = (
    "adult alternate aunt auntie baby big child clone count countess cousin dark duchess duke emperor empress evil "
    "fake father fem female future ghost girl human kid king lady little madam madame male mirror miss mother mrs ms "
    "old original past prince princess queen robot teen uncle young"
)
RANKS = frozenset(_RANK_WORDS.split())
"""Nurse Jabara is Jabara."""
VARIANTS = frozenset(_VARIANT_WORDS.split())
"""Lady Q and Mirror Spock are not Q and Spock."""


def is_variant_of(parts: Iterable[str], part: str) -> bool:
    """Whether a name is that part with words beside it which may make it somebody else's."""
    beside = set(parts) - {part}
    return bool(beside & VARIANTS) and beside <= VARIANTS | RANKS
