"""Fields as people type them into forms: how they are shown there, and what is made of what was typed."""

import re

from bot.corpus.changes import LISTS
from bot.corpus.overrides_fields import MistakeError, read_field
from bot.corpus.story import Fact, Story, values

SINGLES = ("title", "summary", "rating", "language", "source", "status", "series")
TYPED = frozenset(LISTS.union(SINGLES))
"""The fields that forms have."""

NEVER_EMPTY = frozenset({"title", "rating"})

LONGEST = {"title": 300, "summary": 4_000, "source": 1_000}
LONGEST_NAME = 200
"""Characters of any other field, and of each item of a list."""
MOST_ITEMS = 100

SEPARATORS = frozenset(",;")

_ITEM = re.compile(r'"([^"]*)"(?=\s*(?:[,;]|$))|([^,;]+)')


def shown_field(story: Story, field: str) -> str:
    """A field as a form shows it. Items stand apart by commas, or by lines where one has a comma of its own."""
    if field not in LISTS:
        fact: Fact[str] | None = getattr(story, field)
        return str(fact.value) if fact else ""
    items = values(getattr(story, field))
    if not any(set(item) & SEPARATORS for item in items):
        return ", ".join(items)
    return f'"{items[0]}"' if len(items) == 1 else "\n".join(items)


def read_typed(field: str, typed: str) -> str | list[str] | None:
    """What is meant by what was typed, as a change (bot.corpus.changes). Raises MistakeError in words."""
    if field not in TYPED:
        raise MistakeError("is not a field that can be changed")
    if field in LISTS:
        return _items(typed)
    text = typed.strip() if field == "summary" else " ".join(typed.split())
    if not text:
        if field in NEVER_EMPTY:
            raise MistakeError("must not be empty")
        return None
    _check_length(text, LONGEST.get(field, LONGEST_NAME))
    read_field(field, text)
    return text


def _items(typed: str) -> list[str]:
    """One item a line, where there are lines; else apart by commas or semicolons, but not within quotation marks."""
    lines = typed.strip().splitlines()
    parts = lines if len(lines) > 1 else [quoted or bare for quoted, bare in _ITEM.findall(typed)]
    found = list(dict.fromkeys(filter(None, (" ".join(part.split()).strip(",; ") for part in parts))))
    if len(found) > MOST_ITEMS:
        raise MistakeError(f"has {len(found)} items; at most {MOST_ITEMS} are taken")
    for item in found:
        _check_length(item, LONGEST_NAME)
    return found


def _check_length(text: str, longest: int) -> None:
    if len(text) > longest:
        raise MistakeError(f"“{text[:30]}…” has {len(text):,} characters; at most {longest:,} are taken")
