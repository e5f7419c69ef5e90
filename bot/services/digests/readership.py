"""Somebody who reads figures, among many."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Region
    from bot.services.alerts.case_lookup import CaseReader


class Readership(NamedTuple):
    """Somebody who reads figures, and of which regions; none of them lies in another."""

    reader: CaseReader
    regions: Sequence[Region]
