"""Text whose line ends show as they stand in the source, as in `pre`: those that wrapping put in are taken out."""

from dataclasses import replace

from bot.corpus.formats.lines import Line, split_lines
from bot.corpus.formats.markup.flow import Draft
from bot.corpus.formats.spans import cut
from bot.corpus.formats.unwrapping import measure, paragraphs
from bot.corpus.marks.breaks import is_break
from bot.corpus.marks.headings import is_chapter


def paragraphs_in(draft: Draft) -> list[Draft]:
    """The paragraphs of a draft that keeps its lines."""
    lines = [_styled(line, draft) for line in split_lines(draft.text)[0]]
    layout = measure(lines)
    if not layout.width:
        lines = [replace(line, hard=True) for line in lines]
    found = paragraphs(lines, layout, lambda line: is_break(line.text) or is_chapter(line.text))
    return [
        replace(draft, text=paragraph.text, spans=paragraph.spans, gap=paragraph.gap if index else draft.gap)
        for index, paragraph in enumerate(found)
    ]


def _styled(line: Line, draft: Draft) -> Line:
    """A line with the styles that the draft has in it; none where cleaning changed its text."""
    text, spans = cut(draft.text, draft.spans, line.start, line.start + len(line.text))
    return replace(line, spans=spans) if text == line.text else line
