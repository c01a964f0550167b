"""What an author says to readers beside the story: how notes sound, where they close, and notes inside a paragraph."""

import re

from bot.corpus.words import items, lines, word_list

MAX_INLINE = 1500
"""Characters of a bracketed note inside a paragraph, at most."""

MAX_NOTES_IN_PARAGRAPH = 100
LOOKED_AT = 2000
"""Characters of a paragraph by which it is judged."""
MAX_DISCLAIMER = 500
"""Characters of a disclaimer without a label."""
MAX_MARK = 60
MAX_END_MARK = 90
"""Characters of a line that ends notes, or a chapter."""


def _any_of(subject: str, kind: str) -> str:
    """A pattern of the alternatives that bot/corpus/words/notes.toml has."""
    return "|".join(lines(word_list("notes")[subject][kind]))


_SPEECH = re.compile(r"[*_]{0,3}[\"“«‘]")
_SIGNS = re.compile(
    rf"\b(?:(?P<strong>{_any_of('signs', 'strong')})|(?P<weak>{_any_of('signs', 'weak')}))(?!\w)", re.IGNORECASE
)
_ADDRESS = re.compile(rf"(?:{_any_of('signs', 'address')})", re.IGNORECASE)
_FACE = re.compile(rf"(?<![\w\"“])(?:{_any_of('signs', 'faces')})(?!\w)")
_MANNERS = frozenset(items(word_list("notes")["signs"]["manners"]))
_PRONOUNS = frozenset({"i", "i'm", "i've", "i'd", "i'll", "me", "my"})
_CLOSING = re.compile(rf"(?:{_any_of('closing', 'words')})[\s!.?~:;)\]*_><^\-=xXD3…,]{{0,24}}$", re.IGNORECASE)
_CLOSING_MARK = re.compile(
    r"[\W_]{0,12}(?:end|fin|/)?[\W_]{0,4}(?:of )?(?:a/?n|author'?s? notes?|notes?)"
    r"(?: (?:end|ends|over|done|finished))?[\W_]{0,12}",
    re.IGNORECASE,
)
_OPENING_MARK = re.compile(rf"[\W_]{{0,12}}(?:{_any_of('closing', 'opening_marks')})[\W_]{{0,12}}", re.IGNORECASE)
_DISCLAIMER = re.compile(rf"\b(?:{_any_of('disclaimer', 'words')})", re.IGNORECASE)
_BARE_DISCLAIMER = re.compile(
    r"(?:i|we) (?:own nothing|(?:do not|don'?t|never) own (?:anything|nothing|a thing|any of (?:it|this|them)))\W*|"
    r"(?:it'?s |they'?re |none of (?:it|this|them) is )?not mine\W*",
    re.IGNORECASE,
)
_FINISHED = re.compile(_any_of("end_marks", "finished"), re.IGNORECASE)
_GOES_ON = re.compile(_any_of("end_marks", "continued"), re.IGNORECASE)
_OTHER_END = re.compile(_any_of("end_marks", "other"), re.IGNORECASE)
_THIRTY = re.compile(r"[-–—#* ]{1,6}30[-–—#* ]{1,6}")
"""Newspapers' end of copy."""
_DECORATION = " \t*_~=-–—.!?…:;#()[]{}<>|^+•'\"“”"

_INLINE = re.compile(
    r"[(\[{]{1,3}\s{0,3}[*_]{0,3}(?:(?i:a/n|a\.n\.?|author'?s? notes?|authoress'?s? notes?|"
    r"note de l'auteur|end a/n|an(?=[*_]{0,3}\s?:))|AN)[*_]{0,3}\s{0,3}(?:[:;,\-–—.]|\s)",
)
_PAIRS = {"(": ")", "[": "]", "{": "}"}


def note_likeness(text: str) -> float:
    """How much a paragraph sounds like an author's note: about 0 for narration, from 1 up for a note."""
    straight = text.replace("’", "'")[:LOOKED_AT]
    if not straight or _SPEECH.match(straight):
        return 0.0
    score = sum(3 if match["strong"] else 1 for match in _SIGNS.finditer(straight))
    score += 3 * len(_ADDRESS.findall(straight))
    score += 2 * len(_FACE.findall(straight))
    words = max(12, len(straight.split()))
    return 10 * score / (words + 25)


def is_note_like(text: str) -> bool:
    """Whether a paragraph sounds more like a note than like narration, a narrator who says "I" included."""
    straight = text.replace("’", "'")[:LOOKED_AT]
    strong = sum(1 for match in _SIGNS.finditer(straight) if match["strong"])
    return bool(strong) and note_likeness(text) >= 1.0


def addresses_readers(text: str) -> bool:
    """Whether a text turns to the readers of the story: "please review", "thanks for reading"."""
    return bool(_ADDRESS.search(text.replace("’", "'")[:LOOKED_AT]))


def speaks_as_author(text: str) -> bool:
    """Whether a text is an author's talk rather than a narrator's: two words of that trade, a face, or an address."""
    straight = text.replace("’", "'")[:LOOKED_AT]
    if _ADDRESS.search(straight) or _FACE.search(straight):
        return True
    told = {match[0].lower() for match in _SIGNS.finditer(straight) if match[0].lower() not in _PRONOUNS}
    strong = any(match["strong"] for match in _SIGNS.finditer(straight))
    return strong and len(told) > 1


def speaks_of_writing(text: str) -> bool:
    """Whether a text has a word that notes are fond of and stories aren't; of those for manners, two."""
    told = {match[0].lower() for match in _SIGNS.finditer(text.replace("’", "'")[:LOOKED_AT])} - _PRONOUNS
    return bool(told - _MANNERS) or len(told) > 1


def is_disclaimer(text: str) -> bool:
    """Whether a paragraph says, without a label, to whom the characters belong."""
    straight = text.replace("’", "'")
    return len(straight) <= MAX_DISCLAIMER and not _SPEECH.match(straight) and bool(_DISCLAIMER.search(straight))


def is_bare_disclaimer(text: str) -> bool:
    """Whether a disclaimer names nothing that it disowns: a character might say the same."""
    return bool(_BARE_DISCLAIMER.fullmatch(text.replace("’", "'").strip()))


def closes_note(text: str) -> bool:
    """Whether a note ends with the words that send readers off to the story: "Enjoy!", "On with the story"."""
    tail = text.replace("’", "'")[-120:]
    return bool(_CLOSING.search(tail)) or is_closing_mark(text)


def is_closing_mark(text: str) -> bool:
    """Whether a line does nothing but end the notes: "(end A/N)", "~ Story start ~"."""
    if len(text) > MAX_MARK:
        return False
    straight = text.replace("’", "'")
    if _OPENING_MARK.fullmatch(straight):
        return True
    return bool(_CLOSING_MARK.fullmatch(straight)) and bool(
        re.search(r"end|over|done|finished|/a", straight, re.IGNORECASE)
    )


def is_end_mark(text: str) -> bool:
    """Whether a short closing line ends a chapter or story without being part of it: "TBC", "The End", "R&R!"."""
    bare = text.strip(_DECORATION) if len(text) <= MAX_END_MARK else ""
    if _THIRTY.fullmatch(text):
        return True
    return any(pattern.fullmatch(bare) for pattern in (_FINISHED, _GOES_ON, _OTHER_END))


def is_bare_end(text: str) -> bool:
    """Whether a line says that the story is over or goes on, and nothing else."""
    bare = text.strip(_DECORATION)
    return bool(_FINISHED.fullmatch(bare) or _GOES_ON.fullmatch(bare) or _THIRTY.fullmatch(text))


def says_finished(text: str) -> bool:
    """Whether an end mark says that the story is over."""
    return bool(_FINISHED.fullmatch(text.strip(_DECORATION)) or _THIRTY.fullmatch(text))


def says_continued(text: str) -> bool:
    """Whether an end mark says that more will come."""
    return bool(_GOES_ON.fullmatch(text.strip(_DECORATION)) or re.match(r"\W*tbc\b", text, re.IGNORECASE))


def opens_bracketed(text: str) -> bool:
    """Whether a paragraph begins with a bracketed note, closed in it or not."""
    return bool(_INLINE.match(text))


def bracket_balance(text: str) -> int:
    """Opening brackets less closing ones, so far as they leave a note open; smileys are not brackets."""
    plain = re.sub(r"[:;=^8xX]['\-]?[()\[\]]", "", text)
    return sum(map(plain.count, "([{")) - sum(map(plain.count, ")]}"))


def take_inline_notes(text: str) -> tuple[str, list[str]]:
    """A paragraph without the bracketed notes in it, and those notes."""
    notes: list[str] = []
    kept: list[str] = []
    position = 0
    for _ in range(MAX_NOTES_IN_PARAGRAPH):
        match = _INLINE.search(text, position)
        if match is None:
            break
        end = _closing(text, match.start())
        if end is None:
            kept.append(text[position : match.end()])
            position = match.end()
            continue
        kept.append(text[position : match.start()])
        notes.append(text[match.start() : end])
        position = end
    if not notes:
        return text, []
    kept.append(text[position:])
    return _heal(kept), notes


def _closing(text: str, start: int) -> int | None:
    """Where the bracket that opens at `start` closes."""
    opening = text[start]
    depth = 0
    for index in range(start, min(len(text), start + MAX_INLINE)):
        if text[index] == opening:
            depth += 1
        elif text[index] == _PAIRS[opening]:
            depth -= 1
            if not depth:
                return index + 1
    return None


def _heal(kept: list[str]) -> str:
    """The pieces around taken notes, with one space at each seam."""
    text = kept[0]
    for piece in kept[1:]:
        following = piece.lstrip(" ") if text[-1:].isspace() or not text else piece
        text = (text.rstrip(" ") if following[:1] in set(".,;:!?") else text) + following
    return text.strip()
