"""Screening: a word list with context that decides who looks at a story before it is shown, never what a story is.

Sexual text without a rating is held for a moderator; a story that carries an underage warning or tag and a sexual rating
or sexual text is barred. See docs/screening.md for the rules in an operator's words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.corpus.phrases import Hit, PhraseFinder, words_of
from bot.corpus.screening_marks import announced_in, underage_in_note, underage_in_tag
from bot.corpus.screening_words import GROUPS, PHRASES, Kind
from bot.corpus.story import Facts, Rating, State, Story, values

WINDOW = 150
"""Words and stops within which pieces of evidence belong to one scene."""
ENOUGH = 10
"""Weight of one window from which a text counts as sexual."""
PLENTY = 20
"""Weight from which it is held although the file states General or Teen: an author's word stands in doubt's favour."""
STRONG = 10
"""Weight of a kind that needs no company, and that no calm surroundings excuse."""
LEAST_KINDS = 3
"""Kinds of soft evidence that a scene needs."""
SHOWN = 3
"""Most snippets of evidence that a verdict carries."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A few words that led to a verdict. `chapter` counts from 1; 0 stands for the header and the notes."""

    chapter: int
    snippet: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What screening decides, why (a sentence for a moderator; empty when listed), and the words that led to it."""

    state: State
    held_because: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """The weightiest window of a chapter."""

    weight: int
    evidence: tuple[Evidence, ...]


def screen(story: Story) -> Verdict:
    """Whether a story is listed, waits for a moderator, or is barred for good."""
    marks = underage_marks(story)
    if marks and story.rating.value.is_sexual:
        return _barred(f"It is rated {story.rating.value} and carries an underage warning.", marks)
    sexual = _announced(story) or _scene_evidence(story)
    if marks and sexual:
        return _barred("It carries an underage warning and sexual content.", (*marks, *sexual))
    if sexual and not story.rating.value.is_sexual:
        return _held(story.rating.value, sexual)
    return Verdict(State.LISTED)


def underage_marks(story: Facts) -> tuple[Evidence, ...]:
    """Warnings, tags and notes that say that a minor is sexualised; negated ones ('no underage') don't count."""
    labels = (*values(story.warnings), *values(story.tags))
    notes = [note.text for note in story.notes] if isinstance(story, Story) else []
    prose = [*([story.summary.value] if story.summary else []), *notes]
    found = [*filter(underage_in_tag, labels), *filter(None, map(underage_in_note, prose))]
    return tuple(Evidence(0, words) for words in found[:SHOWN])


def _barred(because: str, evidence: Sequence[Evidence]) -> Verdict:
    return Verdict(State.BARRED, f"{because} Ficus never shows such a story.", tuple(evidence[: 2 * SHOWN]))


def _held(rating: Rating, evidence: tuple[Evidence, ...]) -> Verdict:
    start = "It has no rating" if rating is Rating.NOT_RATED else f"It is rated {rating}"
    return Verdict(State.HELD, f"{start}, but its text seems sexual. Look at it and give it a rating.", evidence)


def _announced(story: Story) -> tuple[Evidence, ...]:
    """Sexual content that tags, warnings, summary or notes announce."""
    if story.rating.value is not Rating.NOT_RATED and not underage_marks(story):
        return ()
    labels = (*values(story.warnings), *values(story.tags))
    prose = [*([story.summary.value] if story.summary else []), *(note.text for note in story.notes)]
    found = announced_in(labels, prose)
    return tuple(Evidence(0, words) for words in found[:SHOWN])


def _scene_evidence(story: Story) -> tuple[Evidence, ...]:
    enough = PLENTY if story.rating.value.is_open and not underage_marks(story) else ENOUGH
    scenes = (_weightiest(number, chapter.text) for number, chapter in enumerate(story.chapters, start=1))
    return next((scene.evidence for scene in scenes if scene.weight >= enough), ())


@cache
def _finder() -> PhraseFinder[Kind]:
    return PhraseFinder(
        ((phrase, kind) for kind, phrases in PHRASES.items() for phrase in phrases.splitlines() if phrase.strip()),
        GROUPS,
    )


def _weightiest(number: int, text: str) -> _Scene:
    words = words_of(text)
    best, best_hits = 0, ()
    for hits in _windows(list(_finder().find(words))):
        weight = weigh(hit.payload for hit in hits)
        if weight > best:
            best, best_hits = weight, tuple(hits)
    return _Scene(best, tuple(_snippets(number, words, best_hits)))


def _windows(hits: Sequence[Hit[Kind]]) -> Iterator[Sequence[Hit[Kind]]]:
    """For each hit, all hits that lie less than WINDOW words after it."""
    end = 0
    for first, hit in enumerate(hits):
        while end < len(hits) and hits[end].start < hit.start + WINDOW:
            end += 1
        yield hits[first:end]


def weigh(kinds: Iterable[Kind]) -> int:
    """The weight of a window: each kind once; calm kinds take away from soft evidence only."""
    present = set(kinds)
    strong = sum(kind.weight for kind in present if kind.weight >= STRONG)
    soft = [kind for kind in present if 0 < kind.weight < STRONG]
    calm = sum(kind.weight for kind in present if kind.weight < 0)
    if len(soft) < LEAST_KINDS or not any(kind.intimate for kind in soft):
        return strong
    return strong + max(0, sum(kind.weight for kind in soft) + calm)


def _snippets(number: int, words: Sequence[str], hits: Iterable[Hit[Kind]]) -> Iterator[Evidence]:
    telling = sorted({hit.payload: hit for hit in hits if hit.payload.weight > 1}.values(), key=_heaviest_first)
    for hit in telling[:SHOWN]:
        around = words[max(0, hit.start - 4) : hit.end + 4]
        yield Evidence(number, "".join(word if word in ".,;:!?…—" else f" {word}" for word in around).strip())


def _heaviest_first(hit: Hit[Kind]) -> int:
    return -hit.payload.weight
