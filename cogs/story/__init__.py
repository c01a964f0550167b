"""/story: the card of a story for readers, and all that moderators do with one story.

One group of commands, written in several files: each holds a cog of a few, and the group inherits from all of them.
"""

from discord.ext import commands

from cogs.story.showing import Showing


class Story(Showing, commands.GroupCog, group_name="story", group_description="Stories, one at a time"):
    """Readers' and moderators' commands together.

    Discord has defaults for a whole group only, so it shows moderators' commands to everybody; our checks decide.
    """


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Story())
