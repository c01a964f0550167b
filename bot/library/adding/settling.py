"""What a draft would be as a story: its changes made, its permission given, screened and cut. No database."""

from dataclasses import dataclass, replace

from bot.corpus.changes import Changes, apply_changes, narrower
from bot.corpus.pages.cutting import cut_passages
from bot.corpus.pages.markup import render
from bot.corpus.screening.verdict import Verdict
from bot.corpus.story import Permission, State, Story
from bot.library.adding.answers import Purpose
from bot.library.adding.drafts import Draft
from bot.library.amending import amended_story, for_wards
from bot.library.amendments import Amendment
from bot.library.authors.wards import Warded, Wards
from bot.library.prepare import Prepared


@dataclass(frozen=True, slots=True)
class Settled:
    """A draft's story as it would be stored, and everything that was stated about it, for its file to be read again."""

    story: Story
    amendment: Amendment
    verdict: Verdict
    """What screening says."""
    warded: Warded
    """What its author's word says; as far as that caps its permission, the story is so already."""


def settle(draft: Draft, standing: Amendment, wards: Wards) -> Settled:
    """Make the draft's changes to its story, over what is `standing` about the story that it brings up to date.

    Takes a while for a long story: call it off the event loop.
    """
    amendment = standing.joined(stated(draft), vouched=draft.vouched)
    story = _screened(draft, amendment)
    verdict = Verdict(story.state, story.held_because)
    warded = judged_by_wards(draft, for_wards(story, draft.sketch), wards)
    if warded.cap is not None:
        story = replace(story, permission=narrower(story.permission, warded.cap))
    return Settled(story, amendment, verdict, warded)


def judged_by_wards(draft: Draft, prepared: Prepared, wards: Wards) -> Warded:
    """What its author's word says of a draft's story. One that is only edited is there already."""
    arriving = draft.purpose is not Purpose.EDIT
    return wards.judge(prepared, draft.guild_id, story_id=draft.target_id, arriving=arriving)


def _screened(draft: Draft, amendment: Amendment) -> Story:
    if draft.purpose is Purpose.EDIT:
        return amended_story(draft.story, amendment)
    story = amendment.applied(replace(draft.story, permission=Permission.CARD))
    if draft.story.state is State.BARRED:
        return replace(story, state=State.BARRED, held_because=draft.story.held_because)
    return story


def stated(draft: Draft) -> Changes:
    """The draft's changes, the permission among them: no more than what the file itself allows."""
    if draft.consent is None:
        return draft.changes
    allowed = draft.consent.permission
    if draft.purpose is not Purpose.EDIT:
        allowed = narrower(allowed, draft.story.permission)
    proof = f"{draft.consent}: {draft.proof}" if draft.proof else str(draft.consent)
    return {**draft.changes, "permission": allowed.value, "permission_proof": proof}


def changed_story(draft: Draft, standing: Amendment) -> Story:
    """The story with all changes, but not screened anew: as forms show its fields."""
    return apply_changes(draft.story, standing.joined(draft.changes).changes)


def first_passage(story: Story) -> str:
    """The first passage as Discord Markdown; empty for a story without text."""
    first = story.chapters[0] if story.chapters else None
    piece = next(iter(cut_passages([first])), None) if first else None
    return render(first.text, first.spans, piece.start, piece.end) if first and piece else ""
