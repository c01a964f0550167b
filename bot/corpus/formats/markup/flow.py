"""Styled text as it comes along in a page -> paragraphs, white space collapsed as browsers do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.corpus.formats.lines import cleaned
from bot.corpus.formats.markup.styles import Styles
from bot.corpus.formats.spans import cut
from bot.corpus.story import Span, Style

_SPACE = re.compile(r"[ \t\r\n\f\x0b\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n?|[\f\x0b\u2028\u2029]")
_BLANK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Setting:
    """Where in a page text stands, as far as it shows."""

    styles: Styles = frozenset()
    level: int = 0
    quote: bool = False
    keeps_lines: bool = False
    group: int = 0
    """Paragraphs of one group (a list's, a stanza's) become lines of one; 0 is none."""
    link: int = 0
    """Which link the text is in, 0 for none; links inside the page have negative numbers."""
    note: int = 0
    """Which element that may hold a footnote it stands in, 0 for none."""


@dataclass(slots=True)
class Draft:
    """A paragraph in the making, with what tells whether it is text, a table of contents or a footnote."""

    text: str
    spans: tuple[Span, ...]
    setting: Setting = field(default_factory=Setting)
    gap: int = 1
    """Empty lines that the page shows above it."""
    linked: int = 0
    """Characters in links."""
    links: frozenset[int] = frozenset()
    note: str = ""
    """The label of the footnote that it belongs to."""
    refers: tuple[str, ...] = ()
    """The labels of the footnotes that it refers to."""


class Flow:
    """Collects paragraphs. `drafts` are those that are finished."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._restart()
        self._gap = 1

    def write(self, text: str, setting: Setting) -> None:
        """Add text as it stands in the source."""
        if setting.keeps_lines:
            self._add(cleaned(_LINE_END.sub("\n", text)), setting)
            return
        self._blank |= _BLANK in text
        text = _SPACE.sub(" ", cleaned(text))
        if self._breaks and not text.isspace():
            self._end_line()
        if not self._length or self._last in " \n":
            text = text.lstrip(" ")
        self._add(text, setting)

    def begin_with(self, text: str, setting: Setting) -> None:
        """Add what stands before a list's item or the like: no paragraph ends between this and the text behind it."""
        self._add(text, setting)
        self._glued = True

    def drop_beginning(self) -> None:
        """Take back what `begin_with` added if no text has come behind it."""
        if self._glued:
            self._restart()

    def break_line(self) -> None:
        """A line break: two in a row end the paragraph."""
        self._breaks += 1

    def seam(self, mark: str) -> str:
        """What parts the text so far from what it announces: `mark`, or a space behind a mark of its own."""
        return " " if self._last in ":.?!" else mark

    def label_note(self, label: str) -> bool:
        """The paragraph that begins here is the footnote of that label; False when it has begun before."""
        begins = not self._length and not self._note
        self._note = label if begins else self._note
        return begins

    def refer(self, label: str) -> None:
        """The paragraph refers to a footnote."""
        self._refers.append(label)

    def end_paragraph(self) -> None:
        """Finish the paragraph, if there is anything in it."""
        if self._glued:
            return
        text = "".join(piece for piece, _ in self._pieces)
        text, spans = cut(text, list(_spans(self._pieces)), 0, len(text))
        breaks, blank = self._breaks, self._blank
        if not text:
            self._gap += (breaks + 1 if breaks else 0) or (2 if blank else 0)
            self._restart()
            return
        draft = Draft(text, spans, self._setting, self._gap, self._linked, frozenset(self._links))
        draft.note, draft.refers = self._note, tuple(self._refers)
        self.drafts.append(draft)
        self._gap = 1 + max(0, breaks - 1)
        self._restart()

    def _restart(self) -> None:
        self._pieces: list[tuple[str, Styles]] = []
        self._length = self._linked = self._breaks = 0
        self._last = ""
        self._glued = self._blank = False
        self._setting = Setting()
        self._links: set[int] = set()
        self._note = ""
        self._refers: list[str] = []

    def _end_line(self) -> None:
        if not self._length:
            self._gap += self._breaks
        elif self._breaks > 1:
            gap = self._breaks - 1
            self._breaks = 0
            self.end_paragraph()
            self._gap = gap
        else:
            self._end_with_line()
        self._breaks = 0

    def _end_with_line(self) -> None:
        """A line end behind the last text that isn't a space, in its style."""
        while len(self._pieces) > 1 and self._pieces[-1][0].isspace():
            self._length -= len(self._pieces.pop()[0])
        text, styles = self._pieces.pop()
        ended = f"{text.rstrip(' ')}\n"
        self._pieces.append((ended, styles))
        self._length += len(ended) - len(text)
        self._last = "\n"

    def _add(self, text: str, setting: Setting) -> None:
        if not text:
            return
        if not text.isspace():
            self._setting = setting if not self._length or self._glued else self._setting
            self._glued = False
            if setting.link:
                self._links.add(setting.link)
                self._linked += len(text)
        self._pieces.append((text, setting.styles))
        self._length += len(text)
        self._last = text[-1]


def _spans(pieces: Iterable[tuple[str, Styles]]) -> Iterable[Span]:
    """One span for each run of pieces that share a style."""
    opened: dict[Style, int] = {}
    offset = 0
    for text, styles in pieces:
        for style in [style for style in opened if style not in styles]:
            yield Span(opened.pop(style), offset, style)
        for style in styles:
            opened.setdefault(style, offset)
        offset += len(text)
    for style, start in opened.items():
        yield Span(start, offset, style)
