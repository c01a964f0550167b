"""Everything that can go wrong, each with the sentence that a person may read.

    FicusError
    ├── ReaderError            shown to the member who asked, always privately
    │   ├── NotFoundError      nothing here goes by that name; names what came close
    │   ├── AmbiguousError     several go by it; names them
    │   ├── NothingEligibleError   no story fits the wishes; says which wish removed how many
    │   ├── NotShownError      the story may not be shown here (never says why, nor its title)
    │   ├── TextNotSharedError the card may be shown, the text may not
    │   ├── StalePageError     the text has changed since the page was opened
    │   ├── StaleRequestError  the request behind a button is no longer kept
    │   ├── NotAllowedError    the member lacks a permission
    │   ├── RefusedFileError   an uploaded file or a pasted text can't be taken in; says why, and what to do
    │   ├── ClosedDraftError   the draft is decided, thrown away, or somebody else's
    │   ├── NotReadyError      the draft can't be confirmed yet; says what is to be done first
    │   ├── NotUndoneError     what was done can't be taken back; says why
    │   ├── RefusedError       what was asked for can't be done; says why, and what can
    │   ├── IndexBuildingError the index that the answer needs is being built
    │   ├── TooManyError       not so soon again; holds when it can be done
    │   └── AlreadyDecidedError    another moderator was quicker; holds who
    ├── UnreadableError        a file holds nothing that can be read as a story; names file and line
    ├── IndexUnusableError     a search index's folder is damaged, or another version's; says why. It's built anew
    └── OperatorError          shown on the command line; the process ends with a code that is not 0
        ├── SettingsError
        ├── DatabaseError
        ├── CorpusError
        └── ConnectionRefusedByDiscordError

A leaf: it imports nothing of ours, and every room may import it.
"""

from collections.abc import Sequence
from datetime import datetime


class FicusError(Exception):
    """Root of all errors that Ficus raises on purpose. `sentence` says what was wrong and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ReaderError(FicusError):
    """Something that the member who asked should read."""


class NotFoundError(ReaderError):
    """Nothing that may be shown here goes by that name.

    `nearest` holds labels that came close, best first, any of which would do in place of `typed`.
    """

    def __init__(self, sentence: str, nearest: Sequence[str] = (), *, typed: str = "") -> None:
        super().__init__(sentence)
        self.nearest = tuple(nearest)
        self.typed = typed


class AmbiguousError(NotFoundError):
    """Several go by that name, none better than the rest; `nearest` holds their labels."""


class NothingEligibleError(ReaderError):
    """No story fits. `removed` says, in order, which wish left out how many stories."""

    def __init__(self, sentence: str, removed: Sequence[tuple[str, int]] = ()) -> None:
        super().__init__(sentence)
        self.removed = tuple(removed)


class NotShownError(ReaderError):
    """The story may not be shown here: rating, state, another server's, or the reader's own block list."""

    def __init__(self) -> None:
        super().__init__("That story can't be shown here. It may have been removed, or belong in another channel.")


class TextNotSharedError(ReaderError):
    """The story's card may be shown here, its text (or more than excerpts of it) may not."""


class StalePageError(ReaderError):
    """The story was changed after this page was posted, so the page would show something else."""


class StaleRequestError(ReaderError):
    """The search behind a button is no longer kept."""


class NotAllowedError(ReaderError):
    """The member lacks the permission that the command needs."""


class RefusedError(ReaderError):
    """What was asked for can't be done, or not like this; the sentence says what can."""


class TooManyError(ReaderError):
    """The member has done this as often as it's allowed for now; from `again_at` on they may again."""

    def __init__(self, sentence: str, again_at: datetime) -> None:
        super().__init__(sentence)
        self.again_at = again_at


class IndexBuildingError(ReaderError):
    """The texts can't be searched yet: their index is being built."""

    def __init__(self) -> None:
        super().__init__("The texts of the stories are still being read in. Please try again in a minute.")


class AlreadyDecidedError(ReaderError):
    """Something that waited for moderators was decided by the member `by`; 0 is Ficus itself. `what` says how."""

    def __init__(self, what: str, by: int) -> None:
        super().__init__(f"This has been decided already: {what}.")
        self.what = what
        self.by = by


class RefusedFileError(ReaderError):
    """An uploaded file or a pasted text can't be taken in."""


class ClosedDraftError(ReaderError):
    """The draft is no longer open to this member: decided, thrown away, or never theirs."""


class NotReadyError(ReaderError):
    """The draft can't be confirmed yet. `obstacles` are the sentences of which `sentence` is made."""

    def __init__(self, obstacles: Sequence[str]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = tuple(obstacles)


class NotUndoneError(ReaderError):
    """What was done can't be taken back: too late, changed again since, or never to be undone."""


class UnreadableError(FicusError):
    """Nothing in `file` can be read as a story. `line` counts from 1; 0 means the file as a whole."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}, line {line}: {message}" if line else f"{file}: {message}")
        self.file = file
        self.line = line
        self.message = message


class IndexUnusableError(FicusError):
    """The folder of a search index can't be served from: it was damaged, or made by another version. Build it anew."""


class OperatorError(FicusError):
    """Something that the operator must mend before Ficus can run."""


class SettingsError(OperatorError):
    """A setting is missing or has a value that can't be used; the sentence names its key."""


class DatabaseError(OperatorError):
    """The database can't be reached, opened or migrated."""


class CorpusError(OperatorError):
    """The corpus folder can't be read."""


class ConnectionRefusedByDiscordError(OperatorError):
    """Discord refused the token or the connection."""
