"""The judge of requests: each rule refuses what Discord refuses, and lets pass what it takes."""

from typing import Any

import pytest

from tests.support.discord_rules import complaints, spec_path

CALLBACK = ("POST", "/interactions/1/token/callback")
TEXT = {"type": 10, "content": "Hello"}


def button(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "Next", "custom_id": f"next:{number}", **changes}


def row(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(buttons)}


def reply(*components: dict[str, Any], kind: int = 4, **data: Any) -> dict[str, Any]:
    return {"type": kind, "data": {"flags": 1 << 15, "components": list(components), **data}}


@pytest.mark.parametrize(
    "body",
    [
        reply(TEXT, row(button())),
        reply({"type": 17, "components": [TEXT, {"type": 14}, row(button(1), button(2))]}),
        reply({"type": 9, "components": [TEXT], "accessory": button()}),
        reply(TEXT, kind=7),
        {"type": 5, "data": {"flags": 64}},
        {"type": 6},
        {"type": 8, "data": {"choices": [{"name": "Clouds", "value": "#1"}]}},
    ],
)
def test_what_discord_takes_passes(body: dict[str, Any]) -> None:
    assert complaints(*CALLBACK, body) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (reply({"type": 10, "content": "x" * 2001}, {"type": 10, "content": "x" * 2000}), "4001 characters"),
        (reply(*[row(button(number)) for number in range(21)]), "42 components"),
        (reply(row(button(1), button(1))), "same custom_id"),
        (reply(row(button(custom_id=None))), "without custom_id"),
        (reply(row(button(style=5, custom_id=None))), "without url"),
        (reply(TEXT, content="both"), "together with content"),
        ({"type": 4, "data": {"components": [TEXT]}}, "without the flag"),
        ({"type": 4, "data": {"content": "x" * 2001}}, "2001 characters"),
        ({"type": 4, "data": {}}, "empty message"),
        ({"type": 9, "data": {"custom_id": "m", "title": "Jump", "components": []}}, "1 to 5"),
    ],
)
def test_what_discord_refuses_is_refused(body: dict[str, Any], said: str) -> None:
    assert any(said in complaint for complaint in complaints(*CALLBACK, body))


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ({"name": "Search", "description": "d"}, "lower-case"),
        ({"name": "search"}, "description missing"),
        (
            {
                "name": "search",
                "description": "d",
                "options": [
                    {"type": 3, "name": "a", "description": "d"},
                    {"type": 3, "name": "b", "description": "d", "required": True},
                ],
            },
            "required option after",
        ),
    ],
)
def test_commands(command: dict[str, Any], said: str) -> None:
    found = complaints("PUT", "/applications/1/commands", [{"type": 1, **command}])
    assert any(said in complaint for complaint in found)


@pytest.mark.skipif(spec_path() is None, reason="Discord's OpenAPI file is not here (FICUS_DISCORD_OPENAPI)")
@pytest.mark.parametrize(
    "body",
    [
        reply(row(*map(button, range(6)))),
        reply(row(button(label="x" * 81))),
        {"type": 8, "data": {"choices": [{"name": str(n), "value": str(n)} for n in range(26)]}},
        {"type": 8, "data": {"choices": [{"name": "x" * 101, "value": "1"}]}},
        {
            "type": 9,
            "data": {
                "custom_id": "m",
                "title": "x" * 46,
                "components": [{"type": 18, "label": "l", "component": {"type": 4, "custom_id": "a", "style": 1}}],
            },
        },
    ],
)
def test_the_official_schema_is_asked(body: dict[str, Any]) -> None:
    assert any("Request" in complaint for complaint in complaints(*CALLBACK, body))
