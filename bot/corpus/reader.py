"""A file's way to a Story: bytes -> document -> header, notes and chapters -> title, characters, screening."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.corpus.body.noting import Context, header_label, note_label, speakers_in
from bot.corpus.body.parts import read_parts
from bot.corpus.body.reading import Body, Reading, read_body
from bot.corpus.formats.document import Document, Marks
from bot.corpus.formats.layouts.share import read_share
from bot.corpus.formats.limits import Clock, Limits
from bot.corpus.formats.lines import Line
from bot.corpus.formats.marked_up import LAYOUT
from bot.corpus.formats.opening import open_document
from bot.corpus.formats.source import find_in_source
from bot.corpus.formats.unwrapping import Layout, measure
from bot.corpus.header.facts import gather
from bot.corpus.header.footer import read_footer
from bot.corpus.header.gathered import Gathered, facts, stated
from bot.corpus.header.ratings import mentioned_rating
from bot.corpus.header.reading import Header, read_header
from bot.corpus.header.titles import title_from_name, title_from_text
from bot.corpus.language import guess_language
from bot.corpus.marks.entries import Entry, Rank
from bot.corpus.marks.folding import fold
from bot.corpus.marks.headings import name_in
from bot.corpus.marks.labels import Field
from bot.corpus.overrides import Overrides
from bot.corpus.people.characters import find_characters
from bot.corpus.people.recognising import KnownNames
from bot.corpus.screening.verdict import Vouched, screen
from bot.corpus.story import Fact, Note, Origin, Permission, Rating, Story, values
from bot.errors import UnreadableError

LEAST_TEXT = 5
"""Words of a line that is text though all around it seems to be notes."""


def read_story(
    name: str,
    data: bytes,
    *,
    limits: Limits | None = None,
    overrides: Overrides | None = None,
    known_names: KnownNames | None = None,
) -> Story:
    """Read one file. `name` is its path inside the corpus folder, with forward slashes.

    Raises UnreadableError (file, line, message) when nothing in it can be read as a story.
    """
    limits = limits or Limits()
    clock = Clock(name, limits)
    with clock.running():
        document = open_document(name, data, limits, clock)
        clock.check()
        story = _assemble(name, document)
        clock.check()
        vouched = Vouched.NOT
        if overrides:
            story, vouched = overrides.apply(name, story), overrides.vouched(name)
        return _judged(_completed(story, known_names), vouched)


def read_card(name: str, text: str) -> Story:
    """Read a pasted share snippet: a Story without chapters, of which only the card may be shown.

    `name` stands for the snippet in errors. Raises UnreadableError (file, line, message) when it is none.
    """
    document = read_share(text)
    if document is None:
        raise UnreadableError(name, 0, "This isn't a share snippet. Copy all that the archive's Share button shows.")
    story = _described(name, document, gather(document.entries), Body())
    return _judged(replace(story, permission=Permission.CARD), Vouched.NOT)


def _assemble(name: str, document: Document) -> Story:
    gathered, body = _take_apart(document)
    if not body.chapters:
        raise UnreadableError(name, 0, "There is a header, but no story under it.")
    return _described(name, document, gathered, body)


def _described(name: str, document: Document, gathered: Gathered, body: Body) -> Story:
    properties = gather(document.guesses)
    title, authors = _title(name, gathered, body, properties)
    status = Fact(gathered.status) if gathered.status else None
    if status is None and body.status:
        status = Fact(body.status, Origin.FOUND)
    return Story(
        title=title,
        authors=authors,
        summary=stated(gathered.summary) or _guessed(properties.summary),
        fandoms=facts(gathered.fandoms),
        characters=facts([*gathered.characters, *([] if gathered.characters else gathered.paired)]),
        relationships=facts(gathered.relationships),
        tags=facts(gathered.tags),
        warnings=facts(gathered.warnings),
        rating=_rating(gathered, body),
        language=stated(gathered.language) or _guessed(properties.language),
        status=status,
        series=stated(gathered.series),
        source=stated(gathered.source),
        published=Fact(gathered.published) if gathered.published else None,
        updated=Fact(gathered.updated) if gathered.updated else None,
        permission=gathered.permission,
        permission_proof=gathered.proof,
        chapters=tuple(body.chapters),
        notes=(*gathered.notes, *_notes(document, top=True), *body.notes, *_notes(document, top=False)),
        problems=(*document.problems, *gathered.problems),
        prose_start=_prose_start(document, body),
    )


def _notes(document: Document, *, top: bool) -> Iterator[Note]:
    """The notes that the format sets apart: those at the top, or all others."""
    return (note for note in document.notes if (note.where == "top") is top)


def _take_apart(document: Document) -> tuple[Gathered, Body]:
    return _from_parts(document) if document.parts else _from_lines(document)


def _from_parts(document: Document) -> tuple[Gathered, Body]:
    """The facts and chapters of a document whose format tells both; its lines are what stands above the chapters."""
    stated_title = next((entry.value for entry in document.entries if entry.field is Field.TITLE), "")
    header = read_header(document.lines, LAYOUT, stated_title)
    gathered = gather((*document.entries, *header.entries))
    above = "\n".join(line.text for line in document.lines[header.body :]).strip()
    context = _context(gathered, has_header=bool(document.entries))
    how = Reading(LAYOUT, Marks.READ, gathered.title, context=context, keep_notes=document.is_book)
    body = read_parts(document.parts, how)
    body = body if body.chapters else read_parts(document.parts, replace(how, keep_notes=True))
    body.add_notes("top", [above] if above else [])
    return gathered, body


def _from_lines(document: Document) -> tuple[Gathered, Body]:
    """The facts that a header in the text states, and the chapters that its headings begin."""
    layout = LAYOUT if document.marks is Marks.READ else measure(document.lines)
    stated_title = next((entry.value for entry in document.entries if entry.field is Field.TITLE), "")
    header = read_header(document.lines, layout, stated_title)
    heading = [header.heading, Line(header.heading.number, header.heading.start, "")] if header.heading else []
    lines = [*heading, *document.lines[header.body :]]
    entries = (*document.entries, *header.entries, *_footer(lines, layout, header))
    gathered = gather(entries)
    in_note = bool(header.entries) and header.entries[-1].field in {Field.NOTE, Field.DISCLAIMER}
    has_header = any(entry.rank is Rank.LABEL for entry in entries)
    how = Reading(
        layout,
        document.marks,
        gathered.title,
        context=_context(gathered, in_note=in_note, has_header=has_header),
        is_book=document.is_book,
        contents=document.contents,
    )
    body = read_body(lines, how)
    if not body.chapters and any(_may_be_text(line.text) for line in lines):
        body = read_body(lines, replace(how, keep_notes=True))
    return gathered, body


def _context(gathered: Gathered, *, in_note: bool = False, has_header: bool) -> Context:
    """What is known of who speaks in notes."""
    speakers = frozenset[str]().union(*(speakers_in(note.text) for note in gathered.notes))
    names = {fold(name) for author in gathered.authors for name in (author, author.split()[0])}
    return Context(in_note, has_header, speakers, frozenset(names))


def _may_be_text(line: str) -> bool:
    """Whether a line is text for want of any other: it has no label, and more than a few words."""
    return len(line.split()) >= LEAST_TEXT and note_label(line) is None and header_label(line) is None


def _footer(lines: Sequence[Line], layout: Layout, header: Header) -> list[Entry]:
    """What labels at a file's end say, as far as the header doesn't say it."""
    known = {entry.field for entry in header.entries}
    return [entry for entry in read_footer(lines, layout) if entry.field not in known]


def _title(name: str, gathered: Gathered, body: Body, properties: Gathered) -> tuple[Fact[str], tuple[Fact[str], ...]]:
    """The title, and the authors: those that the file's properties or its name tell where nothing else does."""
    named, named_author = title_from_name(name)
    authors = facts(gathered.authors) or tuple(Fact(author, Origin.GUESSED) for author in properties.authors)
    if gathered.title:
        sure = gathered.title_rank > Rank.LOOKS or fold(gathered.title) == fold(named)
        return Fact(gathered.title, Origin.STATED if sure else Origin.GUESSED), authors
    headed = name_in(body.chapters[0].title) if len(body.chapters) == 1 else ""
    title = properties.title or named or headed or title_from_text(body.chapters[0].text) or "Untitled"
    return Fact(title, Origin.GUESSED), authors or ((Fact(named_author, Origin.GUESSED),) if named_author else ())


def _guessed(value: str) -> Fact[str] | None:
    return Fact(value, Origin.GUESSED) if value else None


def _rating(gathered: Gathered, body: Body) -> Fact[Rating]:
    """The rating of the header, or else one that the author mentions in the summary or a note."""
    said = [gathered.summary, *(note.text for note in (*gathered.notes, *body.notes))]
    rating = gathered.rating or mentioned_rating("\n".join(said))
    return Fact(rating) if rating else Fact(Rating.NOT_RATED, Origin.GUESSED)


def _prose_start(document: Document, body: Body) -> int:
    """The offset of the first story character, past the marks of emphasis that may stand before it."""
    if not body.chapters:
        return 0
    if document.marks is Marks.READ:
        return find_in_source(body.chapters[0].text, document.text)
    start = body.first.start if body.first else 0
    found = document.text.find(body.chapters[0].text[:1], start, start + 200)
    return found if found >= 0 else start


def _completed(story: Story, known_names: KnownNames | None) -> Story:
    """With what can be guessed or found where nothing is stated."""
    if story.language is None:
        guess = guess_language("\n".join(chapter.text for chapter in story.chapters))
        story = replace(story, language=Fact(guess, Origin.GUESSED) if guess else None)
    paired = {name for pair in values(story.relationships) for name in re.split(r"/| & ", pair)}
    if paired.issuperset(values(story.characters)):
        story = _with_found_characters(story, known_names)
    return story


def _with_found_characters(story: Story, known_names: KnownNames | None) -> Story:
    """With the people in the text, beside those that only a pairing names."""
    named = [set(name.casefold().split()) for name in values(story.characters)]
    found = (
        Fact(name, Origin.FOUND)
        for name in find_characters(story.chapters, known_names)
        if not any(words & set(name.casefold().split()) for words in named)
    )
    return replace(story, characters=(*story.characters, *found))


def _judged(story: Story, vouched: Vouched) -> Story:
    verdict = screen(story, vouched)
    return replace(story, state=verdict.state, held_because=verdict.held_because)
