"""Whatever names a server has, what is shown of its dictionary stays within Discord's limits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.aliases.answers import Decided, Line, Person
from bot.search.aliases import Name, Ruling, Verdict
from bot.search.local_names import Spelling
from bot.ui import aliases
from bot.ui.base import notice
from tests.support.any_story import judge, words
from tests.support.examples import examples

PEOPLE = st.builds(
    Person,
    words,
    st.lists(st.builds(Spelling, words, st.integers(1, 10**6), st.booleans()), max_size=60).map(tuple),
    st.integers(1, 10**6),
)


@settings(max_examples=examples(40))
@given(st.lists(st.builds(Line, words, words), min_size=1, max_size=aliases.SIZE))
async def test_a_page_of_the_list(lines: list[Line]):
    judge(notice("\n".join(["### Names in this server (2,500, 1 to 20)", *map(aliases._line, lines)])))


@settings(max_examples=examples(40))
@given(st.lists(PEOPLE, min_size=1, max_size=2), st.lists(words, min_size=2, max_size=2))
async def test_what_was_taken_as_the_same(people: list[Person], names: list[str]):
    ruling = Ruling(Verdict.ONE, (Name(names[0]), Name(names[1])))
    decided = Decided(ruling, tuple(people), together=3)
    judge(notice("\n".join(aliases._decided_lines(decided))))


async def test_the_fullest_page_there_can_be():
    lines = [Line("*" * 900, "*" * 900)] * aliases.SIZE
    judge(notice("\n".join(["### Names in this server (2,500, 1 to 20)", *map(aliases._line, lines)])))
