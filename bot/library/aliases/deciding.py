"""Which two a decision is about: two people who shall be one, or two spellings that shall be two."""

from bot.errors import NotFoundError, RefusedError
from bot.library.aliases.answers import Person, ruling_label
from bot.library.wording import listed, quoted, unclear
from bot.search.aliases import Dictionary, Name, Ruling, Verdict
from bot.search.entities import Entity
from bot.search.index import Kind
from bot.search.local_names import LocalNames
from bot.search.normalise import fold

_SPELLINGS_TOLD = 8


def joining(names: LocalNames, one: str, other: str) -> tuple[Ruling, int]:
    """The decision that two people are one, and how many stories name both. Raises NotFoundError, AmbiguousError."""
    first, second = _one(names, one), _one(names, other)
    if first is second:
        (label,) = names.labels(Kind.CHARACTER, [first])
        raise RefusedError(f"{quoted(one)} and {quoted(other)} are one person already: {label}.")
    ruling = Ruling(Verdict.ONE, (names.name_of(Kind.CHARACTER, first), names.name_of(Kind.CHARACTER, second)))
    return ruling, names.side_by_side(first, second)


def splitting(names: LocalNames, dictionary: Dictionary, one: str, other: str) -> Ruling:
    """The decision that two spellings of one person are two people. Raises NotFoundError, AmbiguousError."""
    whole = _one(names, one)
    if _one(names, other) is not whole:
        raise RefusedError(f"{quoted(one)} and {quoted(other)} are two people already.")
    if len(whole.origins) > 1:
        made = [ruling for ruling in dictionary.rulings if any(names.spelt(name) is whole for name in ruling.names)]
        told = listed([quoted(ruling_label(ruling)) for ruling in made], "and")
        raise RefusedError(f"They are one person because of a decision: take back {told} with /alias remove.")
    fandom = names.name_of(Kind.CHARACTER, whole).fandom
    first, second = (Name(_spelling(names, whole, typed), fandom) for typed in (one, other))
    if sorted(fold(first.text).split()) == sorted(fold(second.text).split()):
        raise RefusedError(
            f"{quoted(first.text)} and {quoted(second.text)} are the same words: nobody could tell them."
        )
    return Ruling(Verdict.TWO, (first, second))


def person_of(names: LocalNames, entity: Entity) -> Person:
    """Somebody with all that was taken as the same."""
    (label,) = names.labels(Kind.CHARACTER, [entity])
    return Person(label, tuple(names.spellings(entity)), names.stories(entity))


def people_of(names: LocalNames, ruling: Ruling) -> tuple[Person, ...]:
    """Those whom a decision is about, as they are here and now."""
    found = {entity.key: entity for name in ruling.names if (entity := names.spelt(name)) is not None}
    return tuple(person_of(names, entity) for entity in found.values())


def _one(names: LocalNames, typed: str) -> Entity:
    taken = names.take(Kind.CHARACTER, typed)
    if len(taken.resolution.names) != 1:
        raise unclear(Kind.CHARACTER, taken.resolution)
    if len(taken.wishes) != 1:
        raise RefusedError(f"{quoted(typed)} is several people. Name one.")
    return taken.wishes[0].entities[0]


def _spelling(names: LocalNames, whole: Entity, typed: str) -> str:
    """The spelling that was typed, as a story has it. Raises NotFoundError with those that there are."""
    wanted = sorted(fold(typed.partition("(")[0]).split())
    spellings = [spelling.text for spelling in names.spellings(whole)]
    found = next((text for text in spellings if sorted(fold(text).split()) == wanted), None)
    if found is None:
        told = tuple(spellings[:_SPELLINGS_TOLD])
        raise NotFoundError(
            f"No story here spells it {quoted(typed)}. The spellings are {listed(list(map(quoted, told)), 'and')}.",
            told,
            typed=typed,
        )
    return found
