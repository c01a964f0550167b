"""What serving stories needs to remember."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.library.tables.base import NEVER_REUSED, Base, BigId


class OutboxRow(Base):
    """A story that changed, written in the same transaction as the change; indexes follow by `seq`."""

    __tablename__ = "outbox"
    __table_args__ = NEVER_REUSED

    seq: Mapped[int] = mapped_column(BigId, primary_key=True)
    story_id: Mapped[int] = mapped_column(BigInteger)


class ShownRow(Base):
    """What was drawn in a channel: a passage, or a recommended story. `seq` tells what came last."""

    __tablename__ = "shown"
    __table_args__ = (
        UniqueConstraint("channel_id", "kind", "item_id"),
        Index(None, "channel_id", "kind", "story_id"),
        Index(None, "story_id"),
        NEVER_REUSED,
    )

    seq: Mapped[int] = mapped_column(BigId, primary_key=True)
    channel_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    item_id: Mapped[int] = mapped_column(BigInteger)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"))
    at: Mapped[datetime]


class KeptRow(Base):
    """A request that buttons carry by its number."""

    __tablename__ = "kept_request"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    request: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(index=True)


class BlockRow(Base):
    """Something that a reader never wants to see: a tag or an author by folded name, a story by id.

    `label` is the tag or author as the reader wrote it.
    """

    __tablename__ = "block"

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(default="")
