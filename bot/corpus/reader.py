"""A file's way to a Story: bytes -> lines -> header, notes and chapters -> title, characters, screening."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.corpus.body import Body, Reading, read_body
from bot.corpus.characters import find_characters
from bot.corpus.decoding import Decoded, decode
from bot.corpus.facts import gather
from bot.corpus.formats import Document, read_text
from bot.corpus.gathered import Gathered, facts, stated
from bot.corpus.header import Header, read_header
from bot.corpus.labels import Field
from bot.corpus.language import guess_language
from bot.corpus.lines import Line
from bot.corpus.opening import Opening, Top, read_opening
from bot.corpus.overrides import Overrides
from bot.corpus.screening import screen
from bot.corpus.story import Fact, Note, Origin, Problem, Rating, Story
from bot.corpus.titles import title_from_name, title_from_text
from bot.corpus.unwrapping import measure
from bot.errors import UnreadableError

KnownNames = Callable[[str], str | None]
"""Given a name in any spelling, the name as the library knows it, or None."""

LEAST_READABLE = 0.5
"""Share of a file's characters that must be letters, digits, white space or common marks for it to be text."""
LOOKED_AT = 100_000
TOPS = 8
"""Lines at the top that may hold title and author."""


def read_story(
    name: str, data: bytes, *, overrides: Overrides | None = None, known_names: KnownNames | None = None
) -> Story:
    """Read one file. `name` is its path inside the corpus folder, with forward slashes.

    Raises UnreadableError (file, line, message) when nothing in it can be read as a story.
    """
    decoded = decode(data)
    _refuse_binary(name, decoded.text)
    document = read_text(decoded.text)
    story = _assemble(name, decoded, document)
    if overrides:
        story = overrides.apply(name, story)
    return _judged(_completed(story, known_names))


def _refuse_binary(name: str, text: str) -> None:
    sample = text[:LOOKED_AT]
    if not any(map(str.isalpha, sample)) and not any(map(str.isalpha, text)):
        raise UnreadableError(name, 0, "There is no text in this file.")
    readable = sum(1 for c in sample if c.isprintable() or c.isspace()) - sample.count("\ufffd")
    if readable < (1 - LEAST_READABLE / 10) * len(sample):
        raise UnreadableError(name, 0, "This isn't a text file. Save the story as plain text or Markdown.")


@dataclass(frozen=True, slots=True)
class _Parts:
    """A document taken apart."""

    header: Header
    opening: Opening
    gathered: Gathered
    body: Body


def _assemble(name: str, decoded: Decoded, document: Document) -> Story:
    parts = _take_apart(document)
    body, gathered = parts.body, parts.gathered
    if not body.chapters:
        raise UnreadableError(name, 0, "There is a header, but no story under it.")
    title, author = _title(name, parts)
    status = Fact(gathered.status) if gathered.status else None
    if status is None and body.status:
        status = Fact(body.status, Origin.FOUND)
    characters = gathered.characters or gathered.paired
    return Story(
        title=title,
        authors=facts(gathered.authors) or author,
        summary=stated(gathered.summary),
        fandoms=facts(gathered.fandoms),
        characters=facts(characters),
        relationships=facts(gathered.relationships),
        tags=facts(gathered.tags),
        warnings=facts(gathered.warnings),
        rating=Fact(gathered.rating) if gathered.rating else Fact(Rating.NOT_RATED, Origin.GUESSED),
        language=stated(gathered.language),
        status=status,
        series=stated(gathered.series),
        source=stated(gathered.source),
        published=Fact(gathered.published) if gathered.published else None,
        updated=Fact(gathered.updated) if gathered.updated else None,
        permission=gathered.permission,
        permission_proof=gathered.proof,
        chapters=tuple(body.chapters),
        notes=(*gathered.notes, *(Note("top", text) for text in parts.header.loose), *body.notes),
        problems=_problems(decoded, document, gathered),
        prose_start=_prose_start(decoded.text, body),
    )


def _take_apart(document: Document) -> _Parts:
    layout = measure(document.lines)
    header = read_header(document.lines, layout)
    gathered = gather((*document.entries, *header.entries))
    above = read_opening(_tops(header.opening), gathered.title)
    gathered.notes[:0] = [Note("top", line.text) for line in _left(header.opening, above)]
    lines = document.lines[header.body :]
    known = gathered.title or above.title
    below = read_opening(_tops(lines[:TOPS]), known)
    lines = _without(lines, below)
    opening = Opening(above.title or below.title, above.author or below.author, sure=above.sure or below.sure)
    last = header.entries[-1].field if header.entries else Field.TITLE
    how = Reading(
        layout,
        document.markdown,
        known or below.title,
        in_note=last in {Field.NOTE, Field.DISCLAIMER},
    )
    body = read_body(lines, how)
    if not body.chapters:
        body = read_body(lines, replace(how, keep_notes=True))
    return _Parts(header, opening, gathered, body)


def _tops(lines: Sequence[Line]) -> list[Top]:
    tops: list[Top] = []
    for index, line in enumerate(lines):
        apart = index + 1 >= len(lines) or not lines[index + 1].text
        if line.text:
            tops.append(Top(line.text, line.level, alone=apart and (not index or not lines[index - 1].text)))
    return tops


def _left(lines: Sequence[Line], opening: Opening) -> list[Line]:
    return [line for line in lines if line.text][opening.taken :]


def _without(lines: Sequence[Line], opening: Opening) -> Sequence[Line]:
    left = _left(lines, opening)
    return lines[lines.index(left[0]) :] if left and opening.taken else lines


def _title(name: str, parts: _Parts) -> tuple[Fact[str], tuple[Fact[str], ...]]:
    """The title, and the author where no label names one."""
    opening, (named, named_author) = parts.opening, title_from_name(name)
    author = facts([opening.author]) if opening.author else ()
    if parts.gathered.title:
        return Fact(parts.gathered.title), author
    if opening.title:
        origin = Origin.STATED if opening.sure else Origin.GUESSED
        return Fact(opening.title, origin), author
    guessed_author = author or ((Fact(named_author, Origin.GUESSED),) if named_author else ())
    title = named or title_from_text(parts.body.chapters[0].text) or "Untitled"
    return Fact(title, Origin.GUESSED), guessed_author


def _problems(decoded: Decoded, document: Document, gathered: Gathered) -> tuple[Problem, ...]:
    return (*decoded.problems, *document.problems, *gathered.problems)


def _prose_start(text: str, body: Body) -> int:
    """The offset of the first story character, past the marks of emphasis that may stand before it."""
    start = body.first.start if body.first else 0
    first = body.chapters[0].text[:1]
    found = text.find(first, start, start + 200)
    return found if found >= 0 else start


def _completed(story: Story, known_names: KnownNames | None) -> Story:
    """With what can be guessed or found where nothing is stated."""
    if story.language is None:
        guess = guess_language("\n".join(chapter.text for chapter in story.chapters))
        story = replace(story, language=Fact(guess, Origin.GUESSED) if guess else None)
    if not story.characters:
        names = find_characters(story.chapters, known_names)
        story = replace(story, characters=tuple(Fact(name, Origin.FOUND) for name in names))
    return story


def _judged(story: Story) -> Story:
    verdict = screen(story)
    return replace(story, state=verdict.state, held_because=verdict.held_because)
