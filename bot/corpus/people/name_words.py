"""The words that tell people's names from other capitalised words, by language, from words/names.toml."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Literal

from bot.corpus.words import word_list

Gender = Literal["male", "female", ""]

LANGUAGES = frozenset({"French", "German"})
"""Those with lists of their own; all others are read as English."""


@dataclass(frozen=True, slots=True)
class Endings:
    """What words end in."""

    nouns: tuple[str, ...]
    """Of common nouns, in a language that writes them with a capital; else none."""
    verbs: tuple[str, ...]
    """Of what people do."""
    transitive: tuple[str, ...]
    """Of what is done to them."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around names in one language, all in lower case."""

    openers: frozenset[str]
    """Begin sentences, speeches and exclamations."""
    addresses: frozenset[str]
    """Are called out to somebody in place of a name."""
    articles: frozenset[str]
    """Stand before things, and before people only in epithets: the Scarecrow."""
    particles: frozenset[str]
    """May stand inside a name: Anne de Bourgh."""
    leading_particles: frozenset[str]
    """Those that begin a name wherever they stand, since they mean nothing else in the language."""
    speech: frozenset[str]
    sayings: frozenset[str]
    """Those after which the words that are said may stand, and who says them stands before: you said London."""
    sayers: frozenset[str]
    """What stands before those then."""
    naming: frozenset[str]
    being: frozenset[str]
    """Verbs before somebody's name, after a form of to be: was called Ino."""
    calls: frozenset[str]
    """Begin what is said to somebody whose name follows."""
    acts: frozenset[str]
    weak: frozenset[str]
    """Verbs beside which people stand more often than things."""
    adverbs: frozenset[str]
    """May stand between a name and its verb."""
    possessions: frozenset[str]
    """Nouns after a name with 's that only people have."""
    quantities: frozenset[str]
    """Stand before things that are counted."""
    links: frozenset[str]
    """Stand between names in a list."""
    people_before: frozenset[str]
    toward: frozenset[str]
    toward_links: frozenset[str]
    """What leads to people as well as places, and the words before it that mean people: looked at."""
    motion: frozenset[str]
    """Verbs and nouns that with `to`, `from` and the like lead to places."""
    places_before: frozenset[str]
    perhaps_places_before: frozenset[str]
    things_after: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    endings: Endings


@cache
def words_for(language: str | None) -> Words:
    """The lists for a language, by its English name."""
    section = (language if language in LANGUAGES else "English").lower()
    sets = {field.name: word_set(section, field.name) for field in fields(Words) if field.name != "endings"}
    endings = (tuple(sorted(word_set(section, f"{field.name}_endings"))) for field in fields(Endings))
    return Words(**sets, endings=Endings(*endings))


@cache
def word_set(section: str, key: str) -> frozenset[str]:
    """One of the lists of names.toml."""
    return frozenset(word_list("names")[section][key].split())


@cache
def no_names() -> frozenset[str]:
    """Capitalised words that no person is called by alone."""
    return frozenset[str]().union(*(word_set("never", key) for key in word_list("names")["never"]))


@cache
def callings() -> frozenset[str]:
    """Words for what somebody is, which even with a title are no name: Lord Hokage, Sister Superior."""
    return word_set("never", "ranks") | word_set("never", "family") | word_set("never", "text")


@cache
def titles() -> frozenset[str]:
    """Everything that may stand before a name and is none."""
    return word_set("titles", "male") | word_set("titles", "female") | word_set("titles", "rank")


def gender_of(title: str) -> Gender:
    """What a title says of the person."""
    if title in word_set("titles", "male"):
        return "male"
    return "female" if title in word_set("titles", "female") else ""


@cache
def shown_titles() -> frozenset[str]:
    """Titles that stay with a name which is hardly used without: Aunt Em, Mrs. Hudson, Professor McGonagall."""
    return word_set("titles", "male") | word_set("titles", "female") | word_set("titles", "courtesy")
