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
    texts = [(chapter.text, chapter.spans) for chapter in story.chapters]
    text_digest = digest_of(repr((texts, pages)))
    return _digested(Prepared(story, passages, pages, (), text_digest, "", sketch_of(story.chapters)))


def prepare_again(story: Story, before: Prepared) -> Prepared:
    """A story of which perhaps only facts have changed: the same text isn't cut anew."""
    if story.chapters != before.story.chapters:
        return prepare(story)
    return _digested(replace(before, story=story))


def _digested(prepared: Prepared) -> Prepared:
    """With what depends on facts as well as on the text."""
    story = prepared.story
    telling = keywords(story)
    keys = [label_key(fact.value) for _, _, fact in labels_of(story)]
    told = replace(story, problems=(), prose_start=0)
    everything = (told, keys, prepared.passages, prepared.pages, telling, prepared.sketch)
    return replace(prepared, keywords=telling, digest=digest_of(repr(everything)))


def digest_of(text: str) -> str:
    """SHA-256 in hexadecimal; half a surrogate pair in a text is no reason to fail."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _passage(story: Story, piece: Piece) -> Passage:
    return Passage(piece, digest_of(story.chapters[piece.chapter - 1].text[piece.start : piece.end]))
