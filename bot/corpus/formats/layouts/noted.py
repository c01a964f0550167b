"""Notes that FanFicFare puts into a chapter's text, under labels of its own.

Made by JimmXinu/FanFicFare: fanficfare/adapters/base_otw_adapter.py (getChapterTextNum), before 2023
adapter_archiveofourownorg.py; until November 2019 (commit d389d2b1) without boxes around them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.corpus.formats.layouts.chapters import ChapterDraft
from bot.corpus.formats.layouts.elements import is_text, label_in, prose, text_in
from bot.corpus.formats.markup.html import Element
from bot.corpus.story import Note

_STORY, _CHAPTER, _SUMMARY = "story", "chapter", "summary"
_LABELS = {
    "author's note": _STORY,
    "author's notes": _STORY,
    "summary for the chapter": _SUMMARY,
    "notes for the chapter": _CHAPTER,
    "works inspired by this one": _STORY,
}
_BOLD = frozenset({"b", "strong"})
_NOTES = frozenset({"blockquote", "ul"})


@dataclass(slots=True)
class Noted:
    """A chapter without its notes, and what notes on the story as a whole stood in it."""

    draft: ChapterDraft
    top: list[Note] = field(default_factory=list[Note])
    end: list[Note] = field(default_factory=list[Note])


def take_notes(title: str, content: Sequence[Element], css: str = "") -> Noted:
    """Tell the notes at a chapter's beginning and end from its text."""
    pieces = _unwrapped(content)
    noted = Noted(ChapterDraft(title))
    start = _leading(pieces)
    end = _trailing(pieces, start)
    _add(noted, pieces[:start], css, after=False)
    _add(noted, pieces[end:], css, after=True)
    noted.draft.content = pieces[start:end]
    return noted


def _unwrapped(content: Sequence[Element]) -> list[Element]:
    """The elements of the box around a chapter, if there is one and nothing else."""
    pieces = list(content)
    while (box := _only_box(pieces)) is not None:
        pieces = list(box)
    return pieces


def _only_box(pieces: Sequence[Element]) -> Element | None:
    if any((piece.tail or "").strip() for piece in pieces):
        return None
    found = [piece for piece in pieces if is_text(piece)]
    box = found[0] if len(found) == 1 and found[0].tag == "div" and not _is_box(found[0]) else None
    loose = box is not None and ((box.text or "").strip() or any((child.tail or "").strip() for child in box))
    return None if loose or box is None or not len(box) else box


def _kind(element: Element) -> str:
    """What a label announces; "" for an element that is none."""
    if element.tag == "p" and len(element) == 1 and element[0].tag in _BOLD and not (element.text or "").strip():
        return _LABELS.get(label_in(element).replace("’", "'"), "")
    return _LABELS.get(label_in(element).replace("’", "'"), "") if element.tag in _BOLD else ""


def _is_box(element: Element) -> bool:
    """Whether an element is a box that begins with a label and holds nothing but notes."""
    if element.tag != "div" or len(element) < len(("label", "note")) or not _kind(element[0]):
        return False
    return all(_kind(child) or child.tag in _NOTES or _is_box(child) or not is_text(child) for child in element)


def _leading(pieces: Sequence[Element]) -> int:
    """The index of the first element that isn't one of the notes at the beginning."""
    index = end = 0
    labelled = False
    for index, piece in enumerate(pieces, 1):
        if _is_box(piece) or _kind(piece):
            labelled, end = not _is_box(piece), index
        elif labelled and piece.tag in _NOTES:
            end = index
        elif is_text(piece):
            break
    return end


def _trailing(pieces: Sequence[Element], start: int) -> int:
    """The index of the first of the notes at the end."""
    end = index = len(pieces)
    while index > start:
        index -= 1
        if _is_box(pieces[index]) or _kind(pieces[index]):
            end = index
        elif is_text(pieces[index]) and pieces[index].tag not in _NOTES:
            break
    return end


def _add(noted: Noted, pieces: Iterable[Element], css: str, *, after: bool) -> None:
    kind = _CHAPTER
    for element in (child for piece in pieces for child in (piece if _is_box(piece) else [piece])):
        if told := _kind(element):
            kind = told
        elif _is_box(element):
            _add(noted, [element], css, after=after)
        else:
            for said in _said(element, css):
                _keep(noted, kind, said, after=after)


def _said(element: Element, css: str) -> list[str]:
    """What an element says; each line of a list is a note of its own, such as "Inspired by X by Y"."""
    if element.tag == "ul":
        return [said for item in element.iter("li") if (said := text_in(item))]
    return [said] if (said := prose(element, css=css)) else []


def _keep(noted: Noted, kind: str, said: str, *, after: bool) -> None:
    if kind == _STORY:
        (noted.end if after else noted.top).append(Note("end" if after else "top", said))
    else:
        text = f"Summary: {said}" if kind == _SUMMARY else said
        (noted.draft.after if after else noted.draft.before).append(text)
