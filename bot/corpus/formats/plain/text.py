"""Plain text and Markdown, told apart by content."""

from collections.abc import Sequence
from dataclasses import replace

from bot.corpus.formats.document import Document, Marks
from bot.corpus.formats.gutenberg.book import unwrap
from bot.corpus.formats.layouts.recognising import read_known_text
from bot.corpus.formats.limits import Clock, check_time, count_in, in_time
from bot.corpus.formats.lines import Line, count_lines, split_lines
from bot.corpus.formats.plain.decoding import decode
from bot.corpus.formats.plain.front_matter import read_front_matter
from bot.corpus.formats.plain.markdown import is_markdown, read_blocks
from bot.corpus.formats.plain.tags import without_block_tags
from bot.corpus.formats.plain.underlines import read_underlines
from bot.errors import UnreadableError

LEAST_READABLE = 0.95
"""Share of a text file's characters, NUL apart, that are neither control characters nor undecodable; random bytes have
0.89 at most."""
LOOKED_AT = 100_000


def read_text_file(name: str, data: bytes, clock: Clock) -> Document:
    """Decode and read a file. Raises UnreadableError when it holds no text or too many lines, or takes too long."""
    decoded = decode(data)
    _refuse_binary(name, decoded.text)
    count_in(count_lines(decoded.text))
    clock.check()
    document = read_known_text(decoded.text, clock) or read_text(decoded.text)
    return replace(document, problems=(*decoded.problems, *document.problems))


def _refuse_binary(name: str, text: str) -> None:
    sample = text[:LOOKED_AT]
    if not any(map(str.isalpha, sample)) and not any(map(str.isalpha, text)):
        raise UnreadableError(name, 0, "There is no text in this file.")
    sample = sample.replace("\0", "")
    readable = sum(1 for c in sample if c.isprintable() or c.isspace()) - sample.count("\ufffd")
    if readable < LEAST_READABLE * len(sample):
        raise UnreadableError(name, 0, "This isn't a text file. Save the story as plain text or Markdown.")


def read_text(text: str) -> Document:
    """Read decoded text."""
    lines, problems = split_lines(text)
    entries, taken = read_front_matter(lines, text)
    book = unwrap(lines[taken:])
    check_time()
    markdown = is_markdown(book.lines)
    marked = read_blocks(in_time(book.lines)) if markdown else _without_hard_ends(book.lines)
    return Document(
        lines=tuple(read_underlines(without_block_tags(in_time(marked)))),
        entries=(*entries, *book.entries),
        notes=book.notes,
        is_book=book.is_book,
        contents=book.contents,
        problems=tuple(problems),
        marks=Marks.MARKDOWN if markdown else Marks.PLAIN,
        text=text,
    )


def _without_hard_ends(lines: Sequence[Line]) -> list[Line]:
    """Two spaces at a line's end ask for a break in Markdown; in plain text they are an accident."""
    return [replace(line, hard=False) if line.hard else line for line in in_time(lines)]
