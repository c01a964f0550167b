"""Text whose line ends show as they stand in the source, as in `pre`: those that wrapping put in are taken out."""

from collections.abc import Sequence
from dataclasses import replace

from bot.corpus.formats.lines import Line, split_lines
from bot.corpus.formats.markup.flow import Draft
from bot.corpus.formats.spans import cut_up
from bot.corpus.formats.unwrapping import measure, paragraphs
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.headings import is_chapter


def paragraphs_in(draft: Draft) -> list[Draft]:
    """The paragraphs of a draft that keeps its lines."""
    lines = _styled(split_lines(draft.text)[0], draft)
    layout = measure(lines)
    if not layout.width:
        lines = [replace(line, hard=True) for line in lines]
    found = paragraphs(lines, layout, lambda line: is_break(line.text) or is_chapter(line.text))
    return [
        replace(draft, text=paragraph.text, spans=paragraph.spans, gap=paragraph.gap if index else draft.gap)
        for index, paragraph in enumerate(found)
    ]


def _styled(lines: Sequence[Line], draft: Draft) -> list[Line]:
    """Lines with the styles that the draft has in them; without any where cleaning changed the text."""
    pieces = cut_up(draft.text, draft.spans, ((line.start, line.start + len(line.text)) for line in lines))
    return [
        replace(line, spans=spans) if spans and text == line.text else line
        for line, (text, spans) in zip(lines, pieces, strict=True)
    ]
