"""What indexes hold, to compare: those of a library, and others that are built from its database from nothing."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import update

from bot.library.catalogue import Catalogue
from bot.library.indexing.generation import Generation
from bot.library.indexing.keeper import Keeper
from bot.library.library import Library
from bot.library.store import announce
from bot.library.tables import StoryRow
from bot.recommend.recommender import Recommender
from bot.search.engine.phrases import parse_text_query
from bot.search.scan import ScanIndex
from bot.search.scopes import scopes_seen
from tests.library.stories import Folder, listed, prose

EVERYWHERE = scopes_seen(1, restricted=True)
TITLES = ("quay", "the mill", "dusk", "bridge", "evening", "night")
WORDS = ("evening", "harbors", "millstones", "darkness", "bridges", "orchards", "night", '"second bakery"')


@dataclass(frozen=True)
class Held:
    """Everything that can be told of a generation from outside."""

    seq: int
    keys: int
    chapters: int
    titles: dict[str, set[int]]
    texts: dict[str, set[tuple[int, int]]]


def held(generation: Generation) -> Held:
    """What is in it."""
    texts = {
        word: {
            (hit.story_id, hit.chapter)
            for hit in generation.texts.search(parse_text_query(word), EVERYWHERE, lambda _: True, 50).hits
        }
        for word in WORDS
    }
    titles = {typed: {near.id for near in generation.titles.suggest(typed, 50)} for typed in TITLES}
    return Held(generation.seq, len(generation.titles), generation.texts.chapters, titles, texts)


def generation_of(library: Library) -> Generation:
    """What the library's sidecar keeps."""
    generation = library._back.sidecar._keeper._generation
    assert generation is not None
    return generation


def home_of(library: Library) -> Path:
    """The folder that its sidecar works in."""
    home = library._back.sidecar._keeper._home
    assert home is not None
    return home.root


async def built_from_nothing(library: Library, root: Path) -> Held:
    """What indexes hold that are built from the library's database now."""
    database = library._back.database
    catalogue = Catalogue(ScanIndex(), Recommender())
    async with database.read() as connection:
        await catalogue.build(connection)
    keeper = Keeper(database, catalogue, root)
    await keeper.step()
    assert keeper._generation is not None
    found = held(keeper._generation)
    await keeper.close()
    return found


def write_first(folder: Folder) -> None:
    """Four stories."""
    folder.write("quay.txt", "The Quay", prose("harbors", 4))
    folder.write("mill.txt", "The Mill", prose("millstones", 4))
    folder.write("dusk.txt", "Dusk", prose("darkness", 4), Rating="Mature")
    folder.write("bridge.txt", "The Bridge", prose("bridges", 4))


async def change_all_sorts(library: Library, folder: Folder) -> None:
    """A text changed, one retitled, one withdrawn, one gone, two new."""
    folder.write("quay.txt", "The Quay", prose("orchards", 5))
    folder.write("mill.txt", "The Night Mill", prose("millstones", 4))
    (folder.path / "dusk.txt").unlink()
    folder.write("night.txt", "Night", prose("night", 4))
    folder.write("evening.txt", "Evening Again", prose("orchards", 3))
    await library.load()
    await set_state(library, "The Bridge", "withdrawn")
    await library._back.catch_up()


async def set_state(library: Library, title: str, state: str) -> None:
    """As if somebody had decided it."""
    story_id = listed(library)[title]
    async with library._back.database.write() as connection:
        await connection.execute(update(StoryRow).where(StoryRow.id == story_id).values(state=state))
        await announce(connection, [story_id])
