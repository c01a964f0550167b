"""Learning from all readers: off the event loop, when it's due, and never in the way."""

from concurrent.futures import Executor
from typing import Any

import pytest

from bot.library.answers import Audience, RecommendWish
from bot.library.library import Library
from bot.library.taste import fitting
from bot.library.taste.kinds import Said
from bot.search.index import Request
from tests.library.stories import Folder
from tests.library.taste.readers import HERE, Reader, filled

READERS = range(100, 105)


@pytest.fixture
async def ids(library: Library, folder: Folder) -> dict[str, int]:
    return await filled(library, folder)


@pytest.fixture
def fits(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was learned from; the process is left out."""
    seen: list[Any] = []

    async def noting(recommender: Any, _executor: Executor) -> bool:
        seen.append(recommender.popularity())
        return True

    monkeypatch.setattr(fitting, "refit", noting)
    return seen


async def like(library: Library, user_id: int, story_id: int) -> None:
    await library.taste.say(story_id, Said.LIKED, HERE, await library.reader(user_id))


async def test_it_waits_for_a_reader_and_for_something_new(
    library: Library, ids: dict[str, int], fits: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "PAUSE", 0.0)
    await library.take_in()
    await library.taste._fitting.wait()
    assert fits == []
    await like(library, READERS[0], ids["The Bridge"])
    for _ in range(3):
        await library.take_in()
        await library.taste._fitting.wait()
    assert fits == [{ids["The Bridge"]: 1}]
    await like(library, READERS[0], ids["Nine Moves"])
    await library.take_in()
    await library.taste._fitting.wait()
    assert len(fits) == 2


async def test_it_rests_between_two(library: Library, ids: dict[str, int], fits: list[Any]) -> None:
    for story in ("The Bridge", "Nine Moves"):
        for user_id in READERS:
            await like(library, user_id, ids[story])
        await library.take_in()
        await library.taste._fitting.wait()
    assert len(fits) == 1


async def test_a_fit_that_fails_is_tried_again_and_harms_nothing(
    library: Library, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    async def failing(*_: Any) -> bool:
        tries.append(1)
        raise MemoryError

    monkeypatch.setattr(fitting, "refit", failing)
    monkeypatch.setattr(fitting, "PAUSE", 0.0)
    for user_id in READERS:
        await like(library, user_id, ids["The Bridge"])
    for _ in range(2):
        await library.take_in()
        await library.taste._fitting.wait()
    assert len(tries) == 2
    assert (await library.recommend(_for(READERS[0]), HERE, await library.reader(READERS[0]))).items


@pytest.mark.slow
async def test_for_real_in_a_process_of_its_own(library: Library, ids: dict[str, int]) -> None:
    stories = list(ids.values())
    for user_id in READERS:
        for story_id in stories[user_id % 3 : user_id % 3 + 4]:
            await library.taste.say(story_id, Said.LIKED, HERE, await library.reader(user_id))
    await library.take_in()
    await library.taste._fitting.wait()
    assert not library.taste._fitting._due, "it failed"
    assert (await library.recommend(_for(READERS[0]), HERE, await library.reader(READERS[0]))).items


async def test_likes_are_what_a_search_by_popularity_goes_by(library: Library, ids: dict[str, int]) -> None:
    await like(library, READERS[0], ids["Slow Ferries"])
    assert library._back.catalogue.index.popularity == {ids["Slow Ferries"]: 1}
    found = await library.search(Request(characters=("Hana Sato",)), HERE, Reader())
    assert found.found.hits[0].card.title.value == "Slow Ferries"
    await library.taste.forget(await library.reader(READERS[0]))
    assert library._back.catalogue.index.popularity == {}


def _for(user_id: int) -> Any:
    return RecommendWish(audience=Audience.ME, again=True)
