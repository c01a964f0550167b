"""/help: what Ficus does."""

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.ui.base import notice
from bot.ui.help import SEARCH

HELP = """\
## Ficus
Finds, recommends and reads out stories for this server.
- **/search** finds stories by title, character, tag, author, length and more. Typos and any order of a name are fine. \
**/help topic: search** has the whole language.
- **/excerpt** shows a passage: of any story, or of one you name. Read on opens the story there.
- **/recommend** says what to read next, and why: for your taste, like a story, or in a mood.
- **/shelf** has your lists. **/taste** says what is known of you, and forgets it. **/block add**, **/block remove** \
and **/block list** keep what you never want to see away from you.
- **/story show** shows everything known of one story.
- **/propose** sends a story to the moderators: a file, a pasted text or a link. **/story drafts** lists yours.

For authors:
- **/author claim** says who you are, **/author stories** what is shown of your stories, and changes it.
- **/author wish** states what you want done with all of them. **/story withdraw** takes one out for good.

For moderators:
- **/story add** takes a file, a pasted text or a link, **/story bulk** a ZIP; "Add as story" is in messages' menus.
- **/story edit**, **/story rate**, **/story hide**, **/story remove** and **/story restore** change a story. \
**/story undo** takes back what you did for 24 hours. **/story history** tells what was done to it.
- **/review list** shows what waits: proposals, held stories, reports, claims.
- **/author vouch** confirms an author whom you know.
- **/alias add** gives a character, a relationship or a fandom a nickname. **/alias join** and **/alias split** say \
who is whom, **/alias list** shows it all, **/alias remove** takes it back.
- **/history** tells who did what.
- **/settings** says what is set for this server, and changes it.
- **/library status** says what the library holds.

Add `private: True` to see an answer alone. Buttons go on working; what belongs to somebody else opens a copy for you.
Mature, Explicit and unrated stories are shown in age-restricted channels only.

**Privacy:** Ficus reads no messages, and keeps no list of what you read unless you switch that on in /taste. \
What was asked for is kept without your name for 30 days, so that buttons work."""


TOPICS = {"overview": HELP, "search": SEARCH}
"""What can be asked about."""


class Help(commands.Cog):
    """Explaining Ficus."""

    @app_commands.command()
    @app_commands.describe(topic="What about; the overview if left out")
    @app_commands.choices(topic=[Choice(name=topic.capitalize(), value=topic) for topic in TOPICS])
    async def help(self, interaction: discord.Interaction, topic: str = "overview") -> None:
        """What Ficus does, and what it keeps; how to search."""
        await interaction.response.send_message(view=notice(TOPICS.get(topic, HELP)), ephemeral=True)


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Help())
