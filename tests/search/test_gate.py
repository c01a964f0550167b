"""What may not be shown isn't found, counted, suggested or hinted at."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.story import Card, Rating
from bot.search.index import Kind, Length, Request
from tests.search.cards import Desk, card, open_only
from tests.support.examples import examples

SECRETS = ("Quillon", "Forbidden", "Orchard", "Veldt")

OPEN = [
    card(1, "Paper Boats", ["Lee", "Shikamaru Nara"]),
    card(2, "Lunch Break", ["Shikamaru"], rating=Rating.TEEN),
    card(3, "Long Road", ["Lee Everett"], "The Walking Dead"),
]
HIDDEN = [
    card(
        11,
        "Forbidden Orchard",
        ["Temari Quillon", "Quillon"],
        rating=Rating.MATURE,
        author="Veldt",
        tags=["Orchard fluff", "boats"],
        relationships=["Lee/Quillon"],
        warnings=["Veldt"],
        series="Forbidden",
    ),
    card(12, "Paper Boats Forbidden", ["Lee (Veldt)"], "Veldt", rating=Rating.EXPLICIT),
    card(13, "Lunch Break", ["Nara Shikamaru | Veldt"], "Naruto | Veldt", rating=Rating.NOT_RATED),
]
DESK = Desk([*HIDDEN, *OPEN], open_only)


def told(answer: object) -> str:
    """All that an answer could tell, but for what the reader typed."""
    return repr(answer).replace("typed=", "")


@pytest.mark.parametrize("typed", ["Forbidden Orchard", "forbiden orchrad", "orchard", "Forb", "Veldt", "Quillon", ""])
@pytest.mark.parametrize("kind", list(Kind))
def test_hidden_names_are_nowhere(kind, typed):
    resolution = DESK.resolve(kind, typed)
    said = [*resolution.names, *resolution.nearest, *DESK.labels(kind, typed), *DESK.find(typed).nearest]
    assert not [text for text in said if any(secret in text for secret in SECRETS)]
    assert resolution.story_id in {None, 1, 2, 3}


@pytest.mark.parametrize("query", ["Forbidden Orchard", "veldt", "Paper Boats Forbidden", "quillon"])
def test_hidden_stories_are_not_found(query):
    found = DESK.find(query)
    assert {hit.card.id for hit in found.hits} <= {1, 2, 3}
    assert not any(secret in title for secret in SECRETS for title in found.nearest)


def test_hidden_stories_are_not_counted():
    assert {s.label: s.stories for s in DESK.suggest(Kind.CHARACTER, "shikamaru")} == {"Shikamaru Nara": 2}
    found = DESK.find(rating=Rating.TEEN, fandom="The Walking Dead")
    assert found.removed == (("fandom The Walking Dead", 2), ("rating Teen", 1))
    assert DESK.find(rating=Rating.MATURE).removed == (("rating Mature", 3),)


def test_a_hidden_namesake_does_not_give_itself_away():
    """Only where another Lee may be seen is it said which Lee is meant."""
    desk = Desk([card(1, "A", ["Lee"]), card(2, "B", ["Lee"], "Veldt", rating=Rating.MATURE)], open_only)
    assert desk.labels(Kind.CHARACTER) == ["Lee"]
    assert desk.names("lee") == {"Lee"}
    assert desk.find(characters=("Lee (Veldt)",)).understood[0].names == ("Lee",)


def test_an_equal_title_that_is_hidden_does_not_give_itself_away():
    assert DESK.labels(Kind.TITLE, "lunch") == ["Lunch Break"]
    assert DESK.title("Lunch Break") == 2


def test_hidden_stories_don_t_crowd_out_what_may_be_shown():
    """Even if hundreds come nearer."""
    hidden = [card(n, f"Rainy Day {n}", [f"Aster Rain{n}"], rating=Rating.NOT_RATED) for n in range(1, 600)]
    desk = Desk([*hidden, card(600, "A Rainy Afternoon", ["Astrid Rainfield"])], open_only)
    assert desk.labels(Kind.TITLE, "rainy") == ["A Rainy Afternoon"]
    assert desk.labels(Kind.CHARACTER, "aster rain") == ["Astrid Rainfield"]
    assert desk.names("astrid rainfeild") == {"Astrid Rainfield"}
    assert desk.hits("rainy") == [600]


@pytest.mark.parametrize("field", ["tag", "by", "ship", "series", "warning", "lang", "character", "fandom", "title"])
@pytest.mark.parametrize(
    "value", ["veldt", "quillon", "orchard", "forbiden", "lee", "boats", "fluff", '"lee/quillon"', "q"]
)
def test_filters_find_and_name_nothing_hidden(field, value):
    """As if it weren't there: no hit, no count, no "did you mean", no other way to ask."""
    having, lacking = Desk([*HIDDEN, *OPEN], open_only), Desk(OPEN, open_only)
    for query in (f"{field}:{value}", f"-{field}:{value}", f"-{value}", f'"{value}"', f"{field}:{value} or tag:x"):
        assert told(having.find(query)) == told(lacking.find(query))


@pytest.mark.parametrize("query", ["words:<5000", "rating:mature", "rating:<=explicit", "sort:longest", "complete:yes"])
def test_facts_of_hidden_stories_are_not_counted(query):
    found = DESK.find(query)
    assert len(found.hits) + sum(count for _, count in found.removed) == len(OPEN)


@pytest.mark.parametrize("typed", ["veldt", "veld", "Veldt Shikamaru", "veltd", "Nara Veldt", "v"])
@pytest.mark.parametrize("kind", [Kind.CHARACTER, Kind.FANDOM])
def test_a_spelling_that_only_hidden_stories_have_leads_to_nobody(kind, typed):
    having, lacking = Desk([*HIDDEN, *OPEN], open_only), Desk(OPEN, open_only)
    assert told(having.resolve(kind, typed)) == told(lacking.resolve(kind, typed))
    assert having.labels(kind, typed) == lacking.labels(kind, typed)


def test_typos_are_counted_from_the_names_that_may_be_shown():
    desk = Desk([card(1, "A", ["Rock Lee"]), card(2, "B", ["Ro Klee"], rating=Rating.MATURE)], open_only)
    assert desk.names("rocklee") == {"Rock Lee"}
    assert desk.names("ro kle") == set()


def test_the_gate_is_asked_once_for_each_story():
    asked: list[int] = []

    def allowed(card: Card) -> bool:
        asked.append(card.id)
        return True

    desk = Desk([*OPEN, *HIDDEN], allowed)
    desk.find("shikamaru", characters=("lee",), fandom="naruto")
    assert len(asked) == len(set(asked))


WORDS = ("Rain", "Stone", "Lee", "Nara", "Ino")
PARTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join)
SECRET_PARTS = st.lists(st.sampled_from([*SECRETS, *WORDS]), min_size=1, max_size=3).map(" ".join)


def cards_of(names: st.SearchStrategy[str], ratings: list[Rating]) -> st.SearchStrategy[list[Card]]:
    one = st.builds(
        lambda title, characters, fandom, author, rating: card(
            0,
            title,
            characters,
            fandom,
            author=author,
            rating=rating,
            tags=[title],
            summary=title,
            relationships=["/".join(characters[:2])] if characters[1:] else [],
            warnings=[title],
            series=title,
        ),
        title=names,
        characters=st.lists(names, max_size=3),
        fandom=st.one_of(names, st.just("")),
        author=names,
        rating=st.sampled_from(ratings),
    )
    return st.lists(one, max_size=6)


def numbered(cards: list[Card], first: int) -> list[Card]:
    return [
        Card(
            id=number,
            title=one.title,
            authors=one.authors,
            characters=one.characters,
            fandoms=one.fandoms,
            rating=one.rating,
            tags=one.tags,
            summary=one.summary,
            relationships=one.relationships,
            warnings=one.warnings,
            series=one.series,
        )
        for number, one in enumerate(cards, first)
    ]


@settings(max_examples=examples(150), deadline=None)
@given(
    shown=cards_of(PARTS, [Rating.GENERAL, Rating.TEEN]),
    hidden=cards_of(SECRET_PARTS, [Rating.MATURE, Rating.EXPLICIT, Rating.NOT_RATED]),
    typed=st.one_of(SECRET_PARTS, st.sampled_from(["", "q", "forbiden", "orch", "lee (veldt)", "in"])),
    length=st.sampled_from([None, Length.DRABBLE]),
)
def test_nothing_hidden_shows_anywhere(shown, hidden, typed, length):
    shown = numbered(shown, 1)
    desk = Desk([*numbered(hidden, 100), *shown], open_only)
    request = Request(query=typed, characters=(typed,), fandom=typed, rating=Rating.TEEN, length=length)
    quoted = typed.replace('"', "")
    queries = [f'{field}:"{quoted}"' for field in ("tag", "by", "ship", "series", "title")] + [f'-"{quoted}"']
    found = [desk.index.find(request, open_only), desk.find(typed), desk.find(characters=(typed,))]
    found += [desk.find(query) for query in queries] + [desk.find(tags=(typed,), without=(typed,), author=typed)]
    found.append(desk.find())
    said: list[str] = []
    for kind in Kind:
        resolution = desk.resolve(kind, typed)
        said += [*resolution.names, *resolution.nearest]
        said += [suggestion.label for suggestion in [*desk.suggest(kind, typed), *desk.suggest(kind)]]
        assert all(suggestion.stories <= len(shown) for suggestion in desk.suggest(kind))
    for one in found:
        assert {hit.card.id for hit in one.hits} <= {one.id for one in shown}
        assert len(one.hits) + sum(count for _, count in one.removed) <= len(shown)
        said += [*one.nearest, *(hit.why for hit in one.hits), *(name.replace(typed, "") for name, _ in one.removed)]
        said += [text.replace(typed, "").replace(typed.lower(), "") for text in (*one.reading, *one.remarks)]
        said += [way.label.replace(typed, "") for way in one.instead]
    assert len(found[-1].hits) == len(shown)
    assert not [text for text in said if any(secret.lower() in text.lower() for secret in SECRETS)]
