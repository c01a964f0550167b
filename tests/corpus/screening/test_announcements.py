import time
from dataclasses import replace

import pytest

from bot.corpus.reader import read_story
from bot.corpus.screening.announcements import Place, announces_sex, is_underage_mark, states_young_age
from bot.corpus.screening.verdict import screen
from bot.corpus.story import Chapter, Fact, Note, Rating, State, Story

INNOCENT = "The ferry was late. The ferryman said that it was the tide, and the tide, being out, said nothing."
PLAIN = Story(title=Fact("The Late Ferry"), chapters=(Chapter("", INNOCENT),))

ANNOUNCING_NOTES = [
    "LIME in the second half!",
    "smut!",
    "A/N: lemon!",
    "so, uh, this turned into smut",
    "just a smutty one-shot for the ferry crew",
    "there's a lime in this one",
    "18+ only, please.",
    "This chapter is 18+.",
    "sex is implied, but you see nothing",
    "They do the deed. Nothing graphic.",
    "I fade to black, since I blush easily",
    "the sexy bits are at the end",
    "first time writing a sex scene, be kind",
    "NSFW towards the end",
    "Not safe for work!",
    "citrus ahead, you were warned",
    "If you don't like lemons, skip to the second row of stars.",
    "If smut bothers you, go and read my other story.",
    "Minors, don't read this one.",
    "not explicit, but there's a lemon",
    "Slight lime (not graphic).",
    "no smut yet, but wait for part three",
    "I couldn't resist a lemon",
    "this isn't just smut, there's a plot about ferries too",
    "I didn't mean to write porn, it happened",
    "You asked for a lemon, so here it is",
    "You should know that there is smut in here",
    "A lemon (my first!) waits at the end",
    "the spicy bits are between the lines of dots",
    "They make love in this chapter.",
    "I've never written a lemon before, so be kind",
    "this isn't my first lemon",
    "no plot, only porn",
    "I don't usually write smut, but here we are",
    "Who doesn't love a good lemon?",
    "Someone requested smut so here it is",
    "WARNINGS: yaoi, lemon, language",
    "It gets a bit steamy.",
    "This contains scenes of a sexual nature.",
    "Don't like smut? Don't read.",
    "Over 18s only",
]

HARMLESS_NOTES = [
    "I wrote this with a lemon tea and a cold.",
    "No lemons in this chapter!",
    "no limes were harmed",
    "There is no smut in this, and there never will be.",
    "Lemons? No. Sorry!",
    "This story is smut-free.",
    "Should I write a lemon for them? Tell me!",
    "Somebody asked whether there would be smut.",
    "I don't write lemons.",
    "This has neither smut nor swearing.",
    "Thanks to Lemon for reading this first.",
    "We had lime juice on the ferry, and it was terrible.",
    "The lemon tree in my garden has a leaf!",
    "They are not sleeping together, they are cousins.",
    "Everyone is 18+ in my head, it's a tax office.",
    "a story about same-sex marriage law",
    "It isn't sexy, it's about tides.",
    "My laptop is a lemon, so updates will be slow.",
    "Fade to Black by that band was playing while I wrote.",
    "no sex, no lime, no romance at all",
    "Nobody here has time for sex.",
    "The lemon has been removed to keep to the rules.",
    "This is a lime green sort of story",
    "no explicit smut or violence",
    "lemons aren't my thing, so there won't be any",
    "I refuse to write lemons.",
    "The lemon version is on my other account.",
    "I had to cut the lemon.",
    "The rating is for the storm, not for smut.",
    "Would you like lemons in later chapters?",
    "Please don't ask for lemons.",
    "There's hardly any smut on this ferry.",
    "does not contain any sexual content",
    "Feel free to review, but there is no smut to see.",
]

ANNOUNCING_TAGS = [
    "One Night Stand",
    "Making Love",
    "Mating Cycles/In Heat",
    "Dubious Consent",
    "Friends With Benefits",
    "Smut",
    "Light Smut",
    "PWP",
    "Lemon",
    "Citrus",
    "Casual Sex",
    "Eventual Smut",
    "Implied Sexual Content",
    "Fade to Black",
    "If you don't like smut, leave",
]

HARMLESS_TAGS = [
    "Friendship",
    "Lemon Tea",
    "Lemon Cake",
    "No Smut",
    "Not Smut",
    "Sex Education",
    "Sexual Tension",
    "Same-Sex Marriage",
    "Sharing a Bed",
    "Sleeping Together (Literally)",
    "Literal Sleeping Together",
    "Heat Wave",
    "Age Difference",
    "Consent Forms",
    "Body Swap",
    "Food Porn",
    "Non-Sexual Intimacy",
    "Catch 18",
    "Night Ferry",
]

UNDERAGE_NOTES = [
    "Underage, so be warned.",
    "Warning for underage.",
    "underage warning!",
    "This contains underage.",
    "M (underage)",
    "Rated M for underage and language.",
    "There's underage in this, don't like, don't read.",
    "They're both underage here.",
    "both of them are under 18",
    "They are both under eighteen in this.",
    "If underage bothers you, turn back.",
    "TW: implied underage, grief",
    "Contains underage smut, nothing graphic.",
    "This isn't just underage, it's sad too.",
    "technically underage, I suppose",
    "warnings: slash, underage, language",
    "They're under the age of consent.",
    "both characters are minors",
    "Everyone in this is under 18.",
    "If you don't like underage, don't read.",
    "No beta: underage, slash, language.",
]

NO_UNDERAGE_NOTES = [
    "Nobody in this is underage.",
    "None of the people on the ferry are underage.",
    "Nothing here is underage.",
    "No underage, no gore.",
    "Everyone is of age.",
    "Characters are over 18, so no underage here.",
    "Warning for underage drinking.",
    "underage drinking and smoking, kids, don't",
    "some drinking (underage)",
    "If you are underage, go away.",
    "Not for underage readers!",
    "Don't read this if you're under 18.",
    "Anyone under 18 please leave.",
    "He is still underage, so the Ministry sees his magic.",
    "I don't write underage.",
    "An underage wizard gets on the ferry.",
    "Underage? No!",
    "minor character death and minor injuries",
    "Noone here is underage",
    "They're underage in canon, but grown up here.",
    "Aged up, so nobody's under 18.",
    "My kids are minors and like ferries.",
    "everyone is above the age of consent",
    "Do not read if you are a minor.",
    "They're underage, so they can't drink at the bar.",
]

UNDERAGE_WARNINGS = [
    "Underage",
    "underage!!",
    "Extremely Underage",
    "Underage - Freeform",
    "Implied/Referenced Underage Sex",
    "Underage Sex",
    "both under 18",
    "under 18",
    "one of them is under the age of eighteen",
    "Age Difference (16/30)",
    "(15/34)",
    "adult/minor relationship",
    "teen sex",
    "slightly underage by our law",
]

NO_UNDERAGE_WARNINGS = [
    "Underage Drinking",
    "Underage Drug Use",
    "Underage Driving",
    "underage magic",
    "No Underage or Non-con",
    "Not Underage",
    "none of the characters are underage",
    "everyone is of age",
    "all over 18",
    "not for under 18s",
    "nobody under 18 should read this",
    "If you're under 18, don't read",
    "Minor Character Death",
    "Minor Injuries",
    "(18/30)",
    "(1/12)",
    "Chapter (16/30)",
    "violence involving minors",
    "Underage: none",
    "Age Difference",
]


@pytest.mark.parametrize("note", ANNOUNCING_NOTES)
def test_note_that_announces(note):
    assert announces_sex(note, Place.NOTE)
    assert screen(replace(PLAIN, notes=(Note("top", note),))).state is State.HELD


@pytest.mark.parametrize("note", HARMLESS_NOTES)
def test_note_that_announces_nothing(note):
    assert not announces_sex(note, Place.NOTE)
    assert screen(replace(PLAIN, notes=(Note("top", note),))).state is State.LISTED


@pytest.mark.parametrize("tag", ANNOUNCING_TAGS)
def test_tag_that_announces(tag):
    assert announces_sex(tag, Place.LIST)


@pytest.mark.parametrize("tag", HARMLESS_TAGS)
def test_tag_that_announces_nothing(tag):
    assert not announces_sex(tag, Place.LIST)


@pytest.mark.parametrize("note", UNDERAGE_NOTES)
def test_note_that_warns_of_minors(note):
    assert is_underage_mark(note, Place.NOTE)
    rated = replace(PLAIN, rating=Fact(Rating.MATURE), notes=(Note("chapter 2", note),))
    assert screen(rated).state is State.BARRED


@pytest.mark.parametrize("note", NO_UNDERAGE_NOTES)
def test_note_that_warns_of_no_minors(note):
    assert not is_underage_mark(note, Place.NOTE)
    rated = replace(PLAIN, rating=Fact(Rating.MATURE), notes=(Note("top", note),))
    assert screen(rated).state is State.LISTED


@pytest.mark.parametrize("warning", UNDERAGE_WARNINGS)
def test_warning_or_tag_of_minors(warning):
    rated = replace(PLAIN, rating=Fact(Rating.MATURE))
    assert screen(replace(rated, warnings=(Fact(warning),))).state is State.BARRED
    assert screen(replace(rated, tags=(Fact(warning),))).state is State.BARRED


@pytest.mark.parametrize("warning", NO_UNDERAGE_WARNINGS)
def test_warning_or_tag_of_no_minors(warning):
    rated = replace(PLAIN, rating=Fact(Rating.MATURE), warnings=(Fact(warning),))
    assert screen(rated).state is State.LISTED


@pytest.mark.parametrize(
    "summary",
    [
        "An underage wizard gets a letter from the ferry company.",
        "She sells lemons at the market, and he sells sugar.",
        "Tom is underage, and the Guild won't let him row.",
        "Young, underage and without a boat.",
        "A lighthouse keeper grows limes.",
        "The king does the deed himself, and hides the knife.",
    ],
)
def test_summary_that_only_tells(summary):
    assert screen(replace(PLAIN, summary=Fact(summary))).state is State.LISTED
    assert screen(replace(PLAIN, summary=Fact(summary), rating=Fact(Rating.MATURE))).state is State.LISTED


@pytest.mark.parametrize(
    "summary", ["Ferries at night. Smut.", "Warning: lemon.", "A smutty little ferry ride.", "Rated M. Contains sex."]
)
def test_summary_that_announces(summary):
    assert screen(replace(PLAIN, summary=Fact(summary))).state is State.HELD


@pytest.mark.parametrize(
    "head",
    [
        "Summary: Smut. Warning for underage.\nTitle: Ferries",
        "Title: Ferries (underage, lemon)",
        "Rating: M\nTitle: Ferries\n\nA/N: Underage, so be warned.",
        "Tags: Underage\n\nA/N: lemon ahead!",
        "Chapter 1\n\nA/N: lemon in this chapter, underage warning.",
        "A/N: Rated M! Warning for underage.",
        "A/N: this one has a lime.\n\nWarning: they are both under 18.",
    ],
)
def test_mark_and_announcement_bar_wherever_each_stands(head):
    assert read_story("ferries.txt", f"{head}\n\n{INNOCENT}".encode()).state is State.BARRED


def test_mark_in_a_later_chapters_note():
    text = f"Rating: M\nTitle: Ferries\n\nChapter 1\n\n{INNOCENT}\n\nChapter 2\n\nA/N: underage warning!\n\n{INNOCENT}"
    assert read_story("ferries.txt", text.encode()).state is State.BARRED


@pytest.mark.parametrize("label", ["Warning:", "Warnings:", "**Warnings**:", "TW -", "Content warnings:", "A/N:"])
def test_warning_that_was_taken_for_text(label):
    story = replace(PLAIN, chapters=(Chapter("", f"{label} underage, lemon\n\n{INNOCENT}"),))
    assert screen(story).state is State.BARRED


def test_warnings_further_down_are_text():
    warned = f"{INNOCENT}\n\n" * 8 + "Warning: underage persons may not row."
    assert screen(replace(PLAIN, rating=Fact(Rating.MATURE), chapters=(Chapter("", warned),))).state is State.LISTED


def test_mark_without_anything_sexual_bars_nothing():
    assert screen(replace(PLAIN, warnings=(Fact("Underage"),), rating=Fact(Rating.GENERAL))).state is State.LISTED


def test_mark_beside_sexual_text():
    text = "That night they slept together for the first time, and made love again in the morning."
    story = replace(PLAIN, notes=(Note("end", "underage warning"),), chapters=(Chapter("", text),))
    assert screen(story).state is State.BARRED


def test_reason_names_the_line():
    barred = screen(replace(PLAIN, rating=Fact(Rating.MATURE), notes=(Note("chapter 3", "Underage!"),)))
    assert "a note (chapter 3)" in barred.held_because
    held = screen(replace(PLAIN, tags=(Fact("One Night Stand"),)))
    assert "One Night Stand" in held.held_because


@pytest.mark.parametrize("note", ["He's 16 in this.", "They are both seventeen.", "Both are 17 years old"])
def test_stated_age_in_a_note_beside_announced_content_is_never_listed(note):
    assert states_young_age(note, Place.NOTE)
    notes = (Note("top", note), Note("top", "lemon ahead"))
    assert screen(replace(PLAIN, rating=Fact(Rating.MATURE), notes=notes)).state is not State.LISTED


def test_age_stated_by_a_warning_is_looked_at_beside_a_mature_rating():
    rated = replace(PLAIN, rating=Fact(Rating.MATURE), warnings=(Fact("one character is 17"),))
    assert screen(rated).state is State.HELD
    assert screen(replace(rated, rating=Fact(Rating.TEEN))).state is State.LISTED


@pytest.mark.parametrize(
    "note", ["I'm 16 and this is my first lemon", "This fic is ten years old by now, smut and all"]
)
def test_age_of_an_author_or_a_story_is_nobodys_in_it(note):
    assert not states_young_age(note, Place.NOTE)


@pytest.mark.parametrize(
    "note", ["no lemon ", "no underage or ", "sex ed ", "he is underage drink ", "if you don't like smut no ", "(16/"]
)
def test_hostile_note_takes_bounded_time(note):
    begun = time.process_time()
    for place in (Place.NOTE, Place.LIST):
        announces_sex(note * 20_000, place)
        is_underage_mark(note * 20_000, place)
    assert time.process_time() - begun < 10
