"""The form behind Jump: a page or chapter to go to, typed or picked."""

from collections.abc import Sequence

import discord

from bot.library.answers import ChapterEntry
from bot.ui.asker import asker_of
from bot.ui.base import Form, deliver, turning
from bot.ui.buttons import TYPED_LIMIT
from bot.ui.reader import jumped_panel
from bot.ui.text import chapter_name, cut

OPTIONS_LIMIT = 25
"""Most lines of a select (Discord's limit); stories with more chapters are navigated by typing."""

OPTION_LIMIT = 100
"""Most characters of such a line."""


class JumpForm(Form):
    """Asks for a page or chapter. The answer changes the page that Jump was pressed on."""

    def __init__(
        self, contents: Sequence[ChapterEntry], *, story: int, revision: int, page: int, owner: int, typed: str
    ) -> None:
        super().__init__("Jump")
        self._page = (story, page, revision)
        self._owner = owner
        self._typed: discord.ui.TextInput[JumpForm] = discord.ui.TextInput(
            custom_id="typed",
            placeholder="12, or chapter 3",
            default=typed or None,
            required=False,
            max_length=TYPED_LIMIT,
        )
        self.add_item(discord.ui.Label(text="Page or chapter", component=self._typed))
        self._chapter = _chapters(contents)
        if self._chapter is not None:
            self.add_item(discord.ui.Label(text="Or a chapter from the list", component=self._chapter))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Go there. What was typed wins over what was picked."""
        picked = self._chapter.values[0] if self._chapter is not None and self._chapter.values else ""
        typed = self._typed.value.strip() or picked
        asker = await asker_of(interaction)
        await deliver(interaction, jumped_panel(asker, *self._page, typed), turning(interaction, self._owner))


def _chapters(contents: Sequence[ChapterEntry]) -> discord.ui.Select[discord.ui.LayoutView] | None:
    if not 1 < len(contents) <= OPTIONS_LIMIT:
        return None
    options = [_option(entry) for entry in contents]
    return discord.ui.Select(custom_id="chapter", options=options, required=False, min_values=0, max_values=1)


def _option(entry: ChapterEntry) -> discord.SelectOption:
    page = f"Page {entry.first_page}"
    return discord.SelectOption(
        label=cut(chapter_name(entry.number, entry.title), OPTION_LIMIT), value=page, description=page
    )
