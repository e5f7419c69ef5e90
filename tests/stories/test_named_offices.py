"""Whom a category names in place of the police works its reports; whom beside them is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.access import Grant
from bot.models import Alert, Incident
from bot.services.alerts import alert_access
from tests.conftest import FAST_LIMITS
from tests.world import VILLAGE, open_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.world import World

IN_THEIR_PLACE = '[category.sanitasi]\nrecipients = ["village_head", "cadre", "forum"]\n'
RUBBISH = "Sampah menumpuk di RT 02, bau busuk, milik toko Rudi"
CHILD = "Balita di RT 02 gizi buruk, tolong dijenguk"
QUARREL = "Dua keluarga berselisih soal batas tanah di RT 04, si Rudi minta dimediasi"
FULLY = ("village_head", "cadre", "forum")
NAMED = {"village_head": "Lurah Karuwisi", "cadre": "Kader Kel. Karuwisi"}


@pytest.fixture
async def named(data: Path, sqlite_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """The world of an operator who names the forum in place of the police."""
    folder = tmp_path / "overlay"
    folder.mkdir()
    (folder / "categories.toml").write_text(IN_THEIR_PLACE)
    (folder / "limits.toml").write_text(FAST_LIMITS)
    async with open_world(data, config_overlay=folder, database_url=sqlite_url) as opened:
        yield opened


@pytest.mark.parametrize("role", FULLY)
async def test_an_office_works_what_names_it_in_place_of_the_police(
    named: World, photo: bytes, role: str
) -> None:
    """Opened with its picture, taken, answered by a note with a picture, closed; by its name."""
    person = await named.enrol("Ibu Sitti", role)
    neighbour = await named.enrol("Daeng Naba")
    neighbour.sends_photo(photo, caption=RUBBISH)
    await named.settle()
    await named.presses(neighbour, "Kirim")
    await named.presses(person, "Buka laporan")
    await named.passes(seconds=3)
    assert RUBBISH in person.last.text
    assert "Pelapor:" not in person.last.text
    assert [one for one in person.inbox if one.photo]
    office = NAMED.get(role, "FKPM Kel. Karuwisi")
    await named.presses(person, "Saya tangani")
    assert f"{office} menangani laporan Anda" in neighbour.last.text
    await named.presses(person, "Lainnya", "Tulis catatan")
    person.sends_photo(photo, caption="Sudah diangkut")
    await named.settle()
    await named.passes(seconds=3)
    assert f"Foto dari {office}" in neighbour.last.caption
    assert any(f"Catatan {office}: Sudah diangkut" in one.text for one in neighbour.inbox)
    await named.presses(person, "Selesai", "Tertangani")
    assert f"{office} menutup laporan: tertangani" in neighbour.last.text
    (incident,) = await named.all(Incident)
    assert (incident.status, incident.outcome) == ("closed", "handled")


async def test_the_cadre_works_what_is_confidential(world: World, photo: bytes) -> None:
    """Blurred, and told the reporter by no office that would say what it is about."""
    cadre = await world.enrol("Ibu Sitti", "cadre")
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    neighbour.sends_photo(photo, caption=CHILD)
    await world.settle()
    await world.presses(neighbour, "Kirim")
    ticket = await world.newest_ticket()
    await world.presses(cadre, "Buka laporan", "Saya tangani", "Selesai", "Tertangani")
    assert "Pihak yang berwenang menutup laporan: tertangani" in neighbour.last.text
    await world.writes(officer, ticket)
    assert officer.last.text == f"Tiket {ticket} tidak ada, atau bukan untuk Anda."


@pytest.mark.parametrize("role", ["village_head", "forum"])
async def test_an_office_named_beside_the_police_reads_the_headline_alone(
    world: World, role: str
) -> None:
    """Kind and place: no words, no button, by no way in; the officer works it."""
    person = await world.enrol("Ibu Sitti", role)
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, QUARREL)
    (incident,) = await world.all(Incident)
    told = person.last
    assert ticket in told.text
    assert "tidak perlu dijawab" in told.text
    assert not told.buttons
    for way in (ticket, "/tugas", "/laporan", f"/laporan {ticket}"):
        await world.writes(person, way)
        assert not [one for one in person.last.buttons if "RT 04" in one]
    data = world.app.vault.sign(person.id, f"i:{incident.id}:open")
    person.presses_data(data, told)
    await world.settle()
    assert not [one for one in person.inbox if "Rudi" in one.text]
    assert await world.count(Alert) == 0
    await world.writes(officer, ticket)
    assert "Rudi" in officer.last.text


@pytest.mark.parametrize("police", ["officer", "unit:ppa", "supervisor"])
def test_a_confidential_kind_is_for_the_police_among_its_recipients(police: str) -> None:
    """Whom it names beside them has no way into it, not by its ticket either."""
    policy = {"confidential": True, "recipients": [police, "village_head"], "steps": []}
    assert alert_access.answers_in(policy, [Grant(police, VILLAGE)], VILLAGE)
    assert not alert_access.answers_in(policy, [Grant("village_head", VILLAGE)], VILLAGE)
    alone = {**policy, "recipients": ["village_head"]}
    assert alert_access.answers_in(alone, [Grant("village_head", VILLAGE)], VILLAGE)
