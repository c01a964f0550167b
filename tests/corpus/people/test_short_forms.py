import pytest

from bot.corpus.people.short_forms import join_short_forms
from bot.corpus.people.sightings import Sighting


def joined(**counts: int) -> dict[str, int]:
    names = join_short_forms({(name,): Sighting(count=count) for name, count in counts.items()})
    return {name: seen.count for (name,), seen in names.items()}


@pytest.mark.parametrize(
    ("short", "full"),
    [("Scotty", "Scott"), ("Tommy", "Tom"), ("Annie", "Ann"), ("Meg", "Margaret"), ("Bill", "William")],
)
def test_a_rare_short_form_is_counted_with_its_full_one(short: str, full: str) -> None:
    assert joined(**{short: 2, full: 1}) == {full: 3}


def test_a_name_that_recurs_stands_for_itself() -> None:
    assert joined(Scotty=3, Scott=2) == {"Scotty": 3, "Scott": 2}
    assert joined(Scotty=2, Scott=3) == {"Scotty": 2, "Scott": 3}


def test_unlike_names_stay_apart() -> None:
    assert joined(Rory=2, Ro=2, Mary=2, Lucy=1) == {"Rory": 2, "Ro": 2, "Mary": 2, "Lucy": 1}


def test_full_names_stay_as_they_are() -> None:
    names = {("Scotty", "Lane"): Sighting(count=1), ("Scott",): Sighting(count=1)}
    assert join_short_forms(names).keys() == names.keys()
