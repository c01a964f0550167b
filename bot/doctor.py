"""`ficus doctor`: is everything there that Ficus needs to run? Looks only; changes nothing, and prints no secret."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from bot.errors import FicusError
from bot.library.checkup import examine_database
from bot.library.folder import list_folder
from bot.library.reading import read_rules
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it's well, and in words."""

    subject: str
    well: bool
    words: str


async def examine(load_settings: Callable[[], Settings]) -> AsyncGenerator[Finding]:
    """Look at settings, token, database and corpus folder, in this order; without settings, at nothing else."""
    try:
        settings = load_settings()
    except FicusError as error:
        yield Finding("Settings", well=False, words=error.sentence)
        return
    yield Finding("Settings", well=True, words="every key can be used")
    yield _token(settings)
    yield await _database(settings)
    yield await asyncio.to_thread(_corpus, settings)


def _token(settings: Settings) -> Finding:
    try:
        settings.require_token()
    except FicusError as error:
        return Finding("Token", well=False, words=error.sentence)
    return Finding("Token", well=True, words="looks like a bot's token; only Discord knows whether it is valid")


async def _database(settings: Settings) -> Finding:
    try:
        return Finding("Database", well=True, words=await examine_database(settings.database_url))
    except FicusError as error:
        return Finding("Database", well=False, words=error.sentence)


def _corpus(settings: Settings) -> Finding:
    try:
        listing = list_folder(settings.corpus)
    except FicusError as error:
        return Finding("Corpus", well=False, words=error.sentence)
    problems = (*listing.problems, *read_rules(settings.corpus).problems)
    if problems:
        words = "; ".join(f"{one.file}{f', line {one.line}' if one.line else ''}: {one.message}" for one in problems)
        return Finding("Corpus", well=False, words=words)
    if not listing.entries:
        return Finding(
            "Corpus", well=False, words=f"{settings.corpus} holds no files. Put stories there, as text files."
        )
    return Finding("Corpus", well=True, words=f"{len(listing.entries):,} files in {settings.corpus}")
