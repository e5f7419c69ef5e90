"""An alert as a card: what was reported, how it stands, and what its reader may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bot.domain import disclosure
from bot.domain.escalation import HELD, AlertStatus
from bot.domain.promises.alerts import AlertPromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.alerts import incident_merges
from bot.services.alerts.alert_events import ANSWERS, EventKind
from bot.views import alert_news, case_changes, case_joins, display_names
from bot.views.alert_buttons import FALSE, OTHER_OUTCOME, OUTCOME, Merging, Offers, buttons
from bot.views.card import Card, Markup
from bot.views.case_state import state
from bot.views.history_lines import history_text
from bot.views.incident import details, heading, notes, often
from bot.views.information_notice import roles_there
from bot.views.moments import moment
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.access import Grant
    from bot.domain.disclosure import Disclosure
    from bot.locales import Say
    from bot.models import Alert, AlertEvent, Delivery, Incident
    from bot.views.card import Button
    from bot.views.case_kinds import KindOffer
    from bot.views.incident_history import IncidentHistory
    from bot.views.render_context import RenderContext

Told: TypeAlias = "tuple[IncidentHistory, Alert]"

ALARM = mark("PERHATIAN: tidak ada petugas wilayah ini yang dapat dihubungi.")
GONE_ON = mark("Dipindahkan ke {place}. Tidak perlu ditangani di wilayah Anda lagi.")
SIMILAR = mark("❔ Laporan {ticket} mirip ({kind}, {at}). Satu kejadian?")
MAY_BE = mark("❔ Mungkin kejadian yang sama dengan {ticket} ({kind}, {at}).")
BEYOND = mark(
    "❔ Di {village} ada laporan serupa, {at}. Mungkin satu kejadian; hubungi petugas di sana."
)
ASK_OUTCOME = mark("Bagaimana hasilnya?")
ASKS = {
    OUTCOME: ASK_OUTCOME,
    OTHER_OUTCOME: ASK_OUTCOME,
    FALSE: mark(
        "Pelapor tahu bahwa ini tidak terjadi? Sekadar keliru bukan laporan palsu. Pimpinan diberi"
        " tahu dan dapat membatalkannya."
    ),
}
ASK_NOTE = mark("Ada catatan untuk pelapor? Tekan Tulis catatan; boleh dilewati.")


def card(
    context: RenderContext, delivery: Delivery, told: Told, held: Sequence[Grant] = ()
) -> Card:
    """Show an alert as it stands; where it has gone to another village, only that.

    ``held``: the posts of its reader, where the alert pages nobody.
    """
    history, alert = told
    say, promise = context.say(delivery), promise_data.decode(delivery, AlertPromise)
    head = heading(say, history, context.config, context.now, loud=not alert.quiet)
    run = alert.run if delivery.run is None else delivery.run
    if run < history.moved_run:
        gone = say(GONE_ON, place=place_label(history.incident.village))
        return Card(Markup("\n\n").join([head, gone]))
    is_closed, by = alert.status == AlertStatus.CLOSED, _closer(history)
    news = alert_news.on_card(say, history, alert, promise.event) if promise.event else None
    missed = news is not None and by == delivery.recipient_id  # they closed it without
    menu = None if is_closed else promise.menu
    kinds = _listed(context, say, told, menu) if menu else None
    parts = [
        news,
        head,
        *_body(context, delivery, told, held),
        say(ASK_NOTE) if _asks_note(history, alert, delivery.recipient_id) else None,
        say(ASKS[menu]) if menu in ASKS else None,
        say(kinds.question) if kinds is not None else None,
    ]
    text = Markup("\n\n").join(part for part in parts if part)
    laid = _buttons(context, delivery, told, menu) if kinds is None else kinds.rows
    return Card(text, laid, silent=(is_closed and not missed) or promise.silent)


def _listed(context: RenderContext, say: Say, told: Told, menu: str) -> KindOffer | None:
    """Return what a menu lists: other reports, or what may be changed; None: it is another one."""
    history, alert = told
    case = case_changes.Case(history, alert, context.config, now=context.now)
    joins = case_joins.offer(context, say, history, alert, menu)
    return joins if joins is not None else case_changes.offer(say, case, menu)


def _buttons(
    context: RenderContext, delivery: Delivery, told: Told, menu: str | None
) -> tuple[tuple[Button, ...], ...]:
    """Return what may be pressed on a card, or in one of its menus."""
    history, alert = told
    offers, merging = _offers(context, delivery, told), _merging(context, history)
    return buttons(context.say(delivery), alert, menu, offers=offers, merging=merging)


def _offers(context: RenderContext, delivery: Delivery, told: Told) -> Offers:
    """Return what a card's reader may do: what somebody else has in hand is theirs to change."""
    history, alert = told
    holds = alert.holder_id == delivery.recipient_id
    secret = display_names.is_hidden(context.config, history.incident.category)
    free = holds or alert.status not in HELD
    return Offers(relays=holds and not secret, changes=free, joins=bool(history.joinable))


def _body(
    context: RenderContext, delivery: Delivery, told: Told, held: Sequence[Grant]
) -> Sequence[Markup | None]:
    """Return how it stands, what was reported, and what was done about it."""
    history, alert = told
    say, config, now = context.say(delivery), context.config, context.now
    alarms = promise_data.decode(delivery, AlertPromise).alarm and alert.status == AlertStatus.OPEN
    return (
        state(context, say, history, alert, delivery.recipient_id),
        _may_be(context, say, history) or _beyond(context, say, history),
        say(ALARM) if alarms else None,
        details(say, history, config, now, reads(delivery, told, held)),
        often(say, history, config),
        history_text(say, history, config, now, but=_told_last(history, alert)),
        notes(say, history, config, now),
    )


def _similar(context: RenderContext, history: IncidentHistory) -> Incident | None:
    """Return the incident that it may be, which the same people answer."""
    other = history.may_be
    if other is None:
        return None
    same = incident_merges.has_same_recipients(history.incident, other, context.config)
    return other if same else None


def _may_be(context: RenderContext, say: Say, history: IncidentHistory) -> Markup | None:
    other = _similar(context, history)
    if other is None:
        return None
    at = moment(say, other.opened_at, other.village.zone, context.now)
    kind = display_names.label(context.config, other.category, say)
    is_held = history.alert is not None and history.alert.status in HELD
    return say(SIMILAR if is_held else MAY_BE, ticket=other.ticket, kind=kind, at=at)


def _beyond(context: RenderContext, say: Say, history: IncidentHistory) -> Markup | None:
    """Say that the village next door has a report of its own: nothing else of it."""
    other = history.similar
    if other is None or not incident_merges.is_across_border(
        history.incident, other, context.config
    ):
        return None
    at = moment(say, other.opened_at, other.village.zone, context.now)
    return say(BEYOND, village=place_label(other.village), at=at)


def _merging(context: RenderContext, history: IncidentHistory) -> Merging:
    similar, stays = _similar(context, history), history.stays
    return Merging(
        similar=similar.id if similar is not None else None,
        stays=stays.alert.id if stays is not None and stays.alert is not None else None,
        splits=history.splits,
    )


def _took(history: IncidentHistory, alert: Alert, member: int) -> bool:
    """Tell whether somebody holds the alert or comes to help: they need to know just where."""
    came = {line.member_id for line in history.events if line.kind in {*ANSWERS, EventKind.HELP}}
    return alert.holder_id == member or member in came


def reads(delivery: Delivery, told: Told, held: Sequence[Grant]) -> Disclosure:
    """Return what the reader of a card reads; whom the category names beside no police, the words.

    ``held``: their posts, where the alert pages nobody.
    """
    history, alert = told
    took = _took(history, alert, delivery.recipient_id)
    if not alert.quiet:
        return disclosure.to_paged(took=took)
    roles, recipients = roles_there(held, history), alert.policy["recipients"]
    return disclosure.to_opened(roles, recipients, took=took)


def _asks_note(history: IncidentHistory, alert: Alert, member: int) -> bool:
    """Tell whether whoever closed the case last wrote no note of how it ended."""
    last = _last_end(history)
    if alert.status != AlertStatus.CLOSED or last is None or last.member_id != member:
        return False
    return all(note.at < last.at for note in history.notes)


def _last_end(history: IncidentHistory) -> AlertEvent | None:
    ends = {EventKind.CLOSED, EventKind.NO_INCIDENT}
    return next((line for line in reversed(history.events) if line.kind in ends), None)


def _closer(history: IncidentHistory) -> int | None:
    """Return who closed the case last."""
    last = _last_end(history)
    return last.member_id if last is not None else None


def _told_last(history: IncidentHistory, alert: Alert) -> AlertEvent | None:
    """Return the answer that the card's last sentence tells: who holds it, since when."""
    return history.answer if alert.status in HELD else None
