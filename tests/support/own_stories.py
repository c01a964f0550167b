"""A small corpus folder of our own: what the tests of the Discord side read. All text is made up here."""

from dataclasses import dataclass, field
from pathlib import Path

LONG_TITLE = ("The Very Long and Winding Chronicle of a Ferry That Never Left Its Mooring " * 4)[:299].strip() + "!"
NASTY = "@everyone [press me](https://nowhere.example/x) ||hidden|| ```code``` <@123> # not a heading"
WARNINGS = ", ".join(f"Mild Peril Number {number}" for number in range(1, 41))
HIDDEN_TITLES = ("Forbidden Orchard", "Unrated Winter")
HIDDEN_NAMES = ("Forbidden", "Orchard", "Unrated", "Quillon")
"""Words that occur only in stories which an open channel must never learn of."""

_SENTENCES = (
    "{who} lit the lamp and set it where the boats could see it.",
    "The rain had stopped before noon, and the quay smelled of rope.",
    "Nobody had asked, so {who} answered nobody, and was content.",
    "There was bread, there was a letter, and there was time for both.",
    "{who} counted the steps down to the water and came to forty-one.",
    "A gull sat on the rail and looked as if it had been promised something.",
)


@dataclass(frozen=True)
class Sample:
    """A story file: its header and how much text it has."""

    title: str
    author: str
    rating: str = "General"
    fandom: str = "Naruto"
    characters: str = "Shikamaru Nara"
    chapters: tuple[str, ...] = ("",)
    paragraphs: int = 6
    extra: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        header = {
            "Title": self.title,
            "Author": self.author,
            "Fandom": self.fandom,
            "Characters": self.characters,
            "Rating": self.rating,
            **self.extra,
        }
        lines = [f"{label}: {value}" for label, value in header.items() if value]
        return "\n".join(lines) + "\n\n" + "\n\n".join(self._chapter(number) for number in range(len(self.chapters)))

    def days(self) -> list[int]:
        """What each paragraph begins with, "On day 102 of it", names a day; these in the order of the text."""
        return [number * 100 + place + 1 for number in range(len(self.chapters)) for place in range(self.paragraphs)]

    def _chapter(self, number: int) -> str:
        who = self.characters.split(",")[0].split()[0]
        body = "\n\n".join(self._paragraph(number * 100 + place, who) for place in range(self.paragraphs))
        name = self.chapters[number]
        heading = f"Chapter {number + 1}: {name}\n\n" if name else ""
        return heading + body

    def _paragraph(self, seed: int, who: str) -> str:
        sentences = [_SENTENCES[(seed + step) % len(_SENTENCES)].format(who=who) for step in range(5)]
        return f"On day {seed + 1} of it the tide came early. " + " ".join(sentences)


LANTERN = Sample(
    "The Lantern Keeper",
    "Mirela Voss",
    rating="Teen",
    characters="Shikamaru Nara, Temari",
    chapters=("The Quay", "The Bridge", "The Long Way Home"),
    paragraphs=16,
    extra={
        "Summary": "A lamp, a bridge and a very slow ferry.",
        "Warnings": "Mild Peril",
        "Source": "https://stories.example/works/41",
        "Status": "Complete",
        "Language": "English",
        "Tags": "slow days, ferries",
        "Relationships": "Shikamaru Nara/Temari",
        "Published": "2021-03-04",
    },
)
PAPER = Sample(
    "Paper Boats", "Idris Hale", characters="Chōji Akimichi, Shikamaru Nara", extra={"Status": "In progress"}
)
SAMPLES: dict[str, Sample] = {
    "lantern.txt": LANTERN,
    "paper-boats.txt": PAPER,
    "salt.txt": Sample("Salt and Cedar", "Mirela Voss", fandom="The Quiet Harbor", characters="Hana Sato"),
    "ashes-1.txt": Sample("Ashes of the Mill", "Ona Bright", fandom="The Quiet Harbor", characters="Hana Mori"),
    "ashes-2.txt": Sample("Ashes of the Mill", "Piet Bakker", fandom="The Quiet Harbor", characters="Odo Lind"),
    "clouds.txt": Sample("A Field of Clouds", "Ona Bright", characters="Shikamaru Nara, Ino Yamanaka"),
    "chess.txt": Sample("Nine Moves", "Ona Bright", characters="Shikamaru Nara"),
    "tea.txt": Sample("Tea Before Noon", "Idris Hale", characters="Temari, Gaara"),
    "nasty.txt": Sample(
        LONG_TITLE,
        "Rue *Star* @everyone",
        characters="Odo Lind",
        extra={
            "Summary": NASTY,
            "Warnings": WARNINGS,
            "Source": "https://stories.example/" + "x" * 600,
            "Tags": ", ".join(f"tag {n} with a long name" for n in range(100)),
        },
    ),
    "excerpts.txt": Sample("Borrowed Oars", "Lis Adler", characters="Odo Lind", fandom="The Quiet Harbor"),
    "card.txt": Sample("The Locked Boathouse", "Lis Adler", characters="Odo Lind", fandom="The Quiet Harbor"),
    "explicit.txt": Sample(
        HIDDEN_TITLES[0], "Quillon Ash", rating="Explicit", fandom="Naruto", characters="Quillon, Shikamaru Nara"
    ),
    "unrated.txt": Sample(HIDDEN_TITLES[1], "Quillon Ash", rating="", characters="Quillon, Shikamaru Nara"),
}
CORPUS_TOML = """\
[file."excerpts.txt"]
permission = "excerpts only"

[file."card.txt"]
permission = "card only"
"""


def write_corpus(folder: Path) -> Path:
    """Put the files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sample in SAMPLES.items():
        (folder / name).write_text(sample.text(), "utf-8")
    (folder / "corpus.toml").write_text(CORPUS_TOML, "utf-8")
    return folder
