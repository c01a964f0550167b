"""What a careful person reads in a messy story file, and in what a reading differs from it.

An expectation is a JSON object; a field that is absent is not judged. "A|B" accepts either, "?x" in a list may be
there, and a list in place of a single value accepts any of its items.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.corpus.story import SCENE_BREAK, Fact, Origin, Story

_PLAIN_QUOTES = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’`", "'"), **dict.fromkeys("–—", "-"), "\xa0": " "}
)
_END_MARKS = re.compile(
    r"[\s\-~*.=o]*\b(?:the end|fin|owari|end|tbc|to be continued|ende|finis)\b[\s\-~*.!=o]*$", re.IGNORECASE
)
LISTS = ("authors", "fandoms", "characters", "relationships", "warnings", "tags")


def differences(story: Story, expected: dict[str, Any]) -> list[str]:
    """Every respect in which the story is not as expected, in words."""
    return [
        *_title(story, expected),
        *_rating(story, expected),
        *_single(story, expected),
        *(f"{name}: {difference}" for name in LISTS if name in expected for difference in _list(story, expected, name)),
        *_chapters(story, expected),
        *_ends(story, expected),
        *_places(story, expected),
        *_paragraphs(story, expected),
    ]


def plain(text: str) -> str:
    """Without marks of emphasis, with straight quotes and single spaces."""
    straight = text.translate(_PLAIN_QUOTES).replace("…", "...")
    return re.sub(r"\s+", " ", re.sub(r"[*_~]", "", straight)).strip()


def _key(text: str) -> str:
    return re.sub(r"\s*([/&])\s*", r"\1", plain(text).casefold()).strip(" .")


def _either(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_one_of(got: str, accepted: Any) -> bool:
    return _key(got) in {_key(str(one)) for one in _either(accepted)}


def _value(fact: Fact[Any] | None) -> str | None:
    return None if fact is None else str(fact.value)


def _title(story: Story, expected: dict[str, Any]) -> Iterator[str]:
    title = expected.get("title", {})
    if title.get("value") is not None and not _is_one_of(story.title.value, title["value"]):
        yield f"title: {story.title.value!r} in place of {title['value']!r}"
    if "origin" in title and story.title.origin not in _either(title["origin"]):
        yield f"title is {story.title.origin}, not {title['origin']}"


def _rating(story: Story, expected: dict[str, Any]) -> Iterator[str]:
    rating = expected.get("rating")
    if rating and story.rating.value not in _either(rating["value"]):
        yield f"rating: {story.rating.value} in place of {rating['value']}"
    if rating and story.rating.origin != rating.get("origin", story.rating.origin):
        yield f"rating is {story.rating.origin}, not {rating['origin']}"


def _single(story: Story, expected: dict[str, Any]) -> Iterator[str]:
    if "summary" in expected:
        summary = story.summary.value if story.summary and story.summary.origin is Origin.STATED else ""
        if not _is_one_of(summary, expected["summary"] or ""):
            yield f"summary: {summary!r} in place of {expected['summary']!r}"
    for name in ("status", "language"):
        got = _value(getattr(story, name))
        if name in expected and not (got in _either(expected[name]) or (got and _is_one_of(got, expected[name]))):
            yield f"{name}: {got!r} in place of {expected[name]!r}"


def _list(story: Story, expected: dict[str, Any], name: str) -> Iterator[str]:
    left = [_key(fact.value) for fact in getattr(story, name) if fact.origin is Origin.STATED]
    for item in expected[name]:
        wanted = item.removeprefix("?")
        there = next((one for one in left if _is_one_of(one, wanted.split("|"))), None)
        if there is not None:
            left.remove(there)
        elif wanted == item:
            yield f"{wanted!r} is missing"
    if left:
        yield f"{left} are too many"


def _chapters(story: Story, expected: dict[str, Any]) -> Iterator[str]:
    titles = [chapter.title for chapter in story.chapters]
    if "chapters" in expected and len(titles) not in _either(expected["chapters"]):
        yield f"chapters: {titles}, not {expected['chapters']} of them"
    wanted = expected.get("chapter_titles")
    if wanted is not None and not (
        len(titles) == len(wanted) and all(map(_is_one_of, titles, (one.split("|") for one in wanted)))
    ):
        yield f"chapter titles: {titles} in place of {wanted}"
    breaks = sum(paragraph == SCENE_BREAK for paragraph in _all_paragraphs(story))
    if "scene_breaks" in expected and breaks not in _either(expected["scene_breaks"]):
        yield f"scene breaks: {breaks} in place of {expected['scene_breaks']}"


def _ends(story: Story, expected: dict[str, Any]) -> Iterator[str]:
    first, last = plain(story.chapters[0].text), plain(story.chapters[-1].text)
    if "first_words" in expected and not first.startswith(tuple(map(plain, _either(expected["first_words"])))):
        yield f"begins with {first[:80]!r} in place of {expected['first_words']!r}"
    closes = {last, _END_MARKS.sub("", last)}
    ends = tuple(plain(one).rstrip("\"' ") for one in _either(expected.get("last_words", "")))
    if not any(one.rstrip(" *-\"')").endswith(tuple(end.rstrip(" *-\"')") for end in ends)) for one in closes):
        yield f"ends with {last[-80:]!r} in place of {expected['last_words']!r}"


def _places(story: Story, expected: dict[str, Any]) -> Iterator[str]:
    texts = [chapter.text for chapter in story.chapters]
    text = plain("\n\n".join(texts))
    notes = plain("\n\n".join(note.text for note in story.notes))
    titles = plain("\n".join(chapter.title for chapter in story.chapters)).casefold()
    yield from (f"not in the text: {one!r}" for one in expected.get("must_be_in_text", []) if plain(one) not in text)
    for one in expected.get("text_or_title", []):
        if plain(one) not in text and plain(one).casefold() not in titles:
            yield f"neither in the text nor in a chapter's title: {one!r}"
    for one in expected.get("must_be_in_notes", []):
        if plain(one) in text:
            yield f"a note stands in the text: {one!r}"
        if plain(one) not in notes:
            yield f"not kept as a note: {one!r}"
    for one in expected.get("not_in_text", []):
        marked = re.search("[*_~]", one)
        if any(one in text for text in texts) if marked else plain(one) in text:
            yield f"stands in the text: {one!r}"


def _paragraphs(story: Story, expected: dict[str, Any]) -> Iterator[str]:
    lines = [re.sub(" +", " ", re.sub("[*_]", "", one.translate(_PLAIN_QUOTES))) for one in _all_paragraphs(story)]
    for one in expected.get("paragraphs", []):
        if not any(plain(one) in line for line in lines):
            yield f"not on one line: {one!r}"
    for first, second in expected.get("separate", []):
        if any(plain(first) in plain(line) and plain(second) in plain(line) for line in lines):
            yield f"in the same paragraph: {first!r} and {second!r}"


def _all_paragraphs(story: Story) -> Sequence[str]:
    return [paragraph.strip() for chapter in story.chapters for paragraph in chapter.text.split("\n\n")]
