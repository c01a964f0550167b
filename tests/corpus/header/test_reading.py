"""Headers as fans write them: what they say, and that the story below stays whole."""

import pytest

from bot.corpus.story import Origin, Rating, Status
from tests.support.story_files import FIRST, TEXT, notes_of, read, text_of, told, under

PLAIN = """Title: The Late Ferry
Author: quaywalker
Fandom: Naruto
Rating: K+
Summary: Two people wait for a boat."""


def test_a_plain_header():
    story = under(PLAIN)
    assert (story.title.value, story.title.origin) == ("The Late Ferry", Origin.STATED)
    assert told(story, "authors") == ["quaywalker"]
    assert told(story, "fandoms") == ["Naruto"]
    assert (story.rating.value, story.rating.origin) == (Rating.GENERAL, Origin.STATED)
    assert story.summary.value == "Two people wait for a boat."
    assert text_of(story) == TEXT


TITLED_HEADERS = [
    "TITLE: The Late Ferry\nAUTHOR: quaywalker",
    "title : The Late Ferry\nauthor : quaywalker",
    "Titre : The Late Ferry\nAuteur : quaywalker",
    "Titel: The Late Ferry\nAutorin: quaywalker",
    "Título: The Late Ferry\nAutora: quaywalker",
    "Name: The Late Ferry\nBy: quaywalker\nRating: G",
    "Fic: The Late Ferry\nWriter: quaywalker\nRating: G",
    "**Title:** The Late Ferry\n**Author:** quaywalker",
    "__Title__: The Late Ferry\n__Author__: quaywalker",
    "*Title: The Late Ferry*\n*Author: quaywalker*",
    "[Title]: The Late Ferry\n[Author]: quaywalker",
    "~Title~: The Late Ferry\n~Author~: quaywalker",
    "- Title: The Late Ferry\n- Author: quaywalker",
    "| Title: The Late Ferry |\n| Author: quaywalker |",
    "Title - The Late Ferry\nAuthor - quaywalker\nRating - PG",
    "Title ..... The Late Ferry\nAuthor .... quaywalker\nRating .... PG",
    "Titel: The Late Ferry\nAuther: quaywalker\nRaiting: G",
    "Author: quaywalker\nRating: G\nTitle: The Late Ferry",
    "Title:\nThe Late Ferry\nAuthor:\nquaywalker",
    "Title:\n\n   The Late Ferry\n\nAuthor:\n\n   quaywalker",
    "Title: The Late Ferry Author: quaywalker Rating: K Genre: Humor",
    "Title: The Late Ferry | Author: quaywalker | Rating: K",
    "Title: The Late Ferry / Author: quaywalker / Rating: K",
    "The Late Ferry\nby quaywalker",
    "The Late Ferry\n\nby quaywalker",
    "THE LATE FERRY\n\nBy: quaywalker",
    "~*~ The Late Ferry ~*~\nby quaywalker",
    "===============\nThe Late Ferry\n===============\nby quaywalker",
    "The Late Ferry\n--------------\nby quaywalker\nRating: G",
    "# The Late Ferry\n\n*by quaywalker*",
    "The Late Ferry by quaywalker",
    "The Late Ferry\nAuthor: quaywalker\nRating: T",
    "The Late Ferry\nA Naruto fanfic by quaywalker",
    "The Late Ferry\nA Naruto story. Rated G. By quaywalker.",
    "Naruto » The Late Ferry\nAuthor: quaywalker\nRated: T - English - Humor - Words: 900",
    "<b>Title:</b> The Late Ferry<br>\n<b>Author:</b> quaywalker<br>",
    "[b]Title:[/b] The Late Ferry\n[b]Author:[/b] quaywalker",
    "Title: “The Late Ferry” by quaywalker\nRating: G",
    "T H E   L A T E   F E R R Y\n\nby quaywalker",
    "Naruto Fanfiction\n\nThe Late Ferry\n\nby quaywalker",
    "The Late Ferry - Chapter 1 - quaywalker - Naruto [Archive of Our Own]\n\nRating: General Audiences",
    "Title- The Late Ferry\nAuthor- quaywalker\nRating- PG",
    "the late ferry\nby quaywalker\nrated: pg",
    "Tittle: The Late Ferry\nAuther: quaywalker\nRating: PG",
    "Draft 7, do not post!!!\n\nThe Late Ferry\nby quaywalker",
    "---\ntitle: The Late Ferry\nauthor: quaywalker\n---",
    '+++\ntitle = "The Late Ferry"\nauthor = "quaywalker"\n+++',
    "---\ntitle: The Late Ferry: unquoted: YAML\n---\n\nTitle: The Late Ferry\nAuthor: quaywalker",
]


@pytest.mark.parametrize("header", TITLED_HEADERS)
def test_title_and_author(header):
    story = under(header)
    assert story.title.value.casefold().startswith("the late ferry")
    assert story.title.origin is Origin.STATED
    assert told(story, "authors") == ["quaywalker"]
    assert text_of(story) == TEXT


@pytest.mark.parametrize(
    "top",
    [
        """From: quaywalker@lists.example.org (quaywalker)
Newsgroups: alt.ferries.creative
Subject: NEW: The Late Ferry (Naruto; S/T) [G] 1/1
Date: 3 Mar 1999 08:01:10 GMT
Message-ID: <1@x.example>""",
        """From: "quaywalker" <q@lists.example.org>
To: ferryfic@lists.example.org
Subject: [FIC] The Late Ferry (1/1)
Date: Sat, 6 Jun 1998 21:40:07 -0500""",
    ],
)
def test_a_mail(top):
    story = under(top)
    assert story.title.value == "The Late Ferry"
    assert told(story, "authors") == ["quaywalker"]
    assert text_of(story) == TEXT


def test_a_story_may_begin_with_a_mail_of_its_own():
    mail = "To: Temari\nFrom: Shikamaru\nSubject: the boat\n\nIt is late again."
    assert text_of(read(f"Title: The Late Ferry\nAuthor: q\n\n{mail}\n\n{TEXT}")).startswith("To: Temari")


@pytest.mark.parametrize(
    ("header", "first"),
    [
        ("The card in the book said:\n\nTitle: A Tide Table\nAuthor: unknown\nDue: Tuesday", "The card"),
        ("MISSION REPORT\n\nName: Nara\nStatus: tired\nSummary: We waited.\nNotes: It is late.", "MISSION REPORT"),
        ("Warning: the sign said, in red, and then nothing more, because it had rained.", "Warning: the sign"),
    ],
)
def test_labels_inside_the_story_are_its_own(header, first):
    story = read(f"{PLAIN}\nCharacters: Temari\n\n{header}\n\n{TEXT}")
    assert story.title.value == "The Late Ferry"
    assert text_of(story).startswith(first)
    assert text_of(story).endswith(TEXT)


@pytest.mark.parametrize(
    "nothing", ["none", "None yet", "n/a", "N/A", "-", "--", "?", "TBD", "none so far!", "keine", "aucun"]
)
def test_nothing_means_none(nothing):
    story = under(f"{PLAIN}\nPairing: {nothing}\nWarnings: {nothing}\nCharacters: {nothing}")
    assert told(story, "relationships") == told(story, "warnings") == []
    assert all(fact.origin is Origin.FOUND for fact in story.characters)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Shikamaru/Temari", ["Shikamaru/Temari"]),
        ("Shikamaru / Temari", ["Shikamaru/Temari"]),
        ("ShikamaruxTemari", ["Shikamaru/Temari"]),
        ("Shikamaru x Temari", ["Shikamaru/Temari"]),
        ("Shikamaru X Temari", ["Shikamaru/Temari"]),
        ("Shikamaru + Temari", ["Shikamaru/Temari"]),
        ("Shikamaru → Temari", ["Shikamaru/Temari"]),
        ("Shikamaru <3 Temari", ["Shikamaru/Temari"]),
        ("slight Shikamaru/Temari", ["Shikamaru/Temari"]),
        ("Shikamaru & Temari", ["Shikamaru & Temari"]),
        ("Ino/Sai, Shikamaru/Temari", ["Ino/Sai", "Shikamaru/Temari"]),
        ("Ino/Sai; Choji & Karui", ["Ino/Sai", "Choji & Karui"]),
        ("Ino/Sai\nShikamaru/Temari", ["Ino/Sai", "Shikamaru/Temari"]),
        ("ShikaTema", ["ShikaTema"]),
    ],
)
def test_pairings(said, expected):
    assert told(under(f"{PLAIN}\nPairing: {said}\nGenre: Humor"), "relationships") == expected


def test_those_in_a_pairing_are_characters_and_others_are_found_beside_them():
    story = under(f"{PLAIN}\nPairing: Ino/Sai")
    stated = [fact.value for fact in story.characters if fact.origin is Origin.STATED]
    assert stated == ["Ino", "Sai"]


@pytest.mark.parametrize(
    ("label", "field", "said", "expected"),
    [
        ("Characters", "characters", "Nara Shikamaru, Temari", ["Nara Shikamaru", "Temari"]),
        ("Character(s)", "characters", "Shikamaru N., Ino Y.", ["Shikamaru N.", "Ino Y."]),
        ("Characters", "characters", "Shikamaru, Choji and Ino", ["Shikamaru", "Choji", "Ino"]),
        ("Characters", "characters", "Shikamaru/Ino/Choji", ["Shikamaru", "Ino", "Choji"]),
        ("Characters", "characters", "Oribe (OC, a clerk), Shino", ["Oribe (OC, a clerk)", "Shino"]),
        ("Main character", "characters", "Temari", ["Temari"]),
        ("Personnages", "characters", "Temari, Gaara", ["Temari", "Gaara"]),
        ("Genre", "tags", "Humor/Friendship", ["Humor", "Friendship"]),
        ("Genre", "tags", "Hurt/Comfort", ["Hurt/Comfort"]),
        ("Genre", "tags", "Romance & Hurt/Comfort", ["Romance", "Hurt/Comfort"]),
        ("Tags", "tags", "slow burn, ferries; tea", ["slow burn", "ferries", "tea"]),
        ("Warnings", "warnings", "mild peril, bad tea", ["mild peril", "bad tea"]),
        ("Archive Warning", "warnings", "No Archive Warnings Apply", []),
        ("Warning(s)", "warnings", "OOC-ness, spoilers", ["OOC-ness", "spoilers"]),
        ("Fandoms", "fandoms", "Naruto, One Piece", ["Naruto", "One Piece"]),
    ],
)
def test_lists(label, field, said, expected):
    header = PLAIN.replace("Fandom: Naruto\n", "") if field == "fandoms" else PLAIN
    story = under(f"{header}\n{label}: {said}")
    assert [fact.value for fact in getattr(story, field) if fact.origin is Origin.STATED] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Complete", Status.COMPLETE),
        ("complete (one-shot)", Status.COMPLETE),
        ("finished!", Status.COMPLETE),
        ("WIP", Status.IN_PROGRESS),
        ("in progress", Status.IN_PROGRESS),
        ("incomplete", Status.IN_PROGRESS),
        ("not yet complete", Status.IN_PROGRESS),
        ("on hiatus", Status.IN_PROGRESS),
        ("3/3", Status.COMPLETE),
        ("2/?", Status.IN_PROGRESS),
        ("abgeschlossen", Status.COMPLETE),
        ("terminée", Status.COMPLETE),
        ("en cours", Status.IN_PROGRESS),
    ],
)
def test_status(said, expected):
    assert under(f"{PLAIN}\nStatus: {said}").status.value is expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("The End", Status.COMPLETE),
        ("~ FIN ~", Status.COMPLETE),
        ("Owari", Status.COMPLETE),
        ("TBC...", Status.IN_PROGRESS),
        ("*To be continued*", Status.IN_PROGRESS),
    ],
)
def test_status_from_the_last_line(end, expected):
    story = read(f"{PLAIN}\n\n{TEXT}\n\n{end}\n")
    assert (story.status.value, story.status.origin) == (expected, Origin.FOUND)
    assert text_of(story) == TEXT


def test_a_value_over_several_lines_is_one():
    story = under(
        "Title: The Late Ferry\nAuthor: quaywalker\nCharacters: Nara Shikamaru,\n   Temari, Gaara\n"
        "Summary: Two people wait for a boat that has never once\nbeen on time, and one of them minds.\nRating: T"
    )
    assert told(story, "characters") == ["Nara Shikamaru", "Temari", "Gaara"]
    assert story.summary.value.endswith("never once been on time, and one of them minds.")
    assert story.rating.value is Rating.TEEN


def test_a_summary_of_two_paragraphs():
    summary = "Two people wait for a boat.\n\nIt is the boat's own fault, and it knows that.\n\n"
    story = under(f"Title: The Late Ferry\nSummary: {summary}Rating: T")
    assert "the boat's own fault" in story.summary.value
    assert text_of(story) == TEXT


def test_a_line_of_facts_as_fanfiction_net_has_it():
    facts = (
        "Rated: T - English - Humor/Friendship - [Shikamaru N., Temari] Ino Y. - Chapters: 2 - Words: 5,000"
        " - Reviews: 12 - Published: 3-14-15 - Status: Complete - id: 1234567"
    )
    story = under(f"The Late Ferry\nBy: quaywalker\nTwo people wait for a boat.\n{facts}")
    assert (story.rating.value, story.status.value) == (Rating.TEEN, Status.COMPLETE)
    assert told(story, "tags") == ["Humor", "Friendship"]
    assert told(story, "relationships") == ["Shikamaru N./Temari"]
    assert told(story, "characters") == ["Shikamaru N.", "Temari", "Ino Y."]
    assert (story.language.value, story.summary.value) == ("English", "Two people wait for a boat.")
    assert text_of(story) == TEXT


def test_a_download_from_the_archive_of_our_own():
    story = read(
        "The Late Ferry\nPosted originally on the Archive of Our Own at http://archive.example/works/1.\n\n"
        "Rating:\n    Teen And Up Audiences\nArchive Warning:\n    No Archive Warnings Apply\nCategory:\n    Gen\n"
        "Fandom:\n    Naruto\nRelationship:\n    Temari & Nara Shikamaru\nCharacter:\n    Temari, Nara Shikamaru\n"
        "Additional Tags:\n    Ferries, Waiting\nLanguage:\n    English\n"
        "Stats:\n    Published: 2015-03-08 Words: 640 Chapters: 1/1\n"
        "The Late Ferry\nby quaywalker\n\nSummary\n\n    Two people wait.\n\nNotes\n\n    For the mods.\n\n"
        f"{TEXT}\n\nAfterword\n\n"
        "Please drop by the Archive and comment to let the creator know if you enjoyed their work!\n"
    )
    assert story.title.value == "The Late Ferry"
    assert told(story, "authors") == ["quaywalker"]
    assert (story.rating.value, story.status.value) == (Rating.TEEN, Status.COMPLETE)
    assert (told(story, "warnings"), told(story, "tags")) == ([], ["Ferries", "Waiting"])
    assert story.summary.value == "Two people wait."
    assert text_of(story) == TEXT
    assert "For the mods." in notes_of(story)


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Part 3/5 of The Late Ferry", "The Late Ferry"),
        ("The Late Ferry, chapters 21 & 22", "The Late Ferry"),
        ("The Late Ferry (1/?)", "The Late Ferry"),
        ("ficlet: the late ferry", "the late ferry"),
        ("FIC: The Late Ferry (1/1) PG Shikamaru & Temari", "The Late Ferry"),
    ],
)
def test_titles_with_something_beside_them(first, title):
    story = read(f"{first}\n\n{TEXT}", "fic.txt")
    assert story.title.value == title
    assert text_of(story) == TEXT


def test_a_chapter_heading_above_the_author_is_no_title():
    story = read(f"Chapter 1: Fog\nBy: quaywalker\n\n{TEXT}", "fic.txt")
    assert (told(story, "authors"), story.chapters[0].title) == (["quaywalker"], "Chapter 1: Fog")


@pytest.mark.parametrize(
    "said",
    ["A/N: Unbeta'd. Rated T for language.", "Summary: A boat is late. Rated T to be safe.", "(Naruto; T; a ferry)"],
)
def test_a_rating_mentioned_elsewhere(said):
    story = read(f"The Late Ferry\nby quaywalker\n{said}\n\n{TEXT}")
    assert (story.rating.value, story.rating.origin) == (Rating.TEEN, Origin.STATED)


def test_what_the_nineties_called_a_series_is_the_fandom():
    assert told(under("Title: The Late Ferry\nAuthor: q\nSeries: TNG\nRating: G"), "fandoms") == ["TNG"]
    assert under("Title: The Late Ferry\nFandom: TNG\nSeries: Ferries #2").series.value == "Ferries #2"


def test_two_ratings_leave_the_stricter_and_a_problem():
    story = under(f"{PLAIN}\nRated: R")
    assert story.rating.value is Rating.MATURE
    assert any("Two ratings" in problem.message for problem in story.problems)


def test_an_unknown_rating_is_not_rated_and_a_problem_by_line():
    story = under("Title: The Late Ferry\nRating: seaworthy")
    assert (story.rating.value, story.rating.origin) == (Rating.NOT_RATED, Origin.GUESSED)
    assert [(p.line, "seaworthy" in p.message) for p in story.problems] == [(2, True)]


def test_an_address_of_the_author_is_no_part_of_the_name():
    story = under("Title: The Late Ferry\nAuthor: quaywalker (quay@mail.example)")
    assert told(story, "authors") == ["quaywalker"]
    assert "quay@mail.example" in notes_of(story)


def test_labels_at_the_end_count_where_the_top_has_none():
    story = read(f"The Late Ferry\n\n{TEXT}\n\n-----\nAuthor: quaywalker\nRating: K\nCharacters: Temari\n")
    assert told(story, "authors") == ["quaywalker"]
    assert story.rating.value is Rating.GENERAL
    assert text_of(story) == TEXT


def test_what_has_no_field_is_kept_as_a_note():
    story = under(f"{PLAIN}\nBeta: my aunt\nCookies: yes, please\nFeedback: adored")
    assert all(words in notes_of(story) for words in ("my aunt", "yes, please", "adored"))
    assert text_of(story) == TEXT


def test_front_matter_with_lists():
    story = read(
        f"---\ntitle: The Late Ferry\nauthors: [quaywalker, gull]\ncharacters:\n  - Temari\n  - Gaara\n---\n\n{TEXT}"
    )
    assert told(story, "authors") == ["quaywalker", "gull"]
    assert told(story, "characters") == ["Temari", "Gaara"]
    assert text_of(story) == TEXT


def test_front_matter_that_grows_from_aliases_is_not_read():
    bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\ntitle: [*b,*b,*b,*b,*b,*b,*b]\n---\n\n"
    assert FIRST in text_of(read(bomb + TEXT))
