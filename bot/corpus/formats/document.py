"""What every format delivers."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.corpus.formats.lines import Line
from bot.corpus.marks.entries import Entry
from bot.corpus.story import Note, Problem, Span


class Marks(Enum):
    """How emphasis stands in a document's lines."""

    PLAIN = auto()
    """The few marks that plain text has: `*word*`, `_word_`, pasted tags."""
    MARKDOWN = auto()
    READ = auto()
    """In the lines' spans already: what stands in their text is text."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a marked-up file: plain text with its styles. A scene break is a block of SCENE_BREAK alone.

    Line breaks in `text` are real ones; `level` is 1 to 6 for a heading, 0 otherwise.
    """

    text: str
    spans: tuple[Span, ...] = ()
    level: int = 0
    quote: bool = False
    gap: int = 1
    """Empty lines that the file shows above it; more than usual may stand for a scene break."""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter that the format itself sets apart, with its heading ("" if it has none) and the notes it sets apart."""

    title: str = ""
    blocks: tuple[Block, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as lines, or as parts where the format tells chapters itself; and what stands outside: facts, notes."""

    lines: tuple[Line, ...] = ()
    parts: tuple[Part, ...] = ()
    """If there are any, nothing is left to be guessed about where chapters begin, and `lines` stand above them all."""
    entries: tuple[Entry, ...] = ()
    guesses: tuple[Entry, ...] = ()
    """What programs wrote into the file's properties: it counts, as guessed, where nothing else tells."""
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    marks: Marks = Marks.PLAIN
    is_book: bool = False
    """A published book: what stands above its first chapter is its title page and the like, and nothing inside the
    parts that it sets apart is taken for a note."""
    contents: tuple[str, ...] = ()
    """The entries of a published book's own table of contents, by which its chapters are found."""
    text: str = ""
    """The decoded file, into which offsets point; "" where there is no such thing, as in an archive."""
