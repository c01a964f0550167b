"""/search: stories by what is known of them."""

import re

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.corpus.story import Rating
from bot.search.index import Length
from bot.ui import suggestions
from bot.ui.again import Wishes, given
from bot.ui.asker import Asker, asker_of
from bot.ui.base import Panel, deliver, private_if
from bot.ui.results import COMPLETE, IN_PROGRESS, search_panel

STORY_NUMBER = re.compile(r"#\d{1,19}")
"""What autocomplete puts in place of a title."""


class Search(commands.Cog):
    """Finding stories."""

    @app_commands.command()
    @app_commands.describe(
        query="Title, or words of it; typos are fine",
        character="Who must occur; several names apart by commas, in any order and spelling",
        fandom="The fandom",
        rating="The rating",
        complete="Finished or not",
        length="How long",
        private="Show the answer only to you",
    )
    @app_commands.autocomplete(query=suggestions.titles, character=suggestions.characters, fandom=suggestions.fandoms)
    @app_commands.choices(
        rating=[Choice(name=rating.value, value=rating.value) for rating in Rating],
        complete=[Choice(name="Complete", value=COMPLETE), Choice(name="In progress", value=IN_PROGRESS)],
        length=[Choice(name=length.value.capitalize(), value=length.value) for length in Length],
    )
    async def search(
        self,
        interaction: discord.Interaction,
        *,
        query: str = "",
        character: str = "",
        fandom: str = "",
        rating: str = "",
        complete: str = "",
        length: str = "",
        private: bool = False,
    ) -> None:
        """Find stories by title, character, fandom, rating or length."""
        wishes = given(query=query, character=character, fandom=fandom, rating=rating, complete=complete, length=length)
        await deliver(interaction, _answer(interaction, wishes), private_if(private))


async def _answer(interaction: discord.Interaction, wishes: Wishes) -> Panel:
    asker = await asker_of(interaction)
    return await search_panel(asker, await _with_title(asker, wishes))


async def _with_title(asker: Asker, wishes: Wishes) -> Wishes:
    """A story picked from autocomplete is looked for by its title, so that the other options still count."""
    if not STORY_NUMBER.fullmatch(wishes.get("query", "")):
        return wishes
    card = await asker.library.story(wishes["query"], asker.place, asker.reader)
    return {**wishes, "query": card.title.value}


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Search())
