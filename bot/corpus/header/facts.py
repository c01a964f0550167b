"""Header entries -> the facts of a story. What can't be understood is kept as a note, and told as a problem."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from bot.corpus.header.dates import read_date
from bot.corpus.header.gathered import Gathered, one_line
from bot.corpus.header.lists import is_nothing, read_list, read_pairings
from bot.corpus.header.ratings import read_rating, stricter
from bot.corpus.header.set_apart import take_over
from bot.corpus.header.stats import genres_in, is_stats, split_stats
from bot.corpus.header.subjects import clean_subject
from bot.corpus.header.values import read_count, read_language, read_permission, read_status
from bot.corpus.marks.entries import Entry, Rank
from bot.corpus.marks.folding import fold
from bot.corpus.marks.labels import Field, field_of
from bot.corpus.marks.notes import is_note_like
from bot.corpus.story import Note, Status
from bot.corpus.words import items, word_list

MAX_ITEM = 90
"""Characters of one warning or tag; a longer value is a sentence about the story and stays whole."""
MAX_FRAGMENT = 3
MAX_REMARK = 6
"""Words of a first warning that a full stop, not a comma, sets apart from others; and of one that is no remark."""
_REMARK = frozenset("([{,;!")
"""What begins a remark behind a rating: "M (underage)"."""
MAX_PLAIN = 24
"""Characters of a rating, status or date that says no more than just that; a longer one is also kept in words."""

_CATEGORIES = frozenset(items(word_list("values")["categories"]["names"]))
_URL = re.compile(r"https?://[^\s<>\"')\]]{4,}|www\.[^\s<>\"')\]]{4,}")
_ADDRESS = re.compile(r"\s*[(<\[]?\S{1,60}@\S{1,60}[)>\]]?")
_NO_WARNING = re.compile(
    r"no (?:archive )?warnings? (?:apply|needed|necessary)|no warnings?|none needed", re.IGNORECASE
)
_PART_OF = re.compile(r"\s*(?:[\[(]\s*\d{1,3}\s*/\s*[\d?]{1,3}\s*[\])]|\s\d{1,3}/[\d?]{1,3})$")
_QUOTED_BY = re.compile(r"[\"“](?P<title>[^\"“”]{1,200})[\"”],?\s+by\s+(?P<author>\S.{1,60})", re.IGNORECASE)
_NUMBERED = re.compile(r"\d|#|\b(?:part|book|vol|one|two|three|first|second|third)\b", re.IGNORECASE)
_LINK_NUMBER = re.compile(r"\[\d{1,3}\]?(?=\S)")
"""Text browsers number links."""
_RANKED = frozenset({Field.TITLE, Field.AUTHOR, Field.PUBLISHED})
_OF_TOTAL = re.compile(r"(\d+)\s*/\s*(\d+|\?)")


def gather(entries: Iterable[Entry]) -> Gathered:
    """The facts that header entries state."""
    gathered = Gathered()
    for entry in _surest(list(entries), gathered):
        if entry.items and take_over(gathered, entry):
            continue
        if entry.field in {Field.NOTE, Field.DISCLAIMER, Field.LOOSE} or not is_nothing(entry.value):
            _READERS[entry.field](gathered, entry)
    if gathered.series and not gathered.fandoms and not _NUMBERED.search(gathered.series):
        gathered.fandoms, gathered.series = [gathered.series], ""  # the lists of the nineties called it so
    return gathered


def _surest(entries: list[Entry], gathered: Gathered) -> Iterator[Entry]:
    """The entries without those on title, author and day that surer ones make needless; these become notes."""
    for entry in entries:
        rivals = [rival for rival in entries if rival.field is entry.field and not is_nothing(rival.value)]
        if entry.field in _RANKED and rivals and entry.rank < max(rival.rank for rival in rivals):
            if fold(entry.value) not in {fold(rival.value) for rival in rivals if rival.rank > entry.rank}:
                gathered.keep(entry)
        else:
            yield entry


def _title(gathered: Gathered, entry: Entry) -> None:
    value = one_line(entry.value).strip("=-# ").removeprefix("Follow/Fav")
    value = clean_subject(value) or value if entry.rank is Rank.VAGUE else value
    value = _PART_OF.sub("", value) or value
    if quoted := _QUOTED_BY.fullmatch(value):
        value = quoted["title"]
        gathered.authors.append(quoted["author"])
    if value[:1] in set('"“«') and value[-1:] in set('"”»'):
        value = value[1:-1].strip()
    match = re.fullmatch(r"(.{2,80}?)\s+by\s+(\S{2,30})", value)
    if match and "_" in match[2]:
        gathered.authors.append(match[2])
        value = match[1]
    if not gathered.title:
        gathered.title, gathered.title_rank = value, entry.rank
    elif fold(value) != fold(gathered.title):
        gathered.keep(entry)


def _author(gathered: Gathered, entry: Entry) -> None:
    lines = (one_line(line) for line in entry.value.split("\n"))
    value = "; ".join(_LINK_NUMBER.sub("", re.sub(r"^by\s+", "", line, flags=re.IGNORECASE)) for line in lines)
    if address := _ADDRESS.search(value):
        gathered.keep(entry)
        value = value.replace(address[0], "").strip()
    several = entry.label.name.rstrip("()").endswith("s") and not entry.label.name.endswith("ss")
    gathered.authors.extend(read_list(value, ands=several))


def _summary(gathered: Gathered, entry: Entry) -> None:
    if gathered.summary and entry.value not in gathered.summary:
        gathered.keep(entry)
    else:
        paragraphs = re.split(r"\n\s*\n", entry.value)
        gathered.summary = "\n\n".join(one_line(part) for part in paragraphs if part.strip())


def _fandom(gathered: Gathered, entry: Entry) -> None:
    gathered.fandoms.extend(read_list(one_line(entry.value), ands=False))


def _category(gathered: Gathered, entry: Entry) -> None:
    """FanFiction.Net's category is the fandom, the Archive of Our Own's is Gen and the like, others mean the genre."""
    found = read_list(one_line(entry.value), ands=False)
    if all(item.casefold() in _CATEGORIES for item in found):
        gathered.keep(entry)
    elif any(genres_in(item) for item in found) or gathered.fandoms:
        gathered.tags.extend(found)
    else:
        gathered.fandoms.extend(found)


def _characters(gathered: Gathered, entry: Entry) -> None:
    slashes = "," not in entry.value and "\n" not in entry.value
    gathered.characters.extend(read_list(entry.value, slashes=slashes))


def _pairing(gathered: Gathered, entry: Entry) -> None:
    if is_nothing(re.split(r"[,.;\n]", entry.value)[0]):
        gathered.keep(entry)  # "None, really. A/B if you squint"
        return
    for sign, *names in read_pairings(entry.value):
        if names:
            gathered.relationships.append((" & " if sign == "&" else sign).join(names))
            gathered.paired.extend(names)
        else:
            lone = "character" in entry.label.name
            (gathered.characters if lone else gathered.relationships).append(sign)


def _tags(gathered: Gathered, entry: Entry) -> None:
    for item in read_list(entry.value, ands=len(entry.value) < MAX_ITEM):
        gathered.tags.extend(genres_in(item) or [item])


def _warnings(gathered: Gathered, entry: Entry) -> None:
    value = one_line(entry.value)
    if is_nothing(re.split(r"[,.;!]", value)[0]):
        gathered.keep(entry)  # "None, unless you're a bridge"
        return
    first, *others = re.split(r"(?<=[.!])\s+", value)
    if others and len(first.split()) <= MAX_FRAGMENT:
        for part in (first, *others):
            if len(part.split()) <= MAX_REMARK:
                gathered.warnings.extend(read_list(part.rstrip("!")))
            else:
                gathered.notes.append(Note("top", part))
        return
    if others or (len(value) > MAX_ITEM and is_note_like(value)):
        gathered.warnings.append(value)
        return
    found = read_list(entry.value, ands=len(value) < MAX_ITEM)
    gathered.warnings.extend(item for item in found if not _NO_WARNING.fullmatch(item.strip(".! ")))


def _rating(gathered: Gathered, entry: Entry) -> None:
    if is_stats(one_line(entry.value)):
        _stats(gathered, replace(entry, label=replace(entry.label, value=f"Rated: {entry.value}")))
        return
    value = one_line(entry.value)
    rating = read_rating(value)
    if rating is None:
        gathered.complain(entry, f"The rating {value[:60]!r} isn't one that I know, so the story counts as Not Rated.")
        gathered.keep(entry)
        return
    if gathered.rating not in {None, rating}:
        gathered.complain(entry, "Two ratings are stated; the stricter one counts.")
    gathered.rating = stricter(gathered.rating, rating) if gathered.rating else rating
    if len(value) > MAX_PLAIN or not _REMARK.isdisjoint(value):
        gathered.keep(entry)


def _status(gathered: Gathered, entry: Entry) -> None:
    found = read_status(entry.value)
    if found is None and entry.label.name.rstrip("?") in {"completed", "finished"} and (day := read_date(entry.value)):
        gathered.status, gathered.updated = Status.COMPLETE, gathered.updated or day
        return
    gathered.status = found or gathered.status
    if found is None or len(entry.value) > MAX_PLAIN:
        gathered.keep(entry)


def _words(gathered: Gathered, entry: Entry) -> None:
    _keep_beside_count(gathered, entry)


def _chapters(gathered: Gathered, entry: Entry) -> None:
    if (match := _OF_TOTAL.search(entry.value)) and entry.label.name != "chapter":
        gathered.status = gathered.status or (Status.COMPLETE if match[1] == match[2] else Status.IN_PROGRESS)
    _keep_beside_count(gathered, entry)


def _keep_beside_count(gathered: Gathered, entry: Entry) -> None:
    """A count is counted here, not taken over; words beside it are kept."""
    if re.search(r"[^\W\d_]{2,}", entry.value) or read_count(entry.value) is None:
        gathered.keep(entry)


def _language(gathered: Gathered, entry: Entry) -> None:
    if gathered.language:
        gathered.keep(entry)
    gathered.language = gathered.language or read_language(one_line(entry.value))


def _series(gathered: Gathered, entry: Entry) -> None:
    if gathered.series:
        gathered.keep(entry)
    gathered.series = gathered.series or one_line(entry.value)


def _source(gathered: Gathered, entry: Entry) -> None:
    address = _URL.search(entry.value)
    if address and not gathered.source:
        gathered.source = address[0].rstrip(".,;")
    if not address or len(one_line(entry.value)) > len(address[0]) + 2:
        gathered.keep(entry)


def _published(gathered: Gathered, entry: Entry) -> None:
    day = read_date(entry.value)
    gathered.published = gathered.published or day
    _keep_unclear_day(gathered, entry, clear=day is not None)


def _updated(gathered: Gathered, entry: Entry) -> None:
    day = read_date(entry.value)
    gathered.updated = gathered.updated or day
    _keep_unclear_day(gathered, entry, clear=day is not None)


def _keep_unclear_day(gathered: Gathered, entry: Entry, *, clear: bool) -> None:
    if not clear:
        gathered.complain(entry, f"It isn't clear which day {one_line(entry.value)[:40]!r} is. Write it as 2024-05-31.")
    if not clear or len(entry.value) > MAX_PLAIN:
        gathered.keep(entry)


def _permission(gathered: Gathered, entry: Entry) -> None:
    gathered.permission = read_permission(entry.value)
    gathered.keep(entry)


def _proof(gathered: Gathered, entry: Entry) -> None:
    if gathered.proof:
        gathered.keep(entry)
    gathered.proof = gathered.proof or one_line(entry.value)


def _note(gathered: Gathered, entry: Entry) -> None:
    if entry.value.strip() or (entry.label.name and field_of(entry.label.name) is None):
        gathered.keep(entry, named=entry.field is Field.LOOSE)


def _stats(gathered: Gathered, entry: Entry) -> None:
    for label in split_stats(one_line(entry.value)):
        _READERS[label.field](gathered, Entry(label, entry.line))
    gathered.keep(entry, named=False)


_READERS: dict[Field, Callable[[Gathered, Entry], None]] = {
    Field.TITLE: _title,
    Field.AUTHOR: _author,
    Field.SUMMARY: _summary,
    Field.FANDOM: _fandom,
    Field.CATEGORY: _category,
    Field.SERIES: _series,
    Field.CHARACTERS: _characters,
    Field.PAIRING: _pairing,
    Field.TAGS: _tags,
    Field.RATING: _rating,
    Field.WARNINGS: _warnings,
    Field.STATUS: _status,
    Field.WORDS: _words,
    Field.CHAPTERS: _chapters,
    Field.LANGUAGE: _language,
    Field.SOURCE: _source,
    Field.PUBLISHED: _published,
    Field.UPDATED: _updated,
    Field.PERMISSION: _permission,
    Field.PROOF: _proof,
    Field.DISCLAIMER: _note,
    Field.NOTE: _note,
    Field.STATS: _stats,
    Field.LOOSE: _note,
}
