"""The words of an incident for those who answer it: what a lock screen may show, and the rest."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain import disclosure
from bot.domain.escalation import AlertStatus
from bot.domain.masking import mask_contacts
from bot.domain.spot import spot
from bot.locales import counted, mark
from bot.services.alerts import card_room, urgency_changes
from bot.views import attached, display_names, followup
from bot.views.card import Markup, shorten
from bot.views.moments import moment
from bot.views.office import hidden_office, office_label, place_label
from bot.views.report_text import (
    ReportReader,
    all_added,
    joined_lines,
    paragraphs,
    report_text,
    written,
)

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.disclosure import Disclosure
    from bot.locales import Say
    from bot.models import Note
    from bot.settings import Config
    from bot.views.incident_history import IncidentHistory

NOTES_SHOWN = 2  # the newest

HEADLINE = mark("<b>[{severity}] {kind} - {place}</b>")
TICKET = mark("Tiket {ticket}.")
UNVERIFIED, UNVERIFIED_ASIDE = mark("BELUM TERVERIFIKASI"), mark("Belum terverifikasi")
WHEN = mark("{at}, masih berlangsung: {ongoing}.")
WHEN_UNASKED = mark("{at}.")
HIDDEN_KIND = mark("{category} - {place}.")
YES, NO, UNKNOWN = mark("ya"), mark("tidak"), mark("belum diketahui")
OFTEN = counted("⚠️ Pengirim ini mengirim {n} laporan darurat dalam {span}.")
NOTE = mark("📝 {at}, {who}: {text}")
BETWEEN = counted("(dan {n} laporan lagi)")
REPORTERS = mark("👥 {n} pelapor")


def heading(
    say: Say, history: IncidentHistory, config: Config, now: datetime, *, loud: bool = True
) -> Markup:
    """Say what a lock screen may show: how urgent, what and where; below it when, and the ticket.

    No victim's name; of a confidential report neither what nor where exactly. Of what is over its
    outcome tells, and nobody goes to verify it. ``loud`` False: for those who need not answer.
    """
    incident = history.incident
    hidden = display_names.is_hidden(config, incident.category)
    kind = display_names.hidden_label(config, incident.category, say)
    headline = say(
        HEADLINE,
        severity=display_names.severity(say, incident.severity),
        kind=kind,
        place=display_names.district(say, incident.village) if hidden else _place(history),
    )
    about = [say(TICKET, ticket=incident.ticket)]
    if not hidden:
        about.insert(0, _when(say, history, now))
    if incident.status != AlertStatus.CLOSED:
        about.append(say(UNVERIFIED if loud else UNVERIFIED_ASIDE))
    return joined_lines([headline, Markup(" ").join(about)])


def details(
    say: Say,
    history: IncidentHistory,
    config: Config,
    now: datetime,
    reads: Disclosure = disclosure.PAGED,
) -> Markup:
    """Say what was reported, by whom as an alias, and where; as much of it as ``reads`` allows.

    Of a confidential report all of it is a spoiler: Telegram hides spoilers in notifications and
    in the list of chats, while a blank line before them would not keep them off a lock screen.
    """
    if not reads.words:
        return Markup("")
    parts = _said(say, history, config, now, reads)
    if not display_names.is_hidden(config, history.incident.category):
        return paragraphs(parts)
    hidden = paragraphs([_behind(say, history, config, now), *parts])
    return Markup("<tg-spoiler>{}</tg-spoiler>").format(hidden)


def _said(
    say: Say, history: IncidentHistory, config: Config, now: datetime, reads: Disclosure
) -> list[Markup]:
    """Return the reports that a card has room for, how many people there are, and addenda."""
    hides = display_names.category(config, history.incident.category).hides_reporter
    to = ReportReader(reads, config.limits.position.coarse_m, now, hides)
    shown = card_room.on_card(history.reports)
    limit = card_room.room(
        len(history.reports), noted=bool(history.notes), added=bool(history.addenda)
    )
    words = [shorten(written(one, reads), limit) for one in shown]
    parts = [report_text(say, *one, history, to) for one in zip(shown, words, strict=True)]
    if history.people_not_withdrawn > 1:
        parts[-1:] = [
            joined_lines([*parts[-1:], say(REPORTERS, n=say.number(history.people_not_withdrawn))])
        ]
    between = len(history.reports) - len(shown)
    if between:
        parts.insert(1, say.many(*BETWEEN, between))
    answered = followup.answered_line(say, [one for _, one in history.addenda], config)
    parts += [answered] if answered is not None else []
    parts += all_added(say, history, to)
    parts += [say(followup.NO_CONTACT)] if _forbids_contact(history) else []
    return parts


def _forbids_contact(history: IncidentHistory) -> bool:
    """Tell whether a reporter wants nothing to be written to them about it."""
    return any(
        one.author is not None and one.author.allows_contact is False for one in history.reports
    )


def often(say: Say, history: IncidentHistory, config: Config) -> Markup | None:
    """Say that its reporter pages again and again, and how often; None: not so often."""
    calls, alert = config.limits.repeat_calls, history.alert
    own = history.own
    if not own or alert is None:
        return None
    n = alert.priority + len(own)
    if n < calls.marked_from:
        return None
    span = calls.within if alert.priority else own[-1].created_at - own[0].created_at
    minutes = max(1, math.ceil(span.total_seconds() / 60))
    return say.many(*OFTEN, n, span=say.duration(timedelta(minutes=minutes)))


def notes(say: Say, history: IncidentHistory, config: Config, now: datetime) -> Markup:
    """Say what whoever answered wrote of it, the newest last; of what is hidden as a spoiler."""
    lines = [
        say(
            NOTE,
            at=moment(say, note.at, history.incident.village.zone, now),
            who=answerer(say, note.office, history, config),
            text=_shown(say, note, history, config),
        )
        for note in history.notes[-NOTES_SHOWN:]
    ]
    return joined_lines(lines)


def _shown(say: Say, note: Note, history: IncidentHistory, config: Config) -> Markup:
    """Return a note's words and how many pictures it has, which whoever opens the case sees."""
    words = noted(note, hidden=display_names.is_hidden(config, history.incident.category))
    shown = attached.counted(say, history.pictures.get(note.id, {}))
    return Markup(" · ").join([*([words] if note.text else []), *shown])


def noted(note: Note, *, hidden: bool) -> Markup:
    """Return the words of a note, masked."""
    words = Markup("<tg-spoiler>{}</tg-spoiler>") if hidden else Markup("{}")
    return words.format(mask_contacts(note.text))


def answerer(
    say: Say, office: str | None, history: IncidentHistory, config: Config
) -> Markup | str:
    """Say in which office somebody answered, as far as a lock screen may show it."""
    confidential = display_names.is_hidden(config, history.incident.category)
    named = hidden_office if confidential else office_label
    return named(say, office, history.regions)


def _place(history: IncidentHistory) -> str:
    """Return where it happened: below the village too, where a report says so."""
    spots = (spot(report.text) for report in history.reports)
    below = next((found for found in spots if found), None)
    place = place_label(history.incident.village)
    return f"{below}, {place}" if below else place


def _when(say: Say, history: IncidentHistory, now: datetime) -> Markup:
    incident, first = history.incident, history.reports[0] if history.reports else None
    is_over = incident.status == AlertStatus.CLOSED
    unasked = (history.alert is None or history.alert.quiet) and (
        urgency_changes.goes_on(history.reports) is None
    )
    at = first.written_at if first else incident.opened_at
    return say(
        WHEN_UNASKED if is_over or unasked else WHEN,
        at=moment(say, at, incident.village.zone, now),
        ongoing=_ongoing(say, history),
    )


def _behind(say: Say, history: IncidentHistory, config: Config, now: datetime) -> Markup:
    """Say of what no lock screen may show what its headline does not."""
    incident = history.incident
    kind = display_names.category(config, incident.category)
    place = Markup("{}.").format(_place(history))
    if kind.is_confidential:
        place = say(HIDDEN_KIND, category=kind.label(say.language), place=_place(history))
    return Markup(" ").join([place, _when(say, history, now)])


def _ongoing(say: Say, history: IncidentHistory) -> str:
    said = urgency_changes.goes_on(history.reports)
    return say.plain(UNKNOWN if said is None else YES if said else NO)
