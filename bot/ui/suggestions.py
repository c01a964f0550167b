"""What is offered while an option is typed. Only hints: whatever arrives is looked up again."""

from collections.abc import Callable, Sequence

import discord
import structlog
from discord.app_commands import Choice

from bot.search.index import Kind, Suggestion
from bot.search.query.typing import is_words, value_at_end
from bot.ui.asker import Asker, asker_of
from bot.ui.text import cut

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

CHOICES_LIMIT = 25
CHOICE_LIMIT = 100
"""Most choices, and most characters of one (Discord's limits)."""


async def titles(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """Stories; the choice stands for the story itself, however its title is spelt."""
    return _stories(await _suggest(interaction, Kind.TITLE, current))


async def queries(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """The query box: a filter's value where one is being typed, else titles, as long as nothing but words is typed."""
    value = value_at_end(current)
    if value is not None:
        found = await _suggest(interaction, value.kind, value.typed)
        labels = [one.value or one.label for one in found]
        names = [f'{value.before}"{label}"' for label in labels if '"' not in label]
        return [Choice(name=name, value=name) for name in names if len(name) <= CHOICE_LIMIT]
    return await titles(interaction, current) if is_words(current) else []


async def looked_after(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """Stories whatever their state, for moderators."""
    try:
        asker = await asker_of(interaction)
        found = asker.library.moderating.suggest(asker.actor, current, asker.place, CHOICES_LIMIT)
        return _stories(found)
    except Exception:
        log.exception("Autocomplete failed", kind="moderating")
        return []


async def own_or_looked_after(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """For moderators every story, for others those that readers see: whose they are is looked up when one is sent."""
    return await looked_after(interaction, current) or await titles(interaction, current)


async def character(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """One character."""
    return [_name(found) for found in await _suggest(interaction, Kind.CHARACTER, current)]


async def characters(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """Several characters apart by commas: the last one is completed."""
    return await _last_of_several(interaction, current, Kind.CHARACTER)


async def tags(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """Several tags apart by commas."""
    return await _last_of_several(interaction, current, Kind.TAG)


async def left_out(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """Several tags, characters or warnings apart by commas."""
    return await _last_of_several(interaction, current, Kind.TAG, Kind.CHARACTER, Kind.WARNING)


async def _last_of_several(interaction: discord.Interaction, current: str, *kinds: Kind) -> list[Choice[str]]:
    before, comma, last = current.rpartition(",")
    done = f"{before.strip()}, " if comma else ""
    found = [one for kind in kinds for one in await _suggest(interaction, kind, last.strip())]
    if len(kinds) > 1 and not last.strip():
        found.sort(key=lambda one: -one.stories)
    names = {done + one.label: done + (one.value or one.label) for one in found if "," not in (one.value or one.label)}
    choices = [Choice(name=name, value=value) for name, value in names.items() if len(name) <= CHOICE_LIMIT]
    return choices[:CHOICES_LIMIT]


async def pairings(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """One pairing."""
    return [_name(found) for found in await _suggest(interaction, Kind.RELATIONSHIP, current)]


async def authors(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """One author."""
    return [_name(found) for found in await _suggest(interaction, Kind.AUTHOR, current)]


async def fandoms(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """One fandom."""
    return [_name(found) for found in await _suggest(interaction, Kind.FANDOM, current)]


async def meanings(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """Characters, several with slashes between them, and fandoms: the last one is completed."""
    before, slash, last = current.rpartition("/")
    done = f"{before.strip()} / " if slash else ""
    found = await _suggest(interaction, Kind.CHARACTER, last.strip())
    found += [] if slash else await _suggest(interaction, Kind.FANDOM, current)
    names = [done + (one.value or one.label) for one in found]
    return [Choice(name=name, value=name) for name in dict.fromkeys(names) if len(name) <= CHOICE_LIMIT][:CHOICES_LIMIT]


async def removable(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """Aliases and decisions of the server, for moderators."""
    return await _own(interaction, lambda asker: asker.library.aliases.suggest(asker.actor, current, asker.place))


async def spellings(interaction: discord.Interaction, name: str, current: str) -> list[Choice[str]]:
    """Other spellings of somebody, for moderators."""
    return await _own(
        interaction, lambda asker: asker.library.aliases.suggest_spellings(asker.actor, name, current, asker.place)
    )


async def _own(interaction: discord.Interaction, suggest: Callable[[Asker], list[str]]) -> list[Choice[str]]:
    try:
        found = suggest(await asker_of(interaction))
    except Exception:
        log.exception("Autocomplete failed", kind="aliases")
        return []
    return [Choice(name=text, value=text) for text in found if 0 < len(text) <= CHOICE_LIMIT][:CHOICES_LIMIT]


def _stories(found: Sequence[Suggestion]) -> list[Choice[str]]:
    choices = [Choice(name=cut(one.label, CHOICE_LIMIT), value=f"#{one.story_id}") for one in found]
    return [choice for choice in choices if choice.name][:CHOICES_LIMIT]


def _name(found: Suggestion) -> Choice[str]:
    name = cut(found.label, CHOICE_LIMIT)
    return Choice(name=name, value=found.value or name)


async def _suggest(interaction: discord.Interaction, kind: Kind, typed: str) -> list[Suggestion]:
    """From memory. A hint that can't be given is no reason to trouble anybody but those who read the log."""
    try:
        asker = await asker_of(interaction)
        found = asker.library.suggest(kind, typed, asker.place, asker.reader, CHOICES_LIMIT)
        return [suggestion for suggestion in found if suggestion.label.strip()][:CHOICES_LIMIT]
    except Exception:
        log.exception("Autocomplete failed", kind=kind.value)
        return []
