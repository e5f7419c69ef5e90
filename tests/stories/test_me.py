"""What people may ask about themselves: language, notice, a copy, erasure, help."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import (
    Attachment,
    AuditEntry,
    DeadLetter,
    Delivery,
    Draft,
    HandledUpdate,
    Member,
    MemberGrant,
    Report,
    ReportAuthor,
    Situation,
)
from tests.world import CITY, VILLAGE

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

NOISE = "Musik keras dari tadi di RT 02"
FIRE = "Ada kebakaran di RT 03, api besar"


async def _erase(world: World, person: Person) -> None:
    await world.writes(person, "/hapus")
    await world.presses(person, "Ya, hapus")


async def _member(world: World, person: Person) -> Member:
    """Return the newest member of this person, by the fingerprint."""
    mark = world.app.vault.fingerprint(person.id)
    (member,) = await world.all(Member, Member.fingerprint == mark)
    assert isinstance(member, Member)
    return member


@pytest.mark.parametrize(
    ("role", "has", "lacks"),
    [
        ("resident", "/darurat", "/tugas"),
        ("watch", "/aman", "/tugas"),
        ("officer", "/jaga", "/undang"),
        ("coordinator", "/undang", "/jaga"),
    ],
)
async def test_help_is_by_role(world: World, role: str, has: str, lacks: str) -> None:
    """Everybody reads what they can do, and no more."""
    person = await world.enrol("Daeng Naba", role=role)
    await world.writes(person, "/bantuan")
    assert has in person.last.text
    assert lacks not in person.last.text
    assert "110" in person.last.text


async def test_the_language_changes_at_once(world: World) -> None:
    """English is pressed: the card itself is English, and so is the next."""
    person = await world.enrol("Daeng Naba")
    await world.writes(person, "/bahasa")
    await world.presses(person, "English")
    assert (await _member(world, person)).language == "en"
    assert "✅ English" in person.last.buttons


async def test_the_notice_can_be_read_again(world: World) -> None:
    """/privasi: who holds it, how long, what one may do."""
    person = await world.enrol("Daeng Naba")
    await world.writes(person, "/privasi")
    assert "730 hari" in person.last.text
    assert "/hapus" in person.last.text


async def test_a_copy_of_ones_data(world: World) -> None:
    """A document with everything one said and is, and nothing of the neighbour."""
    neighbour = await world.enrol("Budi")
    await world.report(neighbour, "Motor Budi hilang dicuri", "Sudah lewat, kirim")
    person = await world.enrol("Daeng Naba", role="watch")
    ticket = await world.report(person, NOISE)
    await world.writes(person, "Lampu jalan mati di RT 01")
    await world.writes(person, "/dataku")
    assert "Laporan: 1" in person.last.caption
    assert person.last.document is not None
    held = json.loads(person.last.document.content)
    assert held["person"]["name"] == "Daeng Naba"
    assert held["person"]["telegram_id"] == person.id
    assert held["roles"][0]["role"] == "watch"
    (report,) = held["reports"]
    assert (report["ticket"], report["text"]) == (ticket, NOISE)
    assert any(draft["text"].startswith("Lampu jalan") for draft in held["drafts"])
    assert "Motor Budi" not in json.dumps(held)


async def test_erasing_asks_first(world: World) -> None:
    """Tidak changes nothing."""
    person = await world.enrol("Daeng Naba")
    await world.writes(person, "/hapus")
    await world.presses(person, "Tidak")
    assert "tetap" in person.last.text
    assert (await _member(world, person)).erased_at is None


async def test_erased_is_erased(world: World, photo: bytes) -> None:
    """Name, account, roles, drafts, words and photos go; the last word still arrives."""
    person = await world.enrol("Daeng Naba", role="watch")
    await world.report(person, NOISE)
    await world.writes(person, "/aman 4")
    person.sends_photo(photo, "Pagar rusak di lorong 2")
    await world.settle()
    (attachment,) = await world.all(Attachment)
    file = world.data / attachment.path
    assert file.exists()
    await _erase(world, person)
    assert "sudah dihapus" in person.last.text
    assert not file.exists()
    (member,) = await world.all(Member)
    assert (member.fingerprint, member.sealed_id, member.sealed_name) == (None, None, None)
    assert await world.count(MemberGrant, MemberGrant.ended_at.is_(None)) == 0
    assert await world.count(Attachment) == 0
    assert {draft.text for draft in await world.all(Draft)} == {""}
    assert await world.count(Draft, Draft.status == "open") == 0
    (report,) = await world.all(Report)
    assert (report.text, await world.count(ReportAuthor)) == ("", 0)
    assert {night.member_id for night in await world.all(Situation)} <= {None}
    assert await world.count(AuditEntry, AuditEntry.action == "erased") == 1


async def test_who_was_erased_is_a_stranger_again(world: World) -> None:
    """The next message gets the notice; agreeing makes somebody new."""
    person = await world.enrol("Daeng Naba", role="watch")
    await _erase(world, person)
    await world.writes(person, NOISE)
    assert "Setuju" in person.last.buttons
    await world.presses(person, "Setuju")
    assert await world.count(Member) == 2
    assert await world.count(MemberGrant, MemberGrant.ended_at.is_(None)) == 0


async def test_an_open_case_keeps_its_report_until_it_closes(world: World) -> None:
    """The officer still reads where it burns; once closed, the words go by themselves."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = await world.enrol("Daeng Naba")
    await world.report(person, FIRE, "Masih, kirim")
    await _erase(world, person)
    (report,) = await world.all(Report)
    assert report.text == FIRE
    assert await world.count(ReportAuthor) == 0  # whose it is was forgotten at once
    await world.presses(officer, "Saya tangani")
    await world.presses(officer, "Selesai")
    await world.presses(officer, "Tertangani")
    await world.passes(hours=7)
    (report,) = await world.all(Report)
    assert (report.text, await world.count(ReportAuthor)) == ("", 0)


async def test_an_officer_who_leaves_lets_go_of_what_they_held(world: World) -> None:
    """They accepted an alert and erased themselves: the deputy is called at once."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    person = await world.enrol("Daeng Naba")
    await world.report(person, FIRE, "Masih, kirim")
    await world.presses(officer, "Saya tangani")
    await _erase(world, officer)
    assert len(world.pages_to(deputy)) == 1


async def test_an_officer_who_leaves_while_called_is_passed_over(world: World) -> None:
    """They were paged, did not answer, and are gone: nobody waits for their five minutes."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    person = await world.enrol("Daeng Naba")
    await world.report(person, FIRE, "Masih, kirim")
    await _erase(world, officer)
    assert len(world.pages_to(deputy)) == 1


async def test_batal_drops_drafts_and_questions(world: World) -> None:
    """/batal: the draft is gone, and a question too; twice is harmless."""
    person = await world.enrol("Daeng Naba")
    await world.writes(person, NOISE)
    await world.writes(person, "/batal")
    assert "Dibatalkan" in person.last.text
    assert await world.count(Draft, Draft.status == "open") == 0
    await world.writes(person, "/darurat")
    await world.writes(person, "/batal")
    assert (await _member(world, person)).awaiting is None
    await world.writes(person, "/batal")
    assert "Tidak ada yang perlu" in person.last.text


async def test_an_unknown_command_says_so(world: World) -> None:
    """With the way to help, and 110."""
    person = await world.enrol("Daeng Naba")
    await world.writes(person, "/maling")
    assert "/bantuan" in person.last.text
    assert "110" in person.last.text


async def test_a_button_that_means_nothing_any_more(world: World) -> None:
    """Genuine but unknown: a line over the chat."""
    person = await world.enrol("Daeng Naba")
    person.presses_data(world.app.vault.sign(person.id, "x:1:old"), person.last)
    await world.settle()
    assert "tidak berlaku" in person.toasts[-1]


async def test_who_blocks_the_bot_is_unreachable_until_they_are_back(world: World) -> None:
    """Blocked: marked; unblocked: marked no more."""
    person = await world.enrol("Bripka Ilham", role="officer")
    person.blocks()
    await world.settle()
    assert (await _member(world, person)).unreachable_at is not None
    person.unblocks()
    await world.settle()
    assert (await _member(world, person)).unreachable_at is None


async def test_everything_has_its_time(world: World) -> None:
    """After two years and a day neither words nor writers of reports are left; figures are."""
    coordinator = await world.enrol("Ibu Camat", role="coordinator", region=CITY)
    person = await world.enrol("Daeng Naba")
    await world.report(person, NOISE)
    await world.writes(person, "Draf yang tidak pernah dikirim")
    first = await world.count(HandledUpdate)
    await world.outage(days=3)
    assert await world.count(HandledUpdate) < first
    await world.outage(days=31)
    assert {draft.text for draft in await world.all(Draft)} == {""}
    await world.outage(days=60)
    assert await world.count(Delivery, Delivery.kind == "welcome") == 0
    (report,) = await world.all(Report)
    assert report.text == NOISE
    await world.outage(days=731)
    (report,) = await world.all(Report)
    assert (report.text, report.village_code) == ("", VILLAGE)
    assert await world.count(ReportAuthor) == 0
    assert coordinator.inbox


async def test_dead_letters_go_after_a_week_and_with_their_writer(world: World) -> None:
    """What could not be handled is kept sealed for seven days, and no longer than its writer."""
    person = await world.enrol("Daeng Naba")
    member = await _member(world, person)
    for age in (0, 8):
        made = world.clock.now() - timedelta(days=age)
        async with world.app.database.writing() as session:
            session.add(
                DeadLetter(
                    update_id=age,
                    member_id=member.id,
                    sealed=world.app.vault.seal("{}"),
                    error="ValueError",
                    created_at=made,
                    purge_at=made + timedelta(days=7),
                )
            )
    await world.tick()
    assert await world.count(DeadLetter) == 1
    await _erase(world, person)
    assert await world.count(DeadLetter) == 0
