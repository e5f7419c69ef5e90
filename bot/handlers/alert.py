"""Officers' buttons: each acts on the state of its card, and the card is refreshed after it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.access import Level, level_of
from bot.domain.category import OTHER
from bot.domain.open_question import MoveQuestion
from bot.domain.outcomes import FALSE_REASONS, FALSE_REPORT, NO_INCIDENT, OUTCOMES
from bot.handlers import alert_press, position, report
from bot.handlers.alert_press import CallConfirmation, PressConfirmation
from bot.locales import mark
from bot.places import place_search
from bot.services.alerts import (
    alert_access,
    alert_actions,
    lifecycle,
    moved_accusations,
    reopening,
    report_readers,
    solved_questions,
)
from bot.services.reports import mutes, trust_bands

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Alert

ANSWERS_WITHIN = timedelta(minutes=15)  # later, what is written is a report like any other

TAKEN = PressConfirmation(
    mark("Anda yang menangani. Pelapor sudah diberi tahu."), mark("Anda yang menangani.")
)
GOING = PressConfirmation(
    mark("Tercatat: Anda menuju lokasi. Pelapor diberi tahu."),
    mark("Tercatat: Anda menuju lokasi."),
)
FINISHED = PressConfirmation(mark("Selesai. Pelapor diberi tahu."), mark("Selesai."))
OPENED = PressConfirmation(mark("Dibuka lagi. Pelapor diberi tahu."), mark("Dibuka lagi."))
RENEWED = mark("Tercatat: masih Anda tangani.")
MOVED = CallConfirmation(
    mark("Dipindahkan. Petugas di sana dihubungi sekarang."),
    mark("Dipindahkan. Belum ada petugas yang dapat dihubungi di sana; kami terus mencoba."),
    mark("Dipindahkan. Di sana pun Anda yang dipanggil."),
)
MOVED_QUIET = mark("Dipindahkan. Petugas di sana membacanya di /tugas dan laporan pagi.")
MOVED_UNREAD = mark("Dipindahkan. Di sana belum ada petugas yang membacanya.")
ASK_VILLAGE = mark(
    "Tiket {ticket}: di desa atau kelurahan mana? Ketik namanya, atau tekan 📎 dan pilih"
    " Lokasi. Tidak jadi: /batal"
)
NO_VILLAGE = mark(
    "Tidak ada desa atau kelurahan dengan nama itu (tiket {ticket}). Ketik lagi, atau /batal."
)
NO_LONGER = mark("Tiket {ticket} tidak bisa Anda pindahkan lagi.")
SAME_VILLAGE = mark("Laporan ini sudah di wilayah itu.")


async def acknowledge(turn: Turn) -> None:
    """Take the alert: nobody else is paged."""
    alert, press = await alert_press.load_press(turn)
    stale = await alert_actions.acknowledge(turn.session, alert, press, now=turn.now)
    await alert_press.show(turn, alert, stale, TAKEN)


async def on_the_way(turn: Turn) -> None:
    """Say that one is on the way; beside somebody who holds it, as help."""
    alert, press = await alert_press.load_press(turn)
    stale = await alert_actions.en_route(turn.session, alert, press, now=turn.now)
    await alert_press.show(turn, alert, stale, GOING)


async def no_incident(turn: Turn) -> None:
    """Close it as no incident."""
    alert, press = await alert_press.load_press(turn)
    stale = await alert_actions.close(turn.session, alert, press, NO_INCIDENT, now=turn.now)
    await alert_press.show(turn, alert, stale, FINISHED)


async def ask_outcome(turn: Turn) -> None:
    """Ask how it ended; the press on an outcome closes."""
    alert, press = await alert_press.load_press(turn)
    await alert_press.show(turn, alert, alert_actions.outdated(alert, press), menu="outcome")


async def other_outcomes(turn: Turn) -> None:
    """Show the outcomes that the first menu has no room for."""
    alert, press = await alert_press.load_press(turn)
    await alert_press.show(turn, alert, alert_actions.outdated(alert, press), menu="rest")


async def resume(turn: Turn) -> None:
    """Open it again: a slip is taken back, else the presser holds it. It is false no more."""
    alert, press = await alert_press.load_press(turn)
    stale = await reopening.resume(turn.session, alert, press, now=turn.now)
    if stale is None:
        await mutes.lift(turn.session, alert.incident, by=turn.me.id, now=turn.now)
    await trust_bands.refresh(turn.session, alert.incident_id, turn.config)
    await alert_press.show(turn, alert, stale, OPENED)


async def close(turn: Turn) -> None:
    """Close it with an outcome; whoever reported it is asked later whether it is solved.

    Where nothing was found nobody is: the news of it says how to contradict.
    """
    alert, press = await alert_press.load_press(turn)
    outcome = turn.args[1] if turn.args[1:] else ""
    if outcome not in OUTCOMES:
        turn.reply("alert", alert.id, edit=True)
        return
    stale = await alert_actions.close(turn.session, alert, press, outcome, now=turn.now)
    if stale is None:
        at = turn.now + turn.config.limits.conversation.ask_solved_after
        await solved_questions.schedule(turn.session, alert.incident_id, at=at)
        if outcome in trust_bands.REAL:  # whoever was called a liar had said the truth
            await mutes.lift(turn.session, alert.incident, by=turn.me.id, now=turn.now)
    await trust_bands.refresh(turn.session, alert.incident_id, turn.config)
    await alert_press.show(turn, alert, stale, FINISHED)


async def false_report(turn: Turn) -> None:
    """Ask why a report is called false; the press on a reason closes it."""
    alert, press = await alert_press.load_press(turn)
    why = turn.args[1] if turn.args[1:] else ""
    if alert.policy["confidential"]:  # who confides something is not called a liar
        await alert_press.show(turn, alert, None)
    elif why not in FALSE_REASONS:
        stale = alert_actions.outdated(alert, press)
        await alert_press.show(turn, alert, stale, menu="false")
    else:
        stale = await alert_actions.close(
            turn.session, alert, press, FALSE_REPORT, now=turn.now, why=why
        )
        await trust_bands.refresh(turn.session, alert.incident_id, turn.config)
        await alert_press.show(turn, alert, stale, FINISHED)


async def still_on_it(turn: Turn) -> None:
    """Answer "masih ditangani?" with yes."""
    alert, press = await alert_press.load_press(turn)
    stale = await alert_actions.renew(turn.session, alert, press, now=turn.now)
    await alert_press.show(turn, alert, stale, RENEWED)


async def more(turn: Turn) -> None:
    """Show the rest of what one may do."""
    alert, press = await alert_press.load_press(turn)
    await alert_press.show(turn, alert, alert_actions.outdated(alert, press), menu="more")


async def back(turn: Turn) -> None:
    """Show the card as it stands; of what is over, say so: it may be the same."""
    alert, press = await alert_press.load_press(turn)
    await alert_press.show(turn, alert, alert_actions.outdated(alert, press))


async def ask_village(turn: Turn) -> None:
    """Ask for the right village ("Bukan wilayah saya"); the next message answers."""
    alert, press = await alert_press.load_press(turn)
    stale = alert_actions.movable(alert, press, turn.now)
    if stale is not None:
        await alert_press.show(turn, alert, stale)
        return
    turn.me.awaiting = MoveQuestion(alert=alert.id, run=alert.run, at=turn.now)
    turn.tell(ASK_VILLAGE, ticket=alert.incident.ticket)


async def village_typed(turn: Turn) -> None:
    """Offer the villages that were meant; what is no village's name or place may be a report."""
    asked = turn.asked(MoveQuestion)
    alert = await lifecycle.load(turn.session, asked.alert)
    late = turn.now - asked.at > ANSWERS_WITHIN
    if alert is None or late or turn.incoming.name not in {"text", "location"}:
        turn.me.awaiting = None
        await report.receive(turn)
        return
    if not await alert_access.answers(turn.session, alert, turn.me.id, turn.grants):
        turn.me.awaiting = None
        turn.tell(NO_LONGER, ticket=alert.incident.ticket)
        return
    text = turn.incoming.text
    tells = turn.config.triage.heard(text).category != OTHER
    if turn.incoming.location is not None and not tells:
        position.offer_move(turn, alert, asked.run)
    else:
        await _name_typed(turn, alert, text.strip())


async def _name_typed(turn: Turn, alert: Alert, text: str) -> None:
    near = alert.incident.village_code
    finding = await place_search.search(turn.session, text, near=near)
    tells = turn.config.triage.heard(text).category != OTHER
    if finding.found and (finding.sure or not tells):
        _offer(turn, alert, finding.codes, turn.asked(MoveQuestion).run)
    elif tells:
        turn.me.awaiting = None
        await report.receive(turn)
    else:
        turn.tell(NO_VILLAGE, ticket=alert.incident.ticket)


def _offer(turn: Turn, alert: Alert, codes: list[str], run: int) -> None:
    """Offer villages to which an alert may be handed."""
    more: dict[str, Any] = {"purpose": "move", "run": run, "ticket": alert.incident.ticket}
    turn.reply("villages", alert.id, codes=codes, **more)


async def move(turn: Turn) -> None:
    """Hand the alert to the chosen village; there it pages at once."""
    alert, press = await alert_press.load_press(turn)
    heirs = await place_search.today(turn.session, turn.args[1]) if turn.args[1:] else []
    if not heirs or level_of(heirs[0].code) is not Level.VILLAGE:
        turn.reply("alert", alert.id, edit=True)
        return
    if len(heirs) > 1:  # a decree split it since the card was shown
        _offer(turn, alert, [region.code for region in heirs], press.run)
        return
    village = heirs[0]
    turn.me.awaiting = None
    if village.code == alert.incident.village_code:
        await alert_press.show(turn, alert, None, SAME_VILLAGE)
        return
    if alert_actions.movable(alert, press, turn.now) is None:
        of = alert.incident
        await moved_accusations.bypass_accused(turn.session, of, village, turn.config, turn.vault)
    stale = await alert_actions.move(
        turn.session, alert, press, village, config=turn.config, now=turn.now
    )
    await alert_press.show(turn, alert, stale, await _moved(turn, alert))


async def _moved(turn: Turn, alert: Alert) -> str | CallConfirmation:
    """Return what is said of a move: people are called there, or read it, or nobody does."""
    if not alert.quiet:
        return MOVED
    is_read = await report_readers.anybody(turn.session, alert.incident, turn.config)
    return MOVED_QUIET if is_read else MOVED_UNREAD
