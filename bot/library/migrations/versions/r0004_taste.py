"""What readers like, keep on their shelf and share; block lists in the words in which they were made."""

import sqlalchemy as sa
from alembic import op

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "reader",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("history", sa.Boolean(), nullable=False),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_reader")),
    )
    with op.batch_alter_table("reader", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reader_stamp"), ["stamp"], unique=False)

    op.create_table(
        "act",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story_id", BigId, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_act_story_id_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "story_id", "kind", name=op.f("pk_act")),
    )
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_act_story_id"), ["story_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_act_user_id_act_kind_act_at"), ["user_id", "kind", "at"], unique=False)

    op.create_table(
        "sharing",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "guild_id", name=op.f("pk_sharing")),
    )
    with op.batch_alter_table("sharing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sharing_guild_id"), ["guild_id"], unique=False)

    op.create_table(
        "recommended",
        sa.Column("seq", BigId, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name=op.f("fk_recommended_story_id_story"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_recommended")),
        sa.UniqueConstraint("user_id", "story_id", name=op.f("uq_recommended_user_id_story_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("recommended", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recommended_story_id"), ["story_id"], unique=False)

    op.add_column("block", sa.Column("label", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("block", schema=None) as batch_op:
        batch_op.alter_column("label", server_default=None)


def downgrade() -> None:
    """Go one revision down."""
    with op.batch_alter_table("block", schema=None) as batch_op:
        batch_op.drop_column("label")

    op.drop_table("recommended")
    op.drop_table("sharing")
    op.drop_table("act")
    op.drop_table("reader")
