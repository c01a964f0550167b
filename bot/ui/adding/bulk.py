"""A ZIP of stories: what is seen while it's taken in, and what came of it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import discord

from bot.errors import ReaderError, StaleRequestError
from bot.library.adding.answers import BulkItem, BulkOutcome, BulkReport, Consent
from bot.library.answers import Progress
from bot.ui.adding import buttons
from bot.ui.adding.uploads import Upload, fetch
from bot.ui.again import kept
from bot.ui.asker import Asker, asker_of
from bot.ui.base import Layout, Panel, as_file, notice, report
from bot.ui.text import listed, shown

EVERY = 2.0
"""Seconds between two reports of how far it is: Discord takes five changes of a message in five seconds."""

REFUSED_SHOWN = 5

SHOWN = 8
"""Stories that need a look, each with its button; the rest are in the file of problems."""

PROBLEMS_NAME = "problems.txt"


async def unpack(interaction: discord.Interaction, number: int, consent: Consent, proof: str) -> None:
    """Add the stories of a ZIP that is kept under a number for whoever sent it in."""

    async def work(progress: Progress) -> Panel:
        upload = await _kept_upload(await asker_of(interaction), number)
        return await bulk_panel(interaction, upload, consent, proof, progress)

    await deliver_with_progress(interaction, work)


async def _kept_upload(asker: Asker, number: int) -> Upload:
    """Raises StaleRequestError, also when it's somebody else's."""
    there = await kept(asker.library, "unpack", number)
    if (there.get("user"), there.get("guild")) != (str(asker.actor.user_id), str(asker.actor.guild_id)):
        raise StaleRequestError("This ZIP was sent in by somebody else. Send it in with /story bulk.")
    return Upload(there["name"], int(there["size"]), there["url"])


async def bulk_panel(
    interaction: discord.Interaction, upload: Upload, consent: Consent, proof: str, progress: Progress
) -> Panel:
    """Take a ZIP in, and tell what came of it. Raises NotAllowedError, RefusedFileError."""
    asker = await asker_of(interaction)
    data = await fetch(interaction.client, upload, asker.library.settings.limits.file_bytes)
    came = await asker.library.adding.bulk(
        asker.actor, upload.name, data, asker.place, consent=consent, proof=proof, progress=progress
    )
    return report_panel(upload.name, came)


def report_panel(name: str, came: BulkReport) -> Panel:
    """How many stories came to what, those that need a look with their buttons, and all problems as a file."""
    counts = [f"{came.count(outcome)} {outcome.value}" for outcome in BulkOutcome if came.count(outcome)]
    heading = f"**{shown(name, 120)}:** {', '.join(counts) or 'no stories'}."
    told = [heading, *_titles(came), *_refusals(came)]
    if came.count(BulkOutcome.ADDED) or came.count(BulkOutcome.UPDATED):
        told.append("-# Each can be taken back for 24 hours: /story undo.")
    waiting = [item for item in came.items if item.outcome is BulkOutcome.WAITING and item.draft_id is not None]
    looks = [_look(item, item.draft_id or 0) for item in waiting[:SHOWN]]
    files = [as_file(PROBLEMS_NAME, came.text)] if came.text else []
    items = [discord.ui.TextDisplay[Layout]("\n".join(told)), *looks, *_left(len(waiting) - SHOWN)]
    return Panel(discord.ui.Container[Layout](*items), *(discord.ui.File[Layout](file) for file in files), files=files)


def _titles(came: BulkReport) -> list[str]:
    names = [item.card.title.value for item in came.items if item.card is not None]
    return [f"In the library: {listed(names, 700)}"] if names else []


def _refusals(came: BulkReport) -> list[str]:
    """Why some were refused; all reasons are in the file."""
    whole = [f"{problem.file}: {problem.message}" for problem in came.problems]
    refused = [item for item in came.items if item.outcome is BulkOutcome.REFUSED]
    lines = whole + [f"{item.file}: {' '.join(item.problems)}" for item in refused]
    more = [f"and {len(lines) - REFUSED_SHOWN} more, in the file"] if len(lines) > REFUSED_SHOWN else []
    return [f"- {shown(line, 200)}" for line in lines[:REFUSED_SHOWN]] + more


def _look(item: BulkItem, draft: int) -> discord.ui.Section[Layout]:
    problem = shown(" ".join(item.problems), 150)
    return discord.ui.Section(f"**{shown(item.file, 80)}**\n-# {problem}", accessory=buttons.look(draft))


def _left(number: int) -> list[discord.ui.TextDisplay[Layout]]:
    if number <= 0:
        return []
    return [discord.ui.TextDisplay(f"{number} more to look at: /story drafts.")]


async def deliver_with_progress(interaction: discord.Interaction, work: Callable[[Progress], Awaitable[Panel]]) -> None:
    """Show privately what long work returns, and until then how far it is."""
    said = shown_last = ""

    def progress(done: int, total: int, _name: str) -> None:
        nonlocal said
        said = f"{done} of {total} read…"

    await interaction.response.defer(ephemeral=True, thinking=True)
    task = asyncio.ensure_future(work(progress))
    try:
        while not (await asyncio.wait({task}, timeout=EVERY))[0]:
            if said != shown_last:
                shown_last = said
                # The work goes on, whether or not Discord takes this.
                with suppress(discord.HTTPException):
                    await interaction.edit_original_response(view=notice(said))
        panel = task.result()
        await interaction.edit_original_response(view=panel, attachments=panel.files)
    except ReaderError as error:
        await report(interaction, error)
    finally:
        task.cancel()
