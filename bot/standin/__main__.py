"""``python -m bot.standin``: the stand-in alone, for a rehearsal without Telegram.

An operator sets up a real bot beside it, as the manual says, with two settings that lead to it.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from typing import TYPE_CHECKING

from bot.standin.movable_clock import MovableClock
from bot.standin.server import Server
from bot.standin.telegram import Telegram

if TYPE_CHECKING:
    from collections.abc import Sequence

PORT = 8441
TOKEN = "7371:a-token-that-opens-nothing"  # noqa: S105 - the stand-in's own
HOW = """\
In the bot's settings:
  KAMTIBMAS_API_URL={url}
  KAMTIBMAS_TOKEN={token}
Somebody who writes to the bot, and what lies in everybody's chat:
  curl --json '{{"name": "Ani"}}' {url}/demo/people
  curl --json '{{"text": "/start"}}' {url}/demo/people/ID/writes
  curl --json '{{"label": "Setuju"}}' {url}/demo/people/ID/presses
  curl {url}/demo/state
Ctrl+C ends it, and forgets everything.
"""


def main(arguments: Sequence[str]) -> None:
    """Serve until Ctrl+C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m bot.standin", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help=f"of 127.0.0.1; {PORT}")
    parser.add_argument("--token", default=TOKEN, help="that opens it; one of its own")
    chosen = parser.parse_args(arguments)
    try:
        asyncio.run(serve(chosen.port, chosen.token))
    except OSError as error:
        parser.exit(1, f"port {chosen.port} cannot be used ({error.strerror}); choose --port\n")


async def serve(port: int, token: str) -> None:
    """Serve on 127.0.0.1 until SIGINT or SIGTERM, and say how it is used."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    async with Server(Telegram(token, MovableClock().now), port) as server:
        sys.stdout.write(HOW.format(url=server.url, token=token))
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    main(sys.argv[1:])
