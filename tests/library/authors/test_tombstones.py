"""What was withdrawn stays out of loads, of uploads, and of restored backups. What is another story comes in."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.corpus.story import Chapter, Fact, State, Story
from bot.errors import NotReadyError
from bot.library.actor import Actor
from bot.library.adding.answers import Added, Consent
from bot.library.authors.wards import read_wards
from bot.library.library import Library
from bot.library.place import Place
from bot.library.prepare import prepare
from bot.library.tables import StoryRow, TombstoneRow
from tests.library.authors.world import (
    AWAY,
    AWAY_MODERATOR,
    HERE,
    HOME,
    MODERATOR,
    ONA,
    ONA_AWAY,
    THERE,
    confirm,
    everything_kept,
    ledger_of,
    prose,
    rows,
    story,
)
from tests.library.moderation import add_one
from tests.library.stories import Folder, counts, listed, settings_for

LINK = "https://archiveofourown.org/works/123"
QUAY = story(source=Fact(LINK), chapters=tuple(Chapter(f"Part {n}", prose(f"quay{n}", 8)) for n in range(4)))


def changed(text: str) -> str:
    """The text with typos mended: one word in forty."""
    words = text.split(" ")
    return " ".join("mended" if number % 40 == 7 else word for number, word in enumerate(words))


def as_file(told: Story, **header: str) -> str:
    lines = {"Title": told.title.value, "Author": "Ona Bright", "Rating": "General"} | header
    head = "\n".join(f"{label}: {value}" for label, value in lines.items() if value)
    return f"{head}\n\n" + "\n\n".join(f"{chapter.title}\n\n{chapter.text}" for chapter in told.chapters) + "\n"


def with_text(*texts: str, **facts: Any) -> Story:
    return replace(QUAY, **(facts | {"chapters": tuple(Chapter("", text) for text in texts)}))


TEXTS = [chapter.text for chapter in QUAY.chapters]
NOBODY: dict[str, Any] = {"authors": (), "source": None, "title": Fact("Retitled")}
SAME = {
    "the same": QUAY,
    "the same link, all else different": with_text(
        prose("heath"), **NOBODY | {"source": Fact(f"{LINK}/chapters/4?x=1")}
    ),
    "the same author and title, another text": with_text(prose("heath"), source=None),
    "the same title in other letters": with_text(prose("heath"), source=None, title=Fact("THE QUAY!")),
    "one of its authors": with_text(prose("heath"), source=None, authors=(Fact("Bo"), Fact("ona bright"))),
    "the same text, retitled, without author": with_text(*TEXTS, **NOBODY),
    "typos mended": with_text(*map(changed, TEXTS), **NOBODY),
    "a chapter more": with_text(*TEXTS, prose("harbour", 8), **NOBODY),
    "twice as many chapters": with_text(*TEXTS, *(prose(f"harbour{n}", 8) for n in range(4)), **NOBODY),
    "half of it": with_text(*TEXTS[:2], **NOBODY),
    "one of its chapters": with_text(TEXTS[1], **NOBODY),
    "chapters in another order, in one": with_text("\n\n".join(reversed(TEXTS)), **NOBODY),
}
OTHER = {
    "another story of the author": story("The Bridge"),
    "another story of the author's series": story("The Quay II"),
    "another author's story of that title": story(authors=(Fact("Bo"),), chapters=(Chapter("", prose("heath")),)),
    "that title by nobody known": with_text(prose("heath"), **NOBODY | {"title": QUAY.title}),
    "that title by Anonymous": story(authors=(Fact("Anonymous"),), chapters=(Chapter("", prose("heath")),)),
    "another work of the archive": with_text(prose("heath"), **NOBODY | {"source": Fact(f"{LINK}4")}),
    "another server's moderator's card": story("A Card", chapters=()),
}


async def judged(library: Library, told: Story, guild_id: int | None = HOME) -> State | None:
    async with library._back.database.read() as connection:
        return (await read_wards(connection)).judge(prepare(told), guild_id).state


@pytest.fixture
async def withdrawn(library: Library) -> Library:
    """A library from which an author has withdrawn QUAY."""
    story_id = await add_one(library, QUAY)
    await confirm(library)
    await library.authors.withdraw(ONA, story_id, "", HERE)
    return library


@pytest.mark.parametrize("guild_id", [HOME, AWAY, None])
async def test_known_again(withdrawn: Library, guild_id: int | None) -> None:
    assert {what: await judged(withdrawn, told, guild_id) for what, told in SAME.items()} == dict.fromkeys(
        SAME, State.WITHDRAWN
    )


async def test_others_come_in(withdrawn: Library) -> None:
    assert {what: await judged(withdrawn, told) for what, told in OTHER.items()} == dict.fromkeys(OTHER)


async def test_a_page_for_many_works_is_no_works_own(library: Library) -> None:
    """Authors name their home page as the source of everything."""
    page = Fact("https://mira.example/stories.html")
    story_id = await add_one(library, with_text(prose("quay"), source=page))
    await library.authors.withdraw(MODERATOR, story_id, "", HERE)
    assert await judged(library, with_text(prose("heath"), **NOBODY | {"source": page})) is None
    assert await judged(library, with_text(prose("heath"), authors=(), source=page)) is State.WITHDRAWN
    card = replace(story("A Card", source=page), chapters=())
    assert await judged(library, card) is State.HELD, "without a text nobody can tell"


async def test_much_alike_is_for_a_moderator_to_judge(withdrawn: Library) -> None:
    told = with_text(TEXTS[0], prose("heath", 8), prose("moor", 6), **NOBODY)
    async with withdrawn._back.database.read() as connection:
        warded = (await read_wards(connection)).judge(prepare(told), HOME)
    assert warded.state is State.HELD
    assert "A moderator has to look" in warded.sentence == warded.neutral


async def test_a_servers_tombstone_holds_in_that_server(library: Library) -> None:
    story_id = await add_one(library, QUAY, guild_id=AWAY)
    await library.authors.withdraw(AWAY_MODERATOR, story_id, "", THERE)
    assert [await judged(library, QUAY, guild_id) for guild_id in (AWAY, HOME, None)] == [State.WITHDRAWN, None, None]


async def test_a_curators_tombstone_holds_for_the_corpus_and_their_server(library: Library) -> None:
    story_id = await add_one(library, QUAY, guild_id=None)
    await library.authors.withdraw(MODERATOR, story_id, "", HERE)
    assert [await judged(library, QUAY, guild_id) for guild_id in (AWAY, HOME, None)] == [
        None,
        State.WITHDRAWN,
        State.WITHDRAWN,
    ]
    await library.authors.lift(MODERATOR, story_id)
    assert [await judged(library, QUAY, guild_id) for guild_id in (HOME, None)] == [None, None]


# Uploads


async def upload(library: Library, file: str, text: str, actor: Actor = MODERATOR, place: Place = HERE) -> Added:
    draft = await library.adding.read(actor, file, text.encode(), place)
    await library.adding.permit(actor, draft.draft_id, Consent.FREE, "", place)
    return await library.adding.confirm(actor, draft.draft_id, place)


@pytest.mark.parametrize("text", [as_file(QUAY), as_file(with_text(*map(changed, TEXTS)), Title="Other", Author="")])
async def test_uploads_of_it_are_refused(withdrawn: Library, text: str) -> None:
    with pytest.raises(NotReadyError, match="withdrawn by its author"):
        await upload(withdrawn, "another-name.txt", text)
    added = await upload(withdrawn, "bridge.txt", as_file(story("The Bridge")))
    assert added.card.state is State.LISTED


async def test_withdrawn_between_preview_and_confirm(library: Library) -> None:
    draft = await library.adding.read(MODERATOR, "quay.txt", as_file(QUAY).encode(), HERE)
    await library.adding.permit(MODERATOR, draft.draft_id, Consent.FREE, "", HERE)
    story_id = await add_one(library, QUAY, guild_id=None)
    await library.authors.withdraw(MODERATOR, story_id, "", HERE)
    with pytest.raises(Exception, match=r"no longer there|withdrawn"):
        await library.adding.confirm(MODERATOR, draft.draft_id, HERE)


async def test_added_again_once_it_is_lifted(withdrawn: Library) -> None:
    (row,) = await rows(withdrawn, TombstoneRow)
    await withdrawn.authors.lift(ONA, row.story_id)
    assert (await upload(withdrawn, "quay.txt", as_file(QUAY))).card.title.value == "The Quay"


# Loads


@pytest.fixture
async def out(library: Library, folder: Folder) -> Library:
    """A library whose corpus holds a story that its author has withdrawn, and another one."""
    folder.put("quay.txt", as_file(QUAY))
    folder.put("bridge.txt", as_file(story("The Bridge")))
    await library.load()
    await confirm(library)
    await library.authors.withdraw(ONA, listed(library)["The Quay"], "", HERE)
    return library


def states(library: Library) -> dict[str, State]:
    return {card.title.value: card.state for card in library._back.catalogue.cards.values() if not card.gone}


async def test_loading_again_brings_nothing_back(out: Library, folder: Folder) -> None:
    for prepare_folder in (
        lambda: None,
        lambda: folder.put("quay.txt", as_file(QUAY) + "\n"),
        lambda: folder.put("quay.txt", as_file(with_text(*map(changed, TEXTS)))),
        lambda: folder.put("quay.txt", as_file(with_text(*TEXTS, prose("harbour", 8)))),
        lambda: folder.put("quay.txt", as_file(with_text(prose("heath")), Title="All Else")),
        lambda: folder.put("corpus.toml", '["quay.txt"]\ntitle = "Something Else"\nauthors = ["Nobody"]\n'),
        lambda: (folder.path / "quay.txt").rename(folder.path / "renamed.txt"),
        lambda: folder.put("renamed.txt", as_file(with_text(*TEXTS[:2]), Title="Half", Author="")),
        (folder.path / "renamed.txt").unlink,
        lambda: folder.put("new-name.txt", as_file(QUAY)),
        lambda: folder.put("retitled.txt", as_file(with_text(*map(changed, TEXTS)), Title="New", Author="Bo")),
    ):
        prepare_folder()
        await out.load()
        assert {title for title, state in states(out).items() if state is State.LISTED} == {"The Bridge"}
        kept = await everything_kept(out)
        assert "quay0 number1" not in kept
        assert "quay1 number1" not in kept


async def test_the_operator_is_told(out: Library, folder: Folder) -> None:
    folder.put("copy.txt", as_file(QUAY) + "\n")
    report = await out.load()
    (notice,) = [notice for notice in report.notices if notice.file == "copy.txt"]
    assert "it was withdrawn" in notice.message
    assert "Take it out of the folder" in notice.message


async def test_a_lifted_one_comes_back_with_the_next_load(out: Library) -> None:
    (story_id,) = (one.id for one in out._back.catalogue.cards.values() if one.state is State.WITHDRAWN)
    assert "read the next time" in await out.authors.lift(ONA, story_id)
    assert "The Quay" not in states(out)
    await out.load()
    assert states(out) == {"The Quay": State.LISTED, "The Bridge": State.LISTED}
    assert listed(out)["The Quay"] == story_id
    assert counts(await out.load()) == {"unchanged": 2}


async def test_taken_out_of_one_server_it_stays_out_of_it(library: Library, folder: Folder) -> None:
    """Also when its file comes under another name: others are served it, that server isn't."""
    story_id = await add_one(library, QUAY, guild_id=AWAY)
    await confirm(library, ONA_AWAY)
    await library.authors.withdraw(ONA_AWAY, story_id, "", THERE)
    folder.put("quay.txt", as_file(QUAY))
    await library.load()
    (card,) = [card for card in library._back.catalogue.cards.values() if card.guild_id is None]
    assert (card.state, card.hidden_in) == (State.LISTED, frozenset({AWAY}))


# Backups


async def copied(library: Library, address: str, to: Path) -> str:
    """A backup of an SQLite database, and its address once it's restored."""
    async with library._back.database.write() as connection:
        await connection.exec_driver_sql("SELECT 1")
    await library.close()
    shutil.copy(address.removeprefix("sqlite:///"), to)
    return f"sqlite:///{to.as_posix()}"


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_a_restored_backup_is_withdrawn_again_before_anything_is_served(
    address: str, folder: Folder, tmp_path: Path
) -> None:
    folder.put("quay.txt", as_file(QUAY))
    folder.put("bridge.txt", as_file(story("The Bridge")))
    settings = settings_for(address, folder)
    library = Library(settings)
    await library.start()
    own = await add_one(library, story("The Mill"))
    kept = await add_one(library, story("The Heath"))
    await confirm(library)
    backup = await copied(library, address, tmp_path / "backup.sqlite3")

    async with Library(settings) as library:
        await library.authors.withdraw(ONA, listed(library)["The Quay"], "", HERE)
        await library.authors.withdraw(MODERATOR, own, "", HERE)
        await library.authors.withdraw(ONA, kept, "", HERE)
        await library.authors.lift(ONA, kept)
        assert {title for title, state in states(library).items() if state is State.LISTED} == {"The Bridge"}

    restored = settings_for(backup, folder)
    library = Library(restored)
    seen: list[dict[str, State]] = []

    async def look() -> None:
        await library._back.catch_up()
        seen.append(states(library))

    loading = library.load

    async def load(*args: Any) -> Any:
        await look()
        return await loading(*args)

    library.load = load  # pyright: ignore[reportAttributeAccessIssue]
    async with library:
        for now in (seen[0], states(library)):
            assert now == {
                "The Bridge": State.LISTED,
                "The Quay": State.WITHDRAWN,
                "The Mill": State.WITHDRAWN,
                "The Heath": State.LISTED,
            }, "what was lifted since is as the backup has it"
        assert "quay1 number1" not in await everything_kept(library)
        assert {row.story_id for row in await rows(library, TombstoneRow) if row.lifted_at is None} == {1, own}
        assert "ona" not in ledger_of(library).lower()
        await library.authors.lift(ONA, 1)
        await library.load()
        assert states(library)["The Quay"] is State.LISTED
    async with Library(restored) as library:
        assert states(library)["The Quay"] is State.LISTED, "a ledger that was read once isn't carried out again"
    async with Library(settings) as library:
        assert states(library)["The Quay"] is State.LISTED, "lifted in the other copy too"


async def test_a_lost_ledger_is_written_anew(address: str, folder: Folder) -> None:
    settings = settings_for(address, folder)
    async with Library(settings) as library:
        first, second = await add_one(library, QUAY), await add_one(library, story("The Mill"))
        await confirm(library)
        for story_id in (first, second):
            await library.authors.withdraw(ONA, story_id, "", HERE)
        await library.authors.lift(ONA, second)
        before = ledger_of(library)
    assert settings.ledger is not None
    settings.ledger.unlink()
    async with Library(settings) as library:
        assert sorted(ledger_of(library).splitlines()) == sorted(before.splitlines())


async def test_no_ledger_is_made_before_there_is_something_to_remember(library: Library) -> None:
    assert ledger_of(library) == ""
    assert library.settings.ledger is not None
    assert not library.settings.ledger.exists()


async def test_removed_stories_are_withdrawn_too(library: Library) -> None:
    story_id = await add_one(library, QUAY)
    await confirm(library)
    await library.moderating.remove(MODERATOR, story_id, "", HERE)
    await library.authors.withdraw(ONA, story_id, "", HERE)
    (row,) = await rows(library, StoryRow)
    assert row.state == State.WITHDRAWN
