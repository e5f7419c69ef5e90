"""An officer says what a report is about: those whom that names read it, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import AuditEntry, Correction, Incident, Report
from tests.world import CITY, DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
LITTER = "Sampah menumpuk di selokan Daeng Sija"


def _card(officer: Person) -> Message:
    """The newest message of an officer's that has something to press."""
    return next(one for one in reversed(officer.inbox) if one.buttons)


async def _to(world: World, officer: Person, *labels: str) -> None:
    """Choose another kind behind "Lainnya", through the list of all."""
    for label in ("Ubah", "Jenis", *labels):
        while not (found := [one for one in _card(officer).buttons if label in one]):
            more = "Jenis lain" if "Jenis lain" in _card(officer).buttons else "Lainnya"
            await world.presses(officer, more)
        await world.presses(officer, found[0])


@pytest.mark.both_databases
async def test_a_slip_of_the_rules_is_mended(world: World) -> None:
    """What a fire was called is a brawl: cards, receipt and figures follow, and the page stands."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE)
    await world.passes(minutes=5)
    await _to(world, officer, "Kekerasan, KDRT, pelecehan", "Penganiayaan")
    (incident,) = await world.all(Incident)
    assert (incident.category, incident.status) == ("penganiayaan", "open")
    for person in (officer, deputy):
        assert "[DARURAT] Penganiayaan" in person.last.text
        assert "mengubah jenis (semula Kebakaran)" in person.last.text
        assert "Saya tangani" in person.last.buttons
    assert "Penganiayaan" in "\n".join(one.text for one in neighbour.inbox)
    assert [one.category for one in await world.all(Report)] == ["penganiayaan"]
    (kept,) = await world.all(Correction)
    assert (kept.guessed, kept.chosen, kept.words) == (
        "kebakaran",
        "penganiayaan",
        ["kebakaran", "api besar"],
    )
    (audited,) = await world.all(AuditEntry, AuditEntry.action == "kind_changed")
    assert audited.detail == "kebakaran -> penganiayaan"


@pytest.mark.both_databases
async def test_what_becomes_confidential_is_hidden_at_once(world: World, photo: bytes) -> None:
    """The head of the village and the list lose it, its reporter has no name, a unit is called."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    head = await world.enrol("Pak Lurah", role="village_head")
    unit = await world.enrol("Ipda Rini", role="unit:ppa", region=CITY)
    neighbour = await world.enrol("Daeng Naba")
    neighbour.sends_photo(photo, caption=FIRE)
    await world.settle()
    await world.presses(neighbour, "Masih, kirim")
    await world.writes(head, "/laporan")
    await world.presses(officer, "Saya tangani")
    assert "Pelapor: Anonim" not in _card(officer).text
    assert unit.inbox[-1:] == [] or "Kebakaran" not in unit.last.text
    await _to(world, officer, "Kekerasan, KDRT, pelecehan", "KDRT")
    told = [one.text for one in head.inbox if "petugas lain yang membacanya" in one.text]
    assert len(told) == 2
    assert not any("Kebakaran" in one.text or "api besar" in one.text for one in head.inbox)
    assert "Laporan rahasia" in _card(unit).text
    assert "Saya tangani" not in _card(unit).buttons  # the officer has it still
    assert "DITANGANI oleh Anda" in _card(officer).text
    assert "Pelapor: Anonim" in _card(officer).text
    assert "Laporan rahasia" in "\n".join(one.text for one in neighbour.inbox)
    await world.writes(head, "/laporan")
    assert "KDRT" not in head.last.text
    assert "rahasia" not in head.last.text


async def test_whoever_may_read_it_no_more_holds_it_no_more(world: World) -> None:
    """What the officer had in hand is the unit's alone: they are called, and it never rests."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    unit = await world.enrol("Ipda Rini", role="unit:ppa", region=CITY)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE)
    await world.presses(officer, "Saya tangani")
    await _to(world, officer, "Kekerasan, KDRT, pelecehan", "pelecehan seksual")
    assert len(world.pages_to(unit)) == 1
    assert "petugas lain yang membacanya" in officer.last.text
    assert "Petugas dihubungi lagi" in neighbour.last.text
    await world.presses(unit, "Saya tangani")
    assert "DITANGANI oleh Anda" in unit.last.text


async def test_it_never_goes_where_nobody_reads_it(world: World) -> None:
    """No unit and no supervisor: it stays as it is, and the officer is told so."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE)
    await _to(world, officer, "Kekerasan, KDRT, pelecehan", "pelecehan seksual")
    assert "Belum ada petugas untuk jenis itu" in officer.toasts[-1]
    (incident,) = await world.all(Incident)
    assert (incident.category, incident.status) == ("kebakaran", "open")


async def test_what_called_nobody_calls_by_one_tap_more(world: World) -> None:
    """Litter that is a fire: "Masih, panggil" pages; "Sudah lewat" changes what it is called."""
    head = await world.enrol("Pak Lurah", role="village_head")
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    for answer, pages, called in (("Sudah lewat", 0, "TINGGI"), ("Masih, panggil", 1, "DARURAT")):
        ticket = await world.report(neighbour, f"{LITTER} {answer}")
        await world.writes(head, ticket)
        assert head.last.buttons[:2] == ["Saya tangani", "Menuju lokasi"]
        await _to(world, head, "Kebakaran, bencana, kecelakaan", "Kebakaran")
        assert "petugas dipanggil sekarang" in head.last.text
        await world.presses(head, answer)
        assert len(world.pages_to(officer)) == pages
        assert "petugas lain yang membacanya" in head.last.text  # it is the police's to work
        assert f"[{called}] Kebakaran" in "\n".join(one.text for one in head.inbox)


async def test_what_was_confided_stays_so(world: World) -> None:
    """Of a confidential report confidential kinds alone are offered; against an officer none."""
    chief = await world.enrol("Kompol Rusdi", role="supervisor", region=CITY)
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, "Istri tetangga dipukul suami, tolong")
    await _to(world, officer, "Kebakaran, bencana, kecelakaan")
    assert [one.split()[0] for one in _card(officer).buttons] == ["Orang", "Kembali"]
    await world.writes(neighbour, "Pak Bhabin sombong sekali kalau ditanya warga")
    await world.presses(neighbour, "Jangan ke petugas desa", "Kirim")
    await world.writes(chief, await world.newest_ticket())
    await world.presses(chief, "Lainnya")
    await world.presses(chief, *(["Lainnya"] if "Ubah" not in chief.last.buttons else []), "Ubah")
    assert "Jenis" not in chief.last.buttons


async def test_it_is_said_in_english(world: World) -> None:
    """An officer who reads English changes a kind by the same taps."""
    officer = await world.enrol("Bripka Ilham", role="officer", language="en")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE)
    await world.presses(officer, "More", "More", "Change", "Kind")
    assert "What kind is it really?" in _card(officer).text


async def test_what_turns_out_to_be_against_an_officer_goes_past_whom_it_names(
    world: World,
) -> None:
    """Its chief was paged for it; as a complaint about their station it is not theirs."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    above = await world.enrol("Kompol Rusdi", role="supervisor", region=CITY)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, "Anggota Polsek mengeroyok warga sampai berdarah di RT 03")
    await world.passes(minutes=12)
    assert len(world.pages_to(chief)) == 1
    await _to(world, officer, "Petugas atau pejabat", "Tentang petugas/pejabat desa")
    (incident,) = await world.all(Incident)
    assert incident.category == "aparat_polsek"
    for person in (officer, chief):
        assert not any("berdarah" in one.text for one in person.inbox)
        assert world.pages_to(person) == []
    assert "berdarah" in "\n".join(one.text for one in above.inbox)
    await world.presses(above, "Saya tangani")
    assert "DITANGANI oleh Anda" in above.last.text
