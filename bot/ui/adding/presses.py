"""What happens when a button or form of adding is used. Whose draft it is, and what they may, the library says."""

from collections.abc import Awaitable, Callable

import discord

from bot.errors import RefusedError, StaleRequestError
from bot.library.adding.answers import Preview, Purpose
from bot.ui.adding import buttons, forms
from bot.ui.adding.arriving import Sent, arrived_panel
from bot.ui.adding.bulk import unpack
from bot.ui.adding.buttons import Part
from bot.ui.adding.forms import AddForm, MendForm, UnpackForm
from bot.ui.adding.listing import drafts_panel
from bot.ui.adding.outcomes import added_panel, undone_panel
from bot.ui.adding.preview import passage_panel, preview_panel
from bot.ui.adding.uploads import uploads_in
from bot.ui.asker import Asker, asker_of
from bot.ui.base import Panel, Way, deliver, filled_in, notice, on_press
from bot.ui.review import buttons as review_buttons
from bot.ui.review.outcomes import left_words, outcome_text

PROOF_OF_WHAT = "Choose why the story may be shown here: the proof goes with that. Nothing of the form was taken."

DISCARDED = "Thrown away. Nothing of it is kept."


async def _answer(interaction: discord.Interaction, make: Callable[[Asker], Awaitable[Panel]], way: Way) -> None:
    async def coming() -> Panel:
        return await make(await asker_of(interaction))

    await deliver(interaction, coming(), way)


def _here(interaction: discord.Interaction) -> Way:
    """In place of a private message; beside a public one, which is for others too."""
    message = interaction.message
    return Way.IN_PLACE if message is not None and message.flags.ephemeral else Way.PRIVATE


async def _preview(asker: Asker, draft: int) -> Preview:
    return await asker.library.adding.preview(asker.actor, draft, asker.place)


@on_press(buttons.ANOTHER)
async def ask_for_story(interaction: discord.Interaction, *, kind: str) -> None:
    """Open the form for a story, for a proposal only if one more is taken."""
    asker, purpose = await asker_of(interaction), Purpose(kind)
    left = await asker.library.review.left(asker.actor) if purpose is Purpose.PROPOSE else 0
    await interaction.response.send_modal(AddForm(purpose, left=left))


async def take_story(interaction: discord.Interaction, *, kind: str) -> None:
    """Read what was sent in with the form."""
    fields = filled_in(interaction)
    sent = Sent(
        Purpose(kind),
        uploads_in(interaction),
        pasted=fields.get(forms.PASTED, ""),
        link=fields.get(forms.LINK, ""),
        title=fields.get(forms.TITLE, ""),
        tell=bool(fields.get(forms.TELL)),
    )
    await _answer(interaction, lambda asker: arrived_panel(interaction.client, asker, sent), Way.PRIVATE)


@on_press(buttons.DRAFTS)
async def turn_drafts(interaction: discord.Interaction, *, first: int) -> None:
    """Show another page of one's drafts."""
    await _answer(interaction, lambda asker: drafts_panel(asker, first), _here(interaction))


@on_press(buttons.LOOK)
async def look(interaction: discord.Interaction, *, draft: int) -> None:
    """Show a draft; the list that it was opened from stays."""

    async def make(asker: Asker) -> Panel:
        return preview_panel(await _preview(asker, draft), asker.actor)

    await _answer(interaction, make, Way.PRIVATE)


@on_press(buttons.PASSAGE)
async def show_beginning(interaction: discord.Interaction, *, draft: int) -> None:
    """Show how a draft's story begins."""

    async def make(asker: Asker) -> Panel:
        return passage_panel(await _preview(asker, draft))

    await _answer(interaction, make, Way.PRIVATE)


@on_press(buttons.MEND)
async def ask_for_fields(interaction: discord.Interaction, *, kind: str, draft: int) -> None:
    """Open a form with some of a draft's fields."""
    asker = await asker_of(interaction)
    fields = await asker.library.adding.fields(asker.actor, draft, asker.place)
    await interaction.response.send_modal(MendForm(Part(kind), fields))


async def mend(interaction: discord.Interaction, *, kind: str, draft: int) -> None:
    """Take the fields that were changed, and why the story may be shown."""
    sent = filled_in(interaction)
    consent, proof = forms.consent_in(sent), sent.get(forms.PROOF, "")
    if proof.strip() and consent is None:
        raise RefusedError(PROOF_OF_WHAT)

    async def make(asker: Asker) -> Panel:
        adding, actor, place = asker.library.adding, asker.actor, asker.place
        fields, preview = await adding.fields(actor, draft, place), None
        if changes := forms.changes(fields, Part(kind), sent):
            preview = await adding.change(actor, draft, changes, place)
        if consent and (consent, proof) != (fields.consent, fields.proof):
            preview = await adding.permit(actor, draft, consent, proof, place)
        return preview_panel(preview or await _preview(asker, draft), actor)

    await _answer(interaction, make, _here(interaction))


@on_press(buttons.AIM)
async def aim(interaction: discord.Interaction, *, draft: int, story: int) -> None:
    """Choose the story that confirming brings up to date."""

    async def make(asker: Asker) -> Panel:
        target = None if story == buttons.NEW else story
        return preview_panel(await asker.library.adding.aim(asker.actor, draft, target, asker.place), asker.actor)

    await _answer(interaction, make, _here(interaction))


@on_press(buttons.CONFIRM)
async def confirm(interaction: discord.Interaction, *, kind: str, draft: int) -> None:
    """Store a draft's story."""

    async def make(asker: Asker) -> Panel:
        added = await asker.library.adding.confirm(asker.actor, draft, asker.place)
        return added_panel(asker, added, Purpose(kind))

    await _answer(interaction, make, _here(interaction))


@on_press(buttons.PROPOSE)
async def propose(interaction: discord.Interaction, *, draft: int) -> None:
    """Put a draft before the moderators."""

    async def make(asker: Asker) -> Panel:
        item = await asker.library.review.propose(asker.actor, draft, asker.place)
        after = [review_buttons.outcome(draft), buttons.another("Propose another", Purpose.PROPOSE)]
        return notice(f"{outcome_text(item)}\n-# {await left_words(asker)}", after)

    await _answer(interaction, make, _here(interaction))


@on_press(buttons.DISCARD)
async def discard(interaction: discord.Interaction, *, draft: int) -> None:
    """Throw a draft away."""

    async def make(asker: Asker) -> Panel:
        await asker.library.adding.discard(asker.actor, draft)
        return notice(DISCARDED)

    await _answer(interaction, make, _here(interaction))


@on_press(buttons.UNDO)
async def undo(interaction: discord.Interaction, *, event: int) -> None:
    """Take back what was done."""

    async def make(asker: Asker) -> Panel:
        return undone_panel(asker, await asker.library.adding.undo(asker.actor, event))

    await _answer(interaction, make, _here(interaction))


@on_press(buttons.UNPACK)
async def ask_for_consent(interaction: discord.Interaction, *, number: int) -> None:
    """Ask why the stories of a ZIP may be shown."""
    await interaction.response.send_modal(UnpackForm(number))


async def unpack_kept(interaction: discord.Interaction, *, number: int) -> None:
    """Add the stories of a ZIP that was sent in before."""
    fields = filled_in(interaction)
    consent = forms.consent_in(fields)
    if consent is None:
        raise StaleRequestError("Choose why the stories may be shown here.")
    await unpack(interaction, number, consent, fields.get(forms.PROOF, ""))


ALL = (
    ask_for_story,
    turn_drafts,
    look,
    show_beginning,
    ask_for_fields,
    aim,
    confirm,
    propose,
    discard,
    undo,
    ask_for_consent,
)

FORMS: tuple[tuple[str, Callable[..., Awaitable[None]]], ...] = (
    (buttons.ADDED, take_story),
    (buttons.MENDED, mend),
    (buttons.UNPACKED, unpack_kept),
)
"""What answers a form, by the template of its custom id."""
