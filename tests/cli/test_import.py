"""A history comes in from a file: looked at first, written whole or not at all; nobody is woken."""

from __future__ import annotations

import io
import json
import shutil
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.demo.seed import seed
from bot.domain.report_line import BadLine, parse_report
from bot.models import Alert, Delivery, Incident, Report, ReportAuthor
from bot.settings import load_config
from bot.settings.environment import DATABASE_FILE
from tests.cli.histories import FIRE, lay
from tests.stories.raw_message import sends
from tests.world import DISTRICT, sqlite_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.shell import Shell
    from tests.world import World

ELSEWHERE = {key: FIRE[key] for key in ("village", "category", "text", "created_at")}
ANOTHER = {"type": "hidden_user", "sender_user_name": "Tetangga", "date": 1_700_000_000}
pytestmark = pytest.mark.both_databases


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


async def test_a_neighbour_who_reports_what_was_taken_up_pages(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """It was held elsewhere, nobody is paged of it here: the same fire, reported anew, pages."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Naba")
    shell.enters(world)
    now = (world.clock.at - timedelta(minutes=10)).isoformat()
    held = FIRE | {"status": "acknowledged", "created_at": now}
    history = str(lay(tmp_path / "h", held))
    assert (await shell.asks("import", "reports", history, "--yes", "--open"))[0] == 0
    (incident,) = await world.all(Incident)
    assert incident.status == "open"  # as its alert is: nobody has it
    await world.report(neighbour, "Kebakaran di RT 03", "Masih, kirim")
    assert await world.count(Incident) == 1
    (page,) = await world.sent(officer, "page")
    assert "KT-4F7Q2M" in page.text


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


def test_standard_input(shell: Shell, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another program writes is read twice as well."""
    shell.sets(database_url=sqlite_url)
    past = FIRE | {"created_at": "2021-07-20T20:15:00+08:00"}
    given = io.TextIOWrapper(io.BytesIO(json.dumps(past).encode()))
    monkeypatch.setattr(sys, "stdin", given)
    code, out, err = shell.types("import", "reports", "-", "--yes")
    assert (code, out) == (0, "1 written, 0 were here already\n")
    assert "1 are older than 730 days: they count" in err


async def test_what_was_added_comes_back(
    world: World, shell: Shell, migrated: Path, tmp_path: Path
) -> None:
    """An addendum, an answer and the mark of what was forwarded, as lines and as a table."""
    neighbour = await world.enrol("Daeng Naba")
    sends(neighbour, text="Ada kebakaran di RT 03, api besar", forward_origin=ANOTHER)
    await world.settle()
    await world.presses(neighbour, "Masih, kirim")
    ticket = await world.newest_ticket()
    await world.writes(neighbour, f"{ticket}: rumah kedua ikut terbakar, telepon 081234567890")
    shell.enters(world)
    for form in ("jsonl", "csv"):
        shell.sets(database_url=world.database_url)
        _, out, _ = await shell.asks("export", "reports", "--format", form)
        history = tmp_path / f"added.{form}"
        history.write_text(out, newline="")
        empty = tmp_path / f"added_{form}"
        empty.mkdir()
        shutil.copy(migrated, empty / DATABASE_FILE)
        shell.sets(database_url=sqlite_in(empty))
        code, _, err = await shell.asks("import", "reports", str(history), "--yes", "--open")
        assert (code, err) == (0, "")
        assert (await shell.asks("export", "reports", "--format", form))[1] == out
    _, out, _ = await shell.asks("export", "reports")
    row = json.loads(out)
    assert row["forwarded"] is True
    (added,) = row["addenda"]
    assert "rumah kedua" in added["text"]
    assert "[nomor]" in added["text"]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("forwarded", "maybe", "forwarded is neither true nor false"),
        ("unheard", "maybe", "unheard is neither true nor false"),
        ("addenda", "[{", "addenda is no JSON"),
        ("addenda", {"at": "x"}, "addenda is no list"),
        ("addenda", [{"text": "ya"}], "an addendum has no moment"),
        ("addenda", [{"at": "2026-11-24"}], "names no zone"),
        ("addenda", [{"at": FIRE["created_at"], "question": "A B"}], "no code of one"),
    ],
)
def test_what_is_wrong_with_an_addendum(field: str, value: object, reason: str) -> None:
    """The line is refused with the reason, before anything is written."""
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    with pytest.raises(BadLine, match=reason):
        parse_report({**FIRE, field: value}, load_config(None).categories, now)
