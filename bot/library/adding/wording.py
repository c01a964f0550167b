"""What adding tells people: sentences that say what is to be done. Plain text: views escape it."""

from bot.corpus.story import Rating, State
from bot.errors import RefusedFileError, UnreadableError
from bot.library.wording import quoted

READABLE = "Ficus reads plain text, Markdown, HTML, EPUB and DOCX."

NO_SERVER = "Stories are added in a server. Do this in one of its channels."
PROPOSALS_ARE_REVIEWED = "This is a proposal: the moderators decide about it with Approve, and not its proposer."
DECIDED = "This draft has been decided already. To add another story, begin again with /story add."
NOT_WAITING = "This proposal doesn't wait for review any more. /review list shows what does."

ELSEWHERE = (
    "Stories rated {} are shown in age-restricted channels only, to moderators too. "
    "Go on in one of them, or give this story its rating first if it's another one."
)
ELSEWHERE_STORED = (
    "This story's rating keeps it to age-restricted channels, for moderators too. Edit it in one of them."
)
NOT_THE_OPERATOR = "Only the operator can say that, with the corpus folder. Choose another permission."
EDITS_ONE = "This edits the one story that it was opened for. To bring another one up to date, edit that one."
DECLINE_INSTEAD = "This proposal waits for review. Decline it there, with a reason for its proposer."

NO_CONSENT = (
    "It isn't said why it may be shown here. Choose a permission: your own work, the author said yes, a public domain "
    "or open licence, or card only."
)
NOTHING_CHANGED = "Nothing is changed yet. Change a field first, or throw this draft away."
NO_PROOF = "The author said yes: give a link to where, or their words."
NO_SOURCE = "There is no text, so give a link to where the story can be read."
MISTAKE = "{field}: {reason}. Mend it, or leave the field empty."
MUST_BE = "{field}: {reason}. Mend it."
RATED = "Choose its rating, the same one if it's right, which says that you have looked."
LOOKED = "If it's another story, choose its rating, which says that you have looked."

TARGET_GONE = "The story that this was to bring up to date is no longer there. Choose another, or add it as a new one."
TARGET_REMOVED = (
    "The story that this would bring up to date is removed. Put it back first with /story restore, or add this as a "
    "new one."
)
TARGET_ELSEWHERE = (
    "The story that this would bring up to date can only be shown in an age-restricted channel: go on in one of them."
)
TARGET_OF_FOLDER = (
    "That story comes from a file in the operator's folder, which decides what its text is. Its fields can be changed "
    "with /story edit; a new text goes into the folder."
)
EDITED_GONE = "The story is no longer there, so there is nothing to edit."


def refused(file: str, error: UnreadableError) -> RefusedFileError:
    """The error for a file that can't be read."""
    line = f" (line {error.line})" if error.line else ""
    return RefusedFileError(f"{quoted(file)} can't be taken in. {error.message}{line} {READABLE}")


def broken(file: str, kind: str) -> RefusedFileError:
    """The error for a file over which the reader itself failed."""
    return RefusedFileError(
        f"{quoted(file)} can't be taken in: it broke the reader ({kind}). Please report this to the operator, and try "
        f"the story in another format. {READABLE}"
    )


def unfit(file: str, kind: str) -> RefusedFileError:
    """The error for a story that the database can't hold."""
    return RefusedFileError(
        f"{quoted(file)} holds something that the database refuses ({kind}). Try it in another format. {READABLE}"
    )


def to_do_about(state: State, because: str, rating: Rating) -> str:
    """What is to be done about what screening says."""
    if state is State.BARRED:
        return f"{because} So it can't be added."
    if rating is Rating.NOT_RATED:
        return f"{because} Choose its rating."
    return f"{because} {RATED}"
