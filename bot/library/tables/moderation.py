"""How stories come in and who looks after them: drafts, review, permissions given, and the record of who did what."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.library.tables.base import NEVER_REUSED, Base, BigId


class DraftRow(Base):
    """A story on its way in, or a stored one being edited: nothing of it is served. Kept until it's decided.

    `story` is the story as read (bot.library.packing), `changes` what somebody stated since (bot.corpus.changes), and
    `mistakes` what was typed and couldn't be taken, with the reason, by field. `vouched`: a moderator has given the
    rating. `event_id` is the line of the history that says that it was confirmed.
    """

    __tablename__ = "draft"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger, index=True)
    purpose: Mapped[str]
    state: Mapped[str]
    file: Mapped[str]
    story: Mapped[dict[str, Any]]
    changes: Mapped[dict[str, Any]]
    mistakes: Mapped[dict[str, Any]]
    vouched: Mapped[bool]
    consent: Mapped[str]
    proof: Mapped[str]
    target_id: Mapped[int | None] = mapped_column(ForeignKey("story.id", ondelete="SET NULL"))
    tell: Mapped[bool]
    event_id: Mapped[int | None] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class AmendmentRow(Base):
    """What moderators and authors have changed about a story; it holds whenever its file is read again."""

    __tablename__ = "amendment"

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    changes: Mapped[dict[str, Any]]


class ConsentRow(Base):
    """Who said that a story may be shown here, and how that is proved. The newest row counts."""

    __tablename__ = "consent"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    proof: Mapped[str]
    user_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class FingerprintRow(Base):
    """One of the numbers by which a text is known again (bot.library.fingerprints)."""

    __tablename__ = "fingerprint"

    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True, index=True)


class HiddenRow(Base):
    """A story that one server doesn't show, while others may: hidden by a moderator, or held by readers' reports."""

    __tablename__ = "hidden"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True, index=True)
    reason: Mapped[str]
    user_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class HistoryRow(Base):
    """Who did what: `before` and `after` hold the fields that changed. User 0 is the operator or Ficus itself."""

    __tablename__ = "history"
    __table_args__ = (Index(None, "guild_id", "id"), Index(None, "story_id"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger)
    action: Mapped[str]
    story_id: Mapped[int | None] = mapped_column(BigInteger)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    reason: Mapped[str]
    at: Mapped[datetime]


class UndoRow(Base):
    """What was there before an action, as long as it can be undone. No snapshot: there was no such story.

    `after` is what the action made of it, in short: a story that is something else by now was changed since.
    """

    __tablename__ = "undo"

    history_id: Mapped[int] = mapped_column(ForeignKey("history.id", ondelete="CASCADE"), primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), index=True)
    snapshot: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any]]
    until: Mapped[datetime] = mapped_column(index=True)


class ReviewRow(Base):
    """Something that waits for a server's moderators, or was decided; the message is where it was posted, if it was."""

    __tablename__ = "review"
    __table_args__ = (Index(None, "guild_id", "state", "id"), Index(None, "story_id"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    state: Mapped[str]
    story_id: Mapped[int | None] = mapped_column(ForeignKey("story.id", ondelete="SET NULL"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id", ondelete="SET NULL"))
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id", ondelete="SET NULL"))
    because: Mapped[str]
    opened_by: Mapped[int] = mapped_column(BigInteger)
    opened_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(BigInteger)
    decided_at: Mapped[datetime | None]
    reason: Mapped[str]
    channel_id: Mapped[int | None] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    shown: Mapped[str]
    """The face (bot.library.review.items) of the posted message: another one now means that it must be brought up."""
    tell: Mapped[bool]
    """Whether somebody wants to hear what becomes of it, and hasn't heard yet."""


class ReportRow(Base):
    """A member's report of a story. `open` until a moderator has looked."""

    __tablename__ = "report"
    __table_args__ = (Index(None, "guild_id", "story_id"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    words: Mapped[str]
    open: Mapped[bool]
    at: Mapped[datetime]


class ServerSettingRow(Base):
    """What a server's moderators have set for it."""

    __tablename__ = "server_setting"

    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
