"""Three ways to rank stories: by a taste, by who or what is in them, and for somebody who names nothing."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from bot.recommend.arrays import Flags, Floats, Sparse
from bot.recommend.blend import VIEWS
from bot.recommend.features import Feature
from bot.recommend.knowledge import Knowledge
from bot.recommend.reasons import asked_reasons, shared_reasons, start_reason
from bot.recommend.stacks import Stacks
from bot.recommend.weights import LENGTH_NORM, SPOKEN_OF

_WELCOME = 0.5
"""How much being a good start counts, beside what was asked for at 1."""
_READERS_SPEAK = 0.35
"""The share of a score that has to come from other readers before they are the reason."""


class Ranking(Protocol):
    """Scores stories and says why one was chosen."""

    scores: Floats
    """By slot."""

    def fits(self, slot: int) -> bool:
        """Whether the story is a recommendation at all."""
        ...

    def reasons(self, slot: int) -> tuple[str, ...]:
        """True facts about the story, strongest first."""
        ...

    def contributions(self, slot: int) -> dict[str, float]:
        """What the score is the sum of."""
        ...

    def shared(self, slot: int) -> dict[Feature, float]:
        """The facts behind the reasons, with what each adds."""
        ...


class FromNothing:
    """Something to start with."""

    def __init__(self, stacks: Stacks) -> None:
        self._stacks = stacks
        self.scores: Floats = stacks.welcome

    def fits(self, slot: int) -> bool:
        """Every story does."""
        return slot >= 0

    def reasons(self, slot: int) -> tuple[str, ...]:
        """What kind of story it is."""
        return (start_reason(self._stacks.cards[slot]),)

    def contributions(self, slot: int) -> dict[str, float]:
        """Being a good start."""
        return {"welcome": float(self.scores[slot])}

    def shared(self, slot: int) -> dict[Feature, float]:
        """Its most telling facts, for "more of this"."""
        features, weights = self._stacks.row(slot)
        telling = self._stacks.telling[features]
        named = zip(features[telling], weights[telling], strict=True)
        return {self._stacks.features[number]: float(weight) for number, weight in named}


class WithNames:
    """Stories that have all the characters and fandoms asked for; those that are about little else come first."""

    def __init__(self, stacks: Stacks, asked: Sequence[Feature]) -> None:
        self._stacks = stacks
        self._asked = asked
        self._numbers = np.array([stacks.numbers[feature] for feature in asked if feature in stacks.numbers], np.int64)
        columns = stacks.holders[:, self._numbers]
        about = np.asarray(columns.sum(axis=1), np.float32).ravel() * stacks.norms**-0.5
        self._about = about
        self.scores: Floats = (about + _WELCOME * stacks.welcome).astype(np.float32)

    def fits(self, slot: int) -> bool:
        """It has been found to have what was asked for."""
        return slot >= 0

    def reasons(self, slot: int) -> tuple[str, ...]:
        """That it has what was asked for, and what kind of story it is."""
        return asked_reasons(self._asked, self._stacks.cards[slot], self._stacks.labels[slot])

    def contributions(self, slot: int) -> dict[str, float]:
        """How much it is about what was asked for, and being a good start."""
        return {"about": float(self._about[slot]), "welcome": float(_WELCOME * self._stacks.welcome[slot])}

    def shared(self, slot: int) -> dict[Feature, float]:
        """What was asked for."""
        return dict.fromkeys(self._asked, float(self._about[slot]))


class FromTaste:
    """Stories like liked ones, and liked by those who like these."""

    def __init__(
        self,
        stacks: Stacks,
        knowledge: Knowledge,
        tastes: Mapping[int, float],
        readers: Iterable[int],
        *,
        verb: str,
    ) -> None:
        """`tastes` are weights by slot; `readers` are whose tastes they are; `verb` is for one who did it: "liked"."""
        self._stacks = stacks
        self._knowledge = knowledge
        self._tastes = dict(tastes)
        self._liked = [slot for slot, weight in tastes.items() if weight > 0]
        self._verb = verb
        self._readers = tuple(readers)
        self._profile = stacks.profile(self._tastes)
        self._seen = knowledge.seen(stacks.content(self._profile), self._tastes, self._readers)
        self._weights = knowledge.weights(len(self._liked))
        self.scores: Floats = self._seen @ self._weights

    def fits(self, slot: int) -> bool:
        """It shares something telling with the liked ones, or readers do."""
        return bool(
            self._seen[slot, 2:4].any()
            or self._knowledge.counts(self._readers)[slot] >= SPOKEN_OF
            or self._wanted[self._stacks.features_at(slot)].any()
        )

    @cached_property
    def _wanted(self) -> Flags:
        """By feature: whether it's telling, and the taste has it."""
        features, values, _ = self._profile
        wanted = np.zeros(len(self._stacks.features), np.bool_)
        wanted[features[values > 0]] = True
        return wanted & self._stacks.telling

    def contributions(self, slot: int) -> dict[str, float]:
        """By view."""
        return {
            view: float(value * weight)
            for view, value, weight in zip(VIEWS, self._seen[slot], self._weights, strict=True)
            if value * weight
        }

    def shared(self, slot: int) -> dict[Feature, float]:
        """Facts that it shares with the liked ones."""
        return {feature: worth for feature, worth in self._stacks.shared(slot, self._profile).items() if worth > 0}

    def reasons(self, slot: int) -> tuple[str, ...]:
        """What it shares with the liked story that it is most like, which is named if there are several; or readers."""
        readers = self._of_readers(slot)
        nearest, shared = self._nearest(slot)
        told = shared_reasons(shared, self._stacks.labels[slot]) if self._is_telling(shared) else ()
        if told and len(self._tastes) > 1:
            told = (f"{self._verb} “{self._title(nearest)}”", *told)
        if told and readers:
            given = self.contributions(slot)
            speaks = given.get("walk", 0) + given.get("ease", 0) > _READERS_SPEAK * sum(given.values())
            return (readers, *told) if speaks else (*told, readers)
        if told or readers:
            return told or (readers,)
        liked = self._knowledge.counts(self._readers)[slot]
        return ("liked by several readers here",) if liked >= SPOKEN_OF else (start_reason(self._stacks.cards[slot]),)

    def _nearest(self, slot: int) -> tuple[int, dict[Feature, float]]:
        features, values = self._stacks.row(slot)
        own = np.zeros(len(self._stacks.features), np.float32)
        own[features] = values
        given = (self._rows @ own) * self._lengths
        nearest = self._liked[int(np.argmax(given))]
        return nearest, self._stacks.shared(slot, self._stacks.profile({nearest: 1.0}))

    @cached_property
    def _rows(self) -> Sparse:
        return self._stacks.matrix[self._liked]

    @cached_property
    def _lengths(self) -> Floats:
        weights = np.array([self._tastes[slot] for slot in self._liked], np.float32)
        return (weights * self._stacks.norms[self._liked] ** (LENGTH_NORM - 1)).astype(np.float32)

    def _is_telling(self, shared: Iterable[Feature]) -> bool:
        return any(self._stacks.telling[self._stacks.numbers[feature]] for feature in shared)

    def _of_readers(self, slot: int) -> str:
        """That readers of a liked story like it too, if enough do, of others than those who ask."""
        liked = self._knowledge.company(self._liked, slot, self._readers)
        return "" if liked is None else f"readers who liked “{self._title(liked)}” liked this too"

    def _title(self, slot: int) -> str:
        return self._stacks.cards[slot].title.value
