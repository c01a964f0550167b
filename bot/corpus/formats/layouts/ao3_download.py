"""Downloads from the Archive of Our Own and other sites that run its software: HTML, and the EPUB made of it.

Made by otwcode/otwarchive: app/views/downloads/*.html.erb, and app/models/download_writer.rb, which has calibre make
the EPUB. Calibre cuts at every <h1> and <h2> and renames classes by how they look, but keeps ids; so a chapter is told
by what stands in it. Before 2019 (commit 3463d1a8f9) the EPUB was zipped from the same templates, one file for the
preface, some for each chapter, one for the afterword, and none had the ids.
"""

import re
from collections.abc import Iterator, Sequence

from bot.corpus.formats.document import Document
from bot.corpus.formats.html import Element
from bot.corpus.formats.layouts.ao3_facts import is_tag_list, read_tag_list
from bot.corpus.formats.layouts.chapters import SUMMARY, ChapterDraft, described
from bot.corpus.formats.layouts.elements import HEADINGS, begins, body_of, first, has, is_text, label_in, prose, text_in
from bot.corpus.marks.entries import Entry, set_apart
from bot.corpus.marks.labels import Field, Labelled
from bot.corpus.story import Note

REGIONS = ("preface", "chapters", "afterword")
"""The ids of a download's three parts."""

_POSTED = "posted originally on"
_WORK = re.compile(r"https?://[^\s/]+/(?:collections/[\w-]+/)?works/\d+")
_END_NOTES = re.compile(r"endnotes\d{1,5}")
_CHAPTER_LABELS = frozenset({"chapter summary", "chapter notes"})
_NOTE_LABELS = frozenset({"summary", "notes"})


def read_download(pages: Sequence[Element], css: str = "") -> Document | None:
    """The pages of a download (one, or an EPUB's in order) as a Document; None when they are something else."""
    placed = [(region, element) for page in pages for region, element in _placed(body_of(page))]
    preface = [element for region, element in placed if region == "preface"]
    lists = [found for element in preface for found in element.iter("dl") if is_tag_list(found)]
    posted = any(_POSTED in text_in(element).casefold() for element in preface)
    if not lists or not (posted or any(has(element, "chapters") for page in pages for element in page.iter("div"))):
        return None
    drafts = list(_chapters([element for region, element in placed if region == "chapters"], css))
    entries = [*_top_facts(preface), *(entry for found in lists for entry in read_tag_list(found))]
    ends = [element for region, element in placed if region == "afterword"]
    notes = (*_top_notes(preface, css), *_end_notes(ends, css))
    return described(entries, notes, drafts, css)


def _placed(body: Element) -> Iterator[tuple[str, Element]]:
    """The elements of a page's three parts, each with the part that it belongs to."""
    regions = [element for element in body.iter("div") if element.get("id") in REGIONS]
    if not regions:
        for element in _unwrapped(body):
            yield _region_of(element), element
        return
    known = set(regions)
    for element in _unwrapped(body) if regions[0].getparent() is body else regions:
        region = element.get("id", "") if element in known else _region_of(element)
        for child in _contents(element) if element in known else [element]:
            yield region, child


def _unwrapped(body: Element) -> list[Element]:
    children = list(body)
    while len(children) == 1 and children[0].tag == "div" and children[0].get("id") not in REGIONS and len(children[0]):
        if begins(children[0], "userstuff") or _is_head(children[0]):
            break
        children = list(children[0])
    return children


def _contents(region: Element) -> list[Element]:
    """A part's elements; works of one chapter had their text right in it before 2017."""
    told = any(begins(child, "userstuff") or has(child, "meta", "toc-heading") or _is_head(child) for child in region)
    loose = (region.text or "").strip() or any((child.tail or "").strip() for child in region)
    direct = region.get("id") == "chapters" and not told and is_text(region)
    return [region] if direct or loose else list(region)


def _region_of(element: Element) -> str:
    """Where an element belongs that stands in none of the three parts."""
    text = text_in(element).casefold() if element.tag == "p" or element.find(".//dl") is not None else ""
    if _POSTED in text or any(is_tag_list(found) for found in element.iter("dl")):
        return "preface"
    if text.startswith("please drop by the archive") or element.find(".//*[@id='endnotes']") is not None:
        return "afterword"
    return "afterword" if "works inspired by this one" in text else "chapters"


def _chapters(elements: Sequence[Element], css: str) -> Iterator[ChapterDraft]:
    draft: ChapterDraft | None = None
    for element in elements:
        if not is_text(element) and not _is_head(element):
            continue
        if element.tag in HEADINGS and has(element, "toc-heading"):
            continue
        if _is_head(element):
            if draft:
                yield draft
            draft = _opened(element, css)
            continue
        draft = draft or ChapterDraft()
        if _is_end(element):
            draft.after.extend(filter(None, (prose(quote, css=css) for quote in _quotes(element))))
        else:
            draft.content.append(element)
    if draft:
        yield draft


def _is_head(element: Element) -> bool:
    """Whether an element is what stands above a chapter: a heading, and besides at most its author, summary, notes."""
    if element.tag != "div" or begins(element, "userstuff") or not len(element) or element[0].tag != "h2":
        return False
    rest = list(element)[1:]
    return all(
        (child.tag == "p" and (label_in(child) in _CHAPTER_LABELS or text_in(child).startswith("Chapter by")))
        or child.tag == "blockquote"
        or (child.tag == "div" and first(child, "a") is not None)
        for child in rest
    )


def _is_end(element: Element) -> bool:
    return bool(_END_NOTES.fullmatch(element.get("id", ""))) or (
        element.tag == "div" and len(element) > 1 and label_in(element[0]) == "chapter end notes"
    )


def _opened(head: Element, css: str) -> ChapterDraft:
    draft, label = ChapterDraft(text_in(head[0])), ""
    for child in list(head)[1:]:
        if child.tag == "p" and text_in(child).startswith("Chapter by"):
            draft.before.append(text_in(child))
        elif child.tag == "p":
            label = label_in(child)
        elif child.tag == "blockquote" and (said := prose(child, css=css)):
            draft.before.append(f"Summary: {said}" if label == "chapter summary" else said)
    return draft


def _quotes(element: Element) -> Iterator[Element]:
    """The outermost quotations in an element, in which notes and summaries stand."""
    if element.tag == "blockquote":
        yield element
        return
    for child in element:
        yield from _quotes(child)


def _top_facts(preface: Sequence[Element]) -> Iterator[Entry]:
    title = next((found for element in preface if (found := first(element, "h1")) is not None), None)
    bold = next((first(element, "b", "strong") for element in preface if _POSTED in text_in(element).casefold()), None)
    if name := text_in(title) or text_in(bold):
        yield set_apart(Field.TITLE, "title", name)
    if address := next((found for element in preface if (found := _address(element))), ""):
        yield Entry(Labelled(Field.SOURCE, "source", address), 0)
    byline = next((found for element in preface for found in element.iter("div") if _is_byline(found)), None)
    if byline is not None and (authors := authors_in(byline)):
        yield set_apart(Field.AUTHOR, "author", *authors)


def _address(element: Element) -> str:
    """The link to the work, in the sentence that says where it was posted."""
    if _POSTED not in text_in(element).casefold():
        return ""
    holder = next((part for part in element.iter("p") if _POSTED in text_in(part).casefold()), element)
    links = [link.get("href", "") for link in holder.iter("a")]
    found = next((match[0] for link in [*links, text_in(holder)] if (match := _WORK.search(link))), "")
    return found or next((link for link in links[1:] if link.startswith("http")), "")


def _is_byline(element: Element) -> bool:
    return has(element, "byline") or (
        element.find("div") is None and text_in(element).startswith("by ") and element.getprevious() is not None
    )


def authors_in(byline: Element) -> list[str]:
    """The authors that a byline names: "by A, B (C)", "Anonymous", "D [archived by E]"."""
    text = re.sub(r"^by ", "", text_in(byline))
    return [name.strip() for name in re.split(r",\s(?![^\[]*\])", text) if name.strip()]


def _pieces(elements: Sequence[Element]) -> Iterator[Element]:
    """What stands in the preface, without the boxes around it."""
    for element in elements:
        if element.tag == "div" and not _is_byline(element):
            yield from _pieces(list(element))
        else:
            yield element


def _top_notes(preface: Sequence[Element], css: str) -> Iterator[Note]:
    label = ""
    for element in _pieces(preface):
        if element.tag == "p" and label_in(element) in _NOTE_LABELS:
            label = label_in(element)
        elif element.tag == "blockquote" and (said := prose(element, css=css)):
            yield Note(SUMMARY if label == "summary" else "top", said)
        elif element.tag in {"ul", "dl"} and not is_tag_list(element):
            yield from (Note("top", said) for item in element.iter("li", "dd") if (said := text_in(item)))


def _end_notes(afterword: Sequence[Element], css: str) -> Iterator[Note]:
    for element in afterword:
        yield from (Note("end", said) for quote in _quotes(element) if (said := prose(quote, css=css)))
