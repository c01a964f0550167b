"""What happens behind the readers' backs: files change, stories are withdrawn, time passes, the database breaks."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from tests.support.own_stories import SAMPLES
from tests.support.simulated import Server


def rewrite(server: Server, file: str, old: str, new: str) -> None:
    """Change a story's file. Readers see it after the next load."""
    path = server.bot.library.settings.corpus / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


async def reload(server: Server) -> None:
    """Load the corpus folder again."""
    report = await server.bot.library.load()
    assert report.unreadable == ()


async def remove(server: Server, file: str) -> None:
    """Take a story's file away."""
    (server.bot.library.settings.corpus / file).unlink()
    await reload(server)


def execute(server: Server, statement: str, *values: Any) -> None:
    """Change the database as another process might."""
    with closing(sqlite3.connect(database(server))) as connection, connection:
        connection.execute(statement, values)


def database(server: Server) -> Path:
    """The database's file."""
    return Path(str(make_url(server.bot.library.settings.database_url).database))


def withdraw(server: Server, file: str) -> None:
    """The author takes a story back."""
    title = SAMPLES[file].title
    execute(server, "UPDATE story SET state = 'withdrawn' WHERE title = ?", title)
    execute(server, "INSERT INTO outbox (story_id) SELECT id FROM story WHERE title = ?", title)
