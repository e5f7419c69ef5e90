"""A list of officers comes in: looked at first, each bad line named, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Delivery, Invitation, MemberGrant, RosterEntry, RosterPost
from bot.places.data import VILLAGE as LEVEL
from bot.places.data import regions
from tests.cli.people_lists import Codes, comes_in, held, lay
from tests.world import DISTRICT, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.cli.shell import Shell
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
ILHAM = "Bripka Ilham,officer,{places},85010203,"
WAITS = "1 person: 1 by a new code, 0 known already"
MARISO = "73.71.01.1006"  # Kelurahan Mariso, Kecamatan Mariso


async def test_one_code_brings_all_that_waits(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """Three villages in two districts stand in one line: one link, and the first page comes."""
    shell.enters(world)
    places = f'"{VILLAGE};{NEIGHBOUR_VILLAGE}; {MARISO}"'
    path = lay(tmp_path / "l.csv", ILHAM.format(places=places))
    looked = await shell.asks("people", "import", path)
    assert looked == (
        0,
        f"{WAITS}; nothing is written yet: add --yes and --codes FILE to write\n",
        "",
    )
    assert await world.count(RosterEntry) == 0
    code, out, _ = await shell.asks("people", "import", path, "--yes", "--codes", str(codes.path))
    assert (code, out.split("; ")[0]) == (0, WAITS)
    (row,) = codes.rows()
    assert (row["role"], row["regions"]) == ("officer", f"{VILLAGE};{NEIGHBOUR_VILLAGE};{MARISO}")
    officer = await comes_in(world, "Ilham", row["code"])
    assert await held(world) == {("officer", c) for c in (VILLAGE, NEIGHBOUR_VILLAGE, MARISO)}
    assert await world.count(RosterPost) == 0
    neighbour = await world.enrol("Daeng Naba", region=MARISO)
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert len(world.pages_to(officer)) == 1


async def test_who_is_here_gets_it_at_once_and_is_told(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """By a Telegram id: no code, but the news, the menu of officers, and an open alert's page."""
    neighbour = await world.enrol("Daeng Naba")
    officer = await world.enrol("Ilham", region=NEIGHBOUR_VILLAGE)
    await world.report(neighbour, FIRE, "Masih, kirim")
    shell.enters(world)
    path = lay(tmp_path / "l.csv", f"Bripka Ilham,Bhabinkamtibmas,{VILLAGE},,{officer.id}")
    code, out, err = await shell.asks("people", "import", path, "--yes")
    assert (code, err) == (0, "")
    assert out == "1 person: 1 at once, being here, 0 known already; written\n"
    await world.passes(minutes=1)
    news = [message.text for message in officer.inbox if "Tugas baru Anda" in message.text]
    assert len(news) == 1
    assert "Bhabinkamtibmas: Kel. Karuwisi, Kec. Panakkukang, Kota Makassar" in news[0]
    assert len(world.pages_to(officer)) == 1
    assert await world.count(Delivery, Delivery.kind == "menu") > 2


async def test_a_second_time_changes_nothing(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """Who waits, who came in and who was here are known; one more village is all that is new."""
    here = await world.enrol("Sari")
    shell.enters(world)
    lines = (
        ILHAM.format(places=VILLAGE),
        f"Bripda Sari,deputy,{VILLAGE},,{here.id}",
        f"Iptu Karim,supervisor,{DISTRICT},,",
    )
    path = lay(tmp_path / "l.csv", *lines)
    await shell.asks("people", "import", path, "--yes", "--codes", str(codes.path))
    await comes_in(world, "Ilham", codes.of("Bripka Ilham"))
    before = [await world.count(table) for table in (RosterEntry, MemberGrant, Invitation)]
    again = await shell.asks("people", "import", path, "--yes")
    assert again == (0, "3 people: 3 known already; written\n", "")
    after = [await world.count(table) for table in (RosterEntry, MemberGrant, Invitation)]
    assert after == before
    more = lay(
        tmp_path / "m.csv",
        ILHAM.format(places=f"{VILLAGE};{MARISO}"),
        f"Iptu Karim,supervisor,{DISTRICT},,",
    )
    _, out, _ = await shell.asks("people", "import", more, "--yes")
    assert out == ("2 people: 1 at once, being here, 1 known already; written\n")
    assert ("officer", MARISO) in await held(world)


async def test_who_waits_is_given_more_by_the_code_they_have(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """A second list adds a village before the officer came in: the first link brings both."""
    shell.enters(world)
    first = lay(tmp_path / "a.csv", ILHAM.format(places=VILLAGE))
    await shell.asks("people", "import", first, "--yes", "--codes", str(codes.path))
    second = lay(tmp_path / "b.csv", ILHAM.format(places=MARISO))
    _, out, _ = await shell.asks("people", "import", second, "--yes")
    assert out == "1 person: 1 more by the code they have, 0 known already; written\n"
    await comes_in(world, "Ilham", codes.of("Bripka Ilham"))
    assert await held(world) == {("officer", VILLAGE), ("officer", MARISO)}


SPOILT = [
    "7371091001",
    "7371091001.0",
    "7.371.091.001",
    "73 71 09 1001",
    "73.71.09.1001",
    '"73,71,09,1001"',
]


@pytest.mark.parametrize("cell", SPOILT)
def test_codes_as_spreadsheets_write_them(
    shell: Shell, sqlite_url: str, tmp_path: Path, cell: str
) -> None:
    """Without dots, as a decimal, with thousands parted: one thing can be meant, and it is."""
    shell.sets(database_url=sqlite_url)
    path = lay(tmp_path / "l.csv", f"Ilham,officer,{cell},,")
    code, out, err = shell.types("people", "import", path)
    if cell == "73 71 09 1001":
        assert (code, out) == (1, "")
        assert "a spreadsheet may have taken a zero from 73.71.09.1001 (kelurahan Karuwisi" in err
        return
    assert code == 0
    assert out.startswith("1 person: 1 by a new code")
    dotted = cell.strip('"').replace(",", ".") == VILLAGE
    assert dotted != ("was taken for 73.71.09.1001 (kelurahan Karuwisi, Panakkukang" in err)
    assert dotted != ("codes of BPS" in err)


def test_a_code_without_dots_beside_where_it_lies_needs_no_word(
    shell: Shell, sqlite_url: str, tmp_path: Path
) -> None:
    """The district's name says the same: nothing else can be meant."""
    shell.sets(database_url=sqlite_url)
    header = "name,role,region,district"
    path = lay(tmp_path / "l.csv", "Ilham,officer,7371091001,Panakkukang", header=header)
    code, _, err = shell.types("people", "import", path)
    assert (code, err) == (0, "")


HEADER = "Nama;Pangkat;Jabatan;Desa/Kelurahan;Kecamatan;Kabupaten/Kota;NRP;No HP"
EXCEL = [
    "Ilham;Bripka;BHABINKAMTIBMAS;Karuwisi;Panakkukang;Kota Makassar;85010203;08123456789",
    'Sari;Bripda;Wakil Bhabinkamtibmas;"Karuwisi;Tamamaung";Kec. Panakkukang;Kota Makassar;;',
    "Karim;Iptu;Kapolsek;;Panakkukang;Kota Makassar;;",
    'Andi "Daeng";AKBP;Supervisor;;;Kota Makassar;;',
    "Jos\u00e9;Bripka;Unit PPA;;;Kab. Gowa;;",
    ";;;;;;;",
]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16", "utf-8"])
def test_a_list_from_a_spreadsheet(
    shell: Shell, sqlite_url: str, tmp_path: Path, codes: Codes, encoding: str
) -> None:
    """Semicolons, Indonesian headings, an old encoding, empty rows, villages by their names."""
    shell.sets(database_url=sqlite_url)
    rows = [row.replace('Andi "Daeng"', '"Andi ""Daeng"""') for row in EXCEL]
    path = tmp_path / "l.csv"
    path.write_bytes("\r\n".join([HEADER, *rows, "", ""]).encode(encoding))
    code, out, err = shell.types("people", "import", str(path), "--yes", "--codes", str(codes.path))
    assert (code, err.splitlines()[:2]) == (
        0,
        [
            "the column 'Pangkat' is none of ours and not taken",
            "the column 'No HP' is none of ours and not taken",
        ],
    )
    assert out.startswith("5 people: 5 by a new code")
    assert [(row["name"], row["role"], row["regions"]) for row in codes.rows()] == [
        ("Ilham", "officer", VILLAGE),
        ("Sari", "deputy", f"{VILLAGE};73.71.09.1006"),
        ("Karim", "supervisor", DISTRICT),
        ('Andi "Daeng"', "supervisor", "73.71"),
        ("Jos\u00e9", "unit:ppa", "73.06"),
    ]


WRONG: list[tuple[str, str]] = [
    ("Ilham,,73.71.09.1001,,", "role missing"),
    (",officer,,,", "name and region missing"),
    ("Ilham,kepala,73.71.09.1001,,", "role 'kepala' is unknown; write watch, forum, officer"),
    ("Ilham,081234567890,73.71,,", "role (a number) is unknown"),
    ("Ilham,resident,73.71.09.1001,,", "residents have one code for all of them"),
    ("Ilham,officer,99.99.99.9999,,", "no region has the code '99.99.99.9999'"),
    ("Ilham,officer,73.1,,", "taken a zero from 73.10 (Kabupaten Pangkajene"),
    ('Ilham,officer,"7,37109E+09",,', "region was rounded by a spreadsheet"),
    ("Ilham,officer,6281234567890123,,", "region holds a number that is no code"),
    ("Ilham,officer,Karuwsi,,", "region 'Karuwsi' is no place; is it 73.71.09.1001"),
    (
        "Ilham,officer,Makassar,,",
        "region 'Makassar' is 2 places: 73.71 (Kota Makassar) or 73.71.03",
    ),
    ("Ilham,officer,Xyzzyqq,,", "region 'Xyzzyqq' is no place; look it up"),
    ("Ilham,officer,Sukamaju,,", "region 'Sukamaju' is"),
    ("Ilham,officer,73.71.09.1001,12,", "nrp is no service number"),
    ("Ilham,officer,73.71.09.1001,8.50102E+07,", "nrp was rounded by a spreadsheet"),
    ("Ilham,officer,73.71.09.1001,,-100123", "telegram_id is none"),
    ("Ilham,officer,73.71.09.1001,,1.23457E+09", "telegram_id was rounded by a spreadsheet"),
    ("Ilham,officer,73.71.09.1001,,,,x", "it has 7 cells, the first line 5"),
    ("Rahmat,officer,73.71.09.1001,77010101,", "quite another name"),
    ("Bripka Yusuf,officer,73.71.09.1001,77010101,", "line 2 says the same already"),
]


@pytest.mark.nation
async def test_each_bad_line_of_four_thousand_is_named(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    """Forty are wrong: each with its line and reason, and nothing of the others is written."""
    good = [
        f"Bripka Orang {number},officer,{code},{83000000 + number},"
        for number, code in enumerate(_villages(3960))
    ]
    wrong = WRONG * 2
    lines = ["Bripka Yusuf,officer,73.71.09.1001,77010101,", *good[:-1]]
    expected: dict[int, str] = {}
    for place, (line, reason) in enumerate(wrong):
        lines.insert(100 * (place + 1) - 1, line)
        expected[100 * (place + 1) + 1] = reason
    path = lay(tmp_path / "l.csv", *lines)
    assert (len(lines), len(expected)) == (4000, 40)
    shell.enters(world)
    for words in ((), ("--yes", "--codes", str(tmp_path / "c.csv"))):
        code, out, err = await shell.asks("people", "import", path, *words)
        *named, last = err.splitlines()
        assert (code, out, len(named)) == (1, "", 40), err
        for line, (number, reason) in zip(named, sorted(expected.items()), strict=True):
            assert line.startswith(f"line {number}: "), line
            assert reason in line
        assert "40 of 4000 lines cannot be taken, so nothing is written" in last
        assert not (tmp_path / "c.csv").exists()
    tables = (RosterEntry, RosterPost, Invitation, MemberGrant)
    assert [await world.count(table) for table in tables] == [0, 0, 0, 0]


def _villages(count: int) -> Iterable[str]:
    found = [region.code for region in regions() if region.level == LEVEL]
    return found[:: len(found) // count][:count]
