"""Logging: one line an event on standard error, coloured on a terminal, JSON elsewhere; secrets never get through."""

import json
import logging
import sys
from collections.abc import Iterable

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"


def set_up(level: str, secrets: Iterable[str] = ()) -> None:
    """Send our own and every library's log lines to standard error. No line shows any of `secrets`."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=_last_steps(tuple(filter(None, secrets)))
        )
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for chatty in ("discord", "alembic", "sqlalchemy"):
        logging.getLogger(chatty).setLevel(max(logging.getLevelNamesMapping()[level], logging.WARNING))


def _last_steps(secrets: tuple[str, ...]) -> list[Processor]:
    """From event to line. Secrets are taken out of the finished line, so that tracebacks can't leak them either."""
    on_terminal = sys.stderr.isatty()
    hidden = {*secrets, *(json.dumps(secret)[1:-1] for secret in secrets)}
    render: Processor = structlog.dev.ConsoleRenderer() if on_terminal else structlog.processors.JSONRenderer()

    def render_without_secrets(logger: WrappedLogger, method: str, event: EventDict) -> str:
        line = str(render(logger, method, event))
        for secret in hidden:
            line = line.replace(secret, HIDDEN)
        return line

    steps: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if not on_terminal:
        steps.append(structlog.processors.format_exc_info)
    return [*steps, render_without_secrets]
