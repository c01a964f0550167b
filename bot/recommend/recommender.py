"""What to read next, and why: shared characters, relationships, tags, fandom, telling words and length."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from random import Random

from bot.corpus.story import Card
from bot.search.index import Allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the reader starts from: stories they liked (ids), names as the index resolved them, or nothing at all."""

    like: tuple[int, ...] = ()
    character_keys: tuple[str, ...] = ()
    fandom_key: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A story and the strongest true reasons for it, as phrases: "shares Shikamaru Nara and 'missing-nin'"."""

    card: Card
    score: float
    reasons: tuple[str, ...]


class Recommender:
    """Ranks stories by what they share with others. Fed like the search index; no database, no Discord."""

    def apply(self, put: Iterable[Card], drop: Iterable[int] = ()) -> None:
        """Add or replace cards, and forget those with the ids in `drop`."""
        raise NotImplementedError

    def recommend(
        self, wish: Wish, allowed: Allowed, *, seen: Set[int] = frozenset(), limit: int = 5, rng: Random | None = None
    ) -> list[Recommendation]:
        """At most `limit` stories, best first, never one of `wish.like`.

        Stories in `seen` come only after all others. Every reason is true of the story; `rng` breaks ties.
        """
        raise NotImplementedError
