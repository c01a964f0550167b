"""Stories that members send in through Discord: no two topics make texts alike. All made up here."""

from io import BytesIO
from random import Random
from zipfile import ZipFile

WHO = ("The miller", "A heron", "Her uncle", "The clerk", "Odo", "The youngest", "A stranger", "The ferryman")
DID = ("counted", "painted", "forgot", "mended", "carried", "sold", "measured", "hid", "polished", "borrowed")
WHAT = ("the oars", "a ledger", "two lamps", "the bell", "a kite", "nine apples", "the map", "a kettle", "the gate")
WHERE = ("by the weir", "in the attic", "before noon", "under the bridge", "at low tide", "behind the mill", "in March")


def telling(topic: str, sentences: int = 60) -> str:
    """Paragraphs of four sentences, the first of which names the topic."""
    random = Random(topic)
    drawn = (
        f"{random.choice(WHO)} {random.choice(DID)} {random.choice(WHAT)} {random.choice(WHERE)}."
        for _ in range(sentences)
    )
    told = [f"This is what was told of {topic}.", *drawn]
    return "\n\n".join(" ".join(told[start : start + 4]) for start in range(0, len(told), 4))


def story_file(title: str = "The Grey Weir", body: str = "", **header: str) -> bytes:
    """A story file; `header` adds lines to its header or, by an empty value, leaves them out."""
    lines = {"Title": title, "Author": "Ona Bright", "Rating": "General", "Characters": "Odo Lind"} | header
    head = "\n".join(f"{label}: {value}" for label, value in lines.items() if value)
    return f"{head}\n\n{body or telling(title)}\n".encode()


def archive(**members: bytes) -> bytes:
    """A ZIP of files by name, without their ending, which is .txt."""
    packed = BytesIO()
    with ZipFile(packed, "w") as opened:
        for name, content in members.items():
            opened.writestr(f"{name}.txt", content)
    return packed.getvalue()
