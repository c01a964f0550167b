"""A query box's text -> Query. Any text at all has a meaning; what could not be taken as written is said in remarks."""

from dataclasses import replace
from itertools import product

from bot.search.query.grammar import ALL_MUST, CHOSEN, DATES, NAMES, NUMBERS, SORT_NAMES, Field, near_name
from bot.search.query.lexing import BARS, MINUS, OR, Piece, Token, tokens
from bot.search.query.terms import Correction, Query, Sort, Term, Wish
from bot.search.query.values import MistakeError, as_one, cut_quote, read_sort, read_term

MAX_WISHES = 40
"""Filters that count: more than anybody types, fewer than a pasted page has."""
MAX_REMARKS = 8
_MOST_TEXTS = 8
"""Ways to read the words when bars stand between them."""

_Slot = tuple[str, ...]
"""Words of which any will do; an empty one says that it may be missing."""


def parse(text: str) -> Query:
    """What a query means. Never fails, whatever the text is."""
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._slots: list[_Slot] = []
        self._with_phrases: list[str] = []
        """The words with those of phrases between them, as in a title that has quotation marks."""
        self._wishes: list[Wish] = []
        self._sort: Sort | None = None
        self._remarks: list[str] = []
        self._corrections: list[Correction] = []
        self._last = ""
        """What the token before was: "word", "wish" or nothing that can be joined to the next."""
        self._bar = False

    def parse(self) -> Query:
        """Token by token; a bar, or OR between filters, joins what stands on both sides."""
        ahead = _with_second_words(list(tokens(self._text)))
        for place, token in enumerate(ahead):
            following = ahead[place + 1] if place + 1 < len(ahead) else None
            if following is not None and self._is_bar(token, following):
                self._bar = True
                continue
            before = self._last
            self._last = self._take(token)
            if self._bar:
                self._join(before)
                self._bar = False
        slots = self._counted()
        texts = _texts(slots)
        whole = " ".join(self._with_phrases)
        is_one_title = bool(texts) and not any(len(list(filter(None, slot))) > 1 for slot in slots)
        return Query(
            tuple(dict.fromkeys((whole, *texts))) if is_one_title else texts,
            _texts([tuple(filter(None, slot)) for slot in slots]),
            tuple(self._wishes),
            self._sort,
            tuple(dict.fromkeys(self._remarks))[:MAX_REMARKS],
            tuple(self._corrections),
        )

    def _is_bar(self, token: Token, following: Token) -> bool:
        """ "or" joins filters and phrases only: Trick or Treat is a title."""
        if token.raw in BARS:
            return bool(self._last)
        return token.raw in OR and self._last == "wish" and bool(following.name or following.quoted)

    def _take(self, token: Token) -> str:
        if token.unclosed:
            self._remark(f"A quotation mark is not closed: {cut_quote(token.raw + self._text[token.end :])}")
        if token.apart:
            return self._apart(token)
        if token.name in SORT_NAMES:
            return self._order(token)
        if token.name:
            return self._filter(token)
        if token.minus or token.quoted:
            return self._anywhere(token)
        return self._word(token)

    def _word(self, token: Token) -> str:
        if token.raw in BARS or not token.text.strip():
            return ""
        name, colon, value = token.text.partition(":")
        near = near_name(name.lower()) if colon and value and not value.startswith("/") else None
        if near is None:
            self._add(token.text)
            return "word"
        self._add(token.text, "")
        self._remark(f'"{cut_quote(name)}:" is no filter; did you mean {near}:?')
        self._correct(token, f"{near}:{value}")
        return "word"

    def _apart(self, token: Token) -> str:
        self._add(token.raw.lstrip(MINUS))
        self._remark(f'"{token.raw}" was searched as a word: a filter has its value right after the colon')
        return "word"

    def _anywhere(self, token: Token) -> str:
        said = " ".join(token.text.split())
        if not said:
            if not token.unclosed:
                self._remark("Quotation marks with nothing between them were left out")
            return ""
        if not token.minus:
            self._with_phrases.append(said)
        return self._wish(token, (Term(Field.ANYWHERE, said, said),), excluded=token.minus)

    def _order(self, token: Token) -> str:
        if token.minus:
            self._remark(f'"{cut_quote(token.raw)}": an order can\'t be left out; the minus was ignored')
        try:
            sort = read_sort(token.text)
        except MistakeError as mistake:
            return self._as_words(token, mistake)
        if self._sort not in {None, sort}:
            self._remark(f"There are two orders in it; the last counts: {sort}")
        self._sort = sort
        return ""

    def _filter(self, token: Token) -> str:
        field = NAMES[token.name]
        wishes: list[Wish] = []
        for any_of in _values(field, token.pieces):
            negated = field not in NUMBERS | DATES and any(map(_is_left_out, any_of))
            bare = [value.text[1:] if negated and _is_left_out(value) else value.text for value in any_of]
            try:
                terms = as_one(tuple(read_term(field, value) for value in bare))
            except MistakeError as mistake:
                return self._as_words(token, mistake)
            wishes.append(Wish(terms, token.minus != negated, token.start, token.end))
        if not wishes:
            return self._as_words(token, MistakeError("it has no value"))
        for wish in wishes:
            self._wish(token, wish.terms, excluded=wish.excluded)
        return "wish"

    def _as_words(self, token: Token, mistake: MistakeError) -> str:
        """The word may be a title's, or may be missing: the rest of the query counts either way."""
        self._add(token.raw.lstrip(MINUS), "")
        self._remark(f'"{cut_quote(token.raw)}" was searched as words: {mistake}')
        return "word"

    def _wish(self, token: Token, terms: tuple[Term, ...], *, excluded: bool) -> str:
        if len(self._wishes) == MAX_WISHES:
            self._remark(f"Only the first {MAX_WISHES} filters count")
        if len(self._wishes) >= MAX_WISHES:
            return ""
        self._wishes.append(Wish(terms, excluded, token.start, token.end))
        return "wish"

    def _join(self, before: str) -> None:
        """Make one of the last two words, or of the last two filters."""
        if before == self._last == "word":
            self._slots[-2:] = [(*self._slots[-2], *self._slots[-1])]
        elif before == self._last == "wish" and not any(wish.excluded for wish in self._wishes[-2:]):
            first, second = self._wishes[-2:]
            self._wishes[-2:] = [replace(first, terms=as_one((*first.terms, *second.terms)), end=second.end)]
        else:
            self._remark("or joins words with words, and filters with filters that have no minus; here it was left out")

    def _add(self, *words: str) -> None:
        self._slots.append(words)
        self._with_phrases.append(words[0])

    def _counted(self) -> list[_Slot]:
        """The words with their alternatives, as many as are tried."""
        ways = 1
        slots: list[_Slot] = []
        for slot in self._slots:
            taken = slot if ways * len(slot) <= _MOST_TEXTS else slot[:1]
            if len(taken) < len(slot):
                self._remark("There are too many alternatives in it; of the later ones only the first counts")
            ways *= len(taken)
            slots.append(taken)
        return slots

    def _correct(self, token: Token, part: str) -> None:
        query = f"{self._text[: token.start]}{part}{self._text[token.end :]}"
        self._corrections.append(Correction(part, " ".join(query.split())))

    def _remark(self, sentence: str) -> None:
        self._remarks.append(sentence if sentence.endswith(("?", "…")) else f"{sentence}.")


def _texts(slots: list[_Slot]) -> tuple[str, ...]:
    """The words in every way in which they may be read, the fullest first."""
    texts = (" ".join(filter(None, words)) for words in product(*slots))
    return tuple(dict.fromkeys(filter(None, texts)))


def _values(field: Field, pieces: tuple[Piece, ...]) -> list[list[Piece]]:
    """What a value asks for: all of these, and of each any. Bars stand for any, commas as ALL_MUST says."""
    if field not in ALL_MUST and field not in CHOSEN | {Field.LANGUAGE, Field.AUTHOR}:
        return [[Piece(",".join(piece.text for piece in pieces), quoted=any(piece.quoted for piece in pieces))]]
    parts: list[list[Piece]] = []
    for piece in pieces:
        between = [piece.text] if piece.quoted else piece.text.split(",")
        for text in between:
            any_of = [text] if piece.quoted else text.split("|")
            kept = [Piece(one.strip(), piece.quoted) for one in any_of if one.strip()]
            parts += [kept] if kept else []
    if field in ALL_MUST or not parts:
        return parts
    return [[piece for part in parts for piece in part]]


def _with_second_words(found: list[Token]) -> list[Token]:
    """rating:not rated and status:in progress are meant so, though no quotation marks stand there."""
    joined: list[Token] = []
    for token in found:
        before = joined[-1] if joined else None
        field = NAMES.get(before.name, Field.ANYWHERE) if before else Field.ANYWHERE
        word = not (token.name or token.minus or token.quoted or token.apart or token.unclosed)
        if before and word and field in CHOSEN and not _means(field, before.text):
            both = f"{before.text} {token.text}"
            if _means(field, both):
                raw = f"{before.raw} {token.raw}"
                joined[-1] = replace(before, end=token.end, raw=raw, pieces=(Piece(both),))
                continue
        joined.append(token)
    return joined


def _means(field: Field, typed: str) -> bool:
    try:
        read_term(field, typed)
    except MistakeError:
        return False
    return True


def _is_left_out(value: Piece) -> bool:
    """tag:-angst, which is -tag:angst."""
    return not value.quoted and len(value.text) > 1 and value.text[0] in MINUS
