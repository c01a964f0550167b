"""What Alembic runs around the migrations: they join the transaction that bot.library.migrating hands over."""

from alembic import context

from bot.library.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
