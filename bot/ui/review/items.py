"""The message of one item: what a moderator needs to know to decide, and what they can decide."""

from collections import Counter
from collections.abc import Sequence

import discord

from bot.corpus.story import Card, Facts, State
from bot.library.adding.answers import Near, Preview
from bot.library.review.items import WHERE_TO_LOOK, Item, ItemKind, ItemState, Report
from bot.ui.base import Button, Panel, block
from bot.ui.people import ago, member, moment
from bot.ui.review import buttons
from bot.ui.text import byline, counted, link_button, listed, shown, source, source_button, title_line, warnings

KINDS = {
    ItemKind.PROPOSAL: "Proposal",
    ItemKind.HELD: "Held story",
    ItemKind.REPORT: "Reported story",
    ItemKind.CLAIM: "Claim to be an author",
}
"""What a message of an item says it is."""

OUTCOMES = {
    (ItemKind.PROPOSAL, ItemState.APPROVED): "Approved",
    (ItemKind.PROPOSAL, ItemState.DECLINED): "Declined",
    (ItemKind.HELD, ItemState.APPROVED): "Released",
    (ItemKind.HELD, ItemState.DECLINED): "Kept back",
    (ItemKind.REPORT, ItemState.APPROVED): "Hidden here",
    (ItemKind.REPORT, ItemState.DECLINED): "Reports closed",
    (ItemKind.CLAIM, ItemState.APPROVED): "Confirmed",
    (ItemKind.CLAIM, ItemState.DECLINED): "Refused",
}
"""How a decision is told; what was closed without one is "Closed"."""

WORDS_SHOWN = 5
"""Reports whose words are shown; the rest are counted."""

NEAR_SHOWN = 3


def item_panel(item: Item, preview: Preview | None = None) -> Panel:
    """An item as its place allows; `preview` is the draft of a proposal."""
    told = [_heading(item, preview), _asked(item), *_details(item, preview), _outcome(item)]
    pressed = _controls(item)
    rows = [discord.ui.ActionRow(*pressed)] if pressed else []
    return Panel(block(*told), *rows)


def outcome_words(item: Item) -> str:
    """`Approved`, or `waiting` while nobody has decided."""
    return "waiting" if item.state is ItemState.OPEN else OUTCOMES.get((item.kind, item.state), "Closed")


def kind_words(item: Item) -> str:
    """What an item is: `Held story`, or `Barred story`, if it's known here."""
    return "Barred story" if is_barred(item) else KINDS[item.kind]


def is_barred(item: Item) -> bool:
    """Whether the story can never be released."""
    return item.story is not None and item.story.state is State.BARRED


def _heading(item: Item, preview: Preview | None) -> str:
    kind = kind_words(item)
    if item.concealed:
        return f"### {kind}\n{WHERE_TO_LOOK} There, /review list opens it."
    facts = preview.story if preview else item.story
    if facts is None:
        return f"### {kind}: {shown(item.title, 200)}"
    summary = f"\n{shown(facts.summary.value, 400)}" if facts.summary else ""
    return f"### {kind}: {title_line(facts, 200)}\n{byline(facts, 160)}\n-# {_facts(facts, preview)}{summary}"


def _facts(facts: Facts, preview: Preview | None) -> str:
    words = preview.words if preview else facts.words if isinstance(facts, Card) else 0
    told = [f"Rated {facts.rating.value}", f"Warnings: {warnings(facts, 200)}", counted(words, "word")]
    return " · ".join([*told, f"Source: {source(facts)}"])


def _asked(item: Item) -> str:
    """Who asks, since when, and why."""
    by = f" by {member(item.opened_by)}" if item.opened_by else ""
    since = f"-# Since {moment(item.opened_at)}, {ago(item.opened_at)}{by}"
    return "\n".join(filter(None, (_because(item), since)))


def _because(item: Item) -> str:
    """For a held story it names what was found, so it's covered until somebody wants to read it."""
    if item.code:
        return _claimed(item)
    if not item.because:
        return ""
    return f"||{shown(item.because, 600)}||" if item.kind is ItemKind.HELD else shown(item.because, 600)


def _claimed(item: Item) -> str:
    """What is to be looked for before a claim is confirmed; the profile is behind a button."""
    told = f"{member(item.opened_by)} says that they write under this name."
    if not item.link:
        return f"{told} They have given no profile: confirm them only if you know that it's them."
    return f"{told} This code should stand in their profile, {shown(item.link, 300)}:\n`{item.code}`"


def _details(item: Item, preview: Preview | None) -> list[str]:
    if preview is not None and not item.concealed:
        return ["\n".join(_proposed(preview))]
    if item.reports and not item.concealed:
        return [reports_text(item.reports)]
    return []


def _proposed(preview: Preview) -> list[str]:
    proof = f" ({shown(preview.proof, 200)})" if preview.proof else ""
    permission = f"{preview.consent.value}{proof}" if preview.consent else "not said"
    near = "; ".join(_near(one) for one in preview.near[:NEAR_SHOWN])
    lines = {
        "Permission": permission,
        "The author's wish": shown(preview.wish, 300),
        "May be here already": near,
        "Before it can be approved": shown(" ".join(preview.obstacles), 500),
    }
    return [f"**{name}:** {text}" for name, text in lines.items() if text]


def _near(near: Near) -> str:
    return f"{title_line(near.card, 80)} {byline(near.card, 60)} has {shown(near.why, 60)}"


def reports_text(reports: Sequence[Report]) -> str:
    """What readers reported, by kind, with the words of the first few."""
    kinds = Counter(report.kind.value for report in reports)
    heading = listed([f"{kind} ({number})" if number > 1 else kind for kind, number in kinds.items()], 300)
    words = [f"- {report.kind.value}: {shown(report.words, 250)}" for report in reports if report.words]
    rest = [f"- and {len(words) - WORDS_SHOWN} more"] if len(words) > WORDS_SHOWN else []
    return "\n".join([f"**{counted(len(reports), 'report')}:** {heading}", *words[:WORDS_SHOWN], *rest])


def _outcome(item: Item) -> str:
    if item.state is ItemState.OPEN:
        return "It can never be shown, and no moderator can release it." if is_barred(item) else ""
    by = f" by {member(item.decided_by)}" if item.decided_by else ""
    at = f", {moment(item.decided_at)}" if item.decided_at else ""
    reason = f"\n{shown(item.reason, 500)}" if item.reason else ""
    return f"**{outcome_words(item)}**{by}{at}{reason}"


def _controls(item: Item) -> list[Button]:
    if item.state is not ItemState.OPEN or item.concealed:
        return []
    return {
        ItemKind.PROPOSAL: _of_proposal,
        ItemKind.HELD: _of_held,
        ItemKind.REPORT: _of_report,
        ItemKind.CLAIM: _of_claim,
    }[item.kind](item)


def _of_proposal(item: Item) -> list[Button]:
    return [buttons.approve(item.id), buttons.edit(item.id), buttons.decline(item.id), buttons.who(item.id)]


def _of_held(item: Item) -> list[Button]:
    if item.story is None:
        return [buttons.keep(item.id)]
    look = [*_inside(item.story), *source_button(item.story)]
    if is_barred(item):
        return [buttons.keep(item.id, "Noted"), *look]
    release = [buttons.release(item.id)] if item.releasable else []
    return [*release, buttons.keep(item.id), *look]


def _inside(card: Card) -> list[Button]:
    return [buttons.inside(card.id)] if card.pages else []


def _of_report(item: Item) -> list[Button]:
    hidden = item.story is not None and item.guild_id in item.story.hidden_in
    again, away = ("Show again", "Keep hidden") if hidden else ("Close the reports", "Hide it here")
    look = _inside(item.story) if item.story else []
    return [buttons.dismiss(item.id, again), buttons.hide(item.id, away), buttons.rate(item.id), *look]


def _of_claim(item: Item) -> list[Button]:
    profile = link_button("Profile", item.link)
    return [buttons.approve(item.id, "Confirm"), buttons.decline(item.id, "Refuse"), *profile]
