"""The preview of a draft: what was read, what is to be done before it can be confirmed, how it begins."""

from collections.abc import Sequence

import discord

from bot.corpus.story import Problem, State
from bot.library.actor import Actor
from bot.library.adding.answers import DraftState, Near, Preview, Purpose
from bot.ui.adding import buttons
from bot.ui.adding.buttons import Part
from bot.ui.base import Button, Layout, Panel, block, notice, rows
from bot.ui.cards import fact_lines, permission_words
from bot.ui.text import byline, counted, facts_line, listed, shown, title_line

Nearby = discord.ui.Section[Layout] | discord.ui.TextDisplay[Layout]

BULLET = "\n- "

ROOM = 4000
"""Most characters that a message shows (Discord's limit)."""

NEAR_SHOWN = 3
PROBLEMS_SHOWN = 3

BEGINNING = "**The first passage, as readers would see it**"

PURPOSES = {
    Purpose.ADD: "Nothing is shown to readers before you confirm.",
    Purpose.PROPOSE: "Nothing is shown to readers before a moderator approves it.",
    Purpose.EDIT: "Readers see the story as it was until you save.",
}

FINISHED = {Purpose.ADD: "confirmed", Purpose.PROPOSE: "sent", Purpose.EDIT: "saved"}
"""What is done to a draft in the end."""

CLOSED = {
    DraftState.WAITING: "It waits for the moderators.",
    DraftState.DONE: "This was confirmed.",
    DraftState.DECLINED: "The moderators declined it.",
    DraftState.DISCARDED: "This was thrown away.",
}


def preview_panel(preview: Preview, actor: Actor) -> Panel:
    """A draft, privately, with what its owner or a moderator can do with it."""
    told = [_heading(preview), "\n".join(_facts(preview)), *_to_heed(preview)]
    near = [_near(near, preview.draft_id) for near in preview.near[:NEAR_SHOWN]] if _can_aim(preview) else []
    room = ROOM - sum(map(len, told)) - sum(map(_length, near))
    passage = f"{BEGINNING}\n{preview.passage}" if preview.passage else ""
    fits = len(passage) <= room
    beginning = [passage] if fits else []
    controls = _controls(preview, actor, passage_fits=fits)
    return Panel(block(*told, *near, *beginning), *rows(*controls))


def label(preview: Preview) -> str:
    """A draft in a list of several."""
    if not preview.shown:
        return f"**A story rated {preview.story.rating.value}**\n-# It can be looked at in an age-restricted channel."
    can_be = FINISHED[preview.purpose]
    ready = f"can't be {can_be} yet" if preview.obstacles else f"can be {can_be}"
    facts = [preview.story.rating.value, counted(preview.words, "word"), ready]
    return f"**{title_line(preview.story, 130)}** {byline(preview.story, 90)}\n-# {' · '.join(facts)}"


def passage_panel(preview: Preview) -> Panel:
    """How a draft's story begins, where that is too long for the preview."""
    if not preview.passage:
        return notice("There's no text to show here.")
    heading = f"### {title_line(preview.story, 200)}\n{byline(preview.story, 160)}"
    return Panel(block(heading, preview.passage, f"-# {BEGINNING}"))


def _heading(preview: Preview) -> str:
    story, file = preview.story, shown(preview.file, 100)
    said = f"-# {CLOSED.get(preview.state) or PURPOSES[preview.purpose]}"
    if not preview.shown:
        return f"### Preview\n{said}"
    summary = f"\n{shown(story.summary.value, 300)}" if story.summary else ""
    read = f"-# Read from {file}. " if file and preview.purpose is not Purpose.EDIT else "-# "
    return f"## {title_line(story, 160)}\n{byline(story, 120)}{summary}\n{read}{said[3:]}"


def _facts(preview: Preview) -> list[str]:
    """What was read, fact by fact, each with where it comes from."""
    if not preview.shown:
        return [f"**Rating:** {preview.story.rating.value}"]
    length = [counted(preview.words, "word"), counted(preview.chapters, "chapter")] if preview.words else []
    return fact_lines(preview.story, ", ".join(length) or "no text: only a card", _permission(preview), share=0.55)


def _permission(preview: Preview) -> str:
    if preview.consent is None:
        is_stored = preview.purpose is Purpose.EDIT
        return permission_words(preview.story) if is_stored else "nobody has said yet why it may be shown"
    proof = f" ({shown(preview.proof, 100)})" if preview.proof else ""
    return preview.consent.value + proof


def _to_heed(preview: Preview) -> list[str]:
    """What the member should know, most pressing first; each group under its own heading."""
    groups = {
        f"Before it can be {FINISHED[preview.purpose]}": _lines(preview.obstacles, 700),
        "The author's wish": shown(preview.wish, 240),
        "Brings up to date": _target(preview),
        "Screening": _screening(preview),
        "In the file": _problems(preview.story.problems),
        "May be here already": _unseen(preview),
    }
    told = [f"**{heading}**\n{text}" for heading, text in groups.items() if text]
    return ["\n".join(told)] if told else []


def _lines(sentences: Sequence[str], room: int) -> str:
    """As many sentences as fit, one a line; how many more there are is said."""
    return f"- {listed(sentences, room, apart=BULLET)}" if sentences else ""


def _target(preview: Preview) -> str:
    if preview.target is None or preview.purpose is Purpose.EDIT:
        return ""
    card = preview.target
    return f"{title_line(card, 80)} {byline(card, 60)}. Readers keep their places in it."


def _screening(preview: Preview) -> str:
    """Why it's held or barred; the words that were found are covered until somebody wants to read them."""
    told = {State.HELD: "It would wait for a moderator's rating.", State.BARRED: "It can never be shown."}
    if preview.verdict.state not in told or not preview.shown:
        return ""
    return f"{told[preview.verdict.state]} ||{shown(preview.verdict.held_because, 200)}||"


def _problems(problems: Sequence[Problem]) -> str:
    lines = [f"line {problem.line}: {problem.message}" if problem.line else problem.message for problem in problems]
    more = f"\nand {len(lines) - PROBLEMS_SHOWN} more" if len(lines) > PROBLEMS_SHOWN else ""
    return "\n".join(shown(line, 80) for line in lines[:PROBLEMS_SHOWN]) + more


def _unseen(preview: Preview) -> str:
    if not preview.near_unseen or not _can_aim(preview):
        return ""
    return f"{counted(preview.near_unseen, 'story')} that can be shown in an age-restricted channel only: look there."


def _can_aim(preview: Preview) -> bool:
    return preview.state is DraftState.OPEN and preview.purpose is not Purpose.EDIT


def _near(near: Near, draft: int) -> Nearby:
    """A story that may be the same. Those of the operator's folder are brought up to date by their files alone."""
    card = near.card
    where = "comes with the operator's library" if card.guild_id is None else "is here"
    said = f"**{title_line(card, 80)}** {byline(card, 60)} {where}. It has {shown(near.why, 50)}."
    text = f"{said}\n-# {facts_line(card, 40)}"
    if card.guild_id is None:
        return discord.ui.TextDisplay(text)
    return discord.ui.Section(text, accessory=buttons.aim("Update this one", draft, card.id))


def _length(near: Nearby) -> int:
    return near.content_length() if isinstance(near, discord.ui.Section) else len(near.content)


def _controls(preview: Preview, actor: Actor, *, passage_fits: bool) -> list[list[Button]]:
    """What can be done, in rows; nothing with a draft that is decided."""
    draft = preview.draft_id
    look = [] if passage_fits else [buttons.passage(draft)]
    if preview.state not in {DraftState.OPEN, DraftState.WAITING}:
        return [look] if look else []
    parts = list(Part) if preview.shown else [Part.RATING]
    mend = [buttons.mend(part, draft) for part in parts]
    is_theirs = preview.user_id == actor.user_id
    finish = [_finish(preview), buttons.discard(draft)] if is_theirs and preview.state is DraftState.OPEN else []
    return [group for group in (mend, [*_other(preview), *look], finish) if group]


def _other(preview: Preview) -> list[Button]:
    aimed = _can_aim(preview) and preview.target is not None
    return [buttons.aim("It's another story", preview.draft_id)] if aimed else []


def _finish(preview: Preview) -> Button:
    blocked = bool(preview.obstacles)
    if preview.purpose is Purpose.PROPOSE:
        return buttons.propose(preview.draft_id, disabled=blocked)
    return buttons.confirm(preview.purpose, preview.draft_id, disabled=blocked)
