"""Readers with a taste, and a library for them: tests of the taste door share these."""

from bot.library.answers import Audience, Recommendations, RecommendWish
from bot.library.library import Library
from bot.library.place import Place, Reader
from tests.library.stories import OPEN, RESTRICTED, Folder, listed
from tests.support.matrix import unlike

ANN, BEN, CYD = 700_000_000_000_000_011, 700_000_000_000_000_012, 700_000_000_000_000_013
"""Ids that stand in nothing but what is kept of these readers."""

HERE = OPEN

STORIES = (
    ("Lamps at Low Tide", "Ona Bright", "Shikamaru Nara", "fluff, ferries"),
    ("The Bridge", "Idris Hale", "Shikamaru Nara", "fluff, bridges"),
    ("Salt and Cedar", "Mirela Voss", "Hana Sato", "angst"),
    ("Nine Moves", "Ona Bright", "Temari", "angst, chess"),
    ("A Letter Home", "Piet Bakker", "Shikamaru Nara, Temari", "fluff"),
    ("Slow Ferries", "Lis Adler", "Hana Sato", "ferries"),
    ("Paper Boats", "Rue Kent", "Temari", "chess"),
    ("The Long Way", "Odo Finn", "Odo Lind", "bridges"),
)
NIGHT = "Lamps After Midnight"
"""Rated Explicit, and like the first story in all else."""


async def filled(library: Library, folder: Folder) -> dict[str, int]:
    """The library's stories by title."""
    for number, (title, author, people, tags) in enumerate(STORIES):
        facts = {"Author": author, "Characters": people, "Tags": tags, "Fandom": "Naruto"}
        folder.write(f"{number}.txt", title, unlike(title), **facts)
    folder.write("night.txt", NIGHT, Rating="Explicit", Characters="Shikamaru Nara", Tags="fluff", Fandom="Naruto")
    await library.load()
    return listed(library)


async def for_me(library: Library, user_id: int, place: Place = HERE, *, private: bool = True) -> Recommendations:
    """What a reader is recommended from their taste."""
    wish = RecommendWish(audience=Audience.ME, private=private, again=True)
    return await library.recommend(wish, place, await library.reader(user_id), 4)


def titles(answer: Recommendations) -> list[str]:
    return [one.card.title.value for one in answer.items]


__all__ = ["ANN", "BEN", "CYD", "HERE", "NIGHT", "RESTRICTED", "Reader", "filled", "for_me", "titles"]
