"""What somebody has typed so far, in the forms that stages need."""

from dataclasses import dataclass

from bot.search.engine.forms import Forms, encodable, runs_without_spaces
from bot.search.engine.weights import LEAST_WORD, MAX_TYPED

MOST_WORDS = 24


@dataclass(frozen=True, slots=True)
class Typed:
    """`text` is folded; `sounds` are its words as they fetch candidates; `finished` when a space ends the last one."""

    text: str
    words: tuple[str, ...]
    sounds: tuple[str, ...]
    runs: tuple[str, ...]
    pieces: tuple[str, ...]
    finished: bool

    @staticmethod
    def of(raw: str, forms: Forms) -> "Typed":
        """Any text at all; what is beyond a title's length doesn't count."""
        text = encodable(forms.fold(raw[: MAX_TYPED * 4]))[:MAX_TYPED].strip()
        words = tuple(text.split()[:MOST_WORDS])
        sounds = tuple(map(forms.sound, words))
        return Typed(
            text,
            words,
            sounds,
            tuple(runs_without_spaces(text)),
            tuple(forms.pieces(sounds)),
            raw[-1:].isspace(),
        )

    @property
    def is_word(self) -> bool:
        """Whether the last word is long enough, or followed by a space, to be taken for a whole one where it is one."""
        return self.finished or len(self.words[-1]) >= LEAST_WORD - (len(self.words) == 1)

    def grams(self) -> list[str]:
        """Every three letters of the sounds, the place where a word begins being one."""
        return [gram for piece in self.pieces for gram in grams_of(piece, 3)]

    def pairs(self) -> list[str]:
        """Every two characters where words aren't parted."""
        return [pair for run in self.runs for pair in grams_of(run, min(2, len(run)))]


def grams_of(text: str, size: int) -> list[str]:
    """All substrings of that size."""
    return [text[start : start + size] for start in range(len(text) - size + 1)]
