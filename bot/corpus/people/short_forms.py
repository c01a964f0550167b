"""One name in two forms: Scott and Scotty, Margaret and Meg."""

from collections.abc import Iterator, Mapping

from bot.corpus.people.mentions import Name
from bot.corpus.people.sightings import Sighting, added
from bot.corpus.words import word_list

MOST = 2
"""Mentions of each form up to which they are added up; from there on each stands for itself."""
LEAST_LETTERS = 3
ENDINGS = ("ie", "y")


def join_short_forms(sightings: Mapping[Name, Sighting]) -> dict[Name, Sighting]:
    """The same, with rare short forms as the full ones that the text has as well."""
    joined = dict(sightings)
    for name in [name for name, seen in sightings.items() if len(name) == 1 and seen.count <= MOST]:
        for full in full_forms(name[0]):
            seen = joined.get((full,))
            if seen and sightings[full,].count <= MOST:
                joined[full,] = added([seen, joined.pop(name)])
                break
    return joined


def full_forms(name: str) -> Iterator[str]:
    """What the name may be short for."""
    lower = name.lower()
    for ending in ENDINGS:
        stem = lower.removesuffix(ending)
        if stem != lower and len(stem) >= LEAST_LETTERS:
            yield stem.capitalize()
            if stem[-1] == stem[-2]:
                yield stem[:-1].capitalize()
    full = word_list("names")["short_forms"].get(lower)
    if full:
        yield full.capitalize()
