"""/search: stories by what is known of them."""

import re

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.corpus.story import Rating
from bot.search.index import Length
from bot.search.query.terms import Sort
from bot.ui import suggestions
from bot.ui.again import Wishes, given
from bot.ui.asker import Asker, asker_of
from bot.ui.base import Panel, deliver, private_if
from bot.ui.results import COMPLETE, IN_PROGRESS, UNWARNED, search_panel

ORDERS = {
    Sort.BEST: "Best match first",
    Sort.NEWEST: "Newest first",
    Sort.UPDATED: "Last updated first",
    Sort.LONGEST: "Longest first",
    Sort.SHORTEST: "Shortest first",
}

STORY_NUMBER = re.compile(r"#\d{1,19}")
"""What autocomplete puts in place of a title."""


class Search(commands.Cog):
    """Finding stories."""

    @app_commands.command()
    @app_commands.describe(
        query="Title, or words of it; typos are fine. Filters too: by:iris -angst words:<5000 (see /help)",
        character="Who must occur; several names apart by commas, in any order and spelling",
        fandom="The fandom",
        pairing="Who are together, for example Temari/Shikamaru; any order and spelling",
        author="Who wrote it",
        tag="Tags that it must have; several apart by commas",
        without="Tags, characters, warnings or title words to leave out, apart by commas",
        warnings="Only stories that state no warnings",
        rating="The rating",
        complete="Finished or not",
        length="How long",
        words="How many words: <5000, >1k, 1000-5000",
        sort="In which order",
        private="Show the answer only to you",
    )
    @app_commands.autocomplete(
        query=suggestions.queries,
        character=suggestions.characters,
        fandom=suggestions.fandoms,
        pairing=suggestions.pairings,
        author=suggestions.authors,
        tag=suggestions.tags,
        without=suggestions.left_out,
    )
    @app_commands.choices(
        warnings=[Choice(name="None stated", value=UNWARNED)],
        rating=[Choice(name=rating.value, value=rating.value) for rating in Rating],
        complete=[Choice(name="Complete", value=COMPLETE), Choice(name="In progress", value=IN_PROGRESS)],
        length=[Choice(name=length.value.capitalize(), value=length.value) for length in Length],
        sort=[Choice(name=ORDERS[sort], value=sort.value) for sort in Sort],
    )
    async def search(
        self,
        interaction: discord.Interaction,
        *,
        query: str = "",
        character: str = "",
        fandom: str = "",
        pairing: str = "",
        author: str = "",
        tag: str = "",
        without: str = "",
        warnings: str = "",
        rating: str = "",
        complete: str = "",
        length: str = "",
        words: str = "",
        sort: str = "",
        private: bool = False,
    ) -> None:
        """Find stories by title, character, pairing, tag, author, rating, length; or by all of it in one line."""
        wishes = given(
            query=query,
            character=character,
            fandom=fandom,
            pairing=pairing,
            author=author,
            tag=tag,
            without=without,
            warnings=warnings,
            rating=rating,
            complete=complete,
            length=length,
            words=words,
            sort=sort,
        )
        await deliver(interaction, _answer(interaction, wishes), private_if(private))


async def _answer(interaction: discord.Interaction, wishes: Wishes) -> Panel:
    asker = await asker_of(interaction)
    return await search_panel(asker, await _with_title(asker, wishes))


async def _with_title(asker: Asker, wishes: Wishes) -> Wishes:
    """A story picked from autocomplete is looked for by its title, so that the other options still count."""
    if not STORY_NUMBER.fullmatch(wishes.get("query", "")):
        return wishes
    card = await asker.library.story(wishes["query"], asker.place, asker.reader)
    others = {name: value for name, value in wishes.items() if name != "query"}
    return {**others, "text": card.title.value}


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Search())
