"""/settings: what a server's moderators decide for it."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import moderator, visible_to
from bot.library.servers import LIMITS, Setting
from bot.ui.asker import library_of
from bot.ui.base import Way, deliver
from bot.ui.server_settings import changed_panel

Picked = app_commands.AppCommandChannel | app_commands.AppCommandThread


class ChannelPick(app_commands.Transformer):
    """A channel that messages can be sent to, as the member picked it: Ficus may not see it."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Text channels and threads."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.public_thread, kinds.private_thread, kinds.news_thread]

    async def transform(self, _interaction: discord.Interaction, value: Picked, /) -> Picked:
        """Whether it can be used is looked at when it's set."""
        return value


_, FEWEST_PROPOSALS, MOST_PROPOSALS = LIMITS[Setting.PROPOSALS_A_DAY]
_, FEWEST_REPORTS, MOST_REPORTS = LIMITS[Setting.REPORTS_TO_HOLD]


class Settings(commands.Cog):
    """Setting Ficus up in a server."""

    def __init__(self, bot: commands.Bot) -> None:
        self.settings.default_permissions = visible_to(library_of(bot).settings)

    @app_commands.command()
    @app_commands.describe(
        review_channel="Where proposals, held stories, reports and claims wait for moderators",
        history_channel="Where it's posted who did what",
        proposals_a_day="How many stories a member may propose within a day; 0 takes none",
        reports_to_hold="So many members' reports hide a story until a moderator has looked",
        moderator_role="Members with this role are moderators too",
    )
    @moderator()
    async def settings(
        self,
        interaction: discord.Interaction,
        *,
        review_channel: app_commands.Transform[Picked, ChannelPick] | None = None,
        history_channel: app_commands.Transform[Picked, ChannelPick] | None = None,
        proposals_a_day: app_commands.Range[int, FEWEST_PROPOSALS, MOST_PROPOSALS] | None = None,
        reports_to_hold: app_commands.Range[int, FEWEST_REPORTS, MOST_REPORTS] | None = None,
        moderator_role: discord.Role | None = None,
    ) -> None:
        """See or change how Ficus works in this server."""
        given: dict[Setting, Any] = {
            # The role first: it's what can be refused.
            Setting.MODERATOR_ROLE: moderator_role and moderator_role.id,
            Setting.REVIEW_CHANNEL: review_channel and review_channel.id,
            Setting.HISTORY_CHANNEL: history_channel and history_channel.id,
            Setting.PROPOSALS_A_DAY: proposals_a_day,
            Setting.REPORTS_TO_HOLD: reports_to_hold,
        }
        changes = {setting: value for setting, value in given.items() if value is not None}
        await deliver(interaction, changed_panel(interaction, changes), Way.PRIVATE)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Settings(bot))
