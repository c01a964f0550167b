"""What a moderator's words for an alias mean: characters, a fandom or a tag of the library."""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import AmbiguousError, NotFoundError, RefusedError
from bot.library.wording import listed, quoted, unclear
from bot.search.aliases import Alias, Name, Sense
from bot.search.index import Kind
from bot.search.local_names import LocalNames, Taken, Wish

_KINDS = (Kind.CHARACTER, Kind.FANDOM)
"""What a meaning is looked for among; a tag only if it's neither, since tags name people too."""
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
    if alias.sense is Sense.TAG:
        return _stands_for(alias, before, old)
    kind = Kind.FANDOM if alias.sense is Sense.FANDOM else Kind.CHARACTER
    meant = [others.called(kind, name.typed) for name in alias.means]
    called = [entity for entity in others.called(kind, alias.text) if [entity] not in meant]
    doubts = [f"{quoted(alias.text)} is a name of {listed(others.labels(kind, called), 'and')} here."] * bool(called)
    return (*doubts, *_stands_for(alias, before, old))


def _stands_for(alias: Alias, before: Alias | None, old: str) -> tuple[str, ...]:
    if before is None or (before.sense, before.means) == (alias.sense, alias.means):
        return ()
    return (f"{quoted(before.text)} stands for {old or 'something else'} already.",)


def understood(names: LocalNames, text: str, means: str) -> tuple[Alias, Taken]:
    """The alias, and how what it shall mean was taken. "fandom: Naruto" says of what kind it is.

    Raises NotFoundError, AmbiguousError, both with what may be typed instead, and RefusedError.
    """
    kinds, body = _kinds(means)
    taken = {kind: names.take(kind, body) for kind in kinds if kind is not Kind.TAG}
    fitting = [kind for kind, one in taken.items() if one.resolution.names]
    clear = [kind for kind in fitting if names.called(kind, body)] or fitting
    if not clear:
        return _tag(names, text, means, body, list(taken.values()))
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
    kind = next((one for one in (*_KINDS, Kind.TAG) if colon and head.strip().lower() == one.value), None)
    return ([kind], rest.strip()) if kind and rest.strip() else (_KINDS, means)


def _name(names: LocalNames, kind: Kind, wish: Wish) -> Name:
    """What the dictionary remembers: with the fandom, unless that leads to somebody else."""
    name = names.name_of(kind, wish.entities[0])
    return name if names.called(kind, name.typed) == list(wish.entities) else Name(name.text)


def _tag(names: LocalNames, text: str, means: str, body: str, taken: Sequence[Taken]) -> tuple[Alias, Taken]:
    tagged = names.tagged(body)
    labels = list(tagged.names[:_NEAREST])
    if not labels:
        nearest = [label for one in taken for label in one.resolution.nearest]
        raise _nothing(means, nearest or [f"tag: {label}" for label in tagged.nearest])
    if len(labels) > 1:
        several = unclear(Kind.TAG, replace(tagged, names=tuple(labels)))
        raise AmbiguousError(several.sentence, [f"tag: {label}" for label in labels], typed=means)
    alias = Alias(text, Sense.TAG, (Name(labels[0]),))
    return alias, Taken(tagged, (Wish(labels[0], frozenset(names.by_alias(alias))),))


def _nothing(means: str, labels: Sequence[str]) -> NotFoundError:
    nearest = tuple(dict.fromkeys(labels))[:_NEAREST]
    sentence = f"No character, fandom or tag here is called {quoted(means)}."
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
