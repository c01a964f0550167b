"""Questions that can be asked again: a command's options, kept in the library under a number that a button carries."""

from collections.abc import Mapping

from bot.library.library import Library
from bot.ui import buttons
from bot.ui.asker import Asker
from bot.ui.base import Button
from bot.ui.buttons import Mode

Wishes = Mapping[str, str]
"""A command's options as typed, without those left empty."""


def given(**options: str) -> Wishes:
    """The options that were filled in, without white space around them."""
    return {name: value.strip() for name, value in options.items() if value.strip()}


async def keep(asker: Asker, kind: str, wishes: Wishes) -> int:
    """Keep what was asked; the number goes into buttons."""
    return await asker.library.keep(kind, dict(wishes))


async def kept(library: Library, kind: str, number: int) -> Wishes:
    """What was asked. Raises StaleRequestError."""
    return {name: str(value) for name, value in (await library.kept(kind, number)).items()}


async def offers(asker: Asker, kind: str, questions: Mapping[str, Wishes], mode: Mode = Mode.TURN) -> list[Button]:
    """One button for each label, which asks what stands under it; labels that ask the same share one."""
    numbers = {await keep(asker, kind, wishes): label for label, wishes in questions.items()}
    return [buttons.again(label, kind, number, asker.owner, mode=mode) for number, label in numbers.items()]
