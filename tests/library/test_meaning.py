"""An embedding model from the settings to a recommendation."""

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.errors import NothingEligibleError, SettingsError
from bot.library import catalogue
from bot.library.answers import RecommendWish
from bot.library.library import Library
from bot.recommend.arrays import Floats
from bot.recommend.embedding import Encode, load_encoder
from tests.library.stories import ANYBODY, OPEN, Folder, settings_for
from tests.recommend.models import static_model

ABOUT = "both seem to be about much the same things"
LIKE_OCEAN = RecommendWish(like=("Ocean",), again=True)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return static_model(tmp_path / "model")


@pytest.fixture
def stories(folder: Folder) -> Folder:
    """By nobody alike, with nobody alike, and without a word in common."""
    told = {
        "Ocean": "A sailor watched each wave.",
        "Shore": "Lighthouse, harbour, ship.",
        "Bread": "Flour made dough.",
        "Moon": "Telescope saw comet.",
    }
    for number, (title, summary) in enumerate(told.items()):
        folder.write(
            f"{number}.txt",
            title,
            f"{title} {title} {summary}",
            Author=f"Writer{number}",
            Characters=f"Person{number} Quill{number}",
            Fandom=f"World{number}",
            Summary=summary,
        )
    return folder


async def found(library: Library) -> dict[str, tuple[str, ...]]:
    answer = await library.recommend(LIKE_OCEAN, OPEN, ANYBODY, 9)
    return {one.card.title.value: one.reasons for one in answer.items}


async def _titles(library: Library) -> list[str]:
    """Nothing found is told as an error."""
    try:
        return list(await found(library))
    except NothingEligibleError:
        return []


async def test_recommend_like_finds_what_is_about_the_same(address: str, stories: Folder, model: Path) -> None:
    async with Library(settings_for(address, stories, embedding_model=model)) as library:
        assert await found(library) == {"Shore": (ABOUT,)}
        stories.write("9.txt", "Tide", "Tide tide.", Author="Z", Characters="Zoe Zed", Fandom="W9", Summary="Salt.")
        await library.load()
        assert await found(library) == {"Shore": (ABOUT,), "Tide": (ABOUT,)}


async def test_without_the_setting_there_is_nothing_like_it(address: str, stories: Folder) -> None:
    async with Library(settings_for(address, stories)) as library:
        assert await _titles(library) == []


async def test_a_folder_that_can_not_be_used_stops_the_start(address: str, stories: Folder, tmp_path: Path) -> None:
    library = Library(settings_for(address, stories, embedding_model=tmp_path / "absent"))
    with pytest.raises(SettingsError, match="FICUS_EMBEDDING_MODEL must name a folder"):
        await library.start()


class Slow:
    """A model that reads nothing until it's let go."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self.let_go = threading.Event()

    def __call__(self, texts: Sequence[str]) -> Floats:
        assert self.let_go.wait(20)
        return self._encode(texts)


@pytest.fixture
def slow(model: Path, monkeypatch: pytest.MonkeyPatch) -> Slow:
    loaded = load_encoder(model)
    slow = Slow(loaded.encode)
    monkeypatch.setattr("bot.library.backroom.load_encoder", lambda _folder: loaded._replace(encode=slow))
    monkeypatch.setattr(catalogue, "LARGE", 1)
    return slow


async def test_a_large_library_serves_while_the_model_reads(
    address: str, stories: Folder, model: Path, slow: Slow
) -> None:
    async with Library(settings_for(address, stories, embedding_model=model)) as library:
        assert "Shore" not in await _titles(library)
        slow.let_go.set()
        await library.prepared()
        assert await _titles(library) == ["Shore"]


async def test_closing_waits_for_no_more_than_a_batch(address: str, stories: Folder, model: Path, slow: Slow) -> None:
    library = Library(settings_for(address, stories, embedding_model=model))
    await library.start()
    closing = asyncio.create_task(library.close())
    await asyncio.sleep(0.05)
    slow.let_go.set()
    await asyncio.wait_for(closing, 10)


async def test_a_model_that_fails_is_done_without(
    address: str, stories: Folder, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_texts: Sequence[str]) -> Floats:
        raise MemoryError

    loaded = load_encoder(model)
    monkeypatch.setattr("bot.library.backroom.load_encoder", lambda _folder: loaded._replace(encode=fail))
    async with Library(settings_for(address, stories, embedding_model=model)) as library:
        assert await _titles(library) == []
