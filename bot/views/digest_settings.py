"""The card of ``/atur``: when somebody's digests come and news is silent, with buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.domain import calendar
from bot.domain.promises.people import SILENT, DigestSettingsPromise
from bot.locales import mark
from bot.models import Member, promise_data
from bot.places import place_search
from bot.services.digests import digest_hours, digest_schedule, silent_hours
from bot.services.digests.digest_hours import DigestKind
from bot.views.card import Button, Card, Markup, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.locales import Say
    from bot.models import Delivery
    from bot.views.render_context import RenderContext

_DAY, _HOUR = 24 * 60, 60  # minutes

TITLE = mark("<b>Laporan otomatis untuk Anda</b>")
COMES = {
    DigestKind.DAILY: mark("Laporan harian: berikutnya {next}."),
    DigestKind.WEEKLY: mark("Ringkasan mingguan: berikutnya {next}."),
}
STOPPED = {
    DigestKind.DAILY: mark("Laporan harian: <b>tidak dikirim</b>."),
    DigestKind.WEEKLY: mark("Ringkasan mingguan: <b>tidak dikirim</b>."),
}
ASKED = {
    DigestKind.DAILY: mark("Laporan harian berikutnya: <b>{next}</b>."),
    DigestKind.WEEKLY: mark("Ringkasan mingguan berikutnya: <b>{next}</b>."),
}
EXAMPLE = {
    DigestKind.DAILY: mark("Jam lain: ketik misalnya /atur 05.30"),
    DigestKind.WEEKLY: mark("Jam lain: ketik misalnya /atur mingguan 08.30"),
}
FROM_THEN_ON = mark("Selanjutnya pukul {hour}.")
CHANGE = {DigestKind.DAILY: mark("Jam harian"), DigestKind.WEEKLY: mark("Jam mingguan")}
STOP = {DigestKind.DAILY: mark("Matikan harian"), DigestKind.WEEKLY: mark("Matikan mingguan")}
RESUME = {DigestKind.DAILY: mark("Kirim harian"), DigestKind.WEEKLY: mark("Kirim mingguan")}
BACK = mark("Kembali")
SILENT_HOURS = mark("Jam senyap")
SILENT_FROM = mark("<b>Jam senyap: {since} sampai {until}</b>")
NEVER_SILENT = mark("<b>Jam senyap: tidak dipakai</b>")
WHAT_IS_SILENT = mark(
    "Pada jam senyap, laporan harian, ringkasan, dan kabar biasa tiba tanpa bunyi. Panggilan untuk"
    " laporan darurat selalu berbunyi."
)
SILENT_EXAMPLE = mark("Jam lain: ketik misalnya /atur senyap 21.30-04.30")
UNSILENCE = mark("Selalu berbunyi")
USUAL = (22 * _HOUR, 5 * _HOUR)  # minutes of the day


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show it; to whom no digest comes any more nothing."""
    wanted = (
        select(Member)
        .where(Member.id.in_({one.recipient_id for one in deliveries}))
        .options(selectinload(Member.grants))
    )
    people = {member.id: member for member in await context.session.scalars(wanted)}
    cards = {}
    for one in deliveries:
        member = people[one.recipient_id]
        zones = await _zones(context, member)
        of = promise_data.decode(one, DigestSettingsPromise).of
        if of == SILENT and zones:
            cards[one.id] = _silent(context, context.say(one), member, next(iter(zones.values())))
        elif of and of in zones:
            cards[one.id] = _asking(context, context.say(one), member, DigestKind(of), zones[of])
        elif zones:
            cards[one.id] = _whole(context, context.say(one), member, zones)
    return cards


async def _zones(context: RenderContext, member: Member) -> dict[str, str]:
    """Return the kinds that a member gets, each with the zone by which it comes."""
    found = {}
    for kind in DigestKind:
        codes = digest_schedule.digest_regions(kind, member.held)
        for region in (await place_search.by_codes(context.session, codes))[:1]:
            found[str(kind)] = region.zone
    return found


def _whole(context: RenderContext, say: Say, member: Member, zones: Mapping[str, str]) -> Card:
    kinds = [DigestKind(kind) for kind in zones]
    lines = [say(TITLE), *(_line(say, member, kind, zones[kind]) for kind in kinds)]
    hours = silent_hours.chosen(member)
    if hours is not None:
        lines.append(say(SILENT_FROM, **_span(context, say, *hours)))
    buttons = [_change(say, member, kind) for kind in kinds]
    silent = Button(say.plain(SILENT_HOURS), "h:0:silent")
    return Card(Markup("\n").join(lines), rows(*buttons, silent))


def _line(say: Say, member: Member, kind: DigestKind, zone: str) -> Markup:
    at = digest_hours.next_due(member, kind)
    return say(STOPPED[kind]) if at is None else say(COMES[kind], next=say.moment(at, zone))


def _change(say: Say, member: Member, kind: DigestKind) -> Button:
    if digest_hours.stopped(member, kind):
        return Button(say.plain(RESUME[kind]), f"h:0:resume:{kind}")
    return Button(say.plain(CHANGE[kind]), f"h:0:ask:{kind}")


def _silent(context: RenderContext, say: Say, member: Member, zone: str) -> Card:
    """Return somebody's silent hours, with what they mean and how they are changed."""
    hours = silent_hours.chosen(member)
    if hours is None:
        head = say(NEVER_SILENT)
        button = Button(
            "-".join(_span(context, say, *USUAL, zone).values()), "h:0:silence:{}:{}".format(*USUAL)
        )
    else:
        head = say(SILENT_FROM, **_span(context, say, *hours))
        button = Button(say.plain(UNSILENCE), "h:0:unsilence")
    lines = [head, say(WHAT_IS_SILENT), say(SILENT_EXAMPLE)]
    return Card(Markup("\n").join(lines), rows(button, Button(say.plain(BACK), "h:0:back")))


def _span(context: RenderContext, say: Say, since: int, until: int, zone: str) -> dict[str, str]:
    """Return two minutes of the day as clocks show them; the zone is named behind the second."""
    first, last = (_called(say, minute, zone, context.now) for minute in (since, until))
    return {"since": first.rpartition(" ")[0], "until": last}


def _asking(context: RenderContext, say: Say, member: Member, kind: DigestKind, zone: str) -> Card:
    """Return the hour of one kind, with buttons to an hour earlier and later."""
    chosen, at = (
        digest_hours.hour(member, kind, context.config),
        digest_hours.next_due(member, kind),
    )
    minute = chosen.hour * _HOUR + chosen.minute
    if at is None:
        return _whole(context, say, member, {str(kind): zone})
    lines = [say(ASKED[kind], next=say.moment(at, zone))]
    if say.clock(at, zone) != (hour := _called(say, minute, zone, at)):
        lines.append(say(FROM_THEN_ON, hour=hour))
    lines.append(say(EXAMPLE[kind]))
    earlier, later = ((minute + by) % _DAY for by in (-_HOUR, _HOUR))
    buttons = (
        Button(f"◀ {_called(say, earlier, zone, at)}", f"h:0:set:{kind}:{earlier}"),
        Button(f"{_called(say, later, zone, at)} ▶", f"h:0:set:{kind}:{later}"),
        *_stop(say, member, kind),
        Button(say.plain(BACK), "h:0:back"),
    )
    return Card(Markup("\n").join(lines), rows(*buttons))


def _stop(say: Say, member: Member, kind: DigestKind) -> list[Button]:
    if not digest_hours.may_stop(kind, member.held):
        return []
    return [Button(say.plain(STOP[kind]), f"h:0:stop:{kind}")]


def _called(say: Say, minute: int, zone: str, near: datetime) -> str:
    """Return what the clocks of a zone show at a minute of the day, around a moment."""
    hour, rest = divmod(minute, _HOUR)
    return say.clock(calendar.local(near, zone).replace(hour=hour, minute=rest), zone)
