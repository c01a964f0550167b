"""What a server's moderators have set, and whether Ficus can do what the settings ask of it."""

from collections.abc import Iterable

import discord

from bot.errors import RefusedError
from bot.library.servers import ServerSettings, Setting
from bot.ui.asker import Asker, asker_of, is_restricted
from bot.ui.base import Button, Panel, Way, deliver, notice, on_press
from bot.ui.buttons import button

Channel = discord.TextChannel | discord.Thread

UNSET = r"unset:(?P<kind>[a-z_]{1,30})"

CHANNELS = {Setting.REVIEW_CHANNEL: "review channel", Setting.HISTORY_CHANNEL: "history channel"}

REMOVED = {**CHANNELS, Setting.MODERATOR_ROLE: "moderator role"}
"""What can be set to nothing, and how its button calls it."""


def settings_panel(guild: discord.Guild, settings: ServerSettings) -> Panel:
    """What is set, what that means, and what stands in its way."""
    role = f"<@&{settings.moderator_role}>, besides members with Manage Server" if settings.moderator_role else ""
    lines = [
        "### Settings of this server",
        f"**Review channel:** {_channel(settings.review_channel) or 'none: /review list shows what waits'}",
        f"**History channel:** {_channel(settings.history_channel) or 'none: /history shows it'}",
        f"**Proposals a day:** {settings.proposals_a_day} of each member{_none_taken(settings)}",
        f"**Reports to hold:** {settings.reports_to_hold} members' reports hide a story until a moderator has looked",
        f"**Moderators:** {role or 'members with Manage Server'}",
        *_remarks(guild, settings),
        "-# To change something, type /settings with an option.",
    ]
    return notice("\n".join(lines), [unset_button(setting) for setting in REMOVED if getattr(settings, setting)])


def unset_button(setting: Setting) -> Button:
    """Set a channel or role to nothing."""
    return button(f"No {REMOVED[setting]}", "unset", setting.value)


def _channel(channel_id: int | None) -> str:
    return f"<#{channel_id}>" if channel_id else ""


def _none_taken(settings: ServerSettings) -> str:
    return ", so none are taken" if not settings.proposals_a_day else ""


def _remarks(guild: discord.Guild, settings: ServerSettings) -> Iterable[str]:
    for setting, name in CHANNELS.items():
        channel_id: int | None = getattr(settings, setting)
        if channel_id is not None:
            yield from (f"- {remark}" for remark in _channel_remarks(guild, channel_id, name))
    if settings.moderator_role:
        yield (
            "- Discord shows moderators' commands to members with Manage Server only. To show them to the role too: "
            "Server Settings, Integrations, Ficus."
        )


def _channel_remarks(guild: discord.Guild, channel_id: int, name: str) -> Iterable[str]:
    channel = guild.get_channel_or_thread(channel_id)
    if not isinstance(channel, Channel):
        yield f"The {name} is gone or hidden from Ficus. Choose another one."
        return
    if missing := missing_in(channel):
        yield f"Ficus can't use the {name} now: it lacks {_and(missing)} there."
    if not is_restricted(guild, channel):
        yield (
            f"The {name} isn't age-restricted: stories rated Mature, Explicit or Not Rated stand there without title "
            "and text."
        )


def missing_in(channel: Channel) -> list[str]:
    """The permissions that Ficus needs for writing in a channel and hasn't got, by Discord's names for them."""
    allowed = channel.permissions_for(channel.guild.me)
    in_thread = isinstance(channel, discord.Thread)
    needed = {
        "View Channel": allowed.view_channel,
        "Send Messages in Threads" if in_thread else "Send Messages": (
            allowed.send_messages_in_threads if in_thread else allowed.send_messages
        ),
    }
    return [name for name, has in needed.items() if not has]


def require_writable(guild: discord.Guild, channel_id: int) -> None:
    """Raises RefusedError, which names what Ficus lacks in the channel."""
    channel = guild.get_channel_or_thread(channel_id)
    if not isinstance(channel, Channel):
        raise RefusedError(
            f"Ficus can't see <#{channel_id}>. Give it the permission View Channel there, then try again."
        )
    if missing := missing_in(channel):
        raise RefusedError(
            f"Ficus can't write in <#{channel_id}>. Give it the permission {_and(missing)} there, then try again."
        )


def _and(names: list[str]) -> str:
    return " and ".join(names)


def guild_of(interaction: discord.Interaction) -> discord.Guild:
    """The server. Raises RefusedError while Discord hasn't told of it."""
    if interaction.guild is None:
        raise RefusedError("Discord hasn't told Ficus of this server yet. Try again in a minute.")
    return interaction.guild


async def changed_panel(interaction: discord.Interaction, changes: dict[Setting, int | None]) -> Panel:
    """Set what is to be set, in this order, unless a channel can't be used; then how things stand.

    Raises NotAllowedError, RefusedError.
    """
    asker, guild = await asker_of(interaction), guild_of(interaction)
    for setting in CHANNELS:
        if (channel_id := changes.get(setting)) is not None:
            require_writable(guild, channel_id)
    for setting, value in changes.items():
        await asker.library.servers.set(asker.actor, setting, value)
    return settings_panel(guild, _settings(asker))


def _settings(asker: Asker) -> ServerSettings:
    return asker.library.servers.get(asker.place.guild_id)


@on_press(UNSET)
async def unset(interaction: discord.Interaction, *, kind: str) -> None:
    """Set something to nothing."""

    async def coming() -> Panel:
        if kind not in REMOVED:
            raise RefusedError("That setting is no more. Type /settings to see those that are.")
        return await changed_panel(interaction, {Setting(kind): None})

    await deliver(interaction, coming(), Way.IN_PLACE)
