"""Characters found in a text, beside lists that are known: Ficus, and a peer that takes every recurring capital.

    python -m benchmarks.characters [SEEDS] [--data TEXTS --lists LISTS] [--words COUNT] [--works WORKS]
                                    [--show] [--speed]

Seeds are read with their stated lists hidden: once by a library that knows nobody, once by one that knows the names of
all other seeds. TEXTS holds plain text; LISTS holds a list NAME.txt for each TEXTS/NAME.txt, one person a line, the
spellings apart by " | ". A person behind "? " may be found or not: neither counts. `--show` prints what was missed and
what was wrong.

WORKS is a file of JSON lines, a work each, with its `fandoms` and `characters`. The people of 200 works are planted in
prose that is made here (benchmarks.planting), and the library knows the names of all works but those 200. What is
printed counts all whom a text names, and then those whom it names three times at least; rarer ones may be found or not.

A found name is right when its words are a listed person's, or some of them, in any order and romanisation; each person
counts once, so that one who is found under two names is right once and wrong once.
"""

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.planting import Work, drawn_works, planted_story, read_works
from bot.corpus.people.characters import find_characters
from bot.corpus.people.recognising import KnownNames
from bot.corpus.reader import read_story
from bot.corpus.story import Card, Chapter, Origin, Story
from bot.search.fandoms import scopes_of
from bot.search.known_names import KnownNames as Library
from bot.search.names import gather_characters
from bot.search.normalise import name_parts, romanise

LEAST_RECURRING = 3
SPEED_CHARACTERS = 20_000_000
COURTESY = {
    "mr": "m",
    "sir": "m",
    "lord": "m",
    "herr": "m",
    "mrs": "f",
    "miss": "f",
    "ms": "f",
    "lady": "f",
    "frau": "f",
}
RANKS = frozenset({"dr", "doctor", "professor", "captain", "colonel", "general", "baron", "count", "m", "madam", "the"})

Spelling = tuple[frozenset[str], str]
"""Romanised words, and "m" or "f" when a courtesy title is among them."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a list, under all spellings."""

    name: str
    spellings: tuple[Spelling, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A text and who is in it."""

    name: str
    chapters: tuple[Chapter, ...]
    people: tuple[Person, ...]
    known: KnownNames | None = None
    times: tuple[int, ...] = ()
    """How often each of the people is named, where that is known."""


@dataclass(slots=True)
class Score:
    """Counts of right, wrong and missed names."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: "Score") -> None:
        """Count another text's names too."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{precision:5.2f} {recall:5.2f} {f1:5.2f}"


Finder = Callable[[Text], Sequence[str]]

CONTESTANTS: dict[str, Finder] = {
    "naive peer": lambda text: recurring_capitals(text.chapters),
    "Ficus, empty": lambda text: find_characters(text.chapters),
    "Ficus, library": lambda text: find_characters(text.chapters, text.known),
}


def main() -> None:
    """Print a line for each text and one for all."""
    options = parse_arguments()
    compare(list(seed_texts(options.seeds)), CONTESTANTS, show=options.show)
    if options.works:
        compare_planted(options.works, show=options.show)
    if options.data:
        strangers = {name: finder for name, finder in CONTESTANTS.items() if name != "Ficus, library"}
        compare(list(data_texts(options.data, options.lists, options.words)), strangers, show=options.show)
    if options.speed:
        measure_speed(options.seeds)


def parse_arguments() -> argparse.Namespace:
    """Where the texts are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", nargs="?", type=Path, default=Path(__file__).parent.parent / "seeds")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--lists", type=Path)
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--works", type=Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    if options.data and not options.lists:
        parser.error("--data needs --lists, the folder with the lists of who is in the texts")
    return options


def compare_planted(path: Path, *, show: bool) -> None:
    """Print the totals over stories in which the names of real works stand."""
    texts = list(planted_texts(read_works(path)))
    for least, said in ((1, "all whom a text names"), (LEAST_RECURRING, f"named {LEAST_RECURRING} times at least")):
        print(f"{len(texts)} works, {said}")
        asked = [replace(text, people=tuple(_asked(text.people, text.times, least))) for text in texts]
        compare(asked, CONTESTANTS, show=show, lines=show)


def _asked(people: Sequence[Person], times: Sequence[int], least: int) -> Iterator[Person]:
    """The people, those that are named too seldom as such as may be found or not."""
    return (replace(one, optional=count < least) for one, count in zip(people, times, strict=True))


def planted_texts(works: Sequence[Work]) -> Iterator[Text]:
    """Stories about the people of some works, each with what a library knows that holds all others."""
    drawn = drawn_works(works)
    numbers = {work.number for work in drawn}
    known = Library(gather_characters([work.card for work in works if work.number not in numbers])).find
    for work in drawn:
        own = scopes_of(work.card)
        apart = {other.number: own.isdisjoint(scopes_of(other.card)) for other in works}
        at_home = {name for other in works if not apart[other.number] for names in other.people for name in names}
        others = {names[0] for other in works if apart[other.number] for names in other.people}
        strangers = sorted(others - at_home)
        random.Random(work.number).shuffle(strangers)
        chapter, people = planted_story(work, strangers[:2])
        listed = tuple(person_of(" | ".join(person.spellings)) for person in people)
        yield Text(f"{work.number} {work.fandoms[0]}", (chapter,), listed, known, tuple(one.times for one in people))


def compare(texts: Sequence[Text], contestants: dict[str, Finder], *, show: bool, lines: bool = True) -> None:
    """Print precision, recall and F1 of each contestant, for each text and over all names."""
    print(f"{'':36}" + "".join(f"{name:>20}" for name in contestants))
    print(f"{'':28}{'people':>8}" + f"{'P     R    F1':>20}" * len(contestants))
    totals = {name: Score() for name in contestants}
    for text in texts:
        listed = sum(not person.optional for person in text.people)
        line = f"{text.name[:28]:28}{listed:>8}"
        for name, finder in contestants.items():
            score, remarks = judge(finder(text), text.people)
            totals[name].add(score)
            line += f"{score!s:>20}"
        if lines:
            print(line)
        if show and remarks:
            print(f"    {remarks}")
    print(f"{f'{len(texts)} texts':28}{'':8}" + "".join(f"{score!s:>20}" for score in totals.values()), end="\n\n")


def judge(found: Sequence[str], people: Sequence[Person]) -> tuple[Score, str]:
    """Count, and say what was missed or wrong."""
    pairs = (
        (likeness(spelling_of(name), person), -p, -n) for n, name in enumerate(found) for p, person in enumerate(people)
    )
    named: dict[int, int] = {}
    for score, minus_person, minus_name in sorted(pairs, reverse=True):
        if score and -minus_person not in named.values() and -minus_name not in named:
            named[-minus_name] = -minus_person
    wrong = [name for n, name in enumerate(found) if n not in named]
    missed = [person.name for p, person in enumerate(people) if not person.optional and p not in named.values()]
    right = sum(not people[p].optional for p in named.values())
    remarks = [f"missed: {', '.join(missed)}"] * bool(missed) + [f"wrong: {', '.join(wrong)}"] * bool(wrong)
    return Score(right, len(wrong), len(missed)), "; ".join(remarks)


def spelling_of(name: str) -> Spelling:
    """A name without its titles."""
    words = name_parts(name.replace("-", " "))
    gender = next((COURTESY[word] for word in words if word in COURTESY), "")
    bare = [word for word in words if len(word) > 1 and word not in COURTESY and word not in RANKS]
    return frozenset(map(romanise, bare or words)), gender


def likeness(found: Spelling, person: Person) -> float:
    """0 when the name can't be the person's, 1 when it is spelt just so; listed people come before optional ones."""
    best = 0.0
    for number, (words, gender) in enumerate(person.spellings):
        fits = (found[0] <= words or words <= found[0]) and {found[1], gender} != {"m", "f"}
        best = max(
            best, fits * (len(found[0] & words) / len(found[0] | words) + 0.1 * (found[1] == gender) - 0.001 * number)
        )
    return best and best - 0.01 * person.optional


def person_of(line: str) -> Person:
    """Read a line of a list."""
    optional = line.startswith("? ")
    names = [name.strip() for name in line.removeprefix("? ").split("|")]
    return Person(names[0], tuple(map(spelling_of, names)), optional)


def seed_texts(folder: Path) -> Iterator[Text]:
    """Seeds that state their characters, each with a library that knows the names of the others."""
    paths = [path for path in sorted(folder.glob("*")) if path.suffix in {".txt", ".md"}]
    stories = {path.stem: read_story(path.name, path.read_bytes()) for path in paths}
    for name, story in stories.items():
        names = [fact.value for fact in story.characters if fact.origin is Origin.STATED]
        if names:
            others = [other for other in stories.values() if other is not story]
            yield Text(name, story.chapters, tuple(map(person_of, names)), library_of(others))


def library_of(stories: Sequence[Story]) -> KnownNames:
    """What a library knows that holds these stories."""
    cards = [
        Card(id=number, title=story.title, fandoms=story.fandoms, characters=story.characters)
        for number, story in enumerate(stories)
        if any(fact.origin is Origin.STATED for fact in story.characters)
    ]
    return Library(gather_characters(cards)).find


def data_texts(data: Path, lists: Path, words: int) -> Iterator[Text]:
    """The beginnings of texts for which there is a list."""
    for path in sorted(lists.glob("*.txt")):
        text = (data / path.name).read_text("utf-8")
        end = next(
            (match.end() for number, match in enumerate(re.finditer(r"\S+", text), 1) if number == words), len(text)
        )
        people = [person_of(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        yield Text(path.stem, (Chapter("", text[:end]),), tuple(people))


def recurring_capitals(chapters: Sequence[Chapter]) -> Sequence[str]:
    """What comes to mind first: words with a capital that recur and don't begin a sentence."""
    text = "\n".join(chapter.text for chapter in chapters)
    times = Counter(match[1] for match in re.finditer(r"(?<=[\w,;] )([A-Z][\w’'-]+)", text))
    return [word for word, count in times.items() if count >= LEAST_RECURRING]


def measure_speed(seeds: Path) -> None:
    """Print how long a very long text takes, and one of half its length."""
    stories = [read_story(path.name, path.read_bytes()) for path in sorted(seeds.glob("*.txt"))]
    source = "\n\n".join(chapter.text for story in stories for chapter in story.chapters)
    text = source * (SPEED_CHARACTERS // len(source) + 1)
    for size in (SPEED_CHARACTERS // 2, SPEED_CHARACTERS):
        chapter = Chapter("", text[:size])
        began = time.perf_counter()
        find_characters([chapter])
        seconds = time.perf_counter() - began
        print(f"{size:,} characters: {seconds:.1f} s, {size / seconds / 1e6:.1f} M characters/s")


if __name__ == "__main__":
    main()
