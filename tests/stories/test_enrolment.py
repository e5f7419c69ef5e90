"""How people come in: a first message is never lost, a code is good once, a village is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import (
    AuditEntry,
    Base,
    Draft,
    Edition,
    Invitation,
    Member,
    MemberGrant,
    Newcomer,
    Region,
    Report,
)
from bot.services.operations import region_loading
from tests.world import CITY, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from tests.world import World

BURGLAR = "Ada maling masuk rumah kosong di RT 03"


async def _rows(world: World) -> int:
    """Count what is stored but the regions, their edition, and that somebody wrote."""
    tables = [mapper.class_ for mapper in Base.registry.mappers]
    aside = {Region, Edition, Newcomer}
    return sum([await world.count(table) for table in tables if table not in aside])


@pytest.mark.parametrize("first", [BURGLAR, "/start", "/start AB12", "/darurat", "/apa_saja", "👍"])
async def test_a_stranger_gets_110_and_the_notice_as_a_reply(world: World, first: str) -> None:
    """Whatever the first message is, it is answered, and nothing at all is stored."""
    stranger = world.telegram.person("Daeng Naba")
    wrote = stranger.writes(first)
    await world.settle()
    assert "110" in stranger.last.text
    assert "730 hari" in stranger.last.text
    assert [label for label in stranger.last.buttons if label in {"Setuju", "Tidak setuju"}]
    assert stranger.last.reply_to_message_id == wrote.message_id
    assert await _rows(world) == 0


async def test_nothing_is_typed_twice(world: World, photo: bytes) -> None:
    """A photo with words comes first: agreeing makes a draft of it, one tap sends it."""
    stranger = world.telegram.person("Daeng Naba")
    stranger.sends_photo(photo, BURGLAR)
    await world.settle()
    await world.presses(stranger, "Setuju")
    assert BURGLAR in stranger.last.text
    await world.writes(stranger, "Karuwisi")
    await world.presses(stranger, "Karuwisi")
    await world.presses(stranger, "Masih, kirim")
    (report,) = await world.all(Report)
    assert (report.text, report.village_code) == (BURGLAR, VILLAGE)
    (member,) = await world.all(Member)
    assert member.village_code == VILLAGE


async def test_an_emergency_of_a_stranger_leaves_once_its_village_is_known(world: World) -> None:
    """/darurat, Setuju, the village's code: the officer is paged, no draft stands between."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, "/darurat rumah terbakar, ada anak di dalam")
    await world.presses(stranger, "Setuju")
    await world.writes(stranger, VILLAGE)
    assert len(world.pages_to(officer)) == 1
    assert await world.newest_ticket() in stranger.last.text


async def test_whoever_declines_leaves_nothing_behind(world: World) -> None:
    """Kind words, 110 and the way back in the card's place, and no trace."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, BURGLAR)
    await world.presses(stranger, "Tidak setuju")
    assert "tidak ada yang disimpan" in stranger.last.text
    assert "110" in stranger.last.text
    assert stranger.last.buttons == ["Setuju"]
    assert await _rows(world) + await world.count(Newcomer) == 0


async def test_agreeing_twice_changes_nothing(world: World) -> None:
    """The same Setuju is pressed three times: one member, one draft."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, BURGLAR)
    card = stranger.last
    data = card.rows[0][0]["callback_data"]
    for _ in range(3):
        stranger.presses_data(data, card)
    await world.settle()
    assert await world.count(Member) == 1
    assert await world.count(Draft) == 1
    assert stranger.toasts[-1] == "Anda sudah terdaftar."


async def test_two_first_messages_are_both_taken(world: World) -> None:
    """Two messages before agreeing get two cards; both are pressed, and each counts once."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, BURGLAR)
    first = stranger.last
    await world.writes(stranger, "Dan banjir di lorong 5")
    second = stranger.last
    for card in (second, first):
        stranger.presses("Setuju", card)
    await world.settle()
    texts = {draft.text for draft in await world.all(Draft)}
    assert texts == {BURGLAR, "Dan banjir di lorong 5"}


async def test_a_stranger_may_read_the_notice_in_english(world: World) -> None:
    """One tap shows it in English; agreeing there enrols in English."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, "/start")
    await world.presses(stranger, "English")
    (agree, *_), *_ = stranger.last.rows
    stranger.presses_data(agree["callback_data"], stranger.last)
    await world.settle()
    (member,) = await world.all(Member)
    assert member.language == "en"


async def test_a_notice_read_in_english_is_answered_in_english(world: World) -> None:
    """On an Indonesian phone too, to the last word; all of the notice stays all of it."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, "/privasi")
    await world.presses(stranger, "English")
    assert "promise that somebody will come" in stranger.last.text
    await world.presses(stranger, "I do not agree")
    assert stranger.last.text.startswith("All right, nothing is kept")


async def test_who_agreed_in_english_is_told_so_in_english(world: World) -> None:
    """The second press too, by whoever is enrolled since."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, BURGLAR)
    await world.presses(stranger, "English")
    card = stranger.last
    data = card.rows[0][0]["callback_data"]
    for _ in range(2):
        stranger.presses_data(data, card)
        await world.settle()
    assert stranger.toasts[-1] == "You are enrolled already."
    assert "NOT SENT" in stranger.last.text


async def test_who_is_enrolled_stands_in_one_place_sealed(world: World) -> None:
    """The Telegram id is sealed, and the name can be read in no row of the database."""
    person = await world.enrol("Daeng Qarrunqa")
    (member,) = await world.all(Member)
    assert world.app.vault.open(member.sealed_id) == str(person.id)
    assert "Qarrunqa" not in repr(await world.dump())


async def test_a_code_carries_a_role_and_its_village(world: World) -> None:
    """An officer enrols: role, village, digests begin, and the code says so."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    assert "Bhabinkamtibmas" in officer.last.text
    assert "Karuwisi" in officer.last.text
    (member,) = await world.all(Member)
    assert member.village_code == VILLAGE
    assert member.next_daily_at is not None
    assert member.next_weekly_at is not None


async def test_one_person_may_hold_several_roles_and_villages(world: World) -> None:
    """An officer takes a second village and is of the forum there: three grants, one person."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    for role in ("officer", "forum"):
        await world.writes(officer, f"/start {await world.invite(role, NEIGHBOUR_VILLAGE)}")
    held = {(grant.role, grant.region_code) for grant in await world.all(MemberGrant)}
    assert held == {
        ("officer", VILLAGE),
        ("officer", NEIGHBOUR_VILLAGE),
        ("forum", NEIGHBOUR_VILLAGE),
    }
    assert await world.count(Member) == 1


async def test_a_code_is_good_once(world: World) -> None:
    """A second person with the same code is told so and gets nothing."""
    code = await world.invite("officer", VILLAGE)
    first, second = (world.telegram.person(name) for name in ("Bripka Ilham", "Penyusup"))
    for person in (first, second):
        await world.writes(person, f"/start {code}")
        await world.presses(person, "Setuju")
    assert any("sudah dipakai" in message.text for message in second.inbox)
    assert await world.count(MemberGrant) == 1


async def test_a_code_typed_again_by_its_owner_is_harmless(world: World) -> None:
    """It is greeted as before, and no second grant is made."""
    officer = world.telegram.person("Bripka Ilham")
    code = await world.invite("officer", VILLAGE)
    await world.writes(officer, f"/start {code}")
    await world.presses(officer, "Setuju")
    await world.writes(officer, f"/start {code}")
    assert "Bhabinkamtibmas" in officer.last.text
    assert await world.count(MemberGrant) == 1


async def test_a_code_is_read_as_people_type_it(world: World) -> None:
    """Small letters, hyphens, an O for a zero."""
    person = await world.enrol("Daeng Naba")
    code = await world.invite("watch", VILLAGE)
    typed = f"{code[:5]}-{code[5:]}".lower().replace("0", "o")
    await world.writes(person, f"/start {typed}")
    assert "Poskamling" in person.last.text


async def test_the_codes_of_residents_are_for_many(world: World) -> None:
    """A QR on the notice board: three neighbours use one code."""
    code = await world.invite("resident", VILLAGE)
    for name in ("Ani", "Budi", "Citra"):
        person = world.telegram.person(name)
        await world.writes(person, f"/start {code}")
        await world.presses(person, "Setuju")
        assert "Karuwisi" in person.last.text
    assert await world.count(MemberGrant) == 3


@pytest.mark.parametrize("role", ["officer", "resident"])
async def test_an_expired_code_says_so(world: World, role: str) -> None:
    """A code of no days is expired at once; one of seven after a week."""
    person = await world.enrol("Daeng Naba", role="watch")
    await world.writes(person, f"/start {await world.invite(role, VILLAGE, days=0)}")
    assert "masa berlakunya" in person.last.text
    code = await world.invite(role, VILLAGE, days=7)
    await world.outage(days=7)
    await world.writes(person, f"/start {code}")
    assert "masa berlakunya" in person.last.text
    assert await world.count(MemberGrant) == 1


async def test_codes_cannot_be_guessed(world: World) -> None:
    """After five unknown codes even a good one is not looked at for an hour."""
    person = await world.enrol("Penyusup")
    code = await world.invite("officer", VILLAGE)
    for number in range(5):
        await world.writes(person, f"/start WRONG{number:05}")
        assert "tidak dikenal" in person.last.text
    await world.writes(person, f"/start {code}")
    assert "Terlalu banyak" in person.last.text
    await world.outage(minutes=61)
    await world.writes(person, f"/start {code}")
    assert "Bhabinkamtibmas" in person.last.text
    assert await world.count(AuditEntry, AuditEntry.action == "code_unknown") == 5


async def test_a_code_is_not_stored(world: World) -> None:
    """Who reads the database cannot enrol: there is a keyed hash alone."""
    code = await world.invite("officer", VILLAGE)
    (invitation,) = await world.all(Invitation)
    assert code not in invitation.code_hash
    assert invitation.code_hash == world.app.vault.code_hash(code)


async def test_a_resident_without_a_code_is_asked_for_the_village(world: World) -> None:
    """/start, Setuju, the name, one of the buttons: enrolled and at home."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, "/start")
    await world.presses(stranger, "Setuju")
    assert "Di desa atau kelurahan mana" in stranger.last.text
    await world.writes(stranger, "kel. karuwisi")
    await world.presses(stranger, "Karuwisi")
    assert "Karuwisi, Kec. Panakkukang, Kota Makassar" in stranger.last.text
    (member,) = await world.all(Member)
    assert (member.village_code, member.awaiting) == (VILLAGE, None)


async def test_villages_that_share_a_name_show_where_they_lie(world: World) -> None:
    """Bontolebang is in four regencies: three on buttons with what they lie in, and Lainnya."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, "/start")
    await world.presses(stranger, "Setuju")
    await world.writes(stranger, "Bontolebang")
    labels = stranger.last.buttons
    assert len(labels) == 4
    assert labels[-1] == "Lainnya"
    assert all("Kab." in label for label in labels[:3])
    await world.presses(stranger, "Lainnya")
    assert "kecamatannya" in stranger.last.text
    await world.writes(stranger, "Bontolebang, Galesong Utara")
    assert len(stranger.last.buttons) == 2
    await world.presses(stranger, stranger.last.buttons[0])
    (member,) = await world.all(Member)
    assert member.village_code == "73.05.06.1004"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("Xyzzyqqq", "Tidak ada desa/kelurahan dengan nama itu"),
        ("99.99.99.9999", "Tidak ada desa/kelurahan dengan nama itu"),
        ("73.71", "bukan desa/kelurahan"),
        ("安徽", "Tidak ada desa/kelurahan dengan nama itu"),
        ("?" * 4000, "Tidak ada desa/kelurahan dengan nama itu"),
    ],
)
async def test_an_unknown_village_gets_one_clear_sentence(
    world: World, typed: str, answer: str
) -> None:
    """What is no village is said to be none, with what to write instead."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, "/start")
    await world.presses(stranger, "Setuju")
    await world.writes(stranger, typed)
    assert answer in stranger.last.text


async def test_a_report_instead_of_a_village_is_taken(world: World) -> None:
    """Asked for the village, somebody reports a burglar: a draft, and the question stays."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, "/start")
    await world.presses(stranger, "Setuju")
    await world.writes(stranger, BURGLAR)
    assert await world.count(Draft, Draft.text == BURGLAR) == 1
    await world.writes(stranger, VILLAGE)
    (draft,) = await world.all(Draft)
    assert draft.village_code == VILLAGE


async def test_start_tells_a_member_where_they_stand(world: World) -> None:
    """Roles, village, what to do next; and the village can be changed from there."""
    person = await world.enrol("Daeng Naba", role="watch")
    await world.writes(person, "/start")
    assert "Poskamling" in person.last.text
    await world.presses(person, "Ganti desa/kelurahan")
    await world.writes(person, NEIGHBOUR_VILLAGE)
    (member,) = await world.all(Member)
    assert member.village_code == NEIGHBOUR_VILLAGE


async def test_a_forgotten_question_takes_no_report_for_a_village(world: World) -> None:
    """Ganti desa/kelurahan is pressed and forgotten; next day's message is a report again."""
    person = await world.enrol("Daeng Naba")
    await world.writes(person, "/start")
    await world.presses(person, "Ganti desa/kelurahan")
    await world.outage(days=1)
    await world.writes(person, "lampu jalan mati semua")
    assert await world.count(Draft) == 1


async def test_a_supervisor_is_not_asked_for_a_village(world: World) -> None:
    """Whoever answers for a city is not asked where they live before it matters."""
    supervisor = await world.enrol("Kompol Andi", role="supervisor", region=CITY)
    assert "Kota Makassar" in supervisor.last.text
    (member,) = await world.all(Member)
    assert (member.village_code, member.awaiting) == (None, None)


async def test_every_region_is_there_once(world: World) -> None:
    """All villages can be found, and loading them again writes nothing."""
    assert await world.count(Region, Region.level == 4) == 83_762
    async with world.app.database.writing() as session:
        assert await region_loading.load_regions(session) == 0
