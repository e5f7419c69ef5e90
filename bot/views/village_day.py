"""Villages in a digest: where reports came from, where all is well, and where nobody wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.locales import mark
from bot.views.digest_pages import chunks
from bot.views.length import several

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.locales import Say
    from bot.services.digests.daily_digest import VillageDay
    from bot.views.card import Markup

NAMED = 10  # villages in one line, tickets too; more stand on pages of their own

BY_VILLAGE = mark("Menurut desa/kelurahan: {villages}")
COUNT = mark("{village} {n}")
SENT_AWAY = mark("Dipindahkan ke luar kecamatan, belum diperiksa pimpinan: {tickets}")
WATCHED = mark("Situasi aman juga dilaporkan: {villages}")
ALL_WELL = mark("<b>Nihil</b>: {villages}")
SILENT = mark("<b>Tidak ada laporan</b>: {villages}")
NOT_FOR_YOU = mark("<b>Tidak ada laporan untuk tugas Anda</b>: {villages}")
ON_WATCH = mark("{n} orang berjaga")
ON_WATCH_THAT_NIGHT = mark("{n} orang berjaga, tanggal jaga {night}")


class _Named(NamedTuple):
    """Villages that one sentence names."""

    sentence: str
    villages: Sequence[str]

    def line(self, say: Say) -> Markup:
        return say(self.sentence, villages=several(self.villages, say, NAMED))

    def pages(self, say: Say) -> list[Markup]:
        if len(self.villages) <= NAMED:
            return []
        return [say(self.sentence, villages=", ".join(some)) for some in chunks(self.villages)]


class DigestPlaces:
    """The villages of one digest of the day ``told``.

    ``sees_all``: its reader would know of any report; else silence is only that none was for them.
    """

    def __init__(self, days: Sequence[VillageDay], told: date, say: Say, *, sees_all: bool) -> None:
        """Sort them by what is said of them."""
        self._days, self._say = days, say
        reported = sorted((day for day in days if day.reported), key=lambda day: -day.reported)
        rest = [day for day in days if not day.reported]
        counts = [
            say.plain(COUNT, village=day.place.name, n=say.number(day.reported)) for day in reported
        ]
        silent = [day.place.name for day in rest if not (day.all_well or day.passed_up)]
        named = (
            _Named(BY_VILLAGE, counts if len(days) > 1 else ()),
            _Named(WATCHED, [_name(day, told, say) for day in reported if day.all_well]),
            _Named(ALL_WELL, [_name(day, told, say) for day in rest if day.all_well]),
            _Named(SILENT if sees_all else NOT_FOR_YOU, silent),
        )
        self._named = [one for one in named if one.villages]

    def lines(self) -> list[Markup]:
        """Return a line for each kind, with as many names as it has room for."""
        away = [ticket for day in self._days for ticket in day.sent_away]
        tickets = several(away, self._say, NAMED)
        moved = [self._say(SENT_AWAY, tickets=tickets)] if away else []
        return [*moved, *(one.line(self._say) for one in self._named)]

    def pages(self) -> list[Markup]:
        """Return all names of those that had no room for theirs, as pages of names."""
        return [page for one in self._named for page in one.pages(self._say)]


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
