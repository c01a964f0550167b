"""A query box's text, taken apart: every filter, every mistake, and any text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.story import Rating, Status
from bot.search.query.grammar import ALL_NAMES, Field
from bot.search.query.parsing import MAX_REMARKS, MAX_WISHES, parse
from bot.search.query.terms import Bounds, Sort
from bot.ui.help import EXAMPLES, TOGETHER


def wishes(text: str) -> list[tuple[str, str, bool]]:
    """Field, value in words, and whether it's left out; alternatives with a bar between them."""
    return [
        (wish.terms[0].field.value, "|".join(term.said for term in wish.terms), wish.excluded)
        for wish in parse(text).wishes
    ]


def test_all_in_one_line():
    query = parse(
        'shikamaru temari -angst "missing nin" words:<5000 rating:teen complete:yes by:name fandom:naruto sort:longest'
    )
    assert query.texts == ("shikamaru temari missing nin", "shikamaru temari")
    assert query.alternatives == ("shikamaru temari",)
    assert query.remarks == ()
    assert query.sort is Sort.LONGEST
    assert [(wish.terms[0].field, wish.terms[0].value, wish.excluded) for wish in query.wishes] == [
        (Field.ANYWHERE, "angst", True),
        (Field.ANYWHERE, "missing nin", False),
        (Field.WORDS, Bounds(None, 4_999), False),
        (Field.RATING, frozenset({Rating.TEEN}), False),
        (Field.STATUS, frozenset({Status.COMPLETE}), False),
        (Field.AUTHOR, "name", False),
        (Field.FANDOM, "naruto", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("Naruto: Shippuden", "Re:Zero", "12:30", "Trick or Treat", "OR", "Now or Never | ", "C++: a love story"),
        *(
            "missing-nin",
            "well - known",
            "- dash",
            "--",
            "http://stories.example/1",
            "6' 2\" tall",
            "I <3 you",
            "a:b:c",
        ),
        *("TRICK OR TREAT", "*", "(a) [b] {c}", "🦊:🐇", "ナルト：疾風伝"),
    ],
)
def test_what_is_no_filter_stays_words(text):
    query = parse(text)
    assert query.texts == (" ".join(text.replace("|", " ").split()),)
    assert not query.wishes
    assert not query.remarks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("character:temari", [("character", "temari", False)]),
        ("char:temari", [("character", "temari", False)]),
        ('CHARACTER:"Temari"', [("character", "Temari", False)]),
        ("character:temari,gaara", [("character", "temari", False), ("character", "gaara", False)]),
        ("character:temari, gaara", [("character", "temari", False), ("character", "gaara", False)]),
        ("pairing:a/b", [("pairing", "a/b", False)]),
        ("ship:a/b", [("pairing", "a/b", False)]),
        ("tag:fluff", [("tag", "fluff", False)]),
        ('tag:"slow burn",fluff', [("tag", "slow burn", False), ("tag", "fluff", False)]),
        ('tag:fluff,"slow burn"', [("tag", "fluff", False), ("tag", "slow burn", False)]),
        ('tag:"hurt, comfort"', [("tag", "hurt, comfort", False)]),
        ("tag:fluff|humor", [("tag", "fluff|humor", False)]),
        ("tag:fluff or tag:humor", [("tag", "fluff|humor", False)]),
        ("tag:fluff | by:iris", [("tag", "fluff|iris", False)]),
        ('"slow burn" OR tag:fluff', [("anywhere", "slow burn|fluff", False)]),
        ("-tag:fluff", [("tag", "fluff", True)]),
        ("tag:-fluff", [("tag", "fluff", True)]),
        ("−tag:fluff", [("tag", "fluff", True)]),
        ('by:"Iris Lowe"', [("author", "Iris Lowe", False)]),
        ("by:“Iris Lowe”", [("author", "Iris Lowe", False)]),
        ("author:iris,ona", [("author", "iris|ona", False)]),
        ('-by:"Iris Lowe"', [("author", "Iris Lowe", True)]),
        ("title:lantern", [("title", "lantern", False)]),
        ('title:"Well, Well"', [("title", "Well, Well", False)]),
        ("series:net", [("series", "net", False)]),
        ("lang:fr", [("language", "fr", False)]),
        ("warning:death", [("warning", "death", False)]),
        ("-warning:death", [("warning", "death", True)]),
        ("rating:general,teen", [("rating", "General or Teen", False)]),
        ("rating:teen or rating:general", [("rating", "General or Teen", False)]),
        ("rating:g|t|m", [("rating", "General or Teen or Mature", False)]),
        ("status:wip,complete", [("status", "complete or in progress", False)]),
        ("rating:<=teen", [("rating", "General or Teen", False)]),
        ("rating<mature", [("rating", "General or Teen", False)]),
        ("rating:not rated", [("rating", "Not Rated", False)]),
        ('rating:"not rated"', [("rating", "Not Rated", False)]),
        ("-rating:teen", [("rating", "Teen", True)]),
        ("complete:yes", [("status", "complete", False)]),
        ("complete:no", [("status", "in progress", False)]),
        ("status:in progress", [("status", "in progress", False)]),
        ("status:wip", [("status", "in progress", False)]),
        ("words:<5000", [("words", "under 5,000 words", False)]),
        ("words<5000", [("words", "under 5,000 words", False)]),
        ("words:< 5000", [("words", "under 5,000 words", False)]),
        ("words:1,000-5,000", [("words", "1,000 to 5,000 words", False)]),
        ("length:short", [("words", "1,000 to 4,999 words", False)]),
        ("-words:>1k", [("words", "over 1,000 words", True)]),
        ("chapters:1", [("chapters", "exactly 1 chapter", False)]),
        ("updated:2020", [("updated", "updated in 2020", False)]),
        ("published:>2020", [("published", "published from 2021-01-01 on", False)]),
        ('"missing nin"', [("anywhere", "missing nin", False)]),
        ("“missing nin”", [("anywhere", "missing nin", False)]),
        ('-"missing nin"', [("anywhere", "missing nin", True)]),
        ("-angst", [("anywhere", "angst", True)]),
        ("-missing-nin", [("anywhere", "missing-nin", True)]),
    ],
)
def test_filters(text, expected):
    assert wishes(text) == expected


@pytest.mark.parametrize(
    ("text", "texts", "remark"),
    [
        ("raiting:teen x", ("raiting:teen x", "x"), '"raiting:" is no filter; did you mean rating:?'),
        ("charcter:x", ("charcter:x",), '"charcter:" is no filter; did you mean character:?'),
        ("words:many x", ("words:many x", "x"), '"words:many" was searched as words: "many" is no number'),
        ("rating:blue", ("rating:blue",), 'there is no rating "blue"; there are General, Teen'),
        ("rating:<general", ("rating:<general",), "no rating is below General"),
        ("rating:>nr", ("rating:>nr",), "Not Rated is neither more nor less"),
        ("complete:perhaps", ("complete:perhaps",), "write complete:yes or complete:no"),
        ("updated:sometime", ("updated:sometime",), '"sometime" is no date'),
        ("updated:2020-13", ("updated:2020-13",), "is no date"),
        ("sort:colour", ("sort:colour",), "the orders are best, newest, updated, longest, shortest"),
        ("x tag:,", ("x tag:,", "x"), "it has no value"),
        ("Warning: ferrets", ("Warning: ferrets",), '"Warning:" was searched as a word'),
        ('"missing nin', ("missing nin",), 'A quotation mark is not closed: "missing nin'),
        ('by:"iris lowe', ("lowe",), "A quotation mark is not closed"),
        ('x ""', ("x",), "nothing between them"),
        ("temari | tag:x", ("temari",), "joins words with words"),
        ("-tag:a | -tag:b", (), "joins words with words"),
        ("sort:longest sort:best", (), "two orders"),
        ("-sort:longest", (), "can't be left out"),
        ("a|b | c | d | e | f | g | h | i | j", None, "too many alternatives"),
    ],
)
def test_every_mistake_is_said_in_words(text, texts, remark):
    query = parse(text)
    assert texts is None or query.texts == texts
    assert any(remark in said for said in query.remarks), query.remarks


def test_a_misspelt_filter_is_offered_as_it_was_meant():
    query = parse("shikamaru raiting:teen -angst")
    assert [(one.part, one.query) for one in query.corrections] == [("rating:teen", "shikamaru rating:teen -angst")]


def test_words_joined_by_a_bar_are_alternatives():
    assert parse("clouds | boats over").texts == ("clouds over", "boats over")
    assert parse("Takami Keigo | Hawks").texts == ("Takami Keigo", "Takami Hawks")


def test_a_wish_knows_where_it_stands():
    text = 'x tag:fluff, "slow burn" -by:"Iris Lowe" y'
    stretches = [text[wish.start : wish.end] for wish in parse(text).wishes]
    assert stretches == ['tag:fluff, "slow burn"', 'tag:fluff, "slow burn"', '-by:"Iris Lowe"']


def test_a_pasted_page_is_bounded():
    query = parse("tag:x " * 5_000 + '"' * 3_001 + "words:y " * 5_000)
    assert len(query.wishes) == MAX_WISHES
    assert len(query.remarks) <= MAX_REMARKS


@pytest.mark.parametrize("text", [*EXAMPLES, TOGETHER])
def test_what_help_teaches_is_taken_as_it_is_meant(text):
    assert parse(text).remarks == ()


NAMES = st.sampled_from(sorted(ALL_NAMES))
VALUES = st.sampled_from(
    [
        "<5000",
        ">1k",
        "1-5k",
        "teen",
        "yes",
        "2020",
        '"a b"',
        '"a',
        "a,b",
        "a|b",
        "-a",
        "",
        ",",
        "..",
        "<",
        "best",
        "−",
        "|",
    ]
)
PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["|", "or", "OR", "-", "--", '"', "“", ":", " ", "-angst", "x", "\u200b", "\x00"]),
    st.builds(
        lambda minus, name, sign, value: f"{minus}{name}{sign}{value}",
        st.sampled_from(["", "-"]),
        NAMES,
        st.sampled_from([":", "<", ": "]),
        VALUES,
    ),
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES).map("".join)))
def test_any_text_is_a_query(text):
    query = parse(text)
    assert all(0 <= wish.start <= wish.end <= len(text) for wish in query.wishes)
    assert all(wish.terms for wish in query.wishes)
    assert all(remark.strip() for remark in query.remarks)
    assert len(query.texts) <= 8
    assert all(said.strip() for said in query.texts)
    for correction in query.corrections:
        parse(correction.query)
    # Nothing that was typed is lost without a word: it's searched, wished for, an order, or remarked upon.
    if any(map(str.isalnum, text)):
        assert query.texts or query.wishes or query.sort or query.remarks


@given(st.lists(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8), min_size=1, max_size=5))
def test_plain_words_are_only_searched(words):
    text = " ".join(words)
    assert parse(text).texts == (text,)
    assert not parse(text).wishes
