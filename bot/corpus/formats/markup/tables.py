"""Tables: those that hold data become lines, those that only lay a page out are walked through."""

from bot.corpus.formats.markup.html import Element
from bot.corpus.words import items, word_list

MAX_CELL = 100
"""Characters of a cell on average up to which a table holds data."""

_LAYOUT = frozenset(items(word_list("markup")["tags"]["layout"]))


def is_data(table: Element) -> bool:
    """Whether a table's cells hold a few words each: a list of facts, an index."""
    cells = text = widest = 0
    for element in table.iter():
        if element is table:
            continue
        if element.tag in _LAYOUT:
            return False
        if element.tag == "tr":
            widest = max(widest, sum(1 for child in element if child.tag in {"td", "th"}))
        elif element.tag in {"td", "th"}:
            cells += 1
            text += len(" ".join(element.text_content().split()))
    return widest > 1 and text <= MAX_CELL * cells


def before_cell(cell: Element) -> str:
    """What parts a cell from the one before it in its line."""
    first = cell.getprevious()
    if first is None:
        return ""
    if first.tag == "th" and cell.tag == "td":
        return " " if first.text_content().rstrip().endswith(":") else ": "
    return " " if first.text_content().rstrip().endswith(":") else " | "
