"""Villages in a daily digest: those with reports one by one, the others together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.domain.escalation import AlertStatus
from bot.locales import counted, mark
from bot.views import display_names
from bot.views.card import Markup
from bot.views.length import several
from bot.views.results import RESULTS, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.locales import Say
    from bot.services.digests.daily_digest import DigestIncident, VillageDay
    from bot.settings import Config

KINDS, TICKETS, EARLIER = 8, 5, 8  # of one village; so a village's part is at most about 1900 long
QUIET = 20  # villages named in one line

REPORTS = counted("<b>{village}</b>: {n} laporan")
OPEN_ONLY = mark("<b>{village}</b>: tidak ada laporan baru")
KIND = mark("- {what}: {tickets}")
TICKET = mark("{ticket} {state}")
STILL_OPEN = mark("Belum selesai dari sebelumnya: {tickets}")
SENT_AWAY = mark("Dipindahkan ke luar kecamatan, belum diperiksa pimpinan: {tickets}")
WATCHED = mark("Situasi aman dilaporkan{watch}")
ALL_WELL = mark("<b>Nihil</b>: {villages}")
SILENT = mark("<b>Tidak ada kabar</b>: {villages}")
ON_WATCH = mark("{n} orang berjaga")
ON_WATCH_THAT_NIGHT = mark("{n} orang berjaga, tanggal jaga {night}")
MORE_REPORTS = counted("- dan {n} laporan lagi")


def block(day: VillageDay, told: date, say: Say, config: Config) -> Markup:
    """Return a village's part of a digest of the day ``told``, where it has news."""
    village, n = day.place.name, len(day.reported)
    lines = [say.many(*REPORTS, n, village=village) if n else say(OPEN_ONLY, village=village)]
    lines += _kinds(day.reported, say, config)
    if day.earlier:
        lines.append(say(STILL_OPEN, tickets=_tickets(day.earlier, EARLIER, say)))
    if day.sent_away:
        lines.append(say(SENT_AWAY, tickets=several(list(day.sent_away), say, EARLIER)))
    if day.all_well:
        watch = f" ({_on_watch(day, told, say)})" if day.watches else ""
        lines.append(say(WATCHED, watch=watch))
    return Markup("\n").join(lines)


def quiet(days: Sequence[VillageDay], told: date, say: Say) -> Markup:
    """Return the villages without an incident: where all was said to be well, and the silent."""
    well = [_name(day, told, say) for day in days if day.all_well]
    silent = [day.place.name for day in days if not day.all_well]
    lines = [
        say(sentence, villages=several(villages, say, QUIET))
        for sentence, villages in ((ALL_WELL, well), (SILENT, silent))
        if villages
    ]
    return Markup("\n").join(lines)


def _kinds(reported: Iterable[DigestIncident], say: Say, config: Config) -> list[Markup]:
    """Return a line for each category in the order of first reports; the confidential as one."""
    by_kind: dict[str, list[DigestIncident]] = defaultdict(list)
    for told in reported:
        kind = (
            say.plain(display_names.HIDDEN)
            if told.closed
            else display_names.label(config, told.category, say)
        )
        by_kind[kind].append(told)
    shown = list(by_kind.items())
    lines = [say(KIND, what=what, tickets=_tickets(of, TICKETS, say)) for what, of in shown[:KINDS]]
    rest = sum(len(of) for _, of in shown[KINDS:])
    return [*lines, say.many(*MORE_REPORTS, rest)] if rest else lines


def _tickets(reports: Sequence[DigestIncident], most: int, say: Say) -> str:
    said = [say.plain(TICKET, ticket=told.ticket, state=_state(told, say)) for told in reports]
    return several(said, say, most)


def _state(told: DigestIncident, say: Say) -> str:
    if told.outcome is not None:
        return say.plain(RESULTS.get(told.outcome, RESULTS["other"])).lower()
    return say.plain(
        STATES[AlertStatus(told.status)] if told.is_open else STATES[AlertStatus.RECORDED]
    )


def _name(day: VillageDay, told: date, say: Say) -> str:
    return f"{day.place.name} ({_on_watch(day, told, say)})" if day.watches else day.place.name


def _on_watch(day: VillageDay, told: date, say: Say) -> str:
    """Return how many kept watch in the newest night, at all posts together.

    Word that came after a digest of its own day is in the next one, which names the night.
    """
    newest = day.watches[-1].night
    n = sum(watch.on_watch for watch in day.watches if watch.night == newest)
    if newest == told:
        return say.plain(ON_WATCH, n=n)
    return say.plain(ON_WATCH_THAT_NIGHT, n=n, night=say.date(newest))
