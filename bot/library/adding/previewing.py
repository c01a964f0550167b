"""From a draft to its preview: everything that somebody should see before they confirm."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.screening.verdict import Verdict
from bot.corpus.story import Card, Fact, Origin, State, Story
from bot.corpus.typed import TYPED, shown_field
from bot.library.actor import Actor
from bot.library.adding.answers import DraftState, Fields, Preview
from bot.library.adding.drafts import Draft
from bot.library.adding.near import MOST, Found, find_near, find_similar
from bot.library.adding.obstacles import Case, is_shown, obstacles
from bot.library.adding.settling import changed_story, first_passage, settle
from bot.library.amendments import NONE, Amendment, read_amendments
from bot.library.authors.wards import read_wards
from bot.library.backroom import Backroom
from bot.library.cards import read_card
from bot.library.desk import LARGE
from bot.library.fingerprints import Sketch
from bot.library.gate import may_look_after, may_show
from bot.library.place import Form, Place, Reader

AIMED_AT = frozenset({State.LISTED, State.HELD})
"""States of stories that are brought up to date without having been chosen."""

UNDECIDED = frozenset({DraftState.OPEN, DraftState.WAITING})


async def preview_of(back: Backroom, actor: Actor, draft: Draft, place: Place) -> Preview:
    """The draft as this member may see it there."""
    await back.catch_up()
    async with back.database.read() as connection:
        standing = await standing_of(connection, draft)
        target = await read_card(connection, draft.target_id) if draft.target_id else None
        similar = await find_similar(connection, draft.sketch)
        wards = await read_wards(connection)
    settled = await asyncio.to_thread(settle, draft, standing, wards)
    case = Case(draft, settled, target)
    found: list[Found] = []
    if draft.state in UNDECIDED:
        found = await near_of(back, actor, settled.story, similar, but=draft.target_id)
    return _preview(case, actor, place, found)


async def standing_of(connection: AsyncConnection, draft: Draft) -> Amendment:
    """What has been stated about the story that the draft brings up to date."""
    if draft.target_id is None:
        return NONE
    return (await read_amendments(connection, [draft.target_id])).get(draft.target_id, NONE)


async def near_of(
    back: Backroom, actor: Actor, story: Story, similar: Mapping[int, float], but: int | None = None
) -> list[Found]:
    """What may be the same story, as far as the member may know of it somewhere in their server; `but` for one."""
    anywhere = Place(actor.guild_id, restricted=True)
    others = (card for card in back.catalogue.cards.values() if card.id != but)
    cards = [card for card in others if may_know(card, actor, anywhere)]
    if len(cards) > LARGE:
        return await asyncio.to_thread(find_near, story, cards, similar)
    return find_near(story, cards, similar)


async def same_story(back: Backroom, actor: Actor, story: Story, sketch: Sketch) -> int | None:
    """The server's own story of which this seems to be another version; None when there is none, or several."""
    await back.catch_up()
    async with back.database.read() as connection:
        similar = await find_similar(connection, sketch)
    found = await near_of(back, actor, story, similar)
    same = [one.card for one in found if one.is_same and one.card.guild_id == actor.guild_id]
    return same[0].id if len(same) == 1 and same[0].state in AIMED_AT else None


def may_know(card: Card, actor: Actor, place: Place) -> bool:
    """Whether the member may be told of a stored story there: moderators also of those that aren't shown to readers."""
    return may_look_after(card, place) if actor.moderator else may_show(card, place, Reader(actor.user_id), Form.CARD)


def _preview(case: Case, actor: Actor, place: Place, found: list[Found]) -> Preview:
    draft, story = case.draft, case.story
    preview = Preview(
        draft_id=draft.id,
        purpose=draft.purpose,
        state=draft.state,
        file=draft.file,
        user_id=draft.user_id,
        guild_id=draft.guild_id,
        story=story,
        shown=is_shown(story, place),
        words=story.words,
        chapters=len(story.chapters),
        verdict=case.settled.verdict,
        consent=draft.consent,
        proof=draft.proof,
        target=case.target if case.target and may_know(case.target, actor, place) else None,
        obstacles=obstacles(case, actor, place) if draft.state in UNDECIDED else (),
    )
    return _in_full(preview, case, actor, place, found) if preview.shown else _concealed(preview, draft)


def _in_full(preview: Preview, case: Case, actor: Actor, place: Place, found: list[Found]) -> Preview:
    draft, story = case.draft, case.story
    near = [one.near for one in found if may_know(one.card, actor, place)]
    return replace(
        preview,
        near=tuple(near[:MOST]),
        near_unseen=len(found) - len(near) if actor.moderator else 0,
        mistakes=tuple(f"{field}: {reason}." for field, (_, reason) in draft.mistakes.items()),
        typed={field: _typed(draft, story, field) for field in TYPED},
        wish=case.settled.warded.sentence if actor.moderator else case.settled.warded.neutral,
        passage=first_passage(story) if _may_be_read(story, place) else "",
    )


def _concealed(preview: Preview, draft: Draft) -> Preview:
    """Only the rating, so that it can be given."""
    rating = preview.story.rating
    bare = Story(title=Fact("", Origin.GUESSED), rating=rating, state=preview.story.state)
    mistakes = tuple(f"rating: {reason}." for _, reason in filter(None, [draft.mistakes.get("rating")]))
    typed = {"rating": _typed(draft, bare, "rating")}
    verdict = Verdict(preview.verdict.state)
    return replace(preview, story=bare, verdict=verdict, target=None, proof="", mistakes=mistakes, typed=typed)


def fields_of(draft: Draft, standing: Amendment, place: Place) -> Fields:
    """What forms show of the draft there. Nothing is screened for it, so it's quick for a long story too."""
    story = changed_story(draft, standing)
    shown = is_shown(story, place)
    return Fields(
        draft_id=draft.id,
        shown=shown,
        title=story.title if shown else Fact("", Origin.GUESSED),
        rating=story.rating.value,
        typed={field: _typed(draft, story, field) for field in TYPED} if shown else {},
        consent=draft.consent,
        proof=draft.proof if shown else "",
    )


def _typed(draft: Draft, story: Story, field: str) -> str:
    wrong = draft.mistakes.get(field)
    return wrong[0] if wrong else shown_field(story, field)


def _may_be_read(story: Story, place: Place) -> bool:
    """What is barred is shown to nobody; what is held, where its text may turn out to belong."""
    return story.state is State.LISTED or (story.state is not State.BARRED and place.restricted)
