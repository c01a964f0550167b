"""`ficus doctor`: is everything there that Ficus needs to run? Looks only; changes nothing, and prints no secret."""

import asyncio
import os
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import DatabaseError, FicusError
from bot.library.authors.ledger import Ledger, ledger_path
from bot.library.checkup import examine_database
from bot.library.folder import list_folder
from bot.library.indexing.examine import examine_index
from bot.library.reading import read_rules
from bot.recommend.embedding import load_encoder
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it's well, and in words."""

    subject: str
    well: bool
    words: str


async def examine(load_settings: Callable[[], Settings]) -> AsyncGenerator[Finding]:
    """Look at settings, token, database, ledger, index, corpus folder and model; without settings, at no more."""
    try:
        settings = load_settings()
    except FicusError as error:
        yield Finding("Settings", well=False, words=error.sentence)
        return
    yield Finding("Settings", well=True, words="every key can be used")
    yield _token(settings)
    yield await _database(settings)
    yield await asyncio.to_thread(_ledger, settings)
    yield await asyncio.to_thread(_index, settings)
    yield await asyncio.to_thread(_corpus, settings)
    if settings.embedding_model is not None:
        yield await asyncio.to_thread(_embedding_model, settings.embedding_model)


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


def _ledger(settings: Settings) -> Finding:
    """The file that remembers what was withdrawn: it must be readable if it's there, and its place writable."""
    try:
        path = ledger_path(settings)
    except FicusError:
        return Finding("Ledger", well=True, words="its place is beside the database, about which see above")
    try:
        lines = Ledger(path).read()
    except FicusError as error:
        return Finding("Ledger", well=False, words=error.sentence)
    place = path if path.exists() else next(above for above in path.absolute().parents if above.exists())
    if not os.access(place, os.W_OK):
        words = f"{path} can't be written. FICUS_LEDGER must name a file that Ficus may read and write."
        return Finding("Ledger", well=False, words=words)
    if not path.exists():
        return Finding("Ledger", well=True, words=f"{path} will be made when the first story is withdrawn")
    return Finding("Ledger", well=True, words=f"{len(lines):,} lines in {path}")


def _index(settings: Settings) -> Finding:
    try:
        return Finding("Index", well=True, words=examine_index(settings))
    except DatabaseError:
        return Finding("Index", well=True, words="its place is beside the database, about which see above")
    except FicusError as error:
        return Finding("Index", well=False, words=error.sentence)


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


def _embedding_model(folder: Path) -> Finding:
    """It is loaded, and tried on a text."""
    try:
        model = load_encoder(folder)
    except FicusError as error:
        return Finding("Model", well=False, words=error.sentence)
    return Finding("Model", well=True, words=f"one of {model.kind} in {folder}, {model.width} numbers a text")
