"""Who is the author of a proposed story: what it says, what its proposer says, and who here goes by that name."""

from collections.abc import Sequence

from bot.corpus.story import values
from bot.errors import RefusedError
from bot.library.adding.answers import DraftState, Preview
from bot.library.authors.nouns import Claim
from bot.library.review.items import Item
from bot.ui.adding import buttons as adding_buttons
from bot.ui.adding.buttons import Part
from bot.ui.asker import Asker
from bot.ui.authors.claims import STATES
from bot.ui.base import Button, Panel, notice
from bot.ui.people import member
from bot.ui.text import shown, source, source_button, told_apart

SHOWN = 5
"""Members who are named."""


async def author_panel(asker: Asker, item: Item) -> Panel:
    """What is known of a proposal's author. Raises RefusedError when the draft is gone or can't be shown here."""
    if item.draft_id is None:
        raise RefusedError("The draft is no longer there.")
    preview = await asker.library.adding.preview(asker.actor, item.draft_id, asker.place)
    claimants = await asker.library.authors.claimants(asker.actor, values(preview.story.authors))
    return known_panel(preview, claimants)


def known_panel(preview: Preview, claimants: Sequence[Claim]) -> Panel:
    """The same, ready to be shown."""
    story = preview.story
    consent = preview.consent.value if preview.consent else "nothing"
    proof = f" ({shown(preview.proof, 300)})" if preview.proof else ""
    lines = [
        f"**The story says:** {told_apart(story.authors, 300) or 'nothing of an author'}",
        f"**It comes from:** {source(story)}",
        f"**The proposer says:** {consent}{proof}. It's {member(preview.user_id)}: ask them what they know.",
        f"**Here goes by that name:** {', '.join(map(_member, claimants[:SHOWN])) or 'nobody that Ficus knows of'}",
        f"**The author's wish:** {shown(preview.wish, 300) or 'none is kept'}",
    ]
    return notice("\n".join(lines), [*_mend(preview), *source_button(story)])


def _member(claim: Claim) -> str:
    return f"{member(claim.user_id)} ({STATES[claim.state]})"


def _mend(preview: Preview) -> list[Button]:
    """Correct the author, while the proposal waits."""
    waits = preview.state is DraftState.WAITING and preview.shown
    return [adding_buttons.mend(Part.PEOPLE, preview.draft_id)] if waits else []
