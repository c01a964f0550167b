"""A request -> what is wished for: the query box and the options together, with what is odd about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.corpus.story import Rating, Status
from bot.search.index import LENGTHS, Request
from bot.search.normalise import fold
from bot.search.query.grammar import DATES, NUMBERS, Field
from bot.search.query.parsing import parse
from bot.search.query.terms import Bounds, Query, Sort, Term, Wish
from bot.search.query.values import NONE, MistakeError, read_sort, read_term, said_ratings

RATINGS = frozenset(Rating)
STATUSES = frozenset(Status)

_NAMED = frozenset({Field.CHARACTER, Field.FANDOM, Field.TAG, Field.AUTHOR, Field.PAIRING, Field.SERIES, Field.WARNING})


@dataclass(frozen=True, slots=True)
class Reading:
    """A request, understood: the options' wishes first, in the order of Request, then those of the query box."""

    query: Query
    sort: Sort
    remarks: tuple[str, ...]


def read_request(request: Request) -> Reading:
    """What a request means. Never fails; what can't be taken is said in the remarks."""
    written = parse(request.query)
    remarks: list[str] = []
    options = list(_options(request, remarks))
    texts, alternatives = (_with(request.text, each) for each in (written.texts, written.alternatives))
    query = replace(written, texts=texts, alternatives=alternatives, wishes=(*options, *written.wishes))
    sort = _sort(request, written, remarks)
    remarks += _oddities(query, request)
    return Reading(query, sort, tuple(dict.fromkeys((*written.remarks, *remarks))))


def _with(text: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    return (tuple(f"{text} {one}" for one in texts) or (text,)) if text.strip() else texts


def _options(request: Request, remarks: list[str]) -> Iterator[Wish]:
    named = [("character", Field.CHARACTER, request.characters), ("fandom", Field.FANDOM, (request.fandom,))]
    named += [("pairing", Field.PAIRING, (request.pairing,)), ("author", Field.AUTHOR, (request.author,))]
    named += [("tag", Field.TAG, request.tags)]
    for option, field, names in named:
        yield from (Wish((Term(field, name, name),), option=option) for name in names if name.strip())
    without = (" ".join(name.split()) for name in request.without)
    yield from (Wish((Term(Field.ANYWHERE, name, name),), excluded=True, option="without") for name in without if name)
    if request.unwarned:
        yield Wish((Term(Field.WARNING, NONE, NONE),), option="warnings")
    if request.rating is not None:
        yield Wish((Term(Field.RATING, frozenset({request.rating}), request.rating.value),), option="rating")
    if request.complete is not None:
        status = Status.COMPLETE if request.complete else Status.IN_PROGRESS
        yield Wish((Term(Field.STATUS, frozenset({status}), status.value),), option="complete")
    if request.length is not None:
        least, less = LENGTHS[request.length]
        bounds = Bounds(least or None, None if less is None else less - 1)
        yield Wish((Term(Field.WORDS, bounds, f"length {request.length}"),), option="length")
    if request.words.strip():
        try:
            yield Wish((read_term(Field.WORDS, request.words),), option="words")
        except MistakeError as mistake:
            remarks.append(f"The option words was left out: {mistake}.")


def _sort(request: Request, written: Query, remarks: list[str]) -> Sort:
    chosen: Sort | None = None
    if request.sort:
        try:
            chosen = read_sort(request.sort)
        except MistakeError as mistake:
            remarks.append(f"The option sort was left out: {mistake}.")
    if chosen and written.sort and chosen is not written.sort:
        remarks.append(f"The option sort says {chosen}, the query says {written.sort}; the option counts.")
    return chosen or written.sort or Sort.BEST


def _oddities(query: Query, request: Request) -> Iterator[str]:
    """What no story can be, and what asks for nearly everything."""
    yield from _measured(query.wishes)
    yield from _chosen(query.wishes)
    yield from _wanted_and_not(query)
    if not query.texts and query.wishes and all(wish.excluded for wish in query.wishes):
        yield "There is only what to leave out in it: these are all other stories."
    if not query.texts and not query.wishes and not query.sort and not query.remarks and request.query.strip():
        yield "There is nothing to search for in it: these are all stories."


def _single(wishes: Sequence[Wish], field: Field) -> list[Wish]:
    """The wishes for a field, those aside in which it's one of several alternatives."""
    return [wish for wish in wishes if all(term.field is field for term in wish.terms)]


def _measured(wishes: Sequence[Wish]) -> Iterator[str]:
    for field in (*sorted(NUMBERS), *sorted(DATES)):
        terms = [wish.terms[0] for wish in _single(wishes, field) if not wish.excluded and len(wish.terms) == 1]
        bounds = [term.value for term in terms if isinstance(term.value, Bounds)]
        least = max((one.least for one in bounds if one.least is not None), default=None)
        most = min((one.most for one in bounds if one.most is not None), default=None)
        if least is not None and most is not None and least > most:
            said = " and ".join(dict.fromkeys(term.said for term in terms))
            yield f"No story can be both: {said}."


def _chosen(wishes: Sequence[Wish]) -> Iterator[str]:
    kinds = ((Field.RATING, RATINGS), (Field.STATUS, STATUSES))
    for field, everything in kinds:
        left: frozenset[Rating] | frozenset[Status] = everything
        asked = _single(wishes, field)
        for wish in asked:
            values = frozenset(value for term in wish.terms for value in _members(term))
            left = left - values if wish.excluded else left & values
        if asked and not left:
            said = " and ".join(dict.fromkeys(_said(wish) for wish in asked))
            yield f"No story can be all of this: {field} {said}."


def _members(term: Term) -> frozenset[Rating] | frozenset[Status]:
    return term.value if isinstance(term.value, frozenset) else frozenset()


def _said(wish: Wish) -> str:
    members = [value for term in wish.terms for value in _members(term)]
    ratings = frozenset(value for value in members if isinstance(value, Rating))
    said = said_ratings(ratings) or " or ".join(sorted(members))
    return f"not {said}" if wish.excluded else said


def _wanted_and_not(query: Query) -> Iterator[str]:
    """What is asked for and left out at once."""
    unwanted = {(term.field, _key(term)) for wish in query.wishes if wish.excluded for term in wish.terms}
    wanted = [wish.terms[0] for wish in query.wishes if not wish.excluded and len(wish.terms) == 1]
    for term in wanted:
        word = (Field.ANYWHERE, _key(term))
        if term.field in _NAMED | {Field.ANYWHERE} and unwanted & {(term.field, _key(term)), word}:
            yield f'"{term.said}" is both asked for and left out, so nothing can fit.'
    words = set(fold(query.texts[0]).split()) if len(query.texts) == 1 else set[str]()
    for field, key in sorted(unwanted):
        if field is Field.ANYWHERE and key in words:
            yield f'"{key}" is both searched for and left out.'


def _key(term: Term) -> str:
    return fold(term.value) if isinstance(term.value, str) else ""
