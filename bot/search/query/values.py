"""What a filter's value means, or in one sentence why it means nothing."""

import regex

from bot.corpus.header.ratings import read_rating
from bot.corpus.header.values import read_language, read_status
from bot.corpus.story import Rating, Status
from bot.search.index import LENGTHS, Length
from bot.search.query.grammar import DATES, NUMBERS, Field
from bot.search.query.numbers import read_dates, read_numbers, said_days, said_numbers
from bot.search.query.terms import Bounds, Sort, Term

NONE = "none"
"""`warning:none`: stories that state no warning."""

SCALE = (Rating.GENERAL, Rating.TEEN, Rating.MATURE, Rating.EXPLICIT)
"""Ratings that can be compared, the mildest first. Not Rated is not among them: what isn't known isn't "up to Teen"."""

_NO = frozenset({"no", "n", "false", "0", "not"})
_YES = frozenset({"yes", "y", "true", "1"})
_SORTS = {
    Sort.BEST: "best relevance relevant match",
    Sort.NEWEST: "newest new latest published recent",
    Sort.UPDATED: "updated update",
    Sort.LONGEST: "longest long longer",
    Sort.SHORTEST: "shortest short shorter",
}
_SORT_NAMES = {name: sort for sort, names in _SORTS.items() for name in names.split()}
_COMPARED = regex.compile(r"(<=|>=|<|>|=|≤|≥|up to )\s*(.+)")
_BETWEEN = regex.compile(r"\.\.\.?|…|[-–—]| to ")
_LONGEST_QUOTE = 40


class MistakeError(ValueError):
    """A value that can't be used; the text completes "rating:foo was searched as words: …"."""


def cut_quote(typed: str) -> str:
    """What somebody typed, on one line, short enough to be said again."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in typed).split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1].rstrip() + "…"


def read_term(field: Field, typed: str) -> Term:
    """A value as a term. Names are taken as they are: what they mean only the library knows. Raises MistakeError."""
    typed = " ".join(typed.split())
    if not any(map(str.isalnum, typed)):
        raise MistakeError("it has no value")
    if field in NUMBERS:
        return _numbers(field, typed)
    if field in DATES:
        return _dates(field, typed)
    if field is Field.RATING:
        return _rating(typed)
    if field is Field.STATUS:
        return _status(typed)
    if field is Field.LANGUAGE:
        return Term(field, read_language(typed), typed)
    return Term(field, typed, typed)


def read_sort(typed: str) -> Sort:
    """An order by one of its names. Raises MistakeError."""
    sort = _SORT_NAMES.get(typed.strip().lower())
    if sort is None:
        raise MistakeError(f"the orders are {', '.join(Sort)}")
    return sort


def _numbers(field: Field, typed: str) -> Term:
    length = next((one for one in Length if one.name == typed.upper()), None)
    if length is not None and field is Field.WORDS:
        least, less = LENGTHS[length]
        bounds = Bounds(least or None, None if less is None else less - 1)
    else:
        found = read_numbers(typed)
        if found is None:
            raise MistakeError(f'"{cut_quote(typed)}" is no number; write {field}:<5000, {field}:>1k or {field}:1k-5k')
        bounds = found
    return Term(field, bounds, said_numbers(bounds, field.value))


def _dates(field: Field, typed: str) -> Term:
    bounds = read_dates(typed)
    if bounds is None:
        raise MistakeError(f'"{cut_quote(typed)}" is no date; write {field}:2020, {field}:2020-05 or {field}:>2020')
    return Term(field, bounds, f"{field} {said_days(bounds)}")


def _status(typed: str) -> Term:
    low = typed.lower()
    status = Status.IN_PROGRESS if low in _NO else Status.COMPLETE if low in _YES else read_status(low)
    if status is None:
        raise MistakeError(f'"{cut_quote(typed)}" is no status; write complete:yes or complete:no')
    return Term(Field.STATUS, frozenset({status}), status.value)


def _rating(typed: str) -> Term:
    low = typed.lower()
    if match := _COMPARED.fullmatch(low):
        ratings = _compared(match[1], _one(match[2], typed))
    elif ends := _ends(low):
        ratings = frozenset(SCALE[min(ends) : max(ends) + 1])
    elif low.endswith("+") and read_rating(low) is None:
        ratings = _compared(">=", _one(low[:-1], typed))
    else:
        ratings = frozenset({_one(low, typed)})
    return Term(Field.RATING, ratings, said_ratings(ratings))


def _ends(low: str) -> list[int]:
    """The places of two ratings on the scale, of "general-teen"; PG-13 and Not-Rated are one."""
    parts = [part.strip() for part in _BETWEEN.split(low)]
    ratings = [read_rating(part) for part in parts if part.isalpha()]
    known = [SCALE.index(rating) for rating in ratings if rating in SCALE]
    return known if len(parts) == len(known) == len("ab") else []


def _one(low: str, typed: str) -> Rating:
    rating = read_rating(low) or read_rating(low.replace("-", " ")) or _named(low)
    if rating is None:
        raise MistakeError(f'there is no rating "{cut_quote(typed)}"; there are {", ".join(Rating)}')
    return rating


def _named(low: str) -> Rating | None:
    """The rating whose name this is the beginning of: "gen", "exp"."""
    fitting = [rating for rating in Rating if len(low) > 1 and rating.value.lower().startswith(low)]
    return fitting[0] if len(fitting) == 1 else None


def _compared(sign: str, rating: Rating) -> frozenset[Rating]:
    if rating not in SCALE:
        if sign == "=":
            return frozenset({rating})
        raise MistakeError("Not Rated is neither more nor less than another rating")
    place = SCALE.index(rating)
    kept = {
        "<": SCALE[:place],
        "<=": SCALE[: place + 1],
        "≤": SCALE[: place + 1],
        "up to ": SCALE[: place + 1],
        ">": SCALE[place + 1 :],
        ">=": SCALE[place:],
        "≥": SCALE[place:],
        "=": (rating,),
    }[sign]
    if not kept:
        raise MistakeError(f"no rating is {'below' if sign == '<' else 'above'} {rating}")
    return frozenset(kept)


def said_ratings(ratings: frozenset[Rating]) -> str:
    """Ratings in words, the mildest first."""
    return " or ".join(rating.value for rating in Rating if rating in ratings)


def as_one(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Several ratings, or both statuses, of which any will do, as one term; other terms as they are."""
    if len(terms) == 1 or {term.field for term in terms} not in ({Field.RATING}, {Field.STATUS}):
        return terms
    members = {value for term in terms if isinstance(term.value, frozenset) for value in term.value}
    ratings = frozenset(value for value in members if isinstance(value, Rating))
    statuses = frozenset(value for value in members if isinstance(value, Status))
    if ratings:
        return (Term(Field.RATING, ratings, said_ratings(ratings)),)
    return (Term(Field.STATUS, statuses, " or ".join(sorted(statuses))),)
