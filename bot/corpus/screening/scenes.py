"""Scenes: stretches of story text in which evidence of sexual content piles up. The words stand in bot/corpus/words."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bot.corpus.formats.limits import check_time
from bot.corpus.screening.phrases import Hit, PhraseFinder, is_denied, words_of
from bot.corpus.screening.sequences import SequenceFinder, Steps
from bot.corpus.words import lines, word_list

WINDOW = 150
"""Words and stops within which pieces of evidence belong to one scene."""
AROUND = 50
"""Words before and after a scene in which calm words still speak for it."""
STRONG = 8
"""Weight of a kind that needs no company, and that no calm surroundings excuse."""
MOST = 3
"""Times that a kind counts in a scene."""
CALM = (0, 0.25, 0.7, 1.3)
"""Shares of its weight that a calm kind has when it occurs so many times: a lone word says little."""
SETTING = 2
"""Times that a kind that explains skin must occur before it does: one baby makes no nursery."""

_BLOCK = 200_000
"""Characters looked at in one go, so that a long text takes no more memory than a short one."""
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of evidence, called `says` in sentences.

    `weight` counts once in a scene, and half as much again when it recurs there. `intimate` says that it takes two
    people who want each other; no scene is made of the other kinds alone. The kinds of one `family` count no more
    together than its cap. `denied` is the weight behind a negation, when it differs. Where a kind that `explains` makes
    the setting (a sickroom, a bath), kinds that are mere `skin` count nothing. Beside kinds named in `unless` this one
    counts nothing either.
    """

    name: str
    weight: int
    says: str = ""
    intimate: bool = False
    family: str = ""
    denied: int | None = None
    explains: bool = False
    skin: bool = False
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch of text: how much weight all evidence in it has together, and the kinds of it, heaviest first."""

    weight: int
    kinds: tuple[Kind, ...]

    @property
    def is_strong(self) -> bool:
        """Whether some of the evidence needs no company."""
        return any(kind.weight >= STRONG for kind in self.kinds)

    @property
    def is_young(self) -> bool:
        """Whether an age under 18 is stated there."""
        return any(kind.name == "young" for kind in self.kinds)


def scenes(text: str) -> Iterator[Scene]:
    """All scenes of a text that have a weight. They overlap: one for each place where the evidence changes."""
    counts = Counter[Kind]()
    loud, calm = deque[Hit[Kind]](), deque[Hit[Kind]]()
    for hit, passed in _in_order(evidence(text), calm, counts):
        changed = _forget(loud, hit.start - WINDOW, counts) | _forget(calm, hit.start - WINDOW - AROUND, counts)
        loud.append(hit)
        counts[hit.payload] += 1
        if (changed or passed or counts[hit.payload] <= MOST) and (weight := weigh(counts)) > 0:
            kinds = sorted(+counts, key=lambda kind: -kind.weight)
            yield Scene(weight, tuple(kind for kind in kinds if kind.weight > 0 or kind.name == "young"))


def _in_order(
    hits: Iterable[Hit[Kind]], calm: deque[Hit[Kind]], counts: Counter[Kind]
) -> Iterator[tuple[Hit[Kind], bool]]:
    """The hits that aren't calm, each when the calm ones AROUND it are counted, and whether any were since the last."""
    waiting = deque[Hit[Kind]]()
    passed = False
    for hit in hits:
        while waiting and waiting[0].start + AROUND <= hit.start:
            yield waiting.popleft(), passed
            passed = False
        if hit.payload.weight < 0:
            calm.append(hit)
            counts[hit.payload] += 1
            passed = passed or counts[hit.payload] <= MOST
        else:
            waiting.append(hit)
    for hit in waiting:
        yield hit, passed


def _forget(hits: deque[Hit[Kind]], before: int, counts: Counter[Kind]) -> bool:
    """Drop the hits before a word, and say whether that can change a scene's weight."""
    changed = False
    while hits and hits[0].start < before:
        kind = hits.popleft().payload
        counts[kind] -= 1
        changed = changed or counts[kind] < MOST
    return changed


def weigh(counts: Mapping[Kind, int]) -> int:
    """The weight of a scene with so many phrases of each kind. Calm kinds take from the soft ones only."""
    strong, soft, intimate = 0, Counter[str](), False
    explained = any(kind.explains and count >= SETTING for kind, count in counts.items())
    there = {kind.name for kind, count in counts.items() if count}
    for kind, count in counts.items():
        if not count or (explained and kind.skin) or not kind.unless.isdisjoint(there):
            continue
        intimate = intimate or kind.intimate
        if kind.weight >= STRONG:
            strong += _weight(kind, count)
        else:
            soft[kind.family] += _weight(kind, count)
    caps = _caps()
    rest = sum(min(weight, caps.get(family, weight)) for family, weight in soft.items())
    return strong + max(0, rest) if intimate else 0


def _weight(kind: Kind, count: int) -> int:
    if kind.weight < 0:
        return int(kind.weight * CALM[min(count, MOST)])
    return kind.weight + (kind.weight // 2 if count > 1 else 0)


def evidence(text: str) -> Iterator[Hit[Kind]]:
    """All evidence in the order of the text; of overlapping pieces of a kind the first, and what is denied as such."""
    ends: dict[str, int] = {}
    sequences = SequenceFinder(_sequences())
    offset = 0
    for block in _blocks(text):
        check_time()
        words = words_of(block)
        for hit in _finder().find(words):
            kind, start = hit.payload, hit.start + offset
            if start >= ends.get(kind.name, 0):
                ends[kind.name] = hit.end + offset
                denied = kind.denied is not None and is_denied(words, hit.start)
                yield Hit(start, hit.end + offset, _denied(kind) if denied else kind)
                if not denied:
                    yield from sequences.after(kind.name, start, hit.end + offset)
        offset += len(words)


def _blocks(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        space = _SPACE.search(text, start + _BLOCK)
        end = space.end() if space else len(text)
        yield text[start:end]
        start = end


@cache
def _denied(kind: Kind) -> Kind:
    return replace(kind, weight=kind.denied, denied=None)


@cache
def _caps() -> dict[str, int]:
    return word_list("screening")["families"]


@cache
def _finder() -> PhraseFinder[Kind]:
    words, steps = word_list("screening"), word_list("sequences")
    patterns = [
        (phrase, _kind(name, kind))
        for name, kind in [*words["kinds"].items(), *steps["kinds"].items()]
        for phrase in lines(kind["phrases"])
    ]
    return PhraseFinder(patterns, {**words["groups"], **steps["groups"]})


@cache
def _sequences() -> tuple[Steps[Kind], ...]:
    kinds = word_list("sequences")["sequences"]
    return tuple(
        Steps[Kind].of(line, _kind(name, entry)) for name, entry in kinds.items() for line in lines(entry["steps"])
    )


def _kind(name: str, entry: Mapping[str, Any]) -> Kind:
    settings = word_list("sequences")["settings"]
    fields = {field: value for field, value in entry.items() if field not in {"phrases", "steps"}}
    for setting in ("explains", "skin"):
        if name in settings[setting].split():
            fields[setting] = True
    fields["unless"] = frozenset(fields.get("unless", "").split())
    return Kind(name, **fields)
