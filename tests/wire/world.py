"""The little that the loopback Discord knows: one server, its channels, two members; as the API shows them."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

Json = dict[str, Any]

APPLICATION, GUILD, MODERATOR_ROLE = 100, 200, 210
READER, MODERATOR, SECOND_MODERATOR = 301, 302, 303
OPEN, RESTRICTED, THREAD_OF_RESTRICTED, THREAD_OF_OPEN = 401, 402, 403, 404
TEXT_CHANNEL, PUBLIC_THREAD = 0, 11
TIME = "2026-01-01T00:00:00+00:00"
VIEW_AND_SEND, MANAGE_SERVER = 1 << 10 | 1 << 11, 1 << 5
AGE_RESTRICTED_GUILD = 3

_ids = count(10**17)


def snowflake() -> int:
    """A new id."""
    return next(_ids)


def user(identity: int, name: str, *, is_bot: bool = False) -> Json:
    """A user object."""
    return {
        "id": str(identity),
        "username": name,
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": is_bot,
    }


BOT_USER = user(APPLICATION, "Ficus", is_bot=True)
APPLICATION_OBJECT: Json = {
    "id": str(APPLICATION),
    "name": "Ficus",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "0" * 64,
    "owner": user(1, "operator"),
    "flags": 0,
}


@dataclass
class World:
    """The server. `guild_is_restricted` marks all of it age-restricted."""

    guild_is_restricted: bool = False
    names: dict[int, str] = field(
        default_factory=lambda: {READER: "reader", MODERATOR: "moderator", SECOND_MODERATOR: "second"}
    )

    def member(self, identity: int) -> Json:
        """A member object as interactions carry it, with the permissions in the channel."""
        moderates = identity in {MODERATOR, SECOND_MODERATOR}
        return {
            "user": user(identity, self.names[identity]),
            "roles": [str(MODERATOR_ROLE)] if moderates else [],
            "joined_at": TIME,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": str(VIEW_AND_SEND | (MANAGE_SERVER if moderates else 0)),
        }

    def channel(self, identity: int) -> Json:
        """A channel object; threads name their parent and carry no age restriction of their own."""
        base: Json = {"id": str(identity), "guild_id": str(GUILD), "name": f"channel-{identity}", "permissions": "3072"}
        if identity in {OPEN, RESTRICTED}:
            restricted = identity == RESTRICTED
            return {**base, "type": TEXT_CHANNEL, "position": 0, "permission_overwrites": [], "nsfw": restricted}
        parent = RESTRICTED if identity == THREAD_OF_RESTRICTED else OPEN
        metadata = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": TIME, "locked": False}
        counts = {"message_count": 0, "member_count": 1, "owner_id": str(READER)}
        return {**base, **counts, "type": PUBLIC_THREAD, "parent_id": str(parent), "thread_metadata": metadata}

    def guild(self) -> Json:
        """The server as GUILD_CREATE shows it."""
        everyone = {"id": str(GUILD), "name": "@everyone", "permissions": str(VIEW_AND_SEND)}
        moderators = {"id": str(MODERATOR_ROLE), "name": "Moderators", "permissions": str(MANAGE_SERVER)}
        role = {"color": 0, "colors": {"primary_color": 0}, "hoist": False, "position": 0, "managed": False, "flags": 0}
        return {
            "id": str(GUILD),
            "name": "The reading room",
            "owner_id": "1",
            "nsfw_level": AGE_RESTRICTED_GUILD if self.guild_is_restricted else 0,
            "roles": [{**role, "mentionable": False, **one} for one in (everyone, moderators)],
            "channels": [self.channel(OPEN), self.channel(RESTRICTED)],
            "threads": [self.channel(THREAD_OF_RESTRICTED), self.channel(THREAD_OF_OPEN)],
            "members": [{**self.member(READER), "user": BOT_USER}],
            "member_count": 3,
            "emojis": [],
            "stickers": [],
            "features": [],
            "preferred_locale": "en-US",
            "premium_tier": 0,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "system_channel_flags": 0,
            "large": False,
            "unavailable": False,
            "joined_at": TIME,
        }


def message(identity: int, channel: int, body: Json) -> Json:
    """A message object of the bot's, as Discord answers it."""
    return {
        "id": str(identity),
        "channel_id": str(channel),
        "author": BOT_USER,
        "content": body.get("content") or "",
        "components": body.get("components") or [],
        "attachments": body.get("attachments") or [],
        "embeds": [],
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "timestamp": TIME,
        "edited_timestamp": None,
        "tts": False,
        "pinned": False,
        "type": 20,
        "flags": body.get("flags") or 0,
    }
