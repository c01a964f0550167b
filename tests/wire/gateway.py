"""The loopback Discord's gateway: identify, heartbeat, numbered events, resume after a dropped socket."""

import asyncio
import json
from typing import Any

from aiohttp import WSMsgType, web

from tests.wire.world import APPLICATION, BOT_USER, GUILD, Json, World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, HELLO, ACK = 0, 1, 2, 6, 7, 10, 11
SESSION = "loopback-session"


class Gateway:
    """One bot's session. Events sent while its socket is down wait and are replayed on RESUME."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""
        self.events: list[Json] = []
        self.resumed = 0
        self.identified = asyncio.Event()
        self._socket: web.WebSocketResponse | None = None

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """A connection of the bot's, until either side closes it."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41_250}})
        async for received in socket:
            if received.type is WSMsgType.TEXT:
                await self._answer(socket, json.loads(received.data))
        return socket

    async def _answer(self, socket: web.WebSocketResponse, payload: Json) -> None:
        if payload["op"] == HEARTBEAT:
            await socket.send_json({"op": ACK})
        elif payload["op"] == IDENTIFY:
            self._socket = socket
            await self.dispatch("READY", self._ready())
            await self.dispatch("GUILD_CREATE", self.world.guild())
            self.identified.set()
        elif payload["op"] == RESUME:
            self._socket = socket
            self.resumed += 1
            for event in self.events[payload["d"]["seq"] :]:
                await socket.send_json(event)
            await self.dispatch("RESUMED", {})

    def _ready(self) -> Json:
        return {
            "v": 10,
            "user": BOT_USER,
            "guilds": [{"id": str(GUILD), "unavailable": True}],
            "session_id": SESSION,
            "resume_gateway_url": self.url,
            "application": {"id": str(APPLICATION), "flags": 0},
        }

    async def dispatch(self, name: str, data: Any) -> None:
        """Send an event; it's remembered, so that a RESUME can ask for it."""
        event = {"op": DISPATCH, "t": name, "s": len(self.events) + 1, "d": data}
        self.events.append(event)
        if self._socket is not None and not self._socket.closed:
            await self._socket.send_json(event)

    async def drop(self) -> None:
        """Cut the connection, as a network fault does; the session lives on."""
        socket, self._socket = self._socket, None
        assert socket is not None
        await socket.close(code=4000)
