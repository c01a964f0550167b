"""The first tables."""

import sqlalchemy as sa
from alembic import op

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "block",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "kind", "key", name=op.f("pk_block")),
    )
    op.create_table(
        "corpus_problem",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("unreadable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("path", "position", name=op.f("pk_corpus_problem")),
    )
    op.create_table(
        "kept_request",
        sa.Column("id", BigId, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_request")),
        sa.UniqueConstraint("digest", name=op.f("uq_kept_request_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_kept_request_at"), "kept_request", ["at"], unique=False)
    op.create_table(
        "load",
        sa.Column("id", BigId, nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("renamed", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        sa.Column("seq", BigId, nullable=False),
        sa.Column("story_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "story",
        sa.Column("id", BigId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("series", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("updated", sa.Date(), nullable=True),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("permission", sa.Text(), nullable=False),
        sa.Column("permission_proof", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("held_because", sa.Text(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("chapters", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("text_digest", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_story_guild_id"), "story", ["guild_id"], unique=False)
    op.create_table(
        "chapter",
        sa.Column("story_id", BigId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_chapter_story_id_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "number", name=op.f("pk_chapter")),
    )
    op.create_table(
        "corpus_file",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=False),
        sa.Column("inode", sa.BigInteger(), nullable=False),
        sa.Column("read_ns", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("story_id", BigId, nullable=True),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name=op.f("fk_corpus_file_story_id_story"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_corpus_file")),
    )
    op.create_index(op.f("ix_corpus_file_story_id"), "corpus_file", ["story_id"], unique=False)
    op.create_table(
        "label",
        sa.Column("story_id", BigId, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_label_story_id_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "kind", "position", name=op.f("pk_label")),
    )
    op.create_index(op.f("ix_label_kind_label_key_label_story_id"), "label", ["kind", "key", "story_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("story_id", BigId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_note_story_id_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "position", name=op.f("pk_note")),
    )
    op.create_table(
        "page",
        sa.Column("story_id", BigId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_page_story_id_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "number", name=op.f("pk_page")),
    )
    op.create_table(
        "passage",
        sa.Column("id", BigId, nullable=False),
        sa.Column("story_id", BigId, nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_passage_story_id_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_passage_story_id"), "passage", ["story_id"], unique=False)
    op.create_table(
        "shown",
        sa.Column("seq", BigId, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", BigId, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_shown_story_id_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_shown")),
        sa.UniqueConstraint("channel_id", "kind", "item_id", name=op.f("uq_shown_channel_id_kind_item_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_shown_channel_id_shown_kind_shown_story_id"), "shown", ["channel_id", "kind", "story_id"], unique=False
    )
    op.create_index(op.f("ix_shown_story_id"), "shown", ["story_id"], unique=False)


def downgrade() -> None:
    """Go one revision down."""
    op.drop_index(op.f("ix_shown_story_id"), table_name="shown")
    op.drop_index(op.f("ix_shown_channel_id_shown_kind_shown_story_id"), table_name="shown")
    op.drop_table("shown")
    op.drop_index(op.f("ix_passage_story_id"), table_name="passage")
    op.drop_table("passage")
    op.drop_table("page")
    op.drop_table("note")
    op.drop_index(op.f("ix_label_kind_label_key_label_story_id"), table_name="label")
    op.drop_table("label")
    op.drop_index(op.f("ix_corpus_file_story_id"), table_name="corpus_file")
    op.drop_table("corpus_file")
    op.drop_table("chapter")
    op.drop_index(op.f("ix_story_guild_id"), table_name="story")
    op.drop_table("story")
    op.drop_table("outbox")
    op.drop_table("load")
    op.drop_index(op.f("ix_kept_request_at"), table_name="kept_request")
    op.drop_table("kept_request")
    op.drop_table("corpus_problem")
    op.drop_table("block")
