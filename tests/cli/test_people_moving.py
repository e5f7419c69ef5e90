"""Who serves where, and since when; people who move, and what they leave behind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.models import Alert, AuditEntry, Delivery, Invitation, MemberGrant, RosterEntry
from tests.cli.people_lists import comes_in, held, lay
from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.people_lists import Codes
    from tests.cli.shell import Shell
    from tests.world import World

pytestmark = pytest.mark.nation
FIRE = "Ada kebakaran di RT 03, api besar"
FAR = "73.71.01.1006"  # Kelurahan Mariso, Kecamatan Mariso
GAMBIR = "31.71.01.1001"  # in Jakarta
OFFICER_HERE = ("--role", "officer", "--region", VILLAGE)


async def _listed(shell: Shell, *words: str) -> list[dict[str, Any]]:
    code, out, err = await shell.asks("people", "list", "--json", *words)
    assert (code, err) == (0, "")
    listed: list[dict[str, Any]] = json.loads(out)
    return listed


async def test_who_serves_where_is_listed(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """Officers by name, whoever waits too; a neighbour on watch without, residents not at all."""
    await world.enrol("Ilham", role="officer")
    await world.enrol("Daeng Naba", role="watch")
    await world.enrol("Daeng Sija")
    shell.enters(world)
    path = lay(tmp_path / "l.csv", f"Iptu Karim,supervisor,{DISTRICT},,", f"Ani,officer,{FAR},,")
    await shell.asks("people", "import", path, "--yes", "--codes", str(codes.path))
    told = [
        (one["name"], one["role"], one["region"], one["state"])
        for one in await _listed(shell, "--region", DISTRICT)
    ]
    assert told == [
        ("Iptu Karim", "supervisor", DISTRICT, "has a code"),
        ("Ilham", "officer", VILLAGE, "on duty"),
        (None, "watch", VILLAGE, "on duty"),
    ]
    assert len(await _listed(shell)) == 4
    _, out, _ = await shell.asks("people", "list", "--region", VILLAGE)
    assert "Ilham  officer  73.71.09.1001  Kel. Karuwisi, Kec. Panakkukang, Kota Makassar" in out
    assert "Naba" not in out
    assert "Sija" not in out
    looked = AuditEntry.action == "staff_listed"
    assert await world.count(AuditEntry, looked, AuditEntry.subject == f"region:{VILLAGE}") == 1


async def test_a_post_that_ends_stays_in_the_history(world: World, shell: Shell) -> None:
    """First it is only said; then the officer is told, is called no more, and was there once."""
    officer = await world.enrol("Ilham", role="officer")
    deputy = await world.enrol("Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    shell.enters(world)
    code, out, _ = await shell.asks("people", "end", *OFFICER_HERE)
    assert (code, out.splitlines()[-1]) == (0, "nothing is done yet: add --yes to do it")
    assert out.startswith("would end: Ilham, officer in Kel. Karuwisi, Kec. Panakkukang")
    assert ("officer", VILLAGE) in await held(world)
    await world.passes(hours=1)
    shell.enters(world)
    code, out, _ = await shell.asks("people", "end", *OFFICER_HERE, "--yes")
    assert out.startswith("ended: Ilham, officer in Kel. Karuwisi")
    assert "nobody is officer" not in out  # the deputy is there
    await world.passes(minutes=1)
    assert "Tugas Anda berakhir" in officer.last.text
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert (len(world.pages_to(officer)), len(world.pages_to(deputy))) == (0, 1)
    was = next(one for one in await _listed(shell, "--ended") if one["role"] == "officer")
    assert (was["name"], was["state"]) == ("Ilham", "ended")
    assert was["since"].startswith("2026-11-24T12:00")
    assert was["until"].startswith("2026-11-24T13:00")
    assert [one["role"] for one in await _listed(shell)] == ["deputy"]


async def test_where_nobody_is_left_it_is_said(world: World, shell: Shell) -> None:
    """The operator reads it at once: alerts go to the supervisors alone."""
    await world.enrol("Ilham", role="officer")
    shell.enters(world)
    _, out, _ = await shell.asks("people", "end", *OFFICER_HERE, "--yes")
    assert out.splitlines()[-1] == f"nobody is officer or deputy in {VILLAGE} now"
    code, out, err = await shell.asks("people", "end", *OFFICER_HERE, "--yes")
    assert (code, out) == (1, "")
    assert "nobody holds such a post" in err


async def test_an_open_alert_goes_on_when_its_officer_leaves(world: World, shell: Shell) -> None:
    """A minute after the page the post ends: the deputy is paged now, not four minutes later."""
    officer = await world.enrol("Ilham", role="officer")
    deputy = await world.enrol("Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert (len(world.pages_to(officer)), len(world.pages_to(deputy))) == (1, 0)
    await world.passes(minutes=1)
    shell.enters(world)
    await shell.asks("people", "end", *OFFICER_HERE, "--yes")
    await world.passes(seconds=30)
    assert (len(world.pages_to(officer)), len(world.pages_to(deputy))) == (0, 1)


async def test_what_is_in_the_hands_of_who_left_for_good_goes_on(
    world: World, shell: Shell
) -> None:
    """The officer had accepted, and is nothing any more: the deputy hears, the reporter too."""
    officer = await world.enrol("Ilham", role="officer")
    deputy = await world.enrol("Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.presses(officer, "Saya tangani")
    shell.enters(world)
    await shell.asks("people", "end", *OFFICER_HERE, "--yes")
    await world.passes(seconds=30)
    assert len(world.pages_to(deputy)) == 1
    (alert,) = await world.all(Alert)
    assert alert.holder_id is None


async def test_who_moves_hands_on_what_they_accepted(world: World, shell: Shell) -> None:
    """From Karuwisi to Mariso: the fire goes on to the deputy, the next one there is theirs."""
    officer = await world.enrol("Ilham", role="officer")
    deputy = await world.enrol("Sari", role="deputy")
    here, there = await world.enrol("Naba"), await world.enrol("Sija", region=FAR)
    await world.report(here, FIRE, "Masih, kirim")
    await world.presses(officer, "Saya tangani")
    shell.enters(world)
    words = ("people", "move", "--role", "officer", "--from", VILLAGE, "--to", FAR)
    code, out, _ = await shell.asks(*words)
    assert (code, out.count("would move")) == (0, 1)
    code, out, _ = await shell.asks(*words, "--yes")
    assert "to Kel. Mariso, Kec. Mariso, Kota Makassar (73.71.01.1006)" in out
    assert ("officer", VILLAGE) not in await held(world)
    await world.passes(minutes=1)
    assert {"berakhir" in m.text for m in officer.inbox if m.text.startswith("Tugas")} == {
        True,
        False,
    }
    assert (len(world.pages_to(officer)), len(world.pages_to(deputy))) == (0, 1)
    await world.report(there, "Ada tawuran di lorong 7", "Masih, kirim")
    assert len(world.pages_to(officer)) == 1
    history = await world.all(MemberGrant, MemberGrant.role == "officer")
    assert {(one.region_code, one.ended_at is None) for one in history} == {
        (VILLAGE, False),
        (FAR, True),
    }


async def test_a_page_that_is_not_out_yet_is_dropped(world: World, shell: Shell) -> None:
    """The post ends while the page still waits to be sent: it is never sent."""
    officer = await world.enrol("Ilham", role="officer")
    chief = await world.enrol("Karim", role="supervisor", region=DISTRICT)
    neighbour = await world.enrol("Daeng Naba")
    neighbour.writes(FIRE)
    await world.settle()
    neighbour.presses("Masih, kirim")
    await world.takes()
    shell.enters(world)
    await shell.asks("people", "end", *OFFICER_HERE, "--yes")
    await world.passes(seconds=30)
    assert (len(world.pages_to(officer)), len(world.pages_to(chief))) == (0, 1)
    assert await world.count(Delivery, Delivery.kind == "page", Delivery.status == "dropped") == 1


async def test_of_several_the_operator_names_one(world: World, shell: Shell) -> None:
    """Two officers share a village: whose post it is has to be said; a person alone ends all."""
    first = await world.enrol("Ilham", role="officer")
    await world.enrol("Rahmat", role="officer")
    code = await world.invite("officer", NEIGHBOUR_VILLAGE)
    first.writes(f"/start {code}")
    await world.settle()
    shell.enters(world)
    code_, _, err = await shell.asks("people", "end", *OFFICER_HERE, "--yes")
    assert code_ == 1
    assert "several people hold it; say whose: --person" in err
    one = next(who for who in await _listed(shell) if who["name"] == "Ilham")
    _, out, _ = await shell.asks("people", "end", "--person", one["person"], "--yes")
    assert out.count("ended: Ilham") == 2
    assert await held(world) == {("officer", VILLAGE)}


async def test_who_has_not_come_in_can_move_and_leave(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """What waits goes on elsewhere by the same code; when nothing waits, the name goes too."""
    shell.enters(world)
    path = lay(tmp_path / "l.csv", f"Ilham,officer,{VILLAGE},85010203,", f"Ani,deputy,{FAR},,")
    await shell.asks("people", "import", path, "--yes", "--codes", str(codes.path))
    to = ("--from", VILLAGE, "--to", NEIGHBOUR_VILLAGE, "--yes")
    assert (await shell.asks("people", "move", "--role", "officer", *to))[0] == 0
    await comes_in(world, "Ilham", codes.of("Ilham"))
    assert await held(world) == {("officer", NEIGHBOUR_VILLAGE)}
    await shell.asks("people", "end", "--role", "deputy", "--region", FAR, "--yes")
    assert await world.count(RosterEntry) == 1
    assert await world.count(Invitation, Invitation.entry_id.is_not(None)) == 1
    late = await comes_in(world, "Ani", codes.of("Ani"))
    assert any("Kode itu tidak dikenal" in message.text for message in late.inbox)


async def test_a_wrong_account_is_put_right(
    world: World, shell: Shell, tmp_path: Path, codes: Codes
) -> None:
    """Somebody else opened the link: their posts end, and the list makes a new code for whom."""
    shell.enters(world)
    path = lay(tmp_path / "l.csv", f"Ilham,officer,{VILLAGE},85010203,")
    await shell.asks("people", "import", path, "--yes", "--codes", str(codes.path))
    await comes_in(world, "Orang lain", codes.of("Ilham"))
    await shell.asks("people", "end", *OFFICER_HERE, "--yes")
    again = type(codes)(tmp_path / "again.csv")
    _, out, _ = await shell.asks("people", "import", path, "--yes", "--codes", str(again.path))
    assert out.startswith("1 person: 1 by a new code")
    officer = await comes_in(world, "Ilham", again.of("Ilham"))
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert len(world.pages_to(officer)) == 1


async def test_what_is_asked_wrongly(world: World, shell: Shell) -> None:
    """One sentence each, exit 2, nothing done."""
    shell.enters(world)
    for words, said in (
        (("end", "--role", "officer"), "say which post: --role and --region"),
        (("end", "--role", "kepala", "--region", CITY), "the role 'kepala' is unknown"),
        (("end", "--role", "officer", "--region", "99"), "no region has the code"),
        (("list", "--region", "99"), "no region has the code"),
        (("move", "--role", "officer", "--from", CITY, "--to", CITY), "name two regions"),
    ):
        code, out, err = await shell.asks("people", *words)
        assert (code, out) == (2, ""), words
        assert said in err


async def test_hours_that_were_chosen_go_by_the_clocks_of_the_new_place(
    world: World, shell: Shell
) -> None:
    """From Jakarta to Makassar: the digest of 05.30 and the silent hours are an hour earlier."""
    officer = await world.enrol("Ilham", role="officer", region=GAMBIR)
    await world.writes(officer, "/atur 05.30", "/atur senyap 21.30-04.30")
    assert "21.30 sampai 04.30 WIB" in officer.last.text
    shell.enters(world)
    there = ("--role", "officer", "--from", GAMBIR, "--to", VILLAGE)
    code, _, _ = await shell.asks("people", "move", *there, "--yes")
    assert code == 0
    await world.writes(officer, "/atur")
    assert "05.30 WITA" in officer.last.text
    assert "Jam senyap: 21.30 sampai 04.30 WITA" in officer.last.text
    assert "WIB" not in officer.last.text


async def test_the_clocks_are_those_of_what_is_left_when_a_post_ends(
    world: World, shell: Shell
) -> None:
    """Of Jakarta and Makassar the first counts; with it over, the other; then another first."""
    officer = await world.enrol("Ilham", role="officer", region=VILLAGE)
    await world.writes(officer, "/atur senyap 21.30-04.30")
    await world.writes(officer, f"/start {await world.invite('officer', GAMBIR)}", "/atur")
    assert "21.30 sampai 04.30 WIB" in officer.last.text
    shell.enters(world)
    await shell.asks("people", "end", "--role", "officer", "--region", GAMBIR, "--yes")
    await world.writes(officer, "/atur")
    assert "21.30 sampai 04.30 WITA" in officer.last.text
