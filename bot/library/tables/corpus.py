"""The corpus folder as it was read last."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.library.tables.base import NEVER_REUSED, Base, BigId


class FileRow(Base):
    """A file of the corpus folder as it was when it was last read.

    Without a story it could not be read, or holds the same as another file. `stamp` says how it was read: by which
    version of the reader, and with which corpus.toml.
    """

    __tablename__ = "corpus_file"

    path: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mtime_ns: Mapped[int] = mapped_column(BigInteger)
    inode: Mapped[int] = mapped_column(BigInteger)
    read_ns: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    stamp: Mapped[str]
    story_id: Mapped[int | None] = mapped_column(ForeignKey("story.id", ondelete="SET NULL"), index=True)


class ProblemRow(Base):
    """What is to be said about a file of the corpus folder; it stands until the file is read again."""

    __tablename__ = "corpus_problem"

    path: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int]
    message: Mapped[str]
    unreadable: Mapped[bool]


class LoadRow(Base):
    """What one load of the corpus folder did."""

    __tablename__ = "load"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    new: Mapped[int]
    changed: Mapped[int]
    gone: Mapped[int]
    unchanged: Mapped[int]
    renamed: Mapped[int]
    finished_at: Mapped[datetime]
    milliseconds: Mapped[int]
