"""Plain text and Markdown, told apart by content."""

from dataclasses import replace

from bot.corpus.formats.document import Document
from bot.corpus.formats.front_matter import read_front_matter
from bot.corpus.formats.gutenberg import unwrap
from bot.corpus.formats.lines import split_lines
from bot.corpus.formats.markdown import is_markdown, read_blocks
from bot.corpus.formats.tags import without_block_tags
from bot.corpus.formats.underlines import read_underlines
from bot.corpus.story import Note


def read_text(text: str) -> Document:
    """Read a decoded file."""
    lines, problems = split_lines(text)
    entries, taken = read_front_matter(lines, text)
    book = unwrap(lines[taken:])
    markdown = is_markdown(book.lines)
    # Two spaces at a line's end ask for a break in Markdown; in plain text they are an accident.
    marked = read_blocks(book.lines) if markdown else [replace(i, hard=False) if i.hard else i for i in book.lines]
    return Document(
        tuple(read_underlines(without_block_tags(marked))),
        (*entries, *book.entries),
        tuple(Note(where, said) for where, said in (("top", book.before), ("end", book.after)) if said),
        tuple(problems),
        markdown,
    )
