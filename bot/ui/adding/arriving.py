"""Stories that have just come in: each becomes a draft; what can't be taken is told, and what was typed given back."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import discord

from bot.corpus.formats.archives.archive import holds_stories
from bot.corpus.formats.limits import Limits
from bot.errors import RefusedFileError, UnreadableError
from bot.library.adding.answers import Preview, Purpose
from bot.ui.adding import buttons
from bot.ui.adding.listing import draft_section
from bot.ui.adding.preview import preview_panel
from bot.ui.adding.uploads import Upload, fetch
from bot.ui.asker import Asker
from bot.ui.base import Layout, Panel, as_file, notice, rows
from bot.ui.errors import TYPED_NAME
from bot.ui.text import shown

NOTHING = "There was nothing to add. Upload a file, paste a text, or give a link with its title."

ONE_BY_ONE = "A ZIP of several stories is for moderators. Unpack it and propose them one by one."

SENTENCE_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent in: files, a text, a link with a title; and whether they want to hear what becomes of it."""

    purpose: Purpose
    uploads: Sequence[Upload] = ()
    pasted: str = ""
    link: str = ""
    title: str = ""
    tell: bool = False


@dataclass(slots=True)
class Arrived:
    """What became of it: drafts, ZIPs kept under their numbers, and what can't be taken with the reason."""

    drafts: list[Preview] = field(default_factory=list[Preview])
    archives: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    refused: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


async def arrived_panel(client: discord.Client, asker: Asker, sent: Sent) -> Panel:
    """The preview of the one story that came in, or a list of all that came of it."""
    arrived = await _take_in(client, asker, sent)
    if len(arrived.drafts) == 1 and not arrived.refused and not arrived.archives:
        return preview_panel(arrived.drafts[0], asker.actor)
    return _list(sent, arrived)


async def _take_in(client: discord.Client, asker: Asker, sent: Sent) -> Arrived:
    """One after the other, so that one file's bytes are held at a time; one that is refused doesn't stop the rest."""
    arrived = Arrived()
    for upload in sent.uploads:
        try:
            await _take_file(client, asker, sent, upload, arrived)
        except RefusedFileError as error:
            arrived.refused.append((upload.name, error.sentence))
    try:
        await _take_words(asker, sent, arrived)
    except RefusedFileError as error:
        arrived.refused.append(("", error.sentence))
    return arrived


async def _take_file(client: discord.Client, asker: Asker, sent: Sent, upload: Upload, arrived: Arrived) -> None:
    limits = asker.library.settings.limits
    data = await fetch(client, upload, limits.file_bytes)
    if await asyncio.to_thread(_is_bulk, upload.name, data, limits):
        arrived.archives.append((upload.name, await _keep_archive(asker, sent, upload)))
        return
    preview = await asker.library.adding.read(
        asker.actor, upload.name, data, asker.place, purpose=sent.purpose, tell=sent.tell
    )
    arrived.drafts.append(preview)


def _is_bulk(name: str, data: bytes, limits: Limits) -> bool:
    """Whether it's a ZIP of stories. What is wrong with a damaged one is told when it's read."""
    try:
        return holds_stories(name, data, limits)
    except UnreadableError:
        return False


async def _keep_archive(asker: Asker, sent: Sent, upload: Upload) -> int:
    """Where a ZIP lies is kept, for whoever sent it: they still have to say why its stories may be shown."""
    if sent.purpose is Purpose.PROPOSE:
        raise RefusedFileError(ONE_BY_ONE)
    whose = {"user": asker.actor.user_id, "guild": asker.actor.guild_id}
    return await asker.library.keep("unpack", {**whose, "name": upload.name, "size": upload.size, "url": upload.url})


async def _take_words(asker: Asker, sent: Sent, arrived: Arrived) -> None:
    """The pasted text is one more story; a link and a title go with the one story that came, or make a card."""
    adding, actor, place = asker.library.adding, asker.actor, asker.place
    if sent.pasted.strip():
        preview = await adding.paste(actor, sent.pasted, place, purpose=sent.purpose, tell=sent.tell)
        arrived.drafts.append(preview)
    beside = {name: text for name, text in (("source", sent.link), ("title", sent.title)) if text.strip()}
    if not sent.uploads and not sent.pasted.strip():
        if not beside:
            raise RefusedFileError(NOTHING)
        preview = await adding.link(actor, sent.link, sent.title, place, purpose=sent.purpose, tell=sent.tell)
        arrived.drafts.append(preview)
    elif beside and len(arrived.drafts) == 1 and len(sent.uploads) <= 1:
        arrived.drafts[0] = await adding.change(actor, arrived.drafts[0].draft_id, beside, place)
    elif beside:
        what = " and ".join(beside.values())
        raise RefusedFileError(f"{what}: a link and a title go with one story only. Give them in the story's preview.")


def _list(sent: Sent, arrived: Arrived) -> Panel:
    """Drafts and ZIPs, each with its button; what can't be taken, with a way to try again and what was typed."""
    sections = [draft_section(preview) for preview in arrived.drafts] + [
        discord.ui.Section[Layout](
            f"**{shown(name, 120)}** is a ZIP of several stories.", accessory=buttons.unpack(number)
        )
        for name, number in arrived.archives
    ]
    if not sections:
        return notice(_refusals(arrived), [buttons.another("Try again", sent.purpose)], files=_typed(sent))
    told = [discord.ui.TextDisplay[Layout](_refusals(arrived))] if arrived.refused else []
    files = _typed(sent) if arrived.refused else []
    shown_files = (discord.ui.File[Layout](file) for file in files)
    again = rows([buttons.another("Add another", sent.purpose)])
    return Panel(*told, discord.ui.Container[Layout](*sections), *shown_files, *again, files=files)


def _refusals(arrived: Arrived) -> str:
    lines = [
        shown(sentence if name in sentence else f"{name}: {sentence}", SENTENCE_LIMIT)
        for name, sentence in arrived.refused
    ]
    return "\n".join(lines)


def _typed(sent: Sent) -> list[discord.File]:
    """What was typed, given back as a file."""
    typed = [text for text in (sent.title, sent.link, sent.pasted) if text.strip()]
    return [as_file(TYPED_NAME, "\n\n".join(typed))] if typed else []
