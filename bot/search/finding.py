"""Which stories fit a request: the words first, then filter by filter, each hit with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.corpus.story import Card
from bot.search.aliases import NO_DICTIONARY, Dictionary
from bot.search.entities import Shown
from bot.search.fields import explain
from bot.search.filters import Filter, sift
from bot.search.index import Found, Hit, Request
from bot.search.normalise import fold, without_article
from bot.search.query.meaning import Meanings
from bot.search.query.reading import Reading, read_request
from bot.search.query.saying import corrected, read_out, without
from bot.search.query.sought import Sought
from bot.search.snapshot import Snapshot
from bot.search.weights import in_order
from bot.search.words import MAX_WORDS

_TITLE_FITS = 0.76
_WORDS_FIT = 0.62
_NAMED = 0.98
_TITLE_FIRST = 0.1
"""Between stories that the query fits equally, those whose whole title comes nearest go first."""

_SHORT = 4
"""Letters below which a query is a whole word where it can be one: Sai is not meant to find every sailor."""

_MOST_REASONS = 3

NO_LIKES: Mapping[int, float] = {}

Removed = tuple[tuple[str, int], ...]
_Scored = dict[int, tuple[float, str]]


class Finding:
    """One search, over one snapshot, through one gate. `popularity` is how much readers like stories, by id."""

    def __init__(
        self,
        snapshot: Snapshot,
        shown: Shown,
        dictionary: Dictionary = NO_DICTIONARY,
        popularity: Mapping[int, float] = NO_LIKES,
    ) -> None:
        self._snapshot = snapshot
        self._shown = shown
        self._dictionary = dictionary
        self._names = snapshot.local_names(shown, dictionary)
        self._popularity = popularity

    def find(self, request: Request) -> Found:
        """The stories that fit; `nearest` holds titles only when none does."""
        reading = read_request(request)
        meanings = Meanings(self._snapshot, self._shown, self._names, self._dictionary)
        filters = [Sought(wish, meaning) for wish in reading.query.wishes for meaning in meanings.of(wish)]
        texts = [text for text in dict.fromkeys(fold(text) for text in reading.query.texts) if text]
        scored = self._fitting(texts) if texts else self._all(filters)
        plain = [Filter(each.name, each.keeps) for each in filters]
        cards, removed = sift((self._snapshot.cards[n] for n in scored), plain)
        cards = in_order(cards, scored, reading.sort, self._popularity)
        hits = tuple(self._hit(card, scored, filters) for card in cards)
        found = _told(request, reading, filters, removed)
        return replace(found, hits=hits, nearest=() if hits or not texts else self._near(texts[0], filters))

    def _hit(self, card: Card, scored: _Scored, filters: Sequence[Sought]) -> Hit:
        """With no words to be found by, a story is there because of what the filters found in it."""
        score, why = scored[card.id]
        if not why:
            reasons = (each.meaning.why(card) for each in filters if not each.wish.excluded)
            why = " and ".join(list(dict.fromkeys(filter(None, reasons)))[:_MOST_REASONS])
        return Hit(card, score, why)

    def _near(self, folded: str, filters: Sequence[Sought]) -> tuple[str, ...]:
        """Titles that come close, of stories that would pass the filters: asked for by title, they are found."""
        cards = self._snapshot.cards

        def would_pass(card_id: int) -> bool:
            return self._shown(card_id) and all(each.keeps(cards[card_id]) for each in filters)

        return self._snapshot.titles.near_labels(folded, would_pass)

    def _all(self, filters: Sequence[Sought]) -> _Scored:
        """With no words to fit, how well phrases and titles of filters fit is what tells stories apart."""
        worths = [each.meaning.worth for each in filters if each.meaning.worth and not each.wish.excluded]
        cards = self._snapshot.cards
        return {
            card_id: (sum(worth(cards[card_id]) for worth in worths) / max(1, len(worths)), "")
            for card_id in self._snapshot.order
            if self._shown(card_id)
        }

    def _fitting(self, texts: Sequence[str]) -> _Scored:
        """Shown stories that any of the texts fits, each with its best likeness and why."""
        best: _Scored = {}
        for text in texts:
            for card_id, scored in self._matching_with_aliases(text).items():
                if card_id not in best or scored[0] > best[card_id][0]:
                    best[card_id] = scored
        return best

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


def _told(request: Request, reading: Reading, filters: Sequence[Sought], removed: Removed) -> Found:
    """All that is said beside the stories."""
    meanings = [each.meaning for each in filters]
    return Found(
        removed=removed,
        understood=tuple(meaning.resolution for meaning in meanings if meaning.resolution is not None),
        reading=read_out(reading, filters),
        remarks=(*reading.remarks, *(remark for meaning in meanings for remark in meaning.remarks)),
        left_out=tuple(one for one, each in zip(removed, filters, strict=True) if each.wish.excluded),
        instead=corrected(request, reading, filters),
        less=without(request, [each for each, (_, count) in zip(filters, removed, strict=True) if count]),
    )


def _content(folded: str) -> list[str]:
    return without_article(folded).split()
