"""Coordinators enrol the people of their own region, and nobody else's."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from bot.models import Delivery, Draft, Invitation, MemberGrant
from tests.world import CITY, VILLAGE

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

GOWA_VILLAGE = "73.06.01.1001"
MAKASSAR_DISTRICT = "73.71.03"


def _code(person: Person) -> str:
    """Return the code of the newest message."""
    words = (person.last.text or person.last.caption).split()
    return words[words.index("/start") + 1]


async def _coordinator(world: World) -> Person:
    return await world.enrol("Ibu Camat", role="coordinator", region=CITY)


async def test_one_line_makes_a_code(world: World) -> None:
    """/undang officer and a village's code: a code, its link, until when; an officer uses it."""
    coordinator = await _coordinator(world)
    await world.writes(coordinator, f"/undang officer {VILLAGE}")
    code = _code(coordinator)
    username = world.app.config.bot.username
    assert f"https://t.me/{username}?start={code}" in coordinator.last.text
    assert "1 Des" in coordinator.last.text
    assert "WITA" in coordinator.last.text
    officer = world.telegram.person("Bripka Ilham")
    await world.writes(officer, f"/start {code}")
    await world.presses(officer, "Setuju")
    held = {(grant.role, grant.region_code) for grant in await world.all(MemberGrant)}
    assert ("officer", VILLAGE) in held


async def test_step_by_step_by_buttons(world: World) -> None:
    """/undang, a role behind "Lainnya", the place by name."""
    coordinator = await _coordinator(world)
    await world.writes(coordinator, "/undang")
    assert len(coordinator.last.buttons) == 4
    await world.presses(coordinator, "Lainnya")
    await world.presses(coordinator, "Wakil Bhabinkamtibmas")
    await world.writes(coordinator, "Karuwisi")
    (invitation,) = await world.all(Invitation, Invitation.role == "deputy")
    assert invitation.region_code == VILLAGE
    assert not invitation.reusable


async def test_a_name_that_means_several_places_asks_which(world: World) -> None:
    """Makassar is the city and a district of it."""
    coordinator = await _coordinator(world)
    await world.writes(coordinator, "/undang wakil Makassar")
    assert coordinator.last.buttons == ["Kota Makassar", "Kec. Makassar", "Lainnya"]
    await world.presses(coordinator, "Kec. Makassar")
    (invitation,) = await world.all(Invitation, Invitation.role == "deputy")
    assert invitation.region_code == MAKASSAR_DISTRICT


async def test_residents_get_a_qr_for_the_notice_board(world: World) -> None:
    """A village's residents' code, which is for many, comes as a picture and as a poster."""
    coordinator = await _coordinator(world)
    await world.writes(coordinator, f"/undang warga {VILLAGE}")
    shared, poster = coordinator.inbox[-2:]
    assert shared.photo is not None
    assert shared.photo.startswith(b"\x89PNG")
    assert "papan pengumuman" in poster.caption
    assert poster.document is not None
    (page,) = PdfReader(io.BytesIO(poster.document.content)).pages
    assert "Telepon 110" in page.extract_text()
    assert f"@{world.app.config.bot.username}" in page.extract_text()
    (invitation,) = await world.all(Invitation, Invitation.role == "resident")
    assert invitation.reusable


async def test_the_code_stands_nowhere_in_the_clear(world: World) -> None:
    """The promise of the message holds it sealed."""
    coordinator = await _coordinator(world)
    await world.writes(coordinator, f"/undang officer {VILLAGE}")
    (promise,) = await world.all(Delivery, Delivery.kind == "invitation")
    assert _code(coordinator) not in str(promise.payload)


@pytest.mark.parametrize("place", [GOWA_VILLAGE, "Kabupaten Gowa", "73", "Sulawesi Selatan"])
async def test_nobody_is_enrolled_outside_ones_own_region(world: World, place: str) -> None:
    """The neighbouring regency, and the province that is above: refused."""
    coordinator = await _coordinator(world)
    await world.writes(coordinator, f"/undang officer {place}")
    assert "di wilayah Anda" in coordinator.last.text
    assert await world.count(Invitation, Invitation.role == "officer") == 0


async def test_a_genuine_button_of_a_place_elsewhere_is_refused(world: World) -> None:
    """Even signed for this chat, a button for the neighbouring regency makes no code."""
    coordinator = await _coordinator(world)
    data = world.app.vault.sign(coordinator.id, f"i:0:place:{GOWA_VILLAGE}:officer")
    coordinator.presses_data(data, coordinator.last)
    await world.settle()
    assert "Tidak ada tempat" in coordinator.toasts[-1]
    assert await world.count(Invitation, Invitation.role == "officer") == 0


async def test_an_unknown_role_is_said_to_be_none(world: World) -> None:
    """A sentence with an example, no code."""
    coordinator = await _coordinator(world)
    await world.writes(coordinator, "/undang raja Karuwisi")
    assert "tidak dikenal" in coordinator.last.text


async def test_an_emergency_while_a_place_is_asked_for_is_a_report(world: World) -> None:
    """Asked where, the coordinator writes of a fire: a draft, no code; a late answer is none."""
    coordinator = await _coordinator(world)
    await world.writes(coordinator, "/undang officer")
    await world.writes(coordinator, "kebakaran besar di belakang pasar")
    assert await world.count(Draft) == 1
    await world.writes(coordinator, "/undang officer")
    await world.outage(minutes=20)
    await world.writes(coordinator, VILLAGE)
    assert await world.count(Invitation, Invitation.role == "officer") == 0


async def test_a_code_without_dots_makes_no_invitation_unasked(world: World) -> None:
    """Other lists have such codes too: the place is shown by name, and a tap confirms it."""
    coordinator = await _coordinator(world)
    await world.writes(coordinator, "/undang officer 7371031001")
    assert coordinator.last.buttons == ["Maricaya", "Lainnya"]
    assert await world.count(Invitation, Invitation.role == "officer") == 0
    await world.presses(coordinator, "Maricaya")
    (invitation,) = await world.all(Invitation, Invitation.role == "officer")
    assert invitation.region_code == "73.71.03.1001"
