"""Why a story is recommended: facts that it has, in words."""

from collections.abc import Iterable, Mapping, Sequence

from bot.corpus.story import Card, Status
from bot.recommend.features import Feature, Field, length_of
from bot.search.index import Length

ABOUT_THE_SAME = "both seem to be about much the same things"
"""What an embedding model says of two stories, in words that don't claim to know."""
_MOST_REASONS, _MOST_WISHED = 3, 3
_WORTH_SAYING = 0.2
"""Of the strongest kind of fact: with people in common, nobody is told that both are short."""
_MOST_NAMED: Mapping[Field, int] = {Field.CHARACTER: 3, Field.KEYWORD: 4, Field.TAG: 2}
_UNSPOKEN = frozenset({Field.WORD})
"""Words of titles and summaries help to rank; as a reason, "both speak of somebody" tells nobody anything."""
_SIZES: Mapping[Length, str] = {
    Length.DRABBLE: "very short",
    Length.SHORT: "short",
    Length.MEDIUM: "mid-length",
    Length.LONG: "long",
    Length.EPIC: "very long",
}
_ARTICLE_STATUS: Mapping[Status | None, str] = {
    Status.COMPLETE: "a complete",
    Status.IN_PROGRESS: "an unfinished",
    None: "a",
}


def shared_reasons(shared: Mapping[Feature, float], labels: Mapping[Feature, str]) -> tuple[str, ...]:
    """The strongest facts that two stories share, at most three phrases, each about one kind of fact."""
    fields: dict[Field, list[Feature]] = {}
    for feature in sorted(shared, key=lambda feature: (-shared[feature], feature)):
        if feature.field in _UNSPOKEN:
            continue
        fields.setdefault(feature.field, []).append(feature)
    worth = {field: sum(shared[feature] for feature in found) for field, found in fields.items()}
    strong = [field for field in fields if worth[field] >= _WORTH_SAYING * max(worth.values())]
    return tuple(
        _phrase(field, [labels[feature] for feature in fields[field][: _MOST_NAMED.get(field, 1)]])
        for field in sorted(strong, key=lambda field: -worth[field])[:_MOST_REASONS]
    )


def asked_reasons(asked: Iterable[Feature], card: Card, labels: Mapping[Feature, str]) -> tuple[str, ...]:
    """A story asked for by character or fandom has what was asked for; then what a reader may want to know."""
    has = tuple(
        f"has {labels[feature]}" if feature.field is Field.CHARACTER else f"set in {labels[feature]}"
        for feature in asked
    )
    return (*has, f"{_kind_of_story(card)}: {_facts(card, fandom=False)}")


def wished_reasons(wished: Iterable[Feature], labels: Mapping[Feature, str]) -> tuple[str, ...]:
    """What a story has of the facts and moods that were wished for, one phrase; `labels` are the story's."""
    has = list(dict.fromkeys(f"“{labels[feature]}”" for feature in wished if feature in labels))
    return (f"as you wished: {_listed(has[:_MOST_WISHED])}",) if has else ()


def start_reason(card: Card) -> str:
    """Why to start with this story: "a complete short story to start with: General, 1,900 words, Naruto"."""
    return f"{_kind_of_story(card)} to start with: {_facts(card, fandom=True)}"


def _kind_of_story(card: Card) -> str:
    status = card.status.value if card.status else None
    size = f"{_SIZES[length_of(card)]} " if card.words else ""
    return f"{_ARTICLE_STATUS[status]} {size}story"


def _facts(card: Card, *, fandom: bool) -> str:
    facts = [str(card.rating.value)]
    if card.words:
        facts.append(f"{card.words:,} word{'' if card.words == 1 else 's'}")
    if fandom and card.fandoms:
        facts.append(card.fandoms[0].value)
    return ", ".join(facts)


def _phrase(field: Field, labels: Sequence[str]) -> str:
    quoted = _listed([f"“{label}”" for label in labels])
    plain = _listed(labels)
    return {
        Field.CHARACTER: f"shares {plain}",
        Field.RELATIONSHIP: f"also has {plain}",
        Field.SERIES: f"same series, {plain}",
        Field.TAG: f"also tagged {quoted}",
        Field.FANDOM: f"also {plain}",
        Field.AUTHOR: f"also by {plain}",
        Field.KEYWORD: f"both dwell on {', '.join(labels)}",
        Field.WARNING: f"same warning, {plain}",
        Field.RATING: f"also rated {plain}",
        Field.LENGTH: f"also {plain}",
    }[field]


def _listed(items: Sequence[str]) -> str:
    """One, two or more items as a list in words."""
    return " and ".join((", ".join(items[:-1]), items[-1])) if len(items) > 1 else items[0]
