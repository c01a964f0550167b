"""Authors: who has shown to be one, what they wish, and what they have taken out."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.library.tables.base import NEVER_REUSED, Base, BigId


class ClaimRow(Base):
    """A member of a server says that they are an author. `key` is the folded name, `link` their profile, or ""."""

    __tablename__ = "claim"
    __table_args__ = (Index(None, "guild_id", "user_id"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    key: Mapped[str]
    link: Mapped[str]
    code: Mapped[str]
    state: Mapped[str]
    decided_by: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]


class WishRow(Base):
    """An author's standing wish. Without a server it holds everywhere."""

    __tablename__ = "wish"
    __table_args__ = (Index(None, "key"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    name: Mapped[str]
    key: Mapped[str]
    link_key: Mapped[str]
    wish: Mapped[str]
    user_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class TombstoneRow(Base):
    """A story that was withdrawn, as far as it takes to know it again; `token` is its name in the ledger file.

    Without a server it keeps the story out everywhere. A lifted one keeps nothing out.
    """

    __tablename__ = "tombstone"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    guild_id: Mapped[int | None] = mapped_column(BigInteger)
    story_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    source_key: Mapped[str]
    title_key: Mapped[str]
    author_keys: Mapped[list[Any]]
    sketch: Mapped[list[Any]]
    by_author: Mapped[bool]
    user_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
