"""Who sends stories in the tests of adding, and what."""

from random import Random

from sqlalchemy import update

from bot.library.actor import Actor
from bot.library.adding.answers import Consent, Preview
from bot.library.library import Library
from bot.library.place import Place
from bot.library.store import announce
from bot.library.tables import StoryRow
from tests.library.stories import OPEN, prose

MODERATOR = Actor(100, 1, moderator=True)
OTHER_MODERATOR = Actor(101, 1, moderator=True)
CURATOR = Actor(102, 1, moderator=True, curator=True)
MEMBER = Actor(200, 1)
ELSEWHERE = Actor(300, 2, moderator=True)

WORDS = [
    first + last for first in ("ba", "ro", "li", "mu", "te", "ska", "no") for last in ("n", "rk", "sh", "ter", "lo")
]


def story_file(title: str = "The Lamp Road", body: str = "", **header: str) -> bytes:
    """A story file: `header` adds or, by an empty value, leaves out lines."""
    lines = {"Title": title, "Author": "Ona Bright", "Rating": "General", "Characters": "Odo Lind"} | header
    head = "\n".join(f"{label}: {value}" for label, value in lines.items() if value)
    return f"{head}\n\n{body or prose(title)}\n".encode()


def text_of(seed: int, paragraphs: int = 3) -> str:
    """Paragraphs that share no run of words with those of another seed."""
    rng = Random(seed)
    lines = [" ".join(f"{rng.choice(WORDS)}" for _ in range(12)).capitalize() + "." for _ in range(5 * paragraphs)]
    return "\n\n".join(" ".join(lines[first : first + 5]) for first in range(0, len(lines), 5))


def chapters(*seeds: int) -> str:
    """A text in chapters, each of its own words."""
    return "\n\n".join(f"Chapter {number}\n\n{text_of(seed)}" for number, seed in enumerate(seeds, start=1))


async def upload(library: Library, data: bytes = b"", place: Place = OPEN, name: str = "story.txt") -> Preview:
    """A moderator's draft of their own work: nothing stands against confirming it."""
    preview = await library.adding.read(MODERATOR, name, data or story_file(), place)
    return await library.adding.permit(MODERATOR, preview.draft_id, Consent.OWN, "", place)


async def set_row(library: Library, story_id: int, **values: object) -> None:
    """As if somebody had decided so about a story."""
    async with library._back.database.write() as connection:
        await connection.execute(update(StoryRow).where(StoryRow.id == story_id).values(**values))
        await announce(connection, [story_id])
