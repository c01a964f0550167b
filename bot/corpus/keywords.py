"""The telling words of a story: what it dwells on, for recommendations and for saying why."""

from collections import Counter

import regex

from bot.corpus.story import Story, values

LIMIT = 40
_MIN_LETTERS = 4
_MIN_TIMES, _MIN_TIMES_LONG = 2, 3
_LONG = 1_500
"""Words of text from which on a word must come up three times to be dwelt on."""
_MIN_LOWER_SHARE = 0.5
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*+(?:['’]\p{L}+)?")

_COMMON = """
able about above across actually added afraid after again against ahead almost alone along already also although
always among another answer answered anybody anyone anything anyway anywhere appeared arms around asked asleep away
awhile back beautiful became because become been before began begin behind being believe below beneath beside besides
best better between beyond black bodies body both boys break breath breathed breathing bright bring broken brother
brought brow brown brows call called came cannot carried case caught cause certain certainly chair chairs change
chapter cheek cheeks chest child children chin chuckled clean clear close closed cold come comes coming common
continued corner could couldnt count country course cried crossed dark darkness days dead deal dear didnt different
direction distance does doesnt doing done dont door doors doubt down draw drew dropped during each easy edge eight
eighteen eighty either eleven else empty enough even evening ever every everybody everyone everything everywhere
exactly expected expression eyebrow eyes face fact fair fall fallen fast father fear feel feeling feelings feels feet
fell felt fifteen fifty figure finally find fine finger fingers fire first five floor follow followed foot forth forty
forward found four free friend friends from front frowned frowning full funny further gave gaze getting girl girls
give given gives giving glad glance glanced goes going gone good gotten gray great green grew grey grin grinned
grinning ground guess hair half hand hands happen happened happy hard hardly have having head hear heard heart heavy
held hello help here hers herself high himself hold holding hole home hope hoped hour hours house however hummed
hundred hung hurt idea indeed inside instead interest into itself just keep kept kind knee knees knew knocked know
known knows laid large last late later laugh laughed laughing leaned learned least leave leaving left legs length less
lifted light like liked likely line lips listen listened listening little live lived living long longer look looked
looking looks lost lots lower lying made make makes making manner many matter maybe mean means meant middle might mile
miles mind mine minute minutes missed moment more morning most mother mouth move moved much murmured must muttered
myself name names near nearly neck need needed neither never next night nights nine ninety nobody nodded none noone
nose nothing notice nowhere number often okay once ones only onto open opened other others ought ourselves outside
over page pages part pass passed past paused people perhaps person piece pieces place places played please point
pointed poor possible power pretty probably pulled pushed quick quickly quiet quietly quite raised rather reached read
reading ready real really reason received remained remember remembered replied rest return returned right road rolled
room rose round running said same save saying says second seconds seem seemed seems seen self send sense sent sentence
seven several shall shook short should shoulder shoulders shouted show showed shrugged shut side sighed sight silence
silent since sister sitting sixteen sixty sleep slept slightly slipped slow slowly small smile smiled smiling snapped
some somebody somehow someone something sometimes somewhere soon sorry sort sound speak speech spent spoke stand
standing stared staring started stay stayed step stepped steps still stood stop stopped story straight strange street
strong struck stuck such suddenly suppose sure surprised table take taken takes taking talk talked talking tell than
thank thanks that their theirs them themselves then there therefore these they thin thing things think thinking third
thirteen thirty this those though thought thousand three throat through till time times tired today together told
tomorrow tone tonight took toward towards town tried trouble true truly trying turn turned turning twelve twenty twice
under understand understood until upon used usual usually very view voice wait waited waiting walk walked walking wall
walls want wanted wants warm watch watched water ways week weeks well went were what whatever when whenever where
wherever whether which while whispered white whole whom whose wide wife will window windows wish with within without
woke woman women wonder wondered wondering word words work worked world worse worst would write writing written wrong
wrote yeah year years yelled yesterday young your yours yourself yourselves
"""
COMMON = frozenset(_COMMON.split())
"""Words that say nothing of a story: English function words and what fiction is made of everywhere."""


def keywords(story: Story) -> tuple[str, ...]:
    """At most 40 telling words of the text, most frequent first, in lower case; names are left out.

    A word is a name if it is one of the stated characters' or fandoms', or mostly stands with a capital. Deterministic.
    None for a story in another language than English: its commonest words, which aren't known here, would come first.
    """
    if story.language is not None and story.language.value != "English":
        return ()
    times: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for chapter in story.chapters:
        for match in _WORD.finditer(chapter.text):
            word = match[0].replace("’", "'")
            plain = word.lower().removesuffix("'s")
            times[plain] += 1
            lower[plain] += not word[0].isupper()
    names = _name_words(story)
    least = _MIN_TIMES if times.total() < _LONG else _MIN_TIMES_LONG
    telling = (
        word
        for word, count in times.items()
        if count >= least and _is_telling(word, count, lower[word]) and word not in names
    )
    return tuple(sorted(telling, key=lambda word: (-times[word], word))[:LIMIT])


def _is_telling(word: str, count: int, lower: int) -> bool:
    if len(word) < _MIN_LETTERS or word in COMMON or "'" in word:
        return False
    return lower >= count * _MIN_LOWER_SHARE


def _name_words(story: Story) -> set[str]:
    """Words of all stated names, lower case."""
    named = (*values(story.characters), *values(story.relationships), *values(story.authors), *values(story.fandoms))
    return {word.lower() for name in named for word in regex.findall(r"\p{L}+", name)}
