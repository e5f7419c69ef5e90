"""A note of whoever answers a report: asked for by a button, and the next message is it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.open_question import NoteQuestion
from bot.handlers import album, alert_press, note_parts, report
from bot.locales import mark
from bot.services.alerts import alert_access, alert_events, lifecycle, notes
from bot.services.alerts.alert_actions import AlertPress
from bot.services.reports import message_content

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Alert
    from bot.services.reports.message_content import MessageContent

ANSWERS_WITHIN = timedelta(minutes=15)  # later, what is written is a report like any other

ASK = mark(
    "Catatan untuk tiket {ticket}: tulis satu pesan, boleh dengan foto. Pelapor dan petugas"
    " membacanya. Lewati: /batal"
)
WORDS = mark("Tulis catatannya dengan kata-kata atau kirim foto. Lewati: /batal")
WORDS_ALONE = mark("Suara dan video tidak ikut dalam catatan, hanya kata-katanya.")


async def ask(turn: Turn) -> None:
    """Ask for it; the next message is the note."""
    alert = await alert_press.alert_of(turn)
    turn.me.awaiting = NoteQuestion(alert=alert.id, at=turn.now)
    turn.tell(ASK, ticket=alert.incident.ticket)


async def typed(turn: Turn) -> None:
    """Keep it; what comes too late, or of whoever answers it no more, is a report.

    A picture of an album that began something else belongs to that.
    """
    asked, sent = turn.asked(NoteQuestion), report.content_of(turn)
    content = note_parts.heard(sent)
    if await album.take_further_picture(turn, content):
        return
    alert = await _current_alert(turn, asked)
    late = turn.now - asked.at > ANSWERS_WITHIN
    may = alert is not None and await alert_access.answers(
        turn.session, alert, turn.me.id, turn.grants
    )
    if alert is None or late or not may:
        turn.me.awaiting = None
        await report.receive(turn)
    elif content.shared or (content.attached is None and message_content.is_blank(content.text)):
        turn.tell(WORDS)
    else:
        await _keep(turn, alert, content)
        if sent.recorded:
            turn.tell(WORDS_ALONE)


async def _current_alert(turn: Turn, asked: NoteQuestion) -> Alert | None:
    """Return the alert under which stands now what was to be noted: it may have been merged."""
    begun = None if asked.note is None else await notes.alert_of(turn.session, asked.note)
    return begun or await lifecycle.current_alert(turn.session, asked.alert)


async def _keep(turn: Turn, alert: Alert, content: MessageContent) -> None:
    """Keep words and picture; words that are too long are asked for once more, alone."""
    asked = turn.asked(NoteQuestion)
    note, origin = await notes.load_note(turn.session, alert, asked.note), None
    if asked.alert != alert.id:
        named = await lifecycle.load(turn.session, asked.alert)
        origin = None if named is None else named.incident_id
        turn.me.awaiting = replace(asked, alert=alert.id)
    if note is not None:
        await note_parts.put(turn, alert, note, content)
        return
    fits = notes.fits(None, content)
    if fits or content.attached is not None:
        office = alert_events.office(turn.grants, alert.incident.village_code)
        press = AlertPress(by=turn.me.id, office=office, run=alert.run)
        kept = content if fits else replace(content, text="")
        note = await notes.write(turn.session, alert, press, kept, origin=origin, now=turn.now)
    await note_parts.answer(turn, alert, note, fits=fits)
