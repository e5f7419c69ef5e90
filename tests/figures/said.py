"""What a summary has to say of counted figures, written anew: lines, tables, cells."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.figures.country import name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.category import Category
    from tests.figures.reference import Counted, Pair

CLASSES = {
    "I": "I Kejahatan",
    "II": "II Pelanggaran",
    "III": "III Gangguan",
    "IV": "IV Bencana",
    "-": "Golongan lain",
}
DAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
WHOLE_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def change(pair: Pair) -> str:
    """Return a difference, with its percentage where both counts are large enough."""
    now, before = pair
    if now == before:
        return "tetap"
    percent = f", {_percent(now - before, before):+}%" if min(pair) >= 10 else ""
    return f"{now - before:+}{percent}"


def _percent(difference: int, before: int) -> int:
    """Return whole hundredths of what was before, half of one as a whole one."""
    whole = (200 * abs(difference) + before) // (2 * before)
    return whole if difference > 0 else -whole


def total(pair: Pair) -> str:
    """Return the line of all incidents."""
    now, before = pair
    if now == before:
        return f"Kejadian: {now} (sama dengan sebelumnya)"
    small = ", jumlah kecil" if min(pair) < 10 else ""
    return f"Kejadian: {now} (sebelumnya {before}, {change(pair)}{small})"


def kind(code: str, kinds: Mapping[str, Category]) -> str:
    """Return what a category is called."""
    return "Laporan rahasia" if code == "confidential" else kinds[code].labels["id"]


def span(wait: timedelta) -> str:
    """Return a time in its two largest units."""
    left, said = int(wait.total_seconds()), []
    for unit, size in (("hari", 86_400), ("jam", 3_600), ("menit", 60)):
        if left >= size:
            said.append(f"{left // size} {unit}")
        left %= size
    return " ".join(said[:2]) or f"{left} detik"


def front(counted: Counted, kinds: Mapping[str, Category]) -> list[str]:
    """Return the lines of the first view, those that hold figures."""
    parts = [(code, pair) for code, pair in counted.parts.items() if pair != (0, 0)]
    parts.sort(key=lambda one: (-one[1][0], -one[1][1], one[0]))
    entries = [
        *((CLASSES[code], pair) for code, pair in sorted(counted.classes.items(), key=_last)),
        *((kind(code, kinds), pair) for code, pair in counted.categories),
        *((name(code), pair) for code, pair in parts[:10]),
    ]
    more = [f"- dan {len(parts) - 10} lagi"] if len(parts) > 10 else []
    listed = [f"- {what}: {pair[0]} ({change(pair)})" for what, pair in entries]
    small = any(min(pair) < 10 for _, pair in entries)
    note = ["Di bawah 10: jumlah kecil, tanpa persen."] if small else []
    return [total(counted.total), *listed, *more, *note, *_rest(counted)]


def _last(entry: tuple[str, Pair]) -> tuple[bool, str]:
    return entry[0] == "-", entry[0]


def _rest(counted: Counted) -> Iterable[str]:
    wrong = f"{counted.no_incident} tidak ada kejadian, {counted.mistaken} salah kirim"
    if counted.false_reports:
        yield f"Tidak dihitung: {wrong}, {counted.false_reports} laporan palsu."
    elif counted.no_incident or counted.mistaken:
        yield f"Tidak dihitung: {wrong}."
    if counted.hidden:
        yield f"Laporan rahasia, tidak dihitung di atas: sedikitnya {counted.hidden}."
    median, _, count = counted.answered
    if median is None:
        yield "Waktu jawab: belum ada data"
    else:
        yield f"Waktu jawab (nilai tengah): {span(median)}, dari {count} panggilan"
    open_now, unanswered, waiting, overdue = counted.unfinished
    yield (
        f"Laporan yang belum selesai: {open_now + waiting}, belum dijawab: {unanswered + waiting}"
    )
    if overdue:
        yield f"⏳ {overdue} laporan menunggu lebih dari 1 hari."
    _, missing, _, lost, tests = counted.guarded
    if tests:
        yield f"Uji panggilan tidak dijawab: {tests}"
    for said, n, what in (
        ("Tidak lagi memberi kabar (7 hari)", len(counted.silent), "desa/kelurahan "),
        ("Tanpa Bhabinkamtibmas", len(missing), "desa/kelurahan "),
        ("Petugas tidak dapat dihubungi", lost, ""),
    ):
        if n:
            yield f"{said}: {n} {what}("


def details(counted: Counted) -> Iterable[str]:
    """Return the lines of the second view, those that hold figures."""
    if counted.total[0]:
        days = ", ".join(f"{day} {sum(row)}" for day, row in zip(DAYS, counted.hours, strict=True))
        yield f"Hari: {days}"
        quarters = [sum(sum(row[at : at + 6]) for row in counted.hours) for at in range(0, 24, 6)]
        hours = zip(("00-06", "06-12", "12-18", "18-24"), quarters, strict=True)
        yield "Jam: " + ", ".join(f"{hour}: {n}" for hour, n in hours)
    yield ", ".join(str(n) for _, n in counted.trend) + " ("
    for what, (median, most, count) in (
        ("dijawab", counted.answered),
        ("selesai", counted.closed),
    ):
        if median is not None and most is not None:
            yield (
                f"Sampai {what}: nilai tengah {span(median)}, 9 dari 10 paling lama {span(most)}"
                f" (dari {count} panggilan"
            )
    villages, missing, *_ = counted.guarded
    yield f"Desa/kelurahan: {villages}, tanpa Bhabinkamtibmas: {len(missing)}"
    now, before, places = counted.situations
    if now or before:
        yield f"Laporan aman: {now} (sebelumnya {before}), dari {places} desa/kelurahan"


def tables(counted: Counted, kinds: Mapping[str, Category]) -> dict[str, list[list[object]]]:
    """Return the rows of each sheet of a workbook, but those of single incidents."""
    wells = counted.situations[:2]
    found: dict[str, list[list[object]]] = {
        "Jumlah": [_against("Kejadian", counted.total), _against("Laporan aman", wells)],
        "Jenis": [_against(kind(one, kinds), pair) for one, pair in counted.categories],
        "Golongan": [
            _against(CLASSES[one], pair) for one, pair in sorted(counted.classes.items(), key=_last)
        ],
        "Hari dan jam": [
            [day, *row, sum(row)] for day, row in zip(WHOLE_DAYS, counted.hours, strict=True)
        ],
        "Minggu": [[monday, monday + timedelta(6), n] for monday, n in counted.trend],
        "Penanganan": [[value] for value in _values(counted)],
    }
    if counted.parts:
        found["Wilayah"] = [
            [name(one), one, *_against("", pair)[1:]] for one, pair in sorted(counted.parts.items())
        ]
    return found


def _against(what: str, pair: Pair) -> list[object]:
    now, before = pair
    growth = (now - before) / before if min(pair) >= 10 else None
    return [what, now, before, now - before, growth]


def _values(counted: Counted) -> list[float | None]:
    open_now, unanswered, waiting, overdue = counted.unfinished
    villages, missing, _, lost, tests = counted.guarded
    waits = [_minutes(one) for one in (*counted.answered[:2], *counted.closed[:2])]
    return [
        *(open_now + waiting, unanswered + waiting, overdue),
        *(counted.answered[2], *waits, villages),
        *(len(missing), len(counted.silent), counted.situations[2], lost, tests),
        *(counted.no_incident, counted.mistaken, counted.false_reports),
    ]


def _minutes(wait: timedelta | None) -> float | None:
    return None if wait is None else round(wait.total_seconds() / 60, 1)
