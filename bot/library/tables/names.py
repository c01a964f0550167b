"""What a server's moderators say about names: nicknames and ship names, and which spellings are one person."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.library.tables.base import NEVER_REUSED, Base, BigId


class AliasRow(Base):
    """Another name for something, in one server. `key` is the folded name, `means` the names that it stands for."""

    __tablename__ = "alias"
    __table_args__ = (UniqueConstraint("guild_id", "key"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    means: Mapped[list[Any]]
    user_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class RulingRow(Base):
    """Two names that are one person in a server, or two people. `key` is the folded pair, in alphabetical order."""

    __tablename__ = "name_ruling"
    __table_args__ = (UniqueConstraint("guild_id", "key"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str]
    ruling: Mapped[str]
    names: Mapped[list[Any]]
    user_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
