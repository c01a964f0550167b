"""Changing a list at once: more of this, less of that, and three questions to somebody of whom nothing is known."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.errors import StaleRequestError
from bot.search.index import Length
from bot.ui.again import Wishes
from bot.ui.asker import Asker
from bot.ui.base import Button, Layout
from bot.ui.taste import buttons
from bot.ui.taste.wishes import LESS, MORE, OFFERED, Told, kept_facts, with_facts
from bot.ui.text import cut

LABEL_LIMIT = 60

GONE = "This choice is no longer there. Please ask again."


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to one of the three questions: its button, and the option that it sets; again, and it's taken back."""

    label: str
    option: str
    value: str


QUESTIONS: Sequence[Sequence[Reply]] = (
    (
        Reply("Short", "length", Length.SHORT.value),
        Reply("Middling", "length", Length.MEDIUM.value),
        Reply("Long", "length", Length.LONG.value),
    ),
    (Reply("Fluffy", "mood", "fluffy"), Reply("Funny", "mood", "funny"), Reply("Angsty", "mood", "angsty")),
    (Reply("Pairing", "mood", "pairing"), Reply("Gen", "mood", "gen")),
)
"""How long, which mood, pairing or gen."""

REPLIES = tuple(reply for question in QUESTIONS for reply in question)


def question_rows(wishes: Wishes, number: int, owner: int) -> list[list[Button]]:
    """A row of buttons a question; what has been replied stands out."""
    made = {
        reply: buttons.reply(reply.label, number, place, owner, on=_is_given(reply, wishes))
        for place, reply in enumerate(REPLIES)
    }
    return [[made[reply] for reply in question] for question in QUESTIONS]


def replied(wishes: Wishes, choice: int) -> Wishes:
    """The options after a reply. Raises StaleRequestError for one that isn't there."""
    if choice >= len(REPLIES):
        raise StaleRequestError(GONE)
    reply = REPLIES[choice]
    rivals = {one.value for question in QUESTIONS if reply in question for one in question}
    words = [word for word in _words(wishes.get(reply.option, "")) if word not in rivals]
    given = words if _is_given(reply, wishes) else [*(words if reply.option == "mood" else []), reply.value]
    others = {name: value for name, value in wishes.items() if name != reply.option}
    return {**others, **({reply.option: ", ".join(given)} if given else {})}


def _is_given(reply: Reply, wishes: Wishes) -> bool:
    given = wishes.get(reply.option, "")
    return reply.value in _words(given) or reply.value == given


def _words(typed: str) -> list[str]:
    return [word.strip() for word in typed.split(",") if word.strip()]


def tune_menu(asker: Asker, wishes: Wishes, number: int) -> list[discord.ui.Select[Layout]]:
    """The menu with more of and less of each fact on offer, and with what can be taken back; none without facts."""
    offered = kept_facts(asker, wishes, OFFERED)
    taken = [(name, told) for name in (MORE, LESS) for told in kept_facts(asker, wishes, name)]
    options = [
        (f"{name.title()} of {_label(told)}", f"{name}:{n}") for n, told in enumerate(offered) for name in (MORE, LESS)
    ]
    options += [(f"No longer {name} of {_label(told)}", f"back:{n}") for n, (name, told) in enumerate(taken)]
    return [buttons.tune(number, asker.owner, options, "More or less of…")] if options else []


def less_menu(asker: Asker, wishes: Wishes, number: int) -> list[discord.ui.Select[Layout]]:
    """The same with less of alone."""
    offered = kept_facts(asker, wishes, OFFERED)
    options = [(f"Less of {_label(told)}", f"{LESS}:{n}") for n, told in enumerate(offered)]
    return [buttons.tune(number, asker.owner, options, "Less of… on this list")] if options else []


def tuned(asker: Asker, wishes: Wishes, picked: str) -> Wishes:
    """The options after a pick from the menu. Raises StaleRequestError for one that isn't there."""
    name, _, place = picked.partition(":")
    more, less = kept_facts(asker, wishes, MORE), kept_facts(asker, wishes, LESS)
    told = _at([*more, *less] if name == "back" else kept_facts(asker, wishes, OFFERED), place)
    more, less = ([one for one in facts if one.feature != told.feature] for facts in (more, less))
    if name == MORE:
        more.append(told)
    elif name == LESS:
        less.append(told)
    elif name != "back":
        raise StaleRequestError(GONE)
    return with_facts(wishes, more=more, less=less)


def tuned_line(asker: Asker, wishes: Wishes) -> str:
    """What there is more and less of, in words that are not escaped yet."""
    parts = [f"{name} of {_label(told)}" for name in (MORE, LESS) for told in kept_facts(asker, wishes, name)]
    return ", ".join(parts)


def _label(told: Told) -> str:
    return cut(told.label, LABEL_LIMIT)


def _at(facts: Sequence[Told], place: str) -> Told:
    if not (place.isascii() and place.isdecimal() and int(place) < len(facts)):
        raise StaleRequestError(GONE)
    return facts[int(place)]
