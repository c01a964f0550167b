import pytest

from bot.corpus.people.mentions import Mention, mentions_in
from bot.corpus.people.name_words import words_for
from bot.corpus.people.plain_lines import LOOKED_AT, plain_lines, small_words, starts_small


def mentions(text: str, language: str = "English") -> list[Mention]:
    french = language == "French"
    return [m for line in plain_lines([text], french=french) for m in mentions_in(line, words_for(language))]


def names(text: str, language: str = "English") -> list[str]:
    return [" ".join(mention.parts) for mention in mentions(text, language)]


def only(text: str, language: str = "English") -> Mention:
    (mention,) = mentions(text, language)
    return mention


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("then Nara Shikamaru slept", ["Nara Shikamaru"]),
        ("then Nara, Shikamaru slept", ["Nara", "Shikamaru"]),
        ("at Ino's Choji slept", ["Ino", "Choji"]),
        ("he met Anne de Bourgh", ["Anne de Bourgh"]),
        ("he met van Helsing", ["van Helsing"]),
        ("he met Lukas van der Meer", ["Lukas van der Meer"]),
        ("he met van der Meer", ["van der Meer"]),
        ("he met Anne de la Mer of Rosings", ["Anne de la Mer", "Rosings"]),
        ("he met d'Artagnan", ["d'Artagnan"]),
        ("he met James T. Quirke", ["James T Quirke"]),
        ("he met Mr. Quirke. Ino left", ["Quirke", "Ino"]),
        ("at noon Captain Roux met Mr Teo", ["Roux", "Teo"]),
        ("at Rosings Miss Crane slept", ["Rosings", "Crane"]),
        ("it was the Queen of Hearts", ["Queen of Hearts"]),
        ("it was the Witch of the East", ["Witch of the East"]),
        ("it was Temari of the Sand", ["Temari", "Sand"]),
        ("he met Louis XIV there", ["Louis XIV"]),
        ("he met R2-D2 there", ["R2-D2"]),
        ("he was LOUD and PROUD there", []),
        ("he was LOUD there", ["LOUD"]),
        ("poor Ino, poor old Choji", ["Ino", "Choji"]),
        ("_Ino_ and *Choji*", ["Ino", "Choji"]),
        ("then Kit_kat slept", ["Kit_kat"]),
        ("The Long Way Home Again", []),
    ],
)
def test_runs_of_capitals_are_names(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_name_is_told_by_its_neighbours() -> None:
    mention = only("and then she glared at Naruto, who laughed")
    assert (mention.earlier, mention.before, mention.after, mention.later) == ("glared", "at", ",", "who")


def test_adverbs_do_not_come_between_a_name_and_its_verb() -> None:
    assert only("then Ino slowly turned").after == "turned"
    assert only("then Ino just grinned").after == "grinned"


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Ino left.", True),
        ("they slept. Ino left", True),
        ('"Yes." "Ino left"', True),
        ('they said, "Ino left"', True),
        ('"Yes," Ino said', False),
        ("“Yes,” Ino said", False),
        ("‘Yes,’ Ino said", False),
        ("they knew Ino left", False),
        ("they slept, Ino left", False),
        ("they slept — Ino left", False),
    ],
)
def test_first_words_are_told_from_others(text: str, starts: bool) -> None:
    assert [m.starts for m in mentions(text) if m.parts == ("Ino",)] == [starts]


def test_titles_and_honorifics_are_taken_off() -> None:
    assert only("then Captain Roux left").title == "captain"
    assert only("then Hinata-sama left").honorific
    assert only("then Hinata-sama left").parts == ("Hinata",)
    assert only("then Naruto-nii-chan left").parts == ("Naruto",)


def test_a_title_alone_is_a_name_after_the() -> None:
    assert only("then the Doctor left").parts == ("Doctor",)
    assert only("it was the Doctor's hat").possessive
    assert only("The Doctor left").article
    assert names("then Doctor left, and a Doctor came") == []
    assert names("then the Doctor Quirke left") == ["Quirke"]


def test_possessives_and_articles_are_seen() -> None:
    assert only("it was Ino's hat").possessive
    assert only("it was Ino’s hat").possessive
    assert only("and the Scarecrow laughed").article
    assert only("The Scarecrow laughed").article
    assert only("at the Admiral Benbow they ate").article
    assert not only("and Ino laughed").article


def test_the_next_pronoun_counts_until_another_name() -> None:
    assert only("then Ino said that she knew").gender == "female"
    assert [m.gender for m in mentions("then Ino told Choji that he knew")] == ["", "male"]


def test_names_named_together_know_of_each_other() -> None:
    assert [m.beside for m in mentions("so Ino and Choji left")] == [(), ("Ino",)]
    assert [m.beside for m in mentions("so Ino, Choji left")] == [(), ()]


def test_french_words_are_cut_at_their_apostrophes() -> None:
    assert names("voilà qu'Henriette va à l'Opéra", "French") == ["Henriette", "Opéra"]


def test_small_words_are_counted() -> None:
    assert small_words(["The hope of Hope, hope."])["hope"] == 2


def test_sentences_that_begin_small_are_told_from_others() -> None:
    assert starts_small(["so", "“and so", "LOL", "no"])
    assert not starts_small(["So", "“And so", "lol", "No"])
    assert not starts_small(["“!”"])
    assert not starts_small([])


def test_of_a_very_long_text_a_sample_is_enough() -> None:
    line = "x" * 99 + "\n"
    assert len(plain_lines([line * (LOOKED_AT // 100)])) <= LOOKED_AT // 99
    assert sum(map(len, plain_lines([line * (LOOKED_AT // 25)]))) <= LOOKED_AT


def test_a_line_without_end_is_cut() -> None:
    assert max(map(len, plain_lines(["word " * 100_000]))) <= 50_000
    assert max(map(len, plain_lines(["x" * 200_000]))) <= 50_000
