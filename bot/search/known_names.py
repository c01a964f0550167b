"""Names for the reading room: which character of the library a name in a text is."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from bot.corpus.people.recognising import Known
from bot.search.entities import Entity, Mention
from bot.search.normalise import name_parts, romanise

_PLAIN = "="
_LEAST_LETTERS = 4


class KnownNames:
    """Stated characters by any spelling of their names, for finding them in stories that list none.

    `stories` are the ids of those whose word counts; None is all.
    """

    def __init__(self, characters: Iterable[Entity], stories: AbstractSet[int] | None = None) -> None:
        self._bearers: dict[str, dict[str, Known]] = defaultdict(dict)
        for entity in characters:
            stated = [
                mention
                for mention in entity.mentions
                if mention.stated and (stories is None or mention.card_id in stories)
            ]
            if stated:
                self._add(entity.key, stated)

    def find(self, spelling: str) -> tuple[Known, ...]:
        """All characters who go by that full name or, at 4 letters or more, by that part of it."""
        parts = name_parts(spelling)
        for key in (_PLAIN + " ".join(sorted(parts)), " ".join(sorted(map(romanise, parts)))):
            if bearers := self._bearers.get(key):
                return tuple(bearers.values())
        return ()

    def _add(self, key: str, stated: list[Mention]) -> None:
        fullest = max(len(mention.parts) for mention in stated)
        times = Counter(mention.text for mention in stated if len(mention.parts) == fullest)
        label = min(times, key=lambda text: (-times[text], text))
        known = Known(label, frozenset[str]().union(*(mention.scopes for mention in stated)))
        for mention in stated:
            names = [mention.parts, *((part,) for part in mention.parts if len(part) >= _LEAST_LETTERS)]
            for name in names:
                self._bearers[_PLAIN + " ".join(sorted(name))][key] = known
                self._bearers[" ".join(sorted(map(romanise, name)))][key] = known
