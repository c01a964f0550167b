"""Likeness: whether one text is another one, or a part of it, judged by their sketches alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.library.fingerprints import KEPT


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two sketches have in common, as far as both reach.

    `shared` counts numbers in both; `resemblance` estimates how much of both texts together is in both, `part` how much
    of the one that is rather inside the other is in it.
    """

    shared: int
    resemblance: float
    part: float


def likeness(one: Sequence[int], other: Sequence[int]) -> Likeness:
    """Compare two sketches. A sketch holds all of its text's numbers up to its largest, so only those up to the lesser
    of the two largest can be told to be missing (Broder 1997, on containment).
    """
    reach = min((sketch[-1] for sketch in (one, other) if len(sketch) >= KEPT), default=None)
    first, second = ({number for number in sketch if reach is None or number <= reach} for sketch in (one, other))
    shared = len(first & second)
    if not shared:
        return Likeness(0, 0.0, 0.0)
    return Likeness(shared, shared / len(first | second), shared / min(len(first), len(second)))
