"""The command line, end to end: a folder of stories in, answers out; what goes wrong is one sentence and a code."""

import json
from pathlib import Path

import pytest

from bot import cli
from tests.conftest import Ficus
from tests.recommend.models import static_model
from tests.support.containers import zipped

CLOUDS = """Title: The Cloud Ledger
Author: paperlamp
Summary: Somebody has to count them.
Fandom: Naruto
Characters: Nara Shikamaru, Akimichi Chouji
Rating: General
Status: Complete

"""
LANTERN = """Title: Lantern Hours
Author: otherhand
Fandom: Naruto
Characters: Temari

"""
KITES = """Title: Kites in a Drawer
Author: paperlamp
Fandom: Naruto
Characters: Nara Shikamaru
Rating: Teen

"""
BODY = "\n\n".join(
    f"On day {day} the old clerk put his cup on the corner of the ledger, to keep the page from turning. "
    f"Rain came over the ridge for the {day}th time, and nobody had asked for it. He wrote that down as well."
    for day in range(1, 30)
)


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    for name, header in {"clouds.txt": CLOUDS, "lantern.txt": LANTERN, "kites.txt": KITES}.items():
        (folder / name).write_text(header + BODY, "utf-8")
    return folder


@pytest.fixture
def options(tmp_path: Path, stories: Path) -> tuple[str, ...]:
    return ("--corpus", str(stories), "--database", f"sqlite:///{tmp_path}/library.sqlite3")


class TestLoad:
    def test_what_is_new_changed_gone_and_unreadable_is_counted_and_named(
        self, ficus: Ficus, stories: Path, tmp_path: Path
    ) -> None:
        database = f"sqlite:///{tmp_path}/library.sqlite3"
        assert "3 new, 0 changed, 0 gone" in ficus("load", stories, "--database", database).err
        (stories / "clouds.txt").write_text(CLOUDS + BODY + "\n\nThen it cleared.", "utf-8")
        (stories / "lantern.txt").unlink()
        (stories / "noise.txt").write_bytes(bytes(range(256)) * 40)
        (stories / "late.txt").write_text("Title: Late\n\n" + BODY, "utf-8")
        ended = ficus("load", stories, "--database", database)
        assert "1 new, 1 changed, 1 gone, 0 renamed, 1 unchanged, 1 unreadable" in ended.err
        assert "noise.txt" in ended.err
        assert ended.code == 0

    def test_json_says_the_same(self, ficus: Ficus, stories: Path, tmp_path: Path) -> None:
        answer = ficus("load", stories, "--database", f"sqlite:///{tmp_path}/library.sqlite3", "--json").json
        assert (answer["new"], answer["unchanged"], answer["unreadable"]) == (3, 0, [])

    def test_a_folder_that_is_not_there_is_named(self, ficus: Ficus, tmp_path: Path) -> None:
        ended = ficus("load", tmp_path / "absent", "--database", f"sqlite:///{tmp_path}/library.sqlite3")
        assert ended.code == 1
        assert "absent" in ended.err
        assert "FICUS_CORPUS" in ended.err
        assert "Traceback" not in ended.err

    def test_a_server_that_is_not_there_is_one_sentence_without_the_password(self, ficus: Ficus, stories: Path) -> None:
        ended = ficus("load", stories, "--database", "postgresql://someone:sesame@127.0.0.1:1/library")
        assert ended.code == 1
        assert "library on 127.0.0.1 can't be opened" in ended.err
        assert "sesame" not in ended.err + ended.out
        assert "Traceback" not in ended.err


class TestSearch:
    def test_a_name_in_another_spelling_and_order(self, ficus: Ficus, options: tuple[str, ...]) -> None:
        answer = ficus("search", "--character", "Choji Akimichi", *options, "--json").json
        assert [hit["story"]["title"]["value"] for hit in answer["hits"]] == ["The Cloud Ledger"]
        assert answer["total"] == 1

    def test_unrated_stories_are_found_in_restricted_places_only(self, ficus: Ficus, options: tuple[str, ...]) -> None:
        def titles(place: str) -> list[str]:
            answer = ficus("search", "lantern hours", "--place", place, *options, "--json").json
            return [hit["story"]["title"]["value"] for hit in answer["hits"]]

        assert titles("restricted") == ["Lantern Hours"]
        assert "Lantern Hours" not in titles("open")
        assert "Lantern" not in ficus("search", "lantern hours", *options).out

    def test_for_people(self, ficus: Ficus, options: tuple[str, ...]) -> None:
        printed = ficus("search", "clod leger", *options).out
        assert "The Cloud Ledger by paperlamp" in printed
        assert "General" in printed

    def test_filters(self, ficus: Ficus, options: tuple[str, ...]) -> None:
        answer = ficus("search", "--rating", "teen", "--length", "short", *options, "--json").json
        assert [hit["story"]["title"]["value"] for hit in answer["hits"]] == ["Kites in a Drawer"]

    def test_the_language_of_the_query_box(self, ficus: Ficus, options: tuple[str, ...]) -> None:
        query = "by:paperlamp -kites words:<5000 raiting:general"
        answer = ficus("search", query, *options, "--json").json
        assert [hit["story"]["title"]["value"] for hit in answer["hits"]] == []
        assert answer["reading"][1:] == ["by paperlamp", "not kites", "under 5,000 words"]
        assert answer["remarks"] == ['"raiting:" is no filter; did you mean rating:?']
        assert answer["instead"] == ["by:paperlamp -kites words:<5000 rating:general"]
        printed = ficus("search", answer["instead"][0], *options).out
        assert "Understood: by paperlamp; not kites; under 5,000 words; rated General" in printed
        assert "not kites left out 1" in printed
        assert "The Cloud Ledger by paperlamp" in printed
        assert "did you mean rating:?" in ficus("search", query, *options).out

    def test_an_empty_result_says_what_left_how_many_out(self, ficus: Ficus, options: tuple[str, ...]) -> None:
        printed = ficus("search", "--character", "Shikamaru", "--in-progress", "--length", "long", *options).out
        assert "0 found" in printed
        assert "left out" in printed

    def test_an_unknown_character_is_an_error_with_what_came_close(
        self, ficus: Ficus, options: tuple[str, ...]
    ) -> None:
        ended = ficus("search", "--character", "Shikamura", *options)
        assert "Cloud Ledger" in ended.out  # a typo is no obstacle
        ended = ficus("search", "--character", "Zzyzx", *options)
        assert ended.code == 1
        assert "Zzyzx" in ended.err


class TestExcerpt:
    def test_a_seed_draws_the_same_again(self, ficus: Ficus, options: tuple[str, ...]) -> None:
        first, second = (ficus("excerpt", "--seed", "7", *options, "--json").json for _ in range(2))
        assert first == second
        assert first["text"] in BODY.replace("\n\n", "\n\n")
        assert first["story"]["title"]["value"] in {"The Cloud Ledger", "Kites in a Drawer"}

    def test_by_story_and_for_people(self, ficus: Ficus, options: tuple[str, ...]) -> None:
        printed = ficus("excerpt", "--story", "kites in a draw", *options).out
        assert "Kites in a Drawer by paperlamp" in printed
        assert "ledger" in printed


class TestRecommend:
    def test_like_a_story_gives_others_with_reasons(self, ficus: Ficus, options: tuple[str, ...]) -> None:
        answer = ficus("recommend", "--like", "cloud ledger", *options, "--json").json
        assert [item["story"]["title"]["value"] for item in answer["items"]] == ["Kites in a Drawer"]
        assert any("Shikamaru" in reason for reason in answer["items"][0]["reasons"])

    def test_from_nothing_and_for_people(self, ficus: Ficus, options: tuple[str, ...]) -> None:
        printed = ficus("recommend", *options).out
        assert "The Cloud Ledger" in printed
        assert "Lantern Hours" not in printed

    def test_moods_and_facts(self, ficus: Ficus, options: tuple[str, ...]) -> None:
        answer = ficus("recommend", "--mood", "short, zorbly", *options, "--json").json
        assert (answer["mood"], answer["not_understood"]) == (["short"], ["zorbly"])
        assert answer["items"]
        printed = ficus("recommend", "--mood", "zorbly", "--gems", "--surprise", *options).out
        assert "Not understood: zorbly" in printed
        ended = ficus("recommend", "--length", "epic", "--complete", "--rating", "Teen", *options)
        assert "There is nothing else to recommend" in ended.err

    def test_with_an_embedding_model(
        self, ficus: Ficus, options: tuple[str, ...], stories: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It's loaded where it counts; other commands don't even look at it."""
        for title, summary in (("Ocean", "A sailor and a wave."), ("Shore", "The harbour, the lighthouse.")):
            header = f"Title: {title}\nAuthor: {title}\nSummary: {summary}\nRating: General\n"
            (stories / f"{title}.txt").write_text(f"{header}\n{title}, {title}.\n", "utf-8")
        monkeypatch.setenv("FICUS_EMBEDDING_MODEL", str(static_model(tmp_path / "model")))
        answer = ficus("recommend", "--like", "Ocean", *options, "--json").json
        (shore,) = [item for item in answer["items"] if item["story"]["title"]["value"] == "Shore"]
        assert shore["reasons"] == ["both seem to be about much the same things"]
        monkeypatch.setenv("FICUS_EMBEDDING_MODEL", str(tmp_path / "absent"))
        assert "Ocean" in ficus("search", "ocean", *options).out
        ended = ficus("recommend", "--like", "Ocean", *options)
        assert ended.code == 1
        assert "FICUS_EMBEDDING_MODEL must name a folder" in " ".join(ended.err.split())


class TestInspect:
    def test_json_is_a_list_in_the_order_of_the_files(self, ficus: Ficus, stories: Path) -> None:
        absent = stories / "absent.txt"
        ended = ficus("inspect", stories / "kites.txt", absent, stories / "clouds.txt", "--json")
        first, missing, last = ended.json
        assert [first["file"], missing["file"], last["file"]] == [
            str(stories / "kites.txt"),
            str(absent),
            str(stories / "clouds.txt"),
        ]
        assert first["title"] == {"value": "Kites in a Drawer", "origin": "stated"}
        assert last["characters"][0] == {"value": "Nara Shikamaru", "origin": "stated"}
        assert missing["problems"]
        assert set(missing) == set(first)
        assert ended.code == 1

    def test_the_keys_are_those_that_are_promised(self, ficus: Ficus, stories: Path) -> None:
        [story] = ficus("inspect", stories / "clouds.txt", "--json").json
        assert {
            *("file", "title", "summary", "rating", "language", "status", "authors", "fandoms", "characters"),
            *("relationships", "warnings", "tags", "chapters", "notes", "problems", "state", "held_because"),
            *("permission", "prose_start"),
        } <= set(story)
        assert (CLOUDS + BODY)[story["prose_start"] :].startswith("On day 1 ")
        assert story["chapters"][0]["words"] == len(BODY.split())

    def test_a_folder_stands_for_its_files_and_corpus_toml_counts(self, ficus: Ficus, stories: Path) -> None:
        (stories / "corpus.toml").write_text('[file."lantern.txt"]\nrating = "Teen"\n', "utf-8")
        told = {Path(one["file"]).name: one for one in ficus("inspect", stories, "--json").json}
        assert set(told) == {"clouds.txt", "kites.txt", "lantern.txt"}
        assert told["lantern.txt"]["rating"] == {"value": "Teen", "origin": "stated"}

    def test_mistakes_in_corpus_toml_are_told_by_line(self, ficus: Ficus, stories: Path) -> None:
        (stories / "corpus.toml").write_text('[all]\nraiting = "Teen"\n', "utf-8")
        ended = ficus("inspect", stories / "kites.txt")
        assert "corpus.toml, line 2" in ended.err
        assert "Kites in a Drawer" in ended.out

    def test_for_people_the_unreadable_is_named_and_the_rest_goes_on(self, ficus: Ficus, stories: Path) -> None:
        (stories / "noise.txt").write_bytes(bytes(range(256)) * 40)
        ended = ficus("inspect", stories / "noise.txt", stories / "kites.txt")
        assert "noise.txt" in ended.err
        assert "Kites in a Drawer" in ended.out
        assert "stated" in ended.out
        assert ended.code == 0

    def test_a_file_beyond_the_limit_is_refused_by_size(
        self, ficus: Ficus, stories: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FICUS_MAX_FILE_BYTES", "1000")
        ended = ficus("inspect", stories / "kites.txt")
        assert "at most 1,000 are read" in ended.err

    def test_a_zip_stands_for_the_stories_in_it(self, ficus: Ficus, stories: Path) -> None:
        kites = (stories / "kites.txt").read_bytes()
        (stories / "all.zip").write_bytes(zipped({"sub/kites.txt": kites, "bad.txt": b"", "good.txt": kites}))
        ended = ficus("inspect", stories / "all.zip", "--json")
        told = {Path(one["file"]).relative_to(stories).as_posix(): one for one in ended.json}
        assert set(told) == {"all.zip/sub/kites.txt", "all.zip/bad.txt", "all.zip/good.txt"}
        assert told["all.zip/sub/kites.txt"]["title"]["value"] == "Kites in a Drawer"
        assert "There is no text in this file" in json.dumps(told["all.zip/bad.txt"])

    def test_a_zip_that_cannot_be_read_is_named(self, ficus: Ficus, stories: Path) -> None:
        (stories / "all.zip").write_bytes(zipped({"kites.txt": b"x"})[:-9])
        ended = ficus("inspect", stories / "all.zip", stories / "kites.txt")
        assert "damaged or cut off" in ended.err
        assert "Kites in a Drawer" in ended.out

    def test_nothing_is_stored(self, ficus: Ficus, stories: Path, nowhere: Path) -> None:
        ficus("inspect", stories)
        assert list(nowhere.iterdir()) == []


class TestRun:
    def test_without_a_token(self, ficus: Ficus, nowhere: Path) -> None:
        ended = ficus("run")
        assert ended.code == 1
        assert "FICUS_TOKEN is not set" in ended.err
        assert "ficus try" in ended.err
        assert list(nowhere.iterdir()) == [], "nothing is made before the settings are right"

    @pytest.mark.parametrize("token", ["sesame", "a.b", "a. b.c", "a..c"])
    def test_what_can_not_be_a_token_is_refused_and_not_repeated(
        self, ficus: Ficus, monkeypatch: pytest.MonkeyPatch, token: str
    ) -> None:
        monkeypatch.setenv("FICUS_TOKEN", token)
        ended = ficus("run")
        assert ended.code == 1
        assert "doesn't look like a bot's token" in ended.err
        assert token not in ended.err.replace("a bot's", "")


def test_a_bad_setting_is_named(ficus: Ficus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FICUS_LOG_LEVEL", "LOUD")
    ended = ficus("search", "x")
    assert ended.code == 1
    assert "FICUS_LOG_LEVEL" in ended.err
    assert "Traceback" not in ended.err


def test_version(ficus: Ficus) -> None:
    assert ficus("version").err.startswith("Ficus 0.")


def test_ctrl_c_is_an_ordinary_end(ficus: Ficus, options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.as_json, "search", interrupted)
    ended = ficus("search", "cloud", *options, "--json")
    assert (ended.code, ended.err.splitlines()[-1]) == (0, "Stopped.")


def test_json_is_utf_8_whatever_the_terminal_can_show(ficus: Ficus, options: tuple[str, ...], stories: Path) -> None:
    (stories / "accents.txt").write_text("Title: Chōji\u2019s Crêpes 🥞\nRating: General\n\n" + BODY, "utf-8")
    answer = ficus("search", "crepes", *options, "--json")
    assert json.loads(answer.out)["hits"][0]["story"]["title"]["value"] == "Chōji’s Crêpes 🥞"
