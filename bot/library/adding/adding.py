"""Adding: the door through which stories come in, are mended, and are taken back. Rights are checked here."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.corpus.people.recognising import Known
from bot.corpus.story import Card, State
from bot.errors import ClosedDraftError, NotAllowedError, NotShownError
from bot.library.actor import Actor
from bot.library.adding import wording
from bot.library.adding.answers import Added, BulkReport, Consent, Drafts, DraftState, Fields, Preview, Purpose
from bot.library.adding.bulk import Sender, add_all
from bot.library.adding.changing import with_typed
from bot.library.adding.confirming import Within, confirm_draft
from bot.library.adding.drafts import (
    Draft,
    add_draft,
    delete_draft,
    make_room,
    open_draft,
    own_drafts,
    seen_draft,
    set_draft_state,
    write_draft,
)
from bot.library.adding.previewing import fields_of, may_know, preview_of, same_story, standing_of
from bot.library.adding.taking_in import TakenIn, TakingIn, linked
from bot.library.adding.undoing import undo_event
from bot.library.amendments import Amendment
from bot.library.answers import Progress
from bot.library.backroom import Backroom
from bot.library.gate import may_look_after
from bot.library.loading import UNFIT
from bot.library.place import Place
from bot.library.rights import require_care, require_moderator
from bot.library.snapshots import take_snapshot
from bot.library.tables import LARGEST_ID

LONGEST_PROOF = 1_000
"""Characters of a proof that are kept."""


class Adding:
    """Drafts, from a file to a story in the library. Nothing of a draft is served before it's confirmed.

    Every method raises ClosedDraftError for a draft that isn't there, isn't theirs, or is decided already.
    """

    def __init__(self, back: Backroom) -> None:
        self._back = back
        self._taking_in = TakingIn(back.settings.limits, self._known_name)

    async def read(
        self, actor: Actor, file: str, data: bytes, place: Place, *, purpose: Purpose = Purpose.ADD, tell: bool = False
    ) -> Preview:
        """Read a file that somebody uploaded, and keep what was read as a draft. `tell`: whether the proposer wants to
        hear the outcome.

        Raises NotAllowedError, RefusedFileError (what is wrong with the file, and what to do).
        """
        _require(actor, purpose)
        return await self._begin(actor, await self._taking_in.file(file, data), place, purpose=purpose, tell=tell)

    async def paste(
        self, actor: Actor, text: str, place: Place, *, purpose: Purpose = Purpose.ADD, tell: bool = False
    ) -> Preview:
        """Read a pasted text. What a site's Share button gives makes a card, other text is read like a file."""
        _require(actor, purpose)
        return await self._begin(actor, await self._taking_in.pasted(text), place, purpose=purpose, tell=tell)

    async def link(
        self,
        actor: Actor,
        address: str,
        title: str,
        place: Place,
        *,
        purpose: Purpose = Purpose.ADD,
        tell: bool = False,
    ) -> Preview:
        """Begin a card for a story that is read elsewhere; its other fields are still to be filled in."""
        _require(actor, purpose)
        return await self._begin(actor, linked(address, title), place, purpose=purpose, tell=tell)

    async def edit(self, actor: Actor, story_id: int, place: Place) -> Preview:
        """A draft of a stored story, whose fields can then be changed.

        Raises NotAllowedError, NotShownError.
        """
        require_moderator(actor)
        guild_id = _server_of(actor)
        async with self._back.database.read() as connection:
            card, snapshot = await take_snapshot(connection, story_id)
        require_care(actor, card)
        if card.state is State.WITHDRAWN:
            raise NotShownError
        if not may_look_after(card, place):
            raise NotAllowedError(wording.ELSEWHERE_STORED)
        draft = Draft(
            guild_id=guild_id,
            user_id=actor.user_id,
            purpose=Purpose.EDIT,
            file=card.title.value,
            story=snapshot.story,
            sketch=snapshot.prepared.sketch,
            target_id=story_id,
        )
        return await self._keep(actor, draft, place)

    async def preview(self, actor: Actor, draft_id: int, place: Place) -> Preview:
        """A draft of one's own; moderators also see those of their server that wait for review, or were decided."""
        async with self._back.database.read() as connection:
            draft = await seen_draft(connection, actor, draft_id)
        return await preview_of(self._back, actor, draft, place)

    async def fields(self, actor: Actor, draft_id: int, place: Place) -> Fields:
        """What forms show of a draft that the actor may change. Quick: Discord doesn't wait for a form."""
        async with self._back.database.read() as connection:
            draft = await open_draft(connection, actor, draft_id)
            standing = await standing_of(connection, draft)
        return fields_of(draft, standing, place)

    async def drafts(self, actor: Actor, place: Place, first: int = 0, size: int = 5) -> Drafts:
        """A part of a member's own open drafts here, newest first."""
        async with self._back.database.read() as connection:
            found, total = await own_drafts(connection, actor, min(max(first, 0), LARGEST_ID), size)
        return Drafts(tuple([await preview_of(self._back, actor, draft, place) for draft in found]), total)

    async def change(self, actor: Actor, draft_id: int, typed: Mapping[str, str], place: Place) -> Preview:
        """Take fields as typed in forms: title, authors, summary, fandoms, characters, relationships, tags, warnings,
        rating, language, source, status, series. Lists apart by commas or lines. What can't be taken is among the
        preview's mistakes and stays typed.

        A rating that a moderator gives counts as their word that they have looked, also when it's the one that was
        there: ask for it by itself, not among other fields of a form.
        """
        return await self._alter(
            actor, draft_id, place, lambda draft, standing: with_typed(draft, standing, actor, typed)
        )

    async def permit(self, actor: Actor, draft_id: int, consent: Consent, proof: str, place: Place) -> Preview:
        """Say why the story may be shown. `proof` is a link or words: needed when the author said yes."""
        proof = " ".join(proof.split())[:LONGEST_PROOF]
        given = _given(consent)
        return await self._alter(actor, draft_id, place, lambda draft, _: replace(draft, consent=given, proof=proof))

    async def aim(self, actor: Actor, draft_id: int, target_id: int | None, place: Place) -> Preview:
        """Choose the story that confirming brings up to date, or None for a new one. Raises NotShownError."""
        if target_id is not None:
            await self._back.catch_up()
            card = self._back.catalogue.cards.get(target_id)
            if card is None or not may_know(card, actor, place):
                raise NotShownError
            if card.guild_id is None:
                raise NotAllowedError(wording.TARGET_OF_FOLDER)
        return await self._alter(actor, draft_id, place, lambda draft, _: _aimed(draft, target_id))

    async def confirm(
        self, actor: Actor, draft_id: int, place: Place, *, by_review: bool = False, within: Within | None = None
    ) -> Added:
        """Store the story, exactly once: pressed again, it gives the same answer again. `by_review`: it's a proposal
        that waits, and the actor is a moderator who didn't make it. `within` joins the transaction.

        Raises NotReadyError, which says what is to be done first; NotAllowedError.
        """
        try:
            added = await confirm_draft(self._back.database, actor, draft_id, place, by_review=by_review, within=within)
        except UNFIT as error:
            raise wording.unfit(f"Draft {draft_id}", type(error).__name__) from error
        await self._back.catch_up()
        return added

    async def discard(self, actor: Actor, draft_id: int) -> None:
        """Throw away a draft of one's own that isn't decided yet, also one that waits for review. What nobody else has
        seen is deleted at once.
        """
        async with self._back.database.write() as connection:
            draft = await seen_draft(connection, actor, draft_id)
            if draft.user_id != actor.user_id:
                raise ClosedDraftError(wording.DECLINE_INSTEAD)
            if draft.state is DraftState.WAITING:
                await set_draft_state(connection, draft_id, DraftState.DISCARDED)
            else:
                await open_draft(connection, actor, draft_id)
                await delete_draft(connection, draft_id)

    async def undo(self, actor: Actor, event_id: int) -> Card | None:
        """Take back what was confirmed within 24 hours: what was there before is there again. None: the story was new
        and is gone.

        Raises NotUndoneError, which says why it can't be; NotAllowedError.
        """
        async with self._back.database.write() as connection:
            card = await undo_event(connection, actor, event_id)
        await self._back.catch_up()
        return card

    async def bulk(
        self,
        actor: Actor,
        file: str,
        data: bytes,
        place: Place,
        *,
        consent: Consent,
        proof: str,
        progress: Progress | None = None,
    ) -> BulkReport:
        """Add every story in a ZIP, each by itself: one that can't be added doesn't keep the others out.

        Raises NotAllowedError, RefusedFileError when the archive itself can't be read.
        """
        _require(actor, Purpose.ADD)
        sender = Sender(actor, place, _given(consent), proof)
        return await add_all(self, self._back.settings.limits, sender, (file, data), progress)

    def _known_name(self, spelling: str) -> tuple[Known, ...]:
        """The catalogue is another one once the library is opened again."""
        return self._back.catalogue.known_name(spelling)

    async def _begin(self, actor: Actor, taken: TakenIn, place: Place, *, purpose: Purpose, tell: bool) -> Preview:
        draft = Draft(
            guild_id=_server_of(actor),
            user_id=actor.user_id,
            purpose=purpose,
            file=taken.file,
            story=taken.story,
            sketch=taken.sketch,
            mistakes=taken.mistakes,
            consent=None if taken.story.chapters else Consent.CARD,
            target_id=await same_story(self._back, actor, taken.story, taken.sketch),
            tell=tell,
        )
        return await self._keep(actor, draft, place)

    async def _keep(self, actor: Actor, draft: Draft, place: Place) -> Preview:
        """Keep a draft before anything of it is shown, so that it isn't lost."""
        try:
            async with self._back.database.write() as connection:
                if not actor.moderator:
                    await make_room(connection, actor)
                draft_id = await add_draft(connection, draft)
        except UNFIT as error:
            raise wording.unfit(draft.file, type(error).__name__) from error
        return await self.preview(actor, draft_id, place)

    async def _alter(
        self, actor: Actor, draft_id: int, place: Place, change: Callable[[Draft, Amendment], Draft]
    ) -> Preview:
        """Change a draft; `change` also gets what has been stated about its target."""
        async with self._back.database.write() as connection:
            draft = await open_draft(connection, actor, draft_id)
            altered = await write_draft(connection, change(draft, await standing_of(connection, draft)))
        return await preview_of(self._back, actor, altered, place)


def _require(actor: Actor, purpose: Purpose) -> None:
    """Whether the member may begin such a draft: moderators add, everybody proposes."""
    _server_of(actor)
    if purpose is not Purpose.PROPOSE:
        require_moderator(actor)


def _server_of(actor: Actor) -> int:
    if actor.guild_id is None:
        raise NotAllowedError(wording.NO_SERVER)
    return actor.guild_id


def _given(consent: Consent) -> Consent:
    """What somebody can say in Discord: the operator's word stands in the corpus folder alone."""
    if consent is Consent.CORPUS:
        raise NotAllowedError(wording.NOT_THE_OPERATOR)
    return consent


def _aimed(draft: Draft, target_id: int | None) -> Draft:
    if draft.purpose is Purpose.EDIT:
        raise NotAllowedError(wording.EDITS_ONE)
    return replace(draft, target_id=target_id)
