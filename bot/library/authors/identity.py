"""Identity: what a story is known by when it comes again, with its names hashed so that they can't be read back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from bot.corpus.sources import author_key, names_work, source_key
from bot.corpus.story import Facts, values
from bot.library.authors.likeness import likeness
from bot.library.fingerprints import Sketch
from bot.library.labels import label_key

SAME_NUMBERS, SAME_RESEMBLANCE, SAME_PART = 8, 0.3, 0.6
LIKE_NUMBERS, LIKE_RESEMBLANCE, LIKE_PART = 4, 0.15, 0.4
"""From how many shared numbers on, and from which likeness, a text counts as the same or as much like another.

Measured by `python -m benchmarks.fingerprints`: different texts of one author share less than 0.1 (resemblance) and 0.2
(part). A text of fewer than eleven words is never known again by itself.
"""

NOBODY = frozenset(
    {"", "anonymous", "anon", "unknown", "unknown author", "no author", "author", "guest", "orphan account", "various"}
)
"""Names, folded, that many authors go by: they tell nobody apart, so nobody can claim them."""

_PSEUD = re.compile(r"^.+\((?P<account>[^()]+)\)\s*$")


class Match(IntEnum):
    """Whether two stories are the same one."""

    NONE = 0
    LIKE = 1
    """It takes a person to tell."""
    SAME = 2


@dataclass(frozen=True, slots=True)
class Identity:
    """What a story is known by. `exact`: the source is of a site that gives every work its own address.

    `profile` is whose the source's address is. All hashed by `hashed`; what isn't known is "".
    """

    source: str = ""
    exact: bool = False
    profile: str = ""
    title: str = ""
    authors: frozenset[str] = frozenset()
    sketch: Sketch = ()


def hashed(key: str) -> str:
    """SHA-256 of a folded name or key; nothing stays nothing."""
    return sha256(key.encode("utf-8", "replace")).hexdigest() if key else ""


def name_keys(names: Iterable[str]) -> frozenset[str]:
    """The folded names by which an author is known: of "Pseud (Account)" also the account alone."""
    keys: set[str] = set()
    for name in names:
        keys.add(label_key(name))
        if pseud := _PSEUD.match(name):
            keys.add(label_key(pseud["account"]))
    return frozenset(keys - NOBODY)


def identify(title: str, authors: Iterable[str], link: str, sketch: Sketch) -> Identity:
    """What a story with that title, by those authors, found at that address, and with that text is known by."""
    source = source_key(link)
    return Identity(
        source=hashed(source),
        exact=names_work(source),
        profile=hashed(author_key(link)),
        title=hashed(label_key(title)),
        authors=frozenset(map(hashed, name_keys(authors))),
        sketch=sketch,
    )


def identity_of(facts: Facts, sketch: Sketch) -> Identity:
    """What a story with these facts and this text is known by."""
    return identify(facts.title.value, values(facts.authors), facts.source.value if facts.source else "", sketch)


def compare(known: Identity, story: Identity) -> Match:
    """Whether `story` is the one that is `known`: by source, by author and title, or by text.

    A title alone says nothing, nor does an author; and an address that may stand for many works needs the title too.
    """
    same_title = bool(story.title) and known.title == story.title
    same_source = bool(story.source) and known.source == story.source
    if (same_source and (story.exact or same_title)) or (same_title and known.authors & story.authors):
        return Match.SAME
    by_text = compare_texts(known.sketch, story.sketch)
    if same_source and (by_text or not (known.sketch and story.sketch)):
        return Match.SAME if by_text else Match.LIKE
    return by_text


def compare_texts(known: Sketch, sketch: Sketch) -> Match:
    """Whether two texts are the same, or one is a part of the other."""
    if min(len(known), len(sketch)) < SAME_NUMBERS:
        return Match.NONE
    found = likeness(known, sketch)
    if found.shared >= SAME_NUMBERS and (found.resemblance >= SAME_RESEMBLANCE or found.part >= SAME_PART):
        return Match.SAME
    if found.shared >= LIKE_NUMBERS and (found.resemblance >= LIKE_RESEMBLANCE or found.part >= LIKE_PART):
        return Match.LIKE
    return Match.NONE
