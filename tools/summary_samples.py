"""``python -m tools.summary_samples [FOLDER]``: pictures and documents of made-up summaries.

For a village, a district, a regency and the province, with no, one, nine and five thousand
incidents, and with the longest names: to look at. ``make summaries`` does; those that
``docs/summaries.md`` shows are made by ``make summaries ARGS=--docs``.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeVar

from PIL import Image

from bot.documents.render_process import RenderedFiles
from bot.documents.summary_content import Counted, Fact, NotedIncident, SummaryContent
from bot.domain.calendar import Week
from bot.domain.period import Period
from bot.locales import say_in
from bot.places.data import PROVINCE, REGENCY, VILLAGE, regions
from bot.settings import load_config
from bot.views import compared_period, period_label, summary_documents, summary_pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.documents.render_process import Request
    from bot.places.data import RegionRow

_T = TypeVar("_T")

FOLDER, DOCS = Path("build/summaries"), Path("docs/images")
PLACES = ("73.71.09.1001", "73.71.09", "73.71", "73")
# Long names, many parts, islands far apart; the longest place of all, and the longest own names.
LONGEST = ("13.02", "11.08", "91.03", "31.01", "31.01.02.1001", "16.09.12", "13.05.16.2006")
COUNTS = (0, 1, 9, 5_000)
SHOWN = {  # what the documentation shows of each: its region and how many incidents
    "village": ("73.71.09.1001", 1),
    "district": ("73.71.09", 9),
    "regency": ("73.71", 5_000),
    "province": ("73", 5_000),
}
# Colours of a picture of the documentation: with 48, a shade that only the legend shows was mixed
# with another.
INKS = 96
MONDAY = date(2026, 11, 16)
WEEK = Period.of_week(Week.of(MONDAY))
_WEEK = timedelta(weeks=1)


def content(code: str, count: int, listed: Sequence[RegionRow]) -> SummaryContent:
    """Return a week of so many incidents in a region, drawn by chance that is always the same."""
    chance = Random(f"{code} {count}")  # noqa: S311 - a sample, not a secret
    region = next(one for one in listed if one.code == code)
    beneath = [one for one in listed if one.parent_code == code] or [region]
    kinds = [one for one in load_config().categories.values() if not one.is_confidential]
    drawn, by_kind = _shares(chance, beneath, count), _shares(chance, kinds, count)
    hours, weeks = _hours(chance, count), _weeks(chance, count)
    say = say_in("id")
    return SummaryContent(
        place=_place(region),
        code=code,
        first=MONDAY,
        last=MONDAY + _WEEK - timedelta(days=1),
        period=period_label.label(WEEK, say),
        compared=compared_period.in_documents(WEEK, say, runs=False),
        totals=[Counted("Kejadian", count, weeks[-1][1]), Counted("Laporan aman", 12, 9)],
        weeks=[*weeks, (MONDAY, count)],
        runs=False,
        categories=[_compared(chance, kind.label("id"), n) for kind, n in by_kind.most_common(5)],
        classes=_classes(count, weeks[-1][1]),
        parts=[_part(chance, one, drawn[one]) for one in beneath],
        around=_around(region, listed),
        hours=hours,
        facts=[Fact("Laporan yang belum selesai", 12), Fact("Waktu jawab (menit)", 4.5)],
        noted=_noted(beneath, min(count, 4)),
        notes=["Laporan rahasia, tidak dihitung di atas: sedikitnya 5."] if count else [],
        made=datetime(2026, 11, 23, 6, tzinfo=UTC),
        zone="WITA",
    )


def _weeks(chance: Random, count: int) -> list[tuple[date, int]]:
    """Return the eleven weeks before, the oldest first."""
    return [(MONDAY - back * _WEEK, chance.randint(0, 2 * count)) for back in range(11, 0, -1)]


def _classes(count: int, before: int) -> list[Counted]:
    rest = count - count // 2
    return [Counted("I Kejahatan", count // 2, before // 2), Counted("IV Bencana", rest)]


def _around(region: RegionRow, listed: Sequence[RegionRow]) -> list[str]:
    """Return the neighbours of a village; a larger region is shown alone."""
    beside = [one for one in listed if one.parent_code == region.parent_code and one != region]
    return [one.code for one in beside] if region.level == VILLAGE else []


def _shares(chance: Random, among: Sequence[_T], count: int) -> Counter[_T]:
    """Return how often each was drawn: the second half as often as the first, and so on."""
    return Counter(chance.choices(among, [1 / nth for nth, _ in enumerate(among, 1)], k=count))


def _hours(chance: Random, count: int) -> list[list[int]]:
    hours = [[0] * 24 for _ in range(7)]
    for _ in range(count):
        hours[chance.choice((0, 1, 2, 3, 4, 5, 5, 6, 6))][int(chance.gauss(20, 4)) % 24] += 1
    return hours


def _compared(chance: Random, name: str, now: int, code: str = "") -> Counted:
    return Counted(name, now, chance.randint(0, 2 * now), code)


def _part(chance: Random, region: RegionRow, now: int) -> Counted:
    return _compared(chance, region.name.removeprefix("Kabupaten "), now, region.code)


def _place(region: RegionRow) -> str:
    district = f"Kec. {region.district}" if region.level == VILLAGE else ""
    own = region.name if region.level == REGENCY else f"{region.kind.capitalize()} {region.name}"
    regency = region.regency if region.level > REGENCY else ""
    province = region.province if region.level > PROVINCE else ""
    return ", ".join(one for one in (own, district, regency, province) if one)


def _noted(beneath: Sequence[RegionRow], count: int) -> list[NotedIncident]:
    at = datetime(2026, 11, 18, 22, 15, tzinfo=UTC)
    return [
        NotedIncident(
            f"KT-4F7Q2{nth}", "Kebakaran", beneath[nth % len(beneath)].name, at, "Tertangani"
        )
        for nth in range(count)
    ]


def requests(listed: Sequence[RegionRow]) -> dict[str, Request]:
    """Return what is drawn, by the name of its file."""
    say, letter = say_in("id"), load_config().documents
    made = {}
    for code, count in [*((p, n) for p in PLACES for n in COUNTS), *((p, 5_000) for p in LONGEST)]:
        one = content(code, count, listed)
        for kind in summary_pictures.KINDS:
            made[f"{kind}-{code}-{count}.png"] = summary_pictures.request(kind, one, say)
        for form in summary_documents.MEDIA_TYPES:
            named = f"document-{code}-{count}"
            made[f"{named}.{form}"] = summary_documents.request(form, one, say, letter)
    return made


def shown(listed: Sequence[RegionRow]) -> dict[str, Request]:
    """Return what the documentation shows, by the name of its file."""
    every, chosen = requests(listed), {}
    for level, (code, count) in SHOWN.items():
        for kind in summary_pictures.KINDS:
            chosen[f"summary-{level}-{kind}.png"] = every[f"{kind}-{code}-{count}.png"]
        for form in summary_documents.MEDIA_TYPES:
            chosen[f"summary-{level}.{form}"] = every[f"document-{code}-{count}.{form}"]
    return chosen


def _write(folder: Path, name: str, request: Request, *, small: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    made = asyncio.run(RenderedFiles().file(request))
    if small and name.endswith(".png"):
        picture = Image.open(BytesIO(made)).convert("RGB").quantize(INKS, dither=Image.Dither.NONE)
        picture.save(folder / name, optimize=True)
    else:
        (folder / name).write_bytes(made)
    print(folder / name)


def main(arguments: list[str]) -> int:
    """Draw all of them, or with ``--docs`` those of the documentation."""
    listed, docs = list(regions()), "--docs" in arguments
    folder = DOCS if docs else Path(arguments[0]) if arguments else FOLDER
    for name, request in (shown(listed) if docs else requests(listed)).items():
        _write(folder, name, request, small=docs)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
