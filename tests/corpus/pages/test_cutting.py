import re
import time

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.corpus.pages.cutting import PAGE_LIMIT, PASSAGE_SIZES, Piece, cut_pages, cut_passages
from bot.corpus.pages.markup import render
from bot.corpus.pages.sentences import sentences
from bot.corpus.story import SCENE_BREAK, Chapter, Span, Style
from tests.support.discord_markdown import read
from tests.support.examples import examples

FAMILY = "👩‍👩‍👧‍👦"
PARAGRAPHS = [
    "The old tree stood at the edge of the village, and nobody remembered who had planted it.",
    "“Are you asleep?” Ino asked. Shikamaru opened one eye. “Not any more.”",
    "It rained. It rained all night! Nobody minded, for the roof was new; the cat least of all.",
    "She sat down (at last.) Her hands were cold... but her heart was not.",
    f"Hooray {FAMILY}{FAMILY}! 🇯🇵🇩🇪 e\u0301e\u0301e\u0301.",
    "שלום לכולם. هل جاء أحد؟ نعم.",
    "木が揺れた。「行こう！」と彼は言った。猫が寝た。",
    "snake_case, 3 * 4, @everyone, https://a.example/b_c ||hidden|| [x](http://a.example)",
    "Roses are red\nand so is the door\nof the house by the shore.",
    SCENE_BREAK,
    "word " * 30,
    "unbroken" * 20,
    FAMILY * 9,
    "***",
]
UNITS = [
    "a",
    "B",
    " ",
    "\n",
    ". ",
    "*",
    "~",
    ":",
    "e\u0301",
    FAMILY,
    "🇯🇵",
    "\u202e",
    "@here",
    "1. ",
    f"\n\n{SCENE_BREAK}\n\n",
]
paragraphs = st.lists(st.sampled_from(PARAGRAPHS), max_size=25).map("\n\n".join)
texts = st.one_of(
    paragraphs,
    st.text(max_size=300),
    st.lists(st.sampled_from(UNITS), max_size=150).map("".join),
)


@st.composite
def chapters(draw):
    text = draw(texts)
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.builds(Span, ends, ends, st.sampled_from(tuple(Style))), max_size=6))
    return Chapter("A chapter", text, tuple(Span(min(s.start, s.end), max(s.start, s.end), s.style) for s in spans))


def slices(chapter: Chapter, pieces: tuple[Piece, ...]) -> list[str]:
    return [chapter.text[piece.start : piece.end] for piece in pieces]


def rendered(chapter: Chapter, piece: Piece) -> str:
    return render(chapter.text, chapter.spans, piece.start, piece.end)


def assert_joins_to(text: str, pieces: tuple[Piece, ...], left_out: str = r"\s*") -> None:
    seams = [0, *(at for piece in pieces for at in (piece.start, piece.end)), len(text)]
    assert seams == sorted(seams)
    between = [text[start:end] for start, end in zip(seams[::2], seams[1::2], strict=True)]
    assert all(re.fullmatch(left_out, gap) for gap in between)


@settings(deadline=None, max_examples=examples(200))
@given(chapters(), st.sampled_from([40, 41, 57, 100, 300, PAGE_LIMIT]))
def test_pages_fit_and_lose_nothing(chapter, limit):
    pages = cut_pages([chapter], limit)
    assert all(len(rendered(chapter, page)) <= limit for page in pages)
    assert all(text.strip() == text != "" for text in slices(chapter, pages))
    assert_joins_to(chapter.text, pages)


@settings(deadline=None, max_examples=examples(100))
@given(chapters(), st.sampled_from([60, 300]))
@example(Chapter("", "~0", (Span(0, 1, Style.STRIKE), Span(1, 2, Style.UNDERLINE))), 60)
def test_marks_balance_on_every_page(chapter, limit):
    for page in cut_pages([chapter], limit):
        inside = chapter.text[page.start : page.end]
        seen = "".join(char for char, _ in read(rendered(chapter, page)))
        assert re.sub("[\u200b\u202c\\s]", "", seen) == re.sub("[\u200b\u202c\\s]", "", inside)


@settings(deadline=None, max_examples=examples(100))
@given(texts, st.sampled_from([40, 60, 300]))
def test_pages_never_cut_a_grapheme_that_fits(text, limit):
    boundaries = {0, *(found.end() for found in regex.finditer(r"\X", text))}
    torn = [page for page in cut_pages([Chapter("", text)], limit) if not {page.start, page.end} <= boundaries]
    longest = max((len(render(found.group())) for found in regex.finditer(r"\X", text)), default=0)
    assert not torn or longest > limit


@settings(deadline=None, max_examples=examples(100))
@given(texts)
def test_passages_cover_all_but_scene_breaks(text):
    passages = cut_passages([Chapter("", text)])
    assert_joins_to(text, passages, rf"(?:\s|{re.escape(SCENE_BREAK)})*")
    for passage in slices(Chapter("", text), passages):
        assert not passage.startswith(SCENE_BREAK + "\n")
        assert not passage.endswith("\n" + SCENE_BREAK)
        assert passage != SCENE_BREAK


@settings(deadline=None, max_examples=examples(100))
@given(st.lists(st.sampled_from(PARAGRAPHS[:4] + PARAGRAPHS[9:10]), min_size=1, max_size=60).map("\n\n".join))
def test_passages_of_prose_are_whole_sentences_of_a_good_size(text):
    passages = cut_passages([Chapter("", text)])
    starts, ends = zip(*sentences(text, 0, len(text)), strict=True)
    paragraph_starts = {0, *(found.end() for found in re.finditer("\n\n", text))}
    paragraph_ends = {len(text), *(found.start() for found in re.finditer("\n\n", text))}
    for passage in passages:
        assert passage.start in {*starts} | paragraph_starts
        assert passage.end in {*ends} | paragraph_ends
        assert passage.end - passage.start <= PASSAGE_SIZES[1]


def prose(sentence: str, count: int, per_paragraph: int) -> str:
    lines = [" ".join([sentence] * per_paragraph)] * (count // per_paragraph)
    return "\n\n".join(lines)


def test_a_9000_character_paragraph_is_cut_at_sentence_ends():
    text = prose("The rain fell on the roof, and the cat slept on.", 184, 184)
    assert len(text) > 9000
    for pieces in (cut_pages([Chapter("", text)]), cut_passages([Chapter("", text)])):
        assert len(pieces) > 1
        assert all(piece.startswith("The") and piece.endswith("on.") for piece in slices(Chapter("", text), pieces))


def test_text_without_spaces_is_cut_between_graphemes():
    chapter = Chapter("", FAMILY * 1300)
    for pieces in (cut_pages([chapter]), cut_passages([chapter])):
        assert all(len(piece) % len(FAMILY) == 0 for piece in slices(chapter, pieces))


def test_a_grapheme_longer_than_a_page_is_cut_all_the_same():
    chapter = Chapter("", "e" + "\u0301" * 100)
    assert "".join(slices(chapter, cut_pages([chapter], 40))) == chapter.text


def test_verse_is_cut_at_line_ends():
    chapter = Chapter("", "\n".join(f"line {number} of a song that has no full stop" for number in range(200)))
    for pieces in (cut_pages([chapter]), cut_passages([chapter])):
        assert len(pieces) > 1
        assert all(piece.startswith("line") and piece.endswith("stop") for piece in slices(chapter, pieces))


def test_words_without_sentence_ends_are_cut_between_words():
    chapter = Chapter("", "word " * 2000)
    passages = slices(chapter, cut_passages([chapter]))
    assert all(PASSAGE_SIZES[0] <= len(passage) <= PASSAGE_SIZES[1] for passage in passages)
    assert all(set(passage.split()) == {"word"} for passage in passages)


def test_a_long_sentence_stays_whole_in_a_passage():
    long = "It went on, " * 160 + "and on."
    text = f"{prose('A short one came first.', 40, 40)} {long} {prose('A short one came last.', 40, 40)}"
    assert any(long in passage for passage in slices(Chapter("", text), cut_passages([Chapter("", text)])))


def test_each_chapter_begins_anew():
    chapters = [Chapter("One", "A short chapter."), Chapter("Two", ""), Chapter("Three", "Another.")]
    assert cut_pages(chapters) == (Piece(1, 0, 16), Piece(3, 0, 8))
    assert cut_passages(chapters) == (Piece(1, 0, 16), Piece(3, 0, 8))


def test_pages_are_of_even_size():
    text = prose("The rain fell on the roof, and the cat slept on.", 120, 4)
    sizes = [len(page) for page in slices(Chapter("", text), cut_pages([Chapter("", text)]))]
    assert len(sizes) == -(-len(text) // PAGE_LIMIT)
    assert min(sizes) > 0.7 * max(sizes)


@pytest.mark.parametrize("paragraphs", range(8, 15))
def test_no_page_ends_with_a_heading_or_a_scene_break(paragraphs):
    before = prose("The rain fell on the roof, and the cat slept on.", 4 * paragraphs, 4)
    heading = f"{before}\n\n"
    text = f"{heading}The letter\n\n{before}\n\n{SCENE_BREAK}\n\n{before}"
    chapter = Chapter("", text, (Span(len(heading), len(heading) + 10, Style.HEADING),))
    for pieces in (cut_pages([chapter]), cut_passages([chapter])):
        assert not any(piece.endswith((SCENE_BREAK, "The letter")) for piece in slices(chapter, pieces))


def test_passages_end_where_scenes_end():
    scene = prose("The rain fell on the roof, and the cat slept on.", 20, 4)
    text = f"\n\n{SCENE_BREAK}\n\n".join([scene] * 5)
    assert slices(Chapter("", text), cut_passages([Chapter("", text)])) == [scene] * 5


def test_only_scene_breaks_make_no_passage():
    assert cut_passages([Chapter("", f"{SCENE_BREAK}\n\n{SCENE_BREAK}")]) == ()


UNITS = ["word ", "a", "A line. ", "“Yes?”\n\n", "e\u0301", "\n", "。"]
SLOW_UNITS = ["a\n", "No!\n\n", f"{SCENE_BREAK}\n\n", "*"]


@pytest.mark.parametrize("unit", [*UNITS, *(pytest.param(unit, marks=pytest.mark.slow) for unit in SLOW_UNITS)])
def test_time_is_linear(unit):
    text = unit * (40_000 // len(unit))
    began = time.perf_counter()
    cut_pages([Chapter("", text)])
    cut_passages([Chapter("", text)])
    assert time.perf_counter() - began < 15
