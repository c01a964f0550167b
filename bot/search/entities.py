"""What cards name: a character or a fandom under all the spellings that stories use for it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.corpus.story import Card

Shown = Callable[[int], bool]
"""Whether the story with that id may be shown."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as one card gives it. `parts` are its folded words; `scopes` the fandoms that the card places it in."""

    card_id: int
    text: str
    parts: tuple[str, ...]
    stated: bool = True
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Entity:
    """One character or fandom. `needs_scope` says that its name alone fits others too."""

    key: str
    mentions: tuple[Mention, ...]
    needs_scope: bool = False

    @cached_property
    def card_ids(self) -> frozenset[int]:
        """The stories that name it."""
        return frozenset(mention.card_id for mention in self.mentions)

    @cached_property
    def spellings(self) -> frozenset[tuple[str, ...]]:
        """All ways in which its folded words are given."""
        return frozenset(mention.parts for mention in self.mentions)

    @cached_property
    def scopes(self) -> frozenset[str]:
        """All fandoms that it is placed in."""
        return frozenset[str]().union(*(mention.scopes for mention in self.mentions))

    def shown_ids(self, shown: Shown) -> list[int]:
        """The stories among those that may be shown."""
        return [card_id for card_id in self.card_ids if shown(card_id)]

    def label(self, shown: Shown) -> str:
        """Its most frequent full form, stated before found, in stories that may be shown; empty if there are none."""
        times = Counter(
            (mention.stated, min(len(mention.parts), 2), mention.text)
            for mention in self.mentions
            if shown(mention.card_id)
        )
        best = min(times, key=lambda form: (-form[0], -form[1], -times[form], form[2]), default=None)
        return best[2] if best else ""


def shown_by(cards: Mapping[int, Card], allowed: Callable[[Card], bool]) -> Shown:
    """The gate as a question about ids, each card asked about once."""
    answers: dict[int, bool] = {}

    def shown(card_id: int) -> bool:
        answer = answers.get(card_id)
        if answer is None:
            answer = answers[card_id] = allowed(cards[card_id])
        return answer

    return shown


def distinct_labels(entities: Sequence[Entity], shown: Shown, scope_label: Callable[[Entity], str]) -> list[str]:
    """A label for each entity; those that could be taken for another carry their fandom in parentheses."""
    labels = [entity.label(shown) for entity in entities]
    times = Counter(labels)
    return [
        f"{label} ({scope_label(entity)})" if entity.needs_scope or times[label] > 1 else label
        for entity, label in zip(entities, labels, strict=True)
    ]


def group_by_card(entities: Iterable[Entity]) -> dict[int, tuple[Entity, ...]]:
    """Which entities each card names, in the order of the card."""
    found: dict[int, dict[str, Entity]] = {}
    for entity in entities:
        for card_id in entity.card_ids:
            found.setdefault(card_id, {})[entity.key] = entity
    return {card_id: tuple(named.values()) for card_id, named in found.items()}
