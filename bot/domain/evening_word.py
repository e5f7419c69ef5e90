"""Makassar "malang" for "malam", the evening: "tadi malang", "jam 2 malang", and no city of Java.

Only beside words that tell of an hour or a day; after "di", "ke" or "kota" it is Malang.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CITY, EVENING = "malang", "malam"
_BEFORE = frozenset(
    "tadi nanti besok kemarin kemaren tengah setiap tiap larut sudah jam malang".split()  # noqa: SIM905
)
_AFTER = frozenset(
    "ini itu hari tadi kemarin minggu senin selasa rabu kamis jumat sabtu malang begini".split()  # noqa: SIM905
)
_OF_A_CITY = frozenset("di ke dari kota kab kabupaten arema arek polres polresta".split())  # noqa: SIM905


def with_evenings_told(words: Sequence[str]) -> list[str]:
    """Return as many words, with ``EVENING`` for each "malang" that is one."""
    return [
        EVENING if word == CITY and _is_evening(words, at) else word
        for at, word in enumerate(words)
    ]


def _is_evening(words: Sequence[str], at: int) -> bool:
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if before in _OF_A_CITY:
        return False
    return before.isdigit() or before in _BEFORE or after in _AFTER
