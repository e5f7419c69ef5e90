"""The card of ``/atur``: when somebody's digests come, with the buttons that change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.domain import calendar
from bot.domain.promises.people import DigestSettingsPromise
from bot.locales import mark
from bot.models import Member, promise_data
from bot.places import place_search
from bot.services.digests import digest_hours, digest_schedule
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


async def render(showing: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show it; to whom no digest comes any more nothing."""
    wanted = (
        select(Member)
        .where(Member.id.in_({one.recipient_id for one in deliveries}))
        .options(selectinload(Member.grants))
    )
    people = {member.id: member for member in await showing.session.scalars(wanted)}
    cards = {}
    for one in deliveries:
        member = people[one.recipient_id]
        zones = await _zones(showing, member)
        of = promise_data.read(one, DigestSettingsPromise).of
        if of and of in zones:
            cards[one.id] = _asking(showing, showing.say(one), member, DigestKind(of), zones[of])
        elif zones:
            cards[one.id] = _whole(showing.say(one), member, zones)
    return cards


async def _zones(showing: RenderContext, member: Member) -> dict[str, str]:
    """Return the kinds that a member gets, each with the zone by which it comes."""
    found = {}
    for kind in DigestKind:
        codes = digest_schedule.read_by(kind, member.held)
        for region in (await place_search.by_codes(showing.session, codes))[:1]:
            found[str(kind)] = region.zone
    return found


def _whole(say: Say, member: Member, zones: Mapping[str, str]) -> Card:
    kinds = [DigestKind(kind) for kind in zones]
    lines = [say(TITLE), *(_line(say, member, kind, zones[kind]) for kind in kinds)]
    change = [
        Button(say.plain(CHANGE[kind]), f"h:0:ask:{kind}")
        for kind in kinds
        if not digest_hours.stopped(member, kind)
    ]
    switch = [
        _switch(say, member, kind)
        for kind in kinds
        if digest_hours.stopped(member, kind) or digest_hours.may_stop(kind, member.held)
    ]
    return Card(Markup("\n").join(lines), rows(*change, *switch))


def _line(say: Say, member: Member, kind: DigestKind, zone: str) -> Markup:
    at = digest_hours.due(member, kind)
    return say(STOPPED[kind]) if at is None else say(COMES[kind], next=say.moment(at, zone))


def _switch(say: Say, member: Member, kind: DigestKind) -> Button:
    if digest_hours.stopped(member, kind):
        return Button(say.plain(RESUME[kind]), f"h:0:resume:{kind}")
    return Button(say.plain(STOP[kind]), f"h:0:stop:{kind}")


def _asking(showing: RenderContext, say: Say, member: Member, kind: DigestKind, zone: str) -> Card:
    """Return the hour of one kind, with buttons to an hour earlier and later."""
    chosen, at = digest_hours.hour(member, kind, showing.config), digest_hours.due(member, kind)
    minute = chosen.hour * _HOUR + chosen.minute
    if at is None:
        return _whole(say, member, {str(kind): zone})
    lines = [say(ASKED[kind], next=say.moment(at, zone))]
    if say.clock(at, zone) != (hour := _called(say, minute, zone, at)):
        lines.append(say(FROM_THEN_ON, hour=hour))
    lines.append(say(EXAMPLE[kind]))
    earlier, later = ((minute + by) % _DAY for by in (-_HOUR, _HOUR))
    buttons = (
        Button(f"◀ {_called(say, earlier, zone, at)}", f"h:0:set:{kind}:{earlier}"),
        Button(f"{_called(say, later, zone, at)} ▶", f"h:0:set:{kind}:{later}"),
        Button(say.plain(BACK), "h:0:back"),
    )
    return Card(Markup("\n").join(lines), rows(*buttons))


def _called(say: Say, minute: int, zone: str, near: datetime) -> str:
    """Return what the clocks of a zone show at a minute of the day, around a moment."""
    hour, rest = divmod(minute, _HOUR)
    return say.clock(calendar.local(near, zone).replace(hour=hour, minute=rest), zone)
