"""Settings: every key that an operator can set, read once from the environment and `.env`, then passed down."""

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.corpus.formats.limits import Limits
from bot.errors import SettingsError

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
"""The sample stories that come with Ficus, beside the package in a checkout and in an installed copy alike."""

TOKEN_PARTS = 3


class Settings(BaseSettings):
    """What an operator decides. Each key's description is also its comment in `.env.example` (a test holds it)."""

    model_config = SettingsConfigDict(
        env_prefix="FICUS_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    token: SecretStr = Field(
        default=SecretStr(""),
        description="The bot's token, from the Bot page of Discord's developer portal. Keep it secret.",
    )
    database_url: str = Field(
        default="sqlite+aiosqlite:///data/ficus.sqlite3",
        description="Where stories are kept: an SQLite file, or postgresql+asyncpg://user:password@host/name.",
    )
    ledger: Path | None = Field(
        default=None,
        description="The file that remembers what was withdrawn, so that no restored backup brings it back. "
        "If left out, withdrawn.jsonl beside the SQLite file, or data/withdrawn.jsonl with PostgreSQL.",
    )
    index: Path | None = Field(
        default=None,
        description="The folder of the search index, which is made from the database and may be deleted at any moment. "
        "If left out, beside the SQLite file, its name ending in .index, or data/index with PostgreSQL.",
    )
    corpus: Path = Field(default=SEEDS, description="The folder of stories that is loaded at every start.")
    embedding_model: Path | None = Field(
        default=None,
        description="The folder of an embedding model on this machine, of model2vec or sentence-transformers, by which "
        "recommendations also find stories about the same things in other words. If left out, they do without.",
    )
    moderator_roles: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(),
        description="Ids of roles whose members may use the moderation commands, apart by commas. "
        "Members with Manage Server always may.",
    )
    home_guild_ids: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(),
        description="Ids of servers whose moderators may also change the corpus folder's stories, apart by commas. "
        "With none named, it is the one server that the bot is in, as long as it is in one only.",
    )
    test_guild_id: int | None = Field(
        default=None,
        description="Id of a server where changed commands appear at once, for trying things out.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR."
    )
    max_file_bytes: int = Field(
        default=Limits.file_bytes, gt=0, description="Story files with more bytes than this are refused."
    )
    max_unpacked_bytes: int = Field(
        default=Limits.unpacked_bytes,
        gt=0,
        description="Bytes that are unpacked from one ZIP, EPUB or DOCX, all its files together.",
    )
    max_archive_entries: int = Field(
        default=Limits.entries, gt=0, description="Files that a ZIP, EPUB or DOCX may hold."
    )
    max_archive_ratio: int = Field(
        default=Limits.ratio,
        gt=0,
        description="Times by which a file in a ZIP, EPUB or DOCX may grow when it's unpacked; below 100,000 bytes "
        "it doesn't matter.",
    )
    max_nesting: int = Field(
        default=Limits.nesting, gt=0, le=250, description="Tags within tags in HTML, EPUB and DOCX; 250 at most."
    )
    max_attributes: int = Field(default=Limits.attributes, gt=0, description="Attributes that a tag in HTML may have.")
    max_entities: int = Field(
        default=Limits.entities, gt=0, description="Entities that a file in HTML, EPUB or DOCX may declare."
    )
    max_lines: int = Field(
        default=Limits.lines, gt=0, description="Lines that a text, or tags that a page, a book or a document may have."
    )
    max_read_seconds: float = Field(
        default=Limits.seconds, gt=0, description="Seconds that the machine may work on reading one story."
    )

    @field_validator("moderator_roles", "home_guild_ids", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """`1, 2` from the environment is a list; a tuple from code is one already."""
        return [part for part in value.replace(",", " ").split() if part] if isinstance(value, str) else value

    @property
    def limits(self) -> Limits:
        """How much of one file is taken in."""
        return Limits(
            file_bytes=self.max_file_bytes,
            unpacked_bytes=self.max_unpacked_bytes,
            entries=self.max_archive_entries,
            ratio=self.max_archive_ratio,
            nesting=self.max_nesting,
            attributes=self.max_attributes,
            entities=self.max_entities,
            lines=self.max_lines,
            seconds=self.max_read_seconds,
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log line and no message may show: the token, and the database's password."""
        password = urlsplit(self.database_url).password
        return tuple(filter(None, (self.token.get_secret_value(), password, password and unquote(password))))

    def require_token(self) -> str:
        """The token, if it could be one. Raises SettingsError, whose sentence never holds the token."""
        token = self.token.get_secret_value().strip()
        if not token:
            raise SettingsError(
                "FICUS_TOKEN is not set. Copy .env.example to .env and put your bot's token there, "
                "or try Ficus without one: ficus try"
            )
        parts = token.split(".")
        if len(parts) != TOKEN_PARTS or not all(parts) or any(map(str.isspace, token)):
            raise SettingsError(
                "FICUS_TOKEN doesn't look like a bot's token, which is three parts with dots between them. "
                "Copy it again from the Bot page of Discord's developer portal."
            )
        return token

    @classmethod
    def load(cls, **changes: object) -> Self:
        """Read the environment and `.env`; `changes` win over both. Raises SettingsError that names each bad key."""
        try:
            return cls(**changes)  # pyright: ignore[reportArgumentType] - pydantic checks them, by the key's own rules
        except ValidationError as error:
            complaints = "; ".join(f"{_key(item['loc'])}: {item['msg']}" for item in error.errors())
            raise SettingsError(f"Some settings can't be used. {complaints}. See .env.example.") from None
        except UnicodeDecodeError:
            raise SettingsError("The file .env is not UTF-8 text. Save it as UTF-8 and start again.") from None


def _key(location: tuple[int | str, ...]) -> str:
    return f"FICUS_{str(location[0]).upper()}" if location else "FICUS"
