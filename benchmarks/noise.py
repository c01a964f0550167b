"""Names as people type them, made from names as they are: for queries that come with no real ones."""

import random
from collections.abc import Iterator

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LONG_VOWELS = (("ou", "ō"), ("oo", "ō"), ("uu", "ū"), ("aa", "ā"))


def noisy_names(name: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    """Kinds of noise, each with the name of several words so typed; kinds that leave it as it is are left out."""
    swapped = " ".join(reversed(name.split()))
    yield "swapped", swapped
    yield "typo", typo(name, draw)
    yield "typos, swapped", typo(typo(swapped, draw), draw)
    yield "half, swapped", swapped[: len(swapped.split()[0]) + 1 + len(swapped.split()[1]) // 2]
    for kind, other in (("macrons", macrons(name)), ("short vowels", short_vowels(name))):
        if other != name:
            yield kind, other


def typo(text: str, draw: random.Random) -> str:
    """One letter missing, doubled, swapped with the next, or replaced by its neighbour on the keyboard."""
    place = draw.randrange(1, len(text))
    head, letter, tail = text[:place], text[place], text[place + 1 :]
    kind = draw.choice(("missing", "doubled", "swapped", "neighbour"))
    if kind == "missing":
        return head + tail
    if kind == "doubled":
        return head + letter + letter + tail
    if kind == "swapped" and tail:
        return head + tail[0] + letter + tail[1:]
    return head + neighbour(letter, draw) + tail


def neighbour(letter: str, draw: random.Random) -> str:
    """A key beside the letter's."""
    for row in KEYS:
        place = row.find(letter.lower())
        if place >= 0:
            return draw.choice([row[near] for near in (place - 1, place + 1) if 0 <= near < len(row)])
    return letter


def macrons(name: str) -> str:
    """Long vowels with macrons."""
    for plain, marked in LONG_VOWELS:
        name = name.replace(plain, marked)
    return name


def short_vowels(name: str) -> str:
    """Long vowels shortened, as in most subtitles."""
    for plain, _ in LONG_VOWELS:
        name = name.replace(plain, plain[0])
    return name
