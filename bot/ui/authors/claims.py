"""Claims to be an author: what to do for one, and what became of it."""

from collections.abc import Sequence

from bot.library.authors.nouns import Claim, ClaimState
from bot.ui.authors import buttons
from bot.ui.base import Panel, notice
from bot.ui.people import member
from bot.ui.text import shown

STATES = {
    ClaimState.WAITING: "waits for a moderator",
    ClaimState.CONFIRMED: "confirmed",
    ClaimState.REFUSED: "refused",
}

NO_CLAIM = (
    "You aren't confirmed as an author in this server. Type /author claim with the name that you write under, and with "
    "the address of your profile where you publish."
)


def claim_panel(claim: Claim) -> Panel:
    """A claim just made, and what the claimant does next."""
    name = shown(claim.name, 100)
    if claim.state is ClaimState.CONFIRMED:
        return notice(f"You're confirmed as **{name}**.", [buttons.mine("Your stories", 0)])
    return notice(f"You say that you write as **{name}**.\n{_proof(claim)}", [buttons.unclaim(claim.id)])


def _proof(claim: Claim) -> str:
    if not claim.link:
        return (
            "A moderator who knows you can confirm it. If none does, type /author claim again with the address of your "
            "profile where you publish."
        )
    return (
        f"Put this code into your profile at {shown(claim.link, 300)}, anywhere in it:\n`{claim.code}`\n"
        "A moderator looks for it there and confirms you. Afterwards you can take it out again."
    )


def vouched_panel(claim: Claim) -> Panel:
    """What a moderator's word for somebody did."""
    name = shown(claim.name, 100)
    told = f"{member(claim.user_id)} is confirmed as **{name}**: /author stories is theirs now."
    return notice(told, [buttons.unclaim(claim.id)])


def names_line(claims: Sequence[Claim]) -> str:
    """Under which names a member writes, as far as this server knows."""
    told = [f"**{shown(claim.name, 80)}** ({STATES[claim.state]})" for claim in claims]
    return f"You write as {', '.join(told)}." if told else NO_CLAIM
