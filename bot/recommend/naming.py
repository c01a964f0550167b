"""Characters and fandoms of cards as features: who is who can only be told from several stories together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.corpus.story import Card
from bot.recommend.features import Feature, Field
from bot.search.entities import Entity
from bot.search.fandoms import gather_fandoms
from bot.search.names import gather_characters

Labels = dict[Feature, str]


def names_of(cards: Iterable[Card]) -> Mapping[int, Labels]:
    """Each card's characters and fandoms under the keys of Resolution, as the card names them."""
    cards = tuple(cards)
    found: dict[int, Labels] = defaultdict(dict)
    _take(found, Field.CHARACTER, gather_characters(cards))
    _take(found, Field.FANDOM, gather_fandoms(cards))
    return found


def _take(found: dict[int, Labels], field: Field, entities: Iterable[Entity]) -> None:
    for entity in entities:
        feature = Feature(field, entity.key)
        for mention in sorted(entity.mentions, key=lambda mention: len(mention.parts)):
            found[mention.card_id][feature] = mention.text
