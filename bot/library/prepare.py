"""A story made ready for the database: cut into passages and pages, with digests that tell what changed."""

from dataclasses import dataclass, replace
from hashlib import sha256

from bot.corpus.keywords import keywords
from bot.corpus.pages.cutting import Piece, cut_pages, cut_passages
from bot.corpus.story import Story
from bot.library.fingerprints import Sketch, sketch_of
from bot.library.labels import label_key, labels_of


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage about to be stored; `digest` is that of its text."""

    piece: Piece
    digest: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is stored of a story.

    `text_digest` covers what the pages show and where they are cut, `digest` everything that is stored; by `sketch` the
    text is known again when some of it was changed.
    """

    story: Story
    passages: tuple[Passage, ...]
    pages: tuple[Piece, ...]
    keywords: tuple[str, ...]
    text_digest: str
    digest: str
    sketch: Sketch


def prepare(story: Story) -> Prepared:
    """Cut and digest a story. Takes a while for a long one: call it off the event loop."""
    passages = tuple(_passage(story, piece) for piece in cut_passages(story.chapters))
    pages = cut_pages(story.chapters)
    telling = keywords(story)
    keys = [label_key(fact.value) for _, _, fact in labels_of(story)]
    sketch = sketch_of(story.chapters)
    texts = [(chapter.text, chapter.spans) for chapter in story.chapters]
    return Prepared(
        story=story,
        passages=passages,
        pages=pages,
        keywords=telling,
        text_digest=digest_of(repr((texts, pages))),
        digest=digest_of(repr((replace(story, problems=(), prose_start=0), keys, passages, pages, telling, sketch))),
        sketch=sketch,
    )


def digest_of(text: str) -> str:
    """SHA-256 in hexadecimal; half a surrogate pair in a text is no reason to fail."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _passage(story: Story, piece: Piece) -> Passage:
    return Passage(piece, digest_of(story.chapters[piece.chapter - 1].text[piece.start : piece.end]))
