"""Aliases: the door to a server's own dictionary of names. What is decided holds in the server where it's decided."""

from dataclasses import replace

from rapidfuzz import fuzz, process

from bot.errors import NotFoundError, RefusedError
from bot.library.actor import Actor
from bot.library.aliases.answers import About, AddedAlias, AliasPage, Decided, Line, ruling_label
from bot.library.aliases.deciding import joining, people_of, person_of, splitting
from bot.library.aliases.dictionaries import forget_alias, forget_ruling, write_alias, write_ruling
from bot.library.aliases.meaning import checked, doubts_about, understood
from bot.library.backroom import Backroom
from bot.library.desk import Desk
from bot.library.history import Action, record
from bot.library.place import Place, Reader
from bot.library.rights import require_moderator
from bot.library.wording import listed, quoted, unclear
from bot.search.aliases import Alias, Dictionary, Ruling, Verdict
from bot.search.index import Kind
from bot.search.local_names import LocalNames
from bot.search.normalise import fold

MOST = 2000
"""Aliases of one server."""
MOST_RULINGS = 500
NOT_NAMED = "not named here"
"""Stands in the history, which may be posted in any channel, for what only age-restricted channels show."""
_NEAREST = 5
_VERDICTS = {Verdict.ONE: "one person", Verdict.TWO: "two people"}


class Aliases:
    """All methods raise NotAllowedError for others than moderators, and RefusedError with what can be done instead.

    What may not be shown at a place isn't named there, to moderators either.
    """

    def __init__(self, back: Backroom) -> None:
        self._back = back

    async def refresh(self) -> None:
        """Take in what was changed since, by whatever process."""
        async with self._back.database.read() as connection:
            await self._back.catalogue.dictionaries.refresh(connection)

    def dictionary(self, guild_id: int | None) -> Dictionary:
        """A server's own, from memory."""
        return self._back.catalogue.dictionaries.of(guild_id)

    async def add(self, actor: Actor, text: str, means: str, place: Place, *, sure: bool = False) -> AddedAlias:
        """Let a name stand for a character, a relationship ("A / B") or a fandom. While there are doubts and nobody is
        sure, nothing is added yet. Raises NotFoundError, AmbiguousError when what it shall mean isn't one thing.
        """
        guild_id, text = _server(actor), checked(text)
        desk = await self._desk(actor, place)
        names = await desk.names()
        alias, taken = understood(names, text, means.strip())
        known = self.dictionary(guild_id).aliases
        before = known.get(alias.key)
        if before is None and len(known) >= MOST:
            raise RefusedError(f"This server has {MOST:,} aliases, the most there can be. Remove one first.")
        old = names.meaning_of(before) if before else ""
        stories = sum(card is not None for card in map(desk.card, taken.card_ids))
        doubts = doubts_about(names.without(alias.key), alias, before, old)
        added = AddedAlias(alias, taken.resolution.names[0], stories, doubts, old)
        if doubts and not sure:
            return added
        told = {alias.text: self._told(place, alias)}
        async with self._back.database.write() as connection:
            await write_alias(connection, actor, guild_id, alias)
            was = {alias.text: self._told(place, before)} if before else None
            await record(connection, actor, Action.ALIAS, before=was, after=told)
        await self.refresh()
        return replace(added, doubts=())

    async def remove(self, actor: Actor, typed: str, place: Place) -> str:
        """Forget an alias, or take back a decision ("Hawks = Keigo Takami"); what it was, as it's listed.

        Raises NotFoundError with what comes close.
        """
        guild_id, dictionary = _server(actor), self.dictionary(actor.guild_id)
        names = await (await self._desk(actor, place)).names()
        found = dictionary.exactly(typed) or _ruling(dictionary, names, typed)
        if found is None:
            raise _not_there(typed, _removable(dictionary, names))
        async with self._back.database.write() as connection:
            if isinstance(found, Alias):
                if await forget_alias(connection, guild_id, found.key):
                    before = {found.text: self._told(place, found)}
                    await record(connection, actor, Action.UNALIAS, before=before)
            elif await forget_ruling(connection, guild_id, found.key):
                before = {"names": self._told_names(place, found)}
                await record(connection, actor, Action.UNRULE, before=before)
        await self.refresh()
        return found.text if isinstance(found, Alias) else ruling_label(found)

    async def join(self, actor: Actor, one: str, other: str, place: Place) -> Decided:
        """Say that two names are one person. Raises NotFoundError, AmbiguousError for a name that isn't one's."""
        guild_id = _server(actor)
        ruling, together = joining(await (await self._desk(actor, place)).names(), one, other)
        return replace(await self._decide(actor, guild_id, ruling, place), together=together)

    async def split(self, actor: Actor, one: str, other: str, place: Place) -> Decided:
        """Say that two spellings of one person are two people's. Raises NotFoundError, AmbiguousError."""
        guild_id = _server(actor)
        names = await (await self._desk(actor, place)).names()
        return await self._decide(actor, guild_id, splitting(names, self.dictionary(guild_id), one, other), place)

    async def page(self, actor: Actor, place: Place, first: int = 0, size: int = 20) -> AliasPage:
        """A page of the server's dictionary."""
        dictionary = self.dictionary(_server(actor))
        names = await (await self._desk(actor, place)).names()
        aliases = sorted(dictionary.aliases.values(), key=lambda alias: alias.key)
        shown = [ruling for ruling in dictionary.rulings if _may_name(names, ruling)]
        total = len(aliases) + len(shown)
        first = max(0, min(first, total - 1) // size * size)
        lines = [Line(alias.text, names.meaning_of(alias)) for alias in aliases[first : first + size]]
        ruled = shown[max(0, first - len(aliases)) : max(0, first + size - len(aliases))]
        lines += [Line(ruling_label(ruling), _VERDICTS[ruling.verdict]) for ruling in ruled]
        return AliasPage(tuple(lines), first, total, len(dictionary.rulings) - len(shown))

    async def about(self, actor: Actor, typed: str, place: Place) -> About:
        """A character's spellings, aliases, and decisions. Raises NotFoundError, AmbiguousError."""
        dictionary = self.dictionary(_server(actor))
        names = await (await self._desk(actor, place)).names()
        taken = names.take(Kind.CHARACTER, typed)
        if len(taken.resolution.names) != 1:
            raise unclear(Kind.CHARACTER, taken.resolution)
        people = [entity for wish in taken.wishes for entity in wish.entities]
        aliases = [alias for alias in dictionary.aliases.values() if names.stands_for(alias, people)]
        rulings = [ruling for ruling in dictionary.rulings if any(names.spelt(name) in people for name in ruling.names)]
        return About(
            tuple(person_of(names, entity) for entity in people),
            tuple(filter(None, map(names.label_of, aliases))),
            tuple(ruling_label(ruling) for ruling in rulings if _may_name(names, ruling)),
        )

    def suggest(self, actor: Actor, typed: str, place: Place, limit: int = 25) -> list[str]:
        """Autocomplete of all that `remove` can take; nothing for others than moderators."""
        names = self._names_at_once(actor, place)
        return _nearest(typed, _removable(self.dictionary(actor.guild_id), names), limit) if names else []

    def suggest_spellings(self, actor: Actor, one: str, typed: str, place: Place, limit: int = 25) -> list[str]:
        """Autocomplete of the other spellings of somebody, for `split`."""
        names = self._names_at_once(actor, place)
        if names is None or not one.strip():
            return []
        found = names.called(Kind.CHARACTER, one)
        spellings = [spelling.text for entity in found for spelling in names.spellings(entity)]
        return _nearest(typed, [text for text in spellings if fold(text) != fold(one)], limit)

    def _names_at_once(self, actor: Actor, place: Place) -> LocalNames | None:
        return self._back.at(place, Reader(actor.user_id)).names_at_once() if actor.moderator else None

    async def _desk(self, actor: Actor, place: Place) -> Desk:
        return await self._back.desk(place, Reader(actor.user_id))

    async def _decide(self, actor: Actor, guild_id: int, ruling: Ruling, place: Place) -> Decided:
        if len(self.dictionary(guild_id).rulings) >= MOST_RULINGS:
            raise RefusedError(
                f"This server has {MOST_RULINGS:,} decisions, the most there can be. Take one back first."
            )
        action = Action.JOIN if ruling.verdict is Verdict.ONE else Action.SPLIT
        async with self._back.database.write() as connection:
            await write_ruling(connection, actor, guild_id, ruling)
            await record(connection, actor, action, after={"names": self._told_names(place, ruling)})
        await self.refresh()
        names = await (await self._desk(actor, place)).names()
        return Decided(ruling, people_of(names, ruling))

    def _told(self, place: Place, alias: Alias) -> str:
        """What an alias stands for, as the history may say it in any channel of the server."""
        return self._in_any_channel(place).meaning_of(alias) or NOT_NAMED

    def _told_names(self, place: Place, ruling: Ruling) -> list[str]:
        names = self._in_any_channel(place)
        return [name.text if names.spelt(name) else NOT_NAMED for name in ruling.names]

    def _in_any_channel(self, place: Place) -> LocalNames:
        anywhere = Place(place.guild_id, None, restricted=False)
        catalogue = self._back.catalogue
        return catalogue.index.names(
            Desk(catalogue, anywhere, Reader()).allows, catalogue.dictionaries.of(place.guild_id)
        )


def _server(actor: Actor) -> int:
    require_moderator(actor)
    if actor.guild_id is None:
        raise RefusedError("A dictionary of names is a server's: change it there.")
    return actor.guild_id


def _may_name(names: LocalNames, ruling: Ruling) -> bool:
    return all(names.spelt(name) is not None for name in ruling.names)


def _removable(dictionary: Dictionary, names: LocalNames) -> list[str]:
    aliases = sorted(alias.text for alias in dictionary.aliases.values())
    return [*aliases, *(ruling_label(ruling) for ruling in dictionary.rulings if _may_name(names, ruling))]


def _ruling(dictionary: Dictionary, names: LocalNames, typed: str) -> Ruling | None:
    """The decision that is listed so."""
    labels = {ruling_label(one).casefold(): one for one in dictionary.rulings if _may_name(names, one)}
    return labels.get(" ".join(typed.casefold().split()))


def _nearest(typed: str, texts: list[str], limit: int) -> list[str]:
    """Those that hold what's typed, then those that come near; all, while nothing is typed."""
    if not typed.strip():
        return texts[:limit]
    folded = fold(typed)
    holding = [text for text in texts if folded in fold(text)]
    near = process.extract(typed, texts, scorer=fuzz.ratio, processor=fold, limit=limit, score_cutoff=50)
    return list(dict.fromkeys([*holding, *(text for text, _, _ in near)]))[:limit]


def _not_there(typed: str, texts: list[str]) -> NotFoundError:
    nearest = _nearest(typed, texts, _NEAREST)
    sentence = f"No alias and no decision on names is called {quoted(typed)} in this server."
    if nearest:
        sentence += f" Did you mean {listed([quoted(text) for text in nearest])}?"
    else:
        sentence += " /alias list shows all." if texts else " There are none."
    return NotFoundError(sentence, nearest, typed=typed)
