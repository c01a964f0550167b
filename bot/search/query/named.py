"""Names in filters: whom or what they mean here, which stories have it, and what to ask when that isn't clear."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.corpus.story import Card
from bot.search.entities import Entity, Shown
from bot.search.index import Kind, Resolution
from bot.search.local_names import LocalNames
from bot.search.normalise import fold
from bot.search.query.grammar import Field
from bot.search.query.pairings import Pairings
from bot.search.query.values import cut_quote
from bot.search.snapshot import Snapshot

KINDS = {
    Field.CHARACTER: Kind.CHARACTER,
    Field.FANDOM: Kind.FANDOM,
    Field.PAIRING: Kind.RELATIONSHIP,
    Field.TAG: Kind.TAG,
    Field.AUTHOR: Kind.AUTHOR,
    Field.SERIES: Kind.SERIES,
    Field.LANGUAGE: Kind.LANGUAGE,
    Field.WARNING: Kind.WARNING,
}
_MOST_NAMED = 3
_MOST_WAYS = 5

Reason = Callable[[Card], str]


@dataclass(frozen=True, slots=True)
class Named:
    """How a name was taken. `called` is what it's called in the answer, `why` by which label a story has it.

    `parts` are all of which a ship name is made up, with their stories; a name by itself is its only part. `doubts` are
    sentences, `instead` labels that may have been meant, each with what to write for it.
    """

    called: str
    resolution: Resolution
    card_ids: frozenset[int]
    why: Reason
    parts: tuple[tuple[str, frozenset[int]], ...]
    doubts: tuple[str, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()


class Names:
    """Names of every kind, through one gate."""

    def __init__(self, snapshot: Snapshot, shown: Shown, local: LocalNames) -> None:
        self._carried = snapshot.carried
        self._shown = shown
        self._local = local
        self._pairings = Pairings(snapshot, shown, local)

    def take(self, field: Field, typed: str) -> Named:
        """What a name means."""
        kind = KINDS[field]
        named = self._label(kind, typed) if kind in self._carried else self._person(kind, typed)
        doubts, instead = self._doubts(field, named.resolution)
        return replace(named, doubts=doubts, instead=instead)

    def _person(self, kind: Kind, typed: str) -> Named:
        """A character or a fandom, or all those of a ship name."""
        taken = self._local.take(kind, typed)
        resolution = replace(taken.resolution, kind=kind)
        called = " and ".join(wish.name for wish in taken.wishes)
        several = len(resolution.names) > 1
        entities = self._local.entities(kind, typed) if several else ()
        parts = tuple((wish.name, wish.card_ids) for wish in taken.wishes)
        return Named(called, resolution, taken.card_ids, self._why(kind, called, entities), parts)

    def _label(self, kind: Kind, typed: str) -> Named:
        entities = list(self._meant(kind, typed))
        labels = [entity.label(self._shown) for entity in entities]
        near = () if labels else tuple(self._carried[kind].nearest(typed, self._shown))
        resolution = Resolution(typed, tuple(labels), nearest=near, kind=kind)
        card_ids = frozenset[int]().union(*(entity.card_ids for entity in entities))
        called = labels[0] if labels and fold(labels[0]) == fold(typed) else _listed(labels)
        called = called or cut_quote(typed)
        return Named(called, resolution, card_ids, self._why(kind, called, entities), ((called, card_ids),))

    def _meant(self, kind: Kind, typed: str) -> Sequence[Entity]:
        if kind is Kind.RELATIONSHIP:
            return self._pairings.meant(typed)
        texts = (self._local.tags(typed) if kind is Kind.TAG else ()) or (typed,)
        found = [entity for text in texts for entity in self._carried[kind].meant(text, self._shown)]
        return list({entity.key: entity for entity in found}.values())

    def _why(self, kind: Kind, called: str, entities: Sequence[Entity]) -> Reason:
        """The label that the story itself has, of several that the name stands for."""

        texts = {mention.card_id: mention.text for one in reversed(entities) for mention in one.mentions}

        def why(card: Card) -> str:
            return f"{kind} {texts.get(card.id, called)}"

        return why

    def _doubts(self, field: Field, resolution: Resolution) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        typed, labels = cut_quote(resolution.typed), resolution.names or resolution.nearest
        instead = tuple((label, f'{field}:"{unquoted(label)}"') for label in labels[:_MOST_WAYS])
        if not resolution.names:
            near = f" Did you mean {either(labels[:_MOST_NAMED])}?" if labels else ""
            return (f'No {field} here is called "{typed}".{near}',), instead
        if len(labels) > 1 and field in {Field.CHARACTER, Field.FANDOM}:
            return (f'"{typed}" could be {either(labels[:_MOST_WAYS])}: stories with any of them count.',), instead
        return (), ()


def either(names: Sequence[str]) -> str:
    """Names as one reads them out: "a, b or c"."""
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _listed(labels: Sequence[str]) -> str:
    more = f" and {len(labels) - _MOST_NAMED} more" if labels[_MOST_NAMED:] else ""
    return either(labels[:_MOST_NAMED]) + more


def unquoted(label: str) -> str:
    """A label without quotation marks, so that it can stand between some."""
    return "".join(letter for letter in label if letter not in '"“”„‟«»＂')
