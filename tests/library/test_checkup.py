"""`ficus doctor` looks at a database and leaves it as it is."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.errors import DatabaseError
from bot.library.checkup import examine_database
from bot.library.database import Database


async def test_before_and_after_the_first_start(new_address: str) -> None:
    before = await examine_database(new_address)
    assert "will be made at the first start" in before or "has no tables yet" in before
    assert await examine_database(new_address) == before
    database = Database(new_address)
    await database.open()
    assert (await examine_database(new_address)).endswith("can be opened; its tables are up to date")
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="made by a newer Ficus"):
        await examine_database(new_address)
    await database.close()


async def test_what_cannot_be_opened(address: str, tmp_path: Path) -> None:
    if address.startswith("sqlite"):
        (tmp_path / "file").write_text("not a database, " * 100, "utf-8")
        bad, said = f"sqlite:///{tmp_path / 'file'}", "file is not a database"
    else:
        bad = make_url(address).set(username="nobody", password="hunter2").render_as_string(hide_password=False)
        said = 'role "nobody" does not exist'
    with pytest.raises(DatabaseError, match=said) as caught:
        await examine_database(bad)
    assert "hunter2" not in caught.value.sentence
