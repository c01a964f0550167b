"""Library: the one door through which commands, views and the command line reach the stories."""

from collections.abc import Sequence
from random import Random
from typing import Self

from bot.corpus.story import Card
from bot.library.answers import (
    ChapterEntry,
    Excerpt,
    ExcerptWish,
    LoadReport,
    Page,
    Progress,
    Recommendations,
    RecommendWish,
    SearchPage,
    Status,
)
from bot.library.place import Place, Reader
from bot.search.index import Kind, Request, Suggestion
from bot.settings import Settings


class Library:
    """Stories at rest and what can be asked of them. Every answer has passed the gate for `place` and `reader`.

    Made without side effects; `start` opens it. Also an async context manager that starts and closes.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def start(self, progress: Progress | None = None) -> LoadReport:
        """Open and migrate the database, load the corpus folder, build the indexes. Does nothing the second time.

        Raises DatabaseError or CorpusError, each with a sentence for the operator.
        """
        raise NotImplementedError

    async def close(self) -> None:
        """Let go of the database. May be called at any time, also twice."""
        raise NotImplementedError

    async def load(self, progress: Progress | None = None) -> LoadReport:
        """Read the corpus folder again: only what has changed by content is read into the library."""
        raise NotImplementedError

    async def reader(self, user_id: int | None) -> Reader:
        """The reader with their block list."""
        raise NotImplementedError

    def suggest(self, kind: Kind, typed: str, place: Place, reader: Reader, limit: int = 25) -> list[Suggestion]:
        """Autocomplete, from memory."""
        raise NotImplementedError

    async def search(self, request: Request, place: Place, reader: Reader, first: int = 0, size: int = 5) -> SearchPage:
        """Stories that fit. An empty result is an answer too: it holds what came close and what the filters removed.

        Raises AmbiguousError or NotFoundError when a name in the request can't be taken to mean one thing.
        """
        raise NotImplementedError

    async def story(self, typed: str, place: Place, reader: Reader) -> Card:
        """The story meant by an id from autocomplete ("#12") or by a title as typed.

        Raises NotFoundError, AmbiguousError.
        """
        raise NotImplementedError

    async def card(self, story_id: int, place: Place, reader: Reader) -> Card:
        """The card of a story by id. Raises NotShownError, also when there is no such story."""
        raise NotImplementedError

    async def contents(self, story_id: int, place: Place, reader: Reader) -> Sequence[ChapterEntry]:
        """Chapters with their first pages. Raises NotShownError, TextNotSharedError."""
        raise NotImplementedError

    async def page(
        self, story_id: int, number: int, place: Place, reader: Reader, *, revision: int | None = None
    ) -> Page:
        """A page of a story; numbers outside are taken to the nearest end.

        Raises NotShownError, TextNotSharedError, and StalePageError if `revision` is no longer the story's.
        """
        raise NotImplementedError

    async def excerpt(
        self, wish: ExcerptWish, place: Place, reader: Reader, *, rng: Random | None = None
    ) -> Excerpt:
        """Draw a story, then a passage of it; what was drawn in a channel is not drawn there again until all are.

        Raises NotFoundError, AmbiguousError, NothingEligibleError, TextNotSharedError.
        """
        raise NotImplementedError

    async def passage(self, passage_id: int, place: Place, reader: Reader) -> Excerpt:
        """The passage with that permanent id. Raises NotShownError, TextNotSharedError."""
        raise NotImplementedError

    async def recommend(
        self, wish: RecommendWish, place: Place, reader: Reader, limit: int = 5, *, rng: Random | None = None
    ) -> Recommendations:
        """What to read next, and why; what was recommended in a channel comes again there only after all else.

        Raises NotFoundError, AmbiguousError, NothingEligibleError.
        """
        raise NotImplementedError

    async def keep(self, kind: str, request: dict[str, object]) -> int:
        """Keep a request so that a button can carry it by number; equal requests share one. Kept for 30 days."""
        raise NotImplementedError

    async def kept(self, kind: str, number: int) -> dict[str, object]:
        """A request kept before. Raises StaleRequestError when it's no longer there."""
        raise NotImplementedError

    async def status(self, guild_id: int | None) -> Status:
        """Counts by state and rating, and the last load with its problems."""
        raise NotImplementedError
