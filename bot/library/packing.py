"""Packing: a Story as plain JSON and back, for drafts and for what undo keeps."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from bot.corpus.story import (
    Chapter,
    Fact,
    Note,
    Origin,
    Permission,
    Problem,
    Rating,
    Span,
    State,
    Status,
    Story,
    Style,
)

Packed = dict[str, Any]

TEXTS = ("title", "summary", "language", "series", "source")
LISTS = ("authors", "fandoms", "characters", "relationships", "tags", "warnings")
DATES = ("published", "updated")
SINGLE = (*TEXTS, "rating", "status", *DATES)
"""Fields that hold one fact, or none."""


def pack(story: Story) -> Packed:
    """The story as JSON has it: facts are pairs of value and origin, dates are ISO 8601."""
    return {
        **{field: _pack_fact(getattr(story, field)) for field in SINGLE},
        **{field: [_pack_fact(fact) for fact in getattr(story, field)] for field in LISTS},
        "permission": story.permission.value,
        "permission_proof": story.permission_proof,
        "state": story.state.value,
        "held_because": story.held_because,
        "chapters": [pack_chapter(chapter) for chapter in story.chapters],
        "notes": [[note.where, note.text] for note in story.notes],
        "problems": [[problem.message, problem.line] for problem in story.problems],
        "prose_start": story.prose_start,
    }


def unpack(packed: Mapping[str, Any]) -> Story:
    """The story that was packed, equal to what it was."""
    facts: dict[str, Any] = {field: _unpack_fact(packed[field], str) for field in TEXTS}
    facts |= {field: _unpack_fact(packed[field], date.fromisoformat) for field in DATES}
    facts |= {field: tuple(_unpack_fact(fact, str) for fact in packed[field]) for field in LISTS}
    return Story(
        **facts,
        rating=_unpack_fact(packed["rating"], Rating) or Fact(Rating.NOT_RATED, Origin.GUESSED),
        status=_unpack_fact(packed["status"], Status),
        permission=Permission(packed["permission"]),
        permission_proof=packed["permission_proof"],
        state=State(packed["state"]),
        held_because=packed["held_because"],
        chapters=tuple(map(unpack_chapter, packed["chapters"])),
        notes=tuple(Note(where, text) for where, text in packed["notes"]),
        problems=tuple(Problem(message, line) for message, line in packed["problems"]),
        prose_start=packed["prose_start"],
    )


def pack_chapter(chapter: Chapter) -> Packed:
    """A chapter with its spans as [start, end, style]."""
    spans = [[span.start, span.end, span.style.value] for span in chapter.spans]
    return {"title": chapter.title, "text": chapter.text, "spans": spans}


def unpack_chapter(packed: Mapping[str, Any]) -> Chapter:
    """The chapter that was packed."""
    return Chapter(packed["title"], packed["text"], unpack_spans(packed["spans"]))


def unpack_spans(packed: Sequence[Sequence[Any]]) -> tuple[Span, ...]:
    """Spans from [start, end, style]."""
    return tuple(Span(start, end, Style(style)) for start, end, style in packed)


def _pack_fact(fact: Fact[Any] | None) -> list[str] | None:
    if fact is None:
        return None
    value = fact.value.isoformat() if isinstance(fact.value, date) else str(fact.value)
    return [value, fact.origin.value]


def _unpack_fact(packed: Sequence[str] | None, kind: Callable[[str], Any]) -> Fact[Any] | None:
    return Fact(kind(packed[0]), Origin(packed[1])) if packed is not None else None
