"""Limits of a process that decodes what a stranger sent, set by itself before it begins."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal

PARENT_DEATH_SIGNAL = 1  # of prctl(2)
NICENESS = 5  # whoever is paged goes before a picture


def end_with_parent() -> None:
    """Let the system end this process when its parent is killed. Linux; elsewhere limits do."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


def limit(*, memory_bytes: int, cpu_s: int, file_bytes: int | None = None) -> None:
    """Limit memory, processor time, files and priority, where the system has such limits.

    Programs that this process starts are limited alike. macOS does not hold the limit of memory;
    there the limits of pixels and time alone remain.
    """
    with contextlib.suppress(AttributeError, OSError):
        os.nice(NICENESS)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
