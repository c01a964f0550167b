"""The loopback Discord's HTTP API: log in, register commands, answer interactions, edit replies; faults on demand."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.support.discord_rules import complaints
from tests.wire.gateway import Gateway
from tests.wire.world import APPLICATION, APPLICATION_OBJECT, BOT_USER, TIME, Json, World, message, snowflake

PREFIX = "/api/v10"
DEADLINE_SECONDS = 3.0
EPHEMERAL, LOADING = 1 << 6, 1 << 7
DEFERRED = {5, 6}

BODY, FILES = web.RequestKey("body", Any), web.RequestKey("files", dict[str, bytes])


@dataclass
class Interaction:
    """Something a member did, and everything the bot answered."""

    id: int
    token: str
    channel: int
    payload: Json
    sent_at: float = field(default_factory=time.monotonic)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    callback: Json | None = None
    reply: Json | None = None
    followups: list[Json] = field(default_factory=list)
    edits: int = 0
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def visible_replies(self) -> int:
        """How many messages the member sees because of it."""
        return (self.reply is not None) + len(self.followups)


@dataclass(frozen=True)
class Fault:
    """What one request gets in place of an answer."""

    status: int
    retry_after: float = 0.0


class LoopbackDiscord:
    """Discord on a loopback port. `refused` collects what it found wrong with the bot's requests."""

    def __init__(self, world: World, token: str) -> None:
        self.world = world
        self.token = token
        self.gateway = Gateway(world)
        self.commands: list[Json] = []
        self.interactions: dict[str, Interaction] = {}
        self.refused: list[str] = []
        self.requests: list[tuple[str, str]] = []
        self.posted: dict[str, Json] = {}
        """Messages that the bot sent into channels, by their ids."""
        self.faults: list[tuple[str, Fault]] = []
        self.base = ""
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen on any free loopback port."""
        app = web.Application(middlewares=[self._judge], client_max_size=32 * 1024 * 1024)
        app.router.add_get("/gateway/", self.gateway.handle)
        for method, path, handler in self._routes():
            app.router.add_route(method, PREFIX + path, handler)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.base = f"http://127.0.0.1:{port}{PREFIX}"
        self.gateway.url = f"ws://127.0.0.1:{port}/gateway/"

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    def fail_next(self, route: str, *faults: Fault) -> None:
        """The next requests whose path matches `route` get these faults, one each, and leave no trace."""
        self.faults += [(route, fault) for fault in faults]

    def _routes(self) -> list[tuple[str, str, Callable[[web.Request], Awaitable[web.StreamResponse]]]]:
        commands = f"/applications/{APPLICATION}/commands"
        return [
            ("GET", "/users/@me", constant(BOT_USER)),
            ("GET", "/oauth2/applications/@me", constant(APPLICATION_OBJECT)),
            ("GET", commands, self._get_commands),
            ("PUT", commands, self._put_commands),
            ("PUT", f"/applications/{APPLICATION}/guilds/{{guild}}/commands", self._put_commands),
            ("POST", "/interactions/{id}/{token}/callback", self._callback),
            ("POST", "/channels/{channel}/messages", self._post),
            ("PATCH", "/channels/{channel}/messages/{id}", self._change),
            ("POST", f"/webhooks/{APPLICATION}/{{token}}", self._followup),
            ("PATCH", f"/webhooks/{APPLICATION}/{{token}}/messages/{{which}}", self._edit),
            ("GET", f"/webhooks/{APPLICATION}/{{token}}/messages/@original", self._original),
            ("DELETE", f"/webhooks/{APPLICATION}/{{token}}/messages/{{which}}", self._delete),
        ]

    @web.middleware
    async def _judge(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        path = request.path.removeprefix(PREFIX)
        if not request.path.startswith(PREFIX):
            return await handler(request)
        self.requests.append((request.method, path))
        if request.headers.get("Authorization", f"Bot {self.token}") != f"Bot {self.token}":
            return await answer({"message": "401: Unauthorized", "code": 0}, status=401)
        if fault := self._fault(path):
            return await fault_answer(fault)
        request[BODY], request[FILES] = await read_body(request)
        self.refused += [f"{request.method} {path}: {one}" for one in complaints(request.method, path, request[BODY])]
        try:
            return await handler(request)
        except ConnectionError:
            raise
        except Exception as error:
            # discord.py would try again after a while, and nobody would know.
            self.refused.append(f"{request.method} {path}: {error!r}")
            raise

    def _fault(self, path: str) -> Fault | None:
        for index, (route, fault) in enumerate(self.faults):
            if re.search(route, path):
                del self.faults[index]
                return fault
        return None

    async def _get_commands(self, _: web.Request) -> web.StreamResponse:
        return await answer(self.commands)

    async def _put_commands(self, request: web.Request) -> web.StreamResponse:
        defaults = {"version": "1", "application_id": str(APPLICATION), "default_member_permissions": None, "type": 1}
        defaults["description"] = ""  # commands in menus have none of their own
        self.commands = [{**defaults, "id": str(snowflake()), **command} for command in request[BODY]]
        return await answer(self.commands)

    async def _callback(self, request: web.Request) -> web.StreamResponse:
        interaction = self.interactions[request.match_info["token"]]
        if interaction.callback is not None:
            return await answer({"code": 40060, "message": "Interaction has already been acknowledged."}, status=400)
        if time.monotonic() - interaction.sent_at > DEADLINE_SECONDS:
            return await answer({"code": 10062, "message": "Unknown interaction"}, status=404)
        body: Json = request[BODY]
        interaction.callback, interaction.files = body, request[FILES]
        kind, data = body["type"], body.get("data") or {}
        resource: Json = {"type": kind}
        if kind in {4, 5}:
            flags = (data.get("flags") or 0) | (LOADING if kind in DEFERRED else 0)
            interaction.reply = message(snowflake(), interaction.channel, {**data, "flags": flags})
            resource["message"] = interaction.reply
        elif kind == 7:
            interaction.payload["message"] |= data
            interaction.edits += 1
            resource["message"] = interaction.payload["message"]
        if kind not in DEFERRED:
            interaction.answered.set()
        return await answer({"interaction": {"id": str(interaction.id), "type": 2}, "resource": resource})

    async def _post(self, request: web.Request) -> web.StreamResponse:
        """A nonce that must be the only one gives the message that has it already."""
        channel, body = request.match_info["channel"], request[BODY]
        nonce = (channel, body.get("nonce"))
        same = [one for one in self.posted.values() if (one["channel_id"], one["nonce"]) == nonce]
        if same and body.get("enforce_nonce"):
            return await answer(same[0])
        sent = {**message(snowflake(), int(channel), body), "nonce": body.get("nonce")}
        self.posted[sent["id"]] = sent
        return await answer(sent)

    async def _change(self, request: web.Request) -> web.StreamResponse:
        shown = self.posted.get(request.match_info["id"])
        if shown is None:
            return await answer({"code": 10008, "message": "Unknown Message"}, status=404)
        self._show(shown, request[BODY])
        return await answer(shown)

    async def _followup(self, request: web.Request) -> web.StreamResponse:
        interaction = self.interactions[request.match_info["token"]]
        interaction.files |= request[FILES]
        if interaction.reply is not None and interaction.reply["flags"] & LOADING:
            self._show(interaction.reply, request[BODY])
            interaction.answered.set()
            return await answer(interaction.reply)
        sent = message(snowflake(), interaction.channel, request[BODY])
        interaction.followups.append(sent)
        interaction.answered.set()
        return await answer(sent)

    async def _edit(self, request: web.Request) -> web.StreamResponse:
        interaction = self.interactions[request.match_info["token"]]
        interaction.files |= request[FILES]
        shown = interaction.reply or interaction.payload.get("message")
        if shown is None:
            return await answer({"code": 10008, "message": "Unknown Message"}, status=404)
        self._show(shown, request[BODY])
        interaction.edits += 1
        interaction.answered.set()
        return await answer(shown)

    async def _original(self, request: web.Request) -> web.StreamResponse:
        interaction = self.interactions[request.match_info["token"]]
        return await answer(interaction.reply or interaction.payload["message"])

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        interaction = self.interactions[request.match_info["token"]]
        interaction.payload.pop("message", None)
        interaction.answered.set()
        return web.Response(status=204)

    @staticmethod
    def _show(shown: Json, body: Json) -> None:
        shown |= {key: value for key, value in body.items() if key in {"content", "components", "attachments"}}
        shown["flags"] = (shown["flags"] | (body.get("flags") or 0)) & ~LOADING
        shown["edited_timestamp"] = TIME


async def read_body(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    """The JSON of a request and its files, by name."""
    if not request.can_read_body:
        return None, {}
    if request.content_type != "multipart/form-data":
        return await request.json(), {}
    parts = await request.post()
    uploads = {part.filename: part.file.read() for part in parts.values() if isinstance(part, web.FileField)}
    return json.loads(str(parts["payload_json"])), uploads


async def answer(body: Any, status: int = 200, **headers: str) -> web.Response:
    """JSON with exactly the content type and the rate-limit headers that Discord sends."""
    limits = {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "49", "X-RateLimit-Reset-After": "1"}
    return web.Response(
        body=json.dumps(body).encode(), status=status, headers={"Content-Type": "application/json", **limits, **headers}
    )


def constant(body: Any) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """A handler that always answers the same."""

    async def handle(_: web.Request) -> web.StreamResponse:
        return await answer(body)

    return handle


async def fault_answer(fault: Fault) -> web.Response:
    """An error as Discord words it; a 429 passes through its proxy and says so."""
    if fault.status == 429:
        body = {"message": "You are being rate limited.", "retry_after": fault.retry_after, "global": False}
        return await answer(body, 429, Via="1.1 loopback", **{"Retry-After": str(fault.retry_after)})
    return await answer({"message": "Server error", "code": 0}, fault.status)
