"""A process that is killed while it adds stories loses none that it has acknowledged, and leaves none in part."""

import pytest

from bot.library.library import Library
from tests.library.adding.killing import Killer
from tests.library.stories import Folder


@pytest.mark.parametrize("kills", [40])
async def test_kills_at_random_moments(library: Library, address: str, folder: Folder, kills: int) -> None:
    tally = await Killer(library, address, folder).run(kills)
    assert (tally.kills, tally.lost, tally.partial) == (kills, [], [])
    assert tally.acknowledged > kills
