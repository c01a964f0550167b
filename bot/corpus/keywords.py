"""The telling words of a story: what it dwells on, for recommendations and for saying why."""

from collections import Counter

import regex

from bot.corpus.story import Story, values

LIMIT = 40
_MIN_LETTERS = 4
_MIN_TIMES = 2
_MIN_LOWER_SHARE = 0.5
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*+(?:['’]\p{L}+)?")

_COMMON = """
about above across actually after again against ahead almost alone along already also although always among
another anybody anyone anything anyway anywhere around asked away awhile back became because become been before
began begin behind being believe below beneath beside besides best better between beyond both bring brought came
can't cannot cause certain certainly chapter close closed come comes coming could couldn't couldnt course didn't
didnt different does doesn't doesnt doing done don't dont down during each either else enough even ever every
everybody everyone everything everywhere exactly eyes face fact fell felt find finally fine first five followed
forward found four from front full further gave getting give given gives giving goes going gone good gotten great
hadn't half hand hands happen happened hard hardly hasn't have haven't having head hear heard held hello help her
here hers herself himself hold hundred inside instead into isn't it's itself just keep kept kind knew know known
knows last later laugh laughed least leave left less let's like little long longer look looked looking looks lots
made make makes making many matter maybe mean meant might mind mine moment more most mouth move moved much must
myself name near nearly need needed never next nine nobody nodded none noone nothing nowhere often okay once ones
only onto open opened other others ought ourselves outside over past people perhaps place please point possible
probably pulled pushed quite quickly rather reached ready real really replied rest right said same sat saying says
second seconds seem seemed seems seen sent seven several shall she's should shoulder shoulders shouldn't shook
show showed shrugged side sighed since slightly slow slowly small smile smiled some somebody somehow someone
something sometimes somewhere soon sort speak spoke stand standing stared started still stood stop stopped such
suddenly sure take taken takes taking talk talked tell than thank thanks that that's their theirs them themselves
then there there's therefore these they they'd they'll they're they've thing things think thinking third this
those though thought thousand three through till time times today together told tomorrow tonight took toward
towards tried true truly turn turned twice under understand understood until upon used usually very voice wait
waited walk walked want wanted wants wasn't watch watched we'd we'll we're we've well went were weren't what
what's whatever when whenever where wherever whether which while whole whom whose why will with within without
woke won't word words work would wouldn't wrong yeah year years yesterday you'd you'll you're you've young your
yours yourself yourselves
"""
COMMON = frozenset(_COMMON.split())
"""Words that say nothing of a story: English function words and what fiction is made of everywhere."""


def keywords(story: Story) -> tuple[str, ...]:
    """At most 40 telling words of the text, most frequent first, in lower case; names are left out.

    A word is a name if it is one of the stated characters' or fandoms', or mostly stands with a capital. Deterministic.
    """
    times: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for chapter in story.chapters:
        for match in _WORD.finditer(chapter.text):
            word = match[0].replace("’", "'")
            plain = word.lower().removesuffix("'s")
            times[plain] += 1
            lower[plain] += not word[0].isupper()
    names = _name_words(story)
    telling = (word for word, count in times.items() if _is_telling(word, count, lower[word]) and word not in names)
    return tuple(sorted(telling, key=lambda word: (-times[word], word))[:LIMIT])


def _is_telling(word: str, count: int, lower: int) -> bool:
    if len(word) < _MIN_LETTERS or count < _MIN_TIMES or word in COMMON:
        return False
    return lower >= count * _MIN_LOWER_SHARE


def _name_words(story: Story) -> set[str]:
    """Words of all stated names, lower case."""
    named = (*values(story.characters), *values(story.relationships), *values(story.authors), *values(story.fandoms))
    return {word.lower() for name in named for word in regex.findall(r"\p{L}+", name)}
