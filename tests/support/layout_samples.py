"""Samples in the layouts of fan archives, and what is right in a reading of one, column by column."""

import io
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.corpus.reader import read_card, read_story
from bot.corpus.story import Fact, Origin, Story, values

FOLDER = Path(__file__).parents[1] / "corpus" / "formats" / "layouts" / "samples"
COLUMNS = (
    *("title", "authors", "summary", "fandoms", "characters", "relationships", "tags", "warnings", "rating"),
    *("language", "status", "series", "source", "published", "updated", "chapters", "text", "notes"),
)
LISTS = frozenset({"authors", "fandoms", "characters", "relationships", "tags", "warnings"})
ALL_NOTES = "*"


@dataclass(frozen=True)
class Sample:
    """A sample (a file, or a folder that is an unpacked EPUB) and what is to be read in it."""

    name: str
    expected: dict[str, Any]

    @property
    def data(self) -> bytes:
        path = FOLDER / self.name
        return zipped(path) if path.is_dir() else path.read_bytes()

    @property
    def file_name(self) -> str:
        """A name that gives nothing away."""
        return f"sample{'.epub' if (FOLDER / self.name).is_dir() else Path(self.name).suffix}"

    def read(self) -> Story:
        if "-share-" in self.name:
            return read_card(self.file_name, self.data.decode())
        return read_story(self.file_name, self.data)


def zipped(folder: Path) -> bytes:
    """An EPUB of the files in a folder, its mimetype first as EPUBs have it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name != "mimetype":
                archive.write(path, path.relative_to(folder).as_posix())
    return made.getvalue()


@lru_cache(maxsize=1)
def samples() -> tuple[Sample, ...]:
    """All samples that expected.toml knows."""
    told = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))
    return tuple(
        Sample(name, {**told["stories"][differences["story"]], **differences})
        for name, differences in told["samples"].items()
    )


def judged(story: Story, expected: dict[str, Any]) -> dict[str, bool | None]:
    """Whether each column is right; None for one that the layout doesn't tell."""
    untold = expected.get("untold", ())
    return {column: None if column in untold else _is_right(column, story, expected) for column in COLUMNS}


def _is_right(column: str, story: Story, expected: dict[str, Any]) -> bool:
    if column in LISTS:
        stated = [fact.value for fact in getattr(story, column) if fact.origin is Origin.STATED]
        return sorted(stated) == sorted(expected[column])
    return _JUDGES[column](story, expected) if column in _JUDGES else _said(story, column) == expected[column]


def _said(story: Story, column: str) -> str:
    fact: Fact[Any] | None = getattr(story, column)
    return "" if fact is None or (fact.origin is Origin.FOUND) else str(fact.value)


def _chapters(story: Story, expected: dict[str, Any]) -> bool:
    return [chapter.title for chapter in story.chapters] == expected["chapters"]


def _text(story: Story, expected: dict[str, Any]) -> bool:
    """Whether the text begins and ends where it should: no note is left in it, nothing of it is lost."""
    if not expected["chapters"]:
        return not story.chapters
    first, last = story.chapters[0].text.split("\n\n")[0], story.chapters[-1].text.split("\n\n")[-1]
    return first == expected["begins"] and last == expected["ends"]


def _notes(story: Story, expected: dict[str, Any]) -> bool:
    """Whether all notes are kept, each where it belongs, and none is in the text."""
    text = "\n\n".join(chapter.text for chapter in story.chapters)
    kept = {(note.where, note.text) for note in story.notes}
    return all((where, said) in kept and said not in text for where, said in wanted_notes(expected))


def wanted_notes(expected: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The notes that a sample has: its story's but for some, and its own."""
    left_out = expected.get("not_notes", ())
    for where, said in expected["notes"]:
        if ALL_NOTES not in left_out and said not in left_out:
            yield where, said
    yield from ((where, said) for where, said in expected.get("also_notes", ()))


_JUDGES: dict[str, Callable[[Story, dict[str, Any]], bool]] = {
    "chapters": _chapters,
    "text": _text,
    "notes": _notes,
}


def told(story: Story, column: str) -> object:
    """What a reading has in a column, for people who look into what is wrong."""
    if column == "chapters":
        return [chapter.title for chapter in story.chapters]
    if column == "text":
        return [(chapter.text[:60], chapter.text[-60:]) for chapter in story.chapters]
    if column == "notes":
        return [(note.where, note.text) for note in story.notes]
    return list(values(getattr(story, column))) if column in LISTS else _said(story, column)
