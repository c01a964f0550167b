"""Scene breaks and rules: lines that separate and say nothing."""

import re
from functools import lru_cache

MAX_LENGTH = 120

_LETTERS_OR_DIGITS = re.compile(r"[^\W_]")
_QUIET = frozenset("!?\"'“”‘’«»()[]{},;$%&¡¿")
"""Marks that speak: a line of these alone is somebody's silence or shout, not a break."""
_SILENCES = frozenset({"..", "...", "…", ":"})
_WORDS = re.compile(
    r"(?:(?:this|here) (?:is|be) (?:an? |the )?|i am (?:an? )?|i'm (?:an? )?|insert )?"
    r"(?:scene|line|page|section|story|paragraph|time|horizontal)[ -]?"
    r"(?:break|brk|breaker|divider|line|rule|separator)s?"
    r"(?: here)?|line|break|hr|scenebreak|linebreak|pagebreak|trenner|szenenwechsel|changement de scène|scene change|"
    r"change of scene|change scene|page ?break",
    re.IGNORECASE,
)


def is_break(line: str) -> bool:
    """Whether the line is a scene break or a rule: "* * *", "---", "oOo", "~ scene break ~", "[line break]"."""
    return bool(line) and len(line) <= MAX_LENGTH and _separates(line)


@lru_cache(maxsize=4096)
def _separates(line: str) -> bool:
    """Remembered, since it is asked of each line at every stage, and breaks are all alike."""
    bare = "".join(_LETTERS_OR_DIGITS.findall(line))
    if not bare:
        return not _QUIET.intersection(line) and line not in _SILENCES
    return _is_ornament(line, bare) or _says_break(line)


def _is_ornament(line: str, bare: str) -> bool:
    """ "oOo", "XxXxX", "-x-": only x, o and nought, and either three of them or framed."""
    if not set(bare) <= set("xXoO0") or set(line) & _QUIET:
        return False
    framed = line[0] not in "xXoO0" and line[-1] not in "xXoO0"
    if framed:
        return True
    mixed = len(set(bare.lower().replace("0", "o"))) > 1
    return len(bare) >= (6 if mixed else 3) and not bare.isdigit()


def _says_break(line: str) -> bool:
    inner = line.strip(" -~*=_<>[](){}.:;/|\\#+•oOxX")
    framed = inner != line
    if not _WORDS.fullmatch(inner) and not _WORDS.fullmatch(line.strip(" -~*=_<>[](){}.:;/|\\#+•")):
        return False
    return framed or " " in inner or len(inner) > len("insert")
