"""Withdrawing: who may, what is left of the story (nothing), and who may take it back."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.corpus.story import Chapter, Fact, Note, Rating, State
from bot.errors import NotAllowedError, NotShownError, RefusedError
from bot.library.actor import Actor
from bot.library.adding.answers import Consent
from bot.library.answers import ExcerptWish
from bot.library.authors.nouns import HIDDEN_BY_AUTHOR
from bot.library.library import Library
from bot.library.place import Place, Reader
from bot.library.tables import HiddenRow, PassageRow, StoryRow, TombstoneRow
from tests.library.authors.world import (
    AWAY,
    AWAY_MODERATOR,
    HERE,
    HOME,
    MEMBER,
    MODERATOR,
    ONA,
    ONA_AWAY,
    RESTRICTED,
    THERE,
    confirm,
    everything_kept,
    ledger_of,
    prose,
    rows,
    story,
)
from tests.library.moderation import add, add_one, card_of, history_of

SECRET = {
    "summary": Fact("A zephyrine summary."),
    "fandoms": (Fact("Zorn"),),
    "characters": (Fact("Quillon Vesper"),),
    "relationships": (Fact("Quillon/Yarrow"),),
    "tags": (Fact("zibeline"),),
    "series": Fact("Wolframite"),
    "source": Fact("https://archiveofourown.org/works/987654"),
    "chapters": (Chapter("Hyacinth", prose("xanthic")),),
    "notes": (Note("top", "A vermilion note."),),
}
WORDS = (
    "zephyrine",
    "zorn",
    "quillon",
    "yarrow",
    "zibeline",
    "wolframite",
    "987654",
    "hyacinth",
    "xanthic",
    "vermilion",
    "aubergine",
)


async def test_nothing_of_its_words_is_left(library: Library) -> None:
    """In no row of any table; title and author stay in the story's own rows, so that it can be taken back."""
    story_id = await add_one(library, story("The Quay", **SECRET))
    await confirm(library)
    drawn = await library.excerpt(ExcerptWish(story="The Quay"), HERE, Reader())
    await library.authors.pick(ONA, story_id, drawn.passage_id, HERE)
    await library.authors.warn(ONA, story_id, ["Aubergine"], HERE)
    draft = await library.adding.edit(MODERATOR, story_id, HERE)
    await library.adding.change(MODERATOR, draft.draft_id, {"summary": "More zephyrine"}, HERE)
    await library.adding.confirm(MODERATOR, draft.draft_id, HERE)
    await library.adding.edit(MODERATOR, story_id, HERE)
    kept = (await everything_kept(library)).lower()
    assert [word for word in WORDS if word not in kept] == []

    done = await library.authors.withdraw(ONA, story_id, "I'd rather not", HERE)
    kept = (await everything_kept(library)).lower()
    assert [word for word in WORDS if word in kept] == ["aubergine"], "a warning that was added holds when it's back"
    assert not [word for word in WORDS if word in ledger_of(library).lower()]
    assert (done.story_id, done.title, done.everywhere, done.copies) == (story_id, "The Quay", True, 0)
    assert "Only you can let it come back" in done.sentence
    last = (await history_of(library))[-1]
    assert (last.action, last.user_id, last.reason, last.after) == (
        "withdrew",
        20,
        "I'd rather not",
        {"state": "withdrawn"},
    )


async def test_the_history_keeps_who_and_not_which_words(library: Library) -> None:
    story_id = await add_one(library, story("The Quay", **SECRET))
    await library.moderating.rate(MODERATOR, story_id, Rating.TEEN, "", HERE)
    draft = await library.adding.edit(MODERATOR, story_id, HERE)
    await library.adding.change(MODERATOR, draft.draft_id, {"summary": "Vermilion things"}, HERE)
    await library.adding.confirm(MODERATOR, draft.draft_id, HERE)
    await library.authors.withdraw(MODERATOR, story_id, "", HERE)
    told = [(event.action, dict(event.before), dict(event.after)) for event in await history_of(library)]
    assert ("rated", {"rating": "General"}, {"rating": "Teen"}) in told
    assert ("edited", {}, {}) in told


async def test_readers_are_told_nothing_else_than_of_what_never_was(library: Library) -> None:
    story_id = await add_one(library, story("The Quay", **SECRET))
    drawn = await library.excerpt(ExcerptWish(), HERE, Reader())
    await confirm(library)
    await library.authors.withdraw(ONA, story_id, "", HERE)
    for asked, never in (
        (library.page(story_id, 1, HERE, Reader(), revision=1), library.page(999, 1, HERE, Reader())),
        (library.passage(drawn.passage_id, HERE, Reader()), library.passage(999, HERE, Reader())),
        (library.card(story_id, HERE, Reader()), library.card(999, HERE, Reader())),
    ):
        with pytest.raises(NotShownError) as old:
            await asked
        with pytest.raises(NotShownError) as other:
            await never
        assert old.value.sentence == other.value.sentence


WHO = {
    "author": ONA,
    "author elsewhere": ONA_AWAY,
    "member": MEMBER,
    "curator": MODERATOR,
    "moderator": Actor(6, HOME, moderator=True, home=True),
    "moderator elsewhere": AWAY_MODERATOR,
}
OWN, CORPUS, THEIRS = HOME, None, AWAY
DONE, HIDES = "withdrawn", "hidden"
MATRIX: list[tuple[str, int | None, Any]] = [
    ("author", OWN, DONE),
    ("author", CORPUS, DONE),
    ("author", THEIRS, NotShownError),
    ("author elsewhere", OWN, NotShownError),
    ("author elsewhere", CORPUS, HIDES),
    ("author elsewhere", THEIRS, DONE),
    ("member", OWN, NotAllowedError),
    ("member", CORPUS, NotAllowedError),
    ("member", THEIRS, NotShownError),
    ("curator", OWN, DONE),
    ("curator", CORPUS, DONE),
    ("curator", THEIRS, NotShownError),
    ("moderator", OWN, DONE),
    ("moderator", CORPUS, NotAllowedError),
    ("moderator", THEIRS, NotShownError),
    ("moderator elsewhere", OWN, NotShownError),
    ("moderator elsewhere", CORPUS, NotAllowedError),
    ("moderator elsewhere", THEIRS, DONE),
]


@pytest.mark.parametrize(("who", "guild_id", "outcome"), MATRIX)
async def test_who_may(library: Library, who: str, guild_id: int | None, outcome: Any) -> None:
    actor = WHO[who]
    story_id = await add_one(library, story(), guild_id)
    await confirm(library)
    await confirm(library, ONA_AWAY)
    place = Place(actor.guild_id, 1)
    if isinstance(outcome, type):
        with pytest.raises(outcome):
            await library.authors.withdraw(actor, story_id, "", place)
        assert card_of(library, story_id).state is State.LISTED
        assert ledger_of(library) == ""
        return
    done = await library.authors.withdraw(actor, story_id, "", place)
    card = card_of(library, story_id)
    assert done.everywhere is (outcome == DONE)
    assert (card.state, card.hidden_in) == (
        (State.WITHDRAWN, frozenset()) if outcome == DONE else (State.LISTED, frozenset({AWAY}))
    )


@pytest.mark.parametrize("story_id", [0, -1, 999, 2**63, -(2**70)])
async def test_forged_numbers(library: Library, story_id: int) -> None:
    await confirm(library)
    for ask in (
        library.authors.withdraw(MODERATOR, story_id, "", HERE),
        library.authors.lift(MODERATOR, story_id),
        library.authors.pick(ONA, story_id, 1, HERE),
        library.authors.passage(ONA, story_id, 1, HERE),
    ):
        with pytest.raises(NotShownError):
            await ask


async def test_a_restricted_story_isnt_named_elsewhere(library: Library) -> None:
    story_id = await add_one(library, story("Zephyrine", rating=Fact(Rating.EXPLICIT)))
    await confirm(library)
    with pytest.raises(RefusedError, match="age-restricted channels") as refused:
        await library.authors.withdraw(MODERATOR, story_id, "", HERE)
    assert "Zephyrine" not in refused.value.sentence
    assert await library.authors.stories(ONA, HERE) == []
    assert [card.id for card in await library.authors.stories(ONA, RESTRICTED)] == [story_id]
    done = await library.authors.withdraw(ONA, story_id, "", HERE)
    assert (done.title, done.everywhere) == ("", True), "the author's word counts anywhere"


async def test_withdrawing_twice_is_no_error_and_no_second_tombstone(library: Library) -> None:
    story_id = await add_one(library, story())
    await confirm(library)
    await library.authors.withdraw(ONA, story_id, "", HERE)
    done = await library.authors.withdraw(ONA, story_id, "", HERE)
    assert done.everywhere
    assert await library.authors.withdraw(MODERATOR, story_id, "", HERE)
    assert len(await rows(library, TombstoneRow)) == 1
    assert ledger_of(library).count("\n") == 1


async def test_an_author_makes_a_moderators_withdrawal_their_own(library: Library) -> None:
    story_id = await add_one(library, story())
    await confirm(library)
    await library.authors.withdraw(MODERATOR, story_id, "", HERE)
    with pytest.raises(NotAllowedError, match="Only who withdrew it"):
        await library.authors.lift(ONA, story_id)
    await library.authors.withdraw(ONA, story_id, "", HERE)
    sentence = await library.authors.lift(MODERATOR, story_id)
    assert "Somebody else has withdrawn it too" in sentence
    assert card_of(library, story_id).state is State.WITHDRAWN
    with pytest.raises(NotAllowedError):
        await library.authors.lift(MODERATOR, story_id)
    assert "added again" in await library.authors.lift(ONA, story_id)
    assert story_id not in library._back.catalogue.cards


async def test_what_an_author_withdrew_no_moderator_lifts(library: Library) -> None:
    story_id = await add_one(library, story())
    await confirm(library)
    await library.authors.withdraw(ONA, story_id, "", HERE)
    for actor, error in ((MODERATOR, NotAllowedError), (MEMBER, NotAllowedError), (AWAY_MODERATOR, NotShownError)):
        with pytest.raises(error):
            await library.authors.lift(actor, story_id)
    for ask in (
        library.moderating.restore(MODERATOR, story_id, "", HERE),
        library.moderating.show(MODERATOR, story_id, "", HERE),
        library.moderating.rate(MODERATOR, story_id, Rating.TEEN, "", HERE),
        library.moderating.remove(MODERATOR, story_id, "", HERE),
    ):
        with pytest.raises(RefusedError, match="withdrawn"):
            await ask
    with pytest.raises((RefusedError, NotShownError)):
        await library.adding.edit(MODERATOR, story_id, HERE)
    assert card_of(library, story_id).state is State.WITHDRAWN


async def test_out_of_one_server_only(library: Library) -> None:
    """Where the corpus isn't theirs: there it's gone, and only the author brings it back."""
    story_id = await add_one(library, story(), guild_id=None)
    await confirm(library, ONA_AWAY)
    done = await library.authors.withdraw(ONA_AWAY, story_id, "", THERE)
    assert "isn't shown in this server any more" in done.sentence
    with pytest.raises(NotShownError):
        await library.page(story_id, 1, THERE, Reader())
    assert (await library.page(story_id, 1, HERE, Reader())).number == 1
    assert [row.reason for row in await rows(library, HiddenRow)] == [HIDDEN_BY_AUTHOR]
    with pytest.raises(RefusedError, match="only its author"):
        await library.moderating.show(AWAY_MODERATOR, story_id, "", THERE)
    with pytest.raises(NotAllowedError):
        await library.authors.lift(AWAY_MODERATOR, story_id)
    with pytest.raises(NotAllowedError):
        await library.authors.lift(MODERATOR, story_id)
    await library.authors.lift(ONA_AWAY, story_id)
    assert (await library.page(story_id, 1, THERE, Reader())).number == 1


async def test_copies_go_with_it(library: Library) -> None:
    """The same text under another title; not another story of the author, nor another server's."""
    ids = await add(library, story(), story("Retitled", authors=(), chapters=story().chapters), story("The Bridge"))
    there = await add_one(library, story(), guild_id=AWAY)
    done = await library.authors.withdraw(MODERATOR, ids[0], "", HERE)
    states = [card_of(library, story_id).state for story_id in (*ids, there)]
    assert states == [State.WITHDRAWN, State.WITHDRAWN, State.LISTED, State.LISTED]
    assert done.copies == 1


async def test_an_authors_word_at_home_holds_in_every_server(library: Library) -> None:
    here, there = await add_one(library, story()), await add_one(library, story(), guild_id=AWAY)
    await confirm(library)
    await library.authors.withdraw(ONA, here, "", HERE)
    assert card_of(library, there).state is State.WITHDRAWN


async def test_drafts_of_it_are_deleted_wherever_they_wait(library: Library) -> None:
    story_id = await add_one(library, story())
    await confirm(library)
    text = f"Title: Something else\n\n{story().chapters[0].text}\n"
    draft = await library.adding.read(MODERATOR, "copy.txt", text.encode(), HERE)
    other = await library.adding.read(MODERATOR, "other.txt", f"Title: Other\n\n{prose('other')}\n".encode(), HERE)
    await library.authors.withdraw(ONA, story_id, "", HERE)
    with pytest.raises(Exception, match="no longer there"):
        await library.adding.preview(MODERATOR, draft.draft_id, HERE)
    assert (await library.adding.preview(MODERATOR, other.draft_id, HERE)).draft_id == other.draft_id


async def test_an_upload_that_is_being_undone_stays_out(library: Library) -> None:
    text = f"Title: The Quay\nAuthor: Ona Bright\nRating: General\n\n{prose('quay')}\n"
    draft = await library.adding.read(MODERATOR, "quay.txt", text.encode(), HERE)
    await library.adding.permit(MODERATOR, draft.draft_id, Consent.AUTHOR, "https://stories.example/yes", HERE)
    added = await library.adding.confirm(MODERATOR, draft.draft_id, HERE)
    await confirm(library)
    await library.authors.withdraw(ONA, added.card.id, "", HERE)
    with pytest.raises(Exception, match=r"."):
        await library.adding.undo(MODERATOR, added.event_id)
    assert card_of(library, added.card.id).state is State.WITHDRAWN


async def test_all_of_an_authors(library: Library) -> None:
    own = await add(library, story(), story("The Bridge"), story("Night", rating=Fact(Rating.MATURE)))
    corpus = await add_one(library, story("The Mill"), guild_id=None)
    other = await add_one(library, story("Not Hers", authors=(Fact("Somebody Else"),)))
    await confirm(library)
    with pytest.raises(NotAllowedError):
        await library.authors.withdraw_all(MEMBER, "Ona Bright", "", HERE)
    done = await library.authors.withdraw_all(ONA, "ona bright", "", HERE)
    assert {one.story_id for one in done} == {*own, corpus}
    assert {story_id for story_id, card in library._back.catalogue.cards.items() if card.state is State.LISTED} == {
        other
    }


async def test_the_ledger_tells_no_names(library: Library) -> None:
    story_id = await add_one(library, story())
    await confirm(library)
    await library.authors.withdraw(ONA, story_id, "", HERE)
    line = json.loads(ledger_of(library))
    assert set(line) == {"withdrawn", "at", "server", "by_author", "source", "title", "authors", "sketch"}
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key in (line["title"], *line["authors"]))
    assert "20" not in {line["server"], line["by_author"]}


async def test_when_the_ledger_cant_be_written_it_is_withdrawn_all_the_same(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    story_id = await add_one(library, story())
    assert library.settings.ledger is not None
    library.settings.ledger.mkdir()
    await library.authors.withdraw(MODERATOR, story_id, "", HERE)
    assert card_of(library, story_id).state is State.WITHDRAWN
    assert "The ledger can't be written" in capsys.readouterr().out


async def test_counts_and_passages_are_none(library: Library) -> None:
    story_id = await add_one(library, story())
    await library.authors.withdraw(MODERATOR, story_id, "", HERE)
    async with library._back.database.read() as connection:
        passages = select(func.count()).where(PassageRow.story_id == story_id)
        assert (await connection.execute(passages)).scalar_one() == 0
        row = (await connection.execute(select(StoryRow).where(StoryRow.id == story_id))).one()
    assert (row.words, row.pages, row.passages, row.chapters, row.favourite_id) == (0, 0, 0, 0, None)
    assert (await library.status(HOME)).by_state[State.WITHDRAWN] == 1
