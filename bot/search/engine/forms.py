"""How spellings become keys: titles as they are, names in one romanisation beside their plain form."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log1p

import jaconv
import regex

from bot.search.engine.entries import Entry, Key
from bot.search.engine.weights import FULL_POPULARITY, MAX_KEY, SHORT
from bot.search.normalise import fold, name_parts, romanise

_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}ー ]*[\p{Hiragana}\p{Katakana}][\p{Hiragana}\p{Katakana}ー ]*")
_SCRIPTS_WITHOUT_SPACES = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー]+")
_LAST = 255
"""Which of its names a key comes from is told so far."""


@dataclass(frozen=True, slots=True)
class Forms:
    """A strategy: which keys an entry has, and what of them is indexed."""

    name: str
    """Part of the index's stamp."""
    main: str
    """What the first of the names is called."""
    short: int
    """Letters below which typos are not forgiven."""
    sounds_alike: bool
    """Whether keys that sound the same are the same, in any order."""
    fold: Callable[[str], str]
    """What is compared, of a spelling or of what is typed."""
    sound: Callable[[str], str]
    """The form of a word that fetches candidates."""
    pieces: Callable[[Sequence[str]], list[str]]
    """The texts whose grams are taken; a space stands where a word begins, and where one ends but the last."""


def _as_it_is(word: str) -> str:
    return word


def _in_order(sounds: Sequence[str]) -> list[str]:
    """Which words follow each other tells."""
    return [" " + " ".join(sounds)]


def _part_by_part(sounds: Sequence[str]) -> list[str]:
    """The order tells nothing."""
    return [f" {sound} " for sound in sounds[:-1]] + [f" {sound}" for sound in sounds[-1:]]


def _fold_name(text: str) -> str:
    return " ".join(name_parts(text))


TITLES = Forms("titles", "title", 0, False, fold, _as_it_is, _in_order)
"""Folded; those in kana also by their sound in Latin letters."""
NAMES = Forms("names", "name", SHORT, True, _fold_name, romanise, _part_by_part)
"""Without honorifics and parentheses, compared as folded; candidates are fetched in one romanisation, so that Kyouko
and Kyoko are one, whatever the order of the parts."""


def keys_of(entry: Entry, forms: Forms) -> list[Key]:
    """All keys of an entry, each folded text once."""
    extra = encodable(" ".join(dict.fromkeys(word for text in entry.words for word in fold(text).split())))
    worth = min(1.0, log1p(max(0.0, entry.popularity)) / log1p(FULL_POPULARITY))
    scopes = frozenset(entry.scopes)
    found: dict[str, tuple[str, int]] = {}
    for number, name in enumerate(entry.names):
        text = encodable(forms.fold(name))
        for one in (text, *latin_of_kana(text)):
            if one:
                found.setdefault(one, (name, min(number, _LAST)))
    return [
        Key(text[:MAX_KEY].rstrip(), extra, encodable(raw), entry.id, worth, scopes, number)
        for text, (raw, number) in found.items()
    ]


def encodable(text: str) -> str:
    """Text without the halves of surrogate pairs that broken programs leave behind."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def latin_of_kana(folded: str) -> Iterator[str]:
    """A text in kana as its sound is written in Latin letters; nothing for other texts."""
    if not folded.isascii() and _KANA.fullmatch(folded):
        yield fold(jaconv.kana2alphabet(jaconv.kata2hira(folded)).replace("ー", ""))


def runs_without_spaces(text: str) -> list[str]:
    """What of a text is in a script that doesn't part words: it's found by single characters and pairs."""
    return [] if text.isascii() else _SCRIPTS_WITHOUT_SPACES.findall(text)
