import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.screening.phrases import CROWD, GAP, STRETCH, Name, PhraseFinder, is_denied, words_of
from bot.corpus.words import lines, word_list

LISTS = [
    (subject, kind, pattern)
    for subject, kinds in (
        ("screening", {name: kind["phrases"] for name, kind in word_list("screening")["kinds"].items()}),
        ("announcements", {"sexual": word_list("announcements")["sexual"].get("harmless", "")}),
    )
    for kind, phrases in kinds.items()
    for pattern in lines(phrases)
]

SIGNS = {"...", "$", "&", "@", "@'s", "?", "!"}


def found(pattern: str, text: str) -> list[str]:
    words = words_of(text)
    hits = PhraseFinder([(pattern, None)], {"tree": "oak ash elm"}).find(words)
    return list(dict.fromkeys(" ".join(words[hit.start : hit.end]) for hit in hits))


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("old|tall tree", "An old tree, a tall tree, a small tree.", ["old tree", "tall tree"]),
        ("plant~ it", "They planted it, planting it; a plant.", ["planted it", "planting it"]),
        ("{tree} leaf|leaves", "Oak leaves and ash leaves and fern leaves", ["oak leaves", "ash leaves"]),
        ("the ... tree", "the very old and tall tree", ["the very old and tall tree"]),
        ("the ... tree", "the a b c d e f tree", []),
        ("the ... tree", "the end. A tree", []),
        ("the ... tree", "the end; a tree", []),
        ("the ... tree", "the small, round tree", ["the small , round tree"]),
        ("old ?oak tree", "old tree, old oak tree, old ash tree", ["old tree", "old oak tree"]),
        ("old !tree", "old tree, old man", ["old"]),
        ("<the old tree", "the old tree, an old tree", ["old tree"]),
        ("it fell $", "It fell, it fell far. When it fell he ran.", ["it fell"]),
        ("met @", "He met Ino, and she met nobody, and I met Mr Oak.", ["met ino", "met mr"]),
        ("@'s hat", "the boy's hat, it's hat, Ino's hat, boys hat", ["boy's hat", "ino's hat"]),
        (
            "hat & tree",
            "The hat hung in the tree. The tree took the hat.",
            ["hat hung in the tree", "tree took the hat"],
        ),
        ("tree's end", "The tree’s end", ["tree's end"]),
    ],
)
def test_the_language(pattern, text, expected):
    assert found(pattern, text) == expected


def test_names_stand_capitalised_inside_a_sentence():
    words = words_of("Rain fell. He met Ino, Choji and I'm Sure THEY left. “Come here,” she said, “Now.” Ino-chan ran")
    assert [word for word in words if isinstance(word, Name)] == ["ino", "choji", "sure"]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("They never slept together.", True),
        ("They hadn't slept together.", True),
        ("They couldn't sleep; they slept together.", False),
        ("No. They slept together.", False),
        ("Nothing came of it in the end, and so they slept together.", False),
    ],
)
def test_denial(text, denied):
    words = words_of(text)
    assert is_denied(words, words.index("slept")) is denied


def test_a_pattern_needs_a_word_of_its_own():
    with pytest.raises(ValueError, match="words of its own"):
        PhraseFinder([("@ @'s", None)])


def test_every_word_of_every_pattern_can_occur():
    assert [(kind, pattern, word) for subject, kind, pattern in LISTS for word in impossible(subject, pattern)] == []


def impossible(subject: str, pattern: str) -> list[str]:
    """Words of a pattern that are never one word of a text, and groups that don't exist."""
    groups = word_list(subject)["groups"] | word_list("phrases")["groups"]
    choices = [choice for part in pattern.split() for choice in re.sub(r"^[!<?](?=.)", "", part).split("|")]
    words = [choice.removesuffix("~") for choice in choices if choice not in SIGNS and not choice.startswith("{")]
    named = [choice[1:-1] for choice in choices if choice.startswith("{")]
    return [word for word in words if words_of(word) != [word]] + [name for name in named if name not in groups]


def test_no_group_is_unused():
    data = word_list("screening")
    text = " ".join(kind["phrases"] for kind in data["kinds"].values()) + " ".join(data["groups"].values())
    assert [group for group in data["groups"] if f"{{{group}}}" not in text] == []


def test_no_pattern_stands_twice_in_its_kind():
    seen = [(subject, kind, pattern) for subject, kind, pattern in LISTS]
    assert [entry for entry in set(seen) if seen.count(entry) > 1] == []


@given(st.lists(st.sampled_from(["oak", "tree", "the", "a", ".", ","]), max_size=60))
def test_what_is_found_fits(words):
    for hit in PhraseFinder([("oak ... tree", None)]).find(words):
        assert words[hit.start] == "oak"
        assert words[hit.end - 1] == "tree"
        assert hit.end - hit.start <= GAP + 2
        assert "." not in words[hit.start : hit.end]


def test_a_crowd_of_the_same_word_is_looked_at_in_part():
    hits = PhraseFinder([("oak", None)]).find(["oak"] * (10 * STRETCH))
    assert len(hits) <= 11 * CROWD
