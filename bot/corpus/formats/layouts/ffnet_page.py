"""A chapter's page on FanFiction.Net or FictionPress, saved from a browser.

What stands where is told by JimmXinu/FanFicFare: fanficfare/adapters/adapter_fanfictionnet.py.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.corpus.formats.document import Document
from bot.corpus.formats.layouts.chapters import ChapterDraft, described
from bot.corpus.formats.layouts.elements import by_id, first, has, text_in
from bot.corpus.formats.markup.html import Element
from bot.corpus.marks.entries import Entry, set_apart
from bot.corpus.marks.labels import Field, Labelled
from bot.corpus.story import Problem

_STORY = re.compile(r"(?:https?:)?//(?P<host>[\w.-]{4,60})/s/(?P<number>\d+)")
_LATEST = 4_102_444_800
"""The year 2100 in seconds: larger figures are no days."""


def read_ffnet_page(root: Element) -> Document | None:
    """The page as a Document; None when it is something else."""
    top, text = by_id(root, "profile_top"), by_id(root, "storytext")
    if top is None or text is None:
        return None
    chosen, count = _chapter(root)
    problems = [Problem(f"This page holds only “{chosen}”, one of {count} chapters.")] if count > 1 else []
    return described(list(_facts(root, top)), [], [ChapterDraft(chosen, [text])], "", problems)


def _facts(root: Element, top: Element) -> Iterator[Entry]:
    if title := text_in(first(top, "b", of="xcontrast_txt")):
        yield set_apart(Field.TITLE, "title", title)
    author = next((link for link in top.iter("a") if "/u/" in link.get("href", "")), None)
    if author is not None:
        yield set_apart(Field.AUTHOR, "author", text_in(author))
    if address := _address(root):
        yield Entry(Labelled(Field.SOURCE, "source", address), 0)
    if fandoms := _fandoms(root):
        yield set_apart(Field.FANDOM, "category", *fandoms)
    summary = next((box for box in top.iter("div") if has(box, "xcontrast_txt") and "margin-top" in _style(box)), None)
    if said := text_in(summary):
        yield Entry(Labelled(Field.SUMMARY, "summary", said), 0)
    yield from _stats(top)


def _style(element: Element) -> str:
    return element.get("style", "")


def _stats(top: Element) -> Iterator[Entry]:
    line = first(top, "span", of="xgray")
    if line is None:
        return
    days = [day for span in line.iter("span") if (day := _day(span.get("data-xutime", "")))]
    for field, day in zip((Field.PUBLISHED, Field.UPDATED), reversed(days), strict=False):
        yield Entry(Labelled(field, field.value, day), 0)
    yield Entry(Labelled(Field.STATS, "rated", re.sub(r"(?:Updated|Published):.*?(?= - |$)", "", text_in(line))), 0)


def _day(seconds: str) -> str:
    if not seconds.isascii() or not seconds.isdigit() or int(seconds) > _LATEST:
        return ""
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()


def _fandoms(root: Element) -> list[str]:
    """The fandom under its kind ("Books"), or those of a crossover."""
    links = by_id(root, "pre_story_links")
    names = [text_in(link) for link in links.iter("a") if text_in(link)] if links is not None else []
    if names and names[-1].endswith(" Crossover"):
        return names[-1].removesuffix(" Crossover").split(" + ")
    return names[-1:]


def _address(root: Element) -> str:
    links = [link.get("href", "") for link in root.iter("link") if link.get("rel") == "canonical"]
    match = next(filter(None, map(_STORY.match, links)), None)
    return f"https://{match['host']}/s/{match['number']}" if match else ""


def _chapter(root: Element) -> tuple[str, int]:
    """The chapter that the page shows, and how many there are; "" and 1 for a story of one."""
    menu = by_id(root, "chap_select")
    options = list(menu.iter("option")) if menu is not None else []
    chosen = next((option for option in options if option.get("selected") is not None), None)
    return text_in(chosen), len(options) or 1
