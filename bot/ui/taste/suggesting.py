"""What is offered while several stories are typed into one option, or something of a block list."""

import discord
import structlog
from discord.app_commands import Choice

from bot.ui import suggestions
from bot.ui.asker import asker_of
from bot.ui.suggestions import CHOICE_LIMIT, CHOICES_LIMIT
from bot.ui.taste.wishes import APART, MOST_LIKED
from bot.ui.text import cut

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def several_titles(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """Stories apart by "|": the last one is completed. Discord sends what is seen, so those before are titles here."""
    before, mark, last = current.rpartition(APART.strip())
    if before.count(APART.strip()) >= MOST_LIKED - 1:
        return []
    done = f"{before.strip()}{APART}" if mark else ""
    found = await suggestions.titles(interaction, last.strip())
    choices = [(done + choice.name, done + str(choice.value)) for choice in found]
    fitting = [(name, value) for name, value in choices if len(name) <= CHOICE_LIMIT and len(value) <= CHOICE_LIMIT]
    return [Choice(name=name, value=value) for name, value in fitting]


async def blocked(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """What is on the presser's block list. It's theirs, and short: read where it's kept."""
    try:
        asker = await asker_of(interaction)
        blocks = await asker.library.taste.blocks(asker.place, asker.reader)
    except Exception:
        log.exception("Autocomplete failed", kind="block")
        return []
    named = [(block.label or "a story that isn't shown here", block.token) for block in blocks]
    fitting = [one for one in named if current.strip().casefold() in one[0].casefold()]
    return [Choice(name=cut(label, CHOICE_LIMIT), value=token) for label, token in fitting[:CHOICES_LIMIT]]
