"""What drivers raise when a database is out of reach, in words for the operator."""

import socket

import asyncpg  # pyright: ignore[reportMissingTypeStubs]
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnectionError

IN_USE = (DBAPIError, OSError, NoFreeConnectionError, asyncpg.PostgresError, asyncpg.InterfaceError)
"""asyncpg's own errors arrive as they are when it can't connect."""

AT_OPENING = (*IN_USE, TypeError, ValueError)
"""A part of the address that the driver doesn't know ends in one of the last two."""

SERVER_TROUBLES = ("08", "28", "3D", "53", "57", "58")
"""Classes of PostgreSQL's error codes: connections, refusals, missing databases, resources, shut-downs, the system."""


def is_trouble(error: Exception) -> bool:
    """Whether the database is out of reach or full, rather than asked something it can't do."""
    if not isinstance(error, DBAPIError):
        return True
    code: str = getattr(error.orig, "sqlstate", None) or ""
    return isinstance(error, OperationalError) or error.connection_invalidated or code.startswith(SERVER_TROUBLES)


def reason(error: BaseException) -> str:
    """The cause in a few words on one line, never with a password."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if isinstance(cause, socket.gaierror):
        return "there is no machine of that name"
    if isinstance(cause, TimeoutError):
        return "there was no answer in time"
    if isinstance(cause, ConnectionError) or str(cause).startswith("Multiple exceptions"):
        return "no server answers there"
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror.lower()
    words = " ".join(str(cause).split()) or type(cause).__name__
    return words.rsplit(">: ", 1)[-1].rstrip(".")
