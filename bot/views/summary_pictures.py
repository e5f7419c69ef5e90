"""The pictures of a summary: what each shows of its figures, in the reader's words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.documents import shades
from bot.documents.render_process import Request
from bot.locales import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.documents.summary_content import Counted, SummaryContent
    from bot.locales import Say

TREND, CATEGORIES, HOURS, MAP = "trend", "categories", "hours", "map"
KINDS = (TREND, CATEGORIES, HOURS, MAP)
OF_COUNTS = frozenset({CATEGORIES, MAP})  # they show nothing of when it was
LISTED = 8  # kinds of one picture
TELLING = 3  # incidents in one hour: fewer are chance
UNNAMED = 8  # regions whose names the map has no room for
_MONDAY = date(2024, 1, 1)

TITLES: Mapping[str, str] = {
    TREND: mark("Kejadian tiap minggu"),
    CATEGORIES: mark("Kejadian terbanyak menurut jenis"),
    HOURS: mark("Kejadian menurut hari dan jam"),
    MAP: mark("Peta kejadian"),
}
WEEKS = mark("12 minggu sampai {day}")
NOTHING = mark("Tidak ada kejadian")
NO_MAP = mark("Batas wilayah ini belum ada di peta")
NOW, BEFORE = mark("periode ini"), mark("sebelumnya")
RUNS = mark("Minggu terakhir (pucat) belum selesai.")
PEAK = mark("Terbanyak: {day}, {first}-{last} ({n})")
UNNAMED_REGIONS = mark("Tidak tertulis di peta:")
OUTSIDE = mark("Di luar peta:")
MORE = mark("dan {n} lagi")
METRES, KILOMETRES = mark("m"), mark("km")
SAME = mark("tetap")


def request(kind: str, content: SummaryContent, say: Say) -> Request:
    """Return what draws one of :data:`KINDS`; the same figures give the same request."""
    shown = _SHOWN[kind](content, say)
    data = {
        "language": say.language,
        "title": say.plain(TITLES[kind]),
        "place": content.place,
        "period": content.period,
        "notes": list(content.notes),
        "nothing": say.plain(NOTHING),
        "total": content.total.now,
        "shades": list(shades.COLOURS),
    }
    at = content.made.replace(hour=0, minute=0, second=0, microsecond=0)
    return Request(kind, "png", data | shown, at)


def _trend(content: SummaryContent, say: Say) -> dict[str, Any]:
    weeks = []
    month = 0
    for nth, (monday, count) in enumerate(content.weeks):
        weeks.append(
            {
                "day": str(monday.day),
                "month": say.month(monday) if monday.month != month else "",
                "count": count,
                "said": say.number(count),
                "runs": content.runs and nth == len(content.weeks) - 1,
            }
        )
        month = monday.month
    last = content.weeks[-1][0] + timedelta(days=6)
    return {
        "weeks": weeks,
        "total": sum(count for _, count in content.weeks),
        "period": say.plain(WEEKS, day=say.whole_date(last)),
        "notes": [*([say.plain(RUNS)] if content.runs else []), *content.notes],
    }


def _categories(content: SummaryContent, say: Say) -> dict[str, Any]:
    return {
        "categories": [
            {
                "name": one.name,
                "count": one.now,
                "before": one.before,
                "said": say.number(one.now),
                "change": f"({_change(one, say)})",
            }
            for one in content.categories[:LISTED]
        ],
        "now": say.plain(NOW),
        "before": say.plain(BEFORE),
    }


def _change(one: Counted, say: Say) -> str:
    difference = one.now - one.before
    if not difference:
        return say.plain(SAME)
    return f"{'+' if difference > 0 else '-'}{say.number(abs(difference))}"


def _hours(content: SummaryContent, say: Say) -> dict[str, Any]:
    limits = shades.bounds(max(map(max, content.hours)))
    return {
        "days": [
            {
                "name": say.weekday(_MONDAY + timedelta(days=nth)),
                "shades": [shades.shade(count, limits) for count in day],
                "said": say.number(sum(day)),
            }
            for nth, day in enumerate(content.hours)
        ],
        "hours": {str(hour): f"{hour:02}" for hour in (0, 6, 12, 18, 24)},
        "peak": _peak(content.hours, say),
        "legend": _legend(limits, say),
    }


def _peak(hours: Sequence[Sequence[int]], say: Say) -> str | None:
    """Return the one hour that has most, if there is one alone and it is more than chance."""
    most = max(map(max, hours))
    where = [(d, h) for d, day in enumerate(hours) for h, count in enumerate(day) if count == most]
    if most < TELLING or len(where) > 1:
        return None
    day, hour = where[0]
    named = say.weekday(_MONDAY + timedelta(days=day), whole=True)
    span = {"first": say.hour(hour), "last": say.hour(hour + 1)}
    return say.plain(PEAK, day=named, n=say.number(most), **span)


def _legend(limits: list[int], say: Say) -> list[dict[str, Any]]:
    said = []
    for shade, low, high in shades.spans(limits):
        label = say.number(low) if low == high else f"{say.number(low)}-{say.number(high)}"
        said.append({"shade": shade, "label": label})
    return said


def _map(content: SummaryContent, say: Say) -> dict[str, Any]:
    limits = shades.bounds(max((one.now for one in content.parts), default=0))
    return {
        "regions": [
            {
                "code": one.code,
                "name": one.name,
                "count": one.now,
                "said": say.number(one.now),
                "shade": shades.shade(one.now, limits),
            }
            for one in content.parts
        ],
        "around": list(content.around),
        "legend": _legend(limits, say),
        "km": say.plain(KILOMETRES),
        "m": say.plain(METRES),
        "unnamed": say.plain(UNNAMED_REGIONS),
        "outside": say.plain(OUTSIDE),
        "most": UNNAMED,
        "more": say.plain(MORE, n="{n}"),
        "nothing": say.plain(NO_MAP),
    }


_SHOWN: Mapping[str, Callable[[SummaryContent, Say], dict[str, Any]]] = {
    TREND: _trend,
    CATEGORIES: _categories,
    HOURS: _hours,
    MAP: _map,
}
