"""The number of a page that somebody types behind a command: "hal 12", "halaman 12", "page 12"."""

from __future__ import annotations

import re

_PAGE = re.compile(r"(?:^|\s)(?:hal(?:aman)?|page)\.?\s*(\d{1,6})\s*$", re.IGNORECASE | re.ASCII)


def split(text: str) -> tuple[str, int]:
    """Return what stands before the number of a page, and the page, from 0; none: the first."""
    found = _PAGE.search(text)
    if found is None:
        return text.strip(), 0
    return text[: found.start()].strip(), max(int(found[1]) - 1, 0)
