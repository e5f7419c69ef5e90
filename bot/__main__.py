"""``python -m bot``: the command line."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Obey the command line and exit."""
    from bot.cli import obey  # noqa: PLC0415 - the name of the package alone costs nothing

    sys.exit(obey(sys.argv[1:]))


if __name__ == "__main__":
    main()
