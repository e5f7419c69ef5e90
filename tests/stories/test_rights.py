"""A right comes from a post held now: who was moved or ended reads and does nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain.access import Grant
from bot.models import Alert, Delivery, DeliveryStatus
from bot.places import place_search
from bot.services.people import posts
from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE, VILLAGE, World

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person

FIRE = "Ada kebakaran di RT 03, api besar"
ABUSE = "Suami saya memukul saya dan anak saya sekarang di rumah"
FAR = "73.71.01.1006"  # Kelurahan Mariso, Kecamatan Mariso
PRESSES = ("ack", "way", "none", "done", "outcome:{run}:handled", "more", "move", "moveto:{run}:")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """These rules read and write what every other story does: one database tells them."""
    return sqlite_url


async def _moves(world: World, person: Person, role: str, region: str) -> None:
    member = await world.member_id(person)
    async with world.app.database.writing() as session:
        to = await place_search.by_code(session, FAR)
        assert to is not None
        post = Grant(role, region)
        config, now = world.app.config, world.clock.now()
        await posts.move(session, member, post, to, config=config, now=now)
    await world.tick()


async def _alert(world: World) -> Alert:
    async with world.app.database.reading() as session:
        found = await session.scalars(select(Alert).options(joinedload(Alert.incident)))
        return found.one()


async def _sent(world: World, text: str) -> str:
    """A neighbour sends an emergency, whatever the draft would have asked."""
    neighbour = world.telegram.person("Daeng Naba")
    code = await world.invite("resident", VILLAGE)
    neighbour.writes(f"/start {code}")
    await world.settle()
    neighbour.presses("Setuju")
    await world.settle()
    neighbour.writes(f"/darurat {text}")
    await world.settle()
    return await world.newest_ticket()


def _says(person: Person, words: str) -> list[Message]:
    return [one for one in person.inbox if words in (one.text or one.caption or "")]


async def _presses_everything(world: World, person: Person, alert: Alert, card: Message) -> None:
    """Every button of an alert that was ever in this chat, as a phone keeps it."""
    for press in PRESSES:
        verb, _, rest = press.partition(":")
        more = f":{rest.format(run=alert.run)}" if rest else f":{alert.run}"
        more += FAR if verb == "moveto" else ""
        data = world.app.vault.sign(person.id, f"a:{alert.id}:{verb}{more}")
        person.presses_data(data, card)
        await world.settle()


@pytest.mark.parametrize("leaves", [World.ends, _moves])
@pytest.mark.parametrize(
    ("role", "region"), [("officer", VILLAGE), ("deputy", VILLAGE), ("supervisor", DISTRICT)]
)
async def test_who_left_reads_and_closes_nothing(
    world: World, leaves: object, role: str, region: str
) -> None:
    """Paged, and then moved or ended: the card is emptied, every button of it is refused."""
    person = await world.enrol("Ilham", role=role, region=region)
    chief = await world.enrol("Kompol Rahma", role="supervisor", region=CITY)
    ticket = await _sent(world, FIRE)
    if role == "deputy":
        await world.passes(minutes=5)
    card = world.pages_to(person)[0]
    await leaves(world, person, role, region)  # type: ignore[operator]
    assert "api besar" not in card.text
    assert "sudah berakhir" in card.text
    assert card.buttons == []
    assert world.pages_to(chief)
    alert = await _alert(world)
    was = (alert.status, alert.holder_id, alert.run, alert.incident.village_code)
    seen = len(person.inbox)
    await _presses_everything(world, person, alert, card)
    person.writes("/tugas")
    await world.settle()
    chief.presses("Menuju lokasi", world.pages_to(chief)[-1])
    await world.settle()
    assert not [one for one in person.inbox[seen:] if ticket in one.text]
    assert "api besar" not in card.text
    now = await _alert(world)
    assert was[2:] == (now.run, now.incident.village_code)
    assert now.status == "en_route"


async def test_who_held_it_hands_it_on(world: World) -> None:
    """The holder is moved: the deputy is paged at once, nothing stays in hands that may not."""
    officer = await world.enrol("Ilham", role="officer")
    deputy = await world.enrol("Sari", role="deputy")
    await _sent(world, FIRE)
    officer.presses("Saya tangani")
    await world.settle()
    await _moves(world, officer, "officer", VILLAGE)
    assert (await _alert(world)).holder_id is None
    (page,) = world.pages_to(deputy)
    assert "yang menangani tidak bertugas lagi" in page.text


async def test_of_two_posts_the_other_one_keeps_its_rights(world: World) -> None:
    """Officer of two villages: the end of one post takes nothing of the other's."""
    officer = await world.enrol("Ilham", role="officer")
    officer.writes(f"/start {await world.invite('officer', NEIGHBOUR_VILLAGE)}")
    await world.settle()
    await _sent(world, FIRE)
    await world.ends(officer, "officer", NEIGHBOUR_VILLAGE)
    assert "api besar" in world.pages_to(officer)[0].text
    officer.presses("Saya tangani", world.pages_to(officer)[0])
    await world.settle()
    assert (await _alert(world)).status == "acknowledged"


async def test_off_duty_is_not_ended(world: World) -> None:
    """Whoever goes off duty with a page in the chat still answers it."""
    officer = await world.enrol("Ilham", role="officer")
    await _sent(world, FIRE)
    page = world.pages_to(officer)[0]
    officer.writes("/jaga")
    await world.settle()
    officer.presses("Lepas jaga")
    await world.settle()
    officer.presses("Saya tangani", page)
    await world.settle()
    assert (await _alert(world)).status == "acknowledged"


async def test_having_been_paged_for_a_confidential_one_gives_no_right(world: World) -> None:
    """The supervisor who stood in for the unit is moved: nothing of it is theirs any more."""
    chief = await world.enrol("Karim", role="supervisor", region=CITY)
    await _sent(world, ABUSE)
    alert = await _alert(world)
    assert alert.policy["confidential"]
    (card,) = world.pages_to(chief)
    await world.ends(chief, "supervisor", CITY)
    assert "memukul" not in card.text
    await _presses_everything(world, chief, alert, card)
    assert (await _alert(world)).status == "open"


async def test_what_is_owed_is_not_sent(world: World) -> None:
    """Pages, news and pictures that wait when the post ends are dropped; nothing is rendered."""
    officer = await world.enrol("Ilham", role="officer")
    await world.enrol("Rahma", role="supervisor", region=CITY)
    neighbour = await world.enrol("Daeng Naba")
    neighbour.writes(f"/darurat {FIRE}")
    await world.takes()
    await world.ends(officer, "officer", VILLAGE)
    owed = (Delivery.kind == "page", Delivery.recipient_id == await world.member_id(officer))
    assert {one.status for one in await world.all(Delivery, *owed)} == {DeliveryStatus.DROPPED}
    assert not _says(officer, "api besar")


@pytest.mark.parametrize("kind", ["page", "alert", "lease", "alert_news"])
async def test_the_renderer_decides_by_posts_held_now(world: World, kind: str) -> None:
    """A promise that somehow outlives the post says nothing: no message goes out."""
    person = await world.enrol("Orang lama")
    await world.enrol("Ilham", role="officer")
    await _sent(world, FIRE)
    alert, member = await _alert(world), await world.member_id(person)
    async with world.app.database.writing() as session:
        promise = Delivery(
            id=1,
            kind=kind,
            subject_id=alert.id,
            recipient_id=member,
            lane=0,
            run=1,
            position=0,
            payload={"event": "safe"},
            created_at=world.clock.now(),
            send_after=world.clock.now(),
        )
        session.add(promise)
    seen = len(person.inbox)
    world.app.sender.wake()
    await world.settle()
    assert len(person.inbox) == seen
    (promise,) = await world.all(Delivery, Delivery.id == 1)
    assert promise.status == DeliveryStatus.DROPPED


async def test_a_question_dies_with_the_post_that_asked(world: World) -> None:
    """Asked for the right village, then ended: what is written next is a report, not an answer."""
    officer = await world.enrol("Ilham", role="officer")
    await _sent(world, FIRE)
    officer.presses("Lainnya")
    await world.settle()
    officer.presses("Bukan wilayah saya")
    await world.settle()
    await world.ends(officer, "officer", VILLAGE)
    officer.writes("ada maling masuk rumah di sini")
    await world.settle()
    assert "maling" in officer.last.text
    assert any("kirim" in label for label in officer.last.buttons)
    assert (await _alert(world)).incident.village_code == VILLAGE


async def test_a_digest_speaks_of_the_villages_of_today(world: World) -> None:
    """A digest that is owed when the officer moves tells nothing of where they were."""
    officer = await world.enrol("Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, "tadi ada maling masuk rumah", "Sudah lewat, kirim")
    await _moves(world, officer, "officer", VILLAGE)
    await world.passes(hours=12)
    digest = _says(officer, "Laporan harian")[-1]
    assert "Karuwisi" not in digest.text


async def test_who_erases_themself_keeps_no_card(world: World) -> None:
    """/hapus of an officer with an open page: the card is emptied, the next contact is called."""
    officer = await world.enrol("Ilham", role="officer")
    deputy = await world.enrol("Sari", role="deputy")
    await _sent(world, FIRE)
    card = world.pages_to(officer)[0]
    officer.writes("/hapus")
    await world.settle()
    officer.presses(officer.last.buttons[0])
    await world.settle()
    assert "api besar" not in card.text
    assert len(world.pages_to(deputy)) == 1


async def test_who_was_told_is_told_no_more(world: World) -> None:
    """A village head whose post ended: a promise of news is dropped."""
    head = await world.enrol("Pak Lurah", role="village_head")
    await world.enrol("Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    neighbour.writes("/darurat banjir besar, air sudah masuk rumah")
    await world.takes()
    await world.ends(head, "village_head", VILLAGE)
    assert not _says(head, "masuk rumah")
