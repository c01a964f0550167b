import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.overrides import Overrides
from bot.corpus.reader import read_story
from bot.corpus.screening.verdict import Vouched, screen
from bot.corpus.story import Chapter, Fact, Origin, Permission, Rating, State, Status, Story, values

DOC = Path(__file__).parents[2] / "docs" / "corpus-toml.md"
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", DOC.read_text("utf-8"), re.MULTILINE | re.DOTALL)
SEXUAL = "They undressed each other in the dark and made love until the candle burned out."
HARMLESS = "The old tree stood at the edge of the village, and nobody remembered who had planted it."


def parse(text: str) -> Overrides:
    overrides, problems = Overrides.parse(text)
    assert problems == ()
    return overrides


def problems_of(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in Overrides.parse(text)[1]]


def story(text: str = HARMLESS, **facts: object) -> Story:
    return Story(**{"title": Fact("As Filed"), "chapters": (Chapter("", text),), **facts})


def state_of(overrides: Overrides, filed: Story, name: str = "a.txt") -> State:
    return screen(overrides.apply(name, filed), overrides.vouched(name)).state


def test_the_example_in_the_documentation():
    overrides = parse(EXAMPLES[0])
    name = "naruto/cloud watching (final).txt"
    read = overrides.apply(name, story())
    assert read.title == Fact("Cloud Watching", Origin.STATED)
    assert values(read.authors) == ("soupandshadows", "Ino's Greenhouse")
    assert values(read.fandoms) == ("Naruto",)
    assert read.rating == Fact(Rating.GENERAL)
    assert read.status == Fact(Status.IN_PROGRESS)
    assert read.source == Fact("https://example.org/works/1234")
    assert (read.published, read.updated) == (Fact(date(2009, 5, 31)), Fact(date(2010, 1, 2)))
    assert (read.permission, read.permission_proof) == (Permission.FULL, "Mail of 2024-02-03")
    assert read.warnings == ()
    assert overrides.apply("else.txt", story()).permission is Permission.EXCERPTS
    assert overrides.apply("drabbles/lee_oneshot.txt", story()).status == Fact(Status.COMPLETE)
    files = [name, "drabbles/a.txt"]
    assert overrides.unmatched(files) == ()


def test_the_example_that_rates_a_held_story():
    assert state_of(Overrides(), story(SEXUAL), "the long winter.txt") is State.HELD
    assert state_of(parse(EXAMPLES[1]), story(SEXUAL), "the long winter.txt") is State.LISTED


def test_every_field_is_documented():
    from bot.corpus.overrides_fields import FIELDS  # noqa: PLC0415

    assert set(FIELDS) == set(
        re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (.*?) \|", DOC.read_text("utf-8"), re.MULTILINE)))
    )


def test_the_file_read_with_it_says_so():
    read = read_story("a.txt", f"Title: Wrong\n\n{HARMLESS}\n".encode(), overrides=parse('[all]\ntitle = "Right"\n'))
    assert read.title == Fact("Right", Origin.STATED)


def test_the_most_specific_table_wins_field_by_field():
    overrides = parse(
        '[file."x/a.txt"]\ntitle = "File"\n'
        '[[pattern]]\nmatch = "x/*"\ntitle = "Pattern"\nseries = "First"\n'
        '[[pattern]]\nmatch = "*.txt"\nseries = "Second"\n'
        '[all]\ntitle = "All"\nseries = "All"\nlanguage = "French"\n'
    )
    read = overrides.apply("x/a.txt", story())
    assert (read.title.value, read.series, read.language) == ("File", Fact("Second"), Fact("French"))
    assert overrides.apply("y/a.md", story()).title.value == "All"


@pytest.mark.parametrize(
    ("table", "name", "fits"),
    [
        ('[file."a b.txt"]', "a b.txt", True),
        ('[file."./a.txt"]', "a.txt", True),
        (r"[file.'x\a.txt']", "x/a.txt", True),
        ('[file."[WIP] a, b = c.txt"]', "[WIP] a, b = c.txt", True),
        ('[file."Who are you?.txt"]', "Who are you?.txt", True),
        ('[file."caf\u00e9.txt"]', "cafe\u0301.txt", True),
        ('[file."x/*"]', "x/y/a.txt", True),
        ('[file."A.txt"]', "a.txt", False),
        ('[[pattern]]\nmatch = ["b*", "a*"]', "a.txt", True),
        ('[[pattern]]\nmatch = "*.md"', "a.txt", False),
    ],
)
def test_paths(table, name, fits):
    overrides = parse(f'{table}\ntitle = "Here"\n')
    assert (overrides.apply(name, story()).title.value == "Here") is fits
    assert bool(overrides.unmatched([name])) is not fits


def test_a_table_that_fits_no_file_is_told_with_its_line():
    overrides = parse('[all]\nrating = "Teen"\n\n[file."nowhere.txt"]\ntitle = "X"\n\n[[pattern]]\nmatch = "z*"\n')
    told = [(problem.line, problem.message) for problem in overrides.unmatched(["a.txt"])]
    assert [line for line, _ in told] == [7, 4]
    assert '"z*" fits no file' in told[0][1]
    assert 'nowhere.txt" fits no file' in told[1][1].replace("]", "")


@pytest.mark.parametrize(
    ("value", "rating"),
    [("Teen", Rating.TEEN), ("explicit", Rating.EXPLICIT), ("PG-13", Rating.TEEN), ("not  rated", Rating.NOT_RATED)],
)
def test_ratings_on_other_scales(value, rating):
    assert parse(f'[all]\nrating = "{value}"\n').apply("a", story()).rating.value is rating


def test_one_entry_may_stand_without_a_list_and_a_field_by_its_singular():
    read = parse('[all]\nauthor = "Ino"\ntag = ["A", "A"]\n').apply("a", story())
    assert (values(read.authors), values(read.tags)) == (("Ino",), ("A",))


def test_empty_values_take_away_what_the_file_says():
    filed = story(summary=Fact("Old"), warnings=(Fact("Violence"),), source=Fact("https://example.org"))
    read = parse('[all]\nsummary = ""\nwarnings = []\nsource = ""\n').apply("a", filed)
    assert (read.summary, read.warnings, read.source) == (None, (), None)


MISTAKES = [
    ('[all]\n\nratting = "Teen"', 3, "ratting: is not a field. Did you mean rating? The fields are title, authors"),
    ('[all]\nrating = "Teens!"', 2, '\'Teens!\' is not one of "General", "Teen", "Mature", "Explicit", "Not Rated"'),
    ('[all]\nstatus = "maybe"', 2, '"complete", "in progress"'),
    ('[all]\npermission = "some"', 2, '"full text", "excerpts only", "card only"'),
    ("[all]\nrating = 5", 2, 'must be a text in quotes, such as "…", not a number'),
    ("[all]\ntitle = true", 2, "not true or false"),
    ('[all]\ntitle = ["A"]', 2, "not a list"),
    ('[all]\ntitle = ""', 2, "title: must not be empty"),
    ("[all]\nauthors = [1, 2]", 2, 'must be a list of texts, such as ["…", "…"]'),
    ('[all]\npublished = "May"', 2, "'May' is not a date such as 2024-05-31"),
    ('[all]\nsource = "javascript:alert(1)"', 2, "is not a web address. It begins with https://"),
    ('[all]\nstate = "listed"', 2, "can't be set here"),
    ('rating = "Teen"', 1, "'rating' is not known here. Every field stands under [all]"),
    ('# Mine\n\n[files."a.txt"]\ntitle = "A"', 3, "'files' is not known here"),
    ('[[pattern]]\ntitle = "A"', 1, 'needs match = "…"'),
    ('[[pattern]]\ntitle = "A"\nmatch = 7', 3, 'needs match = "…"'),
    ('[file.a.txt]\ntitle = "A"', 1, "path stands in quotes"),
    ('[all]\ntitle = "A"\n[all]\ntitle = "B"', 3, "stands here a second time; the first one counts"),
    ("[all]\nrating = Teen", 2, 'Texts stand in quotes: rating = "Teen"'),
    ('[all]\ntitle = "A', 2, "This is not TOML, so the line is left out"),
    ("[all\n", 1, "This is not TOML, so the table is left out"),
    ("[all]\nauthors = [", 2, "This is not TOML, so the line is left out"),
]


@pytest.mark.parametrize(("text", "line", "says"), MISTAKES)
def test_a_mistake_is_told_with_its_line_and_what_is_allowed(text, line, says):
    told = problems_of(text)
    assert told[0][0] == line
    assert says in told[0][1]


@pytest.mark.parametrize(("text", "line"), [(text, line) for text, line, _ in MISTAKES if "[" in text])
def test_a_mistake_stops_nothing_else(text, line):
    before = '[file."a.txt"]\ntitle = "Before"\n'
    after = '\n[[pattern]]\nmatch = "b*"\ntitle = "After"\n'
    for text_around in (before + text + after, (before + text + after).replace("\n", "\r\n")):
        overrides, problems = Overrides.parse(text_around)
        assert problems[0].line == line + 2
        assert overrides.apply("a.txt", story()).title.value == "Before"
        assert overrides.apply("b.txt", story()).title.value == "After"


def test_the_rest_of_a_table_with_a_broken_line_counts():
    overrides, problems = Overrides.parse('[all]\nrating = Teen\ntitle = "Kept"\nlanguage = "English\nseries = "Too"\n')
    read = overrides.apply("a", story())
    assert (read.title.value, read.series) == ("Kept", Fact("Too"))
    assert [problem.line for problem in problems] == [2, 4]


def test_a_header_inside_a_long_text_is_text():
    read = parse('[all]\nsummary = """\n[all]\ntitle = no\n"""\nseries = "S"\n').apply("a", story())
    assert read.summary == Fact("[all]\ntitle = no")
    assert read.series == Fact("S")


@given(st.text(alphabet="[]\"'=.\n allfiepttrn*#1", max_size=120))
def test_any_text_gives_tables_and_problems(text):
    overrides, problems = Overrides.parse(text)
    overrides.apply("a.txt", story())
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in problems)


@pytest.mark.parametrize("table", ['[file."a.txt"]', '[[pattern]]\nmatch = "a*"', "[all]"])
@pytest.mark.parametrize("rating", ["General", "Explicit"])
def test_a_rating_lets_a_held_story_through(table, rating):
    assert state_of(Overrides(), story(SEXUAL)) is State.HELD
    assert state_of(parse(f'{table}\nrating = "{rating}"\n'), story(SEXUAL)) is State.LISTED


def test_not_rated_is_no_rating():
    assert state_of(parse('[all]\nrating = "Not Rated"\n'), story(SEXUAL)) is State.HELD


def test_only_a_rating_for_the_file_itself_lets_a_stated_age_through():
    filed = story(f"She was sixteen. {SEXUAL}")
    assert state_of(parse('[all]\nrating = "Explicit"\n'), filed) is State.HELD
    assert state_of(parse('[[pattern]]\nmatch = "*"\nrating = "Explicit"\n'), filed) is State.HELD
    assert state_of(parse('[file."a.txt"]\nrating = "Explicit"\n'), filed) is State.LISTED
    assert parse('[file."a.txt"]\nrating = "Teen"\n').vouched("b.txt") is Vouched.NOT


LIFTS = (
    "[all]\nwarnings = []\ntags = []\nrelationships = []\n"
    'rating = "General"\nsummary = "Nothing to see."\ntitle = "Innocent"\nauthors = []\n'
)


@pytest.mark.parametrize("table", ["[all]", '[file."a.txt"]'])
@pytest.mark.parametrize(
    "facts",
    [
        {"warnings": (Fact("Underage"),), "rating": Fact(Rating.EXPLICIT)},
        {"warnings": (Fact("Underage"),)},
        {"tags": (Fact("Shota"),)},
        {"relationships": (Fact("Adult/Minor"),)},
        {"summary": Fact("Warning: underage sex.")},
    ],
)
def test_nothing_lifts_a_bar(table, facts):
    overrides = parse(LIFTS.replace("[all]", table))
    assert state_of(Overrides(), story(SEXUAL, **facts)) is State.BARRED
    assert state_of(overrides, story(SEXUAL, **facts)) is State.BARRED
    changed = overrides.apply("a.txt", story(SEXUAL, **facts))
    assert "can't take back what bars a story" in changed.problems[0].message


def test_a_title_that_bars_stays_and_any_other_may_be_corrected():
    overrides = parse('[file."a.txt"]\ntitle = "Ferries"\n')
    marked = story(title=Fact("Ferries (underage, lemon)"))
    assert state_of(overrides, marked) is State.BARRED
    warned = story(warnings=(Fact("Underage"),), rating=Fact(Rating.MATURE))
    assert state_of(overrides, warned) is State.BARRED
    assert overrides.apply("a.txt", warned).title.value == "Ferries"


def test_an_operator_can_bar():
    overrides = parse('[file."a.txt"]\nwarnings = ["Underage"]\n')
    assert state_of(overrides, story(SEXUAL)) is State.BARRED
    assert state_of(overrides, story(HARMLESS)) is State.LISTED
