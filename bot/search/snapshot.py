"""Everything that search knows at one moment, built from the cards; never changed afterwards."""

from collections.abc import Mapping

from bot.corpus.story import Card, State
from bot.search.aliases import Dictionary
from bot.search.entities import Entity, Shown
from bot.search.fandoms import fandom_scopes, fandom_title, gather_fandoms
from bot.search.fields import Field, weighted_words
from bot.search.index import Kind
from bot.search.known_names import KnownNames
from bot.search.lazily import Lazily
from bot.search.local_names import LocalNames
from bot.search.lookup import NO_FANDOM
from bot.search.names import gather_characters
from bot.search.naming import Naming
from bot.search.query.carried import CARRIED, Carried
from bot.search.titles import Titles
from bot.search.words import WordIndex

_SERVED_OR_HELD = frozenset({State.LISTED, State.HELD})


class Snapshot:
    """Titles, characters, fandoms and words of the cards; each part is built when it is first needed."""

    def __init__(self, cards: Mapping[int, Card], fields: Mapping[int, tuple[Field, ...]]) -> None:
        self.cards = dict(sorted(cards.items()))
        self.fields = fields
        self.order = tuple(self.cards)
        """Ids by position; scores over cards are arrays in this order."""

    def build(self) -> None:
        """Build all that questions of readers need."""
        _ = self.titles, self.names, self.words, self.carried

    @Lazily
    def titles(self) -> Titles:
        """The cards by title."""
        return Titles(tuple(self.cards.values()))

    @Lazily
    def names(self) -> Mapping[Kind, Naming]:
        """Characters and fandoms by name."""
        fandoms = Naming(Kind.FANDOM, gather_fandoms(self.cards.values()))
        characters = Naming(Kind.CHARACTER, self._characters, self._scope_label)
        return {Kind.FANDOM: fandoms, Kind.CHARACTER: characters}

    def local_names(self, shown: Shown, dictionary: Dictionary) -> LocalNames:
        """Characters and fandoms as one server knows them, through its gate."""
        return LocalNames(self.names, self.carried, shown, dictionary)

    @Lazily
    def carried(self) -> Mapping[Kind, Carried]:
        """Tags, authors, pairings, series, languages and warnings by name."""
        return {kind: Carried(kind, self.cards.values()) for kind in CARRIED}

    @Lazily
    def known_names(self) -> KnownNames:
        """Stated characters of the operator's corpus by any spelling. What one server adds is no other's to see."""
        corpus = (card for card in self.cards.values() if card.guild_id is None and card.state in _SERVED_OR_HELD)
        return KnownNames(self._characters, {card.id for card in corpus})

    @Lazily
    def words(self) -> WordIndex:
        """The words of all fields."""
        return WordIndex([weighted_words(self.fields[card_id]) for card_id in self.order])

    @Lazily
    def _characters(self) -> list[Entity]:
        return gather_characters(self.cards.values())

    def _scope_label(self, entity: Entity, shown: Shown) -> str:
        """The fandom that tells a character from another of the same name, in a shown story's own words."""
        for mention in sorted(entity.mentions, key=lambda mention: mention.card_id):
            if mention.scopes and shown(mention.card_id):
                fandoms = (fandom.value for fandom in self.cards[mention.card_id].fandoms)
                fitting = (fandom_title(name) for name in fandoms if fandom_scopes(name) & mention.scopes)
                return next(fitting, min(mention.scopes))
        return NO_FANDOM
