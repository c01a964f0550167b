"""A generation: the indexes of titles and of texts as they were built at one time, with all changes since."""

from collections.abc import Iterable
from pathlib import Path

from bot.errors import IndexUnusableError
from bot.search.engine.entries import Entry
from bot.search.engine.keys import KeyIndex
from bot.search.engine.soundness import check_files
from bot.search.engine.text import StoryText, TextIndex

_SEQ, _STORY = "seq", "story"
_GROWN = 0.25
_FEW = 2000


class Generation:
    """Everything blocks: call it in a thread, one call at a time. Raises IndexUnusableError, OSError, ValueError."""

    def __init__(self, folder: Path, titles: KeyIndex, texts: TextIndex) -> None:
        self.folder = folder
        self.titles = titles
        self.texts = texts

    @staticmethod
    def start(folder: Path, entries: Iterable[Entry]) -> "Generation":
        """A new one, with the titles; texts are put in afterwards, and `finish` makes it whole."""
        folder.mkdir(parents=True)
        titles = KeyIndex.build(entries, folder / "titles")
        return Generation(folder, titles, TextIndex(folder / "texts"))

    @staticmethod
    def open(folder: Path) -> "Generation":
        """One that was finished before. Reads every file once. Raises IndexUnusableError."""
        check_files(folder)
        texts = TextIndex(folder / "texts")
        if texts.reached(_SEQ) is None:
            raise IndexUnusableError("the index was never finished")
        return Generation(folder, KeyIndex.open(folder / "titles"), texts)

    @property
    def seq(self) -> int:
        """The number of the last change that is in it."""
        return self.texts.reached(_SEQ) or 0

    @property
    def story(self) -> int:
        """Which story that change was about."""
        return self.texts.reached(_STORY) or 0

    @property
    def has_grown(self) -> bool:
        """Whether so much came after it was built that it's time for a new one."""
        return self.titles.tail_share > _GROWN and len(self.titles) > _FEW

    def change_titles(self, entries: Iterable[Entry], dropped: Iterable[int]) -> None:
        """Add, replace, forget. On disk at once; done again after a crash it makes no difference."""
        self.titles.apply(entries, dropped)

    def drop_texts(self, story_ids: Iterable[int]) -> None:
        """Forget texts, when it's finished."""
        self.texts.drop(story_ids)

    def put_texts(self, texts: Iterable[StoryText]) -> None:
        """Add or replace texts, when it's finished."""
        self.texts.put(texts)

    def finish(self, seq: int, story: int) -> None:
        """Commit the texts, together with the number of the last change that is in them: both or neither."""
        self.texts.commit(**{_SEQ: seq, _STORY: story})

    def close(self) -> None:
        """Let go of the files. It can still be asked."""
        self.titles.close()
        self.texts.close()
