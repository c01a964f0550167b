"""What a prepared story is in rows of the tables."""

from collections.abc import Iterator
from typing import Any

from bot.corpus.story import Fact, Origin, Story
from bot.library.labels import label_key, labels_of
from bot.library.prepare import Passage, Prepared
from bot.library.tables import Base, ChapterRow, LabelRow, NoteRow, PageRow

Values = dict[str, Any]

OPTIONAL_FACTS = ("summary", "language", "status", "series", "source", "published", "updated")


def story_values(prepared: Prepared) -> Values:
    """The story's own row, but for its id, server, revision and dates."""
    story = prepared.story
    return {
        "title": story.title.value,
        "rating": story.rating.value.value,
        **{field: _plain(getattr(story, field)) for field in OPTIONAL_FACTS},
        "origins": _origins(story),
        "permission": story.permission.value,
        "permission_proof": story.permission_proof,
        "state": story.state.value,
        "held_because": story.held_because,
        "words": story.words,
        "chapters": len(story.chapters),
        "pages": len(prepared.pages),
        "passages": len(prepared.passages),
        "keywords": list(prepared.keywords),
        "text_digest": prepared.text_digest,
        "digest": prepared.digest,
    }


def _plain(fact: Fact[Any] | None) -> object:
    """The bare value; enumerations as their strings."""
    value = fact.value if fact is not None else None
    return str(value) if isinstance(value, str) else value


def _origins(story: Story) -> dict[str, str]:
    facts = {field: getattr(story, field) for field in ("title", "rating", *OPTIONAL_FACTS)}
    return {field: fact.origin.value for field, fact in facts.items() if fact and fact.origin is not Origin.STATED}


def part_rows(story_id: int, prepared: Prepared) -> Iterator[tuple[type[Base], Values]]:
    """Labels, chapters, notes and pages, each with its table."""
    for table, values in (*_labels(prepared), *_chapters(prepared), *_notes(prepared), *_pages(prepared)):
        yield table, {"story_id": story_id, **values}


def _labels(prepared: Prepared) -> Iterator[tuple[type[Base], Values]]:
    for label, position, fact in labels_of(prepared.story):
        yield (
            LabelRow,
            {
                "kind": label.value,
                "position": position,
                "name": fact.value,
                "key": label_key(fact.value),
                "origin": fact.origin.value,
            },
        )


def _chapters(prepared: Prepared) -> Iterator[tuple[type[Base], Values]]:
    for number, chapter in enumerate(prepared.story.chapters, start=1):
        yield (
            ChapterRow,
            {
                "number": number,
                "title": chapter.title,
                "text": chapter.text,
                "spans": [[span.start, span.end, span.style.value] for span in chapter.spans],
                "words": chapter.words,
            },
        )


def _notes(prepared: Prepared) -> Iterator[tuple[type[Base], Values]]:
    for position, note in enumerate(prepared.story.notes):
        yield NoteRow, {"position": position, "where": note.where, "text": note.text}


def _pages(prepared: Prepared) -> Iterator[tuple[type[Base], Values]]:
    for number, piece in enumerate(prepared.pages, start=1):
        yield PageRow, {"number": number, "chapter": piece.chapter, "start": piece.start, "end": piece.end}


def passage_values(passage: Passage) -> Values:
    """Where a passage stands."""
    return {"chapter": passage.piece.chapter, "start": passage.piece.start, "end": passage.piece.end}
