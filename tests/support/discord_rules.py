"""What Discord would say of a request: its official OpenAPI schema when at hand, and the rules the schema lacks."""

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

Json = dict[str, Any]

SPEC_PLACES = ("discord-openapi.json", "../shared/discord-openapi.json")
"""Where the official file may lie, from the root of the checkout; FICUS_DISCORD_OPENAPI names another place."""

V2_FLAG = 1 << 15
ACTION_ROW, BUTTON, TEXT_DISPLAY, LINK_STYLE, PREMIUM_STYLE = 1, 2, 10, 5, 6
V2_TYPES = {9, 10, 11, 12, 13, 14, 17}
NAME = re.compile(r"[-_'\w]{1,32}")
CALLBACK_SCHEMAS = {
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}
BODIES = (
    ("POST", r"/channels/\d+/messages", "MessageCreateRequest"),
    ("PATCH", r"/channels/\d+/messages/\d+", "MessageEditRequestPartial"),
    ("POST", r"/webhooks/\d+/[^/]+", "IncomingWebhookRequestPartial"),
    ("PATCH", r"/webhooks/\d+/[^/]+/messages/(@original|\d+)", "IncomingWebhookUpdateRequestPartial"),
)


def spec_path() -> Path | None:
    """The official OpenAPI file, if it is here."""
    root = Path(__file__).parent.parent.parent
    places = [Path(os.environ["FICUS_DISCORD_OPENAPI"])] if "FICUS_DISCORD_OPENAPI" in os.environ else []
    return next((place for place in [*places, *(root / name for name in SPEC_PLACES)] if place.is_file()), None)


def complaints(method: str, path: str, body: Any) -> list[str]:
    """Why Discord would refuse this request; empty when it wouldn't. `path` begins after /api/v10."""
    if body is None:
        return []
    return [*_schema_complaints(method, path, body), *_rule_complaints(method, path, body)]


def _schema_complaints(method: str, path: str, body: Any) -> Iterator[str]:
    schema = _schema_name(method, path, body)
    if schema is None or spec_path() is None:
        return
    for error in _validator(schema).iter_errors(_as_spec_has_it(body)):
        yield f"{schema} at {'/'.join(map(str, error.instance_path))}: {error.message[:300]}"


def _schema_name(method: str, path: str, body: Any) -> str | None:
    if re.fullmatch(r"/interactions/\d+/[^/]+/callback", path):
        return CALLBACK_SCHEMAS[body["type"]]
    if re.fullmatch(r"/applications/\d+(/guilds/\d+)?/commands", path):
        return "[ApplicationCommandUpdateRequest]" if method == "PUT" else "ApplicationCommandCreateRequest"
    return next((name for verb, route, name in BODIES if verb == method and re.fullmatch(route, path)), None)


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    path = spec_path()
    assert path is not None
    components = {"components": json.loads(path.read_text("utf-8"))["components"]}
    reference: Json = {"$ref": f"#/components/schemas/{name.strip('[]')}"}
    root = {"type": "array", "items": reference, "maxItems": 130} if name.startswith("[") else reference
    return jsonschema_rs.Draft202012Validator({**components, **root})


def _as_spec_has_it(value: Any) -> Any:
    """What Discord takes though the schema doesn't: integer attachment ids, permissions as a string."""
    if isinstance(value, list):
        return [_as_spec_has_it(item) for item in value]
    if not isinstance(value, dict):
        return value
    changed = {key: _as_spec_has_it(item) for key, item in value.items()}
    if isinstance(changed.get("attachments"), list):
        changed["attachments"] = [{**item, "id": str(item["id"])} for item in changed["attachments"]]
    if isinstance(changed.get("default_member_permissions"), str):
        changed["default_member_permissions"] = int(changed["default_member_permissions"])
    return changed


def _rule_complaints(method: str, path: str, body: Any) -> Iterator[str]:
    if "/commands" in path:
        commands = body if isinstance(body, list) else [body]
        yield from _too_many_commands(commands)
        for command in commands:
            yield from _command_complaints(command)
    elif path.endswith("/callback"):
        yield from _callback_complaints(body)
    elif "/messages" in path or "/webhooks/" in path:
        yield from _message_complaints(body, new=method == "POST")


def _too_many_commands(commands: list[Json]) -> Iterator[str]:
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        if sum(command.get("type", 1) == kind for command in commands) > most:
            yield f"more than {most} commands of type {kind}"


def _command_complaints(command: Json, path: str = "") -> Iterator[str]:
    name = command.get("name", "")
    here = f"{path}/{name}"
    is_chat_input = bool(path) or command.get("type", 1) == 1
    if is_chat_input and (not NAME.fullmatch(name) or name != name.lower()):
        yield f"{here}: a name of lower-case letters, digits, - and _ is needed"
    if is_chat_input and not command.get("description"):
        yield f"{here}: description missing"
    options = command.get("options") or []
    required = [bool(option.get("required")) for option in options if option["type"] > 2]
    if required != sorted(required, reverse=True):
        yield f"{here}: a required option after an optional one"
    if command.get("autocomplete") and command.get("choices"):
        yield f"{here}: autocomplete together with choices"
    if len({option["name"] for option in options}) != len(options):
        yield f"{here}: two options of one name"
    for option in options:
        yield from _command_complaints(option, here)


def _callback_complaints(body: Json) -> Iterator[str]:
    data = body.get("data") or {}
    if body["type"] in {4, 7}:
        yield from _message_complaints(data, new=body["type"] == 4)
    elif body["type"] == 9:
        yield from _component_complaints(data.get("components") or [])
        if not 1 <= len(data.get("components") or []) <= 5:
            yield "a modal has 1 to 5 components at the top"


def _message_complaints(message: Json, *, new: bool) -> Iterator[str]:
    components = message.get("components") or []
    is_v2 = bool((message.get("flags") or 0) & V2_FLAG)
    content, embeds = message.get("content") or "", message.get("embeds") or []
    if len(content) > 2000:
        yield f"content of {len(content)} characters"
    if is_v2 and (content or embeds):
        yield "components V2 together with content or embeds"
    if new and not (content or embeds or components or message.get("attachments") or message.get("poll")):
        yield "an empty message"
    everything = list(_walk(components))
    if not is_v2 and new and any(component["type"] in V2_TYPES for component in everything):
        yield "V2 components without the flag"
    if not is_v2 and len(components) > 5 and all(component["type"] == ACTION_ROW for component in components):
        yield "more than 5 rows in a classic message"
    yield from _component_complaints(components)


def _component_complaints(components: list[Json]) -> Iterator[str]:
    everything = list(_walk(components))
    if len(everything) > 40:
        yield f"{len(everything)} components"
    shown = sum(len(component.get("content") or "") for component in everything if component["type"] == TEXT_DISPLAY)
    if shown > 4000:
        yield f"{shown} characters in text displays"
    if any(component["type"] == TEXT_DISPLAY and not component.get("content") for component in everything):
        yield "an empty text display"
    ids = [component["custom_id"] for component in everything if component.get("custom_id")]
    if len(set(ids)) != len(ids):
        yield f"the same custom_id twice: {min(one for one in ids if ids.count(one) > 1)}"
    for button in (component for component in everything if component["type"] == BUTTON):
        yield from _button_complaints(button)


def _button_complaints(button: Json) -> Iterator[str]:
    label = button.get("label") or button.get("emoji")
    style = button.get("style")
    if style == LINK_STYLE and not button.get("url"):
        yield f"link button {label} without url"
    if style not in {LINK_STYLE, PREMIUM_STYLE} and not button.get("custom_id"):
        yield f"button {label} without custom_id"
    if not label:
        yield "a button without label"


def _walk(value: Any) -> Iterator[Json]:
    """Every component, wherever it is nested."""
    if isinstance(value, list):
        for item in value:
            yield from _walk(item)
    elif isinstance(value, dict) and "type" in value:
        yield value
        for key in ("components", "accessory", "component"):
            yield from _walk(value.get(key))
