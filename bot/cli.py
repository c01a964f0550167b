"""The command line: `ficus run | try | load | inspect | search | excerpt | recommend | doctor`."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Annotated, Any, NoReturn

import typer

from bot import __version__, as_json, logs, terminal
from bot.corpus.story import Rating
from bot.errors import FicusError
from bot.library.answers import ExcerptWish, LoadReport, RecommendWish
from bot.library.library import Library
from bot.library.place import Place, Reader
from bot.search.index import Length, Request
from bot.settings import Settings

app = typer.Typer(
    help="Ficus finds, recommends and reads out stories in a Discord server.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class PlaceName(StrEnum):
    """Where an answer would be shown."""

    OPEN = "open"
    RESTRICTED = "restricted"


class LengthName(StrEnum):
    """A length in one word; how many words each means stands in bot.search.index."""

    DRABBLE = "drabble"
    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"
    EPIC = "epic"


LENGTH_HELP = "; ".join(f"{name}: {Length[name.name]}" for name in LengthName)

QUERY_HELP = (
    "Title, or words of it, and filters as in docs/search.md: 'shikamaru -angst words:<5000 by:iris'. "
    "May be left out with an option; after -- if it begins with a minus."
)

Corpus = Annotated[Path | None, typer.Option(help="The folder of stories, in place of FICUS_CORPUS.")]
Database = Annotated[str | None, typer.Option(help="The database's URL, in place of FICUS_DATABASE_URL.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Where = Annotated[
    PlaceName,
    typer.Option("--place", help="Where the answer would be shown: restricted is an age-restricted channel."),
]
PLACES = {PlaceName.OPEN: Place(), PlaceName.RESTRICTED: Place(restricted=True)}
NOBODY = Reader()


def main() -> NoReturn:
    """Run the command line. What went wrong is said in one sentence, and the exit code is then not 0."""
    try:
        app()
    except FicusError as error:
        terminal.complain(error)
        sys.exit(1)
    sys.exit(0)


@app.command()
def run() -> None:
    """Serve the library on Discord. Needs FICUS_TOKEN."""
    from bot.running import serve  # noqa: PLC0415 - discord.py takes a second to import

    settings = _settings(recommends=True)
    settings.require_token()

    async def load_and_serve() -> None:
        async with _open_library(settings) as (library, report):
            terminal.show_load(report)
            await serve(settings, library)

    _finish(load_and_serve())


@app.command("try")
def try_out(
    corpus: Corpus = None,
    database: Annotated[
        str | None, typer.Option(help="Where to keep the library; if left out, it's gone afterwards.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The page's port; 0 takes any that is free.")] = 8930,
) -> None:
    """Try Ficus in a local Discord in your browser: no token, no network."""
    from bot.tryout import library_url, serve  # noqa: PLC0415 - discord.py takes a second to import

    with library_url(database) as url:
        settings = _settings(corpus, url, recommends=True)

        async def load_and_serve() -> None:
            async with _open_library(settings) as (library, report):
                terminal.show_load(report)
                await serve(settings, library, port=port, opened=terminal.show_address)

        _finish(load_and_serve())


@app.command()
def load(
    folder: Annotated[Path | None, typer.Argument(help="The folder of stories; FICUS_CORPUS if left out.")] = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Load a folder of stories: what is new, changed or gone since the last time."""

    async def load_folder() -> None:
        async with _open_library(_settings(folder, database)) as (_, report):
            as_json.write(as_json.load(report)) if json else terminal.show_load(report)

    _finish(load_folder())


@app.command()
def inspect(
    files: Annotated[list[Path], typer.Argument(help="Story files, ZIPs or folders of them.")], json: AsJson = False
) -> None:
    """Show what Ficus reads in a file, without storing it."""
    from bot.inspecting import inspect_files  # noqa: PLC0415 - only needed here

    if not inspect_files(files, limits=_settings().limits, json=json):
        raise typer.Exit(1)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help=QUERY_HELP)] = "",
    character: Annotated[list[str] | None, typer.Option(help="A character that must occur; may be repeated.")] = None,
    fandom: Annotated[str, typer.Option(help="The fandom.")] = "",
    complete: Annotated[
        bool | None, typer.Option("--complete/--in-progress", help="Only finished, or only unfinished stories.")
    ] = None,
    rating: Annotated[Rating | None, typer.Option(help="The rating.", case_sensitive=False)] = None,
    length: Annotated[LengthName | None, typer.Option(help=LENGTH_HELP)] = None,
    text: Annotated[
        str, typer.Option(help='Words that a chapter must hold; "quoted" ones beside each other. Shows where.')
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most this many results.")] = 10,
    place: Where = PlaceName.OPEN,
    corpus: Corpus = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Find stories by title, character, fandom, rating and length, or by words of their text."""
    request = Request(
        query=query,
        characters=tuple(character or ()),
        fandom=fandom,
        rating=rating,
        complete=complete,
        length=Length[length.name] if length else None,
    )

    async def find() -> None:
        async with _open_library(_settings(corpus, database)) as (library, _):
            if text:
                texts = await library.search_text(text, PLACES[place], NOBODY, size=limit, request=request)
                as_json.write(as_json.text_search(texts)) if json else terminal.show_text_search(texts)
                return
            page = await library.search(request, PLACES[place], NOBODY, size=limit)
            as_json.write(as_json.search(page)) if json else terminal.show_search(page)

    _finish(find())


@app.command()
def excerpt(
    story: Annotated[str, typer.Option(help="From this story.")] = "",
    character: Annotated[str, typer.Option(help="From a story with this character.")] = "",
    fandom: Annotated[str, typer.Option(help="From this fandom.")] = "",
    seed: Annotated[int | None, typer.Option(help="The same number draws the same passage again.")] = None,
    place: Where = PlaceName.OPEN,
    corpus: Corpus = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Draw a random passage."""
    wish = ExcerptWish(story=story, character=character, fandom=fandom)

    async def draw() -> None:
        async with _open_library(_settings(corpus, database)) as (library, _):
            drawn = await library.excerpt(wish, PLACES[place], NOBODY, rng=Random(seed))
            as_json.write(as_json.excerpt(drawn)) if json else terminal.show_excerpt(drawn)

    _finish(draw())


@app.command()
def recommend(
    like: Annotated[list[str] | None, typer.Option(help="A story you liked; may be repeated.")] = None,
    character: Annotated[str, typer.Option(help="With this character.")] = "",
    fandom: Annotated[str, typer.Option(help="From this fandom.")] = "",
    mood: Annotated[str, typer.Option(help="In your words: 'fluffy, short, no angst'.")] = "",
    complete: Annotated[
        bool | None, typer.Option("--complete/--in-progress", help="Only finished, or only unfinished stories.")
    ] = None,
    rating: Annotated[Rating | None, typer.Option(help="The rating.", case_sensitive=False)] = None,
    length: Annotated[LengthName | None, typer.Option(help=LENGTH_HELP)] = None,
    surprise: Annotated[bool, typer.Option("--surprise", help="The same feel in other fandoms.")] = False,
    gems: Annotated[bool, typer.Option("--gems", help="Read by few, and liked by them.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most this many.")] = 5,
    place: Where = PlaceName.OPEN,
    corpus: Corpus = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Say what to read next, and why."""
    wish = RecommendWish(
        like=tuple(like or ()),
        character=character,
        fandom=fandom,
        mood=mood,
        complete=complete,
        rating=rating,
        length=Length[length.name] if length else None,
        surprise=surprise,
        gems=gems,
    )

    async def rank() -> None:
        async with _open_library(_settings(corpus, database, recommends=True)) as (library, _):
            await library.prepared()
            answer = await library.recommend(wish, PLACES[place], NOBODY, limit=limit, rng=Random(0))
            as_json.write(as_json.recommendations(answer)) if json else terminal.show_recommendations(answer)

    _finish(rank())


@app.command()
def doctor(corpus: Corpus = None, database: Database = None) -> None:
    """Check settings, database, corpus and token. Prints no secret."""
    from bot.doctor import examine  # noqa: PLC0415 - only needed here

    async def show_all() -> bool:
        found = examine(lambda: _settings(corpus, database, recommends=True))
        return all([terminal.show_finding(finding) async for finding in found])

    if not asyncio.run(show_all()):
        raise typer.Exit(1)


@app.command()
def version() -> None:
    """Print the version."""
    terminal.say(f"Ficus {__version__}")


def _settings(corpus: Path | None = None, database: str | None = None, *, recommends: bool = False) -> Settings:
    """Settings with what the command line changes; log lines show none of their secrets from here on.

    Commands that don't recommend do without the embedding model, which takes its time.
    """
    changes: dict[str, Any] = {"corpus": corpus, "database_url": database}
    settings = Settings.load(**{key: value for key, value in changes.items() if value is not None})
    if not recommends:
        settings = settings.model_copy(update={"embedding_model": None})
    logs.set_up(settings.log_level, settings.secrets)
    return settings


@asynccontextmanager
async def _open_library(settings: Settings) -> AsyncGenerator[tuple[Library, LoadReport]]:
    """The library, started, with its load shown as it goes; closed whatever happens."""
    library = Library(settings)
    try:
        with terminal.progress() as progress:
            report = await library.start(progress)
        yield library, report
    finally:
        await library.close()


def _finish(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end. Ctrl-C and SIGTERM are ordinary ways to stop, so everything is closed and nothing is wrong."""
    try:
        asyncio.run(work)
    except (KeyboardInterrupt, asyncio.CancelledError):
        terminal.say("Stopped.")
