"""Plain text and Markdown, told apart by content."""

from dataclasses import replace

from bot.corpus.formats.document import Document
from bot.corpus.formats.front_matter import read_front_matter
from bot.corpus.formats.markdown import is_markdown, read_blocks
from bot.corpus.formats.underlines import read_underlines
from bot.corpus.lines import split_lines


def read_text(text: str) -> Document:
    """Read a decoded file."""
    lines, problems = split_lines(text)
    entries, taken = read_front_matter(lines, text)
    lines = lines[taken:]
    markdown = is_markdown(lines)
    # Two spaces at a line's end ask for a break in Markdown; in plain text they are an accident.
    lines = read_blocks(lines) if markdown else [replace(line, hard=False) if line.hard else line for line in lines]
    lines = read_underlines(lines)
    return Document(tuple(lines), tuple(entries), tuple(problems), markdown)
