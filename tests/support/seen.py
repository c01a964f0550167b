"""What a member of a server sees of a message in SimCord's Discord."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

BUTTON, TEXT, LINK = 2, 10, 5


@dataclass(frozen=True)
class Seen:
    """One visible message as it stood when it was looked at. `message` can be clicked on."""

    text: str
    buttons: tuple[dict[str, Any], ...]
    private: bool
    message: Any

    @property
    def id(self) -> int:
        return self.message.id

    @property
    def labels(self) -> list[str]:
        return [button["label"] for button in self.buttons]

    @property
    def live(self) -> list[str]:
        """What of it can be pressed, links aside."""
        return [button["label"] for button in self.buttons if not button.get("disabled") and button["style"] != LINK]

    def custom_id(self, label: str, position: int = 0) -> str:
        return [button["custom_id"] for button in self.buttons if button["label"] == label][position]

    @property
    def link(self) -> str | None:
        return next((button["url"] for button in self.buttons if button["style"] == LINK), None)

    def line(self, start: str) -> str:
        """The one line that begins so."""
        found = [line for line in self.text.split("\n") if line.startswith(start)]
        assert len(found) == 1, f"{len(found)} lines begin with {start!r}:\n{self.text}"
        return found[0]


def look(message: Any) -> Seen:
    """A message as it stands now."""
    parts = list(walk(message.components))
    text = "\n".join(part["content"] for part in parts if part["type"] == TEXT)
    buttons = tuple(part for part in parts if part["type"] == BUTTON)
    return Seen(text, buttons, message.flags.ephemeral, message)


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """All components, however deep, in the order in which they are seen."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        yield from walk([component["accessory"]] if component.get("accessory") else [])
