"""The tables. Enumerations are plain strings here: a value that this version doesn't know is met as unknown."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

BigId = BigInteger().with_variant(Integer, "sqlite")
"""64 bits on both; SQLite counts up only a column that is called INTEGER."""

LARGEST_ID = 2**63 - 1
"""What a database can be asked for; larger numbers come from nowhere but a forged button."""

NEVER_REUSED = {"sqlite_autoincrement": True}
"""Without it SQLite would give a deleted row's id to the next one, and an old button would show another text."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite has no time zones, so they are taken off on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse moments without a time zone: nobody could tell what they mean."""
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment needs a time zone")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment its time zone back."""
        return value if value is None or value.tzinfo is not None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables; names of constraints are fixed, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Text, datetime: Moment, date: Date, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012 - SQLAlchemy's own attribute


class StoryRow(Base):
    """A story without its text. `origins` says which fields are not stated: {"title": "guessed"}."""

    __tablename__ = "story"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    guild_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    title: Mapped[str]
    summary: Mapped[str | None]
    rating: Mapped[str]
    language: Mapped[str | None]
    status: Mapped[str | None]
    series: Mapped[str | None]
    source: Mapped[str | None]
    published: Mapped[date | None]
    updated: Mapped[date | None]
    origins: Mapped[dict[str, Any]]
    permission: Mapped[str]
    permission_proof: Mapped[str]
    state: Mapped[str]
    held_because: Mapped[str]
    gone: Mapped[bool] = mapped_column(default=False)
    words: Mapped[int]
    chapters: Mapped[int]
    pages: Mapped[int]
    passages: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)
    keywords: Mapped[list[Any]]
    text_digest: Mapped[str]
    digest: Mapped[str]
    added_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class LabelRow(Base):
    """One of a story's authors, fandoms, characters, relationships, warnings or tags; `key` is its folded name."""

    __tablename__ = "label"
    __table_args__ = (Index(None, "kind", "key", "story_id"),)

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str]
    origin: Mapped[str]


class ChapterRow(Base):
    """One chapter's text, with its styles as [start, end, style]."""

    __tablename__ = "chapter"

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    text: Mapped[str]
    spans: Mapped[list[Any]]
    words: Mapped[int]


class NoteRow(Base):
    """Words around the story that are not the story."""

    __tablename__ = "note"

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    where: Mapped[str]
    text: Mapped[str]


class PassageRow(Base):
    """An excerpt-sized piece with a permanent id, known again by the digest of its text."""

    __tablename__ = "passage"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), index=True)
    chapter: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    digest: Mapped[str]


class PageRow(Base):
    """What the reader shows at once; `number` counts through the story."""

    __tablename__ = "page"

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    chapter: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]


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
    """Something that a reader never wants to see: a tag or an author by folded name, a story by id."""

    __tablename__ = "block"

    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
