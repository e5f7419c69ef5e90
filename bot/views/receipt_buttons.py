"""The buttons below a receipt: what ends a report, and what changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.escalation import AlertStatus
from bot.domain.followup import YES
from bot.domain.outcomes import MISTAKEN
from bot.locales import mark
from bot.services.intake import submission
from bot.views.card import Button, Markup

if TYPE_CHECKING:
    from bot.locales import Say
    from bot.models import Report, ReportAuthor
MISTAKEN_IN_WORDS = mark("Salah kirim? Tulis saja: salah kirim")
OTHERS = "others"  # in a button's data: its question said that others report the same
ROWS = 2  # of a receipt's buttons, where nothing is asked


def is_further(report: Report) -> bool:
    """Tell whether a report joined what was open of its incident (``incident`` is loaded)."""
    return report.ticket != report.incident.ticket


def beside_question(
    say: Say, author: ReportAuthor, *, takes_back: bool
) -> tuple[tuple[Button, ...], ...]:
    """Return what a card of four buttons has room for below a question.

    Whoever is out of danger says so by one tap. What ends a mistake comes with the answer, and at
    once where nobody was called. ``takes_back``: it is no addition to another of its writer's.
    """
    if author.report.incident.status != submission.RECORDED:
        return ((Button(say.plain("Sudah aman"), f"r:{author.id}:safe"),),)
    if not takes_back:
        return ()
    return ((Button(say.plain("Salah kirim"), f"r:{author.id}:mistaken"),),)


def in_words(say: Say, report: Report, *, takes_back: bool) -> list[Markup]:
    """Say how a mistake is ended while its button has no room."""
    hidden = report.incident.status != submission.RECORDED and takes_back
    return [say(MISTAKEN_IN_WORDS)] if hidden else []


def below(say: Say, author: ReportAuthor, *, takes_back: bool) -> tuple[tuple[Button, ...], ...]:
    """Lay what ends or changes something below the row on which the draft was sent.

    A second tap of a finger that was on "Masih, kirim" then takes nothing back. ``takes_back``: it
    is no addition to another of its writer's, which would end what they called for first.
    """
    report, of = author.report, f"r:{author.id}"
    status = report.incident.status
    mine: tuple[Button, ...] = (Button(say.plain("Laporan saya"), f"{of}:mine"),)
    if author.allows_contact is False and status != AlertStatus.CLOSED:
        mine += (Button(say.plain("Boleh hubungi"), f"{of}:contact:{YES}"),)
    if status == AlertStatus.CLOSED or report.withdrawn_at is not None:
        back = Button(say.plain("Tetap laporkan"), f"{of}:reopen")
        ended = report.incident.outcome == MISTAKEN and takes_back
        return (mine, (back,)) if ended or status != AlertStatus.CLOSED else ()
    safe = Button(say.plain("Sudah aman"), f"{of}:safe")
    if not takes_back:
        return (mine, (safe,))
    mistaken = Button(say.plain("Salah kirim"), f"{of}:mistaken")
    return (mine, (mistaken,) if status == submission.RECORDED else (safe, mistaken))
