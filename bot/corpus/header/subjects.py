"""Mail subjects and senders -> titles and authors."""

import re

MAX_SUBJECT = 300

_PREFIX = re.compile(
    r"(?:\s*(?:re|fwd?|aw|new|repost|rp|fic|ff|fanfic|story|post|update|complete|wip|adult)\s*:|"
    r"\s*\[[^\]]{1,30}\](?=\s*\S)|\s*[({](?:fic|ff|fanfic|new|repost|story|wip|complete)[^)}]{0,30}[)}])+",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\s*(?:\((?:was:?|re:).*\)|[\[({]?\s?\d{1,3}\s?(?:/|of)\s?[\d?]{1,3}\s?[\])}]?.*|[\[({][^\])}]{0,60}[\])}].*|"
    r"\b(?:complete|wip)\b.*)$",
    re.IGNORECASE,
)
_NAME_IN_BRACKETS = re.compile(r"\S+@\S+\s*\((?P<name>[^()]{2,60})\)")


def clean_subject(subject: str) -> str:
    """A subject's title: "NEW: Nine Degrees (TNG; P, D) [G] 1/1" -> "Nine Degrees"."""
    if len(subject) > MAX_SUBJECT:
        return ""
    bare = _PREFIX.sub("", subject, count=1).strip()
    for _ in range(3):
        shorter = _SUFFIX.sub("", bare).strip(" -–—:;,")
        if not shorter or shorter == bare:
            break
        bare = shorter
    return bare.strip("\"“”' *_")


def sender_name(sender: str) -> str:
    """The name in a From line, without the address; "" when there is only an address."""
    if match := _NAME_IN_BRACKETS.search(sender):
        return match["name"].strip(" \"'")
    name = re.sub(r"<[^<>]*>|\S+@\S+", "", sender).strip(" \"'()")
    return name if any(map(str.isalpha, name)) else ""
