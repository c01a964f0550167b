"""A corpus folder for tests: files of made-up stories, and what a library has of them."""

from dataclasses import dataclass
from pathlib import Path

from bot.library.answers import LoadReport
from bot.library.library import Library
from bot.library.place import Place, Reader
from bot.settings import Settings

SENTENCES = (
    "The miller's cat had opinions about the weather, and it shared them at breakfast.",
    "Nobody on the lane could say when the second bakery had opened, only that it was better.",
    "She folded the map along its old creases and put it back where the damp could not reach it.",
    "A cart went by with pumpkins, and after it a boy who had dropped one.",
    "They agreed to speak of it on Tuesday, which was a way of not speaking of it.",
    "The bell rang for noon although it was ten, because the ringer had a train to catch.",
    "He wrote the number on his cuff, and the laundry took it, and that was that.",
    "By evening the river had gone down far enough to show the stones with dates on them.",
)
RESTRICTED = Place(guild_id=1, channel_id=10, restricted=True)
OPEN = Place(guild_id=1, channel_id=11, restricted=False)
ANYBODY = Reader()


def prose(topic: str, paragraphs: int = 3) -> str:
    """Paragraphs of about 400 characters; other topics and places make other text."""
    lines = []
    for number in range(paragraphs):
        four = [SENTENCES[(number * 3 + step) % len(SENTENCES)] for step in range(4)]
        lines.append(f"This is what was told of {topic} on evening {number + 1}. " + " ".join(four))
    return "\n\n".join(lines)


@dataclass(frozen=True)
class Folder:
    """A corpus folder on disk."""

    path: Path

    def write(self, name: str, title: str = "", body: str = "", **header: str) -> Path:
        """A story file. `header` adds or, by an empty value, leaves out lines of its header."""
        title = title or name.partition(".")[0].replace("-", " ").title()
        lines = {"Title": title, "Author": "Ona Bright", "Rating": "General", "Characters": "Odo Lind"} | header
        head = "\n".join(f"{label}: {value}" for label, value in lines.items() if value)
        return self.put(name, f"{head}\n\n{body or prose(title)}\n")

    def put(self, name: str, content: str | bytes) -> Path:
        """Any file at all."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file


def settings_for(address: str, folder: Folder, **changes: object) -> Settings:
    """Settings for a library of that folder, with a ledger and a search index of the test's own."""
    own: dict[str, object] = {"ledger": folder.path.with_name("withdrawn.jsonl")}
    if not address.startswith("sqlite"):
        own["index"] = folder.path.with_name("search.index")
    return Settings.load(database_url=address, corpus=folder.path, **(own | changes))


def counts(report: LoadReport) -> dict[str, int]:
    """The counts of a report that are not zero."""
    told = {name: getattr(report, name) for name in ("new", "changed", "gone", "unchanged", "renamed")}
    return {name: count for name, count in (told | {"unreadable": len(report.unreadable)}).items() if count}


def listed(library: Library) -> dict[str, int]:
    """The ids of the stories that are to be had, by title."""
    found = {card.title.value: card.id for card in library._back.catalogue.cards.values() if not card.gone}
    assert len(found) == sum(not card.gone for card in library._back.catalogue.cards.values()), "a story is there twice"
    return found


async def text_of(library: Library, story_id: int) -> str:
    """A story's text, page by page, as the reader shows it."""
    first = await library.page(story_id, 1, RESTRICTED, ANYBODY)
    pages = [await library.page(story_id, number, RESTRICTED, ANYBODY) for number in range(1, first.card.pages + 1)]
    return "\n".join(page.markdown for page in pages)
