"""What moderators do to stories: who may, what readers see then, what the history says."""

import pytest
from sqlalchemy import update

from bot.corpus.story import Fact, Rating, State
from bot.errors import NotAllowedError, NotFoundError, NotShownError, NotUndoneError, RefusedError
from bot.library.actor import Actor
from bot.library.hiding import HIDDEN_BY_AUTHOR, set_hidden
from bot.library.library import Library
from bot.library.place import Place
from bot.library.servers import Setting
from bot.library.store import announce
from bot.library.tables import StoryRow
from tests.library.moderation import (
    CURATOR,
    HERE,
    MEMBER,
    MODERATOR,
    OTHER_MODERATOR,
    RESTRICTED,
    STRANGER,
    THERE,
    add,
    add_one,
    barred,
    card_of,
    held,
    history_of,
    story,
)
from tests.library.stories import ANYBODY, Folder, listed, text_of

FORGED = (0, -1, 999, 2**63 - 1, 2**63, -(2**70))


async def is_shown(library: Library, story_id: int, place: Place) -> bool:
    try:
        await library.card(story_id, place, ANYBODY)
    except NotShownError:
        return False
    return True


async def withdraw(library: Library, story_id: int) -> None:
    async with library._back.database.write() as connection:
        changed = update(StoryRow).where(StoryRow.id == story_id)
        await connection.execute(changed.values(state=State.WITHDRAWN.value))
        await announce(connection, [story_id])


async def test_a_rating_moves_a_story_to_other_channels(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    changed = await library.moderating.rate(MODERATOR, story_id, Rating.MATURE, "chapter one", HERE)
    assert (changed.card.rating.value, changed.card.state, changed.may_name) == (Rating.MATURE, State.LISTED, False)
    assert not await is_shown(library, story_id, HERE)
    assert await is_shown(library, story_id, RESTRICTED)
    (event,) = await history_of(library)
    assert (event.id, event.user_id, event.action, event.story_id) == (changed.event_id, 7, "rated", story_id)
    assert (event.before, event.after, event.reason) == ({"rating": "General"}, {"rating": "Mature"}, "chapter one")


async def test_rating_a_held_story_releases_it(library: Library) -> None:
    story_id = await add_one(library, held())
    changed = await library.moderating.rate(MODERATOR, story_id, Rating.EXPLICIT, "", RESTRICTED)
    assert changed.card.state is State.LISTED
    assert await is_shown(library, story_id, RESTRICTED)


async def test_a_rating_without_a_rating_releases_nothing(library: Library) -> None:
    story_id = await add_one(library, held())
    changed = await library.moderating.rate(MODERATOR, story_id, Rating.NOT_RATED, "", RESTRICTED)
    assert changed.card.state is State.HELD


async def test_a_sexual_rating_bars_a_story_with_an_underage_mark_for_good(library: Library) -> None:
    story_id = await add_one(library, story("The Well", warnings=(Fact("Underage"),)))
    changed = await library.moderating.rate(MODERATOR, story_id, Rating.EXPLICIT, "", RESTRICTED)
    assert changed.card.state is State.BARRED
    for rating in Rating:
        with pytest.raises(RefusedError, match="No rating and no command lifts that"):
            await library.moderating.rate(MODERATOR, story_id, rating, "", RESTRICTED)
    assert not await is_shown(library, story_id, RESTRICTED)


async def test_a_rating_outlives_the_file_being_read_again(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay")
    await library.load()
    (story_id,) = listed(library).values()
    await library.moderating.rate(CURATOR, story_id, Rating.TEEN, "", HERE)
    folder.write("quay.txt", "The Quay", "Another text, but the same story as before.")
    await library.load()
    assert card_of(library, story_id).rating.value is Rating.TEEN


async def test_hidden_in_one_server_only(library: Library) -> None:
    """Any moderator may hide what their server sees, also what comes with the operator's library."""
    story_id = await add_one(library, story("The Quay"), None)
    changed = await library.moderating.hide(MODERATOR, story_id, "not for us", HERE)
    assert changed.may_name
    assert not await is_shown(library, story_id, HERE)
    assert not await is_shown(library, story_id, RESTRICTED)
    assert await is_shown(library, story_id, THERE)
    with pytest.raises(RefusedError, match="hidden here already"):
        await library.moderating.hide(MODERATOR, story_id, "", HERE)
    await library.moderating.show(MODERATOR, story_id, "", HERE)
    assert await is_shown(library, story_id, HERE)
    with pytest.raises(RefusedError, match="isn't hidden in this server"):
        await library.moderating.show(MODERATOR, story_id, "", HERE)
    told = [(event.action, event.before, event.after) for event in await history_of(library)]
    assert told == [
        ("hid", {"hidden": None}, {"hidden": "moderator"}),
        ("showed again", {"hidden": "moderator"}, {"hidden": None}),
    ]
    assert await history_of(library, 2) == []


async def test_what_an_author_took_out_of_a_server_no_moderator_brings_back(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"), None)
    async with library._back.database.write() as connection:
        await set_hidden(connection, MODERATOR, story_id, HIDDEN_BY_AUTHOR)
    for change in (library.moderating.show, library.moderating.restore, library.moderating.hide):
        with pytest.raises(RefusedError, match="only its author can bring it back"):
            await change(MODERATOR, story_id, "", HERE)
    assert not await is_shown(library, story_id, HERE)


async def test_removed_and_restored_as_it_was(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    before, text = card_of(library, story_id), await text_of(library, story_id)
    changed = await library.moderating.remove(MODERATOR, story_id, "the wrong file", HERE)
    assert changed.card.state is State.REMOVED
    assert not await is_shown(library, story_id, HERE)
    with pytest.raises(RefusedError, match="removed already"):
        await library.moderating.remove(MODERATOR, story_id, "", HERE)
    await library.moderating.restore(MODERATOR, story_id, "the right file after all", HERE)
    assert card_of(library, story_id) == before
    assert await text_of(library, story_id) == text
    with pytest.raises(RefusedError, match="isn't removed, and isn't hidden"):
        await library.moderating.restore(MODERATOR, story_id, "", HERE)
    told = [(event.action, event.before, event.after) for event in await history_of(library)]
    assert told == [
        ("removed", {"state": "listed"}, {"state": "removed"}),
        ("restored", {"state": "removed"}, {"state": "listed"}),
    ]


async def test_removed_it_stays_when_its_file_is_read_again(library: Library, folder: Folder) -> None:
    folder.write("quay.txt", "The Quay")
    await library.load()
    (story_id,) = listed(library).values()
    await library.moderating.remove(CURATOR, story_id, "", HERE)
    folder.write("quay.txt", "The Quay", "Another text, but the same story as before.")
    await library.load()
    assert not await is_shown(library, story_id, HERE)
    await library.moderating.restore(CURATOR, story_id, "", HERE)
    assert "Another text" in await text_of(library, story_id)


async def test_restoring_lists_nothing_that_was_not_listed(library: Library) -> None:
    held_id, barred_id = await add(library, held(), barred())
    for story_id, state in ((held_id, State.HELD), (barred_id, State.BARRED)):
        await library.moderating.remove(MODERATOR, story_id, "", RESTRICTED)
        restored = await library.moderating.restore(MODERATOR, story_id, "", RESTRICTED)
        assert restored.card.state is state
        with pytest.raises(RefusedError, match=r"held, not removed|barred, and no command"):
            await library.moderating.restore(MODERATOR, story_id, "", RESTRICTED)


async def test_what_a_moderator_released_is_restored_as_released(library: Library) -> None:
    story_id = await add_one(library, held())
    await library.moderating.rate(MODERATOR, story_id, Rating.EXPLICIT, "", RESTRICTED)
    await library.moderating.remove(MODERATOR, story_id, "", RESTRICTED)
    assert (await library.moderating.restore(MODERATOR, story_id, "", RESTRICTED)).card.state is State.LISTED


async def test_what_corpus_toml_answers_for_is_restored_as_listed(library: Library, folder: Folder) -> None:
    folder.write("ferry.txt", "The Ferry", Rating="Not Rated", Tags="Smut")
    folder.put("corpus.toml", '[file."ferry.txt"]\nrating = "Mature"\n')
    await library.load()
    (story_id,) = listed(library).values()
    assert card_of(library, story_id).state is State.LISTED
    await library.moderating.remove(CURATOR, story_id, "", RESTRICTED)
    assert (await library.moderating.restore(CURATOR, story_id, "", RESTRICTED)).card.state is State.LISTED


async def test_restore_shows_what_was_hidden(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"), None)
    await library.moderating.hide(MODERATOR, story_id, "", HERE)
    await library.moderating.restore(MODERATOR, story_id, "", HERE)
    assert await is_shown(library, story_id, HERE)


async def test_a_withdrawn_story_is_nobody_elses(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    await withdraw(library, story_id)
    moderating = library.moderating
    for change in (moderating.restore, moderating.remove, moderating.hide, moderating.show):
        with pytest.raises(RefusedError, match="Who withdrew it, its author or a moderator, can let it come back"):
            await change(MODERATOR, story_id, "", RESTRICTED)
    with pytest.raises(RefusedError, match="withdrawn"):
        await moderating.rate(MODERATOR, story_id, Rating.TEEN, "", RESTRICTED)
    with pytest.raises(NotFoundError):
        await moderating.find(MODERATOR, f"#{story_id}", RESTRICTED)
    assert moderating.suggest(MODERATOR, "", RESTRICTED) == []


async def test_who_may_do_what(library: Library) -> None:
    own, corpus = await add_one(library, story("The Quay")), await add_one(library, story("The Bridge"), None)
    moderating = library.moderating
    for_all = [moderating.remove, moderating.restore]
    for change in (*for_all, moderating.hide, moderating.show):
        with pytest.raises(NotAllowedError, match="for moderators"):
            await change(MEMBER, own, "", HERE)
        with pytest.raises(NotShownError):
            await change(STRANGER, own, "", THERE)
        for forged in FORGED:
            with pytest.raises(NotShownError):
                await change(MODERATOR, forged, "", HERE)
    for change in for_all:
        with pytest.raises(NotAllowedError, match="comes with the operator's library"):
            await change(MODERATOR, corpus, "", HERE)
    with pytest.raises(NotAllowedError, match="comes with the operator's library"):
        await moderating.rate(MODERATOR, corpus, Rating.TEEN, "", HERE)
    assert (await moderating.remove(CURATOR, corpus, "", HERE)).card.state is State.REMOVED
    for change in (moderating.find, moderating.history):
        with pytest.raises(NotAllowedError):
            await change(MEMBER, *([""] if change == moderating.find else []), place=HERE)
    assert moderating.suggest(MEMBER, "", HERE) == []
    assert [event.user_id for event in await history_of(library)] == [CURATOR.user_id]


async def test_restricted_stories_are_looked_after_in_restricted_places(library: Library) -> None:
    story_id = await add_one(library, story("The Cellar", rating=Fact(Rating.EXPLICIT)))
    moderating = library.moderating
    for change in (moderating.remove, moderating.restore, moderating.hide, moderating.show):
        with pytest.raises(RefusedError, match="age-restricted channels") as caught:
            await change(MODERATOR, story_id, "", HERE)
        assert "Cellar" not in caught.value.sentence
    with pytest.raises(NotFoundError):
        await moderating.find(MODERATOR, "The Cellar", HERE)
    assert (await moderating.find(MODERATOR, "The Cellar", RESTRICTED)).id == story_id
    assert moderating.suggest(MODERATOR, "Cel", HERE) == []
    assert [one.label for one in moderating.suggest(MODERATOR, "Cel", RESTRICTED)] == ["The Cellar"]


async def test_moderators_find_whatever_state_it_is_in(library: Library) -> None:
    ids = await add(library, story("The Quay"), held(), barred(), story("The Bridge"))
    await add_one(library, story("The Tower"), 2)
    await library.moderating.remove(MODERATOR, ids[3], "", HERE)
    await library.moderating.hide(MODERATOR, ids[0], "", HERE)
    for title in ("The Quay", "The Ferry", "The Well", "The Bridge"):
        assert (await library.moderating.find(MODERATOR, title, RESTRICTED)).title.value == title
    found = library.moderating.suggest(MODERATOR, "", RESTRICTED)
    assert {one.label for one in found} == {"The Quay", "The Ferry", "The Well", "The Bridge"}
    with pytest.raises(NotFoundError):
        await library.moderating.find(MODERATOR, "The Tower", RESTRICTED)


async def test_a_reason_that_is_too_long_is_refused_before_anything_is_done(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    with pytest.raises(RefusedError, match="The reason has 501 characters; at most 500"):
        await library.moderating.remove(MODERATOR, story_id, "x" * 501, HERE)
    assert await is_shown(library, story_id, HERE)
    assert await history_of(library) == []


async def test_the_history_names_no_story_that_may_not_be_named_here(library: Library) -> None:
    open_id, dark_id, gone_id = await add(
        library, story("The Quay"), story("The Cellar", rating=Fact(Rating.EXPLICIT)), story("The Lamp")
    )
    await library.moderating.hide(MODERATOR, open_id, "too loud", RESTRICTED)
    await library.moderating.hide(MODERATOR, dark_id, "the Cellar again", RESTRICTED)
    await library.moderating.hide(MODERATOR, gone_id, "the Lamp", RESTRICTED)
    await withdraw(library, gone_id)
    lamp, cellar, quay = await library.moderating.history(MODERATOR, HERE)
    assert quay.story
    assert (quay.story.id, quay.event.reason) == (open_id, "too loud")
    for hidden in (lamp, cellar):
        assert (hidden.story, hidden.event.reason, hidden.event.before, hidden.event.after) == (None, "", {}, {})
    lamp, cellar, _ = await library.moderating.history(MODERATOR, RESTRICTED)
    assert cellar.story
    assert cellar.event.reason == "the Cellar again"
    assert lamp.story is None
    assert lamp.event.reason == ""


async def test_the_history_by_pages_and_by_story(library: Library) -> None:
    first, second = await add(library, story("The Quay"), story("The Bridge"))
    for story_id in (first, second, first):
        await library.moderating.hide(MODERATOR, story_id, "", HERE)
        await library.moderating.show(MODERATOR, story_id, "", HERE)
    newest = await library.moderating.history(MODERATOR, HERE, size=4)
    older = await library.moderating.history(MODERATOR, HERE, before=newest[-1].event.id, size=4)
    ids = [entry.event.id for entry in (*newest, *older)]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 6
    of_second = await library.moderating.history(MODERATOR, HERE, story_id=second)
    assert [entry.event.story_id for entry in of_second] == [second, second]
    assert await library.moderating.history(STRANGER, THERE) == []
    for forged in FORGED[3:]:
        await library.moderating.history(MODERATOR, HERE, story_id=forged, before=forged)


async def test_the_history_channel_gets_each_event_once_from_when_it_was_set(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    await library.moderating.hide(MODERATOR, story_id, "before", HERE)
    await library.servers.set(MODERATOR, Setting.HISTORY_CHANNEL, 44)
    await library.moderating.show(MODERATOR, story_id, "after", HERE)
    channel = Place(1, 44)
    entries = await library.moderating.history_to_post(channel)
    assert [entry.event.action for entry in entries] == ["changed the settings", "showed again"]
    await library.moderating.history_posted(1, entries[0].event.id)
    assert [entry.event.action for entry in await library.moderating.history_to_post(channel)] == ["showed again"]
    await library.moderating.history_posted(1, entries[1].event.id)
    assert await library.moderating.history_to_post(channel) == []


async def test_nobody_outside_of_a_server_moderates(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    nowhere = Actor(7, None, moderator=True)
    with pytest.raises(NotShownError):
        await library.moderating.hide(nowhere, story_id, "", Place())
    assert await library.moderating.history(nowhere, Place()) == []


async def test_everything_can_be_undone_within_a_day(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"))
    before = card_of(library, story_id)
    moderating = library.moderating
    hidden = await moderating.hide(MODERATOR, story_id, "", HERE)
    await library.adding.undo(OTHER_MODERATOR, hidden.event_id)
    assert card_of(library, story_id) == before
    for change in (moderating.remove, moderating.restore):
        as_it_was = card_of(library, story_id)
        changed = await change(MODERATOR, story_id, "", HERE)
        assert changed.card.state is not as_it_was.state
        await library.adding.undo(OTHER_MODERATOR, changed.event_id)
        assert card_of(library, story_id) == as_it_was
        await change(MODERATOR, story_id, "", HERE)
    rated = await moderating.rate(MODERATOR, story_id, Rating.TEEN, "", HERE)
    await library.adding.undo(OTHER_MODERATOR, rated.event_id)
    assert card_of(library, story_id) == before
    with pytest.raises(NotUndoneError, match="undone already"):
        await library.adding.undo(OTHER_MODERATOR, rated.event_id)


async def test_undoing_what_was_changed_since_says_so(library: Library) -> None:
    story_id = await add_one(library, story("The Quay"), None)
    hidden = await library.moderating.hide(MODERATOR, story_id, "", HERE)
    shown = await library.moderating.show(MODERATOR, story_id, "", HERE)
    with pytest.raises(NotUndoneError, match="changed again since"):
        await library.adding.undo(MODERATOR, hidden.event_id)
    for stranger in (MEMBER, STRANGER):
        with pytest.raises((NotAllowedError, NotUndoneError)):
            await library.adding.undo(stranger, shown.event_id)
    await library.adding.undo(MODERATOR, shown.event_id)
    assert not await is_shown(library, story_id, HERE)


async def test_a_rating_that_bars_is_not_undone(library: Library) -> None:
    story_id = await add_one(library, story("The Well", warnings=(Fact("Underage"),)))
    changed = await library.moderating.rate(MODERATOR, story_id, Rating.EXPLICIT, "", RESTRICTED)
    with pytest.raises(NotUndoneError):
        await library.adding.undo(MODERATOR, changed.event_id)
    assert card_of(library, story_id).state is State.BARRED


async def test_a_release_that_is_undone_waits_again(library: Library) -> None:
    story_id = await add_one(library, held())
    (item,) = (await library.review.waiting(MODERATOR, RESTRICTED)).items
    released = await library.review.release(MODERATOR, item.id, Rating.TEEN, RESTRICTED)
    await library.adding.undo(MODERATOR, released.event_id or 0)
    assert card_of(library, story_id).state is State.HELD
    (again,) = (await library.review.waiting(MODERATOR, RESTRICTED)).items
    assert again.story_id == story_id


async def test_who_looks_after_a_story_can_read_it(library: Library) -> None:
    held_id, own, corpus = (
        await add_one(library, held()),
        await add_one(library, story("The Quay")),
        await add_one(library, story("The Bridge"), None),
    )
    page = await library.moderating.page(MODERATOR, held_id, 99, RESTRICTED)
    assert "This is what was told of The Ferry" in page.markdown
    for place, story_id, error in ((HERE, held_id, RefusedError), (HERE, corpus, NotAllowedError)):
        with pytest.raises(error):
            await library.moderating.page(MODERATOR, story_id, 1, place)
    with pytest.raises(NotAllowedError):
        await library.moderating.page(MEMBER, own, 1, HERE)
    with pytest.raises(NotShownError):
        await library.moderating.page(STRANGER, own, 1, THERE)
    assert "The Bridge" in (await library.moderating.page(CURATOR, corpus, 1, HERE)).markdown


async def test_a_barred_story_is_read_by_nobody(library: Library) -> None:
    story_id = await add_one(library, barred())
    with pytest.raises(RefusedError, match="shown to nobody, moderators included"):
        await library.moderating.page(CURATOR, story_id, 1, RESTRICTED)
