"""Scopes: who may see a story at all, coarsely, as a word that an index can filter by. The gate stays the judge."""

from bot.corpus.story import OPEN_RATINGS, Card, State

UNSERVED = "unserved"
"""Held, barred, withdrawn, removed or gone: for moderators' lists only."""

_CORPUS = "corpus"


def scope_of(card: Card) -> str:
    """The one scope of a story: whose it is, and whether only age-restricted places may show it."""
    if card.state is not State.LISTED or card.gone:
        return UNSERVED
    return _scope(card.guild_id, restricted=card.rating.value not in OPEN_RATINGS)


def scopes_seen(guild_id: int | None, *, restricted: bool) -> frozenset[str]:
    """The scopes of all stories that may be shown in a place of that server, age-restricted or not."""
    owners = {None, guild_id}
    kinds = (False, True) if restricted else (False,)
    return frozenset(_scope(owner, restricted=kind) for owner in owners for kind in kinds)


def _scope(guild_id: int | None, *, restricted: bool) -> str:
    return f"{_CORPUS if guild_id is None else guild_id}.{'restricted' if restricted else 'open'}"
