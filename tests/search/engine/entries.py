"""Titles and names to search among, made up here."""

import random
from collections.abc import Iterator

from bot.search.engine.entries import Entry

FIRST = ("Lantern", "Harbor", "Paper", "Winter", "Silver", "Crooked", "Hollow", "Quiet", "Burning", "Salt", "Borrowed")
SECOND = ("Keeper", "Garden", "Road", "Library", "Orchard", "Tide", "Clockmaker", "Cartographer", "Bridge", "Letters")
LAST = ("", " of Ash", " in Autumn", ": A Mystery", " and the Fox", " by the Sea", " (Part Two)")
AUTHORS = ("Iris Lowe", "Tomas Reyes", "Mirela Anders", "Jun Okabe")


def titles(count: int, seed: int = 3) -> list[Entry]:
    """Distinct titles, each with an author and a popularity."""
    drawn = _titles(random.Random(seed))
    found = dict.fromkeys(next(drawn) for _ in range(count * 2))
    draw = random.Random(seed)
    return [
        Entry(number, (title,), (draw.choice(AUTHORS),), float(draw.randrange(1_000)), (f"s{number % 3}",))
        for number, title in enumerate(list(found)[:count], 1)
    ]


def _titles(draw: random.Random) -> Iterator[str]:
    while True:
        article = draw.choice(("The ", "A ", "", ""))
        yield f"{article}{draw.choice(FIRST)} {draw.choice(SECOND)}{draw.choice(LAST)}"
