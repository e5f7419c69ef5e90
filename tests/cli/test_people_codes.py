"""The codes that a list brings: for the operator alone, once, and never in anybody else's hands."""

from __future__ import annotations

import io
import json
import stat
import sys
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from pypdf import PdfReader

from bot.documents import pdf
from bot.models import Invitation, RosterEntry, RosterPost
from tests.cli.people_lists import Codes, comes_in, held, lay
from tests.decree import decree
from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE, TOKEN, VILLAGE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.shell import Shell
    from tests.world import World

ILHAM = f"Bripka Ilham,officer,{VILLAGE},85010203,"
WEST, EAST, NEW = "73.71.09.1090", "73.71.09.1091", "73.71.09.1092"
KARIM = f"Iptu Karim,supervisor,{DISTRICT},,"


async def test_the_file_is_its_owners_alone(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """Nobody else reads it; the database, the log and the terminal hold no code, name or number."""
    shell.enters(world)
    path = lay(tmp_path / "l.csv", ILHAM)
    _, out, err = await shell.asks("people", "import", path, "--yes", "--codes", str(codes.path))
    assert stat.S_IMODE(codes.path.stat().st_mode) == 0o600
    (row,) = codes.rows()
    stored = str(await world.dump())
    for secret in (row["code"], "Ilham", "85010203"):
        assert secret not in stored
        assert secret not in out + err
    assert row["expires_at"].startswith("2026-12-24")


async def test_the_link_opens_the_bot(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """Where the token is known, the link stands beside the code."""
    shell.enters(world)
    shell.sets(token=TOKEN, api_url=world.url)
    path = lay(tmp_path / "l.csv", ILHAM)
    await shell.asks("people", "import", path, "--yes", "--codes", str(codes.path))
    (row,) = codes.rows()
    assert row["link"] == f"https://t.me/{world.telegram.bot['username']}?start={row['code']}"


async def test_slips_to_cut_and_what_to_say(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """Beside the sheet a PDF that only its owner reads; each row says what to tell the person."""
    shell.enters(world)
    shell.sets(token=TOKEN, api_url=world.url)
    path, slips = lay(tmp_path / "l.csv", ILHAM, KARIM), tmp_path / "slips.pdf"
    asked = ("people", "import", path, "--yes", "--slips", str(slips))
    code, _, err = await shell.asks(*asked)
    assert (code, "add --codes FILE" in err) == (2, True)
    code, out, _ = await shell.asks(*asked, "--codes", str(codes.path))
    assert (code, "slips into" in out) == (0, True)
    assert stat.S_IMODE(slips.stat().st_mode) == 0o600
    (page,) = PdfReader(slips).pages
    for row in codes.rows():
        assert f"{row['code'][:5]}-{row['code'][5:]}" in page.extract_text()
        assert row["name"] in page.extract_text()
        assert row["link"] in row["message"]
    assert (
        codes.rows()[0]["office"]
        == "Bhabinkamtibmas Kel. Karuwisi, Kec. Panakkukang, Kota Makassar"
    )
    again = tmp_path / "again.pdf"
    told = await shell.asks(
        *("people", "codes", str(tmp_path / "again.csv"), "--slips", str(again)),
        *("--language", "en"),
    )
    assert "2 new codes" in told[1]
    assert "Scan this code" in PdfReader(again).pages[0].extract_text()


def test_codes_have_to_go_somewhere(
    shell: Shell, sqlite_url: str, tmp_path: Path, codes: Codes
) -> None:
    """Without a file nothing is written; one that is there, or cannot be, is left as it is."""
    shell.sets(database_url=sqlite_url)
    path = lay(tmp_path / "l.csv", ILHAM, KARIM)
    code, out, err = shell.types("people", "import", path, "--yes")
    assert (code, out) == (2, "")
    assert "2 people without a code yet: add --codes FILE" in err
    codes.path.write_text("older codes")
    code, _, err = shell.types("people", "import", path, "--yes", "--codes", str(codes.path))
    assert (code, codes.path.read_text()) == (1, "older codes")
    assert "is there already, and may hold codes; name another file" in err
    nowhere = tmp_path / "nowhere" / "codes.csv"
    code, _, err = shell.types("people", "import", path, "--yes", "--codes", str(nowhere))
    assert code == 1
    assert "cannot be written" in err
    assert "2 by a new code" in shell.types("people", "import", path)[1]


async def test_a_code_is_good_once_and_for_thirty_days(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """Whoever comes second, or late, is told so; what waits goes on waiting."""
    shell.enters(world)
    path = lay(tmp_path / "l.csv", ILHAM, KARIM)
    await shell.asks("people", "import", path, "--yes", "--codes", str(codes.path))
    await comes_in(world, "Ilham", codes.of("Bripka Ilham"))
    second = await comes_in(world, "Orang lain", codes.of("Bripka Ilham"))
    assert "Kode itu sudah dipakai" in second.last.text or any(
        "Kode itu sudah dipakai" in message.text for message in second.inbox
    )
    await world.outage(days=31)
    late = await comes_in(world, "Karim", codes.of("Iptu Karim"))
    assert any("lewat masa berlakunya" in message.text for message in late.inbox)
    assert await held(world) == {("officer", VILLAGE)}
    assert await world.count(RosterPost) == 1


async def test_new_codes_for_those_who_have_not_come_in(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """The file was lost: new codes for a region, by which the old ones end; who is here keeps."""
    shell.enters(world)
    path = lay(tmp_path / "l.csv", ILHAM, KARIM, "Andi,coordinator,73.06,,")
    await shell.asks("people", "import", path, "--yes", "--codes", str(codes.path))
    await comes_in(world, "Ilham", codes.of("Bripka Ilham"))
    again = Codes(tmp_path / "again.csv")
    code, out, _ = await shell.asks("people", "codes", str(again.path), "--region", CITY)
    assert (code, out.split(" in ")[0]) == (0, "1 new code")
    assert [row["name"] for row in again.rows()] == ["Iptu Karim"]
    old = await comes_in(world, "Karim", codes.of("Iptu Karim"))
    assert any("Kode itu tidak dikenal" in message.text for message in old.inbox)
    old.writes(f"/start {again.of('Iptu Karim')}")
    await world.settle()
    assert ("supervisor", DISTRICT) in await held(world)


async def test_slips_that_cannot_be_drawn_cost_no_code(
    world: World, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full, or the typesetter fails, after the commit: one sentence, the codes stay."""
    shell.enters(world)
    for number, error in enumerate((OSError(28, "No space left"), RuntimeError("no font"))):
        monkeypatch.setattr(pdf, "render_pdf", Mock(side_effect=error))
        sheet, slips = Codes(tmp_path / f"{number}.csv"), tmp_path / f"{number}.pdf"
        path = lay(tmp_path / "l.csv", f"Ilham {number},officer,{VILLAGE},8501020{number},")
        asked = ("--codes", str(sheet.path), "--slips", str(slips))
        code, _, err = await shell.asks("people", "import", path, "--yes", *asked)
        assert (code, slips.exists(), "Traceback" in err) == (1, False, False)
        assert f"the codes are made and stand in {sheet.path}" in err.splitlines()[-1]
        (row,) = sheet.rows()
        assert await world.count(Invitation) == number + 1
        assert row["code"] not in err


async def test_who_came_in_by_another_way_needs_the_code_no_more(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """The officer enrols as a resident; a list with the Telegram id brings all that waits."""
    shell.enters(world)
    path = lay(tmp_path / "a.csv", ILHAM)
    await shell.asks("people", "import", path, "--yes", "--codes", str(codes.path))
    officer = await world.enrol("Ilham")
    more = lay(tmp_path / "b.csv", f"Aipda Ilham,officer,73.71.09.1003,85010203,{officer.id}")
    _, out, _ = await shell.asks("people", "import", more, "--yes")
    assert out.startswith("1 person: 1 at once")
    assert await held(world) == {
        ("resident", VILLAGE),
        ("officer", VILLAGE),
        ("officer", "73.71.09.1003"),
    }
    thief = await comes_in(world, "Orang lain", codes.of("Bripka Ilham"))
    assert any("Kode itu sudah dipakai" in message.text for message in thief.inbox)


async def test_a_decree_moves_what_waits(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """Karuwisi becomes two before the officer comes in: the link from before brings both.

    The list with the old code is told what to write; Panaikang, renumbered, has one heir: taken.
    """
    shell.enters(world)
    path = lay(tmp_path / "l.csv", ILHAM)
    await shell.asks("people", "import", path, "--yes", "--codes", str(codes.path))
    await decree(
        world,
        gone=(VILLAGE, NEIGHBOUR_VILLAGE),
        added={WEST: "Karuwisi Barat", EAST: "Karuwisi Timur", NEW: "Panaikang"},
        passed=((VILLAGE, WEST), (VILLAGE, EAST), (NEIGHBOUR_VILLAGE, NEW)),
    )
    code, _, err = await shell.asks("people", "import", path)
    assert code == 1
    assert f"a decree ended '{VILLAGE}'; write {WEST} (kelurahan Karuwisi Barat" in err
    more = lay(tmp_path / "m.csv", f"Bripka Ilham,officer,{NEIGHBOUR_VILLAGE},85010203,")
    assert (await shell.asks("people", "import", more, "--yes"))[0] == 0
    await comes_in(world, "Ilham", codes.of("Bripka Ilham"))
    assert await held(world) == {("officer", WEST), ("officer", EAST), ("officer", NEW)}


async def test_erasure_takes_the_name_from_the_list(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """/dataku tells under which name somebody is listed; after /hapus nothing finds them."""
    shell.enters(world)
    path = lay(tmp_path / "l.csv", ILHAM)
    await shell.asks("people", "import", path, "--yes", "--codes", str(codes.path))
    officer = await comes_in(world, "Ilham", codes.of("Bripka Ilham"))
    officer.writes("/dataku")
    await world.settle()
    document = officer.last.document
    assert document is not None
    assert json.loads(document.content)["listed_as"] == ["Bripka Ilham"]
    officer.writes("/hapus")
    await world.settle()
    officer.presses("Ya, hapus")
    await world.settle()
    assert await world.count(RosterEntry) == 0
    assert await world.count(Invitation, Invitation.entry_id.is_not(None)) == 0
    assert "1 by a new code" in (await shell.asks("people", "import", path))[1]


WRONG_LISTS = [
    (b"", "the list is empty; begin it with: name,role,region"),
    (b"\n;;;\n", "the list is empty"),
    (b"PK\x03\x04xlsx", "this is a workbook; save it as CSV (UTF-8)"),
    (b"a\0b", "this is no text"),
    (b"name,region\n", "its first line names no column role; begin the list like: name,role"),
    (b"name,role\n", "its first line names no column region"),
    (b'name,"ro"le,region\n', "its first row is no CSV"),
    (b"name,role,region,nama\n", "two columns of its first line mean name; leave one of them"),
]


@pytest.mark.parametrize(("content", "said"), WRONG_LISTS)
def test_what_is_no_list(
    shell: Shell, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str
) -> None:
    """From standard input: one sentence, and what to do."""
    shell.sets(database_url=sqlite_url)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    code, out, err = shell.types("people", "import", "-")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert said in err


def test_a_list_that_is_not_there(shell: Shell, sqlite_url: str, tmp_path: Path) -> None:
    """And a life of codes that is none."""
    shell.sets(database_url=sqlite_url)
    code, _, err = shell.types("people", "import", str(tmp_path / "nowhere"))
    assert (code, err.count("\n")) == (1, 1)
    assert "cannot be read" in err
    code, _, err = shell.types("people", "import", "-", "--days", "0")
    assert code == 2
    assert "--days is 0; write a number from 1 to 365" in err
