"""Which stories fit a request: the query first, then filter by filter, each hit with its reason."""

from collections.abc import Mapping, Sequence

import numpy as np

from bot.search.aliases import NO_DICTIONARY, Dictionary
from bot.search.entities import Shown
from bot.search.fields import explain
from bot.search.filters import Filter, fact_filters, named_filter, sift
from bot.search.index import Found, Hit, Kind, Request, Resolution
from bot.search.normalise import fold, without_article
from bot.search.snapshot import Snapshot
from bot.search.titles import newest_first
from bot.search.words import MAX_WORDS

_TITLE_FITS = 0.76
_WORDS_FIT = 0.62
_NAMED = 0.98
_TITLE_FIRST = 0.1
"""Between stories that the query fits equally, those whose whole title comes nearest go first."""

_SHORT = 4
"""Letters below which a query is a whole word where it can be one: Sai is not meant to find every sailor."""

_Scored = dict[int, tuple[float, str]]


class Finding:
    """One search, over one snapshot, through one gate."""

    def __init__(self, snapshot: Snapshot, shown: Shown, dictionary: Dictionary = NO_DICTIONARY) -> None:
        self._snapshot = snapshot
        self._shown = shown
        self._names = snapshot.local_names(shown, dictionary)

    def find(self, request: Request) -> Found:
        """The stories that fit; `nearest` holds titles only when none does."""
        named, understood = self._named(request)
        filters = [*named, *fact_filters(request)]
        folded = fold(request.query)
        scored = self._matching_with_aliases(folded) if folded else self._all()
        cards, removed = sift((self._snapshot.cards[n] for n in scored), filters)
        cards.sort(key=lambda card: (-round(scored[card.id][0], 2), *newest_first(card), card.title.value))
        hits = tuple(Hit(card, *scored[card.id]) for card in cards)
        return Found(hits, removed, understood, () if hits or not folded else self._near(folded, filters))

    def _near(self, folded: str, filters: Sequence[Filter]) -> tuple[str, ...]:
        """Titles that come close, of stories that would pass the filters: asked for by title, they are found."""
        cards = self._snapshot.cards

        def would_pass(card_id: int) -> bool:
            return self._shown(card_id) and all(each.keeps(cards[card_id]) for each in filters)

        return self._snapshot.titles.near_labels(folded, would_pass)

    def _named(self, request: Request) -> tuple[list[Filter], tuple[Resolution, ...]]:
        """Filters for the names asked for, and how each was taken. A tie stands for all who fit."""
        wishes = [(Kind.CHARACTER, name) for name in request.characters]
        wishes += [(Kind.FANDOM, request.fandom)] if request.fandom else []
        filters: list[Filter] = []
        understood: list[Resolution] = []
        for kind, typed in wishes:
            taken = self._names.take(kind, typed)
            filters += (named_filter(kind, wish.name, wish.card_ids) for wish in taken.wishes)
            understood.append(taken.resolution)
        return filters, tuple(understood)

    def _all(self) -> _Scored:
        return {card_id: (0.0, "") for card_id in self._snapshot.order if self._shown(card_id)}

    def _matching_with_aliases(self, folded: str) -> _Scored:
        """Stories that the query fits as it is, or without its aliases, and then what these stand for."""
        scored = self._matching(folded)
        rest, named = self._names.within(folded)
        if named:
            for card_id, (score, why) in self._matching(rest).items():
                if card_id in named and score >= scored.get(card_id, (0.0, ""))[0]:
                    scored[card_id] = (score, f"{named[card_id]} and {why}")
        return scored

    def _matching(self, folded: str) -> _Scored:
        """Shown stories that the query fits, each with its likeness and why."""
        snapshot = self._snapshot
        titles = snapshot.titles.score(folded)
        typed = _content(folded)
        certain = {word for word in typed[:MAX_WORDS] if self._is_held(word)}
        words = snapshot.words.cover(typed, unfinished=typed[-1] not in certain, certain=certain)
        named = self._names.whole(folded)
        fits = words.scores >= _WORDS_FIT
        if len(folded) >= _SHORT or not (named or any(self._shown(snapshot.order[n]) for n in np.flatnonzero(fits))):
            fits |= titles >= _TITLE_FITS
        scored: _Scored = {}
        for n, card_id in enumerate(snapshot.order):
            if not (fits[n] or card_id in named) or not self._shown(card_id):
                continue
            title, word = float(titles[n]), float(words.scores[n])
            score = max(title, word, _NAMED if card_id in named else 0.0)
            scored[card_id] = (score + _TITLE_FIRST * title, self._why(card_id, title >= score, named, words.taken_for))
        return scored

    def _is_held(self, word: str) -> bool:
        """Whether a shown story has the word just so: then it is no typo for another."""
        return any(self._shown(self._snapshot.order[n]) for n in self._snapshot.words.holders(word))

    def _why(
        self, card_id: int, by_title: bool, named: Mapping[int, str], taken_for: Mapping[str, Mapping[str, float]]
    ) -> str:
        if by_title:
            return "title"
        return named.get(card_id) or explain(self._snapshot.fields[card_id], taken_for) or "title"


def _content(folded: str) -> list[str]:
    return without_article(folded).split()
