"""Books in Project Gutenberg's layouts, of today and of the nineties; they were written for these tests."""

import pytest

from bot.corpus.reader import read_story

PROSE = """\
The lamp on the quay had been out for a week, and the harbour master said that it was nobody's turn to light it. Ines
carried the ladder down herself. She was eleven, the ladder was nine feet long, and the wind came from the north, so
that it took her the better part of an hour and all the words she knew."""

SMALL_PRINT = """\
**The Project Gutenberg Etext of {named}**

Please take a look at the important information in this header.

*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*



"""


def ebook(body: str, title: str = "The Lamp on the Quay", author: str = "Maren Sand") -> bytes:
    return f"""\
The Project Gutenberg EBook of {title}, by {author}

This eBook is for the use of anyone anywhere at no cost.

Title: {title}

Author: {author}

Language: English

*** START OF THIS PROJECT GUTENBERG EBOOK {title.upper()} ***




{body}




*** END OF THIS PROJECT GUTENBERG EBOOK {title.upper()} ***

Updated editions will replace the previous one.
""".encode()


def text(words: int) -> str:
    return "\n\n".join([PROSE] * (1 + words // len(PROSE.split())))


def titles(data: bytes) -> list[str]:
    return [chapter.title for chapter in read_story("book.txt", data).chapters]


def test_licence_and_credits_stand_among_the_notes():
    body = f"Produced by Some Volunteers\n\n\n\n\nCHAPTER I\n\n{text(80)}\n\n\n\nCHAPTER II\n\n{text(80)}"
    story = read_story("book.txt", ebook(body))
    assert (story.title.value, [author.value for author in story.authors]) == ("The Lamp on the Quay", ["Maren Sand"])
    assert [chapter.title for chapter in story.chapters] == ["CHAPTER I", "CHAPTER II"]
    told = "\n".join(chapter.text for chapter in story.chapters)
    assert "Gutenberg" not in told
    assert "Volunteers" not in told
    notes = "\n".join(note.text for note in story.notes)
    assert "Updated editions" in notes
    assert "Some Volunteers" in notes


def test_a_table_of_contents_tells_the_chapters():
    names = ["The Ladder", "North Wind", "What the Harbour Said"]
    contents = "\n".join(f"  {roman}. {name}" for roman, name in zip(("I", "II", "III"), names, strict=True))
    chapters = "\n\n\n\n".join(f"{name.upper()}\n\n{text(90)}" for name in names)
    assert titles(ebook(f"CONTENTS\n\n{contents}\n\n\n\n{chapters}")) == [name.upper() for name in names]


def test_a_chapter_that_the_contents_word_otherwise_is_not_missing():
    contents = "\n".join(f"CHAPTER {roman}    {name}" for roman, name in [
        ("I", "THE LADDER"), ("II", "NORTH WIND"), ("III", "LET THEM STARE"), ("IV", "A LIGHT"), ("V", "HOME"),
    ])  # fmt: skip
    names = ["THE LADDER", "NORTH WIND", '"WHAT ARE YOU STARING AT?"', "A LIGHT", "HOME"]
    chapters = "\n\n\n\n".join(
        f"CHAPTER {roman}\n\n{name}\n\n{text(90)}"
        for roman, name in zip(("I", "II", "III", "IV", "V"), names, strict=True)
    )
    found = titles(ebook(f"CONTENTS\n\n{contents}\n\n\n\n{chapters}"))
    assert [title.partition(":")[0] for title in found] == [f"CHAPTER {n}" for n in ("I", "II", "III", "IV", "V")]


def test_letters_before_the_first_chapter():
    letters = "\n\n\n\n".join(f"Letter {n}\n\n{text(90)}" for n in (1, 2))
    chapters = "\n\n\n\n".join(f"Chapter {n}\n\n{text(90)}" for n in (1, 2, 3))
    assert titles(ebook(f"{letters}\n\n\n\n{chapters}")) == [
        "Letter 1", "Letter 2", "Chapter 1", "Chapter 2", "Chapter 3",
    ]  # fmt: skip


def test_letters_inside_chapters_are_captions():
    chapters = "\n\n\n\n".join(f"Chapter {n}\n\n{text(60)}\n\nLetter {n}\n\n{text(60)}" for n in (1, 2, 3))
    assert titles(ebook(chapters)) == ["Chapter 1", "Chapter 2", "Chapter 3"]


def test_titles_in_capitals_inside_long_parts():
    parts = "\n\n\n\n".join(
        f"{part} PART\n\n\n\n" + "\n\n\n\n".join(f"{name}\n\n{text(2_700)}" for name in names)
        for part, names in (("FIRST", ("THE LADDER", "NORTH WIND")), ("SECOND", ("THE LIGHT", "THE WAY HOME")))
    )
    assert titles(ebook(parts)) == ["FIRST PART: THE LADDER", "NORTH WIND", "SECOND PART: THE LIGHT", "THE WAY HOME"]


def test_numbered_adventures():
    told = "\n\n\n\n".join(f"ADVENTURE {n}. {name}\n\nI.\n\n{text(90)}\n\nII.\n\n{text(90)}"
                           for n, name in [("I", "THE LADDER"), ("II", "THE WIND"), ("III", "THE LAMP")])  # fmt: skip
    assert titles(ebook(told)) == ["ADVENTURE I. THE LADDER", "ADVENTURE II. THE WIND", "ADVENTURE III. THE LAMP"]


@pytest.mark.parametrize(
    ("named", "page", "author"),
    [
        ("The Lamp on the Quay", "THE LAMP ON THE QUAY\n\nMaren Sand", "Maren Sand"),
        ("A Lamp on the Quay", "             THE LAMP ON THE QUAY\n\n               M. A. van Sand", "M. A. van Sand"),
        ("The Lamp on the Quay, by Maren Sand", "THE LAMP ON THE QUAY\n\nA Harbour Tale", "Maren Sand"),
        ("The Lamp on the Quay", "THE LAMP ON THE QUAY\n\nA Harbour Tale", ""),
        ("The Lamp on the Quay", "THE LAMP ON THE QUAY\n\nSecond Edition", ""),
        ("The Lamp on the Quay", "ANOTHER BOOK ALTOGETHER\n\nMaren Sand", ""),
    ],
)
def test_the_author_of_an_old_etext(named, page, author):
    chapters = "\n\n\n\n".join(f"CHAPTER {n}\n\n{text(80)}" for n in ("I", "II", "III"))
    story = read_story("book.txt", f"{SMALL_PRINT.format(named=named)}{page}\n\n\n\n{chapters}\n".encode())
    assert " ".join(fact.value for fact in story.authors) == author
    assert [chapter.title for chapter in story.chapters] == ["CHAPTER I", "CHAPTER II", "CHAPTER III"]


def test_transcribers_notes_are_no_text():
    chapters = "\n\n\n\n".join(f"CHAPTER {n}\n\n{text(80)}" for n in ("I", "II"))
    note = "[Transcriber's Note: Spelling has been left as it was.]"
    story = read_story(
        "book.txt", ebook(f"{note}\n\n\n\n{chapters}\n\n\n\nTranscriber's Notes\n\nPage 3: a full stop added.")
    )
    told = "\n".join(chapter.text for chapter in story.chapters)
    assert "Transcriber" not in told
    assert "full stop added" not in told
