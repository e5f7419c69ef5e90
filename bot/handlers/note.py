"""A note of whoever answers a report: asked for by a button, and the next message is it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.handlers import report
from bot.locales import mark
from bot.services import alerting, drafting, history, notes, standing
from bot.services.answering import Press

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

ANSWERS_WITHIN = timedelta(minutes=15)  # later, what is written is a report like any other

ASK = mark(
    "Catatan untuk tiket {ticket}: tulis satu pesan. Pelapor dan petugas membacanya. Lewati: /batal"
)
LONG = mark("Catatan paling panjang {n} huruf. Tulis lebih singkat, atau lewati: /batal")
WORDS = mark("Tulis catatannya dengan kata-kata, atau lewati: /batal")
KEPT = mark("Tercatat. Pelapor diberi tahu.")


async def ask(turn: Turn) -> None:
    """Ask for it; the next message is the note."""
    alert = await alerting.load(turn.session, turn.subject)
    assert alert is not None  # noqa: S101 - the guard has looked
    turn.me.awaiting = {"what": "note", "alert": alert.id, "at": turn.now.isoformat()}
    turn.tell(ASK, ticket=alert.incident.ticket)


async def typed(turn: Turn) -> None:
    """Keep it; what comes too late, or of whoever answers it no more, is a report."""
    asked, text = turn.me.awaiting or {}, turn.incoming.text.strip()
    alert = await alerting.load(turn.session, asked["alert"])
    late = turn.now - datetime.fromisoformat(asked["at"]) > ANSWERS_WITHIN
    may = alert is not None and await standing.answers(turn.session, alert, turn.me.id, turn.grants)
    if alert is None or late or not may:
        turn.me.awaiting = None
        await report.draft(turn)
    elif drafting.is_blank(text):
        turn.tell(WORDS)
    elif len(text) > notes.LONGEST:
        turn.tell(LONG, n=notes.LONGEST)
    else:
        turn.me.awaiting = None
        office = history.office(turn.grants, alert.incident.village_code)
        press = Press(by=turn.me.id, office=office, run=alert.run)
        await notes.write(turn.session, alert, press, text, now=turn.now)
        turn.tell(KEPT)
