"""Whatever people write, it is words: no mark-up of theirs, no sign of any script breaks a card."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot import outbox
from bot.models import DeadLetter, Delivery, Member

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

WORDS = {
    "mark-up": '<b>kebakaran RT 1</b> <a href="tg://u?">&amp; "besar"</a> </tg-spoiler> {ticket}',
    "emoji": "kebakaran 🔥👩‍👩‍👧‍👦🇮🇩" * 40,
    "right to left": "kebakaran \u202eحريق في السوق\u202c",
    "nothing": "kebakaran\x00 di\x07 RT\x1b 03",
    "long": "kebakaran " + "<&>" * 1362,
    "half a sign": "kebakaran \ud83d di RT 03 \udd25",
    "violence": "KDRT: <b>suami</b> & \ud800 </tg-spoiler>",
}
# PostgreSQL takes neither a NUL nor half a sign in a text.
REFUSED = ("nothing", "half a sign")
each_word = pytest.mark.parametrize(
    "words",
    [
        pytest.param(text, id=name, marks=[pytest.mark.both_databases] * (name in REFUSED))
        for name, text in WORDS.items()
    ],
)


@each_word
async def test_the_whole_way_of_hostile_words(world: World, words: str) -> None:
    """Draft, page, answer, news, lists, digest, copy of one's data: all of it arrives."""
    officer = await world.enrol("Bripka <b>Ilham</b> & Co", "officer")
    neighbour = world.telegram.person("</code>Daeng \u202eNaba\ud800\x00")
    await world.come_in(neighbour)  # by chat, where the name is read
    neighbour.writes(words)
    await world.settle()
    neighbour.presses("Masih, kirim")
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    for label in ("Saya tangani", "Lainnya", "Kembali", "Menuju lokasi"):
        officer.presses(label)
        await world.settle()
    await _looks(world, officer, "/tugas", "/jaga", "/ringkasan")
    await _looks(world, neighbour, "/laporanku", "/dataku", "/bantuan")
    document = next(message.document for message in neighbour.inbox if message.document)
    assert json.loads(document.content)["reports"]
    officer.presses("Selesai")
    await world.settle()
    officer.presses("Tertangani")
    await world.settle()
    await world.outage(hours=10)
    assert "Laporan harian" in officer.last.text
    await _all_is_well(world)


@each_word
async def test_hostile_words_where_something_else_is_asked(world: World, words: str) -> None:
    """Behind a command, for a village, for a place: a sentence, and nothing fails."""
    officer = await world.enrol("Bripka Ilham", "officer")
    coordinator = await world.enrol("Bu Ratna", "coordinator")
    neighbour = await world.enrol("Daeng Naba")
    await _looks(world, officer, f"/ringkasan {words}"[:4096], f"/jaga {words}"[:4096])
    await _looks(world, coordinator, f"/undang {words}"[:4096], "/undang")
    coordinator.presses("Warga")
    await _looks(world, coordinator, words)
    await world.report(neighbour, "Ada kebakaran di RT 03", "Masih, kirim")
    officer.presses("Lainnya")
    await world.settle()
    officer.presses("Bukan wilayah saya")
    await _looks(world, officer, words)
    await _looks(world, neighbour, f"/start {words}"[:4096], "/lapor", f"/darurat {words}"[:4096])
    await _all_is_well(world)


async def _looks(world: World, person: Person, *texts: str) -> None:
    for text in texts:
        heard = len(person.inbox)
        person.writes(text)
        await world.settle()
        assert len(person.inbox) > heard, text[:20]


async def _all_is_well(world: World) -> None:
    assert await world.count(DeadLetter) == 0
    failed = await world.all(Delivery, Delivery.status == "failed")
    assert [one.error for one in failed] == []
    assert [call.outcome for call in world.telegram.calls if "parse" in call.outcome] == []


async def test_what_no_renderer_should_make_is_sent_all_the_same(world: World) -> None:
    """A sentence of ours that has grown too long is cut on its way."""
    neighbour = await world.enrol("Daeng Naba")
    (member,) = await world.all(Member)
    async with world.app.database.writing() as session:
        now, said = world.clock.now(), {"said": "&" * 5000}
        outbox.promise(session, "sentence", member.id, now=now, text="<b>{said}</b>", values=said)
    world.app.sender.wake()
    await world.settle()
    assert neighbour.last.text == "&" * 4095 + "…"
    await _all_is_well(world)
