"""Author's notes, disclaimers and headers never become story text, and story text never becomes a note."""

import re

import pytest

from bot.corpus.story import SCENE_BREAK
from tests.support.story_files import FIRST, PROSE, TEXT, notes_of, read, text_of

LABELS = {"A", "N", "AN", "a", "n", "Author", "s", "Notes", "Note", "Anmerkung", "de", "l", "auteur"} | {
    "Disclaimer",
    "DISCLAIMER",
    "Discalimer",
}
HEADERS = ["", "Title: The Late Ferry\nAuthor: quaywalker\nRating: G\n\n", "The Late Ferry\nby q\n\n"]
TOP_NOTES = [
    "A/N: I wrote this on a train.",
    "a/n - i wrote this on a train",
    "AN: I wrote this on a train.",
    "**A/N:** I wrote this on a train.",
    "(A/N: I wrote this on a train.)",
    "[Author's Note: I wrote this on a train.]",
    "Author's Notes\n\nI wrote this on a train. Please review!",
    "~Author's Note~\n\nI wrote this on a train. Enjoy!",
    "A/N: I wrote this on a train.\n\nIt was a slow one, so I hope you like it. Please review!\n\nEnjoy!",
    "A/N: I wrote this on a train.\n\nThe tea was bad.\n\nOn with the story!",
    "A/N: I wrote this on a train.\n\nThe tea was bad and so is my spelling.\n\n-----",
    "Disclaimer: I don't own Naruto.",
    "Discalimer: not mine!",
    "DISCLAIMER - I don't own them.",
    "I don't own Naruto or any of its characters.",
    "I do not own Naruto, Kishimoto does. No money is made from this fic.",
    "All characters belong to Masashi Kishimoto.",
    "*I don't own Naruto. I don't even own a boat.*",
    "Thank you for all the reviews on my last fic! You guys are the best.",
    "Hi guys! This is my first fanfic, so be gentle. Thanks to my beta!",
    "Anmerkung: Meine erste Fanfic!",
    "Note de l'auteur : Ma première fic !",
    "Last time on The Late Ferry: nobody came!",
    "A/N Hello! I wrote this on a train.",
    "(This takes place right after the exams. My English is bad.)",
    "A/N: I was on a bus and thought of boats.\n\nThe bus is the 41.\n\nAnyways, read and review!",
    "A/N: It is 3am and I have a cold.\n\nAlso, I'm sorry about the tenses.",
]


@pytest.mark.parametrize("note", TOP_NOTES)
@pytest.mark.parametrize("header", HEADERS)
def test_a_note_on_top(note, header):
    story = read(f"{header}{note}\n\n{TEXT}\n")
    assert text_of(story) == TEXT
    assert not _words(note) - _words(notes_of(story)) - LABELS


def _words(text):
    return set(re.findall(r"[^\W_]+", text))


END_NOTES = [
    "A/N: Well? Reviews feed the gulls.",
    "AN: thats it!! r&r plz!!",
    "Author's note: This was for my brother.",
    "Thanks for reading! Please review.",
    "Please review!",
    "R&R!",
    "The End",
    "~*~ FIN ~*~",
    "The End\n\nThanks to everybody who came along.",
    "TBC\n\nWhat do you think? Should the boat come?",
    "-----\n\nA/N: That was it.\n\nThe next one will be about tea.",
    "-----\n\nSo, what did you think? Reviews make me write faster!",
    "***\n\nEnd notes:\n\nThe bell is real. I have rung it.",
    'Owari\n\n-- \nquaywalker, q@mail.example\n"A boat in the hand"',
    "Next time on The Late Ferry: the gull comes back!",
    "(A/N: Sorry it was so short!)",
    "Disclaimer: I own the gull and nothing else.",
    "#ferry #gulls #ficlet",
    "(Post a new comment)",
    "FIN\n\nNote : Une petite review ?",
    "So, love it? Hate it? Tell me!\n\n-Quay",
    '-----\n\nquaywalker\n"Mind the gap"',
    "tbc when i get round to it!",
    "Comments? Questions? Death threats? You know what to do. ^.~",
    "A/N: Aaaand cut! I'd like to thank my roommate.\n\nNext chapter: the ford! With ducks.",
    "Voilà, c'est fini ! Une petite review, s'il vous plaît ?",
    "So, das war's! Über Kommis würde ich mich freuen!",
]


@pytest.mark.parametrize("note", END_NOTES)
def test_a_note_at_the_end(note):
    story = read(f"The Late Ferry\nby quaywalker\n\n{TEXT}\n\n{note}\n")
    assert text_of(story) == TEXT
    assert {kept.where for kept in story.notes} <= {"end"}


INNER_NOTES = [
    ("It rang. (A/N: the bell is real) It rang again.", "It rang. It rang again.", "the bell is real"),
    ("It rang [AN: really!].", "It rang.", "really!"),
    ("It rang. (an: i love bells)", "It rang.", "i love bells"),
]


@pytest.mark.parametrize(("paragraph", "kept", "note"), INNER_NOTES)
def test_a_note_inside_a_paragraph(paragraph, kept, note):
    story = read(f"{TEXT}\n\n{paragraph}\n\n{TEXT}")
    assert text_of(story) == f"{TEXT}\n\n{kept}\n\n{TEXT}"
    assert note in notes_of(story)


def test_a_note_between_paragraphs():
    story = read(f"{TEXT}\n\n(A/N: sorry, this is where my tea went over the keys.)\n\n{TEXT}")
    assert text_of(story) == f"{TEXT}\n\n{TEXT}"
    assert story.notes[0].where == "chapter 1"


def test_notes_between_chapters():
    story = read(
        f"Chapter 1\n\n{TEXT}\n\nA/N: Reviews, please!\n\nChapter 2\n\nThanks to Mika and Jo for reviewing!\n\n{TEXT}\n"
    )
    assert [chapter.text for chapter in story.chapters] == [TEXT, TEXT]
    assert [note.where for note in story.notes] == ["chapter 1", "chapter 2"]


def test_replies_to_reviewers():
    replies = "Review replies:\n\ngull11: lol yes the bell is real\nMika: thank u!!\n"
    story = read(f"Chapter 1\n\n{TEXT}\n\nChapter 2\n\n{replies}\n{TEXT}")
    assert story.chapters[1].text == TEXT


def test_talk_with_the_characters_above_and_below():
    above = (
        "Me: Hello! Welcome to my new fic!\nTemari: I'm leaving.\nMe: Say the thing.\nTemari: She doesn't own Naruto."
    )
    story = read(f"The Late Ferry\nby q\n\nDisclaimer:\n\n{above}\n\n+.+.+\n\n{TEXT}\n\n+.+.+\n\nMe: See?\nTemari: Hn.")
    assert text_of(story) == TEXT


TRAPS = [
    "I don't own anything.\n\nI did once. I had a chair.",
    "Spoiler: he lives.\n\nI'm telling you that now, because otherwise people don't listen.",
    "Note to self: the gull is not to be fed.\n\nNote to self: the gull has been fed.",
    "I never wanted to write this down. My hands shake, and everyone I told has gone.",
    "Dear Ino,\n\nI hope this letter finds you. I'm sorry that I haven't written for so long.\n\nYours,\nSai",
    "P.S. I know that you read the last page first.\n\nYou always did.",
    "This is the story of a boat, and I am the one who sank it.",
    "By order of the harbour master, nobody is to feed the gulls.",
    "Chapter one of the book was missing. He read it all the same.",
    "Part of him wanted to run. Part of him had already gone.",
    "The End of the Pier was the name of a tavern, and it was full.",
    '"The end," said the puppet, and bowed.',
    "Characters in plays don't wait. They have the good luck to be late themselves.",
    "Rated among the slowest boats in the land, she was late again.",
    "Warning bells rang along the wall, and I sat up.",
    "(He meant it. That was the worst of it.)",
]


@pytest.mark.parametrize("opening", TRAPS)
def test_what_only_looks_like_a_note(opening):
    for header in ("", "Title: The Late Ferry\nAuthor: quaywalker\nRating: G\n\n"):
        header_ = "" if opening.startswith("I don't own") else header
        assert text_of(read(f"{header_}{opening}\n\n{TEXT}")) == f"{opening}\n\n{TEXT}"


CLOSING_TRAPS = [
    '"I hope you like it," she said. "I wrote it myself."',
    "I never wrote to her again. I'm sorry for it now, and I think of her whenever I see a gull.",
    "P.S. They called the boat after me. I didn't ask them to.",
    "Thanks to him, nobody was hurt.",
    "He wrote one word under it. Received.",
    "Name: Nara Shikamaru\nRank: Chuunin\nStatus: waiting",
    "That was the end.",
]


@pytest.mark.parametrize("closing", CLOSING_TRAPS)
def test_what_only_looks_like_a_closing_note(closing):
    assert text_of(read(f"Title: The Late Ferry\nRating: G\n\n{TEXT}\n\n{closing}\n")) == f"{TEXT}\n\n{closing}"


def test_the_end_in_the_middle_of_a_story():
    show = f'THE END\n\nsaid the card that came down on a string.\n\n"Where?" asked the smallest.\n\n{PROSE[1]}'
    assert text_of(read(f"{TEXT}\n\n{show}\n")) == f"{TEXT}\n\n{show}"


def test_a_story_told_by_a_writer_is_not_all_notes():
    day = "I wrote to my readers again on day {}. Please review, I said; nobody did."
    diary = "\n\n".join(map(day.format, range(9)))
    assert "I wrote to my readers again on day 4." in text_of(read(diary))


def test_a_title_repeated_above_the_text_is_no_text():
    story = read(f"Title: The Late Ferry\nAuthor: quaywalker\n\n***\n\nThe Late Ferry\nby quaywalker\n\n{TEXT}")
    assert text_of(story) == TEXT


def test_breaks_at_the_edges_go_and_those_inside_stay():
    story = read(f"Title: The Late Ferry\n\n***\n\n{PROSE[0]}\n\n---\n\n***\n\n{PROSE[1]}\n\n***\n")
    assert text_of(story) == f"{PROSE[0]}\n\n{SCENE_BREAK}\n\n{PROSE[1]}"


def test_notes_stand_where_they_stood():
    story = read(f"Title: T\nA/N: first\n\n{FIRST}\n\n(A/N: second)\n\n{TEXT}\n\nA/N: third")
    assert [(note.where, note.text.strip("()").split(": ")[-1]) for note in story.notes] == [
        ("top", "first"),
        ("chapter 1", "second"),
        ("end", "third"),
    ]


def test_a_paragraph_with_a_remark_in_brackets_stays_text_above_a_note():
    first = "It rained all day (A/N: lol) and nobody minded, least of all the cat."
    story = read(f"Title: The Late Ferry\nAuthor: quaywalker\n\n{first}\n\nA/N: sorry about that\n\n{TEXT}\n")
    assert story.chapters[0].text.startswith("It rained all day and nobody minded")


def test_talk_about_the_chapter_at_its_end():
    talk = "Well that was chapter one! Hope you liked it, the next one will be up soon."
    assert text_of(read(f"Title: The Late Ferry\n\n{TEXT}\n\n{talk}\n")) == TEXT
