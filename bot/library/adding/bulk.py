"""Bulk: the stories of a ZIP added one by one; each has its own outcome, and none keeps the others out."""

import asyncio
from dataclasses import dataclass
from typing import Protocol

from bot.corpus.formats.archives.archive import Archive, holds_stories, open_archive, read_member, story_labels
from bot.corpus.formats.limits import Limits
from bot.corpus.story import State
from bot.errors import NotReadyError, ReaderError, UnreadableError
from bot.library.actor import Actor
from bot.library.adding import wording
from bot.library.adding.answers import Added, BulkItem, BulkOutcome, BulkReport, Consent, Preview
from bot.library.answers import Progress
from bot.library.gate import may_look_after
from bot.library.place import Place


class Door(Protocol):
    """What of Adding it takes to add one story."""

    async def read(self, actor: Actor, file: str, data: bytes, place: Place) -> Preview: ...  # noqa: D102

    async def permit(  # noqa: D102
        self, actor: Actor, draft_id: int, consent: Consent, proof: str, place: Place
    ) -> Preview: ...

    async def confirm(self, actor: Actor, draft_id: int, place: Place) -> Added: ...  # noqa: D102

    async def discard(self, actor: Actor, draft_id: int) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Sender:
    """Who adds the stories, where, and why they may be shown."""

    actor: Actor
    place: Place
    consent: Consent
    proof: str


async def add_all(
    door: Door, limits: Limits, sender: Sender, upload: tuple[str, bytes], progress: Progress | None
) -> BulkReport:
    """Add every story in a ZIP, given by name and content. Raises RefusedFileError when it can't be read as one."""
    file, data = upload
    try:
        archive = await asyncio.to_thread(_open, file, data, limits)
    except UnreadableError as error:
        raise wording.refused(file, error) from error
    items: list[BulkItem] = []
    labels = story_labels(archive)
    for label in labels:
        items.append(await _add_member(door, limits, sender, archive, label))
        if progress is not None:
            progress(len(items), len(labels), label)
    return BulkReport(tuple(items))


def _open(file: str, data: bytes, limits: Limits) -> Archive:
    archive = open_archive(file, data, limits)
    if not holds_stories(file, data, limits):
        raise UnreadableError(file, 0, "This is one story, not a ZIP of several. Add it with /story add.")
    if not story_labels(archive):
        raise UnreadableError(file, 0, "There is no story in this archive.")
    return archive


async def _add_member(door: Door, limits: Limits, sender: Sender, archive: Archive, label: str) -> BulkItem:
    try:
        data = await asyncio.to_thread(read_member, archive, label, limits)
        preview = await door.read(sender.actor, label, data, sender.place)
    except UnreadableError as error:
        return BulkItem(file=label, outcome=BulkOutcome.REFUSED, problems=(error.message,))
    except ReaderError as error:
        return BulkItem(file=label, outcome=BulkOutcome.REFUSED, problems=(error.sentence,))
    if preview.verdict.state is State.BARRED:
        await door.discard(sender.actor, preview.draft_id)
        return BulkItem(file=label, outcome=BulkOutcome.REFUSED, problems=preview.obstacles[:1])
    return await _confirm(door, sender, label, preview)


async def _confirm(door: Door, sender: Sender, label: str, preview: Preview) -> BulkItem:
    """What can't be confirmed yet stays a draft."""
    actor, place, draft_id = sender.actor, sender.place, preview.draft_id
    try:
        await door.permit(actor, draft_id, sender.consent, sender.proof, place)
        added = await door.confirm(actor, draft_id, place)
    except NotReadyError as error:
        return BulkItem(file=label, outcome=BulkOutcome.WAITING, draft_id=draft_id, problems=error.obstacles)
    except ReaderError as error:
        return BulkItem(file=label, outcome=BulkOutcome.WAITING, draft_id=draft_id, problems=(error.sentence,))
    return BulkItem(
        file=label,
        outcome=BulkOutcome.UPDATED if added.updated else BulkOutcome.ADDED,
        card=added.card if may_look_after(added.card, place) else None,
        event_id=added.event_id,
        problems=tuple(problem.message for problem in preview.story.problems),
    )
