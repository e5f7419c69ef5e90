"""A position among words counts as one that was sent: a link, ``geo:``, or degrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Draft, Report
from tests.stories.newcomer import agreed
from tests.stories.spots import KARUWISI, SINRIJALA, SINRIJALA_CODE
from tests.world import VILLAGE

if TYPE_CHECKING:
    from tests.world import World

pytestmark = [
    pytest.mark.nation,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
FIRE = "ada kebakaran di RT 03, api besar"
LINK = "https://maps.google.com/?q={},{}"
PLAIN = "{:.5f}, {:.5f}".format(*KARUWISI)
SHORT = "https://maps.app.goo.gl/Xy7AbCdEfGh12"
DEGREES = "5,139535 LS 119,43935 BT"


async def _draft(world: World) -> Draft:
    (draft,) = await world.all(Draft, Draft.status == "open")
    assert isinstance(draft, Draft)
    return draft


@pytest.mark.parametrize("written", [LINK.format(*SINRIJALA), DEGREES])
async def test_it_answers_where_one_lives(world: World, written: str) -> None:
    """As a shared location does: two steps, and no report of it."""
    newcomer = await agreed(world)
    assert await newcomer.types(written) == ["Ya, Sinrijala", "Bukan"]
    await newcomer.taps("Ya, Sinrijala")
    assert await newcomer.lives_in() == SINRIJALA_CODE
    assert await world.count(Draft) == 0


async def test_it_answers_where_it_happened_and_its_words_join_the_report(world: World) -> None:
    """A newcomer's fire; "di mana?" is answered by words around a link: nothing is lost."""
    person = world.telegram.person("Daeng Naba")
    await world.writes(person, f"/darurat {FIRE}")
    person.presses("Setuju")
    await world.settle()
    await world.writes(person, f"di sini pak, cepat {LINK.format(*SINRIJALA)}")
    assert person.last.buttons == ["Ya, Sinrijala", "Bukan"]
    person.presses("Ya, Sinrijala")
    await world.settle()
    (report,) = await world.all(Report)
    assert report.text == f"{FIRE}\ndi sini pak, cepat {LINK.format(*SINRIJALA)}"
    assert (report.lat, report.lon, report.village_code) == (*SINRIJALA, SINRIJALA_CODE)


async def test_in_a_message_a_caption_or_an_edit_it_is_the_drafts_position(
    world: World, photo: bytes
) -> None:
    """The words stay, and the card shows the place; an edit moves it, or takes it away."""
    person = await world.enrol("Daeng Naba")
    wrote = person.writes(f"{FIRE} {PLAIN}")
    await world.settle()
    draft = await _draft(world)
    assert (draft.lat, draft.lon) == KARUWISI
    assert draft.text == f"{FIRE} {PLAIN}"
    assert "📌 lokasi" in person.last.text
    person.edits(wrote, f"{FIRE} {DEGREES}")
    await world.settle()
    draft = await _draft(world)
    assert (draft.lat, draft.lon) == pytest.approx(SINRIJALA)
    assert "Sinrijala" in person.last.text
    person.edits(wrote, FIRE)
    await world.settle()
    assert (await _draft(world)).lat is None
    person.writes("/batal")
    await world.settle()
    person.sends_photo(photo, f"{FIRE} {LINK.format(*KARUWISI)}")
    await world.settle()
    assert ((await _draft(world)).lat, (await _draft(world)).lon) == KARUWISI


async def test_a_bare_link_joins_what_was_said_just_before(world: World) -> None:
    """No second draft: it is the place of the first, as a shared location would be."""
    person = await world.enrol("Daeng Naba")
    await world.writes(person, FIRE)
    await world.writes(person, LINK.format(*KARUWISI))
    draft = await _draft(world)
    assert (draft.text, draft.lat, draft.lon) == (FIRE, *KARUWISI)


async def test_who_may_not_know_exactly_does_not_read_it_in_the_words(world: World) -> None:
    """The officer reads it once they have taken the case; with ``Anonim`` never."""
    officer, person = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Cici")
    await world.report(person, f"{FIRE} {LINK.format(*KARUWISI)}", send="Masih, kirim")
    page = world.pages_to(officer)[-1]
    assert "[lokasi]" in page.text
    assert "119.436" not in page.text
    officer.presses("Saya tangani", page)
    await world.settle()
    assert LINK.format(*KARUWISI) in page.text
    person.writes(f"ada maling {PLAIN}")
    await world.settle()
    person.presses("Anonim")
    await world.settle()
    person.presses("Masih, kirim")
    await world.settle()
    page = world.pages_to(officer)[-1]
    officer.presses("Saya tangani", page)
    await world.settle()
    assert "ada maling [lokasi]" in page.text
    assert "119.436" not in page.text


async def test_a_link_that_does_not_say_where_is_answered_with_what_helps(world: World) -> None:
    """It is never fetched. As an answer, beside a report, and alone after one."""
    newcomer = await agreed(world)
    person = newcomer.person
    await newcomer.types(SHORT)
    assert "pilih Lokasi" in person.last.text
    assert await world.count(Draft) == 0
    await newcomer.types(f"{FIRE} {SHORT}")
    assert "pilih Lokasi" in person.inbox[-1].text
    await newcomer.types(f"dekat {SHORT}")
    assert (await _draft(world)).text == f"{FIRE} {SHORT}\ndekat {SHORT}"
    person.sends_location(*KARUWISI)
    await world.settle()
    assert (await _draft(world)).lat == KARUWISI[0]


async def test_alone_after_a_report_such_a_link_joins_it(world: World) -> None:
    """One draft, with the link among its words, and the sentence; the card stays the last."""
    person = await world.enrol("Daeng Naba")
    await world.writes(person, FIRE)
    await world.writes(person, SHORT)
    assert (await _draft(world)).text == f"{FIRE}\n{SHORT}"
    assert "pilih Lokasi" in person.inbox[-2].text
    assert "Masih, kirim" in person.last.buttons
    assert (await _draft(world)).village_code == VILLAGE


async def test_an_edit_that_changes_nothing_is_silence(world: World) -> None:
    """Telegram tells of a link's preview by an edit: sent or not, it is no news."""
    person = await world.enrol("Daeng Naba")
    words = f"{FIRE} {LINK.format(*KARUWISI)}"
    wrote = person.writes(words)
    await world.settle()
    card, said = person.last, len(person.inbox)
    person.edits(wrote, words)
    await world.settle()
    assert len(person.inbox) == said
    person.presses("Masih, kirim", card)
    await world.settle()
    said = len(person.inbox)
    person.edits(wrote, words)
    await world.settle()
    assert len(person.inbox) == said
    person.edits(wrote, f"{words} tolong")
    await world.settle()
    assert "Ditambahkan ke laporan" in person.last.text


async def test_a_location_that_changes_nothing_on_the_card_is_answered(world: World) -> None:
    """The same again, and one a few steps farther: the card below says that it is not sent."""
    person = await world.enrol("Daeng Naba")
    await world.writes(person, FIRE)
    said = 0
    for lat in (KARUWISI[0], KARUWISI[0], KARUWISI[0] - 0.0001):
        said = len(person.inbox)
        person.sends_location(lat, KARUWISI[1])
        await world.passes(seconds=2)
    assert len(person.inbox) == said + 1
    assert "BELUM TERKIRIM" in person.last.text
    assert (await _draft(world)).lat == KARUWISI[0] - 0.0001


async def test_a_venue_keeps_its_title_and_address(world: World) -> None:
    """On the draft, in the report, for whoever may know exactly; erased with what was said."""
    officer, person = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Cici")
    await world.writes(person, FIRE)
    person.sends_location(*KARUWISI, title="Warung <Daeng>\nJl. Pettarani 5\nKaruwisi")
    await world.settle()
    assert "📌 lokasi: Warung <Daeng>, Jl. Pettarani 5 Karuwisi" in person.inbox[-1].text
    person.presses("Masih, kirim")
    await world.settle()
    (report,) = await world.all(Report)
    assert report.venue == "Warung <Daeng>, Jl. Pettarani 5 Karuwisi"
    page = world.pages_to(officer)[-1]
    assert "Pettarani" not in page.text
    officer.presses("Saya tangani", page)
    await world.settle()
    assert "Warung <Daeng>, Jl. Pettarani 5 Karuwisi" in page.text
    officer.presses("Selesai", page)
    await world.settle()
    officer.presses("Tertangani")
    await world.settle()
    person.writes("/hapus")
    await world.settle()
    person.presses("Ya, hapus")
    await world.settle()
    assert "Pettarani" not in repr(await world.dump())


async def test_a_venue_that_answers_where_is_kept_and_a_plain_place_takes_its_turn(
    world: World,
) -> None:
    """Sent to "di mana?" it is on the draft; a location without a name is none of it."""
    person = world.telegram.person("Daeng Naba")
    await world.writes(person, FIRE)
    person.presses("Setuju")
    await world.settle()
    person.sends_location(*SINRIJALA, title="Pasar")
    await world.settle()
    person.presses("Ya, Sinrijala")
    await world.settle()
    assert (await _draft(world)).venue == "Pasar"
    person.sends_location(*KARUWISI)
    await world.settle()
    assert (await _draft(world)).venue is None
