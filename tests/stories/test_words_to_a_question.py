"""Words to the question "di mana?" are words to the report; no cry is an unknown village."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Attachment, Draft, Report
from tests.world import VILLAGE

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FIRE = "ada kebakaran di RT 03"


async def _asked(world: World, words: str) -> Person:
    person = world.telegram.person("Daeng Naba")
    await world.writes(person, words)
    person.presses("Setuju")
    await world.settle()
    return person


async def test_an_emergency_stays_one_through_consent_and_village(world: World) -> None:
    """More is cried before the village is known: it is one report, sent once, with every word."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = await _asked(world, f"/darurat {FIRE}")
    for more in ("cepat pak, apinya besar!", "masih ada orang di dalam", "tolong!"):
        await world.writes(person, more)
        assert "Tidak ada desa/kelurahan" not in person.last.text
        await world.passes(seconds=2)
        assert "Di desa/kelurahan mana?" in person.last.text
    await world.writes(person, "di Karuwisi pak, cepat!")
    person.presses("Karuwisi")
    await world.settle()
    (report,) = await world.all(Report)
    assert report.emergency
    assert report.text.startswith(f"{FIRE}\ncepat pak, apinya besar!\nmasih ada orang di dalam\n")
    assert report.village_code == VILLAGE
    assert len(world.pages_to(officer)) == 1
    assert await world.count(Draft, Draft.status == "open") == 0


async def test_a_draft_that_waits_for_its_village_takes_what_is_said(world: World) -> None:
    """No second draft; what is no name and says nothing is still asked for."""
    person = await _asked(world, FIRE)
    await world.writes(person, "apinya besar sekali")
    (draft,) = await world.all(Draft)
    assert draft.text == f"{FIRE}\napinya besar sekali"
    await world.writes(person, "Qwrtzx")
    assert "Tidak ada desa/kelurahan" in person.last.text
    await world.writes(person, "Karuwisi")
    person.presses("Karuwisi")
    await world.settle()
    (draft,) = await world.all(Draft)
    assert (draft.village_code, draft.text) == (VILLAGE, f"{FIRE}\napinya besar sekali")


async def test_a_picture_with_words_is_the_emergencys_too(world: World, photo: bytes) -> None:
    """Sent to "di mana?": it goes with the emergency, and is no second, lesser report."""
    await world.enrol("Bripka Ilham", role="officer")
    person = await _asked(world, f"/darurat {FIRE}")
    person.sends_photo(photo, "ini apinya pak")
    await world.settle()
    await world.writes(person, VILLAGE)
    (report,) = await world.all(Report)
    assert report.text == f"{FIRE}\nini apinya pak"
    assert await world.count(Attachment, Attachment.report_id == report.id) == 1
    assert await world.count(Draft) == 0


async def test_another_incident_is_a_report_of_its_own(world: World) -> None:
    """A fire, then a robbery before the village is known: neither is lost in the other."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = await _asked(world, f"/darurat {FIRE}")
    await world.writes(person, "cepat pak, apinya besar!", "ada orang dibegal di jembatan, cepat!")
    first, second = sorted(await world.all(Draft), key=lambda draft: draft.id)
    assert first.text == f"{FIRE}\ncepat pak, apinya besar!"
    assert (second.text, second.emergency) == ("ada orang dibegal di jembatan, cepat!", True)
    await world.writes(person, VILLAGE)
    assert {report.category for report in await world.all(Report)} == {"kebakaran", "curas"}
    assert len(world.pages_to(officer)) == 2
    assert await world.count(Draft, Draft.status == "open") == 0


async def test_a_second_draft_is_placed_by_the_same_answer(world: World) -> None:
    """Without /darurat too: two drafts, one question, and both wait for their buttons."""
    person = await _asked(world, "lampu jalan mati di RT 02")
    await world.writes(person, "ada kebakaran di pasar, api besar!", "korbannya pingsan", VILLAGE)
    drafts = sorted(await world.all(Draft), key=lambda draft: draft.id)
    assert [draft.category for draft in drafts] == ["fasum", "kebakaran"]
    assert drafts[1].text == "ada kebakaran di pasar, api besar!\nkorbannya pingsan"
    assert {draft.village_code for draft in drafts} == {VILLAGE}
    assert await world.count(Report) == 0
