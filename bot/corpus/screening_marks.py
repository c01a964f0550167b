"""What warnings, tags and notes announce: sexual content, and minors in it."""

from collections.abc import Iterable, Sequence
from functools import cache

from bot.corpus.phrases import PhraseFinder, words_of

_NOT = frozenset(
    ["no", "not", "non", "never", "isn't", "aren't", "none", "nobody", "without", "neither", "zero", "nor"]
)
_REACH = 4
"""Words before a mark within which a negation belongs to it."""

_GROUPS = {
    "young": "teen teens teenage teenager teenagers child children kid kids minor minors schoolgirl schoolgirls "
    "schoolboy schoolboys underage underaged preteen preteens youth adolescent adolescents toddler",
    "sexy": "sex sexual sexually sexualised sexualized sexualisation sexualization porn pornography smut lemon lemons "
    "nsfw noncon non-con rape raped molestation molested incest erotica prostitution grooming grooming",
}

_UNDERAGE_TAGS = (
    "underage|underaged !drinking|drinker|drinkers|drug|drugs|alcohol|smoking|smoker|smokers|driving|driver|gambling|"
    "magic|sorcery|wizard|wizards|wizardry|soldier|soldiers|use|partying|and|substance|clubbing|tattoo|tattoos|"
    "voting|fighting|hero|heroes|vigilante|vigilantism|racing|readers|reader|restriction|work|labour|labor|hunting",
    "underage|underaged and sex|rape|non",
    "shota|shotas|shotacon|loli|lolis|lolicon|lolicons|pedophilia|paedophilia|pedophile|paedophile|pedo|hebephilia|"
    "ephebophilia|jailbait|csa|minderjährig~|mineurs|未成年",
    "{young} ... {sexy}",
    "{sexy} ... {young}",
    "minors !dni|do|keep|out|stay|go|begone|not|be|leave|league|interact|don't",
    "minor|adult adult|minor $",
    "statutory rape",
    "menor|menores de edad",
)
_WHOLE_TAGS = frozenset({"minor", "minors", "chan", "underage", "menores", "mineur", "mineure", "teen sex"})

_UNDERAGE_NOTES = (
    "underage|underaged sex|sexual|relationship|relationships|smut|lemon|lemons|content|lovers|couple|rape|pairing|"
    "warning|themes|slash",
    "warning|warnings|contains|contain|includes|include|tw|cw ... underage|underaged !drinking|drug|drugs|alcohol|"
    "smoking|driving|gambling|magic|substance|readers",
    "shota|shotacon|loli|lolicon|pedophilia|paedophilia|teen|teenage|child|minor sex|porn|smut|lemon|shota|shotacon",
    "teens|teenagers|children|minors|kids having|have sex",
    "sex with|between|involving ... minor|minors|teenager|teenagers|child|children|kids",
)

_SEXUAL_TAGS = (
    "smut|smutty|pwp|nsfw|porn|pornography|erotica|erotic|lemons|citrus|hentai|bdsm|orgasm~|masturbation|noncon|"
    "non-con|dubcon|dub-con|rape|threesome|blow|blowjob|handjob|kink|kinky|frottage|fingering|foreplay|lemony",
    "sex !pistols|education|ed|change|swap|reassignment|pollen|appeal|jokes|joke|worker|workers",
    "sexual|sexually !tension|harassment|orientation|identity|humor|humour|confusion|awakening|innuendo|abuse|"
    "assault|references|references|jokes|health|crisis|violence",
    "sexual|sexually abuse|assault|violence",
    "lemon|lime $",
    "rated m|ma|nc|x|r|explicit|mature",
    "mature|adult|adults|explicit content|only|themes|scenes|scene|language",
    "18|nc",
)
_SEXUAL_NOTES = (
    "lemon|lemons|lime|limes|smut warning|warnings|alert|ahead|scene|scenes|chapter|content|fic|below|in|fest",
    "contains|contain|contained|includes|include|including|warning|warnings|warned|implied|first|next|mild|slight|"
    "explicit|write|writing|wrote|written|some|tw|cw|pure|just|and ... lemons|smut|porn|pwp|nsfw|lime|limes",
    "a|an|the|this|my|first|real|full|mild|implied lemon|lime $",
    "lemons|smut|smutty|pwp|nsfw|porn|erotica|hentai",
    "contains|contain|includes|include|warning|warnings|implied|explicit|mature|graphic|some|tw|cw ... sex|sexual",
    "sex scene|scenes|stuff|ahead|warning",
    "sexual content|situations|situation|themes|scene|scenes|acts|material|references",
    "rated m|ma|nc|x|r|explicit|mature",
    "mature|adult content|themes|scenes|audiences|audience|readers",
)


@cache
def _finder(patterns: tuple[str, ...]) -> PhraseFinder[None]:
    return PhraseFinder(((pattern, None) for pattern in patterns), _GROUPS)


def _first(patterns: tuple[str, ...], text: str) -> str | None:
    """The words around the first mark in the text that isn't negated, or None."""
    words = words_of(text)
    for hit in _finder(patterns).find(words):
        if _NOT.isdisjoint(words[max(0, hit.start - _REACH) : hit.end]):
            return " ".join(words[max(0, hit.start - _REACH) : hit.end + _REACH])
    return None


def underage_in_tag(tag: str) -> bool:
    """Whether a warning or tag says that a minor is sexualised."""
    whole = " ".join(words_of(tag))
    return whole in _WHOLE_TAGS or _first(_UNDERAGE_TAGS, tag) is not None or _states_young_age(tag)


def _states_young_age(tag: str) -> bool:
    words = words_of(tag)
    young = any(word.isdigit() and int(word) < 18 for word in words) and {"year", "years", "yo"} & set(words)
    return bool(young) and _first(_SEXUAL_TAGS, tag) is not None


def underage_in_note(note: str) -> str | None:
    """Words of a note or summary that warn of a sexualised minor, or None."""
    return _first(_UNDERAGE_NOTES, note)


def announced_in(labels: Iterable[str], prose: Sequence[str]) -> list[str]:
    """Words of tags and notes that announce sexual content."""
    found = [label for label in labels if _first(_SEXUAL_TAGS, label)]
    return found + [words for text in prose if (words := _first(_SEXUAL_NOTES, text))]
