"""Whatever readers said and ask for, what may not be shown here is never recommended, listed, counted or named."""

from dataclasses import replace
from random import Random

import pytest

from bot.errors import FicusError
from bot.library.answers import Audience, RecommendWish
from bot.library.blocks import Blocked
from bot.library.library import Library
from bot.library.place import Place, Reader
from bot.library.taste.kinds import SHELF, Said
from bot.library.taste.taste import Taste
from bot.recommend.features import Feature, Field
from bot.search.index import Length
from tests.library.stories import RESTRICTED, Folder
from tests.library.taste.readers import ANN, BEN, CYD, HERE, filled

SECRETS = ("zephyrine", "quillon", "zibeline", "zorn", "vesper")
SECRET = {"Characters": "Quillon Vesper, Shikamaru Nara", "Tags": "zibeline, fluff", "Fandom": "Zorn, Naruto"}
READERS = (ANN, BEN, CYD)


@pytest.fixture
async def secret(library: Library, folder: Folder) -> list[int]:
    """Ids of stories that an open channel must not learn of; everybody has said something of them."""
    for number, rating in enumerate(("Explicit", "Mature", "")):
        folder.write(f"secret-{number}.txt", f"Zephyrine {number}", Author="Quillon Ash", Rating=rating, **SECRET)
    ids = await filled(library, folder)
    return [story_id for title, story_id in ids.items() if title.startswith("Zephyrine")]


def wishes(random: Random) -> RecommendWish:
    """Any wish, drawn."""
    pick = random.choice
    facts = (Feature(Field.TAG, "zibeline"), Feature(Field.TAG, "fluff"), Feature(Field.CHARACTER, "quillon vesper"))
    return RecommendWish(
        like=pick([(), (), ("The Bridge",), ("Zephyrine 0",), ("The Bridge", "Nine Moves")]),
        character=pick(["", "", "Temari", "Quillon Vesper"]),
        fandom=pick(["", "", "Naruto", "Zorn"]),
        mood=pick(["", "fluffy", "zibeline, no angst", "gen, short", "quillon"]),
        length=pick([None, None, *Length]),
        more=tuple(random.sample(facts, random.randint(0, 2))),
        less=tuple(random.sample(facts, random.randint(0, 1))),
        gems=pick([False, True]),
        surprise=pick([False, True]),
        audience=pick(list(Audience)),
        among=frozenset(READERS),
        other=pick(READERS),
        again=pick([False, True]),
        private=pick([False, True]),
    )


async def said(library: Library, wish: RecommendWish, place: Place, reader: Reader) -> str:
    """All that an answer tells, but for what was typed and asked for itself."""
    try:
        answer = await library.recommend(wish, place, reader, Random(1).randint(1, 20))
    except FicusError as error:
        told = f"{type(error)} {error.sentence}"
        typed = {*wish.like, wish.character, wish.fandom}
    else:
        told = repr(replace(answer, understood=(), unknown=()))
        typed = set()
    for word in typed:
        told = told.replace(f'"{word}"', "").replace(f"fandom {word}", "").replace(f"character {word}", "")
    return told.lower()


@pytest.mark.parametrize("seed", range(4))
async def test_no_list_tells_of_them(library: Library, secret: list[int], seed: int) -> None:
    random = Random(seed)
    cards = sorted(library._back.catalogue.cards)
    for user_id in READERS:
        reader = await library.reader(user_id)
        await library.taste.share(HERE, reader, on=True)
        for story_id in (*secret, *random.sample(cards, 3)):
            await library.taste.say(story_id, random.choice(list(Said)), RESTRICTED, reader)
    for _ in range(40):
        wish, reader = wishes(random), await library.reader(random.choice(READERS))
        told = await said(library, wish, HERE, reader)
        assert not [word for word in SECRETS if word in told], wish


async def test_no_answer_of_the_taste_door_tells_of_them(library: Library, secret: list[int]) -> None:
    ann, taste = await library.reader(ANN), library.taste
    for story_id in secret:
        await taste.say(story_id, Said.LIKED, RESTRICTED, ann)
        await taste.say(story_id, Said.TO_READ, RESTRICTED, ann)
    await taste.block(Blocked.STORY, f"#{secret[0]}", RESTRICTED, ann)
    ann = await library.reader(ANN)
    for one in SHELF:
        page = await taste.shelf(one, HERE, ann)
        assert (page.entries, page.counts[one]) == ((), 0)
    told = [await taste.shelf(one, HERE, ann) for one in SHELF]
    told += [await taste.known(HERE, ann), await taste.blocks(HERE, ann), await taste.everything(HERE, ann)]
    for story_id in secret:
        for attempt in (
            taste.say(story_id, Said.LIKED, HERE, ann),
            taste.move(story_id, Said.READING, HERE, ann),
            taste.block(Blocked.STORY, f"#{story_id}", HERE, ann),
        ):
            with pytest.raises(FicusError) as caught:
                await attempt
            told.append(vars(caught.value))
        await taste.open(story_id, HERE, ann)
    assert not [word for word in SECRETS if word in repr(told).lower()]


def test_every_method_of_the_door_that_takes_a_place_is_asked_somewhere() -> None:
    """A new way to ask must join the tests here."""
    asked = {"say", "move", "open", "shelf", "known", "share", "block", "blocks", "toggle", "counted", "everything"}
    methods = {name for name in vars(Taste) if not name.startswith("_")}
    tell_no_story = {"start", "close", "refresh", "learn", "is_known", "counts", "agreed", "stories_of", "since"}
    assert methods == asked | tell_no_story | {"keep_history", "forget", "unblock"}
