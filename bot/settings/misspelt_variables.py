"""Environment variables that look like ours and are none: probably misspelt."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from bot.settings.environment import PREFIX, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

TESTS = (f"{PREFIX}TEST_", f"{PREFIX}REQUIRE_")  # of the tests, which a developer may have set
BEGINNING = "KAMTIB"  # KAMTIBMAS- and KAMTIBAS_ are slips too


def unknown_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that nobody reads, each with what to do about it."""
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    return {
        name: _mend(name, known)
        for name in sorted(environment)
        if _looks_like_ours(name) and name.upper() not in known
    }


def _looks_like_ours(name: str) -> bool:
    upper = name.upper()
    return upper.startswith(BEGINNING) and not upper.startswith(TESTS)


def _mend(name: str, known: list[str]) -> str:
    close = get_close_matches(name.upper(), known, n=1, cutoff=0.75)
    return f"did you mean {close[0]}?" if close else "unset it: nobody reads it"
