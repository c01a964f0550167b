"""Obstacles: what keeps a draft from being confirmed, each as a sentence that says what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.corpus.story import Card, State, Story
from bot.library.actor import Actor
from bot.library.adding import wording
from bot.library.adding.answers import Consent, Purpose
from bot.library.adding.drafts import Draft
from bot.library.adding.settling import Settled
from bot.library.gate import may_look_after
from bot.library.place import Place

LEFT_EMPTY = frozenset({"title", "rating"})
"""Fields that can't be left empty instead of being mended."""

BY_AUTHOR = frozenset({Consent.AUTHOR, Consent.OWN})
"""What answers a wish to be asked."""


@dataclass(frozen=True, slots=True)
class Case:
    """A draft with all that decides whether it can be confirmed. `target` is None where there is none any more."""

    draft: Draft
    settled: Settled
    target: Card | None

    @property
    def story(self) -> Story:
        """The story as it would be stored."""
        return self.settled.story


def is_shown(story: Story, place: Place) -> bool:
    """Whether a draft's title and text may be shown there: as restricted as the story itself would be."""
    return place.restricted or story.rating.value.is_open


def obstacles(case: Case, actor: Actor, place: Place) -> tuple[str, ...]:
    """All of them, most serious first. Where the story can't be shown, nothing else is told of it."""
    if not is_shown(case.story, place):
        return (wording.ELSEWHERE.format(case.story.rating.value),)
    found = (*_of_authors(case, actor), *_of_screening(case, actor), *_of_target(case, actor, place))
    return (*found, *_of_permission(case), *_of_mistakes(case.draft))


def _of_authors(case: Case, actor: Actor) -> Iterator[str]:
    warded, draft = case.settled.warded, case.draft
    said = warded.sentence if actor.moderator else warded.neutral
    if warded.state is State.WITHDRAWN:
        yield said
    elif draft.purpose is Purpose.EDIT:
        return
    elif warded.state is State.HELD and not draft.vouched and not _is_proposing(draft, actor):
        yield f"{said} {wording.LOOKED}"
    elif warded.asks and draft.consent not in BY_AUTHOR:
        yield said


def _of_screening(case: Case, actor: Actor) -> Iterator[str]:
    """What is held can be proposed: the moderators will look. What is stored already may be edited whatever it is."""
    state = case.story.state
    let_through = state is State.LISTED or (state is State.HELD and _is_proposing(case.draft, actor))
    if not let_through and case.draft.purpose is not Purpose.EDIT:
        yield wording.to_do_about(state, case.story.held_because, case.story.rating.value)


def _is_proposing(draft: Draft, actor: Actor) -> bool:
    return draft.purpose is Purpose.PROPOSE and draft.user_id == actor.user_id


def _of_target(case: Case, actor: Actor, place: Place) -> Iterator[str]:
    draft, target = case.draft, case.target
    if draft.target_id is None and draft.purpose is not Purpose.EDIT:
        return
    if target is None or target.state is State.WITHDRAWN or target.guild_id not in {None, actor.guild_id}:
        yield wording.EDITED_GONE if draft.purpose is Purpose.EDIT else wording.TARGET_GONE
    elif not may_look_after(target, place):
        yield wording.TARGET_ELSEWHERE
    elif draft.purpose is not Purpose.EDIT and target.guild_id is None:
        yield wording.TARGET_OF_FOLDER
    elif draft.purpose is not Purpose.EDIT and target.state is State.REMOVED:
        yield wording.TARGET_REMOVED


def _of_permission(case: Case) -> Iterator[str]:
    draft = case.draft
    if draft.purpose is Purpose.EDIT and not draft.changes and draft.consent is None:
        yield wording.NOTHING_CHANGED
    if draft.consent is Consent.AUTHOR and not draft.proof:
        yield wording.NO_PROOF
    if draft.consent is None and draft.target_id is None:
        yield wording.NO_CONSENT
    if not case.story.chapters and case.story.source is None and draft.purpose is not Purpose.EDIT:
        yield wording.NO_SOURCE


def _of_mistakes(draft: Draft) -> Iterator[str]:
    for field, (_, reason) in draft.mistakes.items():
        yield (wording.MUST_BE if field in LEFT_EMPTY else wording.MISTAKE).format(field=field, reason=reason)
