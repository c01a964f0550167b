"""Titles and names as people type them, made from those given: for runs that bring no queries."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import islice

from benchmarks.search_data import SEED, Known, Query
from bot.search.normalise import fold, fold_name, name_parts

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_COMMON = frozenset(
    ("the", "and", "for", "with", "from", "his", "her", "its", "vol", "volume", "part", "being", "a", "of", "in", "to")
)
_RESPELLINGS = (("ou", "o"), ("oo", "o"), ("uu", "u"), ("shi", "si"), ("tsu", "tu"), ("chi", "ti"), ("ji", "zi"))
_LEAST = 4

Noise = Callable[[Known, random.Random], str | None]


def title_queries(known: Sequence[Known], each: int) -> list[Query]:
    """`each` queries of twelve kinds; right are all of the title drawn."""
    same: dict[str, set[str]] = defaultdict(set)
    for one in known:
        same[fold(one.name)].add(one.key)
    return _drawn(known, each, TITLE_NOISE, lambda one, _: same[fold(one.name)])


def name_queries(known: Sequence[Known], each: int) -> list[Query]:
    """`each` queries of seven kinds. Right are all of just that name; of a given name alone, all who have it.

    What turns out to be just somebody else's name is not asked: they would be the right answer.
    """
    same: dict[tuple[str, ...], set[str]] = defaultdict(set)
    having: dict[str, set[str]] = defaultdict(set)
    for one in known:
        for name in (one.name, *one.aliases):
            same[tuple(sorted(name_parts(name)))].add(one.key)
            for part in name_parts(name):
                having[part].add(one.key)
    whole = {kind: noise for kind, noise in NAME_NOISE.items() if kind != "given name alone"}

    def right(one: Known, typed: str) -> set[str]:
        meant = same[tuple(sorted(name_parts(one.name)))]
        others = same.get(tuple(sorted(name_parts(typed))), set[str]())
        return meant if others <= meant | {one.key} else set()

    queries = _drawn(known, each, whole, right)
    alone = _drawn(
        known, each, {"given name alone": _given_alone}, lambda one, _: having[name_parts(one.name)[-1]], len(queries)
    )
    return queries + alone


def held_out(known: Sequence[Known]) -> None:
    """Take away the aliases that only spell a name otherwise: they are asked for, so they must not be known."""
    for one in known:
        one.aliases = [alias for alias in one.aliases if fold_name(alias) != fold_name(one.name)]


def _drawn(
    known: Sequence[Known],
    each: int,
    noises: dict[str, Noise],
    right: Callable[[Known, str], set[str]],
    first: int = 0,
) -> list[Query]:
    queries: list[Query] = []
    for kind, noise in noises.items():
        draw = random.Random(f"{SEED} {kind}")
        tries = draw.sample(range(len(known)), len(known))
        made = ((known[n], noise(known[n], draw)) for n in tries)
        usable = ((typed, found) for one, typed in made if typed and (found := right(one, typed)))
        for typed, found in islice(usable, each):
            queries.append(Query(first + len(queries), kind, typed, frozenset(found)))
    return queries


def typo(text: str, draw: random.Random, first: int = 0) -> str:
    """One letter is replaced by its neighbour on the keyboard, left out, joined by one, or swapped with the next."""
    places = [n for n, letter in enumerate(text) if n >= first and letter.isalnum()]
    if not places:
        return text
    place = draw.choice(places)
    head, letter, tail = text[:place], text[place], text[place + 1 :]
    kind = draw.choice(("replaced", "missing", "added", "swapped"))
    if kind == "missing":
        return head + tail
    if kind == "added":
        return head + letter + _neighbour(letter, draw) + tail
    if kind == "swapped" and tail[:1].isalnum() and tail[0] != letter:
        return head + tail[0] + letter + tail[1:]
    return head + _neighbour(letter, draw) + tail


def _neighbour(letter: str, draw: random.Random) -> str:
    for row in KEYS:
        place = row.find(letter)
        if place >= 0:
            return draw.choice([row[near] for near in (place - 1, place + 1) if 0 <= near < len(row)])
    return draw.choice("aeiou")


def _words(one: Known, least: int) -> list[str] | None:
    words = fold(one.name).split()
    return words if len(words) >= least else None


def _one_typo(one: Known, draw: random.Random) -> str | None:
    text = fold(one.name)
    return typo(text, draw) if len(text) > _LEAST else None


def _two_typos(one: Known, draw: random.Random) -> str | None:
    text = fold(one.name)
    return typo(typo(text, draw), draw) if len(text) > 2 * _LEAST else None


def _dropped(one: Known, draw: random.Random) -> str | None:
    words = _words(one, 4)
    if words:
        del words[draw.randrange(len(words))]
    return " ".join(words) if words else None


def _swapped(one: Known, draw: random.Random) -> str | None:
    words = _words(one, 2)
    if words:
        place = draw.randrange(len(words) - 1)
        words[place : place + 2] = reversed(words[place : place + 2])
    return " ".join(words) if words else None


def _prefix(one: Known, draw: random.Random) -> str | None:
    text = fold(one.name)
    return text[: max(_LEAST, int(len(text) * draw.uniform(0.5, 0.8)))] if len(text) > 2 * _LEAST else None


def _prefix_typo(one: Known, draw: random.Random) -> str | None:
    text = _prefix(one, draw)
    return typo(text, draw, 1) if text and len(text) > _LEAST else None


def _keywords(one: Known, draw: random.Random) -> str | None:
    words = [word for word in fold(one.name).split() if word not in _COMMON]
    return " ".join(draw.sample(words, min(len(words), 3))) if len(words) > 1 else None


def _with_author(one: Known, draw: random.Random) -> str | None:
    words = [word for word in fold(one.name).split() if word not in _COMMON]
    authors = [word for author in one.authors[:1] for word in fold(author).split() if len(word) >= _LEAST]
    if not words or not authors:
        return None
    return " ".join([*draw.sample(words, min(len(words), 2)), authors[0]])


def _no_subtitle(one: Known, _: random.Random) -> str | None:
    main = one.name
    for mark in (":", ";", " — ", " - ", "(", ","):
        main = main.partition(mark)[0]
    folded = fold(main)
    return folded if folded != fold(one.name) and len(folded.split()) > 1 else None


def _joined(one: Known, draw: random.Random) -> str | None:
    words = _words(one, 2)
    if not words:
        return None
    place = draw.randrange(len(words) - 1)
    words[place : place + 2] = ["".join(words[place : place + 2])]
    return " ".join(words)


def _split(one: Known, draw: random.Random) -> str | None:
    words = fold(one.name).split()
    long = [n for n, word in enumerate(words) if len(word) > _LEAST + 1]
    if not long:
        return None
    place = draw.choice(long)
    cut = draw.randrange(2, len(words[place]) - 2)
    words[place] = f"{words[place][:cut]} {words[place][cut:]}"
    return " ".join(words)


TITLE_NOISE: dict[str, Noise] = {
    "exact": lambda one, _: fold(one.name) or None,
    "typo": _one_typo,
    "two_typos": _two_typos,
    "dropped_word": _dropped,
    "swapped_words": _swapped,
    "prefix": _prefix,
    "prefix_typo": _prefix_typo,
    "keywords": _keywords,
    "author": _with_author,
    "no_subtitle": _no_subtitle,
    "joined": _joined,
    "split": _split,
}


def _parts(one: Known) -> list[str] | None:
    parts = list(name_parts(one.name))
    return parts if len(parts) > 1 and all(part.isalpha() for part in parts) else None


def _flipped(one: Known, _: random.Random) -> str | None:
    parts = _parts(one)
    return " ".join(reversed(parts)) if parts else None


def long_vowels(text: str) -> str:
    """Long vowels shortened, or if it has none, its first short one lengthened."""
    shortened = text
    for long, short in (("ou", "o"), ("oo", "o"), ("uu", "u")):
        shortened = shortened.replace(long, short)
    if shortened != text:
        return shortened
    for syllable in ("o ", "yo", "ko", "to", "yu", "ryu", "shu"):
        if f"{syllable}" in f"{text} ":
            return f"{text} ".replace(
                syllable, syllable[:-1] + ("ou " if syllable == "o " else syllable[-1] + "u"), 1
            ).strip()
    return text


def _is_romaji(text: str) -> bool:
    """Roughly: letters that romanised Japanese has, and syllables that end as its do."""
    return not set("lqvx") & set(text) and all(part[-1] in "aiueon" for part in text.split())


def _long_vowels(one: Known, _: random.Random) -> str | None:
    parts = _parts(one)
    text = " ".join(parts) if parts else ""
    changed = long_vowels(text) if text and _is_romaji(text) else text
    return changed if changed != text else None


def _name_typo(one: Known, draw: random.Random) -> str | None:
    parts = _parts(one)
    return typo(" ".join(parts), draw) if parts and len("".join(parts)) > 2 * _LEAST else None


def _given_alone(one: Known, _: random.Random) -> str | None:
    parts = _parts(one)
    return parts[-1] if parts and len(parts[-1]) >= _LEAST else None


def _all_three(one: Known, draw: random.Random) -> str | None:
    parts = _parts(one)
    if not parts or len("".join(parts)) <= 2 * _LEAST or not _is_romaji(" ".join(parts)):
        return None
    return typo(long_vowels(" ".join(reversed(parts))), draw)


def respelt(text: str, draw: random.Random) -> str:
    """One romanisation for another, where the name has a syllable that is spelt in several ways."""
    ways = [(old, new) for pair in _RESPELLINGS for old, new in (pair, pair[::-1]) if old in text and old != "o"]
    ways += [("o", "ou")] if "o" in text and "ou" not in text else []
    if not ways:
        return text
    old, new = draw.choice(ways)
    return text.replace(old, new, 1)


def _respelt(one: Known, draw: random.Random) -> str | None:
    text = " ".join(name_parts(one.name))
    changed = respelt(text, draw) if text and _is_romaji(text) else text
    return changed if changed != text else None


def _other_list(one: Known, _: random.Random) -> str | None:
    name = fold(one.name)
    others = [alias for alias in one.aliases if fold_name(alias) == fold_name(one.name) and fold(alias) != name]
    return fold(others[0]) if others else None


NAME_NOISE: dict[str, Noise] = {
    "other list's spelling": _other_list,
    "swapped": _flipped,
    "long vowels": _long_vowels,
    "one typo": _name_typo,
    "given name alone": _given_alone,
    "flipped, long vowels, typo": _all_three,
    "respelt": _respelt,
}
