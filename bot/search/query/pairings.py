"""Pairings by those who are in them: `ship:temari/shikamaru` is "Shikamaru Nara/Temari", in any order and spelling."""

from collections.abc import Sequence

import regex

from bot.search.entities import Entity, Shown
from bot.search.index import Kind
from bot.search.local_names import LocalNames
from bot.search.normalise import name_parts, romanise
from bot.search.snapshot import Snapshot

_BETWEEN = regex.compile(r"\s*/\s*|\s*&\s*|\s+[x×]\s+|\s+(?:and|und|et|y)\s+", regex.IGNORECASE)
_FRIENDS = regex.compile(r"&|\band\b", regex.IGNORECASE)
_MOST = 6
"""Names of one pairing that are compared; more is no pairing."""

_Names = frozenset[frozenset[str]]
"""All ways in which one of a pairing may be called: the romanised parts of each name."""


class Pairings:
    """The pairings that stories state, through one gate."""

    def __init__(self, snapshot: Snapshot, shown: Shown, local: LocalNames) -> None:
        self._snapshot = snapshot
        self._shown = shown
        self._local = local

    def meant(self, typed: str) -> list[Entity]:
        """The pairings of all those named; with `/` between them lovers before friends, with `&` friends first.

        What names nobody in a pairing is looked up as it stands, since a pairing may have a name of its own.
        """
        carried = self._snapshot.carried[Kind.RELATIONSHIP]
        wanted = [self._called(name) for name in self._members(typed)[:_MOST]]
        words = frozenset[str]().union(*wanted[0]) if wanted else frozenset[str]()
        found = [entity for entity in carried.with_some_word(words, self._shown) if self._has(entity, wanted)]
        if len(wanted) > 1:
            friends = bool(_FRIENDS.search(typed))
            alike = [entity for entity in found if bool(_FRIENDS.search(entity.label(self._shown))) is friends]
            found = alike or found
        return found or carried.meant(typed, self._shown)

    def _members(self, typed: str) -> list[str]:
        """The names typed, or those for which a ship name stands here."""
        named = members(typed)
        taken = self._local.take(Kind.CHARACTER, typed) if len(named) == 1 else None
        return [wish.name for wish in taken.wishes] if taken and len(taken.wishes) > 1 else named

    def _called(self, name: str) -> _Names:
        """As it is typed, and by the names of the characters that it means."""
        entities = self._local.entities(Kind.CHARACTER, name)
        mentions = (mention for entity in entities for mention in entity.mentions)
        spellings = {mention.parts for mention in mentions if self._shown(mention.card_id)}
        return frozenset(frozenset(map(romanise, parts)) for parts in (*spellings, name_parts(name)) if parts)

    def _has(self, entity: Entity, wanted: Sequence[_Names]) -> bool:
        """Whether everybody wanted is somebody else of the pairing."""
        left = [frozenset(map(romanise, name_parts(name))) for name in members(entity.label(self._shown))]
        for names in wanted:
            fitting = next((one for one in left if any(_same(name, one) for name in names)), None)
            if fitting is None:
                return False
            left.remove(fitting)
        return True


def members(pairing: str) -> list[str]:
    """The names in a pairing."""
    return [name.strip() for name in _BETWEEN.split(pairing) if name and name.strip()]


def _same(typed: frozenset[str], stated: frozenset[str]) -> bool:
    """One name is part of the other: Temari is Temari of the Sand."""
    return typed <= stated or (stated <= typed and bool(stated))
