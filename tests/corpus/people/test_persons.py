from bot.corpus.people.persons import merge_names
from bot.corpus.people.sightings import Sighting


def seen(count: int, *, he: int = 0, she: int = 0, beside: str = "", **titles: int) -> Sighting:
    sighting = Sighting(count=count)
    sighting.titles.update({"": count - sum(titles.values())} | titles)
    sighting.genders.update({"male": he, "female": she})
    if beside:
        sighting.company[beside,] += 5
    return sighting


def merged(names: dict[str, Sighting], *, stops: bool = True) -> dict[str, int]:
    people = merge_names({tuple(name.split()): sighting for name, sighting in names.items()}, stops=stops)
    return {person.shown: person.count for person in people}


def test_parts_join_the_full_name() -> None:
    assert merged({"Shikamaru": seen(9), "Nara": seen(3), "Nara Shikamaru": seen(2)}) == {"Nara Shikamaru": 14}


def test_orders_are_one_and_the_usual_one_is_shown() -> None:
    assert merged({"Nara Shikamaru": seen(2), "Shikamaru Nara": seen(3)}) == {"Shikamaru Nara": 5}


def test_the_usual_full_name_is_shown() -> None:
    assert merged({"Harry Potter": seen(9), "Harry James Potter": seen(1)}) == {"Harry Potter": 10}


def test_particles_do_not_part_a_person() -> None:
    (person,) = merge_names({("Anne", "de Bourgh"): seen(2), ("Bourgh",): seen(3), ("Anne",): seen(9)})
    assert (person.shown, person.count) == ("Anne de Bourgh", 14)


def test_a_shared_family_name_goes_to_nobody() -> None:
    people = merged({"Fugaku Uchiha": seen(5), "Mikoto Uchiha": seen(5), "Uchiha": seen(3)})
    assert people == {"Fugaku Uchiha": 5, "Mikoto Uchiha": 5}


def test_a_shared_family_name_goes_to_the_one_who_is_meant() -> None:
    people = merged({"Sasuke Uchiha": seen(5), "Mikoto Uchiha": seen(5), "Sasuke": seen(30), "Uchiha": seen(3)})
    assert people == {"Sasuke Uchiha": 38, "Mikoto Uchiha": 5}


def test_gender_tells_whose_a_family_name_is() -> None:
    people = merged({"Sasuke Uchiha": seen(9, he=9), "Mikoto Uchiha": seen(9, she=9), "Uchiha": seen(6, mr=6)})
    assert people == {"Sasuke Uchiha": 15, "Mikoto Uchiha": 9}


def test_two_who_are_named_together_are_two() -> None:
    names = {"Hinata": seen(9), "Naruto": seen(9, beside="Hinata"), "Naruto Hinata": seen(1)}
    assert merged(names) == {"Naruto": 9, "Naruto Hinata": 10}


def test_titles_part_a_family() -> None:
    people = merged({"Larch": seen(20, mr=8, mrs=7, miss=4)})
    assert people == {"Mr. Larch": 9, "Mrs. Larch": 7, "Miss Larch": 4}


def test_a_wife_does_not_take_a_name_that_is_mostly_bare_and_a_mans() -> None:
    assert merged({"Larch": seen(20, he=9, mrs=5)}) == {"Larch": 15, "Mrs. Larch": 5}


def test_a_woman_whose_title_comes_and_goes_is_one() -> None:
    assert merged({"Eliza": seen(20, she=9, miss=5)}) == {"Eliza": 20}


def test_a_title_is_spelt_as_in_the_text() -> None:
    assert merged({"Larch": seen(5, ms=5)}, stops=False) == {"Ms Larch": 5}
    assert merged({"Larch": seen(5, professor=5)}) == {"Professor Larch": 5}
    assert merged({"Larch": seen(5, lieutenant=5)}) == {"Larch": 5}


def test_initials_have_their_stop() -> None:
    assert merged({"James T Quirke": seen(3)}) == {"James T. Quirke": 3}


def test_the_most_frequent_comes_first() -> None:
    assert list(merged({"Ino": seen(3), "Choji": seen(5), "Sai": seen(4)})) == ["Choji", "Sai", "Ino"]
