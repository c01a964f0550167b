"""Story files in the making, for tests of the reader: prose of our own, and a short way to read."""

from bot.corpus.reader import read_story
from bot.corpus.story import Story, values

PROSE = (
    "The ferry was late, and nobody on the quay would say so aloud.",
    "Temari leaned on the rail and counted the gulls. There were eleven; there had been twelve at breakfast.",
    '"It will come," said Shikamaru, without opening his eyes. "It always comes."',
    "She did not answer him. Out past the breakwater a bell rang, very slowly, as though it were paid by the hour.",
)
TEXT = "\n\n".join(PROSE)
FIRST = PROSE[0]


def read(text: str | bytes, name: str = "story.txt") -> Story:
    """Read a file with these contents."""
    return read_story(name, text.encode() if isinstance(text, str) else text)


def under(header: str, name: str = "story.txt") -> Story:
    """Read a file with the header and, below an empty line, a story."""
    return read(f"{header}\n\n{TEXT}\n", name)


def text_of(story: Story) -> str:
    """The text of all chapters."""
    return "\n\n".join(chapter.text for chapter in story.chapters)


def notes_of(story: Story) -> str:
    """The words of all notes."""
    return "\n".join(note.text for note in story.notes)


def told(story: Story, field: str) -> list[str]:
    """The values of a field."""
    return list(values(getattr(story, field)))
