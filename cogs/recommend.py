"""/recommend: what to read next."""

from dataclasses import replace

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.corpus.story import Rating
from bot.library.answers import Audience
from bot.library.place import Reader
from bot.search.index import Length
from bot.ui import suggestions
from bot.ui.again import Wishes, given
from bot.ui.asker import Asker, actor_of, asker_of, library_of, place_of
from bot.ui.base import Panel, deliver, private_if
from bot.ui.recommended import recommend_panel
from bot.ui.results import COMPLETE, IN_PROGRESS
from bot.ui.taste.suggesting import several_titles
from bot.ui.taste.wishes import wish_of

MOOD_LIMIT = 200

Mood = app_commands.Range[str, 1, MOOD_LIMIT]


class Recommend(commands.Cog):
    """Finding out what to read next."""

    @app_commands.command()
    @app_commands.rename(audience="for", other="with")
    @app_commands.describe(
        like="Stories like this one; several apart by |",
        character="Stories with this character",
        fandom="Stories of this fandom",
        mood="In your words: fluffy, short, no angst",
        rating="The rating",
        length="How long",
        complete="Finished or not",
        new="Only what has been added since you last asked for it",
        gems="Hidden gems: read by few, and liked by them",
        surprise="The same feel in other fandoms",
        audience="Whose taste counts",
        other="A list for you and this member, if they agreed to it with /taste",
        again="Also what was shown lately",
        private="Show the answer only to you; a list made from your taste is private unless you say no",
    )
    @app_commands.autocomplete(like=several_titles, character=suggestions.character, fandom=suggestions.fandoms)
    @app_commands.choices(
        rating=[Choice(name=rating.value, value=rating.value) for rating in Rating],
        complete=[Choice(name="Complete", value=COMPLETE), Choice(name="In progress", value=IN_PROGRESS)],
        length=[Choice(name=length.value.capitalize(), value=length.value) for length in Length],
        audience=[
            Choice(name="Me", value="me"),
            Choice(name="Us: everybody who sees this channel and agreed to it", value="us"),
            Choice(name="Anybody: nothing of what is known of me", value="anybody"),
        ],
    )
    async def recommend(
        self,
        interaction: discord.Interaction,
        *,
        like: str = "",
        character: str = "",
        fandom: str = "",
        mood: Mood = "",
        rating: str = "",
        length: str = "",
        complete: str = "",
        new: bool = False,
        gems: bool = False,
        surprise: bool = False,
        audience: str = "",
        other: discord.User | None = None,
        again: bool = False,
        private: bool | None = None,
    ) -> None:
        """What to read next and why: for your taste, like a story, in a mood, or something to start with."""
        switches = {"gems": gems, "surprise": surprise, "again": again, "new": new}
        wishes = given(
            like=like,
            character=character,
            fandom=fandom,
            mood=mood,
            rating=rating,
            length=length,
            complete=complete,
            **{name: "yes" for name, on in switches.items() if on},
            **{"for": audience, "with": str(other.id) if other is not None else ""},
        )
        alone = is_own(interaction, wishes) if private is None else private
        await deliver(interaction, _answer(interaction, wishes, private=alone), private_if(alone))


def is_own(interaction: discord.Interaction, wishes: Wishes) -> bool:
    """Whether a list comes from the reader's own taste alone: others see it only if the reader says so. From memory."""
    who = Reader(interaction.user.id)
    asker = Asker(library_of(interaction.client), place_of(interaction), who, actor_of(interaction))
    wish = wish_of(asker, wishes)
    return wish.audience in {Audience.ME, Audience.IF_KNOWN} and asker.library.taste.counts(wish, who)


async def _answer(interaction: discord.Interaction, wishes: Wishes, *, private: bool) -> Panel:
    asker = replace(await asker_of(interaction), private=private)
    if "new" not in wishes:
        return await recommend_panel(asker, wishes)
    since = await asker.library.taste.since(asker.reader)
    others = {name: value for name, value in wishes.items() if name != "new"}
    return await recommend_panel(asker, {**others, "since": since.isoformat()})


async def setup(bot: commands.Bot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Recommend())
