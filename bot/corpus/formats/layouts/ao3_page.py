"""A work's own page on the Archive of Our Own, saved from a browser: the entire work, or one chapter of it.

Made by otwcode/otwarchive: app/views/works/show.html.erb, _meta.html.erb, _preface.html.erb,
_work_header_notes.html.erb, _work_endnotes.html.erb, and app/views/chapters/_chapter.html.erb. Everything is told by
ids and classes, which are the same whatever the interface's language, and have hardly changed since 2010.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.corpus.formats.document import Document
from bot.corpus.formats.layouts.ao3_facts import hides_tags, is_tag_list, read_tag_list
from bot.corpus.formats.layouts.ao3_preface import authors_in
from bot.corpus.formats.layouts.chapters import SUMMARY, ChapterDraft, described
from bot.corpus.formats.layouts.elements import HEADINGS, by_id, first, has, is_text, prose, styles_in, text_in
from bot.corpus.formats.markup.html import Element
from bot.corpus.marks.entries import Entry, set_apart
from bot.corpus.marks.labels import Field, Labelled
from bot.corpus.story import Note, Problem

SITE = "https://archiveofourown.org"
"""Where a work is whose page has but relative links."""

_CHAPTER = re.compile(r"chapter-\d{1,5}")
_WORK = re.compile(r"(?P<site>https?://[^/]+)?/(?:collections/[\w-]+/)?(?:works|downloads)/(?P<number>\d+)")
_NUMBERED = re.compile(r"Chapter (?P<number>\d{1,5})\b")


def read_page(root: Element) -> Document | None:
    """The page as a Document; None when it is something else."""
    skin, tags = by_id(root, "workskin"), _tag_list(root)
    chapters = by_id(skin if skin is not None else root, "chapters")
    if tags is None or chapters is None or (skin is None and not has(tags, "work")):
        return None
    work = skin if skin is not None else root
    css = styles_in(work)
    prefaces = [element for element in work.iter("div") if has(element, "preface") and not has(element, "chapter")]
    top = next((element for element in prefaces if not has(element, "afterword")), None)
    drafts = _chapters(chapters, css)
    entries = [*_facts(root, top if top is not None else work), *read_tag_list(tags)]
    ends = [element for element in prefaces if has(element, "afterword")]
    notes = [*_top_notes(top, css), *(Note("end", said) for end in ends for said in _module_notes(end, css, "notes"))]
    return described(entries, notes, drafts, css, list(_problems(tags, drafts, entries)))


def _tag_list(root: Element) -> Element | None:
    return next((found for found in root.iter("dl") if has(found, "meta", "work") and is_tag_list(found)), None)


def _facts(root: Element, top: Element) -> Iterator[Entry]:
    title = first(top, *HEADINGS, of="title")
    byline = first(top, *HEADINGS, of="byline")
    if name := text_in(title):
        yield set_apart(Field.TITLE, "title", name)
    if byline is not None and (authors := authors_in(byline)):
        yield set_apart(Field.AUTHOR, "author", *authors)
    if address := _address(root):
        yield Entry(Labelled(Field.SOURCE, "source", address), 0)


def _address(root: Element) -> str:
    """The work's address, from the links of the page's own that lead to it."""
    own = [element for element in root.iter("ul") if has(element, "work") and has(element, "navigation")]
    own += [element for element in root.iter("h3") if has(element, "title")]
    links = [link.get("href", "") for element in own for link in element.iter("a")]
    links += [element.get("href", "") for element in root.iter("link") if element.get("rel") == "canonical"]
    found = next(filter(None, map(_WORK.match, links)), None) or _commonest(root)
    return f"{found['site'] or SITE}/works/{found['number']}" if found else ""


def _commonest(root: Element) -> re.Match[str] | None:
    """The work to which most links on the page lead, if its own are gone."""
    found = [match for link in root.iter("a") if (match := _WORK.match(link.get("href", "")))]
    counts = Counter(match["number"] for match in found)
    most = counts.most_common(2)
    if not most or (len(most) > 1 and most[0][1] == most[1][1]):
        return None
    return next(match for match in found if match["number"] == most[0][0])


def _top_notes(top: Element | None, css: str) -> Iterator[Note]:
    if top is None:
        return
    yield from (Note(SUMMARY, said) for said in _module_notes(top, css, "summary"))
    yield from (Note("top", said) for said in _module_notes(top, css, "notes"))


def _module_notes(element: Element, css: str, name: str) -> Iterator[str]:
    """What the boxes of a kind say: what the work owes to others, and the author's words."""
    for module in element.iter("div"):
        if has(module, "module") and has(module, name):
            yield from (said for item in module.iter("li") if _is_debt(item) and (said := text_in(item)))
            quotes = [child for child in module if child.tag == "blockquote"]
            yield from filter(None, (prose(quote, css=css) for quote in quotes))


def _is_debt(item: Element) -> bool:
    """Whether a list's line tells for whom or after what the work was made."""
    above = item.getparent()
    return above is not None and has(above, "associations")


def _chapters(chapters: Element, css: str) -> list[ChapterDraft]:
    found = [element for element in chapters.iter("div") if _CHAPTER.fullmatch(element.get("id", ""))]
    if found:
        return [_chapter(element, css) for element in found]
    texts = [element for element in chapters if has(element, "userstuff")]
    _drop_landmarks([chapters])
    return [ChapterDraft(content=texts or [chapters])]


def _chapter(element: Element, css: str) -> ChapterDraft:
    draft = ChapterDraft(text_in(first(element, *HEADINGS, of="title")))
    for child in element:
        if has(child, "userstuff"):
            draft.content.append(child)
        elif has(child, "preface"):
            _read_notes(child, draft, css)
    _drop_landmarks(draft.content)
    return draft


def _read_notes(preface: Element, draft: ChapterDraft, css: str) -> None:
    if draft.content:
        draft.after.extend(_module_notes(preface, css, "notes"))
        return
    byline = first(preface, *HEADINGS, of="byline")
    draft.before.extend(filter(None, [text_in(byline)]))
    draft.before.extend(f"Summary: {said}" for said in _module_notes(preface, css, "summary"))
    draft.before.extend(_module_notes(preface, css, "notes"))


def _drop_landmarks(texts: Sequence[Element]) -> None:
    """Take out the headings that only those hear who have the page read to them."""
    for text in texts:
        for heading in [element for element in text.iter(*HEADINGS) if has(element, "landmark")]:
            heading.drop_tree()


def _problems(tags: Element, drafts: Sequence[ChapterDraft], entries: Sequence[Entry]) -> Iterator[Problem]:
    if hides_tags(tags):
        yield Problem("The page was saved with its warnings or tags hidden. Look them up and add them.")
    stated = next((entry.value for entry in entries if entry.field is Field.CHAPTERS), "")
    number = _NUMBERED.match(drafts[0].title) if len(drafts) == 1 else None
    if number and stated.partition("/")[0] not in {"1", ""}:
        yield Problem(
            f"This page holds chapter {number['number']} of {stated} only. Save the entire work for the rest."
        )
    if not any(is_text(element) for draft in drafts for element in draft.content):
        yield Problem("There is no text on this page. Log in or accept the site's question about adult content first.")
