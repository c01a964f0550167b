"""Screening: a word list with context that decides who looks at a story before it is shown, never what a story is.

Sexual text without a rating is held for a moderator; a story that carries an underage warning or tag and a sexual
rating or sexual text is barred. The words stand in bot/corpus/words.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.corpus.phrases import Hit, PhraseFinder, words_of
from bot.corpus.screening_marks import sexual_in_note, sexual_in_tag, underage_in_note, underage_in_tag
from bot.corpus.story import Facts, Rating, State, Story, values
from bot.corpus.words import lines, word_list

WINDOW = 150
"""Words and stops within which pieces of evidence belong to one scene."""
ENOUGH = 9
"""Weight of one window from which a text counts as sexual."""
PLENTY = 20
"""Weight from which it is held although the file states General or Teen: an author's word stands in doubt's favour."""
STRONG = 10
"""Weight of a kind that needs no company, and that no calm surroundings excuse."""
SHOWN = 3
"""Most snippets of evidence that a verdict carries."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of evidence. `weight` counts once in a window, however often its phrases occur there.

    `intimate` says that it takes two people who want each other; no scene is made of the other kinds alone.
    """

    name: str
    weight: int
    intimate: bool = False


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
    rating, marks = story.rating.value, underage_marks(story)
    if marks and rating.is_sexual:
        return _barred(f"It is rated {rating} and carries an underage warning.", marks)
    if rating.is_sexual:
        return Verdict(State.LISTED)
    doubtful = bool(marks) or not rating.is_open
    sexual = (doubtful and _announced(story)) or _scene(story, ENOUGH if doubtful else PLENTY)
    if not sexual:
        return Verdict(State.LISTED)
    if marks:
        return _barred("It carries an underage warning and sexual content.", (*marks, *sexual))
    return _held(rating, sexual)


def underage_marks(story: Facts) -> tuple[Evidence, ...]:
    """Warnings, tags and notes that say that a minor is sexualised; negated ones ('no underage') don't count."""
    return _marks(story, underage_in_tag, underage_in_note)


def _marks(
    story: Facts, in_label: Callable[[str], bool], in_prose: Callable[[str], str | None]
) -> tuple[Evidence, ...]:
    labels = (*values(story.warnings), *values(story.tags))
    notes = [note.text for note in story.notes] if isinstance(story, Story) else []
    prose = [*([story.summary.value] if story.summary else []), *notes]
    found = [*filter(in_label, labels), *filter(None, map(in_prose, prose))]
    return tuple(Evidence(0, words) for words in found[:SHOWN])


def _barred(because: str, evidence: Sequence[Evidence]) -> Verdict:
    return Verdict(State.BARRED, f"{because} Ficus never shows such a story.", tuple(evidence[: 2 * SHOWN]))


def _held(rating: Rating, evidence: tuple[Evidence, ...]) -> Verdict:
    start = "It has no rating" if rating is Rating.NOT_RATED else f"It is rated {rating}"
    return Verdict(State.HELD, f"{start}, but its text seems sexual. Look at it and give it a rating.", evidence)


def _announced(story: Story) -> tuple[Evidence, ...]:
    return _marks(story, sexual_in_tag, sexual_in_note)


def _scene(story: Story, enough: int) -> tuple[Evidence, ...]:
    """What makes the first chapter sexual that has a window of at least that weight; empty when none has."""
    scenes = (_weightiest(number, chapter.text) for number, chapter in enumerate(story.chapters, start=1))
    return next((scene.evidence for scene in scenes if scene.weight >= enough), ())


@cache
def _finder() -> PhraseFinder[Kind]:
    words = word_list("screening")
    patterns = [
        (phrase, Kind(name, kind["weight"], kind.get("intimate", False)))
        for name, kind in words["kinds"].items()
        for phrase in lines(kind["phrases"])
    ]
    return PhraseFinder(patterns, words["groups"])


def _weightiest(number: int, text: str) -> _Scene:
    words = words_of(text)
    best, best_hits = 0, ()
    for hits in _windows(_apart(_finder().find(words))):
        weight = weigh(hit.payload for hit in hits)
        if weight > best:
            best, best_hits = weight, tuple(hits)
    return _Scene(best, tuple(_snippets(number, words, best_hits)))


def _apart(hits: Iterable[Hit[Kind]]) -> list[Hit[Kind]]:
    """The hits without those that overlap an earlier one of their kind: the same words count once."""
    ends: dict[Kind, int] = {}
    apart: list[Hit[Kind]] = []
    for hit in hits:
        if hit.start >= ends.get(hit.payload, 0):
            apart.append(hit)
            ends[hit.payload] = hit.end
    return apart


def _windows(hits: Sequence[Hit[Kind]]) -> Iterator[Sequence[Hit[Kind]]]:
    """For each hit, all hits that lie less than WINDOW words after it."""
    end = 0
    for first, hit in enumerate(hits):
        while end < len(hits) and hits[end].start < hit.start + WINDOW:
            end += 1
        yield hits[first:end]


def weigh(kinds: Iterable[Kind]) -> int:
    """The weight of a window: each kind once, and half as much again when it recurs; calm takes from soft only."""
    counts = Counter(kinds)
    weights = {kind: kind.weight + (int(kind.weight / 2) if count > 1 else 0) for kind, count in counts.items()}
    strong = sum(weight for kind, weight in weights.items() if kind.weight >= STRONG)
    if not any(kind.intimate for kind in weights):
        return 0
    return strong + max(0, sum(weights.values()) - strong)


def _snippets(number: int, words: Sequence[str], hits: Iterable[Hit[Kind]]) -> Iterator[Evidence]:
    telling = sorted({hit.payload: hit for hit in hits if hit.payload.weight > 1}.values(), key=_heaviest_first)
    for hit in telling[:SHOWN]:
        around = words[max(0, hit.start - 4) : hit.end + 4]
        yield Evidence(number, "".join(word if word in ".,;:!?…—" else f" {word}" for word in around).strip())


def _heaviest_first(hit: Hit[Kind]) -> int:
    return -hit.payload.weight
