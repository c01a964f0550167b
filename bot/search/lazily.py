"""Attributes that are worked out when they are first asked for."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class Lazily(Generic[T]):
    """Like functools.cached_property, which up to Python 3.11 holds one lock for all instances: there, whoever asks a
    small snapshot waits until a large one is built. Here, two threads that ask at once may both work it out.
    """

    def __init__(self, build: Callable[[Any], T]) -> None:
        self._build = build
        self._name = build.__name__
        self.__doc__ = build.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> "Lazily[T]": ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> "T | Lazily[T]":
        """The value, which from then on is the instance's own attribute."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._build(instance)
        return value
