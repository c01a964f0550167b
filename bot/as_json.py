"""What the command line prints for other programs."""

import json
import sys
from dataclasses import asdict
from typing import Any

from bot.corpus.story import Card, Fact
from bot.library.answers import Excerpt, LoadReport, Recommendations, SearchPage, TextPage


def write(value: Any) -> None:  # noqa: ANN401 - any JSON
    """Print JSON to standard output, in UTF-8 whatever the terminal's encoding is."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.flush()


def card(card: Card) -> dict[str, Any]:
    """A card; single facts as {"value", "origin"}, lists as lists of them, as in `ficus inspect --json`."""
    return {
        "id": card.id,
        "title": _fact(card.title),
        "authors": _facts(card.authors),
        "summary": _fact(card.summary),
        "fandoms": _facts(card.fandoms),
        "characters": _facts(card.characters),
        "relationships": _facts(card.relationships),
        "tags": _facts(card.tags),
        "warnings": _facts(card.warnings),
        "rating": _fact(card.rating),
        "language": _fact(card.language),
        "status": _fact(card.status),
        "series": _fact(card.series),
        "source": _fact(card.source),
        "words": card.words,
        "chapters": card.chapters,
        "permission": card.permission,
    }


def load(report: LoadReport) -> dict[str, Any]:
    """A load's report, as counted."""
    return asdict(report)


def search(page: SearchPage) -> dict[str, Any]:
    """Results with why each is there; how the query was understood; what the filters removed; what came close."""
    found = page.found
    return {
        "total": len(found.hits),
        "hits": [
            {"story": card(hit.card), "why": hit.why, "score": round(hit.score, 4)}
            for hit in found.hits[page.first : page.first + page.size]
        ],
        "removed": [{"filter": name, "stories": count} for name, count in found.removed],
        "reading": found.reading,
        "remarks": found.remarks,
        "understood": [{"typed": one.typed, "kind": one.kind, "names": one.names} for one in found.understood],
        "nearest": found.nearest,
        "instead": [way.query for way in found.instead],
    }


def text_search(page: TextPage) -> dict[str, Any]:
    """What a search in texts found; `marks` are the places in `text` that were looked for, as [start, end]."""
    return {
        "hits": [
            {
                "story": card(hit.card),
                "chapter": hit.chapter,
                "chapter_title": hit.chapter_title,
                "page": hit.page,
                "text": hit.plain,
                "marks": hit.marks,
                "markdown": hit.markdown,
            }
            for hit in page.hits
        ],
        "first": page.first,
        "more": page.more,
        "every": page.every,
    }


def excerpt(drawn: Excerpt) -> dict[str, Any]:
    """A passage: `text` is plain, `markdown` is what Discord gets."""
    return {
        "passage": drawn.passage_id,
        "story": card(drawn.card),
        "chapter": drawn.chapter,
        "chapter_title": drawn.chapter_title,
        "page": drawn.page,
        "text": drawn.plain,
        "markdown": drawn.markdown,
    }


def recommendations(answer: Recommendations) -> dict[str, Any]:
    """What to read next, each with its reasons."""
    return {
        "basis": answer.basis,
        "items": [
            {"story": card(item.card), "reasons": item.reasons, "new_here": item.new_here} for item in answer.items
        ],
        "understood": [{"typed": one.typed, "names": one.names} for one in answer.understood],
        "mood": answer.mood,
        "not_understood": answer.unknown,
        "shared": [{"fact": feature.field.value, "name": label} for feature, label in answer.shared],
    }


def _fact(fact: Fact[Any] | None) -> dict[str, Any]:
    return {"value": fact.value, "origin": fact.origin} if fact else {"value": None, "origin": "guessed"}


def _facts(facts: tuple[Fact[Any], ...]) -> list[dict[str, Any]]:
    return [_fact(fact) for fact in facts]
