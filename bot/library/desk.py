"""The desk: the catalogue as one reader may see it at one place."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from bot.corpus.story import Card
from bot.library.catalogue import Catalogue
from bot.library.gate import may_show
from bot.library.place import Form, Place, Reader
from bot.library.wording import unclear
from bot.search.aliases import Dictionary
from bot.search.index import Found, Kind, Request, Resolution, Suggestion
from bot.search.local_names import LocalNames
from bot.search.scopes import scopes_seen

LARGE = 500
"""Stories from which on searching takes long enough to leave the event loop."""

P = ParamSpec("P")
R = TypeVar("R")


class Desk:
    """Answers from memory. Nothing that the gate doesn't allow here is found, counted or named."""

    def __init__(self, catalogue: Catalogue, place: Place, reader: Reader) -> None:
        self.catalogue = catalogue
        self.place = place
        self.reader = reader

    def allows(self, card: Card, form: Form = Form.CARD) -> bool:
        """The gate for this place and reader."""
        return may_show(card, self.place, self.reader, form)

    @property
    def scopes(self) -> frozenset[str]:
        """The scopes of all that may be shown here, for indexes."""
        return scopes_seen(self.place.guild_id, restricted=self.place.restricted)

    def cards(self) -> list[Card]:
        """All cards that may be shown."""
        return [card for card in self.catalogue.cards.values() if self.allows(card)]

    def card(self, story_id: int) -> Card | None:
        """The card with that id, if it may be shown."""
        card = self.catalogue.cards.get(story_id)
        return card if card is not None and self.allows(card) else None

    async def story(self, typed: str) -> tuple[Card, Resolution]:
        """The story meant by "#12" or by a title. Raises NotFoundError, AmbiguousError."""
        number = typed.strip().removeprefix("#")
        if typed.strip().startswith("#") and number.isascii() and number.isdecimal():
            card = self.card(int(number))
            if card is not None:
                return card, Resolution(typed, (card.title.value,), story_id=card.id)
        resolution = await self.name(Kind.TITLE, typed)
        card = self.card(resolution.story_id) if resolution.story_id is not None else None
        if card is None:
            raise unclear(Kind.TITLE, Resolution(typed, nearest=resolution.nearest))
        return card, resolution

    async def name(self, kind: Kind, typed: str) -> Resolution:
        """What a name means here. Raises NotFoundError, AmbiguousError."""
        resolution = await self.run(self.catalogue.index.resolve, kind, typed, self.allows, self.dictionary)
        if len(resolution.names) != 1:
            raise unclear(kind, resolution)
        return resolution

    async def find(self, request: Request) -> Found:
        """The stories that fit. Raises NotFoundError, AmbiguousError for the request's characters and fandom, where one
        means no one thing; of names in the query the answer says so.
        """
        found = await self.run(self.catalogue.index.find, request, self.allows, self.dictionary)
        kinds = [Kind.CHARACTER for name in request.characters if name.strip()]
        kinds += [Kind.FANDOM] if request.fandom.strip() else []
        for kind, resolution in zip(kinds, found.understood, strict=False):
            if len(resolution.names) != 1:
                raise unclear(kind, resolution)
        return found

    def suggest(self, kind: Kind, typed: str, limit: int = 25) -> list[Suggestion]:
        """Autocomplete, from memory."""
        return self.catalogue.index.suggest(kind, typed, self.allows, limit, self.dictionary, scopes=self.scopes)

    async def names(self) -> LocalNames:
        """Characters and fandoms as this server knows them."""
        return await self.run(self.catalogue.index.names, self.allows, self.dictionary)

    def names_at_once(self) -> LocalNames | None:
        """The same for suggestions; None while nothing is known yet."""
        return self.catalogue.index.names_at_once(self.allows, self.dictionary)

    @property
    def dictionary(self) -> Dictionary:
        """The server's own."""
        return self.catalogue.dictionaries.of(self.place.guild_id)

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call something that goes through all cards: in a thread when they are many."""
        if len(self.catalogue.cards) > LARGE:
            return await asyncio.to_thread(function, *args, **kwargs)
        return function(*args, **kwargs)
