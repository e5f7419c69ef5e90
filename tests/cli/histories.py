"""Files of reports, as somebody brings them in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.world import VILLAGE

if TYPE_CHECKING:
    from pathlib import Path

FIRE: dict[str, Any] = {
    "ticket": "KT-4F7Q2M",
    "incident": "KT-4F7Q2M",
    "village": VILLAGE,
    "category": "kebakaran",
    "severity": "DARURAT",
    "status": "closed",
    "reporter": "Warga Melati-27",
    "text": "Kebakaran di RT 03",
    "created_at": "2026-11-20T20:15:00+08:00",
}


def lay(path: Path, *lines: object) -> Path:
    """Write a file of JSON lines; what is a text is written as it is."""
    written = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(f"{line}\n" for line in written))
    return path
