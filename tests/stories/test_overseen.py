"""A coordinator sees who serves where, what is under way, and which codes they gave."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.models import AuditEntry, Invitation, MemberGrant
from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

ELSEWHERE = "73.71.10.1001"
FIRE = "Kebakaran di lorong 7, apinya besar"
BEATEN = "Suami tetangga sedang memukul istrinya, tolong"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """These lists read what other stories write: one database tells them."""
    return sqlite_url


async def _coordinator(world: World, region: str = DISTRICT) -> Person:
    return await world.enrol("Ibu Camat", role="coordinator", region=region)


async def _invites(world: World, maker: Person, role: str) -> str:
    await world.writes(maker, f"/undang {role} {VILLAGE}")
    words = " ".join(one.text or one.caption or "" for one in maker.inbox).split()
    return [after for word, after in pairwise(words) if word == "/start"][-1]


async def test_gaps_come_first(world: World) -> None:
    """Villages without an officer, then those whose officer cannot be reached, then the rest."""
    coordinator = await _coordinator(world)
    await world.enrol("Aipda Rannu", role="officer")
    await world.enrol("Bripka Tayu", role="deputy")
    lost = await world.enrol("Aipda Nassa", role="officer", region=NEIGHBOUR_VILLAGE)
    lost.blocks()
    await world.settle()
    await world.writes(coordinator, "/petugas")
    said = coordinator.last.text
    assert "Petugas di Kec. Panakkukang" in said
    assert "9 desa/kelurahan tanpa petugas" in said
    assert "1 desa/kelurahan yang petugasnya tidak dapat dihubungi" in said
    assert said.count("belum ada petugas") == 9
    assert said.index("tidak dapat dihubungi)") > said.rindex("belum ada petugas")
    await world.presses(coordinator, "Berikutnya")
    assert "Bhabinkamtibmas (bertugas), Wakil Bhabinkamtibmas (bertugas)" in coordinator.last.text
    for name in ("Rannu", "Tayu", "Nassa"):
        assert name not in "".join(one.text for one in coordinator.inbox)


async def test_past_many_gaps_one_press_leads_to_who_serves(world: World) -> None:
    """A city whose villages have hardly anybody yet: nobody turns fifteen pages."""
    coordinator = await _coordinator(world, CITY)
    await world.enrol("Aipda Rannu", role="officer")
    await world.writes(coordinator, "/petugas")
    assert "Karuwisi" not in coordinator.last.text
    await world.presses(coordinator, "Yang ada petugasnya")
    assert "Kel. Karuwisi: Bhabinkamtibmas (bertugas)" in coordinator.last.text
    assert "Yang ada petugasnya" not in coordinator.last.buttons
    await world.presses(coordinator, "Ke awal")
    assert "belum ada petugas" in coordinator.last.text


async def test_one_village_is_named(world: World) -> None:
    """``/petugas Karuwisi``: that one alone, and who is off duty."""
    coordinator = await _coordinator(world)
    officer = await world.enrol("Aipda Rannu", role="officer")
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Lepas jaga")
    await world.writes(coordinator, f"/petugas {VILLAGE}")
    assert "Kel. Karuwisi: Bhabinkamtibmas (lepas jaga)" in coordinator.last.text
    assert "desa/kelurahan tanpa" not in coordinator.last.text


async def test_open_alerts_are_listed_and_confidential_ones_are_not(world: World) -> None:
    """Hour, kind, village, state; an alert that is over, or confidential, is not there."""
    coordinator, neighbour = await _coordinator(world), await world.enrol("Daeng Ngalle")
    officer = await world.enrol("Aipda Rannu", role="officer")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.report(await world.enrol("Daeng Bollo"), BEATEN, "Masih, kirim")
    await world.writes(coordinator, "/petugas")
    await world.presses(coordinator, "Panggilan terbuka")
    said = coordinator.last.text
    assert "Panggilan terbuka di Kec. Panakkukang: 1" in said
    assert "Kebakaran, Kel. Karuwisi, menunggu jawaban" in said
    assert "lorong" not in said
    assert "Laporan rahasia tidak ada di daftar ini" in said
    for press in ("Saya tangani", "Selesai", "Tertangani"):
        officer.presses(press, next(one for one in officer.inbox if "lorong 7" in one.text))
        await world.settle()
    await world.presses(coordinator, "Petugas", "Panggilan terbuka")
    assert "Tidak ada panggilan terbuka" in coordinator.last.text


async def test_a_code_that_nobody_used_is_revoked(world: World) -> None:
    """Asked once more; then it opens nothing, and the record says by whom."""
    coordinator = await _coordinator(world)
    code = await _invites(world, coordinator, "officer")
    await world.writes(coordinator, "/petugas")
    await world.presses(coordinator, "Kode undangan")
    assert "Bhabinkamtibmas, Kel. Karuwisi, Kec. Panakkukang" in coordinator.last.text
    assert "belum dipakai, sampai" in coordinator.last.text
    await world.presses(coordinator, "1. Bhabinkamtibmas", "Akhiri kode", "Kembali")
    assert await world.count(AuditEntry, AuditEntry.action == "code_ended") == 0
    await world.presses(coordinator, "Akhiri kode", "Ya, akhiri")
    assert "tidak berlaku lagi" in coordinator.last.text
    assert coordinator.last.buttons == []
    (entry,) = await world.all(AuditEntry, AuditEntry.action == "code_ended")
    assert entry.actor == f"member:{await world.member_id(coordinator)}"
    stranger = world.telegram.person("Orang lain")
    await world.writes(stranger, f"/start {code}")
    await world.presses(stranger, "Setuju")
    assert await world.count(MemberGrant, MemberGrant.role == "officer") == 0


async def test_a_code_that_was_used_leads_to_the_end_of_its_post(world: World) -> None:
    """The list says that it was used; its button ends what it gave."""
    coordinator = await _coordinator(world)
    code = await _invites(world, coordinator, "officer")
    other = world.telegram.person("Orang lain")
    await world.writes(other, f"/start {code}")
    await world.presses(other, "Setuju")
    await world.writes(coordinator, "/petugas")
    await world.presses(coordinator, "Kode undangan")
    assert "Karuwisi, Kec. Panakkukang, Kota Makassar: dipakai" in coordinator.last.text
    await world.presses(coordinator, "1. Bhabinkamtibmas", "Akhiri tugas", "Ya, akhiri")
    (grant,) = await world.all(MemberGrant, MemberGrant.role == "officer")
    assert grant.ended_at is not None


async def test_codes_that_others_gave_are_listed_and_ended(world: World) -> None:
    """Of one's region by whoever made them, the operator's too; who that was is not named."""
    first, second = await _coordinator(world), await world.enrol("Pak Asisten", "coordinator", CITY)
    await _invites(world, first, "officer")
    await world.invite("deputy", NEIGHBOUR_VILLAGE)
    await world.writes(second, "/petugas")
    await world.presses(second, "Kode undangan")
    said = second.last.text
    assert "Kode di wilayah Anda: 2," in said
    assert "1. Wakil Bhabinkamtibmas" in said
    assert said.count("(dibuat orang lain)") == said.count("(dibuat pengelola bot)") == 1
    assert "Camat" not in said
    await world.presses(second, "2. Bhabinkamtibmas", "Akhiri kode", "Ya, akhiri")
    (code,) = await world.all(Invitation, Invitation.role == "officer")
    assert code.expires_at <= world.clock.now()
    await world.writes(first, "/petugas")
    await world.presses(first, "Kode undangan")
    assert "berakhir" in first.last.text


async def test_codes_of_elsewhere_and_of_higher_posts_are_not_listed(world: World) -> None:
    """Neither those of another district, nor those that no coordinator gives."""
    coordinator = await _coordinator(world)
    await world.invite("officer", ELSEWHERE)
    await world.invite("supervisor", DISTRICT)
    await world.writes(coordinator, "/petugas")
    await world.presses(coordinator, "Kode undangan")
    assert "Belum ada kode di wilayah Anda" in coordinator.last.text


async def test_the_lists_are_emptied_when_the_post_ends(world: World) -> None:
    """And the buttons that stand there still lead nowhere."""
    coordinator = await _coordinator(world)
    await world.writes(coordinator, "/petugas")
    shown = coordinator.last
    await world.ends(coordinator, "coordinator", DISTRICT)
    assert "Karuwisi" not in shown.text
    await world.writes(coordinator, "/petugas")
    assert "Petugas di" not in coordinator.last.text


async def test_what_is_not_found_is_answered_by_buttons(world: World) -> None:
    """A name outside the region, or of nothing: one's own places and all of them, by a tap."""
    coordinator = await _coordinator(world)
    await world.writes(coordinator, "/petugas Antahberantah")
    assert "belum saya temukan di wilayah Anda: Kec. Panakkukang" in coordinator.last.text
    assert coordinator.last.buttons == ["Semua wilayah saya"]
    await world.presses(coordinator, "Semua wilayah saya")
    assert "Petugas di Kec. Panakkukang" in coordinator.last.text


async def test_reports_of_a_place_that_is_not_clear_are_offered(world: World) -> None:
    """``/laporan`` with a doubtful name: the places that it may be, each a button; never a no."""
    officer = await world.enrol("Aipda Rannu", role="officer", region=CITY)
    await world.report(await world.enrol("Daeng Ngalle"), "Sampah menumpuk di lorong 12")
    await world.writes(officer, "/laporan karuwsi")
    assert "Tempat mana yang dimaksud?" in officer.last.text
    assert any(label.startswith("Kel. Karuwisi") for label in officer.last.buttons)
    assert officer.last.buttons[-1] == "Semua wilayah saya"
    karuwisi = next(one for one in officer.last.buttons if one.startswith("Kel. Karuwisi,"))
    await world.presses(officer, karuwisi)
    assert "Laporan di Kel. Karuwisi: 1" in officer.last.text
    await world.writes(officer, "/laporan Antahberantah")
    assert "Tidak ada wilayah" not in officer.last.text
    await world.presses(officer, "Semua wilayah saya")
    assert "Laporan di wilayah Anda: 1" in officer.last.text
