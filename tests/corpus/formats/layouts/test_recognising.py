"""Layouts are told by how files are built: variants are known, other files are not taken for theirs."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from bot.corpus.formats.layouts.recognising import PAGES, read_known_text
from bot.corpus.formats.limits import Clock, Limits
from bot.corpus.formats.markup.html import Element, parse_html
from bot.corpus.reader import read_story
from bot.corpus.story import Story, values
from bot.errors import UnreadableError
from tests.support.examples import examples
from tests.support.layout_samples import FOLDER, Sample, samples

LIMITS = Limits()
HTML = [sample for sample in samples() if sample.name.endswith(".html") and "-share-" not in sample.name]


def text_of(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def read(html: str) -> Story:
    return read_story("saved.html", html.encode())


def tree(html: str) -> Element:
    return parse_html("saved.html", html, LIMITS, Clock("saved.html", LIMITS))


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><h1>The Hat</h1><p>It started with a hat.</p></body></html>",
        "<html><body><dl><dt>Rating:</dt><dd>Teen</dd><dt>Fandom:</dt><dd>Hats</dd></dl><p>A hat.</p></body></html>",
        "<html><body><div id='preface'><h2>Preface</h2></div><div id='chapters'><p>A hat.</p></div></body></html>",
        "<html><body><h1>Hats by Wren</h1><a name='section0001'><h2>One</h2></a><p>A hat.</p></body></html>",
        "<html><body><div id='chap_1'><h2>One</h2><p>A hat.</p></div></body></html>",
        "<html><body><div id='storytext'><p>A hat.</p></div></body></html>",
    ],
)
def test_other_pages_are_not_taken_for_a_layouts(html: str) -> None:
    assert [layout(tree(html)) for layout in PAGES] == [None] * len(PAGES)


@pytest.mark.parametrize(
    "text",
    [
        "The Hat\n\nby Wren\n\nRating: Teen\nStatus: Completed\nSummary: A hat.\n\n\tOne\n\nIt started with a hat.\n",
        "Rating: Teen\nFandom: Hats\nCharacters: Wren\n\nIt started with a hat.\n",
        "It started with a hat.\n\nEnd file.\n",
        "",
    ],
)
def test_other_texts_are_not_taken_for_a_layouts(text: str) -> None:
    assert read_known_text(text, Clock("story.txt", LIMITS)) is None


def test_a_download_is_known_when_its_ids_and_classes_are_gone() -> None:
    html = re.sub(r' (?:id|class)="(?!userstuff|toc-heading|message)[^"]*"', "", text_of("ao3-download-2026-tide.html"))
    story = read(html)
    assert values(story.authors) == ("marrow", "Tamsin Quill (tquill)")
    assert [chapter.title for chapter in story.chapters][:2] == [
        "Chapter 1: The Missing Page",
        "Chapter 2: Tea in the Shed",
    ]


def test_a_title_may_begin_as_a_byline_does() -> None:
    html = text_of("ao3-download-2026-small.html").replace("Chapter One", "by the sea")
    story = read(html)
    assert (story.title.value, values(story.authors)) == ("by the sea", ("pell_worm",))


def test_an_archived_work_is_its_authors_not_its_archivists() -> None:
    html = text_of("ao3-download-2026-small.html")
    html = re.sub(r'by (<a rel="author".*?</a>)', r"by Old Hand [archived by \1]", html)
    assert values(read(html).authors) == ("Old Hand",)


def test_hidden_warnings_are_told() -> None:
    html = text_of("ao3-page-night.html")
    html = re.sub(
        r'(<dd class="warning tags">\s*<ul class="commas">).*?</ul>',
        r"\1<li><a>Show warnings</a></li></ul>",
        html,
        flags=re.DOTALL,
    )
    story = read(html)
    assert story.warnings == ()
    assert "hidden" in story.problems[0].message


def test_a_page_of_one_chapter_says_so() -> None:
    story = read(text_of("ao3-page-chapter-tide.html"))
    assert [problem.message for problem in story.problems] == [
        "This page holds chapter 2 of 5/5 only. Save the entire work for the rest."
    ]


def test_a_page_without_its_text_says_why() -> None:
    html = re.sub(
        r'<div class="userstuff">.*?</div>\s*</div>', "</div>", text_of("ao3-page-inventory.html"), flags=re.DOTALL
    )
    document = next(found for layout in PAGES if (found := layout(tree(html))))
    assert "Log in" in document.problems[0].message


def test_chapters_without_text_are_told() -> None:
    story = read(text_of("ao3-download-2026-tide.html"))
    assert [problem.message for problem in story.problems] == ["Chapter 4 holds no text."]


def test_words_cut_at_a_hyphen_are_joined() -> None:
    text = text_of("fanficfare-tide.txt").replace("Found Family", "Post-\nCanon")
    assert "Post-Canon" in values(read_story("story.txt", text.encode()).tags)


def test_spaces_that_html2text_adds_are_taken_out() -> None:
    story = read_story("story.txt", (FOLDER / "fanficfare-tide.txt").read_bytes())
    assert "“It was here last night,” she said." in story.chapters[0].text
    assert "Knock, it said" in story.chapters[2].text


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(HTML), st.data())
def test_damaged_pages_are_read_or_refused(sample: Sample, data: st.DataObject) -> None:
    root = tree(text_of(sample.name))
    for _ in range(data.draw(st.integers(1, 3))):
        elements = [element for element in root.iter() if element.getparent() is not None]
        if not elements:
            break
        element = data.draw(st.sampled_from(elements))
        damage = data.draw(st.sampled_from(["drop", "unwrap", "strip", "rename"]))
        if damage == "drop":
            element.drop_tree()
        elif damage == "unwrap":
            element.drop_tag()
        elif damage == "strip":
            element.attrib.clear()
        else:
            element.tag = "section"
    try:
        story = read(etree.tostring(root, encoding="unicode", method="html"))
    except UnreadableError:
        return
    assert story.title.value
    assert all(chapter.text for chapter in story.chapters)
