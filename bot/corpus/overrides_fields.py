"""The fields that corpus.toml may set: what their values may be, and what Story makes of them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar, cast

from bot.corpus.story import Fact, Permission, Rating, Status
from bot.corpus.words import items, word_list

E = TypeVar("E", bound=StrEnum)


class MistakeError(ValueError):
    """A key or value that can't be used; its text completes 'rating: …'."""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise MistakeError(f'must be a text in quotes, such as "…", not {_kind(value)}')
    return value.strip()


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, date):
        return "a date"
    return "a list" if isinstance(value, list) else "a table"


def _named(value: object) -> Fact[str]:
    if not (text := _text(value)):
        raise MistakeError("must not be empty")
    return Fact(text)


def _optional(value: object) -> Fact[str] | None:
    return Fact(text) if (text := _text(value)) else None


def _address(value: object) -> Fact[str] | None:
    text = _text(value)
    if text and (not text.startswith(("https://", "http://")) or " " in text):
        raise MistakeError(f"{value!r} is not a web address. It begins with https:// and has no spaces")
    return Fact(text) if text else None


def _list(value: object) -> tuple[Fact[str], ...]:
    entries = cast("list[object]", value) if isinstance(value, list) else [value]
    if not all(isinstance(entry, str) for entry in entries):
        raise MistakeError('must be a list of texts, such as ["…", "…"]')
    return tuple(dict.fromkeys(map(_named, entries)))


def _date(value: object) -> Fact[date]:
    if isinstance(value, datetime):
        return Fact(value.date())
    if isinstance(value, date):
        return Fact(value)
    try:
        return Fact(date.fromisoformat(str(value)))
    except ValueError:
        raise MistakeError(f"{value!r} is not a date such as 2024-05-31") from None


def _choice(kind: type[E], also: Mapping[str, str]) -> Callable[[object], E]:
    """Reads one of the members, or another name for one; `also` gives those for each member, apart by commas."""
    choices = {name: kind(member) for member, names in also.items() for name in items(names)}
    choices |= {member.value.lower(): member for member in kind}
    offered = ", ".join(f'"{member.value}"' for member in kind)

    def convert(value: object) -> E:
        wish = " ".join(_text(value).lower().split())
        found = choices.get(wish) or choices.get(wish.replace("-", ""))
        if found is None:
            raise MistakeError(f"{value!r} is not one of {offered}")
        return found

    return convert


_VALUES = word_list("values")
_rating = _choice(Rating, _VALUES["ratings"])
_permission = _choice(Permission, _VALUES["permissions"])
_status = _choice(Status, {key.replace("_", " "): names for key, names in _VALUES["status"].items()})

FIELDS: Mapping[str, Callable[[object], object]] = {
    "title": _named,
    "authors": _list,
    "summary": _optional,
    "fandoms": _list,
    "characters": _list,
    "relationships": _list,
    "tags": _list,
    "warnings": _list,
    "rating": lambda value: Fact(_rating(value)),
    "language": _optional,
    "status": lambda value: Fact(_status(value)),
    "series": _optional,
    "source": _address,
    "published": _date,
    "updated": _date,
    "permission": _permission,
    "permission_proof": _text,
}
"""Each key that a table may hold, and what makes a field of Story of its value."""

_SINGULAR = {
    "author": "authors",
    "fandom": "fandoms",
    "character": "characters",
    "relationship": "relationships",
    "pairing": "relationships",
    "pairings": "relationships",
    "tag": "tags",
    "warning": "warnings",
}


def read_field(key: str, value: object) -> tuple[str, object]:
    """The field of Story that a key of corpus.toml means, and its value. Raises MistakeError."""
    if key in {"state", "held_because"}:
        raise MistakeError("can't be set here. Rate a held story with rating; a barred one stays barred")
    name = _SINGULAR.get(key, key)
    if name not in FIELDS:
        close = get_close_matches(key.lower(), FIELDS, n=1)
        meant = f"Did you mean {close[0]}? " if close else ""
        raise MistakeError(f"is not a field. {meant}The fields are {', '.join(FIELDS)}")
    return name, FIELDS[name](value)
