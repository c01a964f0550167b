"""A server's dictionary of names: what was added or decided, who was taken for whom, and the list of it all."""

from collections.abc import Sequence

from bot.library.aliases.answers import AddedAlias, AliasPage, Decided, Line, Person, ruling_label
from bot.search.aliases import Verdict
from bot.ui import buttons
from bot.ui.again import Wishes, keep, offers
from bot.ui.asker import Asker
from bot.ui.base import Button, Panel, notice
from bot.ui.text import counted, listed, shown

SIZE = 20
"""Lines of one page of the list."""

SURE = "sure"
"""The wish that says that a moderator means it, whatever the doubts."""

NAME_LIMIT, MEANING_LIMIT = 60, 90
SPELLINGS_ROOM = 1500
"""Characters of all people's spellings together."""
ROOM = 500


async def add_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001 - nothing to page through
    """Add an alias, or ask once more. Raises NotFoundError, AmbiguousError, with what the moderator may have meant."""
    added = await asker.library.aliases.add(
        asker.actor, wishes.get("alias", ""), wishes.get("means", ""), asker.place, sure=SURE in wishes
    )
    name, meaning = shown(added.alias.text, NAME_LIMIT), shown(added.meaning, 2 * MEANING_LIMIT)
    if added.doubts:
        doubts = "\n".join(f"- {shown(doubt, 300)}" for doubt in added.doubts)
        asked = f"{doubts}\nShall **{name}** stand for **{meaning}** in this server all the same?"
        yes = await offers(asker, "alias", {"Yes, add it": {**wishes, SURE: "yes"}})
        return notice(asked, yes)
    told = f"**{name}** stands for **{meaning}** in this server now: {_stories(added)}."
    if added.instead_of:
        told += f"\n-# Before, it stood for {shown(added.instead_of, MEANING_LIMIT)}."
    return notice(told, await _take_back(asker, added.alias.text))


def _stories(added: AddedAlias) -> str:
    both = " name both" if len(added.alias.means) > 1 else ""
    return f"{counted(added.stories, 'story')}{both if added.stories != 1 else both.replace('name', 'names')}"


async def remove_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001
    """Remove an alias or a decision. Raises NotFoundError with what comes close."""
    gone = await asker.library.aliases.remove(asker.actor, wishes.get("name", ""), asker.place)
    return notice(f"Removed: **{shown(gone, 200)}**. It means nothing of its own in this server any more.")


async def join_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001
    """Make two names one person."""
    decided = await asker.library.aliases.join(asker.actor, wishes.get("one", ""), wishes.get("other", ""), asker.place)
    return await _decided_panel(asker, decided)


async def split_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:  # noqa: ARG001
    """Make two spellings two people."""
    decided = await asker.library.aliases.split(
        asker.actor, wishes.get("one", ""), wishes.get("other", ""), asker.place
    )
    return await _decided_panel(asker, decided)


async def list_panel(asker: Asker, wishes: Wishes, first: int = 0) -> Panel:
    """The dictionary, or all that is known of one name."""
    if "name" in wishes:
        return await _about_panel(asker, wishes.get("name", ""))
    page = await asker.library.aliases.page(asker.actor, asker.place, first, SIZE)
    if not page.lines:
        return notice("\n".join(["This server has no aliases yet. Add one with /alias add.", *_hidden(page)]))
    last = page.first + len(page.lines)
    which = f", {page.first + 1} to {last}" if len(page.lines) < page.total else ""
    lines = [f"### Names in this server ({page.total}{which})", *map(_line, page.lines), *_hidden(page)]
    if len(page.lines) == page.total:
        return notice("\n".join(lines))
    number = await keep(asker, "aliases", wishes)
    turners = [
        buttons.again(label, "aliases", number, asker.owner, first=at, disabled=not 0 <= at < page.total)
        for label, at in (("Previous", page.first - SIZE), ("Next", page.first + SIZE))
    ]
    return notice("\n".join(lines), turners)


def _line(line: Line) -> str:
    told = shown(line.meaning, MEANING_LIMIT) if line.meaning else "means nothing that can be shown in this channel"
    return f"- **{shown(line.name, NAME_LIMIT)}**: {told}"


def _hidden(page: AliasPage) -> list[str]:
    if not page.hidden:
        return []
    return [f"-# {counted(page.hidden, 'decision')} on names that can't be shown in this channel."]


async def _about_panel(asker: Asker, name: str) -> Panel:
    about = await asker.library.aliases.about(asker.actor, name, asker.place)
    lines = list(_people(about.people))
    lines += [f"Aliases: {listed(about.aliases, ROOM)}"] if about.aliases else []
    lines += [f"Decisions: {listed(about.decisions, ROOM)}"] if about.decisions else []
    return notice("\n".join([*lines, "-# /alias join makes two names one person, /alias split two spellings two."]))


async def _decided_panel(asker: Asker, decided: Decided) -> Panel:
    return notice("\n".join(_decided_lines(decided)), await _take_back(asker, ruling_label(decided.ruling)))


def _decided_lines(decided: Decided) -> list[str]:
    names = [f"**{shown(name.text, NAME_LIMIT)}**" for name in decided.ruling.names]
    what = "one person" if decided.ruling.verdict is Verdict.ONE else "two people"
    lines = [f"{' and '.join(names)} are {what} in this server now.", *_people(decided.people)]
    if decided.together:
        lists = "lists" if decided.together == 1 else "list"
        lines.append(f"-# {counted(decided.together, 'story')} {lists} both names side by side: are they one?")
    return lines


def _people(people: Sequence[Person]) -> list[str]:
    """What was taken as the same: every spelling with its stories."""
    return [
        f"**{shown(person.label, NAME_LIMIT)}**, {counted(person.stories, 'story')}: "
        + listed(
            (f"{one.text} ({one.stories}{'' if one.stated else ', only found in texts'})" for one in person.spellings),
            SPELLINGS_ROOM // len(people),
        )
        for person in people
    ]


async def _take_back(asker: Asker, name: str) -> list[Button]:
    return await offers(asker, "unalias", {"Take it back": {"name": name}})


PANELS = {
    "alias": add_panel,
    "unalias": remove_panel,
    "aliases": list_panel,
    "join": join_panel,
    "split": split_panel,
}
"""The commands by what their questions are kept as."""
