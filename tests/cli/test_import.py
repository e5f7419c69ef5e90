"""A history comes in from a file: looked at first, written whole or not at all; nobody is woken."""

from __future__ import annotations

import io
import json
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest

from bot.demo.seed import seed
from bot.models import Alert, Delivery, Incident, Report, ReportAuthor
from bot.settings.environment import DATABASE_FILE
from tests.world import DISTRICT, VILLAGE, sqlite_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.shell import Shell
    from tests.world import World

FIRE: dict[str, Any] = {
    "ticket": "KT-4F7Q2M",
    "incident": "KT-4F7Q2M",
    "village": VILLAGE,
    "category": "kebakaran",
    "severity": "DARURAT",
    "status": "closed",
    "reporter": "Warga Melati-27",
    "text": "Kebakaran di RT 03",
    "created_at": "2026-11-20T20:15:00+08:00",
}
DOTLESS = VILLAGE.replace(".", "")
ELSEWHERE = {key: FIRE[key] for key in ("village", "category", "text", "created_at")}
pytestmark = pytest.mark.both_databases


def lay(path: Path, *lines: object) -> Path:
    """Write a file of JSON lines; what is a text is written as it is."""
    written = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(f"{line}\n" for line in written))
    return path


async def test_a_seeded_history_comes_back_as_it_went(
    world: World, shell: Shell, migrated: Path, tmp_path: Path
) -> None:
    """Twelve weeks are exported, as lines and as a table, brought into an empty database, again."""
    app = world.app
    await seed(app.database, app.config, app.vault, world.clock.at)
    shell.enters(world)
    for form in ("jsonl", "csv"):
        shell.sets(database_url=world.database_url)
        _, out, _ = await shell.asks("export", "reports", "--format", form)
        history = tmp_path / f"history.{form}"
        history.write_text(out, newline="")
        empty = tmp_path / form
        empty.mkdir()
        shutil.copy(migrated, empty / DATABASE_FILE)
        shell.sets(database_url=sqlite_in(empty))
        count = await world.count(Report)
        assert count > 200
        code, said, err = await shell.asks("import", "reports", str(history), "--open")
        assert (code, err) == (0, "")
        assert said.startswith(f"{count} would be written, 0 are here already; nothing is written")
        assert (await shell.asks("export", "reports"))[1] == ""
        done = await shell.asks("import", "reports", str(history), "--yes", "--open")
        assert done == (0, f"{count} written, 0 were here already\n", "")
        again = await shell.asks("import", "reports", str(history), "--yes")
        assert again == (0, f"0 written, {count} were here already\n", "")
        assert (await shell.asks("export", "reports", "--format", form))[1] == out


async def test_a_table_from_an_indonesian_spreadsheet(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """Semicolons; a lone carriage return in a text; what a code without dots was taken for."""
    shell.enters(world)
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, "Knalpot brong di lorong 5\rbising sekali; tiap malam")
    _, out, _ = await shell.asks("export", "reports", "--format", "csv")
    history = tmp_path / "h.csv"
    history.write_text(out, newline="")
    done = await shell.asks("import", "reports", str(history))
    assert (done[0], done[2]) == (0, "")
    assert done[1].startswith("0 would be written, 1 are here already")
    history.write_text(out.replace(VILLAGE, DOTLESS), newline="")
    code, said, err = await shell.asks("import", "reports", str(history))
    assert code == 0
    assert said.startswith("0 would be written, 1 are here already")
    assert err.startswith(f"the code '{DOTLESS}' was taken for {VILLAGE} (kelurahan Karuwisi, ")
    assert "if these are codes of BPS they mean other places" in err


async def test_what_is_imported_counts_and_wakes_nobody(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """An emergency of last Friday stands in the week's figures; the officer hears nothing."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    heard = len(officer.inbox)
    shell.enters(world)
    code, _, _ = await shell.asks("import", "reports", str(lay(tmp_path / "h", FIRE)), "--yes")
    assert code == 0
    owed = await world.count(Delivery)
    await world.passes(hours=3)
    assert (len(officer.inbox), await world.count(Delivery)) == (heard, owed)
    _, out, _ = await shell.asks("summary", "--region", DISTRICT, "--week", "2026-W47", "--json")
    assert json.loads(out)["incidents"]["now"] == 1
    officer.writes("/ringkasan 2026-W47")
    await world.settle()
    assert "Kebakaran" in officer.last.text
    (report,) = await world.all(Report)
    assert (await world.count(ReportAuthor), report.alias) == (0, "Warga Melati-27")


async def test_what_was_under_way_can_be_taken_up_and_closed(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """Asked for, it rests: it pages nobody, and is open until an officer closes it."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    shell.enters(world)
    held = FIRE | {"status": "acknowledged"}
    history = str(lay(tmp_path / "h", held))
    code, _, _ = await shell.asks("import", "reports", history, "--yes", "--open")
    assert code == 0
    await world.passes(hours=3)
    assert world.pages_to(officer) == []
    officer.writes("/tugas")
    await world.settle()
    assert "KT-4F7Q2M" in officer.last.text
    officer.presses("KT-4F7Q2M" if "KT-4F7Q2M" in officer.last.buttons else officer.last.buttons[0])
    await world.settle()
    for label in ("Saya tangani", "Selesai", "Tertangani"):
        officer.presses(label)
        await world.settle()
    (incident,) = await world.all(Incident)
    (alert,) = await world.all(Alert)
    assert (incident.status, incident.outcome, alert.next_at) == ("closed", "handled", None)


async def test_a_history_opens_no_alert_unasked(world: World, shell: Shell, tmp_path: Path) -> None:
    """What was under way comes in as recorded, which is said; nothing waits for anybody."""
    shell.enters(world)
    held = str(lay(tmp_path / "h", FIRE | {"status": "acknowledged"}))
    code, _, err = await shell.asks("import", "reports", held, "--yes")
    assert code == 0
    assert "1 were under way: they come in as recorded, and no alert is opened; add --open" in err
    (incident,) = await world.all(Incident)
    assert (incident.status, await world.count(Alert)) == ("recorded", 0)


async def test_place_outcome_and_moments_come_back(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """Where, how it ended and when; coarse where the exact place would tell who reported."""
    shell.enters(world)
    ended = {
        "lat": -5.147712,
        "lon": "119,432731",
        "outcome": "handled",
        "answered_at": "2026-11-20T20:20:00+08:00",
        "closed_at": "2026-11-20T21:00:00+08:00",
    }
    hidden = {"ticket": "KT-4F7Q2N", "incident": "KT-4F7Q2N", "reporter": "Anonim-12"}
    lines = lay(tmp_path / "h", FIRE | ended, FIRE | ended | hidden)
    assert (await shell.asks("import", "reports", str(lines), "--yes"))[0] == 0
    _, out, _ = await shell.asks("export", "reports")
    first, second = (json.loads(line) for line in out.splitlines())
    assert (first["lat"], first["lon"], first["spot"]) == (-5.147712, 119.432731, "RT 03")
    assert (first["outcome"], first["reporters"]) == ("handled", 1)
    assert first["answered_at"] == "2026-11-20T12:20:00+00:00"
    assert first["closed_at"] == "2026-11-20T13:00:00+00:00"
    assert second["lat"] != first["lat"]
    assert abs(second["lat"] - first["lat"]) < 0.01


async def test_a_history_from_elsewhere_gets_tickets(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """Only what must be told is told; a second time the same lines are known again."""
    shell.enters(world)
    lines = [ELSEWHERE | {"text": f"Kebakaran di RT 0{n}"} for n in range(1, 5)]
    fifth = ELSEWHERE | {"text": "Kebakaran di RT 05", "type": None, "noted_by": "Ani"}
    double = await shell.asks("import", "reports", str(lay(tmp_path / "d", *lines, lines[1])))
    assert double[0] == 1
    assert "is the ticket of line 2 too" in double[2]
    path = lay(tmp_path / "h.jsonl", *lines, fifth)
    code, out, err = await shell.asks("import", "reports", str(path), "--yes")
    assert (code, out) == (0, "5 written, 0 were here already\n"), err
    assert err.splitlines() == [
        "the field 'noted_by' is none of ours and not taken",
        "the field 'type' is none of ours and not taken",
    ]
    again = await shell.asks("import", "reports", str(path), "--yes")
    assert again[:2] == (0, "0 written, 5 were here already\n")
    reports = await world.all(Report)
    assert len({report.ticket for report in reports}) == 5
    assert {report.alias for report in reports} == {"Warga"}
    assert {report.severity for report in reports} == {"DARURAT"}


BAD: list[tuple[object, str]] = [
    ("{", "it is no JSON"),
    ("[" * 100_000, "it is no JSON"),
    ("[]", 'it is no JSON object; write {"village": ...}'),
    ({"village": VILLAGE, "text": "x"}, "category and created_at missing"),
    (FIRE | {"village": "99.99.99.9999"}, "no village has the code '99.99.99.9999'"),
    (FIRE | {"village": DISTRICT}, f"village '{DISTRICT}' is no code of a village"),
    (FIRE | {"village": 7371}, "village '7371' is no code of a village"),
    (FIRE | {"village": "7,37109E+09"}, "village was rounded by a spreadsheet"),
    (FIRE | {"category": "kebakarn"}, "category 'kebakarn' is unknown"),
    (FIRE | {"severity": "GAWAT"}, "severity 'GAWAT' is unknown; write RENDAH, SEDANG"),
    (FIRE | {"status": "selesai"}, "status 'selesai' is unknown; write recorded, open"),
    (FIRE | {"created_at": "2026-12-24T00:00:00+08:00"}, "lies in the future"),
    (FIRE | {"created_at": "2026-11-20T20:15:00"}, "names no zone"),
    (FIRE | {"created_at": "kemarin"}, "created_at 'kemarin' is no moment"),
    (FIRE | {"created_at": "0001-01-01T00:00:00+14:00"}, "is no moment"),
    (FIRE | {"ticket": "LP/12/2026"}, "ticket 'LP/12/2026' is none of ours"),
    (FIRE | {"outcome": "beres"}, "outcome 'beres' is unknown; write handled"),
    (FIRE | {"status": "recorded", "outcome": "handled"}, "only what is closed has one"),
    (FIRE | {"lat": -95, "lon": 119.4}, "lat and lon lie off the globe"),
    (FIRE | {"lat": "selatan", "lon": "119"}, "lat and lon are no position"),
    (FIRE | {"lat": "-5.1"}, "lat and lon are no position"),
    (FIRE | {"lat": "nan", "lon": "nan"}, "lat and lon lie off the globe"),
    (FIRE | {"closed_at": "kemarin"}, "closed_at 'kemarin' is no moment"),
    (FIRE | {"text": "a" * 10_241}, "text has 10241 characters; shorten it to 10240"),
    (FIRE | {"text": "\ud83d"}, "text holds half a character or a NUL"),
    (FIRE | {"reporter": "Ani\nBudi"}, "reporter is no alias"),
    (FIRE | {"reporter": "A" * 41}, "reporter is no alias"),
    ({**FIRE, "category": "\x1b[31m" + "x" * 99}, "category '\\x1b[31mxxx"),
]


async def test_every_bad_line_is_named_and_nothing_is_half_done(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """Each with its number and reason; with --yes too nothing is written, the good ones neither."""
    shell.enters(world)
    path = lay(tmp_path / "h.jsonl", FIRE, *(line for line, _ in BAD), "", FIRE)
    for words in ((), ("--yes",)):
        code, out, err = await shell.asks("import", "reports", str(path), *words)
        *named, last = err.splitlines()
        assert (code, out) == (1, "")
        assert len(named) == len(BAD) + 1
        for number, (line, (_, reason)) in enumerate(zip(named, BAD, strict=False), start=2):
            assert line.startswith(f"line {number}: "), line
            assert reason in line
        assert named[-1] == f"line {len(BAD) + 3}: KT-4F7Q2M is the ticket of line 1 too"
        assert f"{len(BAD) + 1} of {len(BAD) + 2} lines cannot be taken" in last
        assert await world.count(Report) == 0


async def test_reports_of_one_incident_have_one_status(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """Two neighbours saw one fire; a third line that says it still burns is named."""
    shell.enters(world)
    second = FIRE | {"ticket": "KT-4F7Q2N", "reporter": "Warga Jati-12"}
    third = second | {"ticket": "KT-4F7Q2P", "status": "open"}
    code, _, err = await shell.asks(
        "import", "reports", str(lay(tmp_path / "h", FIRE, second, third)), "--yes"
    )
    assert code == 1
    assert "line 3: status open: its incident KT-4F7Q2M is closed in a line before it" in err
    code, _, _ = await shell.asks(
        "import", "reports", str(lay(tmp_path / "h", second, FIRE)), "--yes"
    )
    assert code == 0
    assert (await world.count(Incident), await world.count(Report)) == (1, 2)


async def test_a_name_does_not_come_in_where_reporters_are_hidden(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """A category that hides who reported takes no other alias than an anonymous one."""
    hiding = next(one for one in world.app.config.categories.values() if one.hides_reporter)
    shell.enters(world)
    told = FIRE | {"category": hiding.code, "severity": "TINGGI", "reporter": "Daeng Ngalle"}
    await shell.asks("import", "reports", str(lay(tmp_path / "h", told)), "--yes")
    (report,) = await world.all(Report)
    assert (report.alias, report.anonymous) == ("Anonim", True)


def test_csv_from_a_spreadsheet(shell: Shell, sqlite_url: str, tmp_path: Path) -> None:
    """A byte order mark, cells over two lines, a row cut short, formulas with their apostrophe."""
    shell.sets(database_url=sqlite_url)
    path = tmp_path / "h.csv"
    path.write_bytes(
        "\ufeffvillage,category,text,created_at\n"
        f'{VILLAGE},kebakaran,"dua\nbaris, ya",2025-11-20T20:15:00+08:00\n'
        f"{VILLAGE},kebakaran\n"
        f"{VILLAGE},kebakaran,'=1+1,2025-11-20T20:15:00+08:00\n".encode()
        + f"{VILLAGE},kebakaran,\xff,2025-11-20T20:15:00+08:00\n".encode("latin-1")
    )
    code, _, err = shell.types("import", "reports", str(path))
    assert code == 1
    assert "line 4: it has 2 cells, the header 4" in err
    assert "line 6: text holds half a character" in err
    rows = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(rows[:3] + rows[4:5]))
    assert shell.types("import", "reports", str(path), "--yes")[0] == 0
    _, out, _ = shell.types("export", "reports")
    texts = [json.loads(line)["text"] for line in out.splitlines()]
    assert texts == ["dua\nbaris, ya", "=1+1"]
    _, out, _ = shell.types("export", "reports", "--format", "csv")
    assert "'=1+1" in out


def test_standard_input(shell: Shell, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another program writes is read twice as well."""
    shell.sets(database_url=sqlite_url)
    past = FIRE | {"created_at": "2021-07-20T20:15:00+08:00"}
    given = io.TextIOWrapper(io.BytesIO(json.dumps(past).encode()))
    monkeypatch.setattr(sys, "stdin", given)
    code, out, err = shell.types("import", "reports", "-", "--yes")
    assert (code, out) == (0, "1 written, 0 were here already\n")
    assert "1 are older than 730 days: they count" in err


def test_a_file_that_is_not_there(shell: Shell, sqlite_url: str, tmp_path: Path) -> None:
    """One sentence, and neither a traceback."""
    shell.sets(database_url=sqlite_url)
    for path in (tmp_path / "nowhere", tmp_path):
        code, out, err = shell.types("import", "reports", str(path))
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert "cannot be read" in err
