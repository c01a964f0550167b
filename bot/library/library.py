"""Library: the one door through which commands, views and the command line reach the stories."""

import asyncio
from collections.abc import Sequence
from random import Random
from typing import NoReturn, Self

from bot.corpus.story import Card
from bot.errors import IndexBuildingError, IndexUnusableError, NotShownError
from bot.library.adding.adding import Adding
from bot.library.adding.drafts import prune_drafts
from bot.library.aliases.aliases import Aliases
from bot.library.amending import prune_undo
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
    TextPage,
)
from bot.library.authors.authors import Authors
from bot.library.backroom import Backroom
from bot.library.blocks import read_blocks
from bot.library.excerpts import draw_excerpt, excerpt_of
from bot.library.fulltext import TextWish, search_texts
from bot.library.indexing.outbox import prune_outbox
from bot.library.kept import keep_request, kept_request, prune_requests
from bot.library.loader import Loader
from bot.library.moderating import Moderating
from bot.library.place import Place, Reader
from bot.library.recommending import Recommending
from bot.library.review.review import Review
from bot.library.servers import Servers
from bot.library.status import read_status
from bot.library.taste.taste import Taste
from bot.library.texts import read_contents, read_page, readable_card
from bot.library.wording import stale_page, stale_request
from bot.search.index import Kind, Request, Suggestion
from bot.settings import Settings

FOLLOW_SECONDS = 2.0
"""How often to look at what other processes have written: a story withdrawn there is named here no longer than that."""


class Library:
    """Stories at rest and what can be asked of them. Every answer has passed the gate for `place` and `reader`.

    Made without side effects; `start` opens it. Also an async context manager that starts and closes. `rng` draws
    passages and breaks ties where a call brings none of its own.
    """

    def __init__(self, settings: Settings, rng: Random | None = None) -> None:
        self.settings = settings
        self._rng = rng or Random()
        self._back = Backroom(settings)
        self.adding = Adding(self._back)
        self.aliases = Aliases(self._back)
        self.authors = Authors(self._back)
        self.moderating = Moderating(self._back)
        self.review = Review(self._back)
        self.servers = Servers(self._back)
        self.taste = Taste(self._back)
        self._first_load: LoadReport | None = None
        self._starting = asyncio.Lock()
        self._loading = asyncio.Lock()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def start(self, progress: Progress | None = None) -> LoadReport:
        """Open and migrate the database, load the corpus folder, build the indexes. Does nothing the second time.

        Raises DatabaseError, CorpusError, and SettingsError when the ledger can't be read; each with a sentence for
        the operator.
        """
        async with self._starting:
            if self._first_load is None:
                try:
                    self._first_load = await self._start(progress)
                except BaseException:
                    await self.close()
                    raise
            return self._first_load

    async def _start(self, progress: Progress | None) -> LoadReport:
        await self._back.open()
        await self.authors.recall()
        async with self._back.database.write() as connection:
            await prune_requests(connection)
            await prune_drafts(connection)
            await prune_undo(connection)
            await prune_outbox(connection)
        await self.servers.refresh()
        await self.taste.start()
        await self.aliases.refresh()
        report = await self.load(progress)
        await self._back.sidecar.start()
        return report

    async def close(self) -> None:
        """Let go of the database. May be called at any time, also twice."""
        self._first_load = None
        await self.taste.close()
        await self._back.close()

    async def load(self, progress: Progress | None = None) -> LoadReport:
        """Read the corpus folder again: only what has changed by content is read into the library."""
        loader = Loader(
            self._back.database,
            self.settings.corpus,
            self.settings.limits,
            known_names=self._back.catalogue.known_name,
            learn=self._back.catch_up,
        )
        async with self._loading:
            report = await loader.load(progress)
            await self._back.catch_up()
        return report

    async def prepared(self) -> None:
        """Until recommendations know every story that is there. A large library serves before that."""
        await self._back.catalogue.prepared()

    async def follow(self) -> NoReturn:
        """Take in what other processes write, until cancelled."""
        while True:
            await asyncio.sleep(FOLLOW_SECONDS)
            await self.take_in()

    async def take_in(self) -> None:
        """Take in what other processes have written. The client does it every FOLLOW_SECONDS."""
        await self._back.catch_up()
        await self.servers.refresh()
        await self.taste.refresh()
        self.taste.learn()
        await self.aliases.refresh()

    async def reader(self, user_id: int | None) -> Reader:
        """The reader with their block list."""
        if user_id is None:
            return Reader()
        async with self._back.database.read() as connection:
            return Reader(user_id, await read_blocks(connection, user_id))

    def suggest(self, kind: Kind, typed: str, place: Place, reader: Reader, limit: int = 25) -> list[Suggestion]:
        """Autocomplete, from memory."""
        return self._back.at(place, reader).suggest(kind, typed, limit)

    async def search(self, request: Request, place: Place, reader: Reader, first: int = 0, size: int = 5) -> SearchPage:
        """Stories that fit. An empty result is an answer too: it holds what came close and what the filters removed.

        Raises AmbiguousError or NotFoundError when a name in the request can't be taken to mean one thing.
        """
        desk = await self._back.desk(place, reader)
        return SearchPage(await desk.find(request), first, size)

    async def search_text(
        self,
        typed: str,
        place: Place,
        reader: Reader,
        first: int = 0,
        size: int = 5,
        *,
        request: Request | None = None,
    ) -> TextPage:
        """Stories whose text holds the words and "phrases", each with a piece of the best chapter. Any text will do.

        Only stories that also fit the request, if there is one. Raises NotFoundError, AmbiguousError for its names, and
        IndexBuildingError.
        """
        desk = await self._back.desk(place, reader)
        texts = await self._back.sidecar.texts()
        try:
            return await search_texts(self._back.database, desk, texts, TextWish(typed, request, first, size))
        except IndexUnusableError as error:
            self._back.sidecar.distrust(error)
            raise IndexBuildingError from error

    async def story(self, typed: str, place: Place, reader: Reader) -> Card:
        """The story meant by an id from autocomplete ("#12") or by a title as typed.

        Raises NotFoundError, AmbiguousError.
        """
        desk = await self._back.desk(place, reader)
        card, _ = await desk.story(typed)
        return card

    async def card(self, story_id: int, place: Place, reader: Reader) -> Card:
        """The card of a story by id. Raises NotShownError, also when there is no such story."""
        desk = await self._back.desk(place, reader)
        card = desk.card(story_id)
        if card is None:
            raise NotShownError
        return card

    async def contents(self, story_id: int, place: Place, reader: Reader) -> Sequence[ChapterEntry]:
        """Chapters with their first pages. Raises NotShownError, TextNotSharedError."""
        async with self._back.database.read() as connection:
            await readable_card(connection, self._back.at(place, reader), story_id)
            return await read_contents(connection, story_id)

    async def page(
        self, story_id: int, number: int, place: Place, reader: Reader, *, revision: int | None = None
    ) -> Page:
        """A page of a story; numbers outside are taken to the nearest end.

        Raises NotShownError, TextNotSharedError, and StalePageError if `revision` is no longer the story's.
        """
        async with self._back.database.read() as connection:
            card = await readable_card(connection, self._back.at(place, reader), story_id)
            if revision not in {None, card.revision}:
                raise stale_page()
            return await read_page(connection, card, min(max(number, 1), card.pages))

    async def excerpt(self, wish: ExcerptWish, place: Place, reader: Reader, *, rng: Random | None = None) -> Excerpt:
        """Draw a story, then a passage of it; what was drawn in a channel is not drawn there again until all are.

        Raises NotFoundError, AmbiguousError, NothingEligibleError, TextNotSharedError.
        """
        desk = await self._back.desk(place, reader)
        return await draw_excerpt(self._back.database, desk, wish, rng or self._rng)

    async def passage(self, passage_id: int, place: Place, reader: Reader) -> Excerpt:
        """The passage with that permanent id. Raises NotShownError, TextNotSharedError."""
        async with self._back.database.read() as connection:
            return await excerpt_of(connection, self._back.at(place, reader), passage_id)

    async def recommend(
        self, wish: RecommendWish, place: Place, reader: Reader, limit: int = 5, *, rng: Random | None = None
    ) -> Recommendations:
        """What to read next, and why; what was recommended lately, in this channel or to this reader, comes again only
        after all else.

        Raises NotFoundError, AmbiguousError, NothingEligibleError, and RefusedError when nobody's taste can count.
        """
        await self.taste.refresh()
        counted = await self.taste.counted(wish, place, reader)
        desk, acted = await self._back.desk(place, counted.reader), self.taste.stories_of(counted)
        return await Recommending(self._back.database, desk, counted, acted, rng or self._rng).recommend(wish, limit)

    async def keep(self, kind: str, request: dict[str, object]) -> int:
        """Keep a request so that a button can carry it by number; equal requests share one. Kept for 30 days."""
        async with self._back.database.write() as connection:
            return await keep_request(connection, kind, request)

    async def kept(self, kind: str, number: int) -> dict[str, object]:
        """A request kept before. Raises StaleRequestError when it's no longer there."""
        async with self._back.database.read() as connection:
            request = await kept_request(connection, kind, number)
        if request is None:
            raise stale_request()
        return request

    async def status(self, guild_id: int | None) -> Status:
        """Counts by state and rating, and the last load with its problems."""
        async with self._back.database.read() as connection:
            return await read_status(connection, guild_id)
