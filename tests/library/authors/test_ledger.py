"""The ledger file: added to and never rewritten, read whatever is in it."""

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.library.authors.ledger import Ledger, ledger_path
from bot.library.authors.recalling import read_wish_lines
from bot.library.authors.tombstones import read_lines
from bot.settings import Settings

GOOD = {
    "withdrawn": "a1",
    "at": "2026-11-21T12:00:00+00:00",
    "server": None,
    "by_author": True,
    "source": "",
    "title": "t",
    "authors": ["x"],
    "sketch": [1, 2],
}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "data" / "withdrawn.jsonl")


def test_beside_the_database_unless_set(tmp_path: Path) -> None:
    def where(**settings: object) -> Path:
        return ledger_path(Settings.load(**settings))

    assert where(database_url="sqlite+aiosqlite:///data/ficus.sqlite3") == Path("data/withdrawn.jsonl")
    assert where(database_url=f"sqlite:///{tmp_path}/x.sqlite3") == tmp_path / "withdrawn.jsonl"
    assert where(database_url="postgresql://u:p@host/name") == Path("data/withdrawn.jsonl")
    assert where(ledger=tmp_path / "mine") == tmp_path / "mine"


def test_what_was_added_is_read_in_order(ledger: Ledger) -> None:
    assert ledger.read() == []
    ledger.append([])
    assert not ledger.path.exists()
    ledger.append([{"n": 1}, {"n": 2}])
    ledger.append([{"n": 3}])
    assert ledger.read() == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert os.name != "posix" or stat.S_IMODE(ledger.path.stat().st_mode) == 0o600


def test_cut_off_anywhere_it_loses_the_last_line_alone(ledger: Ledger) -> None:
    ledger.append([{"n": 1}, {"n": 2, "text": "é"}])
    whole = ledger.path.read_bytes()
    for length in range(len(whole)):
        ledger.path.write_bytes(whole[:length])
        ledger.append([{"n": 3}])
        read = ledger.read()
        assert read[-1] == {"n": 3}
        assert {"n": 1} in read or length < len(b'{"n":1}')


def test_one_that_cant_be_read_stops_the_start(ledger: Ledger) -> None:
    ledger.path.mkdir(parents=True)
    with pytest.raises(SettingsError, match="FICUS_LEDGER must name a file"):
        ledger.read()


def test_lines_that_are_no_lines_are_passed_over(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    ledger.path.parent.mkdir()
    ledger.path.write_bytes(b'\xff\xfe\n[1]\n{"n": 1}\n\nnull\n{"n": 2}')
    assert ledger.read() == [{"n": 1}, {"n": 2}]
    assert capsys.readouterr().out.count("can't be read") == 3


@pytest.mark.parametrize(
    "broken",
    [
        {"at": "yesterday"},
        {"at": "2026-11-21T12:00:00"},
        {"at": None},
        {"server": "one"},
        {"server": -1},
        {"server": 2**70},
        {"sketch": ["x"]},
        {"sketch": [-1]},
        {"sketch": [2**63]},
        {"sketch": None},
        {"authors": None},
        {"withdrawn": ["list"]},
        {"withdrawn": 5},
    ],
)
def test_a_broken_line_tells_nothing_and_stops_none(broken: dict[str, object]) -> None:
    assert set(read_lines([GOOD | broken, GOOD | {"withdrawn": "b2"}])) == {"b2"}


def test_lifted_and_withdrawn_by_token() -> None:
    lifted = {"lifted": "a1", "at": "2026-11-22T12:00:00+00:00"}
    assert read_lines([GOOD])["a1"].lifted_at is None
    assert read_lines([GOOD, lifted])["a1"].lifted_at is not None
    assert read_lines([lifted]) == {}
    assert read_lines([GOOD, {"lifted": "zz", "at": "x"}, {"lifted": ["a1"]}])["a1"].lifted_at is None


def test_the_last_word_of_a_wish_counts() -> None:
    def line(wish: object, at: str, **more: object) -> dict[str, object]:
        return {"wish": wish, "at": f"{at}T00:00:00+00:00", "server": None, "name": "n", "profile": ""} | more

    told = read_wish_lines([line("ask me", "2026-01-01"), line(None, "2026-01-02"), line("x", "2026-01-03", name="o")])
    assert told[None, "n"].wish is None
    assert str(told[None, "o"].wish) == "never list me", "what this version doesn't know is the strictest"
    assert read_wish_lines([line("ask me", "2026-01-01", server="x"), {"wish": "ask me"}]) == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.sampled_from([*GOOD, "lifted", "wish", "name", "profile"]), JSON), max_size=4))
def test_whatever_a_line_says(lines: list[dict[str, object]]) -> None:
    whole = json.loads(json.dumps(lines))
    assert "b2" in read_lines([*whole, GOOD | {"withdrawn": "b2"}])
    read_wish_lines(whole)
