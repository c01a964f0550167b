"""A story in words: the lines that cards, lists and pages share. What people wrote is escaped and cut here."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

import discord

from bot.corpus.pages.markup import escape
from bot.corpus.story import Card, Fact, Facts, Origin, values
from bot.library.answers import TextPiece

LINK_LIMIT = 512
"""Most characters of a link button's address (Discord's limit)."""

LABEL_LIMIT = 80
"""Most characters of a button's label (Discord's limit)."""

TOLD = {Origin.STATED: "", Origin.GUESSED: " (guessed)", Origin.FOUND: " (found in the text)"}
"""What is said beside a fact of where it comes from."""

NAMES_ITSELF = re.compile(
    r"(?:chapter|chap|ch|part|book|act|prologue|epilogue|interlude|preface|foreword|afterword|\d+|[ivxlc]+)"
    r"(?![^\W_]|')",
    re.IGNORECASE,
)
"""How a chapter's title begins that needs no "Chapter 3" before it."""

BARE_NUMBER = re.compile(r"(?:\d+|[ivxlc]+)\.?", re.IGNORECASE)


def cut(text: str, limit: int) -> str:
    """Plain text on one line of at most `limit` characters; an ellipsis says that something is left out."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def shown(text: str, limit: int) -> str:
    """Somebody's words on one line, escaped, at most `limit` characters with the escapes counted."""
    line = cut(text, limit)
    while len(escape(line)) > limit:
        line = cut(line, len(line) - max(1, (len(escape(line)) - limit) // 2))
    return escape(line)


def listed(names: Iterable[str], room: int, *, apart: str = ", ") -> str:
    """Names, by default apart by commas, in at most `room` characters; how many more there are is said."""
    rest = [shown(name, max(20, room // 2)) for name in names]
    line = ""
    while rest:
        more = f" and {len(rest) - 1} more" if len(rest) > 1 else ""
        longer = f"{line}{apart}{rest[0]}" if line else rest[0]
        if line and len(longer) + len(more) > room:
            return f"{line} and {len(rest)} more"
        line = longer
        rest.pop(0)
    return line


def counted(number: int, noun: str) -> str:
    """`1 story`, `3,400 words`."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def title_line(card: Facts, limit: int = 240) -> str:
    """The title, said to be a working title when it's guessed."""
    title = shown(card.title.value, limit)
    return f"{title} (working title)" if card.title.origin is not Origin.STATED else title


def byline(card: Facts, limit: int = 200) -> str:
    """`by A and 3 more`, `by A (guessed)`, or `by unknown author`."""
    return f"by {told_apart(card.authors, limit) or 'unknown author'}"


def warnings(card: Facts, room: int) -> str:
    """The warnings; that none are stated is said too."""
    return listed(values(card.warnings), room) or "none stated"


def source(card: Facts) -> str:
    """Where the story comes from, in words that stay readable without the button beside them."""
    if card.source is None:
        return "not stated"
    return shown(_site(card.source.value) or card.source.value, 120)


def credit(card: Card) -> discord.ui.Item[discord.ui.LayoutView]:
    """What stands above every piece of story text: title, author, rating, warnings, source with its link."""
    text = discord.ui.TextDisplay[discord.ui.LayoutView](_credit(card))
    button = next(iter(source_button(card)), None)
    return discord.ui.Section(text, accessory=button) if button else text


def _credit(card: Card) -> str:
    facts = [f"Rated {card.rating.value}", f"Warnings: {warnings(card, 260)}", f"Source: {source(card)}"]
    return f"### {title_line(card, 200)}\n{byline(card, 160)}\n-# {' · '.join(facts)}"


def facts_line(card: Card, fandoms: int) -> str:
    """The facts of a story in one line: rating, words, status, and fandoms in at most so many characters."""
    names = listed(values(card.fandoms), fandoms)
    facts = [card.rating.value, counted(card.words, "word"), *status_words(card), *([names] if names else [])]
    return " · ".join(facts)


def status_words(card: Facts) -> list[str]:
    """Whether the story is finished, as far as that's known."""
    return [card.status.value.value] if card.status else []


def chapter_words(piece: TextPiece) -> str:
    """`Chapter 2: The Bridge`, escaped; nothing if the story is one nameless chapter."""
    if piece.chapters <= 1:
        return shown(piece.chapter_title, 120)
    return shown(chapter_name(piece.chapter, piece.chapter_title), 140)


def chapter_name(number: int, title: str) -> str:
    """`Chapter 2: The Bridge`, or just `Part Two` or `Prologue`: titles that say themselves which chapter it is."""
    if BARE_NUMBER.fullmatch(title):
        return f"Chapter {title.rstrip('.')}"
    if NAMES_ITSELF.match(title):
        return title
    return f"Chapter {number}: {title}" if title else f"Chapter {number}"


def link(card: Facts) -> str | None:
    """The source as an address that Discord takes for a button, or None."""
    return usable(card.source.value) if card.source else None


def usable(address: str) -> str | None:
    """An address that Discord takes for a button, or None."""
    address = address.strip()
    taken = len(address) <= LINK_LIMIT and address.isascii() and address.isprintable() and " " not in address
    return address if taken and _site(address) else None


def is_address(text: str) -> bool:
    """Whether a text is a web address and nothing else."""
    return len(text.split()) == 1 and bool(_site(text))


def _site(address: str) -> str:
    """The host of a web address, or nothing."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host if parts.scheme in {"http", "https"} and "." in host else ""


def source_button(card: Facts) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    """A link to the source, if there is one that Discord takes."""
    return link_button("Source", card.source.value) if card.source else []


def link_button(label: str, address: str) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    """A link to an address, if it's one that Discord takes."""
    url = usable(address)
    return [discord.ui.Button(label=label, url=url)] if url else []


def told_apart(facts: Sequence[Fact[str]], room: int) -> str:
    """Names with where they come from: what is found or guessed is said to be so."""
    by_origin = {origin: [fact.value for fact in facts if fact.origin is origin] for origin in Origin}
    groups = [(names, TOLD[origin]) for origin, names in by_origin.items() if names]
    return "; ".join(listed(names, room // len(groups)) + told for names, told in groups)
