"""Signs of life: each part says when it was last well; nobody asks a part that may hang."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STARTING = "starting"
SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Condition:
    """How a part is. ``silent_s``: seconds since it was last well, None: it never was."""

    ok: bool
    silent_s: float | None
    because: str | None = None


class Heartbeat:
    """One part's sign of life, counted by the monotonic clock: a jump of the wall's kills nobody.

    What fails once is no illness: a part is unwell when it was not well for ``within_s`` seconds.
    """

    def __init__(self, within_s: float, monotonic: Callable[[], float]) -> None:
        """Nothing has been heard yet."""
        self._within_s = within_s
        self._monotonic = monotonic
        self._last: float | None = None
        self._because: str | None = STARTING

    def beat(self) -> None:
        """Be well now."""
        self._last = self._monotonic()
        self._because = None

    def fail(self, because: str) -> None:
        """Remember what is wrong, for whoever asks; it holds no word that a person wrote."""
        self._because = because

    @property
    def silent_s(self) -> float | None:
        """Return the seconds since it was last well; None: it never was."""
        return None if self._last is None else self._monotonic() - self._last

    def condition(self) -> Condition:
        """Return how the part is."""
        silent = self.silent_s
        if silent is not None and silent <= self._within_s:
            return Condition(ok=True, silent_s=silent)
        return Condition(ok=False, silent_s=silent, because=self._because or SILENT)
