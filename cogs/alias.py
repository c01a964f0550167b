"""/alias: a server's own names for characters, relationships and fandoms, and who is whom."""

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.checks import moderator, visible_to
from bot.ui import suggestions
from bot.ui.again import Wishes, given
from bot.ui.aliases import PANELS
from bot.ui.asker import asker_of, library_of
from bot.ui.base import Panel, Way, deliver

ALIAS_LIMIT, NAME_LIMIT, MEANING_LIMIT = 60, 200, 400

AliasText = app_commands.Range[str, 1, ALIAS_LIMIT]
Name = app_commands.Range[str, 1, NAME_LIMIT]
Meaning = app_commands.Range[str, 1, MEANING_LIMIT]


async def _spellings(interaction: discord.Interaction, current: str) -> list[Choice[str]]:
    """The other spellings of whom the first option names."""
    return await suggestions.spellings(interaction, str(interaction.namespace.one or ""), current)


class AliasCog(commands.GroupCog, group_name="alias", group_description="Nicknames, ship names, and who is whom"):
    """A server's dictionary of names."""

    def __init__(self, bot: commands.Bot) -> None:
        super().__init__()
        if self.app_command is not None:
            self.app_command.default_permissions = visible_to(library_of(bot).settings)

    @app_commands.command()
    @app_commands.describe(
        alias="The nickname, ship name or abbreviation",
        means="A character, several with slashes between them (a relationship), a fandom or a tag",
    )
    @app_commands.autocomplete(means=suggestions.meanings)
    @moderator()
    async def add(self, interaction: discord.Interaction, alias: AliasText, means: Meaning) -> None:
        """Let a name stand for a character, a relationship, a fandom or a tag in this server."""
        await _answer(interaction, "alias", given(alias=alias, means=means))

    @app_commands.command()
    @app_commands.describe(name="The alias, or the decision as /alias list shows it")
    @app_commands.autocomplete(name=suggestions.removable)
    @moderator()
    async def remove(self, interaction: discord.Interaction, name: Name) -> None:
        """Remove an alias, or take back what was joined or split."""
        await _answer(interaction, "unalias", given(name=name))

    @app_commands.command(name="list")
    @app_commands.describe(name="A character: all spellings, aliases and decisions")
    @app_commands.autocomplete(name=suggestions.character)
    @moderator()
    async def listing(self, interaction: discord.Interaction, name: Name = "") -> None:
        """The names of this server, or all that one character goes by."""
        await _answer(interaction, "aliases", given(name=name))

    @app_commands.command()
    @app_commands.describe(one="A character", other="Another name of the same character")
    @app_commands.autocomplete(one=suggestions.character, other=suggestions.character)
    @moderator()
    async def join(self, interaction: discord.Interaction, one: Name, other: Name) -> None:
        """Say that two names are one person."""
        await _answer(interaction, "join", given(one=one, other=other))

    @app_commands.command()
    @app_commands.describe(one="A character in one spelling", other="The spelling that is somebody else")
    @app_commands.autocomplete(one=suggestions.character, other=_spellings)
    @moderator()
    async def split(self, interaction: discord.Interaction, one: Name, other: Name) -> None:
        """Say that two spellings which count as one person are two people."""
        await _answer(interaction, "split", given(one=one, other=other))


async def _answer(interaction: discord.Interaction, kind: str, wishes: Wishes) -> None:
    async def coming() -> Panel:
        return await PANELS[kind](await asker_of(interaction), wishes)

    await deliver(interaction, coming(), Way.PRIVATE)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(AliasCog(bot))
