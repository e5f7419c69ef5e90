"""What a history's lines may hold: tables of spreadsheets, and each bad line by its number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.models import Report
from tests.cli.histories import FIRE, lay
from tests.world import DISTRICT, VILLAGE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.shell import Shell
    from tests.world import World

DOTLESS = VILLAGE.replace(".", "")
pytestmark = pytest.mark.both_databases


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


def test_a_file_that_is_not_there(shell: Shell, sqlite_url: str, tmp_path: Path) -> None:
    """One sentence, and neither a traceback."""
    shell.sets(database_url=sqlite_url)
    for path in (tmp_path / "nowhere", tmp_path):
        code, out, err = shell.types("import", "reports", str(path))
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert "cannot be read" in err
