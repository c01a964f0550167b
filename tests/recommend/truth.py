"""A second reading of the reasons for a recommendation: what each claims, held against the cards themselves."""

import re
from collections.abc import Sequence

from bot.corpus.story import Card, Status, values

SIZES = {
    "very short": range(1_000),
    "short": range(1_000, 5_000),
    "mid-length": range(5_000, 20_000),
    "long": range(20_000, 100_000),
    "very long": range(100_000, 10**9),
}
LENGTHS = {
    "under 1,000 words": range(1_000),
    "1,000 to 5,000 words": range(1_000, 5_000),
    "5,000 to 20,000 words": range(5_000, 20_000),
    "20,000 to 100,000 words": range(20_000, 100_000),
    "over 100,000 words": range(100_000, 10**9),
}
KIND = re.compile(
    r"(a complete|an unfinished|a)(?: (very short|short|mid-length|long|very long))? story( to start with)?: (.+)"
)


def untrue(reason: str, card: Card, liked: Sequence[Card]) -> bool:
    """Whether a reason says anything that isn't so; also if it can't be read."""
    match = KIND.fullmatch(reason)
    if match:
        return not _is_that_kind(match, card)
    for pattern, check in CLAIMS:
        claim = re.fullmatch(pattern, reason)
        if claim and check(claim[1], card, liked):
            return False
    return True


def _is_that_kind(match: re.Match[str], card: Card) -> bool:
    said = {"a complete": Status.COMPLETE, "an unfinished": Status.IN_PROGRESS, "a": None}[match[1]]
    status = card.status.value if card.status else None
    size = card.words in SIZES[match[2]] if match[2] else not card.words
    rating, *rest = match[4].split(", ")
    expected = [f"{card.words:,} word{'' if card.words == 1 else 's'}"] if card.words else []
    if match[3] and card.fandoms:
        expected.append(card.fandoms[0].value)
    return said is status and size and rating == card.rating.value and ", ".join(rest) == ", ".join(expected)


def _is_listed(listed: str, texts: Sequence[str]) -> bool:
    """Whether everything in "a, b and c" is one of the texts, or a name in one of them."""
    return all(any(item in text for text in texts) for item in re.split(r", | and ", listed))


def _share_people(claim: str, card: Card, liked: Sequence[Card]) -> bool:
    """All are in the card's list, and somebody of a name with a word in common is in that of one liked story."""
    theirs = [set(re.findall(r"\w+", " ".join(values(one.characters)))) for one in liked]
    names = re.split(r", | and ", claim)
    shared = any(all(words & set(re.findall(r"\w+", name)) for name in names) for words in theirs)
    return shared and _is_listed(claim, values(card.characters))


def _loosely(text: str) -> str:
    return "".join(sorted(re.findall(r"\w", text.casefold())))


def _shared(claim: str, card: Card, liked: Sequence[Card], field: str) -> bool:
    """A text of the card, of which some liked story has the same letters."""
    own = values(getattr(card, field))
    others = [_loosely(text) for one in liked for text in values(getattr(one, field))]
    return all(item in own and _loosely(item) in others for item in re.split("” and “", claim))


def _all_dwell(claim: str, card: Card, liked: Sequence[Card]) -> bool:
    words = claim.split(", ")
    return set(words) <= set(card.keywords) and any(set(words) <= set(one.keywords) for one in liked)


def _same_series(claim: str, card: Card, liked: Sequence[Card]) -> bool:
    return (
        card.series is not None
        and card.series.value == claim
        and any(one.series and one.series.value.casefold() == claim.casefold() for one in liked)
    )


def _has_all(claim: str, card: Card, _liked: Sequence[Card]) -> bool:
    """Each is a tag, a telling word, a name of the card, or a word of its title or summary."""
    own = [*values(card.tags), *card.keywords, *values(card.characters), *values(card.relationships)]
    own += re.findall(r"\w+", f"{card.title.value} {card.summary.value if card.summary else ''}".casefold())
    own += [*values(card.fandoms), *values(card.authors)]
    return all(item in own for item in re.findall("“([^”]*)”", claim))


CLAIMS = [
    (r"as you wished: (“.+”)", _has_all),
    (r"closest to “(.+)”", lambda claim, _card, liked: any(one.title.value == claim for one in liked)),
    (r"shares (.+)", _share_people),
    (r"has (.+)", lambda claim, card, _liked: any(claim in text for text in values(card.characters))),
    (r"set in (.+)", lambda claim, card, _liked: claim in values(card.fandoms)),
    (r"also has (.+)", lambda claim, card, liked: _shared(claim, card, liked, "relationships")),
    (r"same series, (.+)", _same_series),
    (r"also tagged “(.+)”", lambda claim, card, liked: _shared(claim, card, liked, "tags")),
    (r"also by (.+)", lambda claim, card, liked: _shared(claim, card, liked, "authors")),
    (r"both dwell on (.+)", _all_dwell),
    (r"you liked “(.+)”", lambda claim, _card, liked: any(one.title.value == claim for one in liked)),
    (r"same warning, (.+)", lambda claim, card, liked: _shared(claim, card, liked, "warnings")),
    (
        r"also rated (.+)",
        lambda claim, card, liked: claim == card.rating.value and any(one.rating.value == claim for one in liked),
    ),
    (
        r"also (.+ words)",
        lambda claim, card, liked: card.words in LENGTHS[claim] and any(one.words in LENGTHS[claim] for one in liked),
    ),
    (r"also (?!by |has |rated |tagged )(.+)", lambda claim, card, _liked: claim in values(card.fandoms)),
]
