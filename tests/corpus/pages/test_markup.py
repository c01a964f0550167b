import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simcord.preview._markdown import markdown_tokens

from bot.corpus.pages.markup import GAP, escape, render
from bot.corpus.story import SCENE_BREAK, Span, Style
from tests.support.discord_markdown import read
from tests.support.examples import examples

INLINE = [Style.ITALIC, Style.BOLD, Style.UNDERLINE, Style.STRIKE]

SYNTAX = [
    *"*_~|`>#-+=1.\\[]()<>:@! \n\t&/",
    "ab",
    "**",
    "~~",
    "||",
    "```",
    "\n# ",
    "\n-# ",
    "\n> ",
    "\n>>> ",
    "\n- ",
    "\n10. ",
    "@everyone",
    "@here",
    "<@123456789012345678>",
    "<#1>",
    "<t:1:R>",
    "<:a_b:123456789012345678>",
    "</a:1>",
    ":smile:",
    "https://a.example/b_c",
    "[x](http://a.example)",
    "¯\\_(ツ)_/¯",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u202c",
    "é",
    "猫",
    "א",
]
syntax_soup = st.lists(st.sampled_from(SYNTAX), max_size=12).map("".join)
any_text = st.one_of(syntax_soup, st.text(max_size=30))


def plain(text: str) -> str:
    """What of a text can be seen or copied, without the gaps and the direction closers that may be put in."""
    return re.sub(rf"[{GAP}\u202c\u2069]", "", text)


@st.composite
def styled(draw, styles=tuple(Style)):
    text = draw(any_text)
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.builds(Span, ends, ends, st.sampled_from(styles)), max_size=5))
    return text, tuple(Span(min(s.start, s.end), max(s.start, s.end), s.style) for s in spans)


def wanted(text: str, spans, start: int, end: int) -> list[tuple[str, frozenset[str]]]:
    """Each visible character of the slice with the styles that it should show."""
    seen = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        first, last = start + line.start(), start + line.end()
        filled = [at for at in range(first, last) if not text[at].isspace() and text[at] != "\ufeff"]
        block, inline = set(), []
        for span in spans:
            if span.start >= last or span.end <= first or span.start == span.end:
                continue
            if span.style is Style.QUOTE:
                block.add("quote")
            elif span.style is Style.HEADING and filled and span.start <= filled[0] and filled[-1] < span.end:
                block.add("heading")
            else:
                inline.append((span, "bold" if span.style is Style.HEADING else span.style.value))
        seen += [
            (text[at], frozenset(block | {name for span, name in inline if span.start <= at < span.end}))
            for at in filled
        ]
    return visible(seen)


def visible(seen):
    return [(char, styles) for char, styles in seen if plain(char) and not char.isspace() and char != "\ufeff"]


@settings(deadline=None, max_examples=examples(300))
@given(any_text)
def test_escaped_text_reads_as_itself(text):
    seen = read(escape(text))
    assert plain("".join(char for char, _ in seen)) == plain(text)
    assert {style for _, styles in seen for style in styles} == set()


@settings(deadline=None, max_examples=examples(200))
@given(syntax_soup.map(lambda text: text.replace("&", "")))
def test_the_preview_shows_escaped_text_as_plain_text(text):
    allowed = {"paragraph", "inline", "text", "break"}
    assert kinds(markdown_tokens(escape(re.sub(r"\n[ \t\n]+", "\n", text.strip())), "text_display")) <= allowed


def kinds(tokens) -> set[str]:
    return {kind for token in tokens for kind in ({token["type"]} | kinds(token.get("children", ())))}


@settings(deadline=None, max_examples=examples(500))
@given(styled(), st.data())
def test_each_character_of_a_slice_shows_its_styles(sample, data):
    text, spans = sample
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert visible(read(render(text, spans, start, end))) == wanted(text, spans, start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("snake_case", r"snake\_case"),
        ("3 * 4", r"3 \* 4"),
        ("twenty-one - or so", "twenty-one - or so"),
        ("- a bullet", r"\- a bullet"),
        ("  -# small", rf"  \-{GAP}\# small"),
        ("12. a list", r"12\. a list"),
        ("It was 12. A list", "It was 12. A list"),
        ("> quoted", r"\> quoted"),
        ("@everyone, come!", f"@{GAP}everyone, come!"),
        ("someone@home.example", "someone@home.example"),
        ("<@123>", rf"\<@{GAP}123\>"),
        ("https://a.example", r"https\://a.example"),
        (SCENE_BREAK, r"\* \* \*"),
        ("back\\slash", r"back\\slash"),
        ("", ""),
    ],
)
def test_escapes(text, expected):
    assert escape(text) == expected


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("\u202eabc", "\u202eabc\u202c"),
        ("\u2067abc\ndef", "\u2067abc\u2069\ndef"),
        ("\u202a\u2066abc\u2069", "\u202a\u2066abc\u2069\u202c"),
        ("\u2066\u202babc", "\u2066\u202babc\u202c\u2069"),
        ("\u2066\u202babc\u2069", "\u2066\u202babc\u2069"),
        ("\u202babc\u202c", "\u202babc\u202c"),
        ("abc\u202c", "abc\u202c"),
    ],
)
def test_direction_overrides_end_with_their_line(text, closed):
    assert escape(text) == closed


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("a word here", [Span(1, 7, Style.ITALIC)], "a *word* here"),
        ("one\n\ntwo", [Span(0, 8, Style.ITALIC)], "*one*\n\n*two*"),
        ("one two", [Span(0, 7, Style.BOLD), Span(4, 7, Style.ITALIC)], f"**one *two*{GAP}**"),
        ("one", [Span(0, 3, Style.ITALIC), Span(0, 3, Style.UNDERLINE)], "__*one*__"),
        ("one", [Span(0, 3, Style.ITALIC), Span(0, 3, Style.ITALIC)], "*one*"),
        ("unbelievable", [Span(2, 9, Style.ITALIC)], "un*believa*ble"),
        ("one two", [Span(0, 3, Style.ITALIC), Span(3, 7, Style.BOLD)], "*one* **two**"),
        ("onetwo", [Span(0, 3, Style.ITALIC), Span(3, 6, Style.BOLD)], f"*one*{GAP}**two**"),
        ("onetwo", [Span(0, 3, Style.STRIKE), Span(3, 6, Style.UNDERLINE)], f"~~one~~{GAP}__two__"),
        ("a~", [Span(0, 2, Style.STRIKE)], rf"~~a\~{GAP}~~"),
        ("   ", [Span(0, 3, Style.BOLD)], "   "),
        ("Title\n\ntext", [Span(0, 5, Style.HEADING)], "### Title\n\ntext"),
        ("Title and text", [Span(0, 5, Style.HEADING)], "**Title** and text"),
        ("Dear you,\n\ncome.\n\nYes", [Span(0, 16, Style.QUOTE)], "> Dear you,\n> \n> come.\n\nYes"),
        ("Dear # you", [Span(0, 10, Style.QUOTE), Span(0, 10, Style.HEADING)], r"> ### Dear \# you"),
    ],
)
def test_marks(text, spans, expected):
    assert render(text, spans) == expected


def test_spans_are_clipped_to_the_slice():
    assert render("one two three", [Span(0, 13, Style.BOLD)], 4, 8) == "**two** "


def test_a_long_line_without_syntax_takes_linear_time():
    text = "a" * 2_000_000
    began = time.perf_counter()
    assert all(render(text, (), at, at + 100) == "a" * 100 for at in range(0, len(text), 100))
    assert time.perf_counter() - began < 5


def test_unclosed_syntax_takes_linear_time():
    began = time.perf_counter()
    escape("[(" * 200_000 + "\r \r " * 100_000 + "\n  " * 100_000)
    assert time.perf_counter() - began < 10
