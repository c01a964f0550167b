"""Imported before processes are started: reads a story once, so that word lists and patterns are there for all."""

from bot.corpus.reader import read_story
from bot.library.prepare import prepare
from tests.library.adding.senders import story_file

PREPARED = prepare(read_story("story.txt", story_file()))
