"""The layouts that are known here, in the order in which they are asked. Each gives None for what isn't its own."""

from collections.abc import Callable

from bot.corpus.formats.document import Document
from bot.corpus.formats.epub.book import Book
from bot.corpus.formats.layouts.ao3_download import read_download
from bot.corpus.formats.layouts.ao3_page import read_page
from bot.corpus.formats.layouts.ao3_text import read_page_text
from bot.corpus.formats.layouts.elements import short, styles_in
from bot.corpus.formats.layouts.fanficfare import read_fanficfare_book, read_fanficfare_html
from bot.corpus.formats.layouts.fanficfare_text import read_fanficfare_text
from bot.corpus.formats.layouts.ffnet_page import read_ffnet_page
from bot.corpus.formats.layouts.fichub import read_fichub_book, read_fichub_html
from bot.corpus.formats.limits import Clock
from bot.corpus.formats.markup.html import Element


def _download_page(root: Element) -> Document | None:
    return read_download([root], styles_in(root))


def _download_book(book: Book, css: str) -> Document | None:
    return read_download([document.root for document in book.documents], css)


PAGES: tuple[Callable[[Element], Document | None], ...] = (
    _download_page,
    read_page,
    read_fanficfare_html,
    read_fichub_html,
    read_ffnet_page,
)
"""HTML, given by its root. The reader that knows a page may change it."""

BOOKS: tuple[Callable[[Book, str], Document | None], ...] = (_download_book, read_fanficfare_book, read_fichub_book)
"""EPUB, given with all its style sheets."""

TEXTS: tuple[Callable[[str, Clock], Document | None], ...] = (read_fanficfare_text, read_page_text)
"""Plain text."""


def read_known_text(text: str, clock: Clock) -> Document | None:
    """Plain text in a known layout as a Document; None for any other. Raises UnreadableError when it takes too long."""
    return next((found for layout in TEXTS if (found := layout(text, clock))), None)


def read_known_book(book: Book) -> Document | None:
    """An EPUB in a known layout as a Document; None for any other. Its pages may be changed on the way."""
    css = short("\n".join(dict.fromkeys(document.css for document in book.documents)))
    return next((found for layout in BOOKS if (found := layout(book, css))), None)
