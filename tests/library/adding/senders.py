"""Who sends stories in the tests of adding, and what."""

from bot.library.actor import Actor
from bot.library.adding.answers import Consent, Preview
from bot.library.library import Library
from bot.library.place import Place
from tests.library.stories import OPEN, prose

MODERATOR = Actor(100, 1, moderator=True)
OTHER_MODERATOR = Actor(101, 1, moderator=True)
CURATOR = Actor(102, 1, moderator=True, curator=True)
MEMBER = Actor(200, 1)
ELSEWHERE = Actor(300, 2, moderator=True)


def story_file(title: str = "The Lamp Road", body: str = "", **header: str) -> bytes:
    """A story file: `header` adds or, by an empty value, leaves out lines."""
    lines = {"Title": title, "Author": "Ona Bright", "Rating": "General", "Characters": "Odo Lind"} | header
    head = "\n".join(f"{label}: {value}" for label, value in lines.items() if value)
    return f"{head}\n\n{body or prose(title)}\n".encode()


async def upload(library: Library, data: bytes = b"", place: Place = OPEN, name: str = "story.txt") -> Preview:
    """A moderator's draft of their own work: nothing stands against confirming it."""
    preview = await library.adding.read(MODERATOR, name, data or story_file(), place)
    return await library.adding.permit(MODERATOR, preview.draft_id, Consent.OWN, "", place)
