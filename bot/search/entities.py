"""What cards name: a character or a fandom under all the spellings that stories use for it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.corpus.story import Card
from bot.search.normalise import romanise

Shown = Callable[[int], bool]
"""Whether the story with that id may be shown."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as one card gives it. `parts` are its folded words; `scopes` the fandoms that the card places it in.

    `partial` says that it is one part of a name which other cards give in full.
    """

    card_id: int
    text: str
    parts: tuple[str, ...]
    stated: bool = True
    scopes: frozenset[str] = frozenset()
    partial: bool = False


@dataclass(frozen=True)
class Entity:
    """One character or fandom. `made_of` are the keys of those that a server's rulings made it of."""

    key: str
    mentions: tuple[Mention, ...]
    made_of: frozenset[str] = frozenset()

    @property
    def origins(self) -> frozenset[str]:
        """The keys of the entities that all servers share and that this one stands for."""
        return self.made_of or frozenset({self.key})

    @cached_property
    def card_ids(self) -> frozenset[int]:
        """The stories that name it."""
        return frozenset(mention.card_id for mention in self.mentions)

    @cached_property
    def spellings(self) -> frozenset[tuple[str, ...]]:
        """All ways in which its folded words are given."""
        return frozenset(mention.parts for mention in self.mentions)

    @cached_property
    def spellings_in_order(self) -> frozenset[tuple[str, ...]]:
        """The spellings of whole names, romanised, their words in alphabetical order."""
        whole = {mention.parts for mention in self.mentions if not mention.partial}
        return frozenset(tuple(sorted(map(romanise, spelling))) for spelling in whole)

    def seen(self, shown: Shown) -> "Entity":
        """The same as stories have it which may be shown; itself, unless others alone know some of its spellings."""
        if all(any(map(shown, card_ids)) for card_ids in self._card_ids_by_spelling.values()):
            return self
        return replace(self, mentions=tuple(mention for mention in self.mentions if shown(mention.card_id)))

    @cached_property
    def _card_ids_by_spelling(self) -> dict[tuple[str, ...], list[int]]:
        card_ids: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for mention in self.mentions:
            card_ids[mention.parts].append(mention.card_id)
        return card_ids

    def scopes(self, shown: Shown) -> frozenset[str]:
        """All fandoms that stories which may be shown place it in."""
        return frozenset[str]().union(*(mention.scopes for mention in self.mentions if shown(mention.card_id)))

    def is_shown(self, shown: Shown) -> bool:
        """Whether any story that may be shown names it."""
        return any(map(shown, self.card_ids))

    def shown_ids(self, shown: Shown) -> list[int]:
        """The stories among those that may be shown."""
        return [card_id for card_id in self.card_ids if shown(card_id)]

    def label(self, shown: Shown) -> str:
        """Its most frequent full form, stated before found, that a story has which may be shown; empty if none has."""
        return next((text for text, card_ids in self._forms if any(map(shown, card_ids))), "")

    @cached_property
    def _forms(self) -> list[tuple[str, list[int]]]:
        """Every form with the stories that use it, the best to show first."""
        card_ids: dict[tuple[bool, int, str], list[int]] = defaultdict(list)
        for mention in self.mentions:
            card_ids[mention.stated, min(len(mention.parts), 2), mention.text].append(mention.card_id)
        best_first = sorted(card_ids, key=lambda form: (-form[0], -form[1], -len(card_ids[form]), form[2]))
        return [(form[2], card_ids[form]) for form in best_first]


def shown_by(cards: Mapping[int, Card], allowed: Callable[[Card], bool]) -> Shown:
    """The gate as a question about ids, each card asked about once."""
    answers: dict[int, bool] = {}

    def shown(card_id: int) -> bool:
        answer = answers.get(card_id)
        if answer is None:
            answer = answers[card_id] = allowed(cards[card_id])
        return answer

    return shown
