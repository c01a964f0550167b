"""Logging: one line an event, and no secret in any of them."""

import json
import logging

import pytest
import structlog

from bot import logs

TOKEN = "MTA1.GhIjKl.secret-part"


pytestmark = pytest.mark.usefixtures("restored_logging")


def logged(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_our_lines_and_libraries_lines_look_alike(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO")
    structlog.get_logger("bot.library").info("loaded", stories=3)
    logging.getLogger("aiohttp").warning("slow answer from %s", "somewhere")
    ours, theirs = logged(capsys)
    assert (ours["event"], ours["stories"], ours["level"]) == ("loaded", 3, "info")
    assert (theirs["event"], theirs["level"], theirs["logger"]) == ("slow answer from somewhere", "warning", "aiohttp")


def test_secrets_are_hidden_in_events_values_and_tracebacks(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", [TOKEN, ""])
    logging.getLogger("discord.http").error("refused %s", TOKEN)
    try:
        int(TOKEN)
    except ValueError:
        structlog.get_logger("bot").exception("failed", header=f"Bot {TOKEN}")
    written = capsys.readouterr().err
    assert TOKEN not in written
    assert written.count(logs.HIDDEN) >= 3
    assert "ValueError" in written


def test_libraries_are_quiet_at_info_and_the_level_holds(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO")
    logging.getLogger("discord.gateway").info("heartbeat")
    logging.getLogger("bot").debug("detail")
    assert capsys.readouterr().err == ""
