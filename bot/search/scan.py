"""ScanIndex: search by going through all cards, folded once. For libraries up to some ten thousand stories."""

import time
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import reduce
from threading import Lock, Thread

from bot.corpus.people.recognising import Known
from bot.corpus.story import Card
from bot.errors import IndexUnusableError
from bot.search.aliases import NO_DICTIONARY, Dictionary
from bot.search.engine.keys import KeyIndex
from bot.search.engine.soundness import explaining
from bot.search.entities import Shown, shown_by
from bot.search.fields import Field, fields_of
from bot.search.finding import Finding
from bot.search.index import Allowed, Found, Kind, Request, Resolution, Suggestion
from bot.search.labels import title_labels
from bot.search.local_names import LocalNames
from bot.search.merging import merge_found, merge_resolutions, merge_suggestions
from bot.search.query.reading import read_request
from bot.search.snapshot import Snapshot
from bot.search.title_keys import TitleKeys
from bot.search.titles import newest_first

LARGE = 250
"""Stories from which on a snapshot takes long enough to build that no suggestion may wait for it."""


FEW = 200
"""Stories that may have changed since a snapshot before one of everything is worth waiting for."""
QUIET_SECONDS, LONGEST_SECONDS = 2.0, 30.0
"""A new snapshot of everything is built when nothing has changed for so long, or when changes go on for so long."""


@dataclass(frozen=True, slots=True)
class _View:
    """A snapshot without the stories that have changed since."""

    snapshot: Snapshot
    changed: frozenset[int] = frozenset()

    def shown(self, allowed: Allowed) -> Shown:
        """The gate for what counts here."""
        return shown_by(self.snapshot.cards, lambda card: card.id not in self.changed and allowed(card))


class ScanIndex:
    """The Index that needs no file. Questions see one snapshot, built when first asked after a change.

    Over a large library they see the last one, less what has changed since, and a small one of what has; the next one
    of everything is built in a thread when changes have come to an end.
    """

    def __init__(self) -> None:
        self._fields: dict[int, tuple[Field, ...]] = {}
        self._cards: dict[int, Card] = {}
        self._changes = 0
        self._snapshot: Snapshot | None = None
        self._built = -1
        """How many changes the snapshot has seen."""
        self._since: dict[int, int] = {}
        """Stories that have changed since the snapshot, each with the number of its last change."""
        self._few_changed: list[_View] = []
        """The snapshot without those, and one of those of them that are there; made when first asked for."""
        self._waiting = False
        """Whether a thread is about to build a snapshot."""
        self.popularity: Mapping[int, float] = {}
        """How much readers like each story, by id, from 0 on; what isn't named is 0. Replaced, never changed."""
        self._titles: TitleKeys | None = None
        self.damage: IndexUnusableError | None = None
        """Why the index of titles was put away, if it was; then titles are found without one."""
        self._changing = Lock()
        self._building = Lock()

    def apply(self, put: Iterable[Card], drop: Iterable[int] = ()) -> None:
        """Add or replace cards, and forget those with the ids in `drop`."""
        prepared = {card.id: (card, fields_of(card)) for card in put}
        dropped = set(drop)
        with self._changing:
            for card_id in dropped:
                self._cards.pop(card_id, None)
                self._fields.pop(card_id, None)
            for card_id, (card, fields) in prepared.items():
                self._cards[card_id] = card
                self._fields[card_id] = fields
            self._changes += 1
            self._since |= dict.fromkeys((*dropped, *prepared), self._changes)
            self._few_changed = []
            if self._titles is not None:
                self._titles.change((card for card, _ in prepared.values()), dropped - prepared.keys())

    def prepare(self) -> None:
        """Build what questions need. It takes seconds for some ten thousand stories, unless only a few of them have
        changed, so call it in a thread.
        """
        self._views()

    def use_titles(self, keys: KeyIndex, known: Mapping[int, Card]) -> None:
        """Find titles by this index from now on; it knows these cards, as they are. Goes through all cards."""
        with self._changing:
            changed = [card for card_id, card in self._cards.items() if known.get(card_id) is not card]
            self._titles, self.damage = TitleKeys(keys, changed), None

    def titles_told(self, cards: Iterable[Card]) -> None:
        """The index of titles in use knows these cards too, as they are."""
        if self._titles is not None:
            self._titles.told(cards)

    def suggest(
        self,
        kind: Kind,
        typed: str,
        allowed: Allowed,
        limit: int = 25,
        dictionary: Dictionary = NO_DICTIONARY,
        *,
        scopes: Collection[str] | None = None,
    ) -> list[Suggestion]:
        """What the reader may mean so far, best first; with nothing typed, the names with the most stories.

        `scopes` are those of all stories that the gate may allow there (bot.search.scopes), so that others needn't be
        looked at.
        """
        if kind is Kind.TITLE and self._titles is not None and typed.strip():
            with self._trusting():
                return self._titles.suggest(typed, self._cards, shown_by(self._cards, allowed), limit, scopes)
        offered: list[list[Suggestion]] = []
        for snapshot in self._views_at_once():
            shown = self._still_shown(snapshot, allowed)
            if kind is Kind.TITLE:
                offered.append(snapshot.titles.suggest(typed, shown, limit))
            else:
                offered.append(snapshot.local_names(shown, dictionary).suggest(kind, typed, limit))
        if kind is Kind.TITLE and not typed.strip() and len(offered) > 1:
            ids = (one.story_id or 0 for each in offered for one in each)
            newest = sorted((self._cards[card_id] for card_id in ids if card_id in self._cards), key=newest_first)
            labels = title_labels(newest[:limit])
            return [Suggestion(kind, label, card.id) for label, card in zip(labels, newest, strict=False)]
        return reduce(lambda known, fresh: merge_suggestions(typed, known, fresh, limit), offered) if offered else []

    def resolve(self, kind: Kind, typed: str, allowed: Allowed, dictionary: Dictionary = NO_DICTIONARY) -> Resolution:
        """What a finished name means: both orders of a name and both romanisations are the same."""
        if kind is Kind.TITLE and self._titles is not None:
            with self._trusting():
                return self._titles.resolve(typed, self._cards, shown_by(self._cards, allowed))
        views = self._views()
        known, *fresh = (_resolution(view, allowed, dictionary, kind, typed) for view in views)
        if not fresh:
            return known
        same = _sameness(views[0], allowed, dictionary)
        return merge_resolutions(known, fresh[0], lambda name: same(replace(known, kind=kind), name))

    def find(self, request: Request, allowed: Allowed, dictionary: Dictionary = NO_DICTIONARY) -> Found:
        """The stories that fit a request."""
        views = self._views()
        known, *fresh = (
            Finding(view.snapshot, view.shown(allowed), dictionary, self.popularity).find(request) for view in views
        )
        if not fresh:
            return known
        same = _sameness(views[0], allowed, dictionary)
        return merge_found(known, fresh[0], read_request(request).sort, self.popularity, same)

    def names(self, allowed: Allowed, dictionary: Dictionary = NO_DICTIONARY) -> LocalNames:
        """Characters and fandoms as a server knows them, at this moment."""
        snapshot = self._current()
        return snapshot.local_names(shown_by(snapshot.cards, allowed), dictionary)

    def names_at_once(self, allowed: Allowed, dictionary: Dictionary = NO_DICTIONARY) -> LocalNames | None:
        """The same for suggestions: as far as it's known by now."""
        snapshot = self._at_once()
        return snapshot and snapshot.local_names(self._still_shown(snapshot, allowed), dictionary)

    def known_name(self, spelling: str) -> tuple[Known, ...]:
        """The stated characters who go by a name: by any spelling of the full one, or by a part of 4 letters or more.

        For finding characters in stories that list none.
        """
        found = (view.snapshot.known_names.find(spelling) for view in self._views())
        return next(filter(None, found), ())

    @contextmanager
    def _trusting(self) -> Generator[None]:
        """An index of titles that can't answer is put away, and the question answered without it."""
        try:
            with explaining():
                yield
        except IndexUnusableError as error:
            self._titles, self.damage = None, error

    def _at_once(self) -> Snapshot | None:
        """The present snapshot if that takes no time, else the last one, which may be none."""
        views = self._views_at_once()
        return views[0] if views else None

    def _views_at_once(self) -> list[Snapshot]:
        """All that is known and takes no time; nothing while the first snapshot of a large library is built."""
        if self._built == self._changes or len(self._cards) < LARGE:
            return [self._current()]
        few = self._few()
        if few:
            return [view.snapshot for view in few]
        self._build_soon()
        return [self._snapshot] if self._snapshot else []

    def _views(self) -> list[_View]:
        """One snapshot of everything; or the last one, and beside it one of the few stories that have changed since."""
        return self._few() or [_View(self._current())]

    def _few(self) -> list[_View]:
        with self._changing:
            if self._snapshot is None or self._built == self._changes:
                return []
            if len(self._cards) < LARGE or len(self._since) > FEW:
                return []
            if not self._few_changed:
                changed = {card_id: self._cards[card_id] for card_id in self._since if card_id in self._cards}
                fresh = Snapshot(changed, {card_id: self._fields[card_id] for card_id in changed})
                self._few_changed = [_View(self._snapshot, frozenset(self._since)), _View(fresh)]
            views = self._few_changed
        self._build_soon()
        return views

    def _build_soon(self) -> None:
        """In a thread, when changes have come to an end."""
        with self._changing:
            if self._waiting:
                return
            self._waiting = True
        Thread(target=self._build_when_quiet, name="search snapshot", daemon=True).start()

    def _build_when_quiet(self) -> None:
        started = time.monotonic()
        seen = -1
        while self._snapshot is not None and seen != self._changes and time.monotonic() - started < LONGEST_SECONDS:
            seen = self._changes
            time.sleep(QUIET_SECONDS)
        with self._changing:
            self._waiting = False
        self._current()

    def _still_shown(self, snapshot: Snapshot, allowed: Allowed) -> Shown:
        """What has changed since the snapshot must not be offered as it was: it may be hidden by now."""
        return shown_by(snapshot.cards, lambda card: self._cards.get(card.id) is card and allowed(card))

    def _current(self) -> Snapshot:
        with self._building:
            if self._snapshot is None or self._built != self._changes:
                with self._changing:
                    cards, fields, changes = dict(self._cards), dict(self._fields), self._changes
                snapshot = Snapshot(cards, fields)
                if len(cards) >= LARGE:
                    snapshot.build()
                with self._changing:
                    self._snapshot, self._built, self._few_changed = snapshot, changes, []
                    self._since = {card_id: number for card_id, number in self._since.items() if number > changes}
            return self._snapshot


def _resolution(view: _View, allowed: Allowed, dictionary: Dictionary, kind: Kind, typed: str) -> Resolution:
    snapshot, shown = view.snapshot, view.shown(allowed)
    if kind is Kind.TITLE:
        return snapshot.titles.resolve(typed, shown)
    if kind in snapshot.carried:
        return snapshot.carried[kind].resolve(typed, shown)
    return snapshot.local_names(shown, dictionary).resolve(kind, typed)


def _sameness(view: _View, allowed: Allowed, dictionary: Dictionary) -> Callable[[Resolution, str], bool]:
    """Whether a name means in that view whom a resolution means."""

    def is_same(resolution: Resolution, name: str) -> bool:
        if resolution.kind is None:
            return False
        meant = _resolution(view, allowed, dictionary, resolution.kind, name).names
        return bool(meant) and set(meant) <= set(resolution.names)

    return is_same
