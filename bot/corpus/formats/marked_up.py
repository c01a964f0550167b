"""Blocks as lines for the header's and the body's heuristics, or as paragraphs where nothing is to be guessed."""

from collections.abc import Iterable, Iterator, Sequence

from bot.corpus.formats.document import Block
from bot.corpus.formats.limits import in_time
from bot.corpus.formats.lines import Line
from bot.corpus.formats.spans import cut_up, places_of_lines
from bot.corpus.formats.unwrapping import Layout, Paragraph

LAYOUT = Layout()
"""How the lines of blocks are set: none is wrapped, and empty lines part paragraphs."""


def lines_of(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """The lines of blocks: empty ones between them, breaks inside them kept. They have no place in a source."""
    lines: list[Line] = []
    for block in in_time(blocks):
        number = len(lines) + 1
        empty = [Line(number + index, 0, "") for index in range(block.gap if lines else 0)]
        lines += [*empty, *_lines(block, number + len(empty))]
    return tuple(lines)


def _lines(block: Block, number: int) -> Iterator[Line]:
    places = list(places_of_lines(block.text))
    for index, (text, spans) in enumerate(cut_up(block.text, block.spans, places)):
        hard = index + 1 < len(places)
        yield Line(number + index, 0, text, level=block.level, quote=block.quote, hard=hard, spans=spans)


def paragraphs_of(blocks: Sequence[Block]) -> list[Paragraph]:
    """Blocks as paragraphs, one each."""
    return [
        Paragraph(block.text, number, 0, block.level, block.quote, gap=block.gap, spans=block.spans)
        for number, block in in_time(enumerate(blocks, 1))
    ]
