"""The week of whoever is told of some kinds alone: the same kinds as each day, and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.test_digest import FIRE, NOISE, digests_of
from tests.world import NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from tests.world import World

LAMP = "Lampu jalan mati di RT 03, gelap sekali"
HUNGRY = "Balita di RT 02 kurang gizi, badannya kurus sekali"
BEATEN = "Suami tetangga memukul istrinya sekarang, KDRT"
WEEKLY = "Ringkasan mingguan\n"
OWN_KINDS = "Yang dihitung di bawah ini hanya jenis laporan untuk tugas Anda."


@pytest.mark.both_databases
async def test_a_week_counts_what_a_post_is_told_of(world: World) -> None:
    """A hungry child is the cadre's, a lamp and a fire the head's; noise is the police's alone.

    Neither learns how many others there were, nor how many of them are confidential or open.
    """
    cadre = await world.enrol("Bu Kader", role="cadre")
    head = await world.enrol("Pak Lurah", role="village_head")
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    for text in (NOISE, LAMP, HUNGRY):
        await world.report(neighbour, text)
    await world.report(neighbour, FIRE, send="Masih, kirim")
    for _ in range(5):
        await world.passes(minutes=61)  # else it is the same report
        await world.report(neighbour, BEATEN, send="Masih, kirim")
    await world.outage(days=6)
    weeks = {who: digests_of(who, WEEKLY)[0].text for who in (cadre, head, officer)}
    assert "Kejadian: 1 " in weeks[cadre]
    assert "Laporan rahasia: 1 " in weeks[cadre]
    assert "Laporan yang belum selesai: 1, " in weeks[cadre]
    assert "Kejadian: 2 " in weeks[head]
    assert "Kebakaran: 1 " in weeks[head]
    assert "Laporan yang belum selesai: 2, " in weeks[head]
    for told in (cadre, head):
        assert OWN_KINDS in weeks[told]
        assert "bising" not in weeks[told]
        assert "tidak dihitung di atas" not in weeks[told]
    assert "Kejadian: 8 " in weeks[officer]  # not the child: what is confidential is the cadre's
    assert OWN_KINDS not in weeks[officer]


async def test_whoever_is_told_of_some_kinds_is_not_told_of_silence(world: World) -> None:
    """That nobody writes any more is for whoever counts all that is written."""
    people = [await world.enrol(f"Pak {role}", role=role) for role in ("village_head", "officer")]
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, NOISE)
    await world.outage(days=20)
    head, officer = (digests_of(one, WEEKLY)[0].text for one in people)
    assert "Tidak lagi memberi kabar (7 hari): 1 " in officer
    assert "Tidak lagi memberi kabar" not in head


async def test_two_posts_count_each_in_its_own_village(world: World) -> None:
    """Officer here and cadre next door: noise counts here alone, waste in both."""
    both = await world.enrol("Aipda Rahman", role="officer")
    await world.come_in(both, "cadre", NEIGHBOUR_VILLAGE)
    for region in (VILLAGE, NEIGHBOUR_VILLAGE):
        neighbour = await world.enrol(f"Warga {region}", region=region)
        for text in (NOISE, "Sampah menumpuk di RT 01, got mampet"):
            await world.report(neighbour, text)
    await world.outage(days=6)
    (week,) = digests_of(both, WEEKLY)
    assert "Kejadian: 3 " in week.text
    assert OWN_KINDS in week.text
