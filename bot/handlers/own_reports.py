"""A writer's sent reports: lists them, takes one back, says that it is safe or not over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import page_mention
from bot.domain.escalation import AlertStatus
from bot.locales import mark
from bot.services.alerts import alert_events, report_readers, reporter_actions
from bot.services.alerts.reporter_actions import Withdrawal
from bot.services.reports import report_authors, trust_bands
from bot.views import receipt_buttons

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Report

TAKEN_BACK = mark("Laporan ditarik. Petugas diberi tahu bahwa ini salah kirim.")
WITHDRAWN = mark("Laporan ditarik.")
FURTHER = mark("Ini tambahan. Untuk menarik semuanya, tekan Salah kirim pada tiket {ticket}.")
OVER_ALREADY = mark("Laporan ini sudah selesai.")
ONLY_YOURS = mark("Kini hanya Anda yang melaporkannya. Salah kirim? Tekan sekali lagi.")
STILL_REPORTED = mark("Petugas diberi tahu. Orang lain juga melapor: petugas tetap memeriksa.")
OTHERS_REPORT = mark("Laporan ditarik. Orang lain juga melapor: laporan mereka tetap berjalan.")
WITHDRAWALS = {
    Withdrawal.OVER_ALREADY: OVER_ALREADY,
    Withdrawal.BEFORE: WITHDRAWN,
    Withdrawal.ONE_OF_SEVERAL: STILL_REPORTED,
    Withdrawal.LAST: ONLY_YOURS,
}
UNHEARD = {Withdrawal.DONE: WITHDRAWN, Withdrawal.ONE_OF_SEVERAL: OTHERS_REPORT}  # nobody is told
TOLD_SAFE = mark("Petugas diberi tahu bahwa keadaan sudah aman. Mereka tetap dihubungi.")
TOLD_WHO_TOOK_IT = mark("Sudah kami sampaikan kepada petugas.")
SAID_ALREADY = mark("Petugas sudah diberi tahu.")
REOPENED = mark("Petugas dihubungi lagi sekarang.")
NOBODY_YET = mark("Dibuka lagi. Belum ada petugas yang dapat dihubungi; kami terus mencoba.")
SAFE_NOTED = mark("Tercatat: sudah aman.")
SAFE_UNHEARD = mark("Tercatat: sudah aman. Belum ada petugas yang dapat dihubungi.")
OPENED_AGAIN = mark("Laporan dibuka lagi dan menunggu petugas.")
OPENED_UNREAD = mark("Laporan dibuka lagi dan tersimpan. Belum ada petugas yang membacanya.")
COUNTS_AGAIN = mark("Laporan Anda dihitung lagi.")
SOLVED = mark("Terima kasih. Laporan ini tetap ditutup.")
OPEN_ALREADY = mark("Laporan ini masih berjalan.")


async def mistaken(turn: Turn) -> None:
    """Ask once more before a report is taken back: a tap may slip. Of what is over, say so."""
    await _say_over(turn)
    turn.reply("receipt", turn.subject, edit=True, asks=True)


async def back(turn: Turn) -> None:
    """Leave a report as it is, and show it as it stands; what is over may look the same."""
    await _say_over(turn)
    turn.reply("receipt", turn.subject, edit=True)


async def _say_over(turn: Turn) -> None:
    report = await _report(turn)
    if report.incident.status == AlertStatus.CLOSED:
        turn.toast(OVER_ALREADY)
    elif report.withdrawn_at is not None:
        turn.toast(WITHDRAWN)


async def withdraw(turn: Turn) -> None:
    """Take a report back: paging ends, and whoever was paged is told.

    Where the card said that others report it, and none does any more, it asks anew.
    """
    report = await _report(turn)
    saw_others = receipt_buttons.OTHERS in turn.args
    done = await reporter_actions.withdraw(
        turn.session, report, turn.me.id, saw_others=saw_others, now=turn.now
    )
    if done is Withdrawal.FURTHER:  # the first is still true
        turn.toast(FURTHER, ticket=report.incident.ticket)
        return
    told = WITHDRAWALS.get(done, TAKEN_BACK)
    if done in UNHEARD and not await _is_heard(turn, report):
        told = UNHEARD[done]
    turn.toast(told)
    turn.reply("receipt", turn.subject, edit=True, asks=done is Withdrawal.LAST)


async def safe(turn: Turn) -> None:
    """Let those who were paged know that it is safe now; they still come."""
    report = await _report(turn)
    done = await reporter_actions.report_safe(turn.session, report, now=turn.now)
    turn.toast(await _said_safe(turn, report, done=done))
    turn.reply("receipt", turn.subject, edit=True)


async def _said_safe(turn: Turn, report: Report, *, done: bool) -> str:
    """Return what is said of "Sudah aman": who hears it, if anybody does."""
    status, alert = report.incident.status, report.incident.alert
    if status == AlertStatus.CLOSED:
        return OVER_ALREADY
    if not await _is_heard(turn, report):
        return SAFE_NOTED if alert is None or alert.quiet else SAFE_UNHEARD
    if not done:
        return SAID_ALREADY
    return TOLD_SAFE if status == AlertStatus.OPEN else TOLD_WHO_TOOK_IT


async def reopen(turn: Turn) -> None:
    """Say that it is not over: whoever is on call is paged again, at once.

    Where one of several had taken theirs back, it counts again, and those who were paged hear it.
    """
    report = await _report(turn)
    if await reporter_actions.restore_withdrawn(turn.session, report, now=turn.now):
        turn.toast(COUNTS_AGAIN)
        turn.reply("receipt", turn.subject, newest=True)
        return
    done = await reporter_actions.reopen(turn.session, report, config=turn.config, now=turn.now)
    await trust_bands.refresh(turn.session, report.incident_id, turn.config)
    turn.toast(await _opened(turn, report) if done else OPEN_ALREADY)
    turn.reply("receipt", turn.subject, newest=True)


async def _opened(turn: Turn, report: Report) -> str:
    """Return what is said of a report that was opened again: by whether anybody is there for it."""
    incident = report.incident
    is_read = await report_readers.anybody(turn.session, incident, turn.config)
    if incident.status == AlertStatus.OPEN:
        return REOPENED if is_read else NOBODY_YET
    return OPENED_AGAIN if is_read else OPENED_UNREAD


async def solved(turn: Turn) -> None:
    """Say that what was closed is solved: nothing changes."""
    report = await _report(turn)
    turn.toast(SOLVED if report.incident.status == AlertStatus.CLOSED else OPEN_ALREADY)
    turn.reply("receipt", turn.subject, edit=True)


async def mine(turn: Turn) -> None:
    """List one's own reports, from the page that is typed behind it."""
    turn.reply("my_reports", page=page_mention.split(turn.incoming.text)[1])


async def turn_page(turn: Turn) -> None:
    """Show another page of one's own reports, in place."""
    page = turn.args[0] if turn.args else ""
    turn.reply("my_reports", edit=True, page=int(page) if page.isdecimal() else 0)


async def show(turn: Turn) -> None:
    """Show one of one's own reports as it stands, with what may be done about it."""
    turn.reply("receipt", turn.subject, newest=True)


async def _is_heard(turn: Turn, report: Report) -> bool:
    """Tell whether anybody was called for a report, or has it: it calls people at all."""
    alert = report.incident.alert
    if alert is None or alert.holder_id is not None:
        return alert is not None
    return not alert.quiet and not await alert_events.reaches_nobody(turn.session, alert)


async def _report(turn: Turn) -> Report:
    sent = await report_authors.load(turn.session, turn.subject)
    assert sent is not None  # noqa: S101 - the guard has looked
    return sent.report
