"""What a coordinator oversees: officers by village, alerts under way, codes that were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.access import INVITING
from bot.domain.escalation import AlertStatus
from bot.domain.promises.base import ListPromise
from bot.locales import counted, mark
from bot.models import promise_data
from bot.places.region_filters import regions_shown
from bot.services.alerts import alert_access
from bot.services.people import coordinator_lists
from bot.services.staffing import village_staff
from bot.services.staffing.staff_list import StaffState
from bot.views import display_names, paging
from bot.views.card import Button, Card, Markup, rows
from bot.views.case_line import is_hidden
from bot.views.length import several
from bot.views.moments import moment
from bot.views.office import place_label, regions_of, role_label
from bot.views.results import STATES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery, Incident, Region
    from bot.services.staffing.village_staff import ServingOfficer, VillageStaff
    from bot.views.render_context import RenderContext

LINES = 10  # villages or alerts of a page
NAMED = 5  # regions of a title
OFFICERS_NAMED = 6  # of one village

TITLE = mark("<b>Petugas di {place}</b>")
COVERED = mark("Semua desa/kelurahan ada petugasnya.")
VACANT = counted("❗ {n} desa/kelurahan tanpa petugas")
LOST = counted("⚠️ {n} desa/kelurahan yang petugasnya tidak dapat dihubungi")
NOBODY = mark("belum ada petugas")
ON_DUTY, OFF_DUTY = mark("bertugas"), mark("lepas jaga")
UNREACHABLE = mark("tidak dapat dihubungi")
ALERTS, CODES, STAFF = mark("Panggilan terbuka"), mark("Kode undangan"), mark("Petugas")
SERVED = mark("Yang ada petugasnya")
ALERTS_TITLE = mark("<b>Panggilan terbuka di {place}: {n}</b>")
NO_ALERTS = mark("Tidak ada panggilan terbuka di {place}.")
ALERT_LINE = mark("{number}. {at}: {what}, {where}, {state}")
NOT_LISTED = mark("Laporan rahasia tidak ada di daftar ini.")
HEARS = {
    StaffState.ON_DUTY: ON_DUTY,
    StaffState.OFF_DUTY: OFF_DUTY,
    StaffState.UNREACHABLE: UNREACHABLE,
}
SIGNS = {StaffState.UNREACHABLE: "⚠️ "}


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """List the officers of each village by role and state, never by name; gaps first."""
    return await _each(context, deliveries, _people)


async def render_alerts(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """List what called people and is not over: hour, kind, village and state."""
    return await _each(context, deliveries, _alerts)


async def _each(
    context: RenderContext,
    deliveries: Sequence[Delivery],
    card: Callable[[RenderContext, Delivery, Sequence[str]], Awaitable[Card]],
) -> dict[int, Card]:
    """Show a place, or all of one's own; nothing where its reader oversees nothing there."""
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    cards = {}
    for one in deliveries:
        place = promise_data.decode(one, ListPromise).place
        if regions := regions_shown(place, held[one.recipient_id], INVITING):
            cards[one.id] = await card(context, one, regions)
    return cards


async def _people(context: RenderContext, one: Delivery, regions: Sequence[str]) -> Card:
    say = context.say(one)
    villages = await village_staff.by_village(context.session, regions)
    first, pages = paging.part_of(one, len(villages), LINES)
    shown = villages[first : first + LINES]
    places = await regions_of(context.session, [*regions, *(village.code for village in shown)])
    lines = [_village(say, village, places[village.code]) for village in shown]
    title = say(TITLE, place=_named(say, regions, places))
    head = [title, *_gaps(say, villages), *paging.place_in(say, "petugas", first, pages, LINES)]
    where = _where(one)
    turning = paging.turning(say, "p:0:people", first, pages, *where, size=LINES)
    served = _to_served(say, villages, first, where)
    alerts = Button(say.plain(ALERTS), ":".join(["p:0:alerts:0", *where]))
    codes = Button(say.plain(CODES), "p:0:codes")
    text = Markup("\n\n").join([Markup("\n").join(head), Markup("\n").join(lines)])
    return Card(text, rows(*turning, *served, alerts, codes, width=1))


def _to_served(
    say: Say, villages: Sequence[VillageStaff], first: int, where: Sequence[str]
) -> list[Button]:
    """Return the button past all vacant villages, where they fill this page and some more."""
    vacant = sum(one.is_vacant for one in villages)
    page = vacant // LINES
    if vacant == len(villages) or page <= first // LINES + 1:
        return []
    return [Button(say.plain(SERVED), ":".join(["p:0:people", str(page), *where]))]


def _gaps(say: Say, villages: Sequence[VillageStaff]) -> list[Markup]:
    vacant = sum(one.is_vacant for one in villages)
    lost = sum(one.is_unreachable for one in villages)
    lines = [say.many(*VACANT, vacant)] if vacant else []
    lines += [say.many(*LOST, lost)] if lost else []
    return lines or [say(COVERED)]


def _village(say: Say, village: VillageStaff, region: Region) -> Markup:
    officers = [_officer(say, one) for one in village.officers]
    said = several(officers, say, OFFICERS_NAMED) if officers else f"❗ {say.plain(NOBODY)}"
    return Markup("• {}: {}").format(place_label(region), said)


def _officer(say: Say, one: ServingOfficer) -> str:
    return f"{SIGNS.get(one.state, '')}{role_label(say, one.role)} ({say.plain(HEARS[one.state])})"


async def _alerts(context: RenderContext, one: Delivery, regions: Sequence[str]) -> Card:
    say, places = context.say(one), await regions_of(context.session, regions)
    found = await coordinator_lists.alerts(context.session, regions)
    told = [incident for incident in found if not is_hidden(context, incident)]
    first, pages = paging.part_of(one, len(told), LINES)
    part = enumerate(told[first : first + LINES], start=first + 1)
    title = ALERTS_TITLE if told else NO_ALERTS
    head = [
        say(title, place=_named(say, regions, places), n=say.number(len(told))),
        *paging.page_of(say, first, pages, LINES),
        *(_alert(context, say, number, incident) for number, incident in part),
        say(NOT_LISTED),
    ]
    turning = paging.turning(say, "p:0:alerts", first, pages, *_where(one), size=LINES)
    staff = Button(say.plain(STAFF), ":".join(["p:0:people:0", *_where(one)]))
    return Card(Markup("\n").join(head), rows(*turning, staff, width=1))


def _alert(context: RenderContext, say: Say, number: int, incident: Incident) -> Markup:
    village = incident.village
    return say(
        ALERT_LINE,
        number=say.number(number),
        at=moment(say, incident.opened_at, village.zone, context.now),
        what=display_names.hidden_label(context.config, incident.category, say),
        where=place_label(village),
        state=say.plain(STATES[AlertStatus(incident.status)]),
    )


def _named(say: Say, regions: Sequence[str], places: Mapping[str, Region]) -> str:
    return several([place_label(places[code]) for code in regions], say, NAMED)


def _where(one: Delivery) -> tuple[str, ...]:
    place = promise_data.decode(one, ListPromise).place
    return () if place is None else (place,)
