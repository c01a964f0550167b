"""Front matter: YAML between `---` lines or TOML between `+++` lines, at a file's very top."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import yaml

from bot.corpus.formats.lines import Line
from bot.corpus.marks.entries import Entry
from bot.corpus.marks.labels import Field, Labelled, read_label

MAX_LINES = 300

_ENDS = {"---": {"---", "..."}, "+++": {"+++"}}


def read_front_matter(lines: Sequence[Line], text: str) -> tuple[list[Entry], int]:
    """The facts of the front matter and the number of lines taken: none without any, or when it isn't well formed."""
    top = lines[:MAX_LINES]
    first = next((index for index, line in enumerate(top) if line.text), None)
    if first is None or (fence := top[first].text) not in _ENDS:
        return [], 0
    last = next((i for i, line in enumerate(top[first + 1 :], first + 1) if line.text in _ENDS[fence]), None)
    if last is None:
        return [], 0
    source = text[top[first].start + len(fence) : top[last].start]
    entries = list(_entries(_parse(source, fence), top[first].number + 1))
    return (entries, last + 1) if any(entry.field is not Field.LOOSE for entry in entries) else ([], 0)


def _parse(source: str, fence: str) -> Mapping[object, object]:
    plain = source.replace("\r\n", "\n").replace("\r", "\n")
    try:
        data: object = (
            tomllib.loads(plain) if fence == "+++" else yaml.load(plain.replace("\t", "    "), Loader=_Strings)  # noqa: S506 - see _Strings
        )
    except (yaml.YAMLError, tomllib.TOMLDecodeError, RecursionError):
        return {}
    return cast("Mapping[object, object]", data) if isinstance(data, Mapping) else {}


def _entries(data: Mapping[object, object], line: int) -> Iterator[Entry]:
    for key, value in data.items():
        name, said = str(key), "\n".join(_texts(value))
        label = read_label(f"{name.replace('_', ' ')}: x", fuzzy=True) or read_label(f"{name}: x")
        yield Entry(Labelled(label.field, label.name, said) if label else Labelled(Field.LOOSE, name, said), line)


class _Strings(yaml.BaseLoader):
    """Strings only: no objects, and `no` or a date stays what the author typed."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Aliases are refused: they can grow a few bytes into gigabytes."""
        if self.check_event(yaml.AliasEvent):  # pyright: ignore[reportUnknownMemberType]
            raise yaml.YAMLError
        return super().compose_node(parent, index)

    def compose_mapping_node(self, anchor: dict[Any, yaml.Node]) -> yaml.MappingNode:
        """A key that stands twice is refused: of one of the values nothing would be left."""
        node = super().compose_mapping_node(anchor)
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(map(str, keys))):
            raise yaml.YAMLError
        return node


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in cast("Mapping[object, object]", value).items():
            yield f"{key}: {', '.join(_texts(inner))}"
    elif isinstance(value, list):
        for inner in cast("list[object]", value):
            yield from _texts(inner)
    elif value is not None:
        yield str(value).strip()
