"""The form behind Jump: a page or chapter to go to, typed or picked. Its answer is in bot.ui.presses."""

from collections.abc import Mapping, Sequence

import discord

from bot.library.answers import ChapterEntry
from bot.ui.base import Form
from bot.ui.buttons import TYPED_LIMIT
from bot.ui.text import chapter_name, cut

TYPED, PICKED = "typed", "chapter"
"""The custom ids of the form's fields."""

OPTIONS_LIMIT = 25
"""Most lines of a select (Discord's limit); stories with more chapters are navigated by typing."""

OPTION_LIMIT = 100
"""Most characters of such a line."""


class JumpForm(Form):
    """Asks for a page or chapter; `typed` is what was entered before and couldn't be taken."""

    def __init__(self, contents: Sequence[ChapterEntry], custom_id: str, typed: str) -> None:
        super().__init__("Jump", custom_id)
        entry = discord.ui.TextInput[JumpForm](
            custom_id=TYPED,
            placeholder="12, or chapter 3",
            default=typed or None,
            required=False,
            max_length=TYPED_LIMIT,
        )
        self.add_item(discord.ui.Label(text="Page or chapter", component=entry))
        chapter = _chapters(contents)
        if chapter is not None:
            self.add_item(discord.ui.Label(text="Or a chapter from the list", component=chapter))


def meant(fields: Mapping[str, str]) -> str:
    """Where the reader wants to go. What was typed wins over what was picked."""
    return fields.get(TYPED, "").strip() or fields.get(PICKED, "")


def _chapters(contents: Sequence[ChapterEntry]) -> discord.ui.Select[discord.ui.LayoutView] | None:
    if not 1 < len(contents) <= OPTIONS_LIMIT:
        return None
    options = [_option(entry) for entry in contents]
    return discord.ui.Select(custom_id=PICKED, options=options, required=False, min_values=0, max_values=1)


def _option(entry: ChapterEntry) -> discord.SelectOption:
    page = f"Page {entry.first_page}"
    return discord.SelectOption(
        label=cut(chapter_name(entry.number, entry.title), OPTION_LIMIT), value=page, description=page
    )
