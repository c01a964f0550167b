"""Stories at rest."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.library.tables.base import NEVER_REUSED, Base, BigId


class StoryRow(Base):
    """A story without its text. `origins` says which fields are not stated: {"title": "guessed"}.

    `excerpt_characters` is the most that its author lets an excerpt have; `favourite_id` the passage they picked.
    """

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
    excerpt_characters: Mapped[int | None]
    favourite_id: Mapped[int | None] = mapped_column(BigInteger)
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
