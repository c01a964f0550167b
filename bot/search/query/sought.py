"""A wish together with what it means here: what a story is held against."""

from dataclasses import dataclass

from bot.corpus.story import Card
from bot.search.query.meaning import Meaning
from bot.search.query.terms import Wish


@dataclass(frozen=True, slots=True)
class Sought:
    """One wish, understood."""

    wish: Wish
    meaning: Meaning

    @property
    def name(self) -> str:
        """What it's called in the list of what left out how many."""
        return f"not {self.meaning.name}" if self.wish.excluded else self.meaning.name

    @property
    def said(self) -> str:
        """How it reads in a sentence that says how the query was understood."""
        return f"not {self.meaning.said}" if self.wish.excluded else self.meaning.said

    def keeps(self, card: Card) -> bool:
        """Whether a story meets the wish."""
        return self.meaning.keeps(card) is not self.wish.excluded
