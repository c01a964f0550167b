"""Stories without a header in which names are planted: prose from templates, in which the names of real works' people
stand in the forms that stories have them in, among places, days and people of other fandoms who are only spoken of.
"""

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.corpus.story import Card, Chapter, Fact

WORKS = 200
MOST_PEOPLE = 8
TIMES = (1, 2, 3, 3, 4, 5, 7, 9, 12, 16)
"""Times that somebody is named."""
SURE_TIMES = (5, 9)
"""Those for the two whom the story is about."""

_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w'’.-]*|[a-z]{2,3})(?: (?:[A-ZÀ-Þ][\w'’.-]*|de|van|von|la|di|da|der))*")
_NOBODY = re.compile(
    r"\b(?:original|other|others|minor|various|reader|you|everyone|character|characters|ensemble|crew|family|self-insert|"
    r"unnamed|background|oc|ocs|team|cast|females?|males?|children|mentioned|none|no one|narrator|[a-z]+s of)\b",
    re.IGNORECASE,
)

NARRATION = """{A} looked up from the table and said nothing for a while.
{A} put the kettle on and waited for it to sing.
The lamp burned low before {A} thought of closing the window.
{A} laughed, a short laugh that was over before it had begun.
Nobody had told {A} that the bridge was shut.
{A} shook {his} head and went on counting.
Across the yard, {A} was mending the gate with a piece of rope.
It was {A} who found the letter under the mat.
{A}'s hands were cold, and {he} kept them in {his} sleeves.
{A} had never liked the stairs, least of all in the dark.
When the rain stopped, {A} opened the door and stood on the step.
There was a stain on {A}'s collar that looked like ink.
{A} frowned at the map, turned it round, and frowned again.
The dog went straight to {A} and lay down.
{A} walked down to the water with both hands full of bread.
For once {A} had nothing to add.
{A} nodded slowly and folded the paper into four.
The others had gone to bed, but {A} stayed by the fire until it was grey.
{A} sighed and picked the cups up one by one.
They asked {A} about the boat, and {he} only shrugged.
Later {A} wrote it all down, with the dates in the margin.
{A} smiled at the girl behind the counter and paid for two.
It took {A} the whole morning to find a dry pair of boots.
{A} remembered the smell of the place better than the place.
Somebody had left a bowl of plums for {A}, with a note on it.
{A} ran up the hill, lost a shoe, and did not go back for it.
No one argues with {A} before breakfast.
By noon {A} had painted the whole fence, and one of the hens.""".splitlines()

SPEECH = """"Is it far?" asked {A}.
"I counted them twice," said {A}. "There is one too many."
"Sit down," {A} said. "You are making the cat nervous."
"We could wait," {A} muttered, "or we could go and ask."
"It isn't mine," {A} replied at once.
"Come in, {A}," said the old man at the door.
"{A}, wait!" somebody called from the landing.
{A} grinned. "I thought you would say that."
"Thank you, {A}. That will do," she said.
"Have you seen {A}?" the boy wanted to know.
"Not today," said {A}, and closed the book.
"And who is going to pay for it?" {A} wondered aloud.
"Tell {A} that the soup is ready," came a voice from below.
"I never said that," {A} whispered.""".splitlines()

PAIRS = """{A} and {B} carried the table out into the garden.
{A} looked at {B}, and neither of them laughed.
"You are late," {A} told {B}.
{A} handed {B} the lantern and went first.
Between {A} and {B} there was half a loaf and no knife.
{B} had taken the window seat, so {A} sat on the floor.
"Ask {B}," said {A}. "I only work here."
{A} waited until {B} had stopped talking, which took some time.""".splitlines()

FILLERS = """The road to {place} had been under water since {day}.
Nothing ever happened in {place}, and that was why people went there.
On {day} the market came, and on the day after it left.
It had rained all through {month}, and the fields were a lake.
Everyone in {place} knew what the bells meant.
Morning came late and went early. Tea was poured. Coats were found.
They took the slow train from {place} and changed twice.
Somewhere a door fell shut. Somewhere else a child began to count.
The inn was called the Three Herons, though there were only two on the sign.
{Place} Street was empty except for a cart and its horse.
Perhaps it would clear up by {day}. Perhaps it would not.
Snow lay on the roofs of {place}, thin as paper.
The Ministry had sent a form, and then a second form about the first.
Winter was over. Birds said so, and the mud agreed.
Strangers were rare in {place}, and strangers with umbrellas rarer.
Bread was cheaper in {month}. Butter was not.
Behind the church the hill began, and behind the hill the sea.
Dust lay on everything. Spiders had seen to the rest.
The bus to {place} was full of schoolchildren and one goose.
Old maps call it {place}, new ones don't call it anything.
Beyond {place} the wires ended.
Apples fell in the night. Wasps came in the morning.
Last {month} the tower of {place} had lost its cock in a storm.
The Harbour Board of {place} met on every second {day} and agreed on nothing.
Fog again. Gulls shouted in it like people who have lost their keys.
The paper from {place} was three days old and had been read by several people.
Rumour had it that the mill at {place} was for sale.
Steam stood over the roofs. Chimneys talked about the weather.
Down in the valley the river went its own way, as it had since the Flood.
One {day} in {month}, long ago, there had been a fire.
A French clock stood on the shelf, and an English one beside it, and they did not get on.
Two miles out of {place} the tarmac gave up.
Summer visitors called it quaint. Everybody else called it {place}.
Soup was on the list, and Candles, and String.
Silence. Then the clock in {place} struck nine, and another one, farther off, disagreed.""".splitlines()

FAR = """The mug on the shelf had a picture of {X} on it, with a chipped ear.
It was like something out of an old film with {X} in it.
The children were playing at {X} again, and all of them wanted to win.
Somebody had written the name of {X} into the dust on the window.
The radio was reading something about {X}, and nobody listened.
There was a poster of {X} over the bed, older than the bed.
He had the kind of coat that made people think of {X}.""".splitlines()

PLACES = [
    *("Carrow", "Westmarch", "Lower Fenwick", "Oldport", "Saint Brannoc"),
    *("Harrow", "Tallow Bay", "Marlstone", "Kings Ferry", "Dunmere"),
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "September", "October", "November", "December"]


@dataclass(slots=True)
class Planted:
    """Somebody in a story: the full name, all spellings of the list's entry, and how often the text names them."""

    name: str
    spellings: tuple[str, ...]
    forms: tuple[str, ...]
    """What the text calls them after the first time, in equal shares."""
    male: bool
    times: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """A real work's lists."""

    number: int
    fandoms: tuple[str, ...]
    characters: tuple[str, ...]
    people: tuple[tuple[str, ...], ...] = field(default=())
    """The spellings of each entry that is somebody's name."""

    @property
    def card(self) -> Card:
        """The work in a library."""
        return Card(
            id=self.number,
            title=Fact(f"Work {self.number}"),
            fandoms=tuple(map(Fact, self.fandoms)),
            characters=tuple(map(Fact, self.characters)),
        )


def read_works(path: Path) -> list[Work]:
    """All works of a file of JSON lines with `fandoms` and `characters`."""
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()]
    return [
        Work(number, tuple(row["fandoms"]), tuple(row["characters"]), tuple(_people(row["characters"])))
        for number, row in enumerate(rows)
    ]


def drawn_works(works: Sequence[Work], count: int = WORKS) -> list[Work]:
    """Works with two people or more, the same ones each time."""
    fit = [work for work in works if len(work.people) > 1]
    return random.Random(4).sample(fit, min(count, len(fit)))


def planted_story(work: Work, strangers: Sequence[str]) -> tuple[Chapter, list[Planted]]:
    """A chapter of prose about a work's people, with `strangers` spoken of but not there."""
    draw = random.Random(work.number)
    people = _cast(work, draw)
    sentences = [sentence for person in people for sentence in _sentences(person, people, draw)]
    fillers = draw.sample(FILLERS, min(len(FILLERS), max(8, len(sentences) // 2)))
    filler = [_filled(template, draw) for template in fillers]
    spoken_of = [name for name in strangers for _ in range(draw.randint(1, 3))]
    far = [template.format(X=name) for template, name in zip(draw.sample(FAR, len(FAR)), spoken_of, strict=False)]
    lines = [*sentences, *filler, *far]
    draw.shuffle(lines)
    text = _with_full_names_first("\n\n".join(_paragraphs(lines, draw)), people)
    return Chapter("", text), people


def _people(entries: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for entry in entries:
        bare = re.sub(r"\s*\(.*?\)|\s*\[.*?\]", "", entry).strip()
        names = tuple(name.strip() for name in re.split(r"\s?\|\s?", bare) if name.strip())
        if names and not _NOBODY.search(bare) and all(map(_NAME.fullmatch, names)) and "/" not in bare:
            yield names


def _cast(work: Work, draw: random.Random) -> list[Planted]:
    """Some of a work's people, no two of whom are called by the same words."""
    bearers = Counter(part for names in work.people for part in {part for name in names for part in name.split()})
    chosen = draw.sample(work.people, min(MOST_PEOPLE, len(work.people)))
    people: list[Planted] = []
    for names in chosen:
        own = [part for part in names[0].split() if bearers[part] == 1 and len(part) > 1 and part[0].isupper()]
        if own:
            people.append(Planted(names[0], names, tuple(_forms(names[0], own, draw)), draw.random() < 0.5))  # noqa: PLR2004 - half
    for index, person in enumerate(people):
        person.times = draw.choice(SURE_TIMES if index < len(SURE_TIMES) else TIMES)
    return people


def _forms(name: str, own: Sequence[str], draw: random.Random) -> Iterator[str]:
    """How a story calls somebody: mostly by one part of the name, or by several, or always in full."""
    if " " not in name:
        yield name
        return
    style = draw.random()
    if style < 0.5:  # noqa: PLR2004 - shares of the styles
        yield own[0]
    elif style < 0.7:  # noqa: PLR2004
        yield own[-1]
    elif style < 0.9:  # noqa: PLR2004
        yield from dict.fromkeys((own[0], own[-1], name))
    else:
        yield name


_MARK = "\ue000{}\ue001"
"""Stands for a person until all sentences have their place."""


def _sentences(person: Planted, people: Sequence[Planted], draw: random.Random) -> Iterator[str]:
    """As many sentences as the person is named in; every fourth has somebody else in it, who then counts once more."""
    mark = _MARK.format(people.index(person))
    for _ in range(person.times):
        share = draw.random()
        template = draw.choice(PAIRS if share < 0.15 and len(people) > 1 else SPEECH if share < 0.5 else NARRATION)  # noqa: PLR2004
        other = draw.choice([one for one in people if one is not person] or [person])
        if "{B}" in template:
            other.times += 1
        he, his = ("he", "his") if person.male else ("she", "her")
        yield template.format(A=mark, B=_MARK.format(people.index(other)), he=he, his=his)


def _filled(template: str, draw: random.Random) -> str:
    place = draw.choice(PLACES)
    return template.format(place=place, Place=place, day=draw.choice(DAYS), month=draw.choice(MONTHS))


def _paragraphs(lines: Sequence[str], draw: random.Random) -> Iterator[str]:
    """Sentences in paragraphs; what is spoken begins one."""
    paragraph: list[str] = []
    for line in lines:
        if paragraph and (line.startswith('"') or draw.random() < 0.4):  # noqa: PLR2004 - two or three in one
            yield " ".join(paragraph)
            paragraph = []
        paragraph.append(line)
    yield " ".join(paragraph)


def _with_full_names_first(text: str, people: Sequence[Planted]) -> str:
    """The text with each person's full name where they are first named, and a form of it from there on."""
    seen = Counter[int]()
    draw = random.Random(len(text))

    def name(mark: re.Match[str]) -> str:
        person = people[int(mark[1])]
        seen[int(mark[1])] += 1
        return person.name if seen[int(mark[1])] == 1 else draw.choice(person.forms)

    named = re.sub("\ue000(\\d+)\ue001", name, text)
    for number, person in enumerate(people):
        person.times = seen[number]
    return named
