"""Says of what a button is that is not here any more: an older copy was restored, or it is erased.

Nobody is told of that by themselves, since what was lost is not known; whoever presses a button of
it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.locales import mark
from bot.models import Alert, Delivery, Draft, Incident, ReportAuthor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.handlers.turn import Turn
    from bot.models import Base

GONE = mark(
    "Laporan ini tidak ada lagi di bot; bot tidak memanggil siapa pun lagi untuk itu. Masih perlu"
    " bantuan? Tulis lagi di sini. Bahaya: /darurat atau telepon {police}."
)
SENT = mark("Pesan ini sudah dikirim. Bahaya? Ketik /darurat atau telepon {police}.")
CASE_GONE = mark(
    "Laporan ini tidak ada lagi di bot: bot dipulihkan dari cadangan yang lebih lama. Belum"
    " selesai? Tetap tangani; yang sudah dicatat setelah cadangan itu perlu dicatat lagi."
)
# By the noun of a button: in which tables its subject may stand, and what is said where it does
# not. An alert and a case are never erased; a report is, in time or by its writer.
SUBJECTS: Mapping[str, tuple[Sequence[type[Base]], str]] = {
    "d": ((Draft, ReportAuthor), GONE),
    "r": ((ReportAuthor,), GONE),
    "a": ((Alert,), CASE_GONE),
    "i": ((Incident,), CASE_GONE),
}


async def tell(turn: Turn) -> bool:
    """Say so where the subject of a button is gone; False: it is here, or the button has none."""
    if turn.incoming.press is None or turn.noun not in SUBJECTS:
        return False
    tables, said = SUBJECTS[turn.noun]
    for table in tables:
        if await turn.session.get(table, turn.subject) is not None:
            return False
    if turn.noun == "d" and await _was_shown(turn):  # it became an addendum, or a question
        turn.toast(SENT, police=turn.config.limits.emergency.police)
        return True
    turn.tell(said, police=turn.config.limits.emergency.police)
    return True


async def _was_shown(turn: Turn) -> bool:
    """Tell whether it is known that a draft was shown to them: what a restore lost is not."""
    to = Delivery.recipient_id == turn.me.id
    card = select(Delivery.id).where(to, Delivery.kind == "draft")
    card = card.where(Delivery.subject_id == turn.subject)
    return await turn.session.scalar(card.limit(1)) is not None
