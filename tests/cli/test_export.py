"""What scripts read: reports and deliveries as rows, a week in figures."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.world import DISTRICT, VILLAGE

if TYPE_CHECKING:
    from tests.cli.shell import Shell
    from tests.world import World

NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"
FIRE = "Ada kebakaran di RT 03, api besar"
REPORT_KEYS = [
    "ticket", "incident", "village", "category", "severity", "status", "reporter", "text",
    "created_at", "lat", "lon", "spot", "outcome", "answered_at", "closed_at", "reporters",
    "forwarded", "addenda", "unheard",
]  # fmt: skip
DELIVERY_KEYS = [
    "kind", "ticket", "role", "lane", "status", "attempts", "created_at", "sent_at", "error",
]  # fmt: skip
pytestmark = pytest.mark.both_databases


def lines_of(out: str) -> list[dict[str, Any]]:
    """Read JSON lines."""
    return [json.loads(line) for line in out.splitlines()]


async def test_reports_are_exported(world: World, shell: Shell) -> None:
    """The agreed keys, people by alias, numbers masked; elsewhere and earlier nothing at all."""
    shell.enters(world)
    neighbour = await world.enrol("Daeng Ngalle")
    ticket = await world.report(neighbour, f"{NOISE}, telepon saya 081234567890")
    code, out, err = await shell.asks("export", "reports", "--region", DISTRICT)
    (row,) = lines_of(out)
    assert (code, err) == (0, "")
    assert list(row) == REPORT_KEYS
    assert (row["ticket"], row["incident"], row["village"]) == (ticket, ticket, VILLAGE)
    assert "Ngalle" not in out
    assert "[nomor]" in row["text"]
    for elsewhere in (["--region", "73.71.03"], ["--until", "2026-11-23"]):
        assert await shell.asks("export", "reports", *elsewhere) == (0, "", "")
    code, out, _ = await shell.asks(
        "export", "reports", "--since", "2026-11-24", "--until", "2026-11-24"
    )
    assert len(lines_of(out)) == 1


async def test_reports_of_one_incident_are_exported(world: World, shell: Shell) -> None:
    """Each with its own ticket and text, all with the one incident: whoever counts, counts that."""
    shell.enters(world)
    people = [await world.enrol(name) for name in ("Ani", "Budi")]
    tickets = [await world.report(one, FIRE, send="Masih, kirim") for one in people]
    _, out, _ = await shell.asks("export", "reports")
    rows = lines_of(out)
    assert [row["ticket"] for row in rows] == tickets
    assert {row["incident"] for row in rows} == {tickets[0]}
    assert {row["reporters"] for row in rows} == {2}
    assert len({row["reporter"] for row in rows}) == len(rows)


async def test_deliveries_are_exported(world: World, shell: Shell) -> None:
    """The page to the officer: urgent, sent, with the ticket of the report."""
    shell.enters(world)
    neighbour = await world.enrol("Daeng Ngalle")
    await world.enrol("Aipda Rahman", role="officer")
    ticket = await world.report(neighbour, FIRE, send="Masih, kirim")
    code, out, err = await shell.asks("export", "deliveries", "--region", VILLAGE)
    rows = lines_of(out)
    assert (code, err) == (0, "")
    assert all(list(row) == DELIVERY_KEYS for row in rows)
    (page,) = (row for row in rows if row["kind"] == "page")
    assert (page["ticket"], page["role"], page["lane"]) == (ticket, "officer", "urgent")
    assert (page["status"], page["error"]) == ("sent", None)
    (receipt,) = (row for row in rows if row["kind"] == "receipt")
    assert (receipt["ticket"], receipt["role"]) == (ticket, "reporter")


async def test_a_spreadsheet_runs_nothing_that_a_person_wrote(world: World, shell: Shell) -> None:
    """CSV with a header; a text that begins like a formula is disarmed."""
    shell.enters(world)
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, '=HYPERLINK("http://x"), bising sekali tiap malam')
    _, out, _ = await shell.asks("export", "reports", "--format", "csv")
    assert out.startswith("\ufeff")  # by which, and by semicolons, it opens in columns
    (row,) = csv.DictReader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";")
    assert list(row) == REPORT_KEYS
    assert row["text"].startswith("'=HYPERLINK")


async def test_the_summary_has_the_figures_of_the_chat(world: World, shell: Shell) -> None:
    """The same week, the same numbers, for scripts."""
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, NOISE)
    await world.outage(days=7)
    shell.enters(world)
    typed = ("summary", "--region", DISTRICT, "--week", "2026-W48")
    code, out, _ = await shell.asks(*typed, "--json")
    figures = json.loads(out)
    assert code == 0
    assert (figures["region"], figures["week"]) == (DISTRICT, "2026-W48")
    assert figures["incidents"] == {
        "now": 1, "before": 0, "difference": 1, "percent": None, "small": True,
    }  # fmt: skip
    assert figures["villages"][0]["code"] == VILLAGE
    _, text, _ = await shell.asks(*typed)
    assert "Kejadian: 1 (sebelumnya 0, +1, jumlah kecil)" in text.splitlines()
