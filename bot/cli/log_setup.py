"""The log: JSON lines on standard error, without a word that a person wrote."""

from __future__ import annotations

import contextlib
import io
import logging
import sys
import traceback
from typing import TYPE_CHECKING, Any, TextIO, cast

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from types import TracebackType

FRAMES = 6  # the innermost: where it happened


class SafeStderr(io.TextIOBase):
    """Standard error as long as it takes what is written.

    A log on a full disk, or whose reader has gone, loses lines; it must not stop the bot.
    """

    def write(self, text: str) -> int:
        """Write what can be written."""
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        """Send it on where it can be sent."""
        with contextlib.suppress(OSError):
            sys.stderr.flush()


def begin() -> None:
    """Log from now on, what libraries say from a warning upwards too."""
    spare = cast("TextIO", SafeStderr())
    shared: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_words,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(spare),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(spare)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[_library, structlog.processors.JSONRenderer()]
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # A beat that is left out while the last one works is made up for by the next: no warning.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def _without_words(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Put an exception's type and place for its text, which may hold what a person wrote."""
    raised = event.pop("exc_info", None)
    error = sys.exc_info()[1] if raised is True else raised
    error = error[1] if isinstance(error, tuple) else error
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = _frames(error.__traceback__)
    return event


def _frames(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def _library(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Keep the logger's name and the format string of a library's line, not its values."""
    record: logging.LogRecord = event.pop("_record")
    event.pop("_from_structlog", None)
    event["logger"] = record.name
    event["event"] = str(record.msg)
    return event
