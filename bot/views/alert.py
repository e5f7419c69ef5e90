"""Pages, and the cards they become: an alert's newest state, with what its reader may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bot.domain import access, disclosure, policy
from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import MERGED, MISTAKEN
from bot.domain.promises.alerts import AlertNewsPromise, AlertPromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.alerts import alert_access, incident_merges
from bot.services.alerts.alert_events import ANSWERS, EventKind
from bot.views import below_photos, display_names, withdrawn
from bot.views import incident_history as stories
from bot.views.alert_buttons import OTHER_OUTCOME, OUTCOME, Merging, button, buttons
from bot.views.card import MAX_TEXT, Card, Later, Markup, rows
from bot.views.case_state import state
from bot.views.incident import details, first_line, history, notes, often
from bot.views.length import cut, length
from bot.views.moments import moment
from bot.views.office import place_label
from bot.views.pending_edits import ARRIVES, under_way
from bot.views.told_once import roles_there
from bot.views.withdrawn import NOT_YOURS_NOW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.access import Grant
    from bot.domain.disclosure import Disclosure
    from bot.locales import Say
    from bot.models import Alert, AlertEvent, Delivery, Incident
    from bot.views.incident_history import IncidentHistory
    from bot.views.render_context import RenderContext

Told: TypeAlias = "tuple[IncidentHistory, Alert]"

BELOW = mark("Tiket {ticket}: lanjut di bawah ⬇️")
ALARM = mark("PERHATIAN: tidak ada petugas wilayah ini yang dapat dihubungi.")
GONE_ON = mark("Dipindahkan ke {place}. Tidak perlu ditangani di wilayah Anda lagi.")
MAY_BE = mark("❔ Mungkin kejadian yang sama dengan {ticket} ({kind}, {at}).")
ASK_OUTCOME = mark("Bagaimana hasilnya?")
ASK_NOTE = mark("Ada catatan untuk pelapor? Tekan Tulis catatan; boleh dilewati.")
ASK_LEASE = mark(
    "Tiket {ticket}: masih Anda tangani? Tanpa jawaban dalam {grace}, petugas lain dipanggil."
)
NEWS = {
    "mistaken": mark("Tiket {ticket}: pelapor menyatakan salah kirim. Tidak perlu ditangani."),
    "joined": mark("Tiket {ticket}: orang lain melaporkan kejadian yang sama; baca di pesan ini."),
    "split": mark("Tiket {ticket} dipisahkan lagi dan berjalan sendiri."),
    "one_mistaken": mark(
        "Tiket {ticket}: satu pelapor menyatakan salah kirim, pelapor lain tidak. Mohon tetap"
        " periksa."
    ),
    "added": mark("Tiket {ticket}: ada tambahan dari pelapor; baca di pesan ini."),
    "safe": mark("Tiket {ticket}: pelapor menyatakan sudah aman. Mohon tetap periksa."),
    "moved": mark("Tiket {ticket} dipindahkan ke {place}. Tidak perlu ditangani di wilayah Anda."),
    "reopened": mark("Tiket {ticket}: pelapor menyatakan belum selesai. Petugas dihubungi lagi."),
    "taken_back": mark("Tiket {ticket}: pimpinan meminta dilanjutkan. Petugas dihubungi lagi."),
    "resumed": mark("Tiket {ticket} dibuka lagi dan masih ditangani."),
}


# Of what pages nobody, where it is said otherwise.
NEWS_QUIET = {
    "reopened": mark("Tiket {ticket}: pelapor menyatakan belum selesai. Laporan dibuka lagi."),
    "taken_back": mark("Tiket {ticket}: pimpinan meminta dilanjutkan. Laporan dibuka lagi."),
}


async def render_page(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Render pages; one that waited shows the state of now, without a sound where it is over.

    Whoever serves there no more gets none. What its reporter took back before anybody saw it wakes
    nobody.
    """
    told = await stories.told_of(showing.session, deliveries)
    readers = await _readers(showing, told)
    return {
        delivery.id: _card(showing, delivery, (story, alert))
        for delivery, story, alert in told
        if story.incident.outcome not in {MISTAKEN, MERGED} and delivery.id in readers
    }


async def render_card(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card | Later]:
    """Render the newest state; an edit that a newer one follows is dropped.

    To whoever serves there no more, no word of it: a card that they have is emptied.
    """
    cards: dict[int, Card | Later] = {}
    later, needless = await below_photos.sort_out(showing, deliveries)
    waiting = await under_way(showing, deliveries) | later
    told = await stories.told_of(showing.session, deliveries)
    readers = await _readers(showing, told)
    held = await alert_access.held_by(
        showing.session, {one.recipient_id for one, _, alert in told if alert.quiet}
    )
    for delivery, story, alert in told:
        if delivery.id in needless:
            continue
        if delivery.id in waiting:
            cards[delivery.id] = Later(ARRIVES)
        elif _is_overtaken(delivery, alert):
            continue
        elif delivery.id in readers and promise_data.marks(delivery).below:
            cards[delivery.id] = Card(showing.say(delivery)(BELOW, ticket=story.incident.ticket))
        elif delivery.id in readers:
            posts = held[delivery.recipient_id]
            cards[delivery.id] = _card(showing, delivery, (story, alert), posts)
        elif delivery.edits is not None:
            cards[delivery.id] = await _emptied(showing, delivery, story)
    return cards


def _is_overtaken(delivery: Delivery, alert: Alert) -> bool:
    """Tell whether a newer edit follows, or what it edits never arrived, or comes again anyway."""
    said = promise_data.read(delivery, AlertPromise)
    never_arrived = said.page is not None and delivery.edits is None
    return never_arrived or (said.version is not None and said.version < alert.version)


async def render_lease(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Ask the holder whether it is still in hand; answered meanwhile, there is nothing to ask."""
    cards = {}
    told = await stories.told_of(showing.session, deliveries)
    readers = await _readers(showing, told)
    for delivery, story, alert in told:
        if alert.asked and alert.holder_id == delivery.recipient_id and delivery.id in readers:
            cards[delivery.id] = _asking(showing, delivery, (story, alert))
    return cards


def _asking(showing: RenderContext, delivery: Delivery, told: Told) -> Card:
    """Ask above the card, whose place the question takes at the bottom of the chat."""
    story, alert = told
    say, card = showing.say(delivery), _card(showing, delivery, told)
    grace = say.duration(policy.from_document(alert.policy).grace)
    asked = say(ASK_LEASE, ticket=story.incident.ticket, grace=grace)
    buttons = (
        button(say, mark("Masih ditangani"), alert, "still"),
        button(say, mark("Selesai"), alert, "done"),
        button(say, mark("Lainnya"), alert, "more"),
    )
    said = cut(card.text, MAX_TEXT - length(asked) - 2)  # the question's room
    return Card(Markup("\n\n").join([asked, said]), rows(*buttons))


async def render_news(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Tell those who were paged what the reporter said, or where the alert went."""
    told = await stories.told_of(showing.session, deliveries)
    readers = await _readers(showing, told) | await _served_before(showing, told)
    return {
        delivery.id: Card(_news(showing.say(delivery), story, alert, _event(delivery)))
        for delivery, story, alert in told
        if delivery.id in readers
    }


def _event(delivery: Delivery) -> str:
    return promise_data.read(delivery, AlertNewsPromise).event


def _news(say: Say, story: IncidentHistory, alert: Alert, event: str) -> Markup:
    sentence = (NEWS | NEWS_QUIET if alert.quiet else NEWS)[event]
    place = place_label(story.incident.village)
    return say(sentence, ticket=story.incident.ticket, place=place)


async def _readers(
    showing: RenderContext, told: Sequence[tuple[Delivery, IncidentHistory, Alert]]
) -> set[int]:
    """Return the deliveries whose recipients may read of the alert by a post that they hold now."""
    wishes = [(alert, delivery.recipient_id) for delivery, _, alert in told]
    may = await alert_access.readers(showing.session, wishes)
    return {one.id for one, _, alert in told if (alert.id, one.recipient_id) in may}


async def _served_before(
    showing: RenderContext, told: Sequence[tuple[Delivery, IncidentHistory, Alert]]
) -> set[int]:
    """Return the news of a move to those who serve where the alert came from."""
    moves = [(one, story) for one, story, _ in told if _event(one) == EventKind.MOVED]
    held = await alert_access.held_by(showing.session, {one.recipient_id for one, _ in moves})
    return {
        one.id
        for one, story in moves
        if access.may(held[one.recipient_id], access.ON_CALL, story.moved_from)
    }


async def _emptied(showing: RenderContext, delivery: Delivery, story: IncidentHistory) -> Card:
    """Say of a card that is its reader's no more where the case went, or that their post ended."""
    say, ticket = showing.say(delivery), story.incident.ticket
    if delivery.run is not None and delivery.run < story.moved_run:
        held = await alert_access.held_by(showing.session, {delivery.recipient_id})
        if access.may(held[delivery.recipient_id], access.ON_CALL, story.moved_from):
            place = place_label(story.incident.village)
            return Card(say(NEWS["moved"], ticket=ticket, place=place), only_edits=True)
    return withdrawn.card(say(NOT_YOURS_NOW), picture=False)


def _card(
    showing: RenderContext, delivery: Delivery, told: Told, held: Sequence[Grant] = ()
) -> Card:
    story, alert = told
    say, said = showing.say(delivery), promise_data.read(delivery, AlertPromise)
    line = first_line(say, story, showing.config, showing.now, loud=not alert.quiet)
    run = alert.run if delivery.run is None else delivery.run
    if run < story.moved_run:
        gone = say(GONE_ON, place=place_label(story.incident.village))
        return Card(Markup("\n\n").join([line, gone]))
    menu = said.menu if alert.status != AlertStatus.CLOSED else None
    shown = reads(delivery, told, held)
    parts = [
        _news(say, story, alert, said.event) if said.event is not None else None,
        Markup("<b>{}</b>").format(line),
        Markup("<b>{}</b>").format(state(showing, say, story, alert)),
        _may_be(showing, say, story),
        say(ALARM) if said.alarm and alert.status == AlertStatus.OPEN else None,
        details(say, story, showing.config, showing.now, shown),
        often(say, story, showing.config),
        history(say, story, showing.config, showing.now, but=_told_last(story, alert)),
        notes(say, story, showing.config, showing.now),
        say(ASK_NOTE) if _asks_note(story, alert, delivery.recipient_id) else None,
        say(ASK_OUTCOME) if menu in {OUTCOME, OTHER_OUTCOME} else None,
    ]
    text = Markup("\n\n").join(part for part in parts if part)
    holds = alert.holder_id == delivery.recipient_id and not display_names.is_hidden(
        showing.config, story.incident.category
    )
    laid = buttons(say, alert, menu, relays=holds, merging=_merging(showing, story))
    return Card(text, laid, silent=alert.status == AlertStatus.CLOSED or said.silent)


def _similar(showing: RenderContext, story: IncidentHistory) -> Incident | None:
    """Return the incident that it may be, which the same people answer."""
    other = story.may_be
    if other is None:
        return None
    same = incident_merges.is_answered_by_the_same(story.incident, other, showing.config)
    return other if same else None


def _may_be(showing: RenderContext, say: Say, story: IncidentHistory) -> Markup | None:
    other = _similar(showing, story)
    if other is None:
        return None
    at = moment(say, other.opened_at, other.village.zone, showing.now)
    kind = display_names.label(showing.config, other.category, say)
    return say(MAY_BE, ticket=other.ticket, kind=kind, at=at)


def _merging(showing: RenderContext, story: IncidentHistory) -> Merging:
    similar, stays = _similar(showing, story), story.stays
    return Merging(
        similar=similar.id if similar is not None else None,
        stays=stays.alert.id if stays is not None and stays.alert is not None else None,
        splits=story.splits,
    )


def _took(story: IncidentHistory, alert: Alert, member: int) -> bool:
    """Tell whether somebody holds the alert or comes to help: they need to know just where."""
    came = {*ANSWERS, EventKind.HELP}
    answered = {line.member_id for line in story.events if line.kind in came}
    return alert.holder_id == member or member in answered


def reads(delivery: Delivery, told: Told, held: Sequence[Grant]) -> Disclosure:
    """Return what the reader of a card reads; whom the category names beside no police, the words.

    ``held``: their posts, where the alert pages nobody.
    """
    story, alert = told
    took = _took(story, alert, delivery.recipient_id)
    if not alert.quiet:
        return disclosure.to_paged(took=took)
    roles, recipients = roles_there(held, story), alert.policy["recipients"]
    return disclosure.to_opened(roles, recipients, took=took)


def _asks_note(story: IncidentHistory, alert: Alert, member: int) -> bool:
    """Tell whether whoever closed the case last wrote no note of how it ended."""
    ends = {EventKind.CLOSED, EventKind.NO_INCIDENT}
    last = next((line for line in reversed(story.events) if line.kind in ends), None)
    if alert.status != AlertStatus.CLOSED or last is None or last.member_id != member:
        return False
    return all(note.at < last.at for note in story.notes)


def _told_last(story: IncidentHistory, alert: Alert) -> AlertEvent | None:
    """Return the answer that the card's last sentence tells: who holds it, since when."""
    held = (AlertStatus.ACKNOWLEDGED, AlertStatus.EN_ROUTE)
    return story.answer if alert.status in held else None
