"""Parts of Ficus left out, each for the time of one measurement."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager

import numpy as np

from bot.recommend import blend, ease, fitting, knowledge, listing, stacks
from bot.recommend.arrays import Floats
from bot.recommend.features import Field


@contextmanager
def _replaced(module: object, name: str, value: object) -> Iterator[None]:
    kept = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, kept)


def _without(*fields: Field) -> Callable[[], AbstractContextManager[None]]:
    return lambda: _replaced(stacks, "FIELDS", {**stacks.FIELDS, **dict.fromkeys(fields, 1e-6)})


@contextmanager
def _without_views(*left_out: str) -> Iterator[None]:
    """The views show nothing, when the blend is learned and when it is used."""
    views = blend.views
    flags = np.array([view not in left_out for view in blend.VIEWS], np.float32)

    def some(parts: blend.Parts) -> Floats:
        return views(parts) * flags

    with _replaced(fitting, "views", some), _replaced(knowledge, "views", some):
        yield


def without_variety() -> AbstractContextManager[None]:
    """Lists put together in the order of the ranking; at most three of an author and first looks remain."""
    return _replaced(listing.Lister, "_price", lambda *_: 0.0)


def _start(_cases: Sequence[blend.Case], start: Floats, _readers: int) -> Floats:
    return start


ABLATIONS: Mapping[str, Callable[[], AbstractContextManager[None]]] = {
    "  no tags": _without(Field.TAG),
    "  no authors": _without(Field.AUTHOR),
    "  no series": _without(Field.SERIES),
    "  no words": _without(Field.WORD),
    "  no popularity": lambda: _without_views("liked"),
    "  no other readers": lambda: _without_views("walk", "ease"),
    "  no EASE": lambda: _without_views("ease"),
    "  no content view": lambda: _without_views("content"),
    "  EASE without facts": lambda: _replaced(ease, "EASE_SIDE", 0.0),
    "  no learned blend": lambda: _replaced(fitting, "choose_weights", _start),
}
