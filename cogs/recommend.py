"""/recommend: what to read next."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui import suggestions
from bot.ui.again import Wishes, given
from bot.ui.asker import asker_of
from bot.ui.base import Panel, deliver, private_if
from bot.ui.recommended import recommend_panel


class Recommend(commands.Cog):
    """Finding out what to read next."""

    @app_commands.command()
    @app_commands.describe(
        like="Stories like this one",
        character="Stories with this character",
        fandom="Stories of this fandom",
        private="Show the answer only to you",
    )
    @app_commands.autocomplete(like=suggestions.titles, character=suggestions.character, fandom=suggestions.fandoms)
    async def recommend(
        self,
        interaction: discord.Interaction,
        *,
        like: str = "",
        character: str = "",
        fandom: str = "",
        private: bool = False,
    ) -> None:
        """What to read next and why: like a story, with a character, or something to start with."""
        wishes = given(like=like, character=character, fandom=fandom)
        await deliver(interaction, _answer(interaction, wishes), private_if(private))


async def _answer(interaction: discord.Interaction, wishes: Wishes) -> Panel:
    return await recommend_panel(await asker_of(interaction), wishes)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Recommend())
