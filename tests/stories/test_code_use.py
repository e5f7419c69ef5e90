"""Whoever made a code hears that it was used, and can end what it gave."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.models import AuditEntry, Delivery, Invitation, Lane, MemberGrant
from bot.services.people import code_use
from tests.stories.given_codes import enters, makes
from tests.world import CITY, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World


ELSEWHERE = "73.71.10"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """These rules read and write what every other story does: one database tells them."""
    return sqlite_url


def _told(person: Person) -> list[str]:
    return [one.text for one in person.inbox if "yang Anda buat sudah dipakai" in one.text]


async def _coordinator(world: World) -> Person:
    return await world.enrol("Ibu Camat", role="coordinator", region=CITY)


async def test_its_maker_hears_of_it_once_and_quietly(world: World) -> None:
    """By role and place, as they made it; who came is not named, and it rings for nobody."""
    maker = await _coordinator(world)
    await enters(world, "Bripka Ilham", await makes(world, maker, "officer"))
    (told,) = _told(maker)
    assert "Bhabinkamtibmas, Kel. Karuwisi" in told
    assert "Ilham" not in told
    (call,) = [
        one for one in world.telegram.calls if one.params.get("text") and told in _plain(one)
    ]
    assert call.params["disable_notification"]
    (code,) = await world.all(Invitation, Invitation.role == "officer")
    assert await world.count(Delivery, Delivery.subject_id == code.id) == 2  # the code, and this


def _plain(call: object) -> str:
    text: str = call.params["text"]  # type: ignore[attr-defined]
    return text.replace("<b>", "").replace("</b>", "")


async def test_the_wrong_person_is_put_out(world: World) -> None:
    """Asked once more; then the post has ended, they are told, and the record says by whom."""
    maker = await _coordinator(world)
    stranger = await enters(world, "Orang lain", await makes(world, maker, "officer"))
    await world.presses(maker, "Akhiri tugas")
    await world.presses(maker, "Kembali")
    assert await world.count(MemberGrant, MemberGrant.ended_at.is_(None)) == 2
    await world.presses(maker, "Akhiri tugas")
    await world.presses(maker, "Ya, akhiri")
    assert "Tugas itu sudah berakhir" in maker.last.text
    assert maker.last.buttons == []
    assert any("Tugas Anda berakhir" in one.text for one in stranger.inbox)
    (grant,) = await world.all(MemberGrant, MemberGrant.role == "officer")
    assert grant.ended_at is not None
    (entry,) = await world.all(AuditEntry, AuditEntry.action == "ended")
    assert entry.actor == f"member:{await world.member_id(maker)}"


async def test_a_code_for_many_is_told_in_one_message_that_counts(world: World) -> None:
    """Thirty at a training: one message after five minutes; later ones are counted in it."""
    maker = await _coordinator(world)
    code = await makes(world, maker, "warga")
    for number in range(3):
        await enters(world, f"Warga {number}", code)
    assert _told(maker) == []
    await world.passes(minutes=6)
    (told,) = _told(maker)
    assert "sudah dipakai 3 orang" in told
    await enters(world, "Warga lain", code)
    await world.passes(minutes=6)
    (told,) = _told(maker)
    assert "sudah dipakai 4 orang" in told


async def test_codes_for_one_are_told_together_at_a_training(world: World) -> None:
    """Five posts: the first use at once, the others in one list five minutes later."""
    maker = await _coordinator(world)
    made = [await makes(world, maker, "officer") for _ in range(5)]
    await enters(world, "Petugas 0", made[0])
    assert len(await _news(world)) == 1
    for number in (1, 2, 3, 4):
        await world.passes(seconds=30)
        await enters(world, f"Petugas {number}", made[number])
    assert len(_told(maker)) == 1
    await world.passes(minutes=6)
    (first, told) = await _news(world)
    assert "4 kode yang Anda buat sudah dipakai" in told.text
    assert told.text.count("Bhabinkamtibmas, Kel. Karuwisi") == len(told.buttons) == 4
    maker.presses("3. Bhabinkamtibmas", told)
    await world.settle()
    await world.presses(maker, "Akhiri tugas", "Ya, akhiri")
    (grant,) = await world.all(MemberGrant, MemberGrant.ended_at.is_not(None))
    assert grant.member_id == await world.member_id(world.telegram.person("Petugas 3"))
    assert first.message_id < told.message_id


async def test_a_long_list_of_uses_has_pages_and_a_later_use_is_told_at_once(world: World) -> None:
    """Of six three stand on a page; what comes while the list is quiet waits for nobody."""
    maker = await _coordinator(world)
    made = [await makes(world, maker, "watch") for _ in range(8)]
    for number in range(7):
        await enters(world, f"Ronda {number}", made[number])
        await world.passes(seconds=1)
    await world.passes(minutes=6)
    told = (await _news(world))[-1]
    assert told.buttons[3:] == ["Berikutnya"]
    maker.presses("Berikutnya", told)
    await world.settle()
    assert "Halaman 2 dari 2" in told.text
    assert [one[:1] for one in told.buttons] == ["4", "5", "6", "K"]
    await world.passes(minutes=6)
    await enters(world, "Ronda 7", made[7])
    assert len(await _news(world)) == 3


async def _news(world: World) -> list[Message]:
    """Return what makers were told, by its rows; an edit, or what they opened, is none."""
    maker = world.telegram.person("Ibu Camat")
    kinds = (code_use.KIND, code_use.LIST)
    where = (Delivery.kind.in_(kinds), Delivery.lane == Lane.NOTICE, Delivery.edits.is_(None))
    numbers = {one.sent_message_id for one in await world.all(Delivery, *where)}
    return [one for one in maker.inbox if one.message_id in numbers]


async def test_a_code_that_spread_too_far_is_ended(world: World) -> None:
    """Nobody else gets in by it; whoever did stays, and whoever comes late reports without it."""
    maker = await _coordinator(world)
    code = await makes(world, maker, "warga")
    await enters(world, "Warga", code)
    await world.passes(minutes=6)
    await world.presses(maker, "Akhiri kode")
    await world.presses(maker, "Ya, akhiri")
    assert "tidak berlaku lagi" in maker.last.text
    late = await enters(world, "Warga lain", code)
    assert any("tetap bisa melapor tanpa kode" in one.text for one in late.inbox)
    assert await world.count(MemberGrant, MemberGrant.role == "resident") == 1


async def test_an_officer_gets_the_poster_of_their_village(world: World) -> None:
    """/poster: a page to print with a code for residents; whoever comes by it is counted."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    await world.writes(officer, "/poster")
    assert officer.last.document is not None
    assert officer.last.document.content.startswith(b"%PDF")
    assert "Kel. Karuwisi" in officer.last.text
    (code,) = await world.all(Invitation, Invitation.created_by.is_not(None))
    assert (code.role, code.region_code) == ("resident", VILLAGE)
    await world.writes(officer, f"/poster {CITY}", f"/undang warga {VILLAGE}")
    assert await world.count(Invitation, Invitation.created_by.is_not(None)) == 1
    words = " ".join(one.text for one in officer.inbox).split()
    resident = await enters(world, "Warga", dict(pairwise(words))["/start"])
    assert "Karuwisi" in resident.last.text
    await world.passes(minutes=6)
    assert _told(officer)


async def test_whoever_serves_several_villages_names_one(world: World) -> None:
    """Asked by buttons; one press makes the poster of that village."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    await world.writes(officer, f"/start {await world.invite('officer', NEIGHBOUR_VILLAGE)}")
    await world.writes(officer, "/poster")
    assert officer.last.document is None
    officer.presses(officer.last.buttons[1])
    await world.settle()
    (code,) = await world.all(Invitation, Invitation.created_by.is_not(None))
    assert code.region_code == NEIGHBOUR_VILLAGE
    assert officer.last.document is not None


async def test_it_is_for_those_whose_post_covers_it_while_they_serve(world: World) -> None:
    """A coordinator's genuine button elsewhere, and one's own after the post ended, do nothing."""
    maker = await _coordinator(world)
    other = await world.enrol("Pak Camat", role="coordinator", region=ELSEWHERE)
    await enters(world, "Bripka Ilham", await makes(world, maker, "officer"))
    (code,) = await world.all(Invitation, Invitation.role == "officer")
    await world.ends(maker, "coordinator", CITY)
    for person in (maker, other):
        data = world.app.vault.sign(person.id, f"k:{code.id}:over")
        person.presses_data(data, person.last)
        await world.settle()
    (grant,) = await world.all(MemberGrant, MemberGrant.role == "officer")
    assert grant.ended_at is None
