"""Formats: each turns a decoded file into clean lines, and what is said of the story outside its text."""

from bot.corpus.formats.document import Document
from bot.corpus.formats.text import read_text

__all__ = ["Document", "read_text"]
