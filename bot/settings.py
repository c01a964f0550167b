"""Settings: every key that an operator can set, read once from the environment and `.env`, then passed down."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


class Settings(BaseSettings):
    """What an operator decides. The description of each key is also its comment in `.env.example` (a test holds it)."""

    model_config = SettingsConfigDict(env_prefix="FICUS_", env_file=".env", extra="ignore", frozen=True)

    token: SecretStr = Field(
        SecretStr(""), description="The bot's token, from the Bot page of Discord's developer portal. Keep it secret."
    )
    database_url: str = Field(
        "sqlite+aiosqlite:///data/ficus.sqlite3",
        description="Where stories are kept: an SQLite file, or postgresql+asyncpg://user:password@host/name.",
    )
    corpus: Path = Field(SEEDS, description="The folder of stories that is loaded at every start.")
    moderator_roles: Annotated[tuple[int, ...], NoDecode] = Field(
        (),
        description="Ids of roles whose members may use the moderation commands, apart by commas. "
        "Members with Manage Server always may.",
    )
    test_guild_id: int | None = Field(
        None, description="Id of a server where changed commands appear at once, for trying things out."
    )
    log_level: str = Field("INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR.")
    max_file_bytes: int = Field(
        16 * 1024 * 1024, gt=0, description="Files in the corpus folder larger than this many bytes are refused."
    )

    @classmethod
    def load(cls, **changes: object) -> "Settings":
        """Read the environment and `.env`; `changes` win over both. Raises SettingsError that names each bad key."""
        try:
            return cls(**changes)  # type: ignore[arg-type]
        except ValidationError as error:
            complaints = "; ".join(
                f"FICUS_{'_'.join(map(str, item['loc'])).upper()}: {item['msg']}" for item in error.errors()
            )
            raise SettingsError(f"Some settings can't be used: {complaints}. See .env.example.") from None
