"""Keys that turn out to mean the same thing."""

from collections.abc import Iterable


class Groups:
    """Disjoint groups of keys, each led by its first key in alphabetical order, whatever order they come in."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def join(self, keys: Iterable[str]) -> None:
        """Let all these keys be one group."""
        leads = {self.lead(key) for key in keys}
        for lead in leads:
            self._above[lead] = min(leads)

    def lead(self, key: str) -> str:
        """The key that stands for the group of this one."""
        above = self._above.setdefault(key, key)
        while above != key:
            self._above[key] = self._above[above]
            key, above = above, self._above[above]
        return key
