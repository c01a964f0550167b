"""docs/search.md teaches what the parser takes."""

import re
from pathlib import Path

import pytest

from bot.search.query.grammar import NAMES, SORT_NAMES, Field
from bot.search.query.parsing import parse
from bot.search.query.terms import Sort
from bot.search.weights import POPULARITY, RECENCY

DOCS = (Path(__file__).parent.parent / "docs" / "search.md").read_text("utf-8")
TAUGHT = DOCS[DOCS.index("## The query box") : DOCS.index("### Mistakes")]
MISTAKES = DOCS[DOCS.index("### Mistakes") : DOCS.index("### Options")]
ROWS = [line.split(" | ") for line in TAUGHT.splitlines() if line.startswith("| `")]
FILTERS = [row[0].strip("|` ").replace("\\|", "|") for row in ROWS]
ALSO = [name for row in ROWS if len(row) > 2 for name in re.findall(r"`([a-z]+):`", row[1])]


@pytest.mark.parametrize("typed", [*FILTERS, *re.findall(r"`([^`\n]*:[^`\n ][^`\n]*)`", TAUGHT.replace("\\|", "|"))])
def test_every_example_is_taken_as_it_is_meant(typed):
    query = parse(typed)
    assert query.remarks == ()
    assert query.wishes or query.sort or query.texts


def test_every_filter_is_taught():
    taught = {NAMES[typed.lstrip("-").partition(":")[0]] for typed in FILTERS if typed.partition(":")[0] in NAMES}
    assert taught == set(Field) - {Field.ANYWHERE}
    assert all(name in NAMES or name in SORT_NAMES for name in ALSO)
    assert all(f"`{sort}`" in TAUGHT for sort in Sort)


@pytest.mark.parametrize("typed", ["raiting:teen", "words:many", '"missing nin'])
def test_every_mistake_is_a_mistake(typed):
    assert f"`{typed}`" in MISTAKES
    assert parse(typed).remarks


def test_the_weights_are_those_of_the_code():
    assert f"at most {POPULARITY}" in DOCS
    assert f"at most {RECENCY}" in DOCS
