"""Words and phrases in texts: what is found, in which order, and what never counts."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.engine.phrases import MOST_PHRASES, MOST_WORDS, parse_text_query
from bot.search.engine.text import StoryText, TextFound, TextIndex
from bot.search.engine.words import words_of
from tests.support.examples import examples

OPEN = "corpus.open"
QUAY = (
    "The lamps on the quay were lit early. Two missing-nins had been seen by the café, and nobody said so aloud.",
    "Rain fell. She was dying to know whether the ferryman's straße had flooded; she didn't ask.",
)
MILL = ("The mill had lamps too, but nobody had lit them. 彼は港まで走った。Она бежала домой.",)


def index_of(*texts: StoryText, folder: Path | None = None) -> TextIndex:
    index = TextIndex(folder)
    index.put(texts)
    index.commit()
    return index


def text(story_id: int, *chapters: str, scope: str = OPEN) -> StoryText:
    return StoryText(story_id, scope, list(enumerate(chapters, start=1)))


def search(index: TextIndex, typed: str, scopes: Iterable[str] = (OPEN,), hidden: Iterable[int] = ()) -> TextFound:
    return index.search(parse_text_query(typed), scopes, lambda story_id: story_id not in set(hidden), 5)


def places(found: TextFound) -> list[tuple[int, int]]:
    return [(hit.story_id, hit.chapter) for hit in found.hits]


@pytest.fixture(scope="module")
def both() -> TextIndex:
    return index_of(text(1, *QUAY), text(2, *MILL))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lamps lit", [(1, 1), (2, 1)]),
        ("LAMP", [(1, 1), (2, 1)]),
        ('"lamps on the quay"', [(1, 1)]),
        ("“lamps on the quay”", [(1, 1)]),
        ('"lamps on the quay', [(1, 1)]),
        ('"missing nin"', [(1, 1)]),
        ("missing-nin", [(1, 1)]),
        ("nin-missing", []),
        ('cafe "nobody said"', [(1, 1)]),
        ("CAFÉ", [(1, 1)]),
        ("cafe\u0301", [(1, 1)]),
        ("strasse", [(1, 2)]),
        ("didn’t", [(1, 2)]),
        ("dies", [(1, 2)]),
        ("走った", [(2, 1)]),
        ("た走", []),
        ("бежала", [(2, 1)]),
        ("ЗЕБРА", []),
    ],
)
def test_what_is_found(both: TextIndex, typed: str, found: list[tuple[int, int]]) -> None:
    assert sorted(places(search(both, typed))) == found


def test_one_hit_a_story_the_best_first() -> None:
    index = index_of(text(1, "rain " * 3 + "word " * 40, "rain once " + "word " * 60), text(2, "rain rain rain"))
    assert places(search(index, "rain")) == [(2, 1), (1, 1)]


def test_most_of_the_words_where_no_chapter_has_all(both: TextIndex) -> None:
    found = search(both, "lamps lit zebra")
    assert not found.every
    assert sorted(places(found)) == [(1, 1), (2, 1)]
    assert search(both, "zebra okapi") == TextFound()


def test_only_the_scopes_and_the_allowed_count() -> None:
    index = index_of(text(1, "rain"), text(2, "rain", scope="corpus.restricted"), text(3, "rain", scope="9.open"))
    assert places(search(index, "rain")) == [(1, 1)]
    assert places(search(index, "rain", [OPEN, "9.open", "9.restricted"])) == [(1, 1), (3, 1)]
    assert places(search(index, "rain", ["8.open"])) == []
    assert search(index, "rain", hidden=[1]) == TextFound()
    assert search(index, "rain zebra", hidden=[1]) == TextFound()


def test_stories_that_are_not_allowed_take_no_room() -> None:
    """The one that may be shown is found behind hundreds of chapters that may not."""
    index = index_of(*(text(number, *["rain"] * 4) for number in range(1, 300)), text(300, "rain " + "word " * 50))
    assert places(search(index, "rain", hidden=range(1, 300))) == [(300, 1)]
    found = search(index, "rain")
    assert len(found.hits) == 5
    assert found.more


def test_put_again_and_dropped(tmp_path: Path) -> None:
    index = index_of(text(1, "rain", "snow"), text(2, "rain"), folder=tmp_path)
    assert index.chapters == 3
    index.put([text(1, "hail")])
    index.drop([2])
    assert index.chapters == 3, "nobody sees it before the commit"
    index.commit(seq=12)
    assert (index.chapters, index.reached("seq"), index.reached("other")) == (1, 12, None)
    assert places(search(index, "rain")) == []
    assert places(search(index, "hail")) == [(1, 1)]


def test_what_was_not_committed_is_forgotten(tmp_path: Path) -> None:
    index = index_of(text(1, "rain"), folder=tmp_path)
    index.commit(seq=3)
    index.put([text(2, "rain")])
    index.close()
    again = TextIndex(tmp_path)
    assert (places(search(again, "rain")), again.reached("seq")) == ([(1, 1)], 3)
    again.put([text(3, "rain")])
    again.commit(seq=4)
    assert (again.chapters, again.reached("seq")) == (2, 4)
    again.close()


def test_a_pasted_page_is_cut_to_size() -> None:
    query = parse_text_query("word " * 10 + " ".join(f"w{number}" for number in range(500)))
    assert len(query.phrases) == MOST_PHRASES
    assert max(map(len, parse_text_query('"' + "a b " * 200).phrases)) == MOST_WORDS


ANY_TEXT = st.text() | st.text(alphabet='ab "“”«「-:^~*?()[]{}\\+!走\ud800\u0301\u200d', max_size=60)


@given(ANY_TEXT)
@settings(max_examples=examples(300), deadline=None)
def test_any_text_is_a_query(both: TextIndex, typed: str) -> None:
    search(both, typed)


@given(st.text(min_size=1, max_size=200))
@settings(max_examples=examples(200), deadline=None)
def test_a_text_holds_each_of_its_words(written: str) -> None:
    index = index_of(text(1, written))
    for word in words_of(written)[:3]:
        assert places(index.search(parse_text_query(f'"{word}"'), [OPEN], bool, 5)) or word not in words_of(word)
    whole = parse_text_query('"' + written.replace('"', " "))
    if whole and not any(mark in written for mark in '"“”„‟«»「」『』'):
        assert places(index.search(whole, [OPEN], bool, 5)) == [(1, 1)]
