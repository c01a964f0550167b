"""The backroom: what the library's counters share. Not for views and commands, which go through Library."""

import asyncio

import structlog

from bot.errors import DatabaseError
from bot.library.catalogue import Catalogue
from bot.library.database import Database
from bot.library.desk import Desk
from bot.library.indexing.home import index_path
from bot.library.indexing.sidecar import Sidecar
from bot.library.place import Place, Reader
from bot.recommend.embedding import load_encoder
from bot.recommend.recommender import Recommender
from bot.search.scan import ScanIndex
from bot.settings import Settings

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Backroom:
    """The database with the catalogue over it, and the settings. Made closed, without side effects."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.catalogue = Catalogue(ScanIndex(), Recommender())
        self._database: Database | None = None
        self._sidecar: Sidecar | None = None

    async def open(self) -> None:
        """Open and migrate the database, and build the catalogue from it.

        Raises DatabaseError, and SettingsError for an embedding model that can't be used.
        """
        recommender = await self._recommender()
        self._database = Database(self.settings.database_url)
        await self._database.open()
        self.catalogue = Catalogue(ScanIndex(), recommender)
        async with self._database.read() as connection:
            await self.catalogue.build(connection)
        self._sidecar = Sidecar(self._database, self.catalogue, index_path(self.settings))

    async def _recommender(self) -> Recommender:
        folder = self.settings.embedding_model
        if folder is None:
            return Recommender()
        model = await asyncio.to_thread(load_encoder, folder)
        log.debug("An embedding model is in use", folder=str(folder), kind=str(model.kind), width=model.width)
        return Recommender(model.encode)

    async def close(self) -> None:
        """Let go of the database. May be called at any time, also twice."""
        await self.catalogue.close()
        database, self._database = self._database, None
        sidecar, self._sidecar = self._sidecar, None
        if sidecar is not None:
            await sidecar.close()
        if database is not None:
            await database.close()

    @property
    def database(self) -> Database:
        """The open database. Raises DatabaseError when it's closed."""
        if self._database is None:
            raise DatabaseError("The library is closed.")
        return self._database

    @property
    def sidecar(self) -> Sidecar:
        """The indexes beside the open database. Raises DatabaseError when it's closed."""
        if self._sidecar is None:
            raise DatabaseError("The library is closed.")
        return self._sidecar

    async def catch_up(self) -> None:
        """Take in what has been written since the last time, by whatever process."""
        async with self.database.read() as connection:
            await self.catalogue.catch_up(connection)
        if self._sidecar is not None:
            self._sidecar.wake()

    def at(self, place: Place, reader: Reader) -> Desk:
        """The catalogue as that reader sees it there."""
        return Desk(self.catalogue, place, reader)

    async def desk(self, place: Place, reader: Reader) -> Desk:
        """The same, up to date."""
        await self.catch_up()
        return self.at(place, reader)
