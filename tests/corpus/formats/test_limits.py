"""The clock of a reading: no stage goes on for long after the time is over, whatever the file holds."""

import time
from threading import Thread
from zipfile import ZIP_STORED

import pytest

from bot.corpus.formats.limits import EVERY, Clock, Limits, check_time, count_in, in_time
from bot.corpus.formats.spans import cut, cut_up, places_of_lines
from bot.corpus.reader import read_story
from bot.corpus.story import Span, Style
from bot.errors import UnreadableError
from tests.corpus.formats.hostile import STORY
from tests.support.containers import docx, epub, page, paragraph, prose
from tests.support.story_files import TEXT

SECONDS = 0.1
LENIENT = 1.5
"""Seconds of work that a slow machine may do between two looks at the clock."""

WORDS = " ".join(f"Aa{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)} said." for n in range(30_000))
LONG = {
    "fences": "```\n~~~\n" * 30_000,
    "lines of spaces": "a\n   \n\t\n" * 30_000,
    "chapters": f"Chapter 1\n\n{TEXT}\n\n" * 1_500,
    "one chapter": f"{TEXT}\n\n" * 3_000,
    "emphases": "*a* <b>b</b> " * 60_000,
    "notes": "A/N: I own nothing, please review!\n\n" * 20_000,
    "one line of names": WORDS,
    "speakers": "Ino: Well, that is that, Temari.\nTemari: Is it?\n" * 15_000,
}


def work(name: str, data: bytes, limits: Limits) -> float:
    """Seconds that the thread works until it is refused."""
    started = time.thread_time()
    with pytest.raises(UnreadableError, match="It takes longer than"):
        read_story(name, data, limits=limits)
    return time.thread_time() - started


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in LONG.items()])
def test_a_text_is_refused_soon_after_its_time(text: str):
    assert work("story.txt", f"{STORY}\n{text}".encode(), Limits(seconds=SECONDS)) < SECONDS + LENIENT


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"<html><body>{prose()}{'<p>a' * 20_000}".encode(), id="HTML"),
        pytest.param(f"<html><body>{prose()}<pre>{'a<b>c</b>' * 10_000}".encode(), id="HTML with kept lines"),
        pytest.param(epub({f"{n}.xhtml": page(prose() * 40) for n in range(60)}), id="EPUB"),
        pytest.param(docx(paragraph(TEXT) * 4_000, method=ZIP_STORED), id="DOCX"),
    ],
)
def test_a_page_is_refused_soon_after_its_time(data: bytes):
    assert work("story", data, Limits(seconds=SECONDS)) < SECONDS + LENIENT


def test_screening_and_names_are_in_time_too(monkeypatch: pytest.MonkeyPatch):
    """The time is over when the text is read: nothing that comes after is begun."""
    monkeypatch.setattr("bot.corpus.reader._assemble", lambda name, document: pytest.fail("It goes on."))
    with pytest.raises(UnreadableError, match="It takes longer than 1e-09 seconds"):
        read_story("story.txt", STORY.encode(), limits=Limits(seconds=1e-9))


def over() -> Clock:
    return Clock("story.txt", Limits(seconds=-1))


def test_loops_ask_the_clock_that_runs():
    taken = []
    with over().running(), pytest.raises(UnreadableError):
        taken.extend(in_time(range(10 * EVERY)))
    assert list(in_time(range(3 * EVERY))) == list(range(3 * EVERY))


def test_a_clock_counts_work_and_not_waiting():
    clock = Clock("story.txt", Limits(seconds=0.05))
    time.sleep(0.1)
    clock.check()
    worked = time.thread_time() + 0.06
    while time.thread_time() < worked:
        pass
    with pytest.raises(UnreadableError):
        clock.check()


def test_a_clock_runs_for_its_own_thread_and_no_longer():
    other: list[int] = []
    with over().running():
        thread = Thread(target=lambda: other.extend(in_time(range(2 * EVERY))))
        thread.start()
        thread.join()
        with pytest.raises(UnreadableError):
            check_time()
    check_time()
    assert len(other) == 2 * EVERY


@pytest.mark.parametrize("data", [b"a\n" * 100 + TEXT.encode(), b"<html><body>" + b"<p>a" * 100], ids=["text", "page"])
def test_too_many_lines_or_tags_are_refused(data: bytes):
    assert read_story("story", data, limits=Limits(lines=120)).chapters
    with pytest.raises(UnreadableError, match=r"more than 90 lines or tags \(FICUS_MAX_LINES\)"):
        read_story("story", data, limits=Limits(lines=90))


def test_the_tags_of_all_pages_are_counted_together():
    book = epub({f"{number}.xhtml": page(prose()) for number in range(20)})
    assert read_story("book", book, limits=Limits(lines=500)).chapters
    with pytest.raises(UnreadableError, match="FICUS_MAX_LINES"):
        read_story("book", book, limits=Limits(lines=100))


def test_nothing_is_counted_without_a_reading():
    count_in(10**9)


def test_slices_are_cut_as_one_by_one():
    text = "one two\n three\n\nfour five six\n seven"
    spans = (Span(0, 3, Style.BOLD), Span(4, 20, Style.ITALIC), Span(5, 8, Style.BOLD), Span(25, 36, Style.STRIKE))
    places = list(places_of_lines(text))
    assert [text[start:end] for start, end in places] == text.split("\n")
    assert list(cut_up(text, spans, places)) == [cut(text, spans, *place) for place in places]
