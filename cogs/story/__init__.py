"""/story: the card of a story for readers, and all that moderators do with one story.

One group of commands, written in several files: each holds a cog with a few, and the group inherits from all of them.
"""

from discord.ext import commands

from bot.ui.asker import library_of
from cogs.story.adding import Adding
from cogs.story.caring import Caring
from cogs.story.from_message import add_as_story
from cogs.story.showing import Showing
from cogs.story.withdrawing import Withdrawing


class Story(
    Showing,
    Adding,
    Caring,
    Withdrawing,
    commands.GroupCog,
    group_name="story",
    group_description="Stories, one at a time",
):
    """Readers', authors' and moderators' commands together.

    Discord has defaults for a whole group only, so it shows moderators' commands to everybody; our checks decide.
    """


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Story())
    bot.tree.add_command(add_as_story(library_of(bot).settings))
