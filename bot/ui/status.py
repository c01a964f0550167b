"""The library at a glance, for moderators."""

import io
from collections.abc import Sequence

import discord

from bot.corpus.story import Rating
from bot.library.answers import FileProblem, LoadReport, Status
from bot.ui.base import Layout, Panel, block
from bot.ui.people import ago
from bot.ui.text import counted, shown

PROBLEMS_SHOWN = 8
PROBLEMS_FILE = "problems.txt"


def status_panel(status: Status) -> Panel:
    """Counts by state and rating, the last load and its problems; those that don't fit come as a file."""
    states = [f"- {state.value}: {number:,}" for state, number in status.by_state.items()]
    apart = {"listed, but with a file that is gone": status.gone, "hidden in this server": status.hidden}
    gone = [f"- {what}: {number:,}" for what, number in apart.items() if number]
    ranks = {rating.value: rank for rank, rating in enumerate(Rating)}
    by_rating = sorted(status.by_rating.items(), key=lambda item: ranks.get(item[0], len(ranks)))
    ratings = [f"- {shown(rating, 40)}: {number:,}" for rating, number in by_rating]
    files = _all_problems(status.last_load)
    return Panel(
        block(
            "## The library",
            "\n".join(["**Stories by state**", *(states or ["- none"]), *gone]),
            _waiting(status),
            "\n".join(["**Listed stories by rating**", *ratings]) if ratings else "",
            *_load(status.last_load),
        ),
        *(discord.ui.File[Layout](file) for file in files),
        files=files,
    )


def _waiting(status: Status) -> str:
    """What waits for moderators, and since when."""
    if status.waiting_since is None:
        return ""
    lines = [f"- {shown(kind, 40)}: {number:,}" for kind, number in status.waiting.items()]
    heading = f"**Waiting for a moderator**, the oldest since {ago(status.waiting_since)}: see /review list"
    return "\n".join([heading, *lines])


def _load(report: LoadReport | None) -> list[str]:
    if report is None:
        return ["**Last load:** none yet"]
    when = f" <t:{int(report.finished.timestamp())}:f>," if report.finished else ""
    counts = {
        "new": report.new,
        "changed": report.changed,
        "gone": report.gone,
        "renamed": report.renamed,
        "unchanged": report.unchanged,
        "unreadable": len(report.unreadable),
    }
    said = ", ".join(f"{number:,} {what}" for what, number in counts.items() if number) or "no files"
    heading = f"**Last load:**{when} {report.seconds:.1f} seconds: {said}"
    return [heading, _problems("Unreadable files", report.unreadable), _problems("Notices", report.notices)]


def _problems(heading: str, problems: Sequence[FileProblem]) -> str:
    if not problems:
        return ""
    lines = [f"- {_where(problem)}: {shown(problem.message, 120)}" for problem in problems[:PROBLEMS_SHOWN]]
    rest = len(problems) - len(lines)
    more = [f"and {counted(rest, 'more problem')}: see {PROBLEMS_FILE}"] if rest else []
    return "\n".join([f"**{heading}**", *lines, *more])


def _all_problems(report: LoadReport | None) -> list[discord.File]:
    """A text file with every problem, if the message leaves any out."""
    kinds = (report.unreadable, report.notices) if report else ()
    if all(len(problems) <= PROBLEMS_SHOWN for problems in kinds):
        return []
    lines = [
        f"{one.file}{f', line {one.line}' if one.line else ''}: {one.message}" for problems in kinds for one in problems
    ]
    return [discord.File(io.BytesIO("\n".join(lines).encode()), PROBLEMS_FILE)]


def _where(problem: FileProblem) -> str:
    file = shown(problem.file, 70)
    return f"{file}, line {problem.line}" if problem.line else file
