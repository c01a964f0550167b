"""What a reader wishes for, what readers have done with stories, and what a recommendation tells about itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.corpus.story import Card
from bot.recommend.features import Feature


class Act(StrEnum):
    """What a reader has done with a story, by their own explicit act. Having opened it is none."""

    LIKED = "liked"
    READ = "read"
    """Finished."""
    READING = "reading"
    TO_READ = "to read"
    DROPPED = "dropped"


Acts = Mapping[int, Act]
"""What one reader has done, by story id. A story that is both liked and read is liked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What recommendations start from: liked stories (ids), names as the index resolved them, readers' tastes, all of
    these together, or nothing at all.

    `readers` are those whose taste counts: one for "for me", all who consent for "for us"; what any of them has an act
    for is never recommended. `more` and `less` ask for more and less of a fact, at once; `moods` are words a reader
    typed ("fluff"), looked for among tags and telling words. `surprise` asks for the same feel in other fandoms,
    `gems` for what few know, liked by those who do.
    """

    like: tuple[int, ...] = ()
    character_keys: tuple[str, ...] = ()
    fandom_key: str = ""
    readers: tuple[int, ...] = ()
    more: tuple[Feature, ...] = ()
    less: tuple[Feature, ...] = ()
    moods: tuple[str, ...] = ()
    surprise: bool = False
    gems: bool = False


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A story and the strongest true reasons for it, as phrases: "shares Shikamaru Nara and 'missing-nin'".

    `shared` holds the facts behind the reasons with their labels, for "more of this" and "less of this"; `new_here`
    says that nobody has an act for the story yet and that it's shown for that; `contributions` is what the score is
    made of, by what each part comes from.
    """

    card: Card
    score: float
    reasons: tuple[str, ...]
    new_here: bool = False
    shared: tuple[tuple[Feature, str], ...] = ()
    contributions: Mapping[str, float] = field(default_factory=dict[str, float])
