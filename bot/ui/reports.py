"""A reader says that something is wrong with a story: the button, the form, the thanks."""

import discord

from bot.errors import RefusedError
from bot.library.review.items import ReportKind
from bot.ui.asker import asker_of
from bot.ui.base import Button, Form, Panel, Way, deliver, filled_in, notice, on_press
from bot.ui.buttons import button, template

REPORT = template("report", "story")
REPORTED = template("reported", "story")

KIND, WORDS = "kind", "words"
"""The custom ids of the form's fields."""

WORDS_LIMIT = 500

KINDS = {
    ReportKind.RATING: "It should have another rating",
    ReportKind.WARNING: "A warning is missing or wrong",
    ReportKind.NOT_PERMITTED: "The author hasn't allowed it here",
    ReportKind.BROKEN: "The text is broken or incomplete",
    ReportKind.OTHER: "Something else: say what",
}

THANKS = "Thank you. The moderators of this server will look at it. Nobody but them learns of your report."


def report_button(story: int) -> Button:
    """Say that something is wrong with a story."""
    return button("Report", "report", story)


class ReportForm(Form):
    """Asks what is wrong."""

    def __init__(self, story: int) -> None:
        super().__init__("Report this story", f"reported:{story}")
        options = [
            discord.SelectOption(label=kind.value.capitalize(), value=kind.value, description=description)
            for kind, description in KINDS.items()
        ]
        select = discord.ui.Select[discord.ui.LayoutView](custom_id=KIND, options=options, required=True)
        words = discord.ui.TextInput[discord.ui.LayoutView](
            custom_id=WORDS, style=discord.TextStyle.paragraph, required=False, max_length=WORDS_LIMIT
        )
        self.add_item(discord.ui.Label(text="What is wrong?", component=select))
        self.add_item(discord.ui.Label(text="In your words", description="Only moderators read this.", component=words))


@on_press(REPORT)
async def ask_what_is_wrong(interaction: discord.Interaction, *, story: int) -> None:
    """Open the form, if the story may be shown to the presser here."""
    asker = await asker_of(interaction)
    await asker.library.card(story, asker.place, asker.reader)
    await interaction.response.send_modal(ReportForm(story))


async def take_report(interaction: discord.Interaction, *, story: int) -> None:
    """Keep the report; the gate is asked again, for the story may have changed meanwhile."""
    fields = filled_in(interaction)

    async def coming() -> Panel:
        if fields.get(KIND) not in KINDS:
            raise RefusedError("Choose what is wrong from the list.")
        asker = await asker_of(interaction)
        await asker.library.card(story, asker.place, asker.reader)
        kind, words = ReportKind(fields[KIND]), fields.get(WORDS, "")
        await asker.library.review.report(asker.actor, story, kind, words, asker.place)
        return notice(THANKS)

    await deliver(interaction, coming(), Way.PRIVATE)
