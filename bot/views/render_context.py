"""What a renderer may read while it turns promises into cards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.documents.render_process import RenderedFiles
from bot.locales import Say, say_in
from bot.models import Delivery
from bot.views.card import Card, Later

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config
    from bot.vault import Vault
    from bot.views.menu import Commands


@dataclass(frozen=True, slots=True)
class RenderContext:
    """One reading of the database, for a batch of promises.

    ``session`` only reads. ``data`` is the folder of attachments. ``commands`` is the menu that
    somebody's roles open, as the table of entries has it. ``renders`` makes pictures and documents.
    """

    session: AsyncSession
    config: Config
    vault: Vault
    data: Path
    now: datetime
    commands: Commands
    renders: RenderedFiles = field(default_factory=RenderedFiles)

    def say(self, delivery: Delivery) -> Say:
        """Return the words in the recipient's language (``recipient`` is loaded)."""
        return say_in(delivery.recipient.language)


# All promises of one kind at once, so that a batch costs one read; a delivery that is missing from
# the answer has nothing left to say and is dropped.
Renderer = Callable[[RenderContext, Sequence[Delivery]], Awaitable[Mapping[int, Card | Later]]]
