"""How like keys are to what is typed: whole, half typed, in another order, joined, word by word."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from bot.search.engine import weights as w
from bot.search.engine.typed import Typed

Likeness = NDArray[np.float32]
"""From 0 to about 1.04, one for each key."""


def likeness_of_beginnings(typed: Typed, texts: Sequence[str]) -> Likeness:
    """Keys that begin with what is typed: the shorter the better."""
    length = len(typed.text)
    lengths = np.fromiter(map(len, texts), np.float32, len(texts))
    same = np.fromiter((text == typed.text for text in texts), np.bool_, len(texts))
    whole = 2 * length / (length + lengths)
    return np.where(same, 1 + w.WHOLE + w.SAME, w.CUT + w.WHOLE * whole).astype(np.float32)


def likeness(typed: Typed, texts: Sequence[str], extras: Sequence[str]) -> tuple[Likeness, NDArray[np.bool_]]:
    """Any keys. Says for each too whether it's only so near thanks to its entry's words."""
    text = typed.text
    whole = _ratios(text, texts)
    best = np.maximum(whole, w.CUT * _ratios(text, [key[: len(text)] for key in texts]))
    if len(typed.words) > 1:
        best = np.maximum(best, w.SORTED * _sorted_ratios(text, texts))
    joined, joined_keys = text.replace(" ", ""), [key.replace(" ", "") for key in texts]
    best = np.maximum(best, w.JOINED * _ratios(joined, joined_keys))
    best = np.maximum(best, w.JOINED_CUT * _ratios(joined, [key[: len(joined)] for key in joined_keys]))
    held = _aligned(typed, texts)
    by_extra = np.zeros(len(texts), np.bool_)
    best = np.maximum(best, w.ALIGNED * held)
    if any(extras):
        with_extra = _aligned(typed, [f"{key} {extra}" for key, extra in zip(texts, extras, strict=True)])
        by_extra = w.ALIGNED * with_extra > best
        best = np.maximum(best, w.ALIGNED * with_extra)
    same = np.fromiter((key == text for key in texts), np.bool_, len(texts))
    return (best + w.WHOLE * whole + w.SAME * same).astype(np.float32), by_extra


def _ratios(typed: str, texts: Sequence[str]) -> Likeness:
    return cdist([typed], texts, scorer=fuzz.ratio, dtype=np.float32)[0] / 100


def _sorted_ratios(typed: str, texts: Sequence[str]) -> Likeness:
    return cdist([typed], texts, scorer=fuzz.token_sort_ratio, dtype=np.float32)[0] / 100


def _aligned(typed: Typed, texts: Sequence[str]) -> Likeness:
    """For each key the share of the typed letters whose words it has, typos forgiven."""
    columns: dict[str, int] = {}
    places: list[int] = []
    starts: list[int] = []
    for text in texts:
        starts.append(len(places))
        places += [columns.setdefault(word, len(columns)) for word in text.split()]
    known = list(columns)
    alike = cdist(typed.words, known, scorer=fuzz.ratio, dtype=np.float32) / 100
    alike[alike < w.WORD_FLOOR] = 0
    if not typed.finished:
        last = typed.words[-1]
        begun = np.fromiter((word.startswith(last) for word in known), np.bool_, len(known))
        alike[-1, begun] = np.maximum(alike[-1, begun], w.BEGUN_WORD)
    best = np.maximum.reduceat(alike[:, places], starts, axis=1)
    letters = np.fromiter((len(word) + 1 for word in typed.words), np.float32, len(typed.words))
    return (letters @ best) / letters.sum()
