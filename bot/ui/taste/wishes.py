"""The options of /recommend as they are kept for its buttons, and what they mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.corpus.story import Rating
from bot.library.answers import Audience, RecommendWish
from bot.recommend.features import Feature, Field
from bot.search.index import Length
from bot.ui.again import Wishes
from bot.ui.asker import Asker
from bot.ui.results import COMPLETE

APART = " | "
"""Between several stories of `like`. Titles have commas in them, but hardly ever this."""

MOST_LIKED = 5

MORE, LESS, OFFERED, RESTRICTED = "more", "less", "offered", "restricted"
"""What is kept besides options: facts to have more or less of, those on offer, and that they come from a list in an
age-restricted channel."""

AUDIENCES = {"me": Audience.ME, "us": Audience.US, "anybody": Audience.ANYBODY}

MOST_FACTS = 10


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that there can be more or less of, as a story words it."""

    feature: Feature
    label: str


def wish_of(asker: Asker, wishes: Wishes) -> RecommendWish:
    """What kept options ask for, as somebody asks it now."""
    complete = wishes.get("complete")
    likes = [typed for typed in wishes.get("like", "").split(APART.strip()) if typed.strip()]
    other = wishes.get("with", "")
    return RecommendWish(
        like=tuple(typed.strip() for typed in likes[:MOST_LIKED]),
        character=wishes.get("character", ""),
        fandom=wishes.get("fandom", ""),
        rating=Rating(wishes["rating"]) if "rating" in wishes else None,
        length=Length(wishes["length"]) if "length" in wishes else None,
        complete=None if complete is None else complete == COMPLETE,
        mood=wishes.get("mood", ""),
        more=tuple(told.feature for told in kept_facts(asker, wishes, MORE)),
        less=tuple(told.feature for told in kept_facts(asker, wishes, LESS)),
        since=datetime.fromisoformat(wishes["since"]) if "since" in wishes else None,
        gems="gems" in wishes,
        surprise="surprise" in wishes,
        audience=Audience.PAIR if other else AUDIENCES.get(wishes.get("for", ""), Audience.IF_KNOWN),
        other=int(other) if other.isdecimal() else None,
        again="again" in wishes,
        private=asker.private,
    )


def kept_facts(asker: Asker, wishes: Wishes, name: str) -> list[Told]:
    """Facts kept under a name. Those from an age-restricted channel are named nowhere else."""
    if RESTRICTED in wishes and not asker.place.restricted:
        return []
    return facts_of(wishes.get(name, ""))


def facts_of(kept: str) -> list[Told]:
    """Facts as they were kept, one a line."""
    lines = (line.split("\t") for line in kept.split("\n"))
    fields = {field.value for field in Field}
    parts = (line for line in lines if len(line) == 3 and line[0] in fields)  # noqa: PLR2004 - field, key, label
    return [Told(Feature(Field(field), key), label) for field, key, label in parts]


def as_kept(facts: Iterable[Told]) -> str:
    """Facts in the form in which they are kept."""
    return "\n".join(
        "\t".join((told.feature.field.value, told.feature.key, " ".join(told.label.split()))) for told in facts
    )


def with_facts(wishes: Wishes, **facts: Sequence[Told]) -> Wishes:
    """The options with other facts; empty ones are left out."""
    others = {name: value for name, value in wishes.items() if name not in facts}
    return {**others, **{name: as_kept(told[:MOST_FACTS]) for name, told in facts.items() if told}}
