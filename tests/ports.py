"""Ports for those who have to know theirs before they listen."""

from __future__ import annotations

import os
import random
import socket
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALHOST = "127.0.0.1"
PORTS = range(20_000, 32_000)  # below those that outgoing connections are given


def free_port() -> int:
    """Return a port at which nobody listens, and that nobody else is given meanwhile.

    Each worker draws from ports of its own, each port once: it stays free until it is used, and
    while who listens there is killed and started again.
    """
    for port in _drawn():
        with suppress(OSError), socket.socket() as probe:
            probe.bind((LOCALHOST, port))
            return port
    raise OSError("every port has been given")


@cache
def _drawn() -> Iterator[int]:
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    mine = PORTS[worker::workers]
    return iter(random.sample(mine, len(mine)))
