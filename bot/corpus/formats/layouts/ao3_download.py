"""Downloads from the Archive of Our Own and other sites that run its software: HTML, and the EPUB made of it.

Made by otwcode/otwarchive: app/views/downloads/*.html.erb, and app/models/download_writer.rb, which has calibre make
the EPUB. Calibre cuts at every <h1> and <h2> and renames classes by how they look, at times even ids; so what stands
where is told by what it is and by what came before. Before 2019 (commit 3463d1a8f9) the EPUB was zipped from the same
templates, one file for the preface, some for each chapter, one for the afterword.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.corpus.formats.document import Document
from bot.corpus.formats.layouts.ao3_facts import is_tag_list, read_tag_list
from bot.corpus.formats.layouts.ao3_preface import LABELS, end_notes_in, facts_in, is_byline, is_origin, notes_in
from bot.corpus.formats.layouts.chapters import ChapterDraft, described
from bot.corpus.formats.layouts.elements import HEADINGS, begins, body_of, first, has, is_text, label_in, prose, text_in
from bot.corpus.formats.markup.html import Element

_END_BOX = re.compile(r"endnotes\d{1,5}")
_NUMBERED = re.compile(r"Chapter \d{1,5}\b.{0,300}")
_CHAPTER_LABELS = frozenset({"chapter summary", "chapter notes", "chapter end notes"})
_END_LABELS = frozenset({"end notes", "afterword", "works inspired by this one"})
_PLEASE = "please drop by the"


@dataclass(slots=True)
class _Download:
    """What the elements of a download are, told one after the other."""

    css: str
    preface: list[Element] = field(default_factory=list[Element])
    chapters: list[ChapterDraft] = field(default_factory=list[ChapterDraft])
    afterword: list[Element] = field(default_factory=list[Element])
    label: str = ""
    """What the line above said that notes follow."""
    titled: bool = False
    """The authors have been named."""
    begun: bool = False
    """The title page is over."""
    ended: bool = False

    def take(self, element: Element) -> None:
        """Put an element where it belongs."""
        label, self.label = self.label, ""
        if _is_head(element):
            self.begun = True
            self.chapters.append(_opened(element, self.css))
        elif self._ends(element):
            self.ended = True
            self.afterword.append(element)
        elif _is_end_box(element):
            self._chapter().after.extend(filter(None, (prose(quote, css=self.css) for quote in _quotes(element))))
        elif element.tag in HEADINGS and element.tag != "h1" and (self.begun or has(element, "toc-heading", "heading")):
            self._take_heading(element)
        elif self.begun and element.tag == "p" and label_in(element) in _CHAPTER_LABELS:
            self.label = label_in(element)
        elif label and element.tag == "blockquote":
            self._chapter().note(label, prose(element, css=self.css))
        elif self.begun or self._begins(element):
            self.begun = True
            self._chapter().content.append(element)
        else:
            self.titled = self.titled or is_byline(element)
            self.preface.append(element)

    def _take_heading(self, element: Element) -> None:
        """A heading between boxes: it begins a part of the download, or a chapter, for those of the text are inside."""
        title = text_in(element)
        if has(element, "toc-heading") and not _NUMBERED.fullmatch(title):
            self.begun = self.begun or title.casefold() != "preface"
        else:
            self.begun = True
            self.chapters.append(ChapterDraft(title))

    def _ends(self, element: Element) -> bool:
        text = label_in(element)
        if element.tag == "dl":
            text = label_in(first(element, "dt"))
        told = self.begun and element.tag in {"p", "h2", "dl"} and text in _END_LABELS
        return self.ended or told or (element.tag == "p" and text.startswith(_PLEASE))

    def _begins(self, element: Element) -> bool:
        """Whether an element is text, and no more of the preface."""
        if begins(element, "userstuff") and element.tag == "div":
            return True
        if element.tag != "p" or not self.titled or not is_text(element):
            return False
        following = element.getnext()
        return label_in(element) not in LABELS and (following is None or following.tag != "blockquote")

    def _chapter(self) -> ChapterDraft:
        if not self.chapters:
            self.chapters.append(ChapterDraft())
        return self.chapters[-1]


def read_download(pages: Sequence[Element], css: str = "") -> Document | None:
    """The pages of a download (one, or an EPUB's in order) as a Document; None when they are something else."""
    if not any(is_tag_list(found) for page in pages for found in page.iter("dl")):
        return None
    download = _Download(css)
    for page in pages:
        for element in _pieces(body_of(page)):
            download.take(element)
    lists = [element for element in download.preface if element.tag == "dl" and is_tag_list(element)]
    parted = any(has(box, "preface") and box.get("id") for page in pages for box in page.iter("div"))
    if not lists or not (parted or any(map(is_origin, download.preface))):
        return None
    entries = [*facts_in(download.preface), *(entry for found in lists for entry in read_tag_list(found))]
    notes = (*notes_in(download.preface, css), *end_notes_in(download.afterword, css))
    drafts = [draft for draft in download.chapters if draft.title or any(map(is_text, draft.content))]
    return described(entries, notes, drafts, css)


def _pieces(element: Element) -> Iterator[Element]:
    """What stands in the boxes of a page, one thing after the other."""
    for child in element:
        if child.tag in {"div", "section", "body"} and _is_box(child):
            yield from _pieces(child)
        else:
            yield child


def _is_box(element: Element) -> bool:
    """Whether an element merely holds others: neither a chapter's text, nor what stands above or below that."""
    if _is_head(element) or _is_end_box(element) or has(element, "endnote-link") or is_byline(element):
        return False
    loose = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
    if loose and not has(element, "preface", "afterword"):
        return False
    return not begins(element, "userstuff") or any(_is_inner(child) for child in element)


def _is_inner(element: Element) -> bool:
    """Whether an element stands in the box around all chapters, not in a chapter's text."""
    return _is_head(element) or has(element, "toc-heading") or (element.tag == "div" and begins(element, "userstuff"))


def _is_head(element: Element) -> bool:
    """Whether an element is what stands above a chapter: a heading, and besides at most its author, summary, notes."""
    if element.tag != "div" or begins(element, "userstuff") or not len(element) or element[0].tag != "h2":
        return False
    if has(element[0], "toc-heading"):
        return False
    rest = list(element)[1:]
    return all(
        (child.tag == "p" and (label_in(child) in _CHAPTER_LABELS or text_in(child).startswith("Chapter by")))
        or child.tag == "blockquote"
        or (child.tag == "div" and first(child, "a") is not None)
        for child in rest
    )


def _is_end_box(element: Element) -> bool:
    """Whether an element holds a chapter's notes at its end."""
    return bool(_END_BOX.fullmatch(element.get("id", ""))) or (
        element.tag == "div" and len(element) > 1 and label_in(element[0]) == "chapter end notes"
    )


def _opened(head: Element, css: str) -> ChapterDraft:
    draft, label = ChapterDraft(text_in(head[0])), ""
    for child in list(head)[1:]:
        if child.tag == "p" and text_in(child).startswith("Chapter by"):
            draft.before.append(text_in(child))
        elif child.tag == "p":
            label = label_in(child)
        elif child.tag == "blockquote":
            draft.note(label, prose(child, css=css))
    return draft


def _quotes(element: Element) -> Iterator[Element]:
    """The outermost quotations in an element, in which notes stand."""
    if element.tag == "blockquote":
        yield element
        return
    for child in element:
        yield from _quotes(child)
