"""Where in a page's source a text stands."""

import re

WORDS = 6
"""Words of the text that are looked for."""
LOOKED_AT = 400
"""Characters of it that have them."""

_BETWEEN = r"(?:<[^<>]{0,300}>|&#?\w{1,10};|[^\w<&]){1,80}"
_BODY = re.compile(r"<body\b", re.IGNORECASE)


def find_in_source(text: str, source: str) -> int:
    """The offset in `source` at which `text` begins, whatever tags stand between its words; 0 when it isn't found."""
    words = re.findall(r"\w+", text[:LOOKED_AT])[:WORDS]
    if not words:
        return 0
    body = _BODY.search(source)
    pattern = re.compile(rf"\b{_BETWEEN.join(map(re.escape, words))}\b")
    found = pattern.search(source, body.end() if body else 0)
    if found is None:
        return 0
    before = text[: text.find(words[0])]
    start = found.start()
    return start - len(before) if before and source[:start].endswith(before) else start
