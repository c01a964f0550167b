"""Who may do what: every command, button and form, tried by everybody for real.

A command, button or form without a row fails the first test. What is refused is refused in words and changes nothing.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
from discord import app_commands

from bot.client import EXTENSIONS, create_bot
from bot.errors import ReaderError
from bot.library.adding.answers import Purpose
from bot.settings import Settings
from bot.ui import presses
from bot.ui.errors import answer_error, cause_of
from tests.support.matrix import AUTHOR, ROLES, World, unlike, world_of
from tests.support.options import required
from tests.support.own_stories import write_corpus
from tests.support.simulated import Discord, server_in, settings_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

HERE = {"by role", "manager", "owner"}
"""Who looks after the server's own stories."""

MODERATORS = HERE | {"elsewhere"}
"""Who may do it to what is theirs: in another server its own moderators."""

AUTHORS = {"author"}

Target = Callable[[World], Awaitable[Any]]


@dataclass(frozen=True)
class Row:
    """Something that can be done to a fresh target, and who may."""

    may: set[str]
    target: Target
    rest: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


async def nothing(world: World) -> str:
    return ""


async def first(world: World) -> int:
    return 0


async def open_add(world: World) -> int:
    return await world.draft("manager", Purpose.ADD)


async def undoable(world: World) -> int:
    return (await world.added()).event_id


REASON, RATING = {"reason": "It is so."}, {"rating": ["Teen"]}

PRESSES = {
    "item": Row(HERE, World.proposal),
    "approve": Row(HERE, World.proposal),
    "decline": Row(HERE, World.proposal),
    "amend": Row(HERE, World.proposal),
    "who": Row(HERE, World.proposal),
    "release": Row(HERE, World.held),
    "keep": Row(HERE, World.held),
    "dismiss": Row(HERE, World.reported),
    "hide": Row(HERE, World.reported),
    "rate": Row(HERE, World.reported),
    "inside": Row(HERE, World.story),
    "leaf": Row(HERE, World.story, ":1"),
    "waiting": Row(MODERATORS, first),
    "history": Row(MODERATORS, first, ":0"),
    "unset": Row(MODERATORS, nothing, "review_channel"),
    "remove": Row(HERE, World.removal),
    "undo": Row(HERE, undoable),
    "outcome": Row({"proposer"}, World.sent),
    "look": Row({"proposer"}, World.draft),
    "beginning": Row({"proposer"}, World.draft),
    "mend:people": Row({"proposer"}, World.draft),
    "aim": Row({"proposer"}, World.draft, ":0"),
    "propose": Row({"proposer"}, World.draft),
    "discard": Row({"proposer"}, World.draft),
    "confirm:add": Row({"manager"}, open_add),
    "own": Row(AUTHORS, World.story),
    "permit": Row(AUTHORS, World.story),
    "limit": Row(AUTHORS, World.story),
    "warn": Row(AUTHORS, World.story),
    "passages": Row(AUTHORS, World.story, ":1"),
    "pick": Row(AUTHORS, World.story, ":0"),
    "withdraw": Row(AUTHORS, World.story),
    "lift": Row(AUTHORS, World.withdrawn),
    "unclaim": Row(AUTHORS | HERE, World.claim),
}

FORMS = {
    "declined": Row(HERE, World.proposal, fields=REASON),
    "released": Row(HERE, World.held, fields=RATING),
    "kept": Row(HERE, World.held, fields=REASON),
    "hidden": Row(HERE, World.reported, fields=REASON),
    "rated": Row(HERE, World.reported, fields=RATING),
    "permitted": Row(AUTHORS, World.story, fields={"choice": ["card only"]}),
    "limited": Row(AUTHORS, World.story, fields={"choice": ["300"]}),
    "warned": Row(AUTHORS, World.story, fields={"warnings": "Floods"}),
    "withdrawn": Row(AUTHORS | HERE, World.story, fields=REASON),
    "mended:people": Row({"proposer"}, World.draft, fields={"title": "Another Weir"}),
    "adds:add": Row(MODERATORS, nothing, fields={"link": "https://stories.example/9", "title": "A Card"}),
}

COMMANDS = {
    "story withdraw": Row(AUTHORS | HERE, World.story),
    **{f"story {name}": Row(HERE, World.story) for name in ("edit", "rate", "hide", "remove", "history")},
    "story undo": Row(MODERATORS, nothing),
    "story add": Row(MODERATORS, nothing),
    "author vouch": Row(MODERATORS, nothing),
    "author wish": Row(AUTHORS | MODERATORS, nothing),
    **{f"alias {name}": Row(MODERATORS, nothing) for name in ("add", "list")},
    "alias remove": Row(HERE, World.alias),
    "alias join": Row(HERE, World.joinable),
    "alias split": Row(HERE, World.splittable),
    **{name: Row(MODERATORS, nothing) for name in ("review list", "history", "settings", "library status")},
}

EVERYBODYS_COMMANDS = {
    *("search", "excerpt", "recommend", "help", "propose"),
    *("shelf", "taste", "block add", "block remove", "block list"),
    *("story show", "story drafts", "author claim", "author stories"),
}

EVERYBODYS_BUTTONS = {
    *("read", "page", "jump", "where", "close", "card", "like", "again", "report"),
    *("adding", "drafts", "mine", "stay", "staying"),
    *("say", "unsay", "notforme", "shelf", "turnshelf", "move", "never", "nevers", "blocks", "unblock"),
    *("taste", "keepread", "share", "download", "forget", "forgetme"),  # each about the presser alone
    *("tune", "reply"),  # somebody else's list opens a copy
    "unpack",  # asks why; the form's answer looks whose ZIP it is
    "sure",  # asks why; the form's answer looks whose story it is
    "takeout",  # says what it would do
}

ELSEWHERE_TRIED = {
    "jumped": "a reader's",
    "reported": "a reader's",
    "adds:propose": "everybody's",
    "unpacked": "tests/e2e/adding",
    "story bulk": "tests/e2e/adding: it needs a file",
    "story restore": "refuses what isn't hidden; tests/e2e/adding",
    "takenout": "takes all of an author's stories; tests/e2e/authors",
}
"""Rows that would need a world of their own, and where they are tried."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    folder: Path = tmp_path_factory.mktemp("matrix")
    env = Discord(create_bot(settings_in(folder, write_corpus(folder / "corpus"))))
    await env.start()
    server = server_in(env)
    yield await world_of(server)
    await server.bot.library.close()
    await env.shutdown()


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """What was refused, as it goes down the one path that all refusals take."""
    seen: list[Exception] = []

    async def noting(interaction: Any, error: Exception) -> None:
        cause = cause_of(error)
        seen.append(cause.__cause__ if isinstance(cause, app_commands.CheckFailure) and cause.__cause__ else cause)
        await answer_error(interaction, error)

    monkeypatch.setattr("bot.tree.answer_error", noting)
    return seen


def named(pattern: str) -> str:
    """The name with which a custom id begins."""
    return pattern.split(":", maxsplit=1)[0]


async def test_every_command_button_and_form_has_a_row():
    bot = create_bot(Settings.load())
    for extension in EXTENSIONS:
        await bot.load_extension(extension)
    commands = {one.qualified_name for one in bot.tree.walk_commands() if isinstance(one, app_commands.Command)}
    await bot.close()
    tried = {*ELSEWHERE_TRIED}
    assert commands == {*COMMANDS, *EVERYBODYS_COMMANDS, *(tried & commands)}
    buttons = {named(item.__discord_ui_compiled_template__.pattern) for item in presses.ALL}
    assert buttons == {*map(named, PRESSES), *EVERYBODYS_BUTTONS, *(tried & buttons)}
    forms = {named(template) for template, _ in presses.FORMS}
    assert forms == {*map(named, FORMS), *(set(map(named, tried)) & forms)}


async def judge(world: World, row: Row, refusals: list[Exception], act: Callable[[str, Any], Awaitable[Any]]) -> None:
    """Everybody tries; those who may are tried on a fresh target each, the others all on one."""
    target = await row.target(world)
    for role in ROLES:
        allowed = role in row.may
        mine = await row.target(world) if allowed else target
        before = world.digest
        refusals.clear()
        result = await act(role, mine)
        if allowed:
            assert refusals == [], f"{role} may: {refusals}"
            assert result.acknowledged, role
        else:
            assert len(refusals) == 1, f"{role} may not"
            assert isinstance(refusals[0], ReaderError), f"{role}: {refusals[0]!r}"
            assert result.response.ephemeral, role
            assert world.digest == before, f"{role} has changed something"


@pytest.mark.parametrize("name", PRESSES)
async def test_buttons(world: World, refusals: list[Exception], name: str):
    row = PRESSES[name]
    await judge(world, row, refusals, lambda role, target: world.press(role, f"{name}:{target}{row.rest}"))


@pytest.mark.parametrize("name", FORMS)
async def test_forms_whoever_opened_them(world: World, refusals: list[Exception], name: str):
    row = FORMS[name]

    async def act(role: str, target: Any) -> Any:
        return await world.send(role, f"{name}:{target}".removesuffix(":"), **row.fields)

    await judge(world, row, refusals, act)


@pytest.mark.parametrize("name", COMMANDS)
async def test_commands(world: World, refusals: list[Exception], name: str):
    command = next(one for one in world.server.bot.tree.walk_commands() if one.qualified_name == name)
    assert isinstance(command, app_commands.Command)

    async def act(role: str, target: Any) -> Any:
        known = {"title": f"#{target}", "rating": "Teen", "wish": "cards only"}
        known["name"] = AUTHOR if (role, name) == ("author", "author wish") else f"Pen of {role}"
        options = required(world.server, command, **known, member=_somebody(world, role))
        if name == "author wish":
            options["name"] = known["name"]
        if name.startswith("alias"):
            options |= {"alias": f"Nick of {role}", "means": "Shikamaru Nara"} if name == "alias add" else target or {}
        return await world.actors[role].slash(world.channels[role], name, **options)

    await judge(world, COMMANDS[name], refusals, act)


async def test_the_menu_of_messages(world: World, refusals: list[Exception]):
    menus = world.server.bot.tree.get_commands(type=discord.AppCommandType.message)
    assert [menu.name for menu in menus] == ["Add as story"]

    async def act(role: str, target: Any) -> Any:
        message = await world.actors[role].send(world.channels[role], f"Title: Menu of {role}\n\n{unlike(role)[:1500]}")
        return await world.actors[role].context_menu(world.channels[role], "Add as story", message)

    await judge(world, Row(MODERATORS, nothing), refusals, act)


def _somebody(world: World, role: str) -> Any:
    """Another member of the same server."""
    return world.actors["member"] if role != "elsewhere" else world.neighbour
