"""Check of the process that makes pictures and documents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cli.doctor.finding import Finding, fine, warning
from bot.documents.render_process import NotRenderedError, RenderedFiles, Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.cli.doctor.setup import Setup

_SAMPLE = Request("check", "png", {}, datetime(2026, 1, 1, tzinfo=UTC))


async def files(setup: Setup) -> AsyncIterator[Finding]:
    """Make a page of one word, as the bot makes a picture: without it summaries are words alone."""
    del setup
    try:
        await RenderedFiles().file(_SAMPLE)
    except (NotRenderedError, OSError) as error:
        why = str(error) if isinstance(error, NotRenderedError) else type(error).__name__
        yield warning(
            f"pictures and documents of summaries cannot be made ({why}): whoever asks is told so",
            "run kamtibmas where it was installed with all its packages, and let its service start"
            " processes (the log says not_rendered)",
        )
    else:
        yield fine("pictures and documents of summaries are made")
