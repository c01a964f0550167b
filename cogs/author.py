"""/author: what authors say of themselves and do with their stories."""

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.checks import moderator
from bot.library.authors.nouns import Wish
from bot.ui.asker import asker_of
from bot.ui.authors.claims import claim_panel, vouched_panel
from bot.ui.authors.stories import mine_panel
from bot.ui.authors.wishes import wish_panel
from bot.ui.base import Panel, Way, deliver

NAME_LIMIT, LINK_LIMIT = 100, 400

TAKE_BACK = "take it back"

WISHES = [
    Choice(name="Never list me", value=Wish.NEVER.value),
    Choice(name="Cards only", value=Wish.CARDS.value),
    Choice(name="Ask me", value=Wish.ASK.value),
    Choice(name="Take it back", value=TAKE_BACK),
]

Name = app_commands.Range[str, 1, NAME_LIMIT]
Link = app_commands.Range[str, 1, LINK_LIMIT]


class Author(commands.GroupCog, group_name="author", group_description="For authors of stories"):
    """An author's seat."""

    @app_commands.command()
    @app_commands.describe(name="The name that you write under", link="Your profile where you publish")
    async def claim(self, interaction: discord.Interaction, name: Name, link: Link = "") -> None:
        """Say that you are the author of stories here; a moderator confirms it."""
        await deliver(interaction, _claim(interaction, name, link), Way.PRIVATE)

    @app_commands.command()
    async def stories(self, interaction: discord.Interaction) -> None:
        """Your stories: what is shown of them, warnings, favourite passages, taking them out."""
        await deliver(interaction, _stories(interaction), Way.PRIVATE)

    @app_commands.command()
    @app_commands.describe(
        wish="What shall be done with your stories, also with those that come later",
        name="The name that you write under",
        link="Your profile where you publish",
    )
    @app_commands.choices(wish=WISHES)
    async def wish(self, interaction: discord.Interaction, wish: str, name: Name = "", link: Link = "") -> None:
        """State a wish for all your stories; moderators can state it for an author."""
        await deliver(interaction, _wish(interaction, wish, name, link), Way.PRIVATE)

    @app_commands.command()
    @app_commands.describe(member="Who is the author", name="The name that they write under")
    @moderator()
    async def vouch(self, interaction: discord.Interaction, member: discord.Member, name: Name) -> None:
        """For moderators: confirm an author whom you know."""
        await deliver(interaction, _vouch(interaction, member, name), Way.PRIVATE)


async def _claim(interaction: discord.Interaction, name: str, link: str) -> Panel:
    asker = await asker_of(interaction)
    return claim_panel(await asker.library.authors.claim(asker.actor, name, link))


async def _stories(interaction: discord.Interaction) -> Panel:
    return await mine_panel(await asker_of(interaction))


async def _wish(interaction: discord.Interaction, wish: str, name: str, link: str) -> Panel:
    stated = None if wish == TAKE_BACK else Wish(wish)
    return await wish_panel(await asker_of(interaction), stated, name, link)


async def _vouch(interaction: discord.Interaction, member: discord.Member, name: str) -> Panel:
    asker = await asker_of(interaction)
    return vouched_panel(await asker.library.authors.vouch(asker.actor, member.id, name))


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Author())
