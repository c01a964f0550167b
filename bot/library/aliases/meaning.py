"""What a moderator's words for an alias mean: characters, a fandom or a tag of the library."""

from collections.abc import Sequence

from bot.errors import AmbiguousError, NotFoundError, RefusedError
from bot.library.wording import listed, quoted, unclear
from bot.search.aliases import Alias, Name, Sense
from bot.search.index import Kind
from bot.search.local_names import LocalNames, Taken, Wish

_KINDS = (Kind.CHARACTER, Kind.FANDOM)
_NEAREST = 5


LONGEST = 60
"""Characters of an alias."""


def checked(text: str) -> str:
    """An alias on one line. Raises RefusedError for what could never be typed where names are."""
    line = " ".join(text.split())
    if not any(map(str.isalnum, line)):
        raise RefusedError("An alias needs a letter or a digit.")
    if "," in line:
        raise RefusedError("An alias can't have a comma: commas stand between names where several can be given.")
    if len(line) > LONGEST:
        raise RefusedError(f"That alias has {len(line)} characters; the most is {LONGEST}.")
    return line


def doubts_about(others: LocalNames, alias: Alias, before: Alias | None, old: str) -> tuple[str, ...]:
    """What speaks against an alias: it's somebody's name, or stands for something else already. `others` are the names
    without it.
    """
    kind = Kind.FANDOM if alias.sense is Sense.FANDOM else Kind.CHARACTER
    meant = [others.called(kind, name.typed) for name in alias.means]
    called = [entity for entity in others.called(kind, alias.text) if [entity] not in meant]
    doubts = [f"{quoted(alias.text)} is a name of {listed(others.labels(kind, called), 'and')} here."] * bool(called)
    if before is not None and (before.sense, before.means) != (alias.sense, alias.means):
        doubts.append(f"{quoted(before.text)} stands for {old or 'something else'} already.")
    return tuple(doubts)


def understood(names: LocalNames, text: str, means: str) -> tuple[Alias, Taken]:
    """The alias, and how what it shall mean was taken. "fandom: Naruto" says of what kind it is.

    Raises NotFoundError, AmbiguousError, both with what may be typed instead, and RefusedError.
    """
    kinds, body = _kinds(means)
    taken = {kind: names.take(kind, body) for kind in kinds}
    fitting = [kind for kind in kinds if taken[kind].resolution.names]
    clear = [kind for kind in fitting if names.called(kind, body)] or fitting
    if not clear:
        raise _nothing(means, list(taken.values()))
    if len(clear) > 1:
        raise _several_kinds(means, {kind: taken[kind] for kind in clear})
    (kind,) = clear
    found = taken[kind]
    if any(len(wish.entities) != 1 for wish in found.wishes):
        raise _tie(means, kind, found)
    meant = tuple(_name(names, kind, wish) for wish in found.wishes)
    if len(set(meant)) < len(meant):
        raise RefusedError(f"{quoted(body)} names the same character twice.")
    sense = Sense.FANDOM if kind is Kind.FANDOM else Sense.RELATIONSHIP if len(meant) > 1 else Sense.CHARACTER
    return Alias(text, sense, meant), found


def _kinds(means: str) -> tuple[Sequence[Kind], str]:
    head, colon, rest = means.partition(":")
    kind = next((one for one in _KINDS if colon and head.strip().lower() == one.value), None)
    return ([kind], rest.strip()) if kind and rest.strip() else (_KINDS, means)


def _name(names: LocalNames, kind: Kind, wish: Wish) -> Name:
    """What the dictionary remembers: with the fandom, unless that leads to somebody else."""
    name = names.name_of(kind, wish.entities[0])
    return name if names.called(kind, name.typed) == list(wish.entities) else Name(name.text)


def _nothing(means: str, taken: Sequence[Taken]) -> NotFoundError:
    nearest = tuple(dict.fromkeys(label for one in taken for label in one.resolution.nearest))[:_NEAREST]
    sentence = f"Nobody and no fandom here is called {quoted(means)}."
    if nearest:
        sentence += f" Did you mean {listed([quoted(name) for name in nearest])}?"
    else:
        sentence += " Check the spelling, or try a part of it. A relationship has a slash between its people."
    return NotFoundError(sentence, nearest, typed=means)


def _tie(means: str, kind: Kind, taken: Taken) -> NotFoundError:
    labels = [f"{kind}: {name}" if kind is Kind.FANDOM else name for name in taken.resolution.names]
    error = unclear(kind, taken.resolution)
    return AmbiguousError(error.sentence, labels, typed=means)


def _several_kinds(means: str, taken: dict[Kind, Taken]) -> AmbiguousError:
    choices = [f"{kind}: {name}" for kind, one in taken.items() for name in one.resolution.names]
    several = listed([quoted(choice) for choice in choices])
    return AmbiguousError(f"{quoted(means)} can mean {several}. Which one?", choices, typed=means)
