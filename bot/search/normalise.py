"""One spelling for many: what is compared when names and titles are compared."""

import unicodedata
from functools import lru_cache

import regex

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "&": " and "}
)
_APOSTROPHES = regex.compile(r"['’‘ʼ`´′＇ʻ]")
# Accents of alphabets only: kana voicing, Indic vowel signs and the like tell words apart.
_ACCENTS = regex.compile(
    r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_BETWEEN_WORDS = regex.compile(r"[^\p{L}\p{N}\p{M}]+")
_TELLING = 4
"""Letters from which on a word can't be a Roman number."""
_MOST_ALIASES = 4
_ARTICLES = frozenset({"a", "an", "the"})

_PARENTHESIS = regex.compile(r"\(([^()]*)\)")
_HONORIFIC = regex.compile(
    r"(?<=\w)(?:[-‐‑](?i:san|chan|kun|sama|sensei|senpai|sempai)"
    # Spelt large and apart, Chan and San are family names too: Jackie Chan.
    r"|\s+(?:san|chan|(?i:kun|sama|sensei|senpai|sempai)))(?!\w)"
)
_NICKNAME = regex.compile(r"[\"“”„]([^\"“”„]++)[\"“”„]|(?<=\s)['‘]([^'‘’]++)['’](?=\s)")
_ROMAJI = regex.compile(
    r"(?:(?:[kgsztdnhbpmyrwjf]|sh|ch|ts|[kgnhbpmr]y)?[aiueo]|n(?![aiueoy])|([kstp])(?=\1)|t(?=ch))++"
)
_ROMANISATION = tuple(
    (regex.compile(pattern), plain)
    for pattern, plain in (
        (r"tch", "ch"),
        (r"([bcdfghjklmnpqrstvwxz])\1", r"\1"),
        (r"m(?=[bp])", "n"),
        (r"sh(?=i)", "s"),
        (r"sh(?=[auo])", "sy"),
        (r"ch(?=i)", "t"),
        (r"ch(?=[auo])", "ty"),
        (r"tsu", "tu"),
        (r"jy?(?=[auo])", "zy"),
        (r"j(?=i)", "z"),
        (r"o(?:u|o|h(?![aeiouy]))", "o"),
        (r"uu", "u"),
        (r"aa", "a"),
        (r"ii", "i"),
        (r"ee", "e"),
    )
)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without diacritics or punctuation, words apart by one space. Applied once, when indexed or asked.

    A text without any letter or digit is kept as it is, so that a title such as "!!!" can still be found.
    """
    lowered = _APOSTROPHES.sub("", text.casefold().translate(_LETTERS))
    if not lowered.isascii():
        # A second casefold, because compatibility forms (for example mathematical capitals) only now become letters.
        decomposed = unicodedata.normalize("NFKD", lowered).casefold().translate(_LETTERS)
        lowered = unicodedata.normalize("NFC", _ACCENTS.sub("", _APOSTROPHES.sub("", decomposed)))
    folded = _BETWEEN_WORDS.sub(" ", lowered).strip()
    return folded or " ".join(text.casefold().split())


def without_article(folded: str) -> str:
    """A folded title without a leading article; a title that is nothing else stays."""
    first, _, rest = folded.partition(" ")
    return rest if rest and first in _ARTICLES else folded


def initials(folded: str) -> str:
    """First letters of a folded name's words, for abbreviations: "harry potter" gives "hp". Empty for one word."""
    words = folded.split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def name_parts(name: str) -> tuple[str, ...]:
    """The folded words of a name as given, each once, without honorifics and without what stands in parentheses."""
    bare = _PARENTHESIS.sub(" ", name)
    return tuple(dict.fromkeys(fold(_HONORIFIC.sub(" ", bare if bare.strip() else name)).split()))


def name_hint(name: str) -> str:
    """What stands in parentheses after a name: "Damar (Star Trek)" gives "Star Trek"."""
    match = _PARENTHESIS.search(name)
    return match[1].strip() if match and name[: match.start()].strip() else ""


def name_spellings(name: str) -> dict[tuple[str, ...], str]:
    """The parts of every name that an entry of a list gives one person, the fullest first, each with how it reads.

    "Takami Keigo | Hawks" has two, and so has 'Montgomery "Scotty" Scott': with the nickname set apart.
    """
    found: dict[tuple[str, ...], str] = {}
    aliases = name.split("|")
    for alias in aliases if len(aliases) <= _MOST_ALIASES else (name,):
        nicknames = [quoted or single for quoted, single in _NICKNAME.findall(alias)]
        found.setdefault(name_parts(_NICKNAME.sub(" ", alias) if nicknames else alias), alias.strip())
        for nickname in nicknames:
            found.setdefault(name_parts(nickname), nickname.strip())
    found.pop((), None)
    return found


@lru_cache(maxsize=65_536)
def romanise(part: str) -> str:
    """One spelling for the usual romanisations of a folded Japanese word; other words come out changed but stable."""
    for pattern, plain in _ROMANISATION:
        part = pattern.sub(plain, part)
    return part


def fold_name(name: str) -> str:
    """A key that a name's usual spellings share: order of the parts, long vowels and romanisation do not matter.

    "Akimichi Chōji", "Chouji Akimichi" and "Choji Akimichi" have one key. Different people can share a key too (Yuki
    and Yuuki): it finds candidates, and the plain folds decide between them.
    """
    return " ".join(sorted(map(romanise, name_parts(name))))


def same_sound(folded: str) -> str:
    """Folded words, those that may be Japanese in one romanisation: "haikyuu" and "haikyu" agree, "dragoon" stays."""
    return " ".join(
        romanise(word) if len(word) >= _TELLING and _ROMAJI.fullmatch(word) else word for word in folded.split()
    )
