"""Three ways to rank stories: by a taste, by who or what is in them, and for somebody who names nothing."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from bot.recommend.arrays import Flags, Floats, Sparse
from bot.recommend.blend import CONTENT, VIEWS, WALK, weighed
from bot.recommend.features import Feature
from bot.recommend.knowledge import Knowledge
from bot.recommend.meaning import Meanings
from bot.recommend.reasons import ABOUT_THE_SAME, asked_reasons, shared_reasons, start_reason
from bot.recommend.stacks import Stacks
from bot.recommend.weights import LENGTH_NORM, MEANING, MEANING_NEAR, SPOKEN_OF

_WELCOME = 0.5
"""How much being a good start counts, beside what was asked for at 1."""
_READERS_SPEAK = 0.35
"""What has to come from other readers, of what comes from them and from content, before they are the first reason. EASE
speaks for both."""


class Ranking(Protocol):
    """Scores stories and says why one was chosen."""

    scores: Floats
    """By slot."""

    def fits(self, slot: int) -> bool:
        """Whether the story is a recommendation at all."""
        ...

    def is_scored(self, slot: int) -> bool:
        """Whether the score says all there is to say; in a large library not every story is looked at closely."""
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

    def is_scored(self, slot: int) -> bool:
        """Every story is."""
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

    def is_scored(self, slot: int) -> bool:
        """Every story is."""
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
        meanings: Meanings | None = None,
        every: bool = True,
    ) -> None:
        """`tastes` are weights by slot; `readers` are whose tastes they are; `verb` is for one who did it: "liked".

        With `meanings`, being about the same things is part of the content. Without `every`, only the stories nearest
        to the taste are compared with it.
        """
        self._stacks = stacks
        self._knowledge = knowledge
        self._tastes = dict(tastes)
        self._liked = [slot for slot, weight in tastes.items() if weight > 0]
        self._verb = verb
        self._readers = tuple(readers)
        self._profile = stacks.profile(self._tastes)
        self._meanings = meanings
        self._every = every
        self._facts = self._content = stacks.content(self._profile, every=every)
        if meanings is not None:
            self._content = (self._facts + MEANING * meanings.nearness(self._tastes)).astype(np.float32)
        self._seen = knowledge.seen(self._content, self._tastes, self._readers)
        self._weights = knowledge.weights(len(self._liked))
        self.scores: Floats = weighed(self._seen, self._weights)

    def fits(self, slot: int) -> bool:
        """It shares something telling with the liked ones or is about the same as one of them, or readers share it."""
        return bool(
            self._wanted[self._stacks.features_at(slot)].any()
            or self._seen[slot, WALK] > 0
            or self._knowledge.counts(self._readers)[slot] >= SPOKEN_OF
            or self._nearness(slot).max() >= MEANING_NEAR
        )

    def is_scored(self, slot: int) -> bool:
        """It was compared with the taste, or stands where it does for its readers."""
        return bool(self._every or self._facts[slot] or self._seen[slot, WALK] > 0)

    @cached_property
    def _wanted(self) -> Flags:
        """By feature: whether it's telling, and the taste has it."""
        features, values, _ = self._profile
        wanted = np.zeros(len(self._stacks.features), np.bool_)
        wanted[features[values > 0]] = True
        return wanted & self._stacks.telling

    def contributions(self, slot: int) -> dict[str, float]:
        """By view; what the views of content owe to meaning stands apart."""
        given = {
            view: float(value * weight)
            for view, value, weight in zip(VIEWS, self._seen[slot], self._weights, strict=True)
            if value * weight
        }
        facts, content = float(self._facts[slot]), float(self._content[slot])
        if content == facts:
            return given
        meaning = given.get("content", 0.0) * (content - facts) / content
        return {**given, "content": given["content"] - meaning, "meaning": meaning} if meaning else given

    def shared(self, slot: int) -> dict[Feature, float]:
        """Facts that it shares with the liked ones."""
        return {feature: worth for feature, worth in self._stacks.shared(slot, self._profile).items() if worth > 0}

    def reasons(self, slot: int) -> tuple[str, ...]:
        """What it shares with the liked story that it is most like, which is named if there are several; or readers."""
        readers, told = self._of_readers(slot), self._in_common(slot)
        if told and readers:
            content, walk = (self._seen[slot, view] * self._weights[view] for view in (CONTENT, WALK))
            speaks = walk > _READERS_SPEAK * (content + walk)
            return (readers, *told) if speaks else (*told, readers)
        if told or readers:
            return told or (readers,)
        liked = self._knowledge.counts(self._readers)[slot]
        return ("liked by several readers here",) if liked >= SPOKEN_OF else (start_reason(self._stacks.cards[slot]),)

    def _in_common(self, slot: int) -> tuple[str, ...]:
        """Facts and meaning, the stronger first, that it has in common with one liked story."""
        near = self._nearness(slot)
        at = int(np.argmax(self._alike(slot) + MEANING * near * self._fondness))
        shared = self._shared_with(slot, at)
        if not self._is_telling(shared):
            at, shared = int(np.argmax(near)), {}
        told = shared_reasons(shared, self._stacks.labels[slot])
        if near[at] >= MEANING_NEAR:
            first = MEANING * near[at] > sum(shared.values())
            told = (ABOUT_THE_SAME, *told) if first else (*told, ABOUT_THE_SAME)
        if told and len(self._tastes) > 1:
            return (f"{self._verb} “{self._title(self._liked[at])}”", *told)
        return told

    def _shared_with(self, slot: int, at: int) -> dict[Feature, float]:
        return self._stacks.shared(slot, self._stacks.profile({self._liked[at]: 1.0}))

    def _alike(self, slot: int) -> Floats:
        """How like the facts of each liked story are, times how much that is liked."""
        features, values = self._stacks.row(slot)
        own = np.zeros(len(self._stacks.features), np.float32)
        own[features] = values
        return (self._rows @ own) * self._lengths

    def _nearness(self, slot: int) -> Floats:
        """How near it is in meaning to each liked story."""
        if self._meanings is None:
            return np.zeros(len(self._liked), np.float32)
        return self._meanings.with_each(slot, self._liked)

    @cached_property
    def _rows(self) -> Sparse:
        return self._stacks.matrix[self._liked]

    @cached_property
    def _fondness(self) -> Floats:
        return np.array([self._tastes[slot] for slot in self._liked], np.float32)

    @cached_property
    def _lengths(self) -> Floats:
        return (self._fondness * self._stacks.norms[self._liked] ** (LENGTH_NORM - 1)).astype(np.float32)

    def _is_telling(self, shared: Iterable[Feature]) -> bool:
        return any(self._stacks.telling[self._stacks.numbers[feature]] for feature in shared)

    def _of_readers(self, slot: int) -> str:
        """That readers of a liked story like it too, if enough do, of others than those who ask."""
        liked = self._knowledge.company(self._liked, slot, self._readers)
        return "" if liked is None else f"readers who liked “{self._title(liked)}” liked this too"

    def _title(self, slot: int) -> str:
        return self._stacks.cards[slot].title.value
