"""Capitalised names in running text, with what stands around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.corpus.people.name_words import Gender, Words, titles, word_set
from bot.corpus.people.plain_lines import CLOSE

Name = tuple[str, ...]

LINKS = frozenset({"of", "the"})
MOST_PARTS = 4
MOST_PARTICLES = 2
"""One after another: van der, de la."""
LEAST_LOUD = 3
"""Letters of a name in capitals."""
PRONOUN_REACH = 10
LEAST_HEADING = 3
HEADING_SHARE = 0.7

_TOKEN = re.compile(r"[^\W\d_]\w*(?:['\-‐]\w+)*|\d\S*|[^\w\s]")
_ENDS = frozenset(".!?…:")
_OPENING = frozenset("“([{<>|#~")
_DASHES = frozenset("-–—")
_ROMAN = re.compile(r"[IVX]{2,5}")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a name stands. What is around it is in lower case, "" for nothing."""

    parts: Name
    title: str
    honorific: bool
    starts: bool
    """It opens a sentence or a speech, where any word is capitalised."""
    possessive: bool
    article: bool
    """An article or the like stands before it, and `before` is what stands before the article."""
    before: str
    earlier: str
    after: str
    later: str
    beside: Name
    """The name just before, if the two are named together: Temari and Kankuro."""
    gender: Gender
    """Of the first pronoun after the name."""


def mentions_in(line: str, words: Words) -> Iterator[Mention]:
    """Each run of words that are spelt as names, titles and honorifics taken off."""
    tokens = _tokens(line, words)
    if _is_heading(tokens):
        return
    end, last = 0, None
    for start in [n for n, token in enumerate(tokens) if token[0].isupper() or token[1:2] == "'"]:
        if start < end or not _may_begin(tokens, start):
            continue
        beside = last.parts if last and start == end + 1 and tokens[end] in words.links else ()
        end = _run_end(tokens, start, words)
        last = _mention(tokens, _led_from(tokens, start, words), end, words, beside)
        if last:
            yield last


def _tokens(line: str, words: Words) -> list[str]:
    """Words and marks, without the stops of abbreviations and initials."""
    tokens = _TOKEN.findall(line)
    return [word for n, word in enumerate(tokens) if word != "." or not _is_abbreviated(tokens, n, words)]


def _is_abbreviated(tokens: Sequence[str], stop: int, words: Words) -> bool:
    before = tokens[stop - 1] if stop else ""
    if len(before) > 1:
        return before.lower() in word_set("titles", "abbreviated")
    after = tokens[stop + 1] if stop + 1 < len(tokens) else ""
    return before.isupper() and before != "I" and (after in words.particles or after[:1].isupper())


def is_name_like(token: str) -> bool:
    """Whether a word is spelt as a name: Temari, McCoy, d'Artagnan, or an initial."""
    if token[0].isupper():
        return len(token) == 1 or not token.removesuffix("'s").isupper()
    return token[1:2] == "'" and token[2:3].isupper()


def _may_begin(tokens: Sequence[str], at: int) -> bool:
    """Whether a name may begin here; one word in capitals among others that are not may be one: JARVIS."""
    token = tokens[at]
    if is_name_like(token):
        return True
    if len(token) < LEAST_LOUD or not token.isupper() or not token[0].isalpha():
        return False
    return not any(_is_loud(tokens, near) for near in (at - 2, at - 1, at + 1, at + 2))


def _is_loud(tokens: Sequence[str], at: int) -> bool:
    return 0 <= at < len(tokens) and len(tokens[at]) > 1 and tokens[at].isupper()


def _is_heading(tokens: Sequence[str]) -> bool:
    """Whether nearly every word that isn't shouted has a capital, as in a title, so that capitals tell nothing."""
    spelt = [token for token in tokens if token[0].isalpha() and not token.isupper()]
    capitals = sum(word[0].isupper() for word in spelt)
    return len(spelt) >= LEAST_HEADING and capitals > HEADING_SHARE * len(spelt)


def _run_end(tokens: Sequence[str], start: int, words: Words) -> int:
    """Where the run of name-like words from `start` ends."""
    end, count = start + 1, len(tokens)
    while end < count and end - start < MOST_PARTS and not tokens[end - 1].endswith("'s"):
        if tokens[end].lower() in titles() and end + 1 < count and is_name_like(tokens[end + 1]):
            break
        if is_name_like(tokens[end]) or _ROMAN.fullmatch(tokens[end]):
            end += 1
        elif after := _particles_end(tokens, end, words):
            end = after
        else:
            break
    return _epithet_end(tokens, start, end, words)


def _particles_end(tokens: Sequence[str], at: int, words: Words) -> int:
    """Past particles and the name after them, as in Willem van der Berg; 0 when there are none."""
    for end in range(at + 1, min(at + MOST_PARTICLES, len(tokens) - 1) + 1):
        if tokens[end - 1] not in words.particles:
            return 0
        if is_name_like(tokens[end]):
            return end + 1
    return 0


def _led_from(tokens: Sequence[str], start: int, words: Words) -> int:
    """Where the particles before a name begin."""
    for first in range(start - 1, max(start - MOST_PARTICLES, 0) - 1, -1):
        if tokens[first] not in words.particles:
            break
        if tokens[first] in words.leading_particles:
            return first
    return start


def _epithet_end(tokens: Sequence[str], start: int, end: int, words: Words) -> int:
    """Past "of Hearts" and "of the East", after an article or a title: without one, that is where somebody is from."""
    article = start > 0 and tokens[start - 1].lower() in words.articles
    if not article and not (end == start + 1 and tokens[start].lower() in titles()):
        return end
    for link in (["of"], ["of", "the"]):
        at = end + len(link)
        if list(tokens[end:at]) == link and at < len(tokens) and is_name_like(tokens[at]):
            return at + 1 + (at + 1 < len(tokens) and is_name_like(tokens[at + 1]))
    return end


def _mention(tokens: Sequence[str], start: int, end: int, words: Words, beside: Name) -> Mention | None:
    title, first = "", start
    # A title may follow a word that opens the sentence: But Captain Rhys, Oh Lady Anne.
    while first < end and _is_skipped(tokens, first, end, words):
        title = tokens[first].lower() if tokens[first].lower() in titles() else title
        first += 1
    while first < end and tokens[first] in LINKS:
        first += 1
    parts, honorific = _without_honorific(_joined([token.removesuffix("'s") for token in tokens[first:end]], words))
    if not parts and _is_title_alone(tokens, start, end):
        first, title, parts = end - 1, "", [tokens[end - 1].removesuffix("'s")]
    if not parts:
        return None
    article = _lower(tokens, first - 1) in words.articles or (title and _lower(tokens, start - 1) in words.articles)
    before = first - 1 if first > start and not title else start - 1
    after = _verb_place(tokens, end, words)
    return Mention(
        parts=tuple(parts),
        title=title,
        honorific=honorific,
        starts=_starts(tokens, first),
        possessive=tokens[end - 1].endswith("'s"),
        article=bool(article),
        before=_lower(tokens, before - bool(article)),
        earlier=_lower(tokens, before - 1 - bool(article)),
        after=_lower(tokens, after),
        later=_lower(tokens, after + 1),
        beside=beside,
        gender=_pronoun(tokens, end, words),
    )


def _is_title_alone(tokens: Sequence[str], start: int, end: int) -> bool:
    """Whether somebody is called by nothing but a title: the Doctor."""
    is_one = end == start + 1 or (end == start + 2 and tokens[start] == "The")
    return is_one and _lower(tokens, end - 2) == "the" and tokens[end - 1].lower().removesuffix("'s") in titles()


def _lower(tokens: Sequence[str], at: int) -> str:
    return tokens[at].lower() if 0 <= at < len(tokens) else ""


def _verb_place(tokens: Sequence[str], end: int, words: Words) -> int:
    """The place after a name, and after an adverb there."""
    lower = _lower(tokens, end)
    return end + 1 if lower in words.adverbs or (lower.endswith("ly") and lower.islower()) else end


def _starts(tokens: Sequence[str], at: int) -> bool:
    """Whether a sentence or a speech begins with the token."""
    before = _lower(tokens, at - 1)
    if before in _DASHES:
        return at == 1 or tokens[at - 2] in _ENDS
    if before == CLOSE:
        return at < 2 or tokens[at - 2] in _ENDS  # noqa: PLR2004 - the mark before the quote
    return not before or before in _ENDS or before in _OPENING


def _pronoun(tokens: Sequence[str], start: int, words: Words) -> Gender:
    """The gender of the first pronoun after a name, when no other name comes between."""
    for token in tokens[start : start + PRONOUN_REACH]:
        if token in words.male:
            return "male"
        if token in words.female:
            return "female"
        if is_name_like(token):
            return ""
    return ""


def _is_skipped(tokens: Sequence[str], at: int, end: int, words: Words) -> bool:
    lower = tokens[at].lower().removesuffix("'s")
    if lower in titles():
        return _lower(tokens, at + 1) != "of" or at + 1 >= end
    return lower in word_set("titles", "prefixes") or (_starts(tokens, at) and lower in words.openers)


def _joined(parts: Sequence[str], words: Words) -> list[str]:
    """Parts with their particles: de Bourgh is one."""
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1].rsplit(" ", 1)[-1] in words.particles:
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined


def _without_honorific(parts: list[str]) -> tuple[list[str], bool]:
    if not parts:
        return parts, False
    honorifics = word_set("titles", "honorifics")
    name, _, ending = parts[-1].partition("-")
    if ending and ending.lower() in honorifics:
        return [*parts[:-1], name], True
    if len(parts) > 1 and parts[-1].lower() in honorifics:
        return parts[:-1], True
    return parts, False
