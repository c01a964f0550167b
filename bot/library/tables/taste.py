"""What readers did and chose. Every row is somebody's own: `forget me` deletes all that carries their id."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.library.tables.base import NEVER_REUSED, Base, BigId


class ReaderRow(Base):
    """A reader of whom something is kept. `stamp` grows with every change of their acts; others follow.

    `history`: they let opened stories count as being read. `visited_at`: when they last asked for what is new.
    """

    __tablename__ = "reader"

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    stamp: Mapped[int] = mapped_column(BigInteger, index=True)
    history: Mapped[bool]
    visited_at: Mapped[datetime | None]


class ActRow(Base):
    """What a reader said of a story: liked, on a list, not for them. `opened`: not said, but read with history on."""

    __tablename__ = "act"
    __table_args__ = (Index(None, "story_id"), Index(None, "user_id", "kind", "at"))

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    opened: Mapped[bool]
    at: Mapped[datetime]


class SharingRow(Base):
    """A reader's word that lists for several of this server may count them in."""

    __tablename__ = "sharing"
    __table_args__ = (Index(None, "guild_id"),)

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]


class RecommendedRow(Base):
    """A story that was recommended to a reader; `seq` tells what came last. Only the latest few are kept."""

    __tablename__ = "recommended"
    __table_args__ = (UniqueConstraint("user_id", "story_id"), Index(None, "story_id"), NEVER_REUSED)

    seq: Mapped[int] = mapped_column(BigId, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"))
