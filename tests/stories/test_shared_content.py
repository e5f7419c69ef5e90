"""What people share beside words: somebody's contact, and what they had from somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.media import media_process
from bot.models import Addendum, Draft, Report
from tests.stories.raw_message import sends

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

FIRE = "Kebakaran di RT 03"
ANOTHER = {"type": "hidden_user", "sender_user_name": "Budi", "date": 1}
BUDI = {"phone_number": "+6281234567890", "first_name": "Budi", "vcard": "BEGIN:VCARD"}


def _forwards(person: Person, text: str) -> None:
    sends(person, text=text, forward_origin=ANOTHER)


@pytest.mark.both_databases
async def test_what_was_forwarded_is_marked(world: World) -> None:
    """On the draft, on the officer's card and in the report's data: it is hearsay."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    _forwards(ani, FIRE)
    await world.settle()
    assert "Diteruskan dari orang lain" in ani.last.text
    await world.presses(ani, "Masih, kirim")
    (page,) = world.pages_to(officer)
    assert "Diteruskan dari orang lain" in page.text
    (report,) = await world.all(Report)
    assert report.forwarded
    _forwards(ani, f"{report.ticket} apinya makin besar, ada korban")
    await world.settle()
    (added,) = await world.all(Addendum)
    assert added.forwarded


async def test_ones_own_words_sent_again_are_no_hearsay(world: World) -> None:
    """Ani forwards what she wrote elsewhere herself."""
    ani = await world.enrol("Ani")
    sends(ani, text=FIRE, forward_origin={"type": "user", "sender_user": {"id": ani.id}})
    await world.settle()
    (draft,) = await world.all(Draft)
    assert not draft.forwarded


async def test_a_contact_joins_the_draft(world: World) -> None:
    """Name and number are words of the report, before and after it is sent; no card is kept."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    await world.writes(ani, FIRE)
    sends(ani, contact=BUDI)
    await world.settle()
    (draft,) = await world.all(Draft)
    assert draft.text == f"{FIRE}\nKontak: Budi, +6281234567890"
    await world.presses(ani, "Masih, kirim")
    assert "Kontak: Budi" in world.pages_to(officer)[-1].text
    sends(ani, contact=BUDI | {"first_name": "Citra"})
    await world.settle()
    (added,) = await world.all(Addendum)
    assert added.text.startswith("Kontak: Citra")
    assert "Kontak: Citra, [nomor]" in world.pages_to(officer)[-1].text


async def test_a_contact_alone_asks_for_words(world: World) -> None:
    """It begins a draft; what happened is written next and joins it."""
    ani = await world.enrol("Ani")
    sends(ani, contact=BUDI)
    await world.settle()
    await world.writes(ani, FIRE)
    (draft,) = await world.all(Draft)
    assert "Kontak: Budi" in draft.text
    assert FIRE in draft.text


async def test_no_contact_goes_through_the_conversation(world: World) -> None:
    """An officer's own contact would name them to the reporter; and none is an emergency."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    await world.report(ani, FIRE, "Masih, kirim")
    sends(officer, contact=BUDI, reply_to_message={"message_id": officer.last.message_id})
    await world.settle()
    assert "Kontak tidak diteruskan" in officer.last.text
    assert await world.sent(ani, "reporter_question") == []
    await world.writes(ani, "/darurat")
    sends(ani, contact=BUDI)
    await world.settle()
    assert await world.count(Report) == 1
    assert "110" in ani.last.text


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "v", "duration": 3}},
        {"video_note": {"file_id": "v", "duration": 3, "length": 240}},
        {"video": {"file_id": "v", "duration": 3}},
        {"audio": {"file_id": "a", "duration": 3}},
        {"animation": {"file_id": "a"}, "document": {"file_id": "a", "mime_type": "video/mp4"}},
        {"document": {"file_id": "d", "mime_type": "video/mp4"}},
        {"sticker": {"file_id": "s"}},
        {"poll": {"id": "1", "question": "?"}},
        {"dice": {"emoji": "x", "value": 1}},
        {"story": {"id": 1}},
    ],
    ids=lambda content: next(iter(content)),
)
async def test_what_cannot_be_read_is_answered_and_the_draft_stays(
    world: World, content: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never silence, and no word that hides what waits; so are voices where ffmpeg is missing."""
    monkeypatch.setattr(media_process, "FFMPEG", "no-such-program")
    ani = await world.enrol("Ani")
    await world.writes(ani, FIRE)
    before = len(ani.inbox)
    sends(ani, **content)
    await world.settle()
    assert "belum bisa membaca atau mendengar" in ani.inbox[before].text
    assert "110" in ani.inbox[before].text
    (draft,) = await world.all(Draft)
    assert (draft.text, draft.status) == (FIRE, "open")
