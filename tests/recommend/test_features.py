"""What of a card counts as something that stories can share."""

import pytest

from bot.recommend.features import Field, features_of
from tests.search.cards import card


@pytest.mark.parametrize(
    ("said", "shared"),
    [
        ("Major Character Death", {"major character death"}),
        ("No Archive Warnings Apply", set()),
        ("Creator Chose Not To Use Archive Warnings", set()),
        ("Choose Not To Use Archive Warnings", set()),
        ("none", set()),
    ],
)
def test_only_warnings_that_say_something_are_shared(said, shared):
    found = features_of(card(1, "Rain", ["Lee"], warnings=[said]))
    assert {feature.key for feature in found if feature.field is Field.WARNING} == shared
