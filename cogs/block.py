"""/block: what a reader never wants to see."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import RefusedError
from bot.library.blocks import Blocked
from bot.library.taste.kinds import Block
from bot.ui import suggestions
from bot.ui.asker import asker_of
from bot.ui.base import Panel, Way, deliver
from bot.ui.taste.blocking import blocked_panel, blocked_words, blocks_panel
from bot.ui.taste.suggesting import blocked

NAME_LIMIT = 100

ONE_OF_THEM = "Say one thing that you never want to see: a story, an author, or a tag."

NOT_ON_IT = "That isn't on your block list. /block list shows what is."

Name = app_commands.Range[str, 1, NAME_LIMIT]


class BlockList(commands.GroupCog, group_name="block", group_description="What you never want to see"):
    """A reader's block list."""

    @app_commands.command()
    @app_commands.describe(
        story="A story", author="Everything by this author", tag="Everything with this tag or warning"
    )
    @app_commands.autocomplete(story=suggestions.titles)
    async def add(self, interaction: discord.Interaction, story: Name = "", author: Name = "", tag: Name = "") -> None:
        """Never see a story, an author or a tag again, in any list, search or suggestion."""
        given = [(Blocked.STORY, story), (Blocked.AUTHOR, author), (Blocked.TAG, tag)]
        await deliver(interaction, _add(interaction, [one for one in given if one[1].strip()]), Way.PRIVATE)

    @app_commands.command()
    @app_commands.describe(entry="What to take off")
    @app_commands.autocomplete(entry=blocked)
    async def remove(self, interaction: discord.Interaction, entry: Name) -> None:
        """Take something off your block list."""
        await deliver(interaction, _remove(interaction, entry), Way.PRIVATE)

    @app_commands.command(name="list")
    async def show(self, interaction: discord.Interaction) -> None:
        """Your block list. Only you see it."""
        await deliver(interaction, _show(interaction), Way.PRIVATE)


async def _add(interaction: discord.Interaction, given: Sequence[tuple[Blocked, str]]) -> Panel:
    asker = await asker_of(interaction)
    if len(given) != 1:
        raise RefusedError(ONE_OF_THEM)
    [(kind, name)] = given
    return await blocked_panel(asker, await asker.library.taste.block(kind, name, asker.place, asker.reader))


async def _remove(interaction: discord.Interaction, entry: str) -> Panel:
    asker = await asker_of(interaction)
    blocks = await asker.library.taste.blocks(asker.place, asker.reader)
    meant = [block for block in blocks if entry in {block.token, block.label}] or [
        block for block in blocks if _is_called(block, entry)
    ]
    if not meant:
        raise RefusedError(NOT_ON_IT)
    for block in meant:
        await asker.library.taste.unblock(block.kind, block.key, asker.reader)
    told = " and ".join(blocked_words(block) for block in meant)
    return await blocks_panel(asker, said=f"You may see {told} again.")


def _is_called(block: Block, typed: str) -> bool:
    return (block.label or "").casefold() == typed.strip().casefold()


async def _show(interaction: discord.Interaction) -> Panel:
    return await blocks_panel(await asker_of(interaction))


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(BlockList())
