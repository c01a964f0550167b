"""Everybody whom the permissions matrix asks, and fresh things for them to try their hands on."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count, islice
from random import Random
from typing import Any

import discord
from simcord.actors import MemberActor, _dispatch_actor_interaction
from simcord.backend.serializers import message_payload
from simcord.enums import InteractionType

from bot.library.actor import Actor
from bot.library.adding.answers import Added, Consent, Purpose
from bot.library.place import Place
from bot.library.review.items import ItemKind, ReportKind
from bot.library.servers import Setting
from bot.ui.base import Panel, notice
from tests.support.operator import database, execute
from tests.support.review import restrict
from tests.support.sent_stories import story_file
from tests.support.simulated import Server

ROLES = ("member", "proposer", "author", "other author", "by role", "manager", "owner", "elsewhere")
"""`elsewhere` has Manage Server in another server, and acts there."""

AUTHOR, OTHER = "Ona Bright", "Idris Hale"

SYLLABLES = ("ba", "do", "fe", "gu", "ka", "lo", "mi", "nu", "po", "ra", "se", "ti", "vo", "wa", "ze")

NOT_COMPARED = {"kept_request", "shown"}
"""What buttons and draws remember; nothing that anybody could want to change."""


@dataclass
class World:
    """A server with one member of each role, and another server with a moderator of its own."""

    server: Server
    actors: dict[str, Any] = field(default_factory=dict)
    channels: dict[str, Any] = field(default_factory=dict)
    neighbour: Any = None
    """A member of the other server."""
    _titles: Any = field(default_factory=lambda: count(1))

    @property
    def library(self) -> Any:
        return self.server.bot.library

    @property
    def place(self) -> Place:
        return Place(self.server.guild.id, self.server.channel.id, restricted=True)

    @property
    def digest(self) -> str:
        """Stands for all that the database holds."""
        with closing(sqlite3.connect(database(self.server))) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
            compared = [name for (name,) in names if name not in NOT_COMPARED]
            held = [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in compared]  # noqa: S608
        return hashlib.sha256(repr(held).encode()).hexdigest()

    def actor(self, role: str = "manager") -> Actor:
        """A member as the library knows them."""
        moderates = role in {"by role", "manager", "owner"}
        managing = role in {"manager", "owner"}
        return Actor(self.actors[role].id, self.server.guild.id, moderates, manager=managing)

    async def story(self, **header: str) -> int:
        """A story of the server's own, by the author."""
        return (await self.added(**header)).card.id

    async def added(self, **header: str) -> Added:
        """The same, with what can be undone; the manager added it."""
        draft = await self.draft("manager", Purpose.ADD, **header)
        return await self.library.adding.confirm(self.actor(), draft, self.place)

    async def draft(self, role: str = "proposer", purpose: Purpose = Purpose.PROPOSE, **header: str) -> int:
        """A draft that is ready to be sent or confirmed."""
        title = f"Weir Number {next(self._titles)}"
        data = story_file(title, unlike(title), **({"Author": AUTHOR} | header))
        actor, adding = self.actor(role), self.library.adding
        preview = await adding.read(actor, f"{title}.txt", data, self.place, purpose=purpose)
        await adding.permit(actor, preview.draft_id, Consent.OWN, "", self.place)
        return preview.draft_id

    async def sent(self) -> int:
        """A draft that was sent for review."""
        draft = await self.draft()
        await self.library.review.propose(self.actor("proposer"), draft, self.place)
        return draft

    async def proposal(self) -> int:
        """An item of the queue."""
        await self.sent()
        return await self._newest(ItemKind.PROPOSAL)

    async def held(self) -> int:
        """A held story's item. Nobody can add one that is held, but a stored one may come to be, as after an update."""
        story = await self.story()
        execute(self.server, "UPDATE story SET state = 'held', held_because = 'It has no rating.' WHERE id = ?", story)
        execute(self.server, "INSERT INTO outbox (story_id) VALUES (?)", story)
        await self.library.take_in()
        await self.library.review.sync(self.server.guild.id, curator=False)
        return await self._newest(ItemKind.HELD)

    async def reported(self) -> int:
        """A reported story's item."""
        reader = Actor(self.actors["member"].id, self.server.guild.id)
        await self.library.review.report(reader, await self.story(), ReportKind.BROKEN, "", self.place)
        return await self._newest(ItemKind.REPORT)

    async def claim(self) -> int:
        """The author's claim to one more name."""
        claim = await self.library.authors.claim(self.actor("author"), f"Pen {next(self._titles)}", "")
        return claim.id

    async def withdrawn(self) -> int:
        """A story that its author has withdrawn."""
        story = await self.story()
        await self.library.authors.withdraw(self.actor("author"), story, "", self.place)
        return story

    async def removal(self) -> int:
        """The number under which a story stands that somebody was asked about once more."""
        return await self.library.keep("remove", {"title": f"#{await self.story()}"})

    async def name(self) -> int:
        """The number under which the author's name is kept."""
        return await self.library.keep("wish", {"name": AUTHOR})

    async def archive(self) -> int:
        """The number under which the manager's ZIP is kept, which Discord no longer has."""
        whose = {"user": self.actors["manager"].id, "guild": self.server.guild.id}
        return await self.library.keep("unpack", {**whose, "name": "a.zip", "size": 1, "url": "https://cdn.example/a"})

    async def alias(self) -> dict[str, str]:
        """An alias of the server, as /alias remove takes it."""
        name = f"Nick {next(self._titles)}"
        await self.library.aliases.add(self.actor(), name, "Shikamaru Nara", self.place)
        return {"name": name}

    async def joinable(self) -> dict[str, str]:
        """Two characters of a story of the server's own, as /alias join takes them."""
        names = [f"Oren {unlike(str(next(self._titles))).split()[0]}" for _ in range(2)]
        await self.story(Characters=", ".join(names))
        return dict(zip(("one", "other"), names, strict=True))

    async def splittable(self) -> dict[str, str]:
        """Two spellings of one character, as /alias split takes them."""
        name = unlike(str(next(self._titles))).split()[0].capitalize()
        names = [f"Yuki {name}", f"Yuuki {name}"]
        for one in names:
            await self.story(Characters=one, Fandom="Naruto")
        return dict(zip(("one", "other"), names, strict=True))

    async def _newest(self, kind: ItemKind) -> int:
        waiting = await self.library.review.waiting(self.actor(), self.place, 0, 1000)
        return max(item.id for item in waiting.items if item.kind is kind)

    async def press(self, role: str, custom_id: str) -> Any:
        """Press a button with that custom id, wherever it comes from: the bot shows it to everybody."""
        channel = self.server.bot.get_channel(self.channels[role].id)
        row = discord.ui.ActionRow(discord.ui.Button(label="Press", custom_id=custom_id))
        message = await channel.send(view=Panel(row))
        return await self.actors[role].click(message, custom_id=custom_id)

    async def send(self, role: str, custom_id: str, **fields: Any) -> Any:
        """Send a form in, whoever opened it, as if from a message that everybody sees."""
        labels = [{"type": 18, "id": 1, "component": _field(name, value)} for name, value in fields.items()]
        data = {"custom_id": custom_id, "components": labels}
        channel, backend = self.channels[role], self.server.env.backend
        message = await self.server.bot.get_channel(channel.id).send(view=notice("A message with a button."))
        source = {"message": dict(message_payload(backend, backend.get_message(channel.id, message.id)))}
        kind = InteractionType.MODAL_SUBMIT
        return await _dispatch_actor_interaction(
            self.actors[role], kind, channel, data, extra=source, source_message_id=message.id
        )


def unlike(title: str) -> str:
    """A text that has no four words in common with another title's: a withdrawn story keeps out what is like it."""
    random = Random(title)
    words = ("".join(random.choice(SYLLABLES) for _ in range(3)) for _ in range(400))
    sentences = (" ".join(islice(words, 8)).capitalize() + "." for _ in range(50))
    return "\n\n".join(" ".join(islice(sentences, 5)) for _ in range(10))


def _field(name: str, value: Any) -> dict[str, Any]:
    """A select takes a list, a text input words."""
    kind = {"type": 3, "values": value} if isinstance(value, list) else {"type": 4, "value": value}
    return {"id": 100, "custom_id": name, **kind}


async def world_of(server: Server) -> World:
    """All of them, known for what they are."""
    world, guild, env = World(server), server.guild, server.env
    role = guild.create_role("Librarians", permissions=discord.Permissions.none())
    world.actors = {name: guild.add_member(env.create_user(name.replace(" ", "-"))) for name in ROLES[:4]}
    world.actors["by role"] = guild.add_member(env.create_user("librarian"), roles=[role])
    world.actors["manager"] = server.moderator
    world.actors["owner"] = MemberActor(env, guild, guild.owner)
    world.channels = dict.fromkeys(ROLES[:7], server.channel)
    await _another_server(world)
    await server.bot.library.servers.set(world.actor(), Setting.MODERATOR_ROLE, role.id)
    await server.bot.library.servers.set(world.actor(), Setting.PROPOSALS_A_DAY, 50)
    for name, called in (("author", AUTHOR), ("other author", OTHER)):
        await server.bot.library.authors.vouch(world.actor(), world.actors[name].id, called)
    for channel in (server.channel, world.channels["elsewhere"]):
        restrict(server, channel)
    await _show_all_commands(world)
    return world


async def _another_server(world: World) -> None:
    env = world.server.env
    guild = env.create_guild("The Other Reading Room")
    managers = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    world.actors["elsewhere"] = guild.add_member(env.create_user("stranger"), roles=[managers])
    world.neighbour = guild.add_member(env.create_user("neighbour"))
    world.channels["elsewhere"] = guild.create_text_channel("stories")
    await env.settle()


async def _show_all_commands(world: World) -> None:
    """As a server's administrators may: what Discord hides is a convenience, never a check."""
    shown = {actor: True for role, actor in world.actors.items() if role != "elsewhere"}
    for command in await world.server.bot.tree.fetch_commands():
        world.server.guild.set_command_permissions(command, shown)
