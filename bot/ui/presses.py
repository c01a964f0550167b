"""What happens when a button is pressed, today or in a month."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

import discord

from bot.errors import NotAllowedError, NotShownError, StaleRequestError
from bot.ui import aliases, buttons, care, history, reports, server_settings
from bot.ui.adding import presses as adding
from bot.ui.again import Wishes, kept
from bot.ui.asker import Asker, asker_of
from bot.ui.authors import presses as authors
from bot.ui.base import Panel, Way, deliver, filled_in, is_private, notice, on_press, opening, report, state_of, turning
from bot.ui.cards import card_panel, story_panel
from bot.ui.excerpts import excerpt_panel
from bot.ui.jump import JumpForm, meant
from bot.ui.reader import jumped_panel, reader_panel, turned_panel, where_panel
from bot.ui.recommended import recommend_panel
from bot.ui.results import search_panel
from bot.ui.review import presses as review
from bot.ui.taste import presses as taste

PANELS: dict[str, Callable[[Asker, Wishes, int], Awaitable[Panel]]] = {
    "search": search_panel,
    "excerpt": excerpt_panel,
    "recommend": recommend_panel,
    "story": story_panel,
    **care.PANELS,
    **aliases.PANELS,
}
"""The commands whose question can be asked again, by name."""


@on_press(buttons.READ)
async def open_reader(interaction: discord.Interaction, *, story: int, page: int, owner: int) -> None:
    """Open the reader; with reading history switched on, the story is being read then."""

    async def coming() -> Panel:
        asker = await asker_of(interaction)
        panel = await reader_panel(asker, story, page)
        await asker.library.taste.open(story, asker.place, asker.reader)
        return panel

    await deliver(interaction, coming(), opening(interaction, owner))


@on_press(buttons.TURN)
async def turn_page(interaction: discord.Interaction, *, story: int, revision: int, page: int, owner: int) -> None:
    """Show another page."""

    async def coming() -> Panel:
        return await turned_panel(await asker_of(interaction), story, page, revision)

    await deliver(interaction, coming(), turning(interaction, owner))


@on_press(buttons.JUMP)
async def ask_where_to(
    interaction: discord.Interaction, *, story: int, revision: int, page: int, owner: int, typed: str
) -> None:
    """Ask for a page or chapter."""
    asker = await asker_of(interaction)
    contents = await asker.library.contents(story, asker.place, asker.reader)
    form = JumpForm(contents, buttons.jumped(story, revision, page, owner), typed)
    await interaction.response.send_modal(form)


async def jump(interaction: discord.Interaction, *, story: int, revision: int, page: int, owner: int) -> None:
    """Go where the form says."""

    async def coming() -> Panel:
        return await jumped_panel(await asker_of(interaction), story, page, revision, meant(filled_in(interaction)))

    await deliver(interaction, coming(), turning(interaction, owner))


@on_press(buttons.WHERE)
async def tell_where(interaction: discord.Interaction, *, story: int, revision: int, page: int) -> None:
    """Tell the presser where the page is."""

    async def coming() -> Panel:
        asker = await asker_of(interaction)
        return where_panel(await asker.library.page(story, page, asker.place, asker.reader, revision=revision))

    await deliver(interaction, coming(), Way.PRIVATE)


@on_press(buttons.CLOSE)
async def close_reader(interaction: discord.Interaction, *, story: int, page: int, owner: int) -> None:
    """Leave the card, with the way back, in place of the page."""
    if interaction.user.id != owner:
        raise NotAllowedError("Only the member who opened this page can close it.")

    async def coming() -> Panel:
        asker = await asker_of(interaction)
        try:
            card = await asker.library.card(story, asker.place, asker.reader)
        except NotShownError as error:
            return notice(error.sentence)
        return card_panel(card, owner, page)

    await deliver(interaction, coming(), Way.IN_PLACE)


@on_press(buttons.CARD)
async def open_card(interaction: discord.Interaction, *, story: int, owner: int) -> None:
    """Show a story's card."""

    async def coming() -> Panel:
        asker = await asker_of(interaction)
        return card_panel(await asker.library.card(story, asker.place, asker.reader), asker.owner)

    await deliver(interaction, coming(), opening(interaction, owner))


@on_press(buttons.LIKE)
async def recommend_like(interaction: discord.Interaction, *, story: int, owner: int) -> None:
    """Recommend stories like this one."""
    way = opening(interaction, owner)

    async def coming() -> Panel:
        asker = replace(await asker_of(interaction), private=is_private(interaction, way))
        return await recommend_panel(asker, {"like": f"#{story}"})

    await deliver(interaction, coming(), way)


@on_press(buttons.AGAIN)
async def ask_again(
    interaction: discord.Interaction, *, kind: str, number: int, first: int, mode: int, owner: int
) -> None:
    """Ask a command's question again."""
    way = Way.PUBLIC if mode == buttons.Mode.POST else turning(interaction, owner)

    async def coming() -> Panel:
        asker = replace(await asker_of(interaction), private=is_private(interaction, way))
        wishes = await kept(asker.library, kind, number)
        return await PANELS[kind](asker, wishes, first)

    await deliver(interaction, coming(), way)


ALL = (
    open_reader,
    turn_page,
    ask_where_to,
    tell_where,
    close_reader,
    open_card,
    recommend_like,
    ask_again,
    reports.ask_what_is_wrong,
    *adding.ALL,
    *care.ALL,
    *review.ALL,
    *authors.ALL,
    *taste.ALL,
    history.turn_history,
    server_settings.unset,
)

FORMS: tuple[tuple[str, Callable[..., Awaitable[None]]], ...] = (
    (buttons.JUMPED, jump),
    (reports.REPORTED, reports.take_report),
    *adding.FORMS,
    *review.FORMS,
    *authors.FORMS,
)
"""What answers a form, by the template of its custom id."""


async def answer_form(interaction: discord.Interaction) -> None:
    """Answer a form that was sent in; whatever goes wrong is answered too."""
    try:
        await _answer_to(interaction)
    except Exception as error:  # noqa: BLE001 - the one place where a form's errors can be caught
        await report(interaction, error)


async def _answer_to(interaction: discord.Interaction) -> None:
    custom_id = str((interaction.data or {}).get("custom_id", ""))
    for template, handler in FORMS:
        if match := re.fullmatch(template, custom_id):
            return await handler(interaction, **state_of(match))
    raise StaleRequestError("This form is too old to be sent in. Please open it again.")
