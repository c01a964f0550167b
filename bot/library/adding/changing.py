"""Changing a draft by what somebody types into a form."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.corpus.overrides_fields import MistakeError
from bot.corpus.story import Origin, Story
from bot.corpus.typed import read_typed, shown_field
from bot.library.actor import Actor
from bot.library.adding.drafts import Draft
from bot.library.adding.settling import changed_story
from bot.library.amendments import Amendment

LONGEST_KEPT = 4_000
"""Characters of what can't be taken that are kept: as many as one field of a form holds."""


def with_typed(draft: Draft, standing: Amendment, actor: Actor, typed: Mapping[str, str]) -> Draft:
    """The draft with what was typed, over what is `standing` about its target; what can't be taken is kept among its
    mistakes.

    A field that stands as it was shown isn't a change: what was guessed or found stays so. But a rating always is, and
    so is a title in place of a guessed one, which forms don't show as typed.
    """
    story = changed_story(draft, standing)
    changes: dict[str, Any] = dict(draft.changes)
    mistakes = {field: mistake for field, mistake in draft.mistakes.items() if field not in typed}
    for field, text in typed.items():
        try:
            value = read_typed(field, text)
        except MistakeError as mistake:
            mistakes[field] = [text[:LONGEST_KEPT], str(mistake)]
        else:
            if _is_change(story, field, text):
                changes[field] = value
    rated = "rating" in typed and "rating" not in mistakes
    return replace(draft, changes=changes, mistakes=mistakes, vouched=actor.moderator if rated else draft.vouched)


def _is_change(story: Story, field: str, text: str) -> bool:
    guessed = field == "title" and story.title.origin is Origin.GUESSED
    return field == "rating" or guessed or text.strip() != shown_field(story, field)
