"""Screening: a word list with context that decides who looks at a story before it is shown, never what a story is.

Sexual text without a rating is held for a moderator; a story that carries an underage warning or tag and a sexual
rating or sexual text is barred. An age under 18 that the text states beside sexual content is no warning, and may be
anybody's, so it doesn't bar; but whatever the rating, a moderator looks at it first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from bot.corpus.screening.announcements import (
    Place,
    announces_sex,
    is_underage_mark,
    labelled_lines,
    states_young_age,
    title_marks,
)
from bot.corpus.screening.scenes import Scene, scenes
from bot.corpus.story import Facts, Rating, State, Story, values

ENOUGH = 6
"""Weight of a scene from which a short unrated text counts as sexual."""
LONGER = (1_500, 4_000, 10_000, 25_000, 60_000, 150_000)
"""Words from each of which on it takes one more: the longer a text, the more innocent words meet by chance."""
PLENTY = 15
"""The same for a text that its author rates General or Teen: their word stands in doubt's favour."""
QUOTED = 60
"""Characters of a tag that a sentence repeats."""
NAMED = 3
"""Kinds of evidence that a sentence names."""


class Vouched(IntEnum):
    """Whether an operator, who may have read the story, has stated its rating in corpus.toml."""

    NOT = 0
    TOGETHER = 1
    """For many files at once."""
    ALONE = 2
    """For this very file."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What screening decides, and why: sentences for a moderator, empty when listed."""

    state: State
    held_because: str = ""


def screen(story: Story, vouched: Vouched = Vouched.NOT) -> Verdict:
    """Whether a story is listed, waits for a moderator, or is barred for good.

    An operator's rating lets a held story through; where an age under 18 is stated beside sexual content, only one
    given to this very file does. Nothing lets a barred story through.
    """
    rating, underage = story.rating.value, underage_mark(story)
    if underage and rating.is_sexual:
        return _barred(f"It is rated {rating} and carries an underage mark: {underage}.")
    announced, found = _announced(story), _look(story)
    usual = PLENTY if rating.is_open else enough(story.words)
    needed = ENOUGH if underage else usual
    sexual = announced or _at_least(needed, found.heaviest)
    if underage and sexual:
        return _barred(f"It carries an underage mark: {underage}. And {sexual}.")
    if vouched is not Vouched.ALONE and (young := _young(story, found, sexual, usual)):
        return _held(f"{young}. Discord allows no sexual text about minors, so check who is meant.")
    if rating is Rating.NOT_RATED and sexual:
        return _held(f"It has no rating, but {sexual}. Read it and give it a rating.")
    plain = _at_least(PLENTY, found.strongest)
    if rating.is_open and vouched is Vouched.NOT and plain:
        return _held(f"It is rated {rating}, but {plain}. Read it and confirm or correct its rating.")
    return Verdict(State.LISTED)


def enough(words: int) -> int:
    """Weight of a scene from which an unrated text of so many words counts as sexual."""
    return ENOUGH + sum(words >= length for length in LONGER)


def underage_mark(story: Facts) -> str:
    """The first line about a story that says that a minor is sexualised, as a moderator would call it.

    Empty when there is none; denied ones ("no underage") don't count.
    """
    return next((line.says for line in _lines(story) if is_underage_mark(line.text, line.place)), "")


def _announced(story: Story) -> str:
    marks = (line.says for line in _lines(story) if announces_sex(line.text, line.place))
    return next((f"sexual content is announced: {mark}" for mark in marks), "")


@dataclass(frozen=True, slots=True)
class _Line:
    """What stands beside a story's text, where, and what a moderator would call it."""

    text: str
    place: Place
    says: str


def _lines(story: Facts) -> Iterator[_Line]:
    """Everything that may carry a mark: warnings, tags, title, summary, notes, and notes that were taken for text."""
    for warning in values(story.warnings):
        yield _Line(warning, Place.LIST, f"the warning “{_short(warning)}”")
    for tag in (*values(story.tags), *values(story.relationships)):
        yield _Line(tag, Place.LIST, f"the tag “{_short(tag)}”")
    for words in title_marks(story.title.value):
        yield _Line(words, Place.LIST, f"the title’s “{_short(words)}”")
    for summary in _summary(story):
        yield _Line(summary, Place.SUMMARY, "the summary")
    if isinstance(story, Story):
        yield from (_Line(note.text, Place.NOTE, f"a note ({note.where})") for note in story.notes)
        yield from _lines_of_chapters(story)


def _lines_of_chapters(story: Story) -> Iterator[_Line]:
    for number, chapter in enumerate(story.chapters, start=1):
        for words in title_marks(chapter.title):
            yield _Line(words, Place.LIST, f"the heading of chapter {number}")
        for text in labelled_lines(chapter.text):
            yield _Line(text, Place.NOTE, f"the first lines of chapter {number}")


def _summary(story: Facts) -> tuple[str, ...]:
    return (story.summary.value,) if story.summary else ()


def _short(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class _Find:
    """A scene, and where it stands in the story."""

    scene: Scene
    where: str

    def __str__(self) -> str:
        kinds = dict.fromkeys(kind.says for kind in self.scene.kinds if kind.weight > 0)
        return f"{self.where} seems sexual ({', '.join([*kinds][:NAMED])})"

    @classmethod
    def heavier(cls, one: "_Find | None", scene: Scene, where: str) -> "_Find":
        """The weightier one of two, the first when they are equal."""
        return cls(scene, where) if one is None or scene.weight > one.scene.weight else one


@dataclass(slots=True)
class _Found:
    """The weightiest scenes of a story: of all, of those with plain words, and of those that state a young age."""

    heaviest: _Find | None = None
    strongest: _Find | None = None
    youngest: _Find | None = None

    def take(self, scene: Scene, where: str) -> None:
        self.heaviest = _Find.heavier(self.heaviest, scene, where)
        if scene.is_strong:
            self.strongest = _Find.heavier(self.strongest, scene, where)
        if scene.is_young:
            self.youngest = _Find.heavier(self.youngest, scene, where)


def _at_least(weight: int, find: _Find | None) -> str:
    return str(find) if find and find.scene.weight >= weight else ""


def _look(story: Story) -> _Found:
    found = _Found()
    for where, text in _texts(story):
        for scene in scenes(text):
            found.take(scene, where)
    return found


def _texts(story: Story) -> Iterator[tuple[str, str]]:
    yield from (("its summary", summary) for summary in _summary(story))
    if len(story.chapters) == 1:
        yield "its text", story.chapters[0].text
    else:
        yield from ((f"chapter {number}", chapter.text) for number, chapter in enumerate(story.chapters, start=1))


def _young(story: Story, found: _Found, sexual: str, usual: int) -> str:
    rating = story.rating.value
    if seems := _at_least(usual, found.youngest):
        return f"{seems[0].upper()}{seems[1:]}, and an age under 18 is stated beside it"
    stated = any(states_young_age(line.text, line.place) for line in _lines(story))
    warned = any(states_young_age(warning, Place.LIST) for warning in values(story.warnings))
    if ((sexual or rating is Rating.EXPLICIT) and stated) or (rating.is_sexual and warned):
        because = sexual or f"it is rated {rating}"
        return f"Its warnings, tags, summary or notes state an age under 18, and {because}"
    return ""


def _barred(because: str) -> Verdict:
    return Verdict(State.BARRED, f"{because} Discord allows no sexual text about minors, so Ficus never shows it.")


def _held(because: str) -> Verdict:
    return Verdict(State.HELD, because)
