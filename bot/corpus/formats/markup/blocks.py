"""A tree of elements -> blocks: paragraphs, headings and scene breaks as plain text with styles.

What isn't text doesn't survive: scripts, navigation, forms, hidden things, tables of contents, page numbers.
"""

import re

from lxml import etree

from bot.corpus.formats.document import Block
from bot.corpus.formats.limits import in_time
from bot.corpus.formats.markup.drafts import finished
from bot.corpus.formats.markup.flow import Flow, Setting
from bot.corpus.formats.markup.footnotes import Footnotes
from bot.corpus.formats.markup.html import Element, kinds
from bot.corpus.formats.markup.images import description
from bot.corpus.formats.markup.styles import Look, Styles, look_of, sheet_in
from bot.corpus.formats.markup.tables import before_cell, is_data
from bot.corpus.story import SCENE_BREAK, Style
from bot.corpus.words import items, word_list

_TAGS = word_list("markup")["tags"]
_KINDS = word_list("markup")["kinds"]
DROPPED = frozenset(items(_TAGS["dropped"]))
"""Tags that hold no text of the story."""
BLOCKS = frozenset(items(_TAGS["blocks"]))
"""Tags that stand on lines of their own."""
MOST_OF_PAGE = 0.5
"""Share of all text from which a form holds the page rather than something to fill in."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DROPPED_KINDS = frozenset(items(_KINDS["dropped"]))
_KEEPING_LINES = frozenset({"pre", "xmp", "listing", "plaintext"})
_STANZAS = frozenset(items(_KINDS["stanzas"]))
_CORRECTED = re.compile(r"\b(?:corr|tn|trans|typo|sic)", re.IGNORECASE)
_AROUND = {"q": ("“", "”"), "rt": ("(", ")")}


def blocks_of(root: Element, css: str = "") -> list[Block]:
    """The text below `root`. `css` is a style sheet that stands elsewhere; those in the tree are read anyway."""
    walk = _Walk(root, css)
    walk.run()
    return finished(walk.flow.drafts)


class _Walk:
    """One way through a tree, from start to end tag."""

    def __init__(self, root: Element, css: str) -> None:
        self.root = root
        self.flow = Flow()
        self._footnotes = Footnotes(root)
        self._sheet = sheet_in(root, css)
        self._settings = [Setting()]
        self._blocks: list[bool] = []
        self._counts: list[int] = []
        self._serial = 0

    def run(self) -> None:
        """Go through the tree without recursion, however deep it is."""
        walker = etree.iterwalk(self.root, events=("start", "end"))
        skipped: Element | None = None
        for event, element in in_time(walker):
            if event == "start":
                if not self._enter(element):
                    skipped = element
                    walker.skip_subtree()
                continue
            if element is not skipped:
                self._leave(element)
            if element is not self.root and element.tail:
                self.flow.write(element.tail, self._settings[-1])
        self.flow.end_paragraph()

    def _enter(self, element: Element) -> bool:
        """Begin an element; False when nothing further in it is text."""
        tag, look = str(element.tag), look_of(element, self._sheet)
        if tag in _POINTS:
            _POINTS[tag](self, element)
            return False
        if tag == "a" and self._note_link(element):
            return False
        if self._vanishes(element, tag, look):
            if tag in BLOCKS:
                self.flow.end_paragraph()
            return False
        self._begin(element, tag, look)
        return True

    def _vanishes(self, element: Element, tag: str, look: Look) -> bool:
        if tag in DROPPED or look.hidden or element.get("aria-hidden") == "true":
            return True
        if element.get("hidden", "until-found") != "until-found":
            return True
        if tag == "form":
            return len(element.text_content()) < MOST_OF_PAGE * len(self.root.text_content())
        return tag not in {"body", "html"} and not _DROPPED_KINDS.isdisjoint(kinds(element))

    def _begin(self, element: Element, tag: str, look: Look) -> None:
        self._blocks.append(look.is_block or (tag in BLOCKS and not self._stays_in_line(element, tag)))
        if self._blocks[-1]:
            self.flow.end_paragraph()
        setting = self._setting(element, tag, look)
        self._settings.append(setting)
        self._begin_line(element, tag, setting)
        if label := self._footnotes.label_of(element):
            self._begin_note(tag, label)
        if element.text:
            self.flow.write(element.text, setting)

    def _stays_in_line(self, element: Element, tag: str) -> bool:
        """Whether a block goes on with the line of the one before it: a table's cell, what a term means."""
        if tag in {"td", "th"}:
            return bool(self._settings[-1].group)
        before = element.getprevious()
        return tag == "dd" and before is not None and before.tag == "dt"

    def _begin_line(self, element: Element, tag: str, setting: Setting) -> None:
        if tag in {"ul", "ol", "dir"}:
            start = element.get("start", "1")
            self._counts.append(int(start) if tag == "ol" and start.isdecimal() else tag == "ol")
        elif tag == "li":
            self.flow.begin_with(self._bullet(), setting)
        elif tag in {"td", "th"} and setting.group:
            self.flow.write(before_cell(element), setting)
        elif tag == "dd" and not self._blocks[-1]:
            self.flow.begin_with(self.flow.seam(": "), setting)
        elif tag in _AROUND:
            self.flow.write(_AROUND[tag][0], setting)

    def _bullet(self) -> str:
        """What stands before a list's item: its number where the list counts."""
        if not self._counts or not self._counts[-1]:
            return "- "
        self._counts[-1] += 1
        return f"{self._counts[-1] - 1}. "

    def _setting(self, element: Element, tag: str, look: Look) -> Setting:
        above = self._settings[-1]
        return Setting(
            styles=(above.styles - look.removes) | _added(element, tag, look),
            level=_HEADINGS.get(tag, above.level),
            quote=above.quote or tag == "blockquote",
            keeps_lines=above.keeps_lines or tag in _KEEPING_LINES or look.keeps_lines,
            group=self._group(element, tag, above),
            link=self._link(element) if tag == "a" and element.get("href") else above.link,
            note=self._next() if not above.note and self._footnotes.may_hold(element) else above.note,
        )

    def _group(self, element: Element, tag: str, above: Setting) -> int:
        if tag in {"ul", "ol", "dl", "dir"} or not _STANZAS.isdisjoint(kinds(element)):
            return self._next()
        if tag == "table":
            return self._next() if is_data(element) else 0
        return above.group

    def _link(self, element: Element) -> int:
        return -self._next() if (element.get("href") or "").startswith("#") else self._next()

    def _next(self) -> int:
        self._serial += 1
        return self._serial

    def _begin_note(self, tag: str, label: str) -> None:
        """A footnote begins: its label takes the place of a list's number."""
        if tag == "li":
            self.flow.drop_beginning()
        if self.flow.label_note(label):
            self.flow.begin_with(f"[{label}] ", self._settings[-1])

    def _note_link(self, element: Element) -> bool:
        """Whether a link leads to a footnote or back from one; its label then stands in its place."""
        if label := self._footnotes.reference(element):
            self.flow.write(f"[{label}]", self._settings[-1])
            self.flow.refer(label)
            return True
        back = self._footnotes.way_back(element)
        if back:
            self._begin_note("a", back)
        return back is not None

    def _leave(self, element: Element) -> None:
        tag = str(element.tag)
        if tag in _AROUND:
            self.flow.write(_AROUND[tag][1], self._settings[-1])
        if tag in {"ul", "ol", "dir"}:
            self._counts.pop()
        if tag == "li":
            self.flow.drop_beginning()
        followed = element.getnext()
        holds = tag == "dt" and followed is not None and followed.tag == "dd"
        if self._blocks.pop() and not holds:
            self.flow.end_paragraph()
        self._settings.pop()

    def break_line(self, _: Element) -> None:
        """A `br`."""
        self.flow.break_line()

    def rule(self, _: Element) -> None:
        """An `hr`."""
        self.flow.end_paragraph()
        self.flow.write(SCENE_BREAK, Setting())
        self.flow.end_paragraph()

    def image(self, element: Element) -> None:
        """An `img`."""
        self.flow.write(description(element), self._settings[-1])


def _added(element: Element, tag: str, look: Look) -> Styles:
    """The styles that begin with an element; a printer's correction is none, nor is a heading bold by itself."""
    if tag == "ins" and _CORRECTED.search(" ".join(kinds(element)) + (element.get("title") or "")):
        return look.adds - {Style.UNDERLINE}
    return look.adds - {Style.BOLD} if tag in _HEADINGS else look.adds


_POINTS = {"br": _Walk.break_line, "hr": _Walk.rule, "img": _Walk.image}
"""Tags without text of their own."""
