"""What a wish means in this library, here, to this reader: which stories meet it, and how it is called."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from bot.corpus.story import Card
from bot.search.aliases import Dictionary
from bot.search.entities import Shown
from bot.search.fields import WEIGHTS
from bot.search.fields import Field as Part
from bot.search.index import Kind, Resolution
from bot.search.local_names import LocalNames
from bot.search.lookup import SPELLING
from bot.search.normalise import fold
from bot.search.query.grammar import Field
from bot.search.query.named import KINDS, Names, Reason, either, unquoted
from bot.search.query.terms import Bounds, Term, Wish
from bot.search.query.values import NONE, cut_quote
from bot.search.snapshot import Snapshot

_TITLE_FITS = 0.76
_MOST_NEAR = 3
_PHRASE_IN = frozenset({"title", "author", "character", "relationship", "fandom", "series", "tag", "summary"})
_LEFT_OUT_OF = frozenset({"title", "tag", "character", "relationship", "warning"})
_NOTHING_STATED = frozenset({"none", "no archive warnings apply", "no warnings apply", "no warnings", "n a"})

Keeps = Callable[[Card], bool]


def _no_reason(_card: Card) -> str:
    return ""


def _by_title(_card: Card) -> str:
    return "title"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A term or wish, understood. `name` is what the filter is called, `said` what it reads like in a sentence.

    `why` says of a story by which of its labels it meets it; `worth`, from 0 to 1, is how well, where that varies.
    """

    name: str
    said: str
    keeps: Keeps
    resolution: Resolution | None = None
    why: Reason = _no_reason
    worth: Callable[[Card], float] | None = None
    remarks: tuple[str, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()
    """Labels, and what to write in place of the wish for each."""
    parts: "tuple[Meaning, ...]" = ()
    """All of which it is made up."""


class Meanings:
    """Terms, as one snapshot has them through one gate."""

    def __init__(self, snapshot: Snapshot, shown: Shown, local: LocalNames, dictionary: Dictionary) -> None:
        self._snapshot = snapshot
        self._shown = shown
        self._local = local
        self._dictionary = dictionary
        self._names = Names(snapshot, shown, local)

    def of(self, wish: Wish) -> tuple[Meaning, ...]:
        """The meaning of all its terms together; of a ship name, that of each of its people, all of whom are meant."""
        each = [self._term(term, wish) for term in wish.terms]
        if len(each) > 1:
            return (_any(each),)
        return (each[0],) if wish.excluded or not each[0].parts else each[0].parts

    def _term(self, term: Term, wish: Wish) -> Meaning:
        value = term.value
        if isinstance(value, Bounds):
            return _measured(term, value)
        if isinstance(value, frozenset):
            return _chosen(term, value)
        if term.field is Field.ANYWHERE:
            return self._left_out(value) if wish.excluded else self._phrase(value)
        if term.field is Field.TITLE:
            return self._title(value, exactly=wish.excluded)
        if term.field is Field.WARNING and fold(value) == NONE:
            return Meaning("no warnings stated", "no warnings stated", _states_no_warning)
        return self._named(term, value, wish)

    def _named(self, term: Term, typed: str, wish: Wish) -> Meaning:
        kind, named = KINDS[term.field], self._names.take(term.field, typed)
        # Of these the library itself asks which one is meant.
        asked = bool(wish.option) and kind in {Kind.CHARACTER, Kind.FANDOM}
        whole = replace(
            _one(kind, named.called, named.card_ids, named.why),
            resolution=named.resolution,
            remarks=() if asked else named.doubts,
            instead=() if asked else named.instead,
        )
        if len(named.parts) == 1:
            return whole
        (first, card_ids), *others = named.parts
        alike = replace(whole, name=f"{kind} {first}", said=_said(kind, first), keeps=_among(card_ids))
        return replace(whole, parts=(alike, *(_one(kind, name, ids, named.why) for name, ids in others)))

    def _phrase(self, typed: str) -> Meaning:
        folded = f" {fold(typed)} "
        parts = self._snapshot.fields
        found: dict[int, Part | None] = {}

        def standing(card: Card) -> Part | None:
            if card.id not in found:
                having = (part for part in parts[card.id] if part.kind in _PHRASE_IN and folded in part.padded)
                found[card.id] = next(having, None)
            return found[card.id]

        def why(card: Card) -> str:
            part = standing(card)
            return part.phrase if part else ""

        def worth(card: Card) -> float:
            part = standing(card)
            return WEIGHTS[part.kind] if part else 0.0

        name = f'phrase "{cut_quote(typed)}"'
        return Meaning(name, f"the {name}", lambda card: standing(card) is not None, why=why, worth=worth)

    def _left_out(self, typed: str) -> Meaning:
        """Exactly these words side by side; a whole name also in another spelling, and what an alias stands for."""
        padded = f" {fold(typed)} "
        parts = self._snapshot.fields
        card_ids = self._called(typed)

        def has(card: Card) -> bool:
            return card.id in card_ids or any(
                part.kind in _LEFT_OUT_OF and padded in part.padded for part in parts[card.id]
            )

        said = cut_quote(typed)
        if any(map(self._shown, card_ids)) or self._occurs(typed, has):
            return Meaning(said, said, has)
        near = self._snapshot.carried[Kind.TAG].nearest(typed, self._shown)[:_MOST_NEAR]
        meant = f" Did you mean {either(near)}?" if near else ""
        remark = f'Nothing here has "{said}" as a tag, character, pairing or warning or in its title.{meant}'
        return Meaning(said, said, has, remarks=(remark,), instead=tuple((tag, f'"{unquoted(tag)}"') for tag in near))

    def _occurs(self, typed: str, has: Keeps) -> bool:
        """Whether any shown story has it."""
        snapshot = self._snapshot
        first = next(iter(fold(typed).split()), "")
        holding = (snapshot.order[n] for n in snapshot.words.holders(first))
        warned = (one.card_ids for one in snapshot.carried[Kind.WARNING].meant(typed, self._shown))
        numbers = chain(holding, chain.from_iterable(warned))
        return any(self._shown(card_id) and has(snapshot.cards[card_id]) for card_id in numbers)

    def _called(self, typed: str) -> frozenset[int]:
        """The stories with whom a whole name, or what an alias of the server, stands for."""
        alias = self._dictionary.exactly(typed) if ":" not in typed else None
        card_ids = frozenset(self._local.by_alias(alias)) if alias else frozenset[int]()
        if self._local.tags(typed):
            card_ids |= self._names.take(Field.TAG, typed).card_ids
        if " " in fold(typed):
            characters = self._snapshot.names[Kind.CHARACTER].meant(typed, self._shown, SPELLING * 2)
            card_ids = card_ids.union(*(entity.card_ids for entity in characters))
        return card_ids

    def _title(self, typed: str, *, exactly: bool) -> Meaning:
        padded = f" {fold(typed)} "
        likeness: dict[int, float] = {}
        if not exactly:
            scores = self._snapshot.titles.score(fold(typed))
            near = np.flatnonzero(scores >= _TITLE_FITS).tolist()
            likeness = {self._snapshot.order[n]: float(scores[n]) for n in near}

        def has(card: Card) -> bool:
            return card.id in likeness or padded in f" {fold(card.title.value)} "

        name = f'title "{cut_quote(typed)}"'
        return Meaning(name, name, has, why=_by_title, worth=lambda card: likeness.get(card.id, _TITLE_FITS))


_SAID = {Kind.CHARACTER: "with {name}", Kind.AUTHOR: "by {name}", Kind.LANGUAGE: "in {name}"}


def _said(kind: Kind, name: str) -> str:
    return _SAID.get(kind, "{kind} {name}").format(kind=kind, name=name)


def _one(kind: Kind, name: str, card_ids: frozenset[int], why: Reason) -> Meaning:
    return Meaning(f"{kind} {name}", _said(kind, name), _among(card_ids), why=why)


def _among(card_ids: frozenset[int]) -> Keeps:
    return lambda card: card.id in card_ids


def _any(each: Sequence[Meaning]) -> Meaning:
    def keeps(card: Card) -> bool:
        return any(one.keeps(card) for one in each)

    def why(card: Card) -> str:
        return next(filter(None, (one.why(card) for one in each if one.keeps(card))), "")

    resolutions = [one.resolution for one in each if one.resolution]
    remarks = tuple(remark for one in each for remark in one.remarks)
    only = resolutions[0] if len(resolutions) == 1 else None
    return Meaning(
        either([one.name for one in each]), either([one.said for one in each]), keeps, only, why, remarks=remarks
    )


def _measured(term: Term, bounds: Bounds) -> Meaning:
    def keeps(card: Card) -> bool:
        number = _number(card, term.field)
        return number is not None and bounds.holds(number)

    return Meaning(term.said, term.said, keeps)


def _number(card: Card, measured: Field) -> int | None:
    if measured is Field.WORDS:
        return card.words
    if measured is Field.CHAPTERS:
        return card.chapters
    day = (card.updated or card.published) if measured is Field.UPDATED else card.published
    return day.value.toordinal() if day else None


def _chosen(term: Term, values: frozenset[str]) -> Meaning:
    if term.field is Field.RATING:
        return Meaning(f"rating {term.said}", f"rated {term.said}", lambda card: card.rating.value in values)
    return Meaning(term.said, term.said, lambda card: card.status is not None and card.status.value in values)


def _states_no_warning(card: Card) -> bool:
    return all(fold(warning.value) in _NOTHING_STATED for warning in card.warnings)
