"""Small talk is answered kindly and makes no draft; a warning beside it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Draft, Report
from tests.world import VILLAGE

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FIRE = "ada kebakaran di RT 03, api besar"


async def _says(world: World, person: Person, text: str) -> str:
    person.writes(text)
    await world.settle()
    return person.last.text


async def test_each_is_answered_and_is_no_draft(world: World) -> None:
    """Thanks, ok, hello, help, never mind, and who serves here: kind words, and 110."""
    person = await world.enrol("Daeng Naba")
    assert "Sama-sama" in await _says(world, person, "Makasih banyak pak")
    assert "110" in await _says(world, person, "ok 👍")
    assert "Halo" in await _says(world, person, "assalamualaikum")
    assert "/darurat" in await _says(world, person, "bantuan")
    assert "dibatalkan" in await _says(world, person, "batal pak")
    asked = "siapa bhabinkamtibmas saya?"
    assert "Belum ada Bhabinkamtibmas" in await _says(world, person, asked)
    await world.enrol("Bripka Ilham", role="officer")
    told = await _says(world, person, asked)
    assert told.startswith("Bhabinkamtibmas Kel. Karuwisi")
    assert "110" in told
    assert "Ilham" not in told
    assert await world.count(Draft) == 0


async def test_one_word_more_is_a_report(world: World) -> None:
    """It is never swallowed: "ok, tapi ada maling" is a draft."""
    person = await world.enrol("Daeng Naba")
    await _says(world, person, "ok, tapi ada maling")
    assert await world.count(Draft, Draft.text == "ok, tapi ada maling") == 1


async def test_thanks_for_a_draft_say_that_it_is_not_sent(world: World) -> None:
    """Who thanks may think it is sent: the card comes again, with its buttons."""
    person = await world.enrol("Daeng Naba")
    await _says(world, person, FIRE)
    shown = await _says(world, person, "terima kasih")
    assert FIRE in shown
    assert any("BELUM TERKIRIM. Untuk mengirim" in message.text for message in person.inbox[-2:])
    person.presses("Masih, kirim", person.last)
    await world.settle()
    assert await world.count(Report) == 1


async def test_it_does_not_answer_an_emergency_question(world: World) -> None:
    """``/darurat``, then "ok": nobody is paged for it; the next cry is sent, or "batal" ends it."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = await world.enrol("Daeng Naba")
    await _says(world, person, "/darurat")
    await _says(world, person, "ok pak")
    assert world.pages_to(officer) == []
    await _says(world, person, FIRE)
    assert len(world.pages_to(officer)) == 1
    await _says(world, person, "/darurat")
    await _says(world, person, "batal")
    await _says(world, person, "ada maling")
    assert await world.count(Report) == 1


@pytest.mark.nation
async def test_a_newcomer_says_hello(world: World) -> None:
    """No draft of it after the consent; asked for the village, thanks are no village either."""
    person = world.telegram.person("Daeng Naba")
    await _says(world, person, "halo")
    person.presses("Setuju")
    await world.settle()
    assert await world.count(Draft) == 0
    assert "Di desa atau kelurahan mana Anda tinggal?" in await _says(world, person, "ok")
    assert "Anda tinggal" in await _says(world, person, "siapa bhabinkamtibmas saya")
    await _says(world, person, "Kasih")
    assert any("Kasih" in label for label in person.last.buttons), "a village bears that name"
    await _says(world, person, VILLAGE)
    assert await world.count(Draft) == 0
