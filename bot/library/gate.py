"""The gate: may this story be shown here, to this reader, in this form?

Once in memory and once in SQL; a property test holds the two equal.
"""

from functools import lru_cache

from sqlalchemy import ColumnElement, and_, exists, or_, true

from bot.corpus.story import OPEN_RATINGS, Card, Permission, State
from bot.library.labels import FIELDS, Label, label_key
from bot.library.place import BlockList, Form, Place, Reader
from bot.library.tables import HiddenRow, LabelRow, StoryRow

SHARED: dict[Form, frozenset[Permission]] = {
    Form.CARD: frozenset(Permission),
    Form.EXCERPT: frozenset({Permission.FULL, Permission.EXCERPTS}),
    Form.TEXT: frozenset({Permission.FULL}),
}
"""Which permissions allow which form."""

BLOCKED_AS_TAG = (Label.TAG, Label.WARNING)
"""A reader who blocks "Major Character Death" means it, whether the author gave it as a tag or as a warning."""


def may_show(card: Card, place: Place, reader: Reader, form: Form) -> bool:
    """Whether the story may be shown there as card, excerpt or text. The operator's corpus is for every server."""
    return (
        card.state is State.LISTED
        and not card.gone
        and (place.restricted or card.rating.value in OPEN_RATINGS)
        and card.guild_id in {None, place.guild_id}
        and place.guild_id not in card.hidden_in
        and card.permission in SHARED[form]
        and not _blocks(reader.blocks, card)
    )


def may_look_after(card: Card, place: Place) -> bool:
    """Whether a moderator may be told of the story there, whatever its state is. Its title and text are as restricted
    for moderators as they are for readers; and what was withdrawn is nobody's any more.
    """
    return (
        card.state is not State.WITHDRAWN
        and (place.restricted or card.rating.value in OPEN_RATINGS)
        and card.guild_id in {None, place.guild_id}
    )


def _blocks(blocks: BlockList, card: Card) -> bool:
    return (
        card.id in blocks.stories
        or _carries(card, (Label.AUTHOR,), blocks.authors)
        or _carries(card, BLOCKED_AS_TAG, blocks.tags)
    )


def _carries(card: Card, labels: tuple[Label, ...], names: frozenset[str]) -> bool:
    if not names:
        return False
    keys = _keys(names)
    return any(label_key(fact.value) in keys for label in labels for fact in getattr(card, FIELDS[label]))


@lru_cache(maxsize=1024)
def _keys(names: frozenset[str]) -> frozenset[str]:
    """Blocked tags and authors as their labels are keyed; asked for every card, so kept."""
    return frozenset(label_key(name) for name in names)


def shown_where(place: Place, reader: Reader, form: Form) -> ColumnElement[bool]:
    """The same question as a condition on the story table."""
    return and_(
        StoryRow.state == State.LISTED.value,
        StoryRow.gone.is_(False),
        true() if place.restricted else StoryRow.rating.in_([rating.value for rating in OPEN_RATINGS]),
        _of_server(place.guild_id),
        *_not_hidden(place.guild_id),
        true() if form is Form.CARD else StoryRow.permission.in_([permission.value for permission in SHARED[form]]),
        *_not_blocked(reader.blocks),
    )


def _of_server(guild_id: int | None) -> ColumnElement[bool]:
    corpus = StoryRow.guild_id.is_(None)
    return corpus if guild_id is None else or_(corpus, StoryRow.guild_id == guild_id)


def _not_hidden(guild_id: int | None) -> list[ColumnElement[bool]]:
    if guild_id is None:
        return []
    return [~exists().where(HiddenRow.story_id == StoryRow.id, HiddenRow.guild_id == guild_id)]


def _not_blocked(blocks: BlockList) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if blocks.stories:
        conditions.append(StoryRow.id.not_in(blocks.stories))
    if blocks.authors:
        conditions.append(~_carries_where((Label.AUTHOR,), _keys(blocks.authors)))
    if blocks.tags:
        conditions.append(~_carries_where(BLOCKED_AS_TAG, _keys(blocks.tags)))
    return conditions


def _carries_where(labels: tuple[Label, ...], keys: frozenset[str]) -> ColumnElement[bool]:
    """One of the story's labels of these kinds has one of these keys."""
    return exists().where(
        LabelRow.story_id == StoryRow.id,
        LabelRow.kind.in_([label.value for label in labels]),
        LabelRow.key.in_(keys),
    )
