"""Settings: read from the environment, refused by name, documented in .env.example."""

from dataclasses import fields
from pathlib import Path

import pytest

from bot.corpus.formats.limits import Limits
from bot.errors import SettingsError
from bot.settings import Settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env and no FICUS_ variable of the machine's gets in."""
    monkeypatch.chdir(tmp_path)
    for key in Settings.model_fields:
        monkeypatch.delenv(f"FICUS_{key.upper()}", raising=False)


def example() -> dict[str, tuple[str, str]]:
    """Key -> (comment above it, value) of .env.example."""
    entries, comment = {}, []
    for line in EXAMPLE.read_text("utf-8").splitlines():
        if line.startswith("#"):
            comment.append(line.removeprefix("# "))
        elif "=" in line:
            key, value = line.split("=", 1)
            entries[key] = (" ".join(comment), value)
        else:
            comment = []
    return entries


def test_example_has_every_key_with_its_description() -> None:
    described = {f"FICUS_{key.upper()}": field.description for key, field in Settings.model_fields.items()}
    assert {key: comment for key, (comment, _) in example().items()} == described


def test_example_shows_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    default = Settings.load()
    for key, (_, value) in example().items():
        monkeypatch.setenv(key, value)
    shown = Settings.load()
    assert shown.model_dump(exclude={"corpus"}) == default.model_dump(exclude={"corpus"})
    assert shown.corpus.name == default.corpus.name == "seeds"


def test_dotenv_is_read_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("FICUS_LOG_LEVEL=DEBUG\nFICUS_MODERATOR_ROLES=12, 34\n", "utf-8")
    monkeypatch.setenv("FICUS_LOG_LEVEL", "ERROR")
    settings = Settings.load()
    assert settings.log_level == "ERROR"
    assert settings.moderator_roles == (12, 34)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("MODERATOR_ROLES", "12, Moderators"),
        ("LOG_LEVEL", "LOUD"),
        ("MAX_FILE_BYTES", "0"),
        ("TEST_GUILD_ID", "my server"),
    ],
)
def test_a_bad_value_is_refused_by_name(key: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"FICUS_{key}", value)
    with pytest.raises(SettingsError, match=f"FICUS_{key}"):
        Settings.load()


def test_a_bad_value_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token pasted behind the wrong key must not end up on a terminal or in a log."""
    monkeypatch.setenv("FICUS_TEST_GUILD_ID", "abc.def.ghi")
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert "abc.def.ghi" not in str(caught.value)


def test_env_in_another_encoding_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("FICUS_LOG_LEVEL=INFO\n".encode("utf-16"))
    with pytest.raises(SettingsError, match=r"not UTF-8"):
        Settings.load()


def test_secrets_are_the_token_and_the_database_password() -> None:
    settings = Settings.load(token="abc.def.ghi", database_url="postgresql+asyncpg://ficus:s%40fe@db/ficus")
    assert set(settings.secrets) == {"abc.def.ghi", "s%40fe", "s@fe"}
    assert "abc.def.ghi" not in repr(settings)


def test_every_limit_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings.load().limits == Limits()
    archive = ["UNPACKED_BYTES", "ARCHIVE_ENTRIES", "ARCHIVE_RATIO"]
    markup = ["NESTING", "ATTRIBUTES", "ENTITIES", "LINES"]
    for number, key in enumerate(["FILE_BYTES", *archive, *markup, "READ_SECONDS"], 1):
        monkeypatch.setenv(f"FICUS_MAX_{key}", str(number))
    assert Settings.load().limits == Limits(*range(1, len(fields(Limits)) + 1))


def test_more_nesting_than_can_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FICUS_MAX_NESTING", "251")
    with pytest.raises(SettingsError, match="FICUS_MAX_NESTING"):
        Settings.load()
