"""Taking in what somebody sends: a file, a pasted text or a link becomes a story, read off the event loop."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import structlog

from bot.corpus.formats.limits import Limits
from bot.corpus.overrides_fields import MistakeError
from bot.corpus.people.recognising import KnownNames
from bot.corpus.reader import read_card, read_story
from bot.corpus.story import Fact, Origin, Permission, Story
from bot.corpus.typed import read_typed
from bot.errors import UnreadableError
from bot.library.adding import wording
from bot.library.fingerprints import Sketch, sketch_of

LONGEST_NAME = 200
"""Characters of a file's name that are kept."""

PASTED = "pasted text"
LINKED = "link"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A story as read, and what was typed beside it that couldn't be taken, with the reason, by field."""

    file: str
    story: Story
    sketch: Sketch = ()
    mistakes: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])


class TakingIn:
    """Reads what was sent, a few at a time, each within the limits. Raises RefusedFileError."""

    def __init__(self, limits: Limits, known_names: KnownNames) -> None:
        self._limits = limits
        self._known_names = known_names
        self._turns = asyncio.Semaphore(2)

    async def file(self, name: str, data: bytes) -> TakenIn:
        """A story file."""
        name = _clean(name) or "file without a name"
        return await self._run(name, lambda: read_story(name, data, limits=self._limits, known_names=self._known_names))

    async def pasted(self, text: str) -> TakenIn:
        """A site's share snippet, or a story."""
        return await self._run(PASTED, lambda: self._read_pasted(text))

    def _read_pasted(self, text: str) -> Story:
        try:
            return read_card(PASTED, text)
        except UnreadableError:
            data = text.encode("utf-8", "replace")
            return read_story("", data, limits=self._limits, known_names=self._known_names)

    async def _run(self, name: str, read: Callable[[], Story]) -> TakenIn:
        async with self._turns:
            try:
                story, sketch = await asyncio.to_thread(_with_sketch, read)
            except UnreadableError as error:
                raise wording.refused(name, error) from error
            except Exception as error:
                log.exception("An upload broke the reader", file=name)
                raise wording.broken(name, type(error).__name__) from error
        return TakenIn(name, story, sketch)


def linked(address: str, title: str) -> TakenIn:
    """A card for a story that is read elsewhere, of which nothing but this is known."""
    mistakes: dict[str, list[str]] = {}
    taken: dict[str, str] = {}
    for name, typed in (("title", title), ("source", address)):
        try:
            taken[name] = str(read_typed(name, typed) or "")
        except MistakeError as mistake:
            mistakes[name] = [typed, str(mistake)]
    return TakenIn(
        LINKED,
        Story(
            title=Fact(taken["title"]) if taken.get("title") else Fact("Untitled", Origin.GUESSED),
            source=Fact(taken["source"]) if taken.get("source") else None,
            permission=Permission.CARD,
        ),
        mistakes=mistakes,
    )


def _with_sketch(read: Callable[[], Story]) -> tuple[Story, Sketch]:
    story = read()
    return story, sketch_of(story.chapters)


def _clean(name: str) -> str:
    """A file's name on one line, its ending kept however long it is."""
    seen = " ".join("".join(character if character.isprintable() else " " for character in name).split())
    return seen if len(seen) <= LONGEST_NAME else seen[: LONGEST_NAME // 2] + "…" + seen[-LONGEST_NAME // 2 + 1 :]
