"""What is known of a reader, told to them alone, with what changes or deletes it."""

import json

from bot.library.taste.kinds import SHELF, Known, Said
from bot.ui.asker import Asker
from bot.ui.base import Panel, as_file, notice
from bot.ui.taste import buttons
from bot.ui.taste.shelf import NAMES
from bot.ui.text import counted

NOTHING = "**Nothing is kept of you.** Press Like on a story's card, and lists that are made for you start from it."

HISTORY = {
    True: "Reading history is **on**: a story that you open goes to Reading, if it's on no list yet.",
    False: "Reading history is **off**: opening a story leaves no trace.",
}

SHARING = {
    True: "Lists for several of this server **count you in**. Nobody is named, and what you like is not shown.",
    False: "Lists for several of this server **don't count you in**.",
}

SURE = """\
**Forget all that is kept of your taste?** Deleted at once, in every server: what you like, your shelf, your block \
list, what was recommended to you, your agreements, and your part in what recommendations have learned. This can't \
be undone.

-# What you did with stories of your own or as a moderator isn't part of it: the operator deletes that on request."""

FILE = "kept-of-you.json"

DOWNLOADED = "Every row that is kept of your taste. Stories that can't be shown in this channel have a number only."

FORGOTTEN = "**Forgotten.** Nothing of your taste is kept any more, and recommendations know nothing of it."


async def taste_panel(asker: Asker, done: str = "") -> Panel:
    """What is known of the reader; `done` is what was just done, in ready Markdown."""
    known = await asker.library.taste.known(asker.place, asker.reader)
    lines = [*([done] if done else []), *_lines(known)]
    choices = [
        buttons.history(on=not known.history),
        buttons.share(on=not known.shares_here),
        buttons.blocks("My block list", 0),
    ]
    ways = [
        buttons.shelf(Said.TO_READ, 0, "My shelf"),
        *([buttons.download(), buttons.forget()] if known.is_anything else []),
    ]
    return notice("\n".join(lines), choices, ways)


def _lines(known: Known) -> list[str]:
    if not known.is_anything:
        return [NOTHING, HISTORY[False], SHARING[False]]
    shelf = [f"{NAMES[said]}: {known.shelf[said]:,}" for said in SHELF if known.shelf.get(said)]
    opened = f" ({known.opened:,} of them by reading history)" if known.opened else ""
    others = [
        f"- {counted(known.shelf[Said.NOT_FOR_ME], 'story')} not for you" if known.shelf.get(Said.NOT_FOR_ME) else "",
        f"- {counted(known.blocks, 'entry')} on your block list" if known.blocks else "",
        f"- the last {counted(known.recommended, 'story')} recommended to you, so that they don't repeat"
        if known.recommended
        else "",
        f"- that you asked for what is new on {known.visited_at.day} {known.visited_at:%B %Y}"
        if known.visited_at
        else "",
    ]
    elsewhere = known.shares - known.shares_here
    more = [f"- {counted(elsewhere, 'other server')} whose lists for several count you in"] if elsewhere else []
    told = [f"- {', '.join(shelf)}{opened}"] if shelf else []
    kept = ["**What is kept of you, and used for your recommendations alone:**", *told, *filter(None, others), *more]
    return [*kept, HISTORY[known.history], SHARING[known.shares_here]]


async def download_panel(asker: Asker) -> Panel:
    """All that is kept of the reader, as a file for them alone."""
    rows = await asker.library.taste.everything(asker.place, asker.reader)
    text = json.dumps(rows, ensure_ascii=False, indent=2, default=str)
    return notice(DOWNLOADED, [buttons.taste()], files=[as_file(FILE, text)])


def sure_panel() -> Panel:
    """Whether to forget, asked once more."""
    return notice(SURE, [buttons.forgotten(), buttons.taste("Keep it")])


def forgotten_panel() -> Panel:
    """That it's done."""
    return notice(FORGOTTEN)
