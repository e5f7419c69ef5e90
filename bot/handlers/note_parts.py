"""Parts of a note (words, pictures), and the answers to its writer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.open_question import NoteQuestion
from bot.handlers import alert_press
from bot.handlers.alert_press import PressConfirmation
from bot.locales import mark
from bot.services.alerts import notes
from bot.services.reports import draft_lookup

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Alert, Note
    from bot.services.reports.message_content import MessageContent

LONG = mark("Catatan paling panjang {n} huruf. Tulis lebih singkat, atau lewati: /batal")
KEPT = PressConfirmation(mark("Tercatat. Pelapor diberi tahu."), mark("Tercatat."))
MEANT = mark(
    "Foto ini untuk catatan tiket {ticket}? Tekan Tulis catatan di sana, lalu kirim fotonya sekali"
    " lagi."
)
SHOWN = PressConfirmation(
    mark("Foto tercatat dan diteruskan ke pelapor. Tulis juga catatannya, atau lewati: /batal"),
    mark("Foto tercatat. Tulis juga catatannya, atau lewati: /batal"),
)


def heard(content: MessageContent) -> MessageContent:
    """Return a message without its voice or video: in a note they are not passed on."""
    return replace(content, attached=None) if content.recorded else content


async def ask(turn: Turn, content: MessageContent) -> None:
    """Say how a picture becomes a note, to whoever sends one just after closing a report.

    It may be of what happens now, so that it is no note by itself: a note is read by the reporter.
    """
    if (
        content.attached is None
        or content.recorded
        or not any(access.matches(one.role, access.ANSWERING) for one in turn.grants)
    ):
        return
    ticket = await notes.unnoted(turn.session, turn.me, turn.now - draft_lookup.JOINS_WITHIN)
    if ticket is not None:
        turn.tell(MEANT, ticket=ticket)


async def put(turn: Turn, alert: Alert, note: Note, content: MessageContent) -> None:
    """Put a message to a note; what only adds a picture to an album is not answered again."""
    fits = notes.fits(note, content)
    more = content.media_group is not None and content.media_group == note.media_group
    if fits or content.attached is not None:
        kept = content if fits else replace(content, text="")
        await notes.add(turn.session, alert, note, kept, now=turn.now)
    if content.words or not more:
        await answer(turn, alert, note, fits=fits)


async def answer(turn: Turn, alert: Alert, note: Note | None, *, fits: bool) -> None:
    """Say that it is kept; a note without words, and one too long, still waits for them."""
    if note is not None and note.text:
        asked = turn.me.awaiting
        if isinstance(asked, NoteQuestion) and asked.alert == alert.id:
            turn.me.awaiting = None
    elif note is not None:
        turn.me.awaiting = NoteQuestion(alert=alert.id, at=turn.now, note=note.id)
    if fits:
        kept = KEPT if note is not None and note.text else SHOWN
        turn.tell(await alert_press.sentence(turn, alert, kept))
    else:
        turn.tell(LONG, n=notes.LONGEST)
