"""``python -m bot``: the command line."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Obey the command line and exit."""
    if sys.argv[1:2] == ["run"]:  # a service may be asked to stop while it is still being read in
        signal.signal(signal.SIGTERM, _leave)
    from bot.cli import obey  # noqa: PLC0415 - the name of the package alone costs nothing

    sys.exit(obey(sys.argv[1:]))


def _leave(*_: object) -> NoReturn:
    """End well: nothing was begun yet."""
    raise SystemExit(0)


if __name__ == "__main__":
    main()
