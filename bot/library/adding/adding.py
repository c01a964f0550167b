"""Adding: the door through which stories come in, are mended, and are taken back. Held rights are checked here."""

from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.corpus.story import Card
from bot.library.actor import Actor
from bot.library.adding.answers import Added, BulkReport, Consent, Preview, Purpose
from bot.library.answers import Progress
from bot.library.backroom import Backroom
from bot.library.place import Place

Within = Callable[[AsyncConnection, Added], Awaitable[None]]
"""Something to be done in the transaction that stores a story: if it raises, nothing is stored."""


class Adding:
    """Drafts, from a file to a story in the library. Nothing of a draft is served before it's confirmed.

    Every method raises ClosedDraftError for a draft that isn't there, isn't theirs, or is decided already.
    """

    def __init__(self, back: Backroom) -> None:
        self._back = back

    async def read(
        self, actor: Actor, file: str, data: bytes, place: Place, *, purpose: Purpose = Purpose.ADD, tell: bool = False
    ) -> Preview:
        """Read a file that somebody uploaded, and keep what was read as a draft. `tell`: whether the proposer wants to
        hear the outcome.

        Raises NotAllowedError, RefusedFileError (what is wrong with the file, and what to do).
        """
        raise NotImplementedError

    async def paste(
        self, actor: Actor, text: str, place: Place, *, purpose: Purpose = Purpose.ADD, tell: bool = False
    ) -> Preview:
        """Read a pasted text. What a site's Share button gives makes a card, other text is read like a file."""
        raise NotImplementedError

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
        raise NotImplementedError

    async def edit(self, actor: Actor, story_id: int, place: Place) -> Preview:
        """A draft of a stored story, whose fields can then be changed.

        Raises NotAllowedError, NotShownError.
        """
        raise NotImplementedError

    async def preview(self, actor: Actor, draft_id: int, place: Place) -> Preview:
        """A draft of one's own; moderators also see those of their server that wait for review, or were decided."""
        raise NotImplementedError

    async def change(self, actor: Actor, draft_id: int, typed: Mapping[str, str], place: Place) -> Preview:
        """Take fields as typed in forms: title, authors, summary, fandoms, characters, relationships, tags, warnings,
        rating, language, source, status, series. Lists apart by commas or lines. What can't be taken is among the
        preview's mistakes and stays typed.

        A rating that a moderator gives counts as their word that they have looked, also when it's the one that was
        there: ask for it by itself, not among other fields of a form.
        """
        raise NotImplementedError

    async def permit(self, actor: Actor, draft_id: int, consent: Consent, proof: str, place: Place) -> Preview:
        """Say why the story may be shown. `proof` is a link or words: needed when the author said yes."""
        raise NotImplementedError

    async def aim(self, actor: Actor, draft_id: int, target_id: int | None, place: Place) -> Preview:
        """Choose the story that confirming brings up to date, or None for a new one. Raises NotShownError."""
        raise NotImplementedError

    async def confirm(
        self, actor: Actor, draft_id: int, place: Place, *, by_review: bool = False, within: Within | None = None
    ) -> Added:
        """Store the story, exactly once: pressed again, it gives the same answer again. `by_review`: it's a proposal
        that waits, and the actor is a moderator who didn't make it. `within` joins the transaction.

        Raises NotReadyError, which says what is to be done first; NotAllowedError.
        """
        raise NotImplementedError

    async def discard(self, actor: Actor, draft_id: int) -> None:
        """Throw a draft away that isn't decided yet."""
        raise NotImplementedError

    async def undo(self, actor: Actor, event_id: int) -> Card | None:
        """Take back what was confirmed within 24 hours: what was there before is there again. None: the story was new
        and is gone.

        Raises NotUndoneError, which says why it can't be; NotAllowedError.
        """
        raise NotImplementedError

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
        raise NotImplementedError
