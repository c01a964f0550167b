"""`ficus doctor`: says what is wrong with each part of the set-up, changes nothing, and prints no secret."""

import sqlite3
from pathlib import Path

import pytest

from bot.settings import SEEDS
from tests.conftest import Ficus
from tests.recommend.models import static_model

TOKEN = "MTAw.sesame.token"


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FICUS_TOKEN", TOKEN)


def test_a_fresh_set_up_is_well_and_stays_untouched(ficus: Ficus, sound: None, nowhere: Path) -> None:
    ended = ficus("doctor")
    assert ended.code == 0
    assert "BAD" not in ended.out
    assert f"{len([one for one in SEEDS.iterdir() if not one.name.startswith('.')])} files" in ended.out
    assert "will be made at the first start" in ended.out
    assert list(nowhere.iterdir()) == []


def test_no_secret_is_printed(ficus: Ficus, sound: None) -> None:
    ended = ficus("doctor", "--database", "postgresql://someone:opensesame@127.0.0.1:1/library")
    assert "sesame" not in ended.out + ended.err
    assert ended.code == 1
    assert "library on 127.0.0.1 can't be opened" in ended.out


def test_each_part_is_looked_at_though_another_is_bad(ficus: Ficus, tmp_path: Path) -> None:
    ended = ficus("doctor", "--corpus", tmp_path / "absent", "--database", "mysql://h/n")
    assert ended.code == 1
    bad = [line for line in ended.out.splitlines() if line.startswith("BAD")]
    assert [line.split()[1] for line in bad] == ["Token:", "Database:", "Corpus:"]
    assert "It keeps stories in SQLite" in ended.out


def test_settings_that_can_not_be_read_are_the_only_finding(ficus: Ficus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FICUS_MAX_FILE_BYTES", "none")
    ended = ficus("doctor")
    assert ended.code == 1
    assert len(ended.out.splitlines()) == 1
    assert "FICUS_MAX_FILE_BYTES" in ended.out


class TestLedger:
    def test_it_will_be_made(self, ficus: Ficus, sound: None) -> None:
        assert "will be made when the first story is withdrawn" in ficus("doctor").out

    def test_its_lines_are_counted(
        self, ficus: Ficus, sound: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "withdrawn.jsonl"
        file.write_text('{"lifted": "x"}\n', "utf-8")
        monkeypatch.setenv("FICUS_LEDGER", str(file))
        assert f"1 lines in {file}" in ficus("doctor").out

    def test_what_can_not_be_read(
        self, ficus: Ficus, sound: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FICUS_LEDGER", str(tmp_path))
        ended = ficus("doctor")
        assert ended.code == 1
        assert "FICUS_LEDGER must name a file" in " ".join(ended.out.split())


class TestCorpus:
    def test_an_empty_folder(self, ficus: Ficus, sound: None, tmp_path: Path) -> None:
        folder = tmp_path / "stories"
        folder.mkdir()
        assert "holds no files" in ficus("doctor", "--corpus", folder).out

    def test_mistakes_in_corpus_toml(self, ficus: Ficus, sound: None, tmp_path: Path) -> None:
        (tmp_path / "story.txt").write_text("Once.", "utf-8")
        (tmp_path / "corpus.toml").write_text('[all]\nraiting = "Teen"\n', "utf-8")
        assert "corpus.toml, line 2" in ficus("doctor", "--corpus", tmp_path).out


class TestDatabase:
    def test_one_that_was_loaded_is_up_to_date(self, ficus: Ficus, sound: None, tmp_path: Path) -> None:
        database = f"sqlite:///{tmp_path}/library.sqlite3"
        ficus("load", "--database", database)
        assert "its tables are up to date" in ficus("doctor", "--database", database).out

    def test_an_empty_one(self, ficus: Ficus, sound: None, tmp_path: Path) -> None:
        (tmp_path / "empty.sqlite3").touch()
        ended = ficus("doctor", "--database", f"sqlite:///{tmp_path}/empty.sqlite3")
        assert "no tables yet" in ended.out
        assert (tmp_path / "empty.sqlite3").stat().st_size == 0

    def test_one_of_a_newer_ficus(self, ficus: Ficus, sound: None, tmp_path: Path) -> None:
        database = tmp_path / "library.sqlite3"
        ficus("load", "--database", f"sqlite:///{database}")
        with sqlite3.connect(database) as connection:
            connection.execute("UPDATE alembic_version SET version_num = 'later'")
        connection.close()
        ended = ficus("doctor", "--database", f"sqlite:///{database}")
        assert ended.code == 1
        assert "newer Ficus" in ended.out

    def test_a_file_that_is_no_database(self, ficus: Ficus, sound: None, tmp_path: Path) -> None:
        (tmp_path / "notes.sqlite3").write_text("shopping list\n" * 100, "utf-8")
        ended = ficus("doctor", "--database", f"sqlite:///{tmp_path}/notes.sqlite3")
        assert ended.code == 1
        assert "can't be opened" in ended.out

    def test_a_place_where_no_folder_can_be(self, ficus: Ficus, sound: None, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        ended = ficus("doctor", "--database", f"sqlite:///{tmp_path}/file/library.sqlite3")
        assert ended.code == 1
        assert "can't be made" in ended.out


class TestIndex:
    def test_it_will_be_built(self, ficus: Ficus, sound: None) -> None:
        assert "ficus.index will be built at the next start" in " ".join(ficus("doctor").out.split())

    def test_its_size_and_version(self, ficus: Ficus, sound: None, tmp_path: Path) -> None:
        options = ("--database", f"sqlite:///{(tmp_path / 'x.sqlite3').as_posix()}")
        ficus("search", "x", *options)
        told = " ".join(ficus("doctor", *options).out.split())
        assert "MB in" in told
        assert "another version" not in told
        (pointer,) = (tmp_path / "x.index").glob("current.json")
        written = pointer.read_text("utf-8")
        pointer.write_text(written.replace('"code": "', '"code": "x'), "utf-8")
        assert "made by another version" in " ".join(ficus("doctor", *options).out.split())
        pointer.write_text("{", "utf-8")
        assert "holds none that is whole" in " ".join(ficus("doctor", *options).out.split())

    def test_a_place_that_can_not_be_used(
        self, ficus: Ficus, sound: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "file").write_bytes(b"")
        for place in ("file", "file/index"):
            monkeypatch.setenv("FICUS_INDEX", str(tmp_path / place))
            ended = ficus("doctor")
            assert ended.code == 1
            assert "FICUS_INDEX must name a folder" in " ".join(ended.out.split())


class TestModel:
    def test_none_is_named(self, ficus: Ficus, sound: None) -> None:
        assert "Model" not in ficus("doctor").out

    def test_one_that_can_be_used(
        self, ficus: Ficus, sound: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FICUS_EMBEDDING_MODEL", str(static_model(tmp_path / "model")))
        ended = ficus("doctor")
        assert ended.code == 0
        assert "one of model2vec in" in " ".join(ended.out.split())

    def test_one_that_can_not(self, ficus: Ficus, sound: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FICUS_EMBEDDING_MODEL", str(tmp_path))
        ended = ficus("doctor")
        assert ended.code == 1
        assert "holds no model that Ficus knows" in " ".join(ended.out.split())
