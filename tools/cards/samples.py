"""What stands in a sentence's gaps where no card fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SAMPLES: Mapping[str, str] = {
    "at": "20.00 WITA",
    "candidates": "Kel. Karuwisi (73.71.09.1001), Kel. Karuwisi Utara (73.71.09.1002)",
    "megabytes": "8",
    "minutes": "60",
    "n": "3",
    "number": "2",
    "own": "Kec. Panakkukang",
    "place": "Kel. Karuwisi, Kec. Panakkukang",
    "police": "110",
    "ticket": "KT-4F7Q2M",
    "week": "2026-W60",
    "who": "Bhabinkamtibmas Kel. Karuwisi",
}
