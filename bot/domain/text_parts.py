"""A long text as messages hold it: in parts, cut between words."""

from __future__ import annotations


def parts(text: str, limit: int) -> list[str]:
    """Return ``text`` in parts of at most ``limit`` UTF-16 units, which together are all of it.

    Cut at a line or between words where there is one in the last third of a part.
    """
    found: list[str] = []
    while (end := _fitting(text, limit)) < len(text):
        least = end * 2 // 3
        gap = max(text.rfind("\n", least, end), 0) or max(text.rfind(" ", least, end), 0)
        end = gap + 1 if gap else end
        found.append(text[:end])
        text = text[end:]
    return [*found, text] if text else found


def _fitting(text: str, limit: int) -> int:
    """Return how many characters from the beginning take at most ``limit`` UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")[: limit * 2].decode("utf-16-le", "ignore"))
