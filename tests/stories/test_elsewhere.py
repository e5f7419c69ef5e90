"""A position in another village than the draft's: the card says so, and one tap puts it right."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from bot.models import Delivery, Draft, Incident
from tests.geography.pictures import picture
from tests.stories.spots import (
    AT_SEA,
    BETWEEN_TWO_OTHERS,
    HERE,
    KARUWISI,
    KARUWISI_CODE,
    SINRIJALA,
    SINRIJALA_CODE,
    TAKEN_IN_SINRIJALA,
    drafted_village,
)

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

pytestmark = pytest.mark.nation
NOISE = "Musik keras dari tadi di RT 02"
FIRE = "Ada kebakaran di RT 03, api besar"


async def _says(world: World, person: Person, text: str, *where: float) -> None:
    person.writes(text)
    await world.settle()
    person.sends_location(*where)
    await world.settle()


async def test_a_report_from_elsewhere_pages_the_officer_there(world: World) -> None:
    """Ani of Karuwisi sees a fire in Sinrijala: one tap, and its officer is paged, not her own."""
    own = await world.enrol("Bripka Ilham", role="officer")
    there = await world.enrol("Aiptu Rauf", role="officer", region=SINRIJALA_CODE)
    ani = await world.enrol("Ani")
    await _says(world, ani, FIRE, *SINRIJALA)
    assert "Dikirim ke RT 03, Kel. Karuwisi, Kec. Panakkukang" in ani.last.text
    assert "lokasi: di Kel. Sinrijala, Kec. Panakkukang, desa/kelurahan lain" in ani.last.text
    assert ani.last.buttons == ["Masih, kirim", "Sudah lewat, kirim", HERE, "Lainnya"]
    assert await drafted_village(world) == KARUWISI_CODE, "nothing is taken without a tap"
    ani.presses(HERE)
    await world.settle()
    assert "Dikirim ke" not in ani.last.text
    assert ani.last.buttons == ["Masih, kirim", "Sudah lewat, kirim", "Anonim", "Lainnya"]
    ani.presses("Masih, kirim")
    await world.settle()
    assert (len(world.pages_to(there)), len(world.pages_to(own))) == (1, 0)


async def test_who_leaves_it_as_it_is_reports_from_home(world: World) -> None:
    """Ani writes of home while she is away: nothing but Kirim is needed."""
    ani = await world.enrol("Ani")
    await _says(world, ani, NOISE, *SINRIJALA)
    assert ani.last.buttons == ["Kirim", HERE, "Lainnya"]
    ani.presses("Kirim")
    await world.settle()
    (incident,) = await world.all(Incident)
    assert incident.village_code == KARUWISI_CODE


async def test_what_gave_way_is_behind_lainnya(world: World) -> None:
    """Anonim, Ubah and Batal are two taps away, and do what they do."""
    ani = await world.enrol("Ani")
    await _says(world, ani, NOISE, *SINRIJALA)
    ani.presses("Lainnya")
    await world.settle()
    assert ani.last.buttons == ["Anonim", "Ubah", "Batal", "Kembali"]
    ani.presses("Anonim")
    await world.settle()
    assert ani.last.buttons == ["Kirim", HERE, "Lainnya"]
    (draft,) = await world.all(Draft)
    assert draft.anonymous


@pytest.mark.parametrize(
    "where",
    [(*KARUWISI,), (*SINRIJALA, 200.0), (*AT_SEA,)],
    ids=["at home", "perhaps at home", "at sea"],
)
async def test_what_is_not_plainly_elsewhere_is_a_place_and_no_more(
    world: World, where: tuple[float, ...]
) -> None:
    """The card is as it always was."""
    ani = await world.enrol("Ani")
    await _says(world, ani, NOISE, *where)
    assert "📌 lokasi\n" in ani.last.text
    assert ani.last.buttons == ["Kirim", "Anonim", "Ubah", "Batal"]


async def test_between_two_other_villages_both_are_offered(world: World) -> None:
    """It is not at home, and may be either: a card of its own asks."""
    ani = await world.enrol("Ani")
    await _says(world, ani, NOISE, *BETWEEN_TWO_OTHERS, 60.0)
    assert "Di desa/kelurahan mana kejadiannya?" in ani.last.text
    first = ani.last.buttons[0]
    assert len(ani.last.buttons) == 3
    ani.presses(first)
    await world.settle()
    assert await drafted_village(world) in {"73.71.09.1009", "73.71.09.1004"}


async def test_a_live_place_that_joined_a_draft_stays_where_it_was_sent(world: World) -> None:
    """The words came first: the place is where Ani was then, however far she walks."""
    ani = await world.enrol("Ani")
    ani.writes(NOISE)
    await world.settle()
    sent = ani.sends_location(*KARUWISI, live=True)
    await world.settle()
    shown = len(ani.inbox)
    card = ani.last
    ani.moves(sent, *SINRIJALA)
    await world.settle()
    assert HERE not in card.buttons
    assert len(ani.inbox) == shown


async def test_a_live_place_that_began_a_draft_is_followed(world: World) -> None:
    """The place came first: where it has come to is on the card, until its writer decides."""
    ani = await world.enrol("Ani")
    sent = ani.sends_location(*KARUWISI, live=True)
    await world.settle()
    shown, card = len(ani.inbox), ani.last
    ani.moves(sent, *SINRIJALA)
    await world.settle()
    assert HERE in card.buttons
    ani.presses(HERE)
    await world.settle()
    ani.moves(sent, *KARUWISI)
    await world.settle()
    assert HERE not in card.buttons
    assert await drafted_village(world) == SINRIJALA_CODE
    assert len(ani.inbox) == shown


async def test_ubah_desa_takes_a_position(world: World) -> None:
    """Asked for another village, Ani sends where it is: one tap, and the place goes along."""
    ani = await world.enrol("Ani")
    ani.writes(NOISE)
    await world.settle()
    for label in ("Ubah", "Tempat"):
        ani.presses(label)
        await world.settle()
    ani.sends_location(*SINRIJALA)
    await world.settle()
    assert "Kejadiannya di sana?" in ani.last.text
    ani.presses("Ya, Sinrijala")
    await world.settle()
    (draft,) = await world.all(Draft)
    assert (draft.village_code, draft.lat) == (SINRIJALA_CODE, SINRIJALA[0])
    ani.presses("Kirim")
    await world.settle()
    assert await world.count(Incident, Incident.village_code == SINRIJALA_CODE) == 1


async def test_a_picture_taken_elsewhere_says_so(world: World) -> None:
    """Its camera wrote where: the card asks, and nothing of the place is kept."""
    ani = await world.enrol("Ani")
    ani.sends_document(picture(TAKEN_IN_SINRIJALA), "foto.jpg", "image/jpeg", caption=NOISE)
    await world.settle()
    assert "foto diambil di Kel. Sinrijala" in ani.last.text
    ani.presses(HERE)
    await world.settle()
    (draft,) = await world.all(Draft)
    assert (draft.village_code, draft.lat) == (SINRIJALA_CODE, None)


async def test_an_emergency_without_a_village_leaves_with_one_tap(world: World) -> None:
    """/darurat, then a live place: the village is one tap, and its officer is paged at once."""
    there = await world.enrol("Aiptu Rauf", role="officer", region=SINRIJALA_CODE)
    cici = world.telegram.person("Cici")
    cici.writes("/darurat")
    await world.settle()
    cici.presses("Setuju")
    await world.settle()
    cici.sends_location(*SINRIJALA, live=True)
    await world.settle()
    cici.presses("Ya, Sinrijala")
    await world.settle()
    assert len(world.pages_to(there)) == 1


async def test_an_officer_sends_where_an_alert_belongs(world: World) -> None:
    """Not my area, says the officer, and sends a position: one tap, and it pages there."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    there = await world.enrol("Aiptu Rauf", role="officer", region=SINRIJALA_CODE)
    neighbour = await world.enrol("Ani")
    await world.report(neighbour, FIRE, send="Masih, kirim")
    for label in ("Saya tangani", "Bukan wilayah saya"):
        officer.presses(label)
        await world.settle()
    officer.sends_location(*SINRIJALA)
    await world.settle()
    assert "dipindahkan ke sana?" in officer.last.text
    officer.presses("Ya, Sinrijala")
    await world.settle()
    assert len(world.pages_to(there)) == 1
    assert await world.count(Draft, Draft.member_id.is_not(None), Draft.lat.is_not(None)) == 0


async def test_positions_stand_in_no_promise_and_in_no_log(
    world: World, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is owed names villages; what is logged names nothing."""
    caplog.set_level(logging.INFO)
    ani = await world.enrol("Ani")
    await _says(world, ani, NOISE, *BETWEEN_TWO_OTHERS, 60.0)
    ani.sends_location(*SINRIJALA, live=True)
    await world.settle()
    printed = capsys.readouterr()
    logged = caplog.text + printed.out + printed.err
    owed = str([delivery.payload for delivery in await world.all(Delivery)])
    for degrees in (*BETWEEN_TWO_OTHERS, *SINRIJALA):
        assert str(degrees) not in logged
        assert str(degrees) not in owed
