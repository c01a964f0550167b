"""What a server's moderators say about names: nicknames and ship names, and which spellings are one person."""

import sqlalchemy as sa
from alembic import op

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one revision up."""
    op.create_table(
        "alias",
        sa.Column("id", BigId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("means", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
        sa.UniqueConstraint("guild_id", "key", name=op.f("uq_alias_guild_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "name_ruling",
        sa.Column("id", BigId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("ruling", sa.Text(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_ruling")),
        sa.UniqueConstraint("guild_id", "key", name=op.f("uq_name_ruling_guild_id_key")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Go one revision down."""
    op.drop_table("name_ruling")
    op.drop_table("alias")
