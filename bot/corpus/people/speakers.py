"""Speakers of scripts and chat logs: NARA SHIKAMARU: What a drag. [07:02] Temari: get up. <ino> he won't."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.corpus.formats.limits import in_time
from bot.corpus.people.name_words import word_set

LEAST_LINES = 3
"""Lines that somebody must have to be a speaker."""
FEW_LINES = 2
"""The same for somebody whom a line of another kind names."""
LEAST_SPEAKERS = 2
MOSTLY = 0.5
"""Share of a text's lines that are dialogue in a chat, where a label in small letters is a speaker: kit_kat: hello."""
MOST_WORDS = 3
LEAST_LETTERS, MOST_LETTERS = 3, 20
"""Letters of a handle that may be a name."""
REACH = 3
"""Lines within which another line of dialogue stands."""

_TIME = r"(?P<time>[\[(]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?[\])]?[ \t]{0,3}[-–—]?[ \t]{0,3})"
_NAME = r"(?P<name>[^\W\d_][\w'‐-]{0,24}(?: [\w'‐-]{1,24}){0,3})"
_ASIDE = r"(?: ?[(\[][^()\[\]\n]{1,60}[)\]])?"
_LINE = re.compile(rf"{_TIME}?(?:<(?P<nick>[^<>\s]{{1,32}})>|{_NAME}{_ASIDE}:)(?=\s)[ \t]*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'‐-]*")
_CUE = re.compile(rf"{_NAME}{_ASIDE}")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Lines without the names of those who speak them, and who speaks how many."""

    lines: Sequence[str]
    speakers: Counter[str]


def take_speakers(lines: Sequence[str]) -> Dialogue:
    """Part dialogue from the names of its speakers, whether before each line or on a line above, in capitals."""
    for pattern, name_of in ((_LINE.match, _named), (_CUE.fullmatch, _cued)):
        matches = [pattern(line) for line in in_time(lines)]
        names = [name_of(match) if match else "" for match in matches]
        times = Counter(name for name, near in zip(names, _together(names), strict=True) if name and near)
        if sum(count >= LEAST_LINES for count in times.values()) >= LEAST_SPEAKERS:
            prose = [line for line, name in zip(lines, names, strict=True) if not name]
            is_chat = times.total() >= MOSTLY * len(lines) and (_is_timed(matches) or any(map(_is_handle, times)))
            speakers = _speakers(times, prose, is_chat=is_chat)
            said = (
                line[match.end() :] if match and name in speakers else line
                for line, match, name in zip(lines, matches, names, strict=True)
            )
            return Dialogue([line for line in said if line], speakers)
    return Dialogue(lines, Counter())


def _speakers(times: Counter[str], prose: Sequence[str], *, is_chat: bool) -> Counter[str]:
    """Those who have lines enough, or some lines and a name that the prose between has too."""
    words = {word for line in prose for word in _WORD.findall(line)}
    named = (name for name in times if words.issuperset(name.title().split()))
    least = dict.fromkeys(named, FEW_LINES)
    frequent = {name: count for name, count in times.items() if count >= least.get(name, LEAST_LINES)}
    return Counter({name: count for name, count in frequent.items() if is_chat or not name[0].islower()})


def _is_timed(matches: Iterable[re.Match[str] | None]) -> bool:
    """Whether lines have a time, or a name in angle brackets."""
    return any(match.groupdict().get("time") or match.groupdict().get("nick") for match in matches if match)


def _is_handle(name: str) -> bool:
    return "_" in name or any(map(str.isdigit, name))


def _named(match: re.Match[str]) -> str:
    """The speaker before a line; empty for a label such as Note, and for prose."""
    name: str = match["nick"] or match["name"]
    is_prose = name[0].islower() and " " in name and not match["time"]
    return "" if is_prose or _is_label(name) else name


def _cued(match: re.Match[str]) -> str:
    """The speaker above a line, in capitals."""
    name = match["name"]
    return "" if not name.isupper() or _is_label(name) else name


def _is_label(name: str) -> bool:
    words = name.lower().split()
    return len(words) > MOST_WORDS or any(word in word_set("things", "labels") for word in words)


def _together(names: Sequence[str]) -> list[bool]:
    """Which lines have another line of dialogue near."""
    places = [number for number, name in enumerate(names) if name]
    near = [False] * len(names)
    for before, after in pairwise(places):
        if after - before <= REACH:
            near[before] = near[after] = True
    return near


def called_by(handle: str, names: Mapping[str, str]) -> str:
    """Which of the names, by their small letters, a handle begins or ends with; empty for none."""
    bare = handle.lower()
    sizes = range(min(len(bare), MOST_LETTERS), LEAST_LETTERS - 1, -1)
    pieces = (piece for size in sizes for piece in (bare[:size], bare[-size:]))
    return next((names[piece] for piece in pieces if piece in names), "")
