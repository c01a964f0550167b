"""The sentences that authors, and the moderators who act for them, read. Plain text: views escape it."""

from bot.corpus.story import Card
from bot.library.authors.nouns import Claim, Wish
from bot.library.wording import quoted

NO_PASSAGES = "The library has no text of this story that excerpts could be taken from."


def claimed(claim: Claim, others: int) -> str:
    """What a moderator is to look at before confirming a claim."""
    if claim.link:
        look = f"Look whether the code {claim.code} stands in their profile, {claim.link}, before you confirm them."
    else:
        look = "They have given no profile: confirm them only if you know that it's them."
    known = f" {_members(others)} confirmed under this name here already." if others else ""
    return f"A member says that they are the author {quoted(claim.name)}. {look}{known}"


def _members(count: int) -> str:
    return "Another member is" if count == 1 else f"{count} other members are"


def withdrawn(card: Card, *, everywhere: bool, by_author: bool) -> str:
    """What withdrawing did, and who can take it back."""
    back = "Only you can let it come back, with /author stories." if by_author else "A moderator can let it come back."
    if not everywhere:
        return (
            "It isn't shown in this server any more. It comes with the operator's library, which other servers share: "
            f"for those, ask whoever runs this bot. {back}"
        )
    told = " Whoever runs this bot is told to take its file out." if card.guild_id is None else ""
    return f"It's withdrawn: nobody can find or read it here any more, and its text is deleted.{told} {back}"


def lifted(card: Card, *, free: bool) -> str:
    """How a story comes back."""
    if not free:
        return "Your word no longer keeps it out. Somebody else has withdrawn it too, and only they can take that back."
    if card.guild_id is not None:
        return "It may come back. Its text was deleted, so it has to be added again."
    return "It comes back when the operator's library is read the next time."


def wished(name: str, wish: Wish | None, there: int, *, everywhere: bool) -> str:
    """What a wish does now, and what it doesn't do to stories that are there."""
    whose = quoted(name)
    scope = "" if everywhere else " in this server"
    match wish:
        case None:
            return (
                f"Taken back: no wish of {whose} is kept{scope} any more. What it kept out of the operator's library "
                "comes back when that is read the next time."
            )
        case Wish.NEVER:
            return f"Kept: no story by {whose} is taken in{scope} any more. {_stay(there)}"
        case Wish.CARDS:
            already = "the one" if there == 1 else f"the {there:,}"
            done = f" That holds for {already} here already as well." if there else ""
            return f"Kept: of stories by {whose} only cards are shown{scope}, none of the text.{done}"
        case Wish.ASK:
            return f"Kept: a story by {whose} is taken in{scope} only once {whose} has said yes. {_stay(there)}"


def _stay(there: int) -> str:
    match there:
        case 0:
            return "None is here now."
        case 1:
            return "One story is here already and stays, unless it's withdrawn too."
        case _:
            return f"{there:,} stories are here already and stay, unless they are withdrawn too."
