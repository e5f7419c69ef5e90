"""Whoever answers a report asks its reporter, who answers: through the bot, neither seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.media import media_process
from bot.models import AuditEntry, ConversationMessage, Draft, Member
from tests.world import VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
VIOLENCE = "Istri tetangga dipukul suami, tolong"
QUESTION = "Rumah nomor berapa?"
ANSWER = "Nomor 12, dekat masjid"
ASKED = "Terkirim ke pelapor. Jawabannya datang di sini."
ANSWERED = "Diteruskan ke petugas. Ada kejadian lain? Tulis pesan baru, bukan balasan."


async def _reported(world: World, text: str = FIRE) -> tuple[Person, Person, Message]:
    """Let a neighbour report, and return who is called for it, and their card."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, text)
    return officer, neighbour, officer.last


async def _replies(world: World, person: Person, text: str, to: Message) -> None:
    person.writes(text, reply_to=to)
    await world.settle()


async def _asked(world: World) -> tuple[Person, Person, Message]:
    officer, neighbour, card = await _reported(world)
    await _replies(world, officer, QUESTION, card)
    (question,) = await world.sent(neighbour, "reporter_question")
    return officer, neighbour, question


@pytest.mark.both_databases
async def test_a_question_by_reply_is_answered_by_reply(world: World) -> None:
    """Both see the words and an alias; no name, no draft; it is audited without the words."""
    officer, neighbour, question = await _asked(world)
    assert officer.last.text == ASKED
    assert QUESTION in question.text
    assert "Petugas bertanya" in question.text
    assert "Ilham" not in question.text
    await _replies(world, neighbour, ANSWER, question)
    assert neighbour.last.text == ANSWERED
    (answer,) = await world.sent(officer, "reporter_answer")
    assert ANSWER in answer.text
    assert "Warga " in answer.text
    assert "Naba" not in answer.text
    await _replies(world, officer, "Ada orang di dalam?", answer)
    await _replies(world, neighbour, "ya", (await world.sent(neighbour, "reporter_question"))[1])
    assert "\n\nya\n\n" in (await world.sent(officer, "reporter_answer"))[1].text
    assert await world.count(Draft, Draft.status == "open") == 0
    audited = await world.all(AuditEntry, AuditEntry.action == "asked_reporter")
    assert len(audited) == 2
    assert all(QUESTION not in f"{one.subject}{one.detail}" for one in audited)


async def test_buttons_do_the_same(world: World) -> None:
    """Lainnya, Tanya pelapor; Jawab: the next message is it, "ya" too; /batal asks nothing."""
    officer, neighbour, _ = await _reported(world)
    await world.presses(officer, "Saya tangani", "Lainnya")
    if "Tanya pelapor" not in officer.inbox[0].buttons + officer.last.buttons:
        await world.presses(officer, "Lainnya")
    await world.presses(officer, "Tanya pelapor")
    await world.writes(officer, "/batal")
    assert await world.count(ConversationMessage) == 0
    await world.presses(officer, "Tanya pelapor")
    await world.writes(officer, QUESTION)
    assert officer.last.text == ASKED
    await world.presses(neighbour, "Jawab")
    await world.writes(neighbour, "ya")
    (answer,) = await world.sent(officer, "reporter_answer")
    assert "\n\nya\n\n" in answer.text
    await world.presses(officer, "Tanya lagi")
    await world.writes(officer, "Sejak kapan?")
    assert len(await world.sent(neighbour, "reporter_question")) == 2


async def test_numbers_accounts_and_links_are_not_passed_on(world: World) -> None:
    """Masked before they are kept: neither chat nor row has them."""
    officer, neighbour, question = await _asked(world)
    leaks = ("telepon 0812-3456-7890", "@daengnaba", "t.me/daengnaba", "wa.me/6281234567890")
    networks = ("facebook.com/daengnaba", "daengnaba.t.me", "IG: daengnaba")
    for leak in (*leaks, *networks):
        await _replies(world, neighbour, f"hubungi {leak} ya", question)
    shown = " ".join(one.text for one in await world.sent(officer, "reporter_answer"))
    kept = " ".join(one.text for one in await world.all(ConversationMessage))
    for leak in ("0812", "daengnaba", "wa.me", "t.me"):
        assert leak not in shown + kept
    assert "[nomor]" in shown
    await _replies(world, officer, "Telepon saya 081234567890", (officer.inbox)[0])
    assert "0812" not in neighbour.last.text


async def test_a_place_and_a_picture_are_passed_on_but_no_voice(
    world: World, photo: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place as a link, the picture as one of the report's; without ffmpeg a voice is not."""
    monkeypatch.setattr(media_process, "FFMPEG", "no-such-program")
    officer, neighbour, question = await _asked(world)
    await world.presses(neighbour, "Jawab")
    neighbour.sends_location(-5.1477, 119.4327)
    await world.settle()
    assert "-5.14770,119.43270" in (await world.sent(officer, "reporter_answer"))[-1].text
    await world.presses(neighbour, "Jawab")
    neighbour.sends_photo(photo, caption="dari depan")
    await world.settle()
    await world.passes(seconds=3)
    assert "dari depan" in (await world.sent(officer, "reporter_answer"))[-1].text
    assert [one for one in officer.inbox if one.photo is not None]
    await world.presses(neighbour, "Jawab")
    neighbour.sends_document(b"OggS", "suara-daeng-naba.ogg", "audio/ogg")
    await world.settle()
    del question
    assert len(await world.sent(officer, "reporter_answer")) == 2


@pytest.mark.parametrize("side", ["officer", "reporter"])
async def test_both_can_end_it(world: World, side: str) -> None:
    """Berhenti: the other is told; the office may begin anew, unless the reporter ended it."""
    officer, neighbour, question = await _asked(world)
    await _replies(world, neighbour, ANSWER, question)
    card = (await world.sent(officer, "reporter_answer"))[0]
    if side == "officer":
        officer.presses("Berhenti", card)
        await world.settle()
        assert "Petugas mengakhiri tanya jawab" in neighbour.last.text
        await _replies(world, neighbour, "masih ada", question)
        assert neighbour.last.text == "Tanya jawab ini sudah berakhir."
        await _replies(world, officer, QUESTION, card)
        assert officer.last.text == ASKED
    else:
        neighbour.presses("Berhenti", question)
        await world.settle()
        assert "mengakhiri tanya jawab" in officer.last.text
        await _replies(world, officer, QUESTION, card)
        assert officer.last.text == "Pelapor mengakhiri tanya jawab tentang laporan ini."
    assert len(await world.sent(officer, "reporter_answer")) == (1 if side == "officer" else 2)


async def test_it_ends_with_the_incident(world: World) -> None:
    """After closing each is told so; nothing is passed on, nothing becomes a draft."""
    officer, neighbour, question = await _asked(world)
    card = officer.inbox[1]
    await world.presses(officer, "Selesai" if "Selesai" in card.buttons else "Saya tangani")
    await world.presses(officer, "Selesai", "Tertangani")
    await _replies(world, neighbour, ANSWER, question)
    assert "berakhir bersama laporannya" in neighbour.last.text
    page = next(one for one in officer.inbox if FIRE in one.text or "selesai" in one.text.lower())
    await _replies(world, officer, QUESTION, page)
    assert officer.last.text == "Laporan ini sudah selesai, jadi tanya jawab juga berakhir."
    assert await world.count(ConversationMessage) == 1


async def test_nobody_is_asked_to_write_what_is_not_passed_on(world: World) -> None:
    """Jawab and Tanya lagi of a closed report say that it is over; the next words are a report."""
    officer, neighbour, question = await _asked(world)
    await _replies(world, neighbour, ANSWER, question)
    (answer,) = await world.sent(officer, "reporter_answer")
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    officer.presses("Tanya lagi", answer)
    neighbour.presses("Jawab", question)
    await world.settle()
    assert officer.toasts[-1] == "Laporan ini sudah selesai, jadi tanya jawab juga berakhir."
    assert "berakhir bersama laporannya" in neighbour.toasts[-1]
    assert {one.awaiting for one in await world.all(Member)} == {None}


async def test_whoever_blocked_the_bot_cannot_be_asked(world: World) -> None:
    """The officer is told at once that nobody got it; of whoever blocks it only then, a bit later.

    The question that was on its way comes back.
    """
    officer, neighbour, card = await _reported(world)
    officer.writes(QUESTION, reply_to=card)
    await world.takes()
    neighbour.blocks()
    await world.settle()
    await world.passes(minutes=1)
    assert "pertanyaan Anda tidak sampai" in officer.last.text
    await _replies(world, officer, QUESTION, card)
    assert officer.last.text == "Belum terkirim: pelapor tidak dapat dihubungi lewat bot."
    assert await world.count(ConversationMessage) == 1


async def test_whoever_asks_several_is_told_how_many_got_it(world: World) -> None:
    """Of three who reported it, and of the two who are left when one has blocked the bot."""
    officer = await world.enrol("Andi", "officer")
    first, second, third = [await world.enrol(name) for name in ("Ani", "Budi", "Citra")]
    for one in (first, second, third):
        await world.report(one, FIRE, "Masih, kirim")
    (card,) = world.pages_to(officer)
    await _replies(world, officer, QUESTION, card)
    assert officer.last.text == "Terkirim ke 3 pelapor. Jawaban mereka datang di sini."
    second.blocks()
    await world.settle()
    await _replies(world, officer, QUESTION, card)
    assert officer.last.text == "Terkirim ke 2 dari 3 pelapor. Jawabannya datang di sini."
    await world.passes(minutes=1)
    assert "tidak sampai" not in officer.last.text


async def test_nobody_asks_about_a_confidential_report(world: World) -> None:
    """Its reporter has not said that it is safe to write to them."""
    unit = await world.enrol("Ipda Murni", role="unit:ppa", region=VILLAGE[:5])
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, VIOLENCE)
    before = len(neighbour.inbox)
    await _replies(world, unit, QUESTION, unit.last)
    assert "belum mengatakan aman dihubungi" in unit.last.text
    assert len(neighbour.inbox) == before
    assert await world.count(ConversationMessage) == 0


async def test_whoever_said_that_it_is_safe_is_asked_about_a_confidential_report(
    world: World,
) -> None:
    """Aman under "Aman dihubungi di HP ini?" opens it; Jangan hubungi does not."""
    unit = await world.enrol("Ipda Murni", role="unit:ppa", region=VILLAGE[:5])
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, VIOLENCE)
    card = unit.last
    await world.presses(neighbour, "Aman")
    await _replies(world, unit, QUESTION, card)
    assert unit.last.text == ASKED
    assert len(await world.sent(neighbour, "reporter_question")) == 1


async def test_whose_post_has_ended_asks_nothing(world: World) -> None:
    """What they write is their own again, a draft; what they were shown is emptied."""
    officer, neighbour, question = await _asked(world)
    await _replies(world, neighbour, ANSWER, question)
    (answer,) = await world.sent(officer, "reporter_answer")
    await world.ends(officer, "officer", VILLAGE)
    assert ANSWER not in answer.text
    await _replies(world, officer, "Nomor berapa lagi?", answer)
    assert await world.count(ConversationMessage) == 2
    assert len(await world.sent(neighbour, "reporter_question")) == 1


async def test_somebody_else_of_the_village_does_not_ask(world: World) -> None:
    """A deputy who was not called and has not taken it asks nothing; who takes it may."""
    _, neighbour, _ = await _reported(world)
    deputy = await world.enrol("Bripda Sari", role="supervisor", region="73.71.09")
    await world.writes(deputy, await world.newest_ticket())
    await _replies(world, deputy, QUESTION, deputy.last)
    assert "Hanya petugas yang dipanggil" in deputy.last.text
    assert await world.sent(neighbour, "reporter_question") == []


async def test_the_words_go_with_their_writer(world: World) -> None:
    """/hapus: of a closed report at once, of an open one when it closes."""
    officer, neighbour, question = await _asked(world)
    await _replies(world, neighbour, ANSWER, question)
    await world.writes(neighbour, "/hapus")
    await world.presses(neighbour, "Ya, hapus")
    await _replies(
        world,
        officer,
        QUESTION,
        officer.inbox[0] if FIRE in officer.inbox[0].text else officer.inbox[1],
    )
    assert "tidak punya pelapor" in officer.last.text
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    await world.passes(hours=7)
    assert await world.count(ConversationMessage) == 0


async def test_a_group_shows_nothing(world: World) -> None:
    """Neither side's words go anywhere but to the two of them."""
    _, neighbour, question = await _asked(world)
    other = await world.enrol("Daeng Tata", role="watch")
    await _replies(world, neighbour, ANSWER, question)
    readers = {
        call.params["chat_id"]
        for call in world.telegram.calls
        if any(text in str(call.params.get("text", "")) for text in (QUESTION, ANSWER))
    }
    assert len(readers) == 2
    assert str(other.id) not in {str(one) for one in readers}
