"""How like keys are to what is typed: whole, half typed, in another order, joined, word by word."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from bot.search.engine import weights as w
from bot.search.engine.typed import Typed
from bot.search.normalise import without_article

Likeness = NDArray[np.float32]
"""From 0 to about 1.04, one for each key."""
_ENDS = frozenset({"", " "})


def likeness_of_beginnings(typed: Typed, texts: Sequence[str]) -> Likeness:
    """Keys that begin with what is typed: those first where it ends a word, then the shorter the better."""
    length = len(typed.text)
    lengths = np.fromiter(map(len, texts), np.float32, len(texts))
    same = lengths == length
    ends = np.fromiter((text[length : length + 1] in _ENDS for text in texts), np.bool_, len(texts))
    whole = 2 * length / (length + lengths)
    begun = np.where(ends & typed.is_word, w.CUT, w.CUT_IN_WORD) + w.WHOLE * whole
    return np.where(same, 1 + w.WHOLE + w.SAME, begun).astype(np.float32)


def likeness(typed: Typed, texts: Sequence[str], extras: Sequence[str]) -> tuple[Likeness, NDArray[np.bool_]]:
    """Any keys. Says for each too whether it's only so near thanks to its entry's words.

    Going word by word costs most, so it's done only for those of which most is held.
    """
    text = typed.text
    whole = _ratios(text, texts)
    best = np.maximum(whole, w.CUT_IN_WORD * _ratios(text, [key[: len(text)] for key in texts]))
    if len(typed.words) > 1:
        best = np.maximum(best, w.SORTED * _sorted_ratios(text, texts))
    joined, joined_keys = text.replace(" ", ""), [key.replace(" ", "") for key in texts]
    best = np.maximum(best, w.JOINED * _ratios(joined, joined_keys))
    best = np.maximum(best, w.JOINED_CUT * _ratios(joined, [key[: len(joined)] for key in joined_keys]))
    held = np.maximum(best, _share_held(text, texts, extras))
    # All that hold as much, so that it doesn't matter in which order they come.
    least = np.partition(held, -w.LIKELY)[-w.LIKELY] if len(held) > w.LIKELY else 0.0
    likely = np.flatnonzero(held >= least)
    chosen: list[int] = likely.tolist()
    best[likely] = np.maximum(best[likely], _aligned(typed, [texts[n] for n in chosen]))
    by_extra = np.zeros(len(texts), np.bool_)
    if any(extras[n] for n in chosen):
        mixed = _aligned(typed, [f"{texts[n]} {extras[n]}" for n in chosen])
        by_extra[likely] = mixed > best[likely]
        best[likely] = np.maximum(best[likely], mixed)
    bare = without_article(text)
    best[[without_article(key) == bare for key in texts]] = w.BUT_FOR_ARTICLE
    same = np.fromiter((key == text for key in texts), np.bool_, len(texts))
    return (best + w.WHOLE * whole + w.SAME * same).astype(np.float32), by_extra


def likeness_of_holders(
    typed: Typed, texts: Sequence[str], held: Sequence[str], words_held: float = w.WORDS_HELD
) -> Likeness:
    """Keys that hold every word but for the last, which may be half typed; `held` are the texts that hold them.

    `words_held` is what holding all of them whole comes to.
    """
    text, last = typed.text, typed.sounds[-1]
    whole = _ratios(text, texts)
    best = np.maximum(whole, w.CUT_IN_WORD * _ratios(text, [key[: len(text)] for key in texts]))
    if len(typed.words) > 1:
        best = np.maximum(best, w.SORTED * _sorted_ratios(text, texts))
    in_whole = np.fromiter((f" {last} " in f" {one} " for one in held), np.bool_, len(held)) & typed.is_word
    # In scripts that don't part words, a word may stand anywhere.
    begun = np.fromiter(((last if typed.runs else f" {last}") in f" {one}" for one in held), np.bool_, len(held))
    words = np.where(in_whole, words_held, np.where(begun, w.ALIGNED * w.WORDS_BEGUN, 0))
    best = np.maximum(best, words)
    bare = without_article(text)
    best[[without_article(key) == bare for key in texts]] = w.BUT_FOR_ARTICLE
    same = np.fromiter((key == text for key in texts), np.bool_, len(texts))
    return (best + w.WHOLE * whole + w.SAME * same).astype(np.float32)


def likeness_of_sounds(typed: Typed, texts: Sequence[str], sounds: Sequence[str]) -> Likeness:
    """Names, whatever the order of their parts and their romanisation; the plain spelling decides between equals."""
    alike = _sorted_ratios(" ".join(typed.sounds), sounds)
    plain = _sorted_ratios(typed.text, texts)
    return np.where(alike == 1, w.SAME_SOUND, w.LIKE_SOUND * alike) + w.WHOLE * plain


def _ratios(typed: str, texts: Sequence[str]) -> Likeness:
    return cdist([typed], texts, scorer=fuzz.ratio, dtype=np.float32)[0] / 100


def _sorted_ratios(typed: str, texts: Sequence[str]) -> Likeness:
    return cdist([typed], texts, scorer=fuzz.token_sort_ratio, dtype=np.float32)[0] / 100


def _share_held(typed: str, texts: Sequence[str], extras: Sequence[str]) -> Likeness:
    mixed = [f"{text} {extra}" if extra else text for text, extra in zip(texts, extras, strict=True)]
    return cdist([typed], mixed, scorer=fuzz.token_set_ratio, dtype=np.float32)[0] / 100


def _aligned(typed: Typed, texts: Sequence[str]) -> Likeness:
    """For each key the likeness by the share of the typed letters whose words it has, typos forgiven."""
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
    held = (best == 1).all(axis=0) & typed.is_word
    return np.where(held, w.WORDS_HELD, w.ALIGNED * (letters @ best) / letters.sum())
