"""A position that was sent: the villages it may mean are offered, and taken by a tap alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.coordinates import map_link_without_position
from bot.locales import mark
from bot.places.geography import Certainty, PositionMatch
from bot.services.reports import position_candidates

if TYPE_CHECKING:
    from bot.handlers.incoming import Incoming
    from bot.handlers.turn import Turn
    from bot.models import Alert, Draft

UNREADABLE_LINK = mark(
    "Link peta itu belum menunjukkan tempatnya kepada kami. Tekan 📎, pilih Lokasi, lalu kirim;"
    " atau ketik nama desa/kelurahan."
)
UNKNOWN = PositionMatch(Certainty.INVALID)


def readable(incoming: Incoming) -> tuple[float, float] | None:
    """Return the position that was sent, in degrees; None: none, or a telephone without a fix."""
    found = incoming.found
    return None if found is not None and found.kind is Certainty.INVALID else incoming.location


def explain_link(turn: Turn, draft: Draft | None = None) -> bool:
    """Say how to send a location to whoever sent a link to a map that does not say where.

    Nothing is fetched. True where it was said; to a draft that has its position it is not.
    """
    lacks = draft is None or draft.lat is None
    if not lacks or map_link_without_position(turn.incoming.text) is None:
        return False
    turn.tell(UNREADABLE_LINK)
    return True


def offer(turn: Turn, draft: Draft | None = None) -> None:
    """Offer the villages at the position for ``draft``; for one's own where nothing was said yet.

    Who has no village of their own gets the draft's with it, whichever was asked for.
    """
    if draft is None or not (draft.text or draft.attachments or turn.me.village_code):
        _offer(turn, None, purpose="home")
    else:
        _offer(turn, draft.id, purpose="draft", draft=draft.id)


def offer_move(turn: Turn, alert: Alert, run: int) -> None:
    """Offer the villages at the position as where an alert belongs."""
    _offer(turn, alert.id, purpose="move", run=run, ticket=alert.incident.ticket)


def _offer(turn: Turn, subject: int | None, **about: Any) -> None:  # noqa: ANN401 - JSON
    found = turn.incoming.found or UNKNOWN
    turn.reply("located", subject, **about, **position_candidates.told(found))
