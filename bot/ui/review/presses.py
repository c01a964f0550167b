"""What happens when a moderator presses a button of review. Whether they may, and whether it's still open, the library
says; the message is then brought up to date for everybody.
"""

from collections.abc import Awaitable, Callable

import discord

from bot.library.review.items import Decided
from bot.ui.adding.preview import preview_panel
from bot.ui.asker import Asker, asker_of
from bot.ui.base import Form, Panel, Way, deliver, filled_in, on_press
from bot.ui.review import buttons
from bot.ui.review.forms import REASON, RatingForm, ReasonForm, rating_in
from bot.ui.review.inside import inside_panel
from bot.ui.review.opening import open_panel
from bot.ui.review.outcomes import outcome_panel
from bot.ui.review.waiting import waiting_panel
from bot.ui.review.who import author_panel

Choice = Callable[[Asker], Awaitable[Decided]]


async def _open(asker: Asker, item: int) -> Panel:
    found = await asker.library.review.item(asker.actor, item, asker.place)
    return await open_panel(asker.library, asker.actor, found, asker.place)


async def _decide(interaction: discord.Interaction, choose: Choice) -> None:
    """Decide, and show the item as it is then, in place of what was pressed."""

    async def coming() -> Panel:
        asker = await asker_of(interaction)
        return await open_panel(asker.library, asker.actor, (await choose(asker)).item, asker.place)

    await deliver(interaction, coming(), Way.IN_PLACE)


async def _ask(interaction: discord.Interaction, item: int, form: Form) -> None:
    """Open a form, but only for somebody who may send it in."""
    asker = await asker_of(interaction)
    await asker.library.review.item(asker.actor, item, asker.place)
    await interaction.response.send_modal(form)


@on_press(buttons.OPEN)
async def open_item(interaction: discord.Interaction, *, item: int) -> None:
    """Show an item to the presser alone."""

    async def coming() -> Panel:
        asker = await asker_of(interaction)
        return await _open(asker, item)

    await deliver(interaction, coming(), Way.PRIVATE)


@on_press(buttons.INSIDE)
async def look_inside(interaction: discord.Interaction, *, story: int) -> None:
    """Show the first page of a story to the presser alone."""

    async def coming() -> Panel:
        return await inside_panel(await asker_of(interaction), story, 1)

    await deliver(interaction, coming(), Way.PRIVATE)


@on_press(buttons.LEAF)
async def leaf(interaction: discord.Interaction, *, story: int, page: int) -> None:
    """Show another page of it."""

    async def coming() -> Panel:
        return await inside_panel(await asker_of(interaction), story, page)

    await deliver(interaction, coming(), Way.IN_PLACE)


@on_press(buttons.EDIT)
async def edit(interaction: discord.Interaction, *, item: int) -> None:
    """Show the draft of a proposal with its forms."""

    async def coming() -> Panel:
        asker = await asker_of(interaction)
        found = await asker.library.review.item(asker.actor, item, asker.place)
        draft = await asker.library.adding.preview(asker.actor, found.draft_id or 0, asker.place)
        return preview_panel(draft, asker.actor)

    await deliver(interaction, coming(), Way.PRIVATE)


@on_press(buttons.WHO)
async def tell_author(interaction: discord.Interaction, *, item: int) -> None:
    """Tell what is known of a proposal's author."""

    async def coming() -> Panel:
        asker = await asker_of(interaction)
        return await author_panel(asker, await asker.library.review.item(asker.actor, item, asker.place))

    await deliver(interaction, coming(), Way.PRIVATE)


@on_press(buttons.LIST)
async def turn_list(interaction: discord.Interaction, *, first: int) -> None:
    """Show another page of what waits."""

    async def coming() -> Panel:
        return await waiting_panel(await asker_of(interaction), first)

    await deliver(interaction, coming(), Way.IN_PLACE)


@on_press(buttons.APPROVE)
async def approve(interaction: discord.Interaction, *, item: int) -> None:
    """Add the proposed story, or confirm the claim."""
    await _decide(interaction, lambda asker: asker.library.review.approve(asker.actor, item, asker.place))


@on_press(buttons.DECLINE)
async def ask_why_declined(interaction: discord.Interaction, *, item: int) -> None:
    """Ask for the reason."""
    form = ReasonForm("Decline", f"declined:{item}", "Whoever asked for it reads this, if they wanted to hear.")
    await _ask(interaction, item, form)


async def decline(interaction: discord.Interaction, *, item: int) -> None:
    """Turn the proposal or claim down."""
    reason = filled_in(interaction).get(REASON, "")
    await _decide(interaction, lambda asker: asker.library.review.decline(asker.actor, item, reason, asker.place))


@on_press(buttons.RELEASE)
async def ask_for_rating(interaction: discord.Interaction, *, item: int) -> None:
    """Ask for the rating that releasing needs."""
    hint = "Read the story first: with this rating it's shown to readers."
    await _ask(interaction, item, RatingForm("Release this story", f"released:{item}", hint))


async def release(interaction: discord.Interaction, *, item: int) -> None:
    """List the held story with that rating."""
    rating = rating_in(filled_in(interaction))
    await _decide(interaction, lambda asker: asker.library.review.release(asker.actor, item, rating, asker.place))


@on_press(buttons.KEEP)
async def ask_why_kept(interaction: discord.Interaction, *, item: int) -> None:
    """Ask for the reason."""
    form = ReasonForm("Keep it back", f"kept:{item}", "Other moderators read this in the history.", required=False)
    await _ask(interaction, item, form)


async def keep(interaction: discord.Interaction, *, item: int) -> None:
    """Leave the held story as it is."""
    reason = filled_in(interaction).get(REASON, "")
    await _decide(interaction, lambda asker: asker.library.review.keep_held(asker.actor, item, reason, asker.place))


@on_press(buttons.DISMISS)
async def dismiss(interaction: discord.Interaction, *, item: int) -> None:
    """Close the reports; the story is shown."""
    await _decide(interaction, lambda asker: asker.library.review.dismiss_reports(asker.actor, item, asker.place))


@on_press(buttons.HIDE)
async def ask_why_hidden(interaction: discord.Interaction, *, item: int) -> None:
    """Ask for the reason."""
    form = ReasonForm("Hide it here", f"hidden:{item}", "Other moderators read this in the history.", required=False)
    await _ask(interaction, item, form)


async def hide(interaction: discord.Interaction, *, item: int) -> None:
    """The reports are right: the story isn't shown here."""
    reason = filled_in(interaction).get(REASON, "")
    await _decide(interaction, lambda asker: asker.library.review.hide_reported(asker.actor, item, reason, asker.place))


@on_press(buttons.RATE)
async def ask_for_better_rating(interaction: discord.Interaction, *, item: int) -> None:
    """Ask for the rating that a reported story should have."""
    hint = "The reports stay open: close them afterwards, or keep the story hidden."
    await _ask(interaction, item, RatingForm("Rate this story", f"rated:{item}", hint, "Other moderators read this."))


async def rate(interaction: discord.Interaction, *, item: int) -> None:
    """Give the reported story a rating; its reports are still to be decided on."""
    fields = filled_in(interaction)

    async def coming() -> Panel:
        asker = await asker_of(interaction)
        review, moderating = asker.library.review, asker.library.moderating
        story = (await review.item(asker.actor, item, asker.place)).story_id or 0
        await moderating.rate(asker.actor, story, rating_in(fields), fields.get(REASON, ""), asker.place)
        return await _open(asker, item)

    await deliver(interaction, coming(), Way.IN_PLACE)


@on_press(buttons.OUTCOME)
async def tell_outcome(interaction: discord.Interaction, *, draft: int) -> None:
    """Tell a proposer what became of their proposal."""

    async def coming() -> Panel:
        asker = await asker_of(interaction)
        return outcome_panel(await asker.library.review.outcome(asker.actor, draft))

    await deliver(interaction, coming(), Way.PRIVATE)


ALL = (
    open_item,
    look_inside,
    leaf,
    edit,
    tell_author,
    turn_list,
    approve,
    ask_why_declined,
    ask_for_rating,
    ask_why_kept,
    dismiss,
    ask_why_hidden,
    ask_for_better_rating,
    tell_outcome,
)

FORMS = (
    (buttons.DECLINED, decline),
    (buttons.RELEASED, release),
    (buttons.KEPT, keep),
    (buttons.HIDDEN, hide),
    (buttons.RATED, rate),
)
