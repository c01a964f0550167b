"""A story as read, laid out for programs (`ficus inspect --json`) and for people (`ficus inspect`)."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from bot.corpus.pages.cutting import cut_passages
from bot.corpus.story import Chapter, Fact, Note, Origin, Problem, Story
from bot.errors import UnreadableError

WIDTH = 100
SHOWN_PASSAGES = 2
SHOWN_NOTE = 400
"""Characters of a note that people are shown."""

_LISTS = ("authors", "fandoms", "characters", "relationships", "warnings", "tags")
_SINGLES = ("title", "summary", "rating", "language", "status")


def as_dict(name: str, story: Story) -> dict[str, Any]:
    """The story of file `name` as JSON has it; offsets and words are counted in code points of the decoded file."""
    return {
        "file": name,
        **{key: _single(getattr(story, key)) for key in _SINGLES},
        **{key: [_single(fact) for fact in getattr(story, key)] for key in _LISTS},
        "chapters": [_chapter(chapter) for chapter in story.chapters],
        "notes": [_note(note) for note in story.notes],
        "problems": [_problem(problem) for problem in story.problems],
        "state": story.state.value,
        "held_because": story.held_because,
        "permission": story.permission.value,
        "prose_start": story.prose_start,
    }


def unreadable_as_dict(name: str, error: UnreadableError) -> dict[str, Any]:
    """The same keys for a file that can't be read: nothing in them but the problem."""
    return {
        "file": name,
        **{key: _single(None) for key in _SINGLES},
        **{key: list[Any]() for key in _LISTS},
        "chapters": [],
        "notes": [],
        "problems": [_problem(Problem(error.message, error.line))],
        "state": None,
        "held_because": "",
        "permission": None,
        "prose_start": None,
    }


def as_text(name: str, story: Story) -> str:
    """The story of file `name` for people: every field with where it comes from, notes apart, the first passages."""
    parts = [
        [name, "=" * min(len(name), WIDTH)],
        _fields(story),
        _notes(story.notes),
        _chapters(story.chapters),
        _passages(story.chapters),
        _problems(story.problems),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _single(fact: Fact[Any] | None) -> dict[str, Any]:
    """Enumerations are strings, so that they need no turning into JSON."""
    return {"value": fact.value, "origin": fact.origin.value} if fact else {"value": None, "origin": "guessed"}


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {"title": chapter.title, "words": chapter.words, "text": chapter.text}


def _note(note: Note) -> dict[str, Any]:
    return {"where": note.where, "text": note.text}


def _problem(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "message": problem.message}


def _fields(story: Story) -> list[str]:
    found = [
        _field("Title", [story.title]),
        _field("Authors", story.authors),
        _field("Summary", _present(story.summary)),
        _field("Rating", [story.rating]),
        _field("Warnings", story.warnings),
        _field("Status", _present(story.status)),
        _field("Language", _present(story.language)),
        _field("Fandoms", story.fandoms),
        _field("Characters", story.characters),
        _field("Relationships", story.relationships),
        _field("Tags", story.tags),
        _field("Series", _present(story.series)),
        _field("Source", _present(story.source)),
        _field("Published", _present(story.published)),
        _field("Updated", _present(story.updated)),
    ]
    proof = f" ({story.permission_proof})" if story.permission_proof else ""
    because = f": {story.held_because}" if story.held_because else ""
    found.append(_labelled("Permission", f"{story.permission}{proof}"))
    found.append(_labelled("State", f"{story.state}{because}"))
    found.append(_labelled("Words", f"{story.words:,} in {_count(len(story.chapters), 'chapter')}"))
    return found


def _present(fact: Fact[Any] | None) -> list[Fact[Any]]:
    return [fact] if fact else []


def _field(label: str, found: Iterable[Fact[Any]]) -> str:
    """The values of a field, each group of neighbours of one origin followed by that origin."""
    groups: list[tuple[Origin, list[str]]] = []
    for fact in found:
        if not groups or groups[-1][0] is not fact.origin:
            groups.append((fact.origin, []))
        groups[-1][1].append(str(fact.value))
    said = "; ".join(f"{', '.join(group)} ({origin})" for origin, group in groups)
    return _labelled(label, said or "unknown")


def _labelled(label: str, text: str) -> str:
    indent = " " * len("Relationships  ")
    return textwrap.fill(
        f"{label:{len(indent) - 2}}  {' '.join(text.split())}",
        WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _notes(notes: Iterable[Note]) -> list[str]:
    lines = [_indented(f"[{note.where}] {_shortened(note.text)}") for note in notes]
    return ["Notes, kept apart from the text", *lines] if lines else []


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN_NOTE else f"{text[:SHOWN_NOTE].rstrip()}…"


def _indented(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False)


def _chapters(chapters: Iterable[Chapter]) -> list[str]:
    lines = [
        f"  {number:>3}. {chapter.title or '(no title)'}, {_count(chapter.words, 'word')}"
        for number, chapter in enumerate(chapters, 1)
    ]
    return ["Chapters", *lines]


def _passages(chapters: Iterable[Chapter]) -> list[str]:
    first = next(iter(chapters), None)
    pieces = cut_passages([first])[:SHOWN_PASSAGES] if first else ()
    lines = [line for piece in pieces if first for line in _quoted(first.text[piece.start : piece.end])]
    return ["First passages", *lines] if lines else []


def _quoted(text: str) -> Iterator[str]:
    yield from (_wrapped(line) if line else "  |" for line in text.split("\n"))
    yield ""


def _wrapped(line: str) -> str:
    return textwrap.fill(line, WIDTH, initial_indent="  | ", subsequent_indent="  | ", break_long_words=False)


def _problems(problems: Iterable[Problem]) -> list[str]:
    lines = [f"  {f'line {problem.line}: ' if problem.line else ''}{problem.message}" for problem in problems]
    return ["Problems", *lines] if lines else []
