"""Changes: what people state about a story after it was read, kept as plain JSON.

A change is a field of Story with its value as corpus.toml would have it: {"rating": "Teen", "tags": ["Fluff"]}.
None clears a field. Three more keys exist: "add_warnings" and "add_tags" add and never take away, and "cap" is the most
that the author lets be shown, whatever else allows more.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.corpus.overrides_fields import FIELDS, MistakeError, read_field
from bot.corpus.screening.verdict import underage_mark
from bot.corpus.story import Fact, Permission, Problem, Story

Changes = Mapping[str, Any]

LISTS = frozenset({"authors", "fandoms", "characters", "relationships", "tags", "warnings"})

NEVER_EMPTY = frozenset({"title", "rating", "permission"})
CAP = "cap"
ADDING = {"add_warnings": "warnings", "add_tags": "tags"}

KEPT = "{} can't take back what bars a story: what the file says of {} stands."

BREADTH = (Permission.CARD, Permission.EXCERPTS, Permission.FULL)
"""Permissions, the one that allows least first."""


def apply_changes(story: Story, changes: Changes) -> Story:
    """The story with what was stated since; what bars it can't be taken back.

    A value that this version can't use is left out, but for a cap: that is then the narrowest.
    """
    usable: dict[str, Any] = {}
    for key, value in changes.items():
        try:
            usable[key] = _converted(key, value)
        except MistakeError:
            usable |= {CAP: Permission.CARD} if key == CAP else {}
    changed = replace(story, **{key: value for key, value in usable.items() if key in FIELDS})
    for key, field in ADDING.items():
        changed = replace(changed, **{field: _union(getattr(changed, field), usable.get(key, ()))})
    if cap := usable.get(CAP):
        changed = replace(changed, permission=narrower(changed.permission, cap))
    return keep_bar(story, changed, "A change")


def check_changes(changes: Changes) -> None:
    """Raises MistakeError, which begins with the key, when a value can't be used."""
    for key, value in changes.items():
        try:
            _converted(key, value)
        except MistakeError as mistake:
            raise MistakeError(f"{key}: {mistake}") from None


def narrower(one: Permission, other: Permission) -> Permission:
    """The permission of the two that allows less."""
    return min(one, other, key=BREADTH.index)


def keep_bar(read: Story, changed: Story, changing: str) -> Story:
    """What `changed` makes of the story as `read`, but for what would lift a bar.

    A story that carries an underage mark keeps what it says of warnings, tags, relationships, summary and a sexual
    rating; warnings and tags may still be added. A problem tells so; `changing` is its subject.
    """
    if not underage_mark(read) and not underage_mark(changed):
        return changed
    kept: dict[str, Any] = {
        "warnings": _union(read.warnings, changed.warnings),
        "tags": _union(read.tags, changed.tags),
        "relationships": _union(read.relationships, changed.relationships),
        "rating": read.rating if read.rating.value.is_sexual else changed.rating,
        "summary": read.summary or changed.summary,
    }
    if underage_mark(read) and not underage_mark(replace(changed, **kept)):
        kept["title"] = read.title
    names = [name for name, value in kept.items() if value != getattr(changed, name)]
    said = (Problem(KEPT.format(changing, ", ".join(names))),) if names else ()
    return replace(changed, **kept, problems=(*changed.problems, *said))


def _converted(key: str, value: object) -> object:
    """The value as Story has it. Raises MistakeError."""
    if key == CAP:
        return read_field("permission", value)[1] if value is not None else None
    if key in ADDING:
        return read_field(ADDING[key], value)[1]
    if key not in FIELDS:
        raise MistakeError("is not a field that can be changed")
    if value is not None:
        return read_field(key, value)[1]
    if key in NEVER_EMPTY:
        raise MistakeError("must not be empty")
    return () if key in LISTS else "" if key == "permission_proof" else None


def _union(first: tuple[Fact[str], ...], second: tuple[Fact[str], ...]) -> tuple[Fact[str], ...]:
    return tuple({fact.value: fact for fact in first + second}.values())
