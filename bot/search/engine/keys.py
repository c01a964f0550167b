"""KeyIndex: entries of one kind by every spelling, for suggestions while typing."""

from collections.abc import Collection, Iterable
from pathlib import Path
from threading import Lock

from bot.search.engine.base import Base
from bot.search.engine.entries import BY_WORDS, Entry, Near, Visible, shows_all
from bot.search.engine.forms import TITLES, Forms, keys_of
from bot.search.engine.pool import Pool
from bot.search.engine.postings import Postings
from bot.search.engine.stages import Answer, Gate, suggest
from bot.search.engine.store import Store
from bot.search.engine.tail import Tail
from bot.search.engine.typed import Typed


class KeyIndex:
    """Built at once, changed in small steps. With a folder, every change is on disk when `apply` returns.

    Any number of threads may ask while one changes it. Changes are kept beside what was built: when `tail_share` gets
    large, build anew.
    """

    def __init__(self, forms: Forms, base: Base, postings: Postings, store: Store | None) -> None:
        self._forms = forms
        self._pool = Pool(base, Tail(len(base)), postings)
        self._store = store
        self._changing = Lock()

    @staticmethod
    def build(entries: Iterable[Entry], folder: Path | None = None, forms: Forms = TITLES) -> "KeyIndex":
        """All at once; in memory, or in a folder, which is emptied first. Of entries with one id the last counts."""
        by_id = {entry.id: entry for entry in entries}
        keys = [key for entry in by_id.values() for key in keys_of(entry, forms)]
        keys.sort(key=lambda key: (key.text, -key.worth, key.owner, key.number))
        if folder is None:
            return KeyIndex(forms, Base.build(keys), Postings.build(keys, forms), None)
        store = Store.create(folder, forms)
        base = Base.build(keys, store.base)
        index = KeyIndex(forms, base, Postings.build(keys, forms, store.postings), store)
        store.seal(keys=len(keys))
        return index

    @staticmethod
    def open(folder: Path, forms: Forms = TITLES) -> "KeyIndex":
        """One that was built before, with all changes. Raises IndexUnusableError, which says why."""
        store = Store.open(folder, forms)
        with store.explaining():
            index = KeyIndex(forms, Base.open(store.base), Postings.open(store.postings, forms), store)
            index._replay(store)
            store.check(base=len(index._pool.base), living=index._pool.living, indexed=len(index._pool.postings))
        return index

    def __len__(self) -> int:
        """How many spellings it holds."""
        return self._pool.living

    @property
    def tail_share(self) -> float:
        """How much of what was ever put in came after it was built, from 0 to 1."""
        return len(self._pool.tail) / max(1, len(self._pool.tail) + len(self._pool.base))

    def apply(self, put: Iterable[Entry], drop: Iterable[int] = ()) -> None:
        """Forget the entries with the ids in `drop`, add or replace others. In effect, and on disk, when it returns."""
        entries = list({entry.id: entry for entry in put}.values())
        dropped = set(drop)
        if not entries and not dropped:
            return
        with self._changing:
            if self._store:
                self._store.log(entries, dropped)
            self._change(entries, dropped, index=True)
            if self._store:
                self._store.log_done()

    def suggest(
        self,
        typed: str,
        limit: int = 25,
        *,
        scopes: Collection[str] | None = None,
        shown: Visible = shows_all,
    ) -> list[Near]:
        """The entries that what is typed may mean, best first, each once. Any text is a valid query.

        `scopes` restricts what is looked at; `shown` is the exact question about what was found. Neither lets
        anything hidden count.
        """
        query = Typed.of(typed, self._forms)
        if not query.text or limit < 1:
            return []
        gate = Gate(None if scopes is None else frozenset(scopes), shown)
        return [self._near(answer) for answer in suggest(self._pool, self._forms, query, gate, limit)]

    def close(self) -> None:
        """Let go of the folder. The index can still be asked."""
        with self._changing:
            self._pool.postings.close()

    def _near(self, answer: Answer) -> Near:
        number = self._pool.number(answer.slot)
        how = self._forms.main if number == 0 else "alias"
        return Near(answer.owner, answer.score, self._pool.raw(answer.slot), BY_WORDS if answer.by_extra else how)

    def _change(self, entries: Collection[Entry], dropped: Collection[int], *, index: bool) -> None:
        pool = self._pool
        gone = sorted({*dropped, *(entry.id for entry in entries)})
        keys = [key for entry in entries for key in keys_of(entry, self._forms)]
        # Whoever asks meanwhile may meet the new keys in the postings before they are shown.
        slots = pool.hold(keys)
        if index:
            pool.postings.write(zip(slots, keys, strict=True), gone)
        pool.change(slots, gone)

    def _replay(self, store: Store) -> None:
        """All changes since it was built; the last one may not have reached the postings."""
        changes, done = store.changes()
        for number, (entries, dropped) in enumerate(changes):
            self._change(entries, dropped, index=number == len(changes) - 1 and not done)
        if changes and not done:
            store.log_done()
