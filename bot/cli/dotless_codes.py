"""Codes without dots: each is accepted, and the operator is told which region it became."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import typer

from bot.domain.report_line import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_NAMED = 20  # codes


def tell(assumed: Mapping[str, str]) -> None:
    """Name the regions: codes of the statistics office (BPS) look alike and mean other regions."""
    for code, region in islice(assumed.items(), MOST_NAMED):
        typer.echo(f"the code {quoted(code)} was taken for {region}", err=True)
    if assumed:
        more = len(assumed) - MOST_NAMED
        typer.echo(
            (f"and {more} more; " if more > 0 else "")
            + "if these are codes of BPS they mean other places: write names, or codes with dots",
            err=True,
        )
