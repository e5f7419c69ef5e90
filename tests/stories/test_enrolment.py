"""How people come in: a first message is never lost, a code is good once, a village is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import (
    Base,
    Draft,
    Edition,
    Member,
    Newcomer,
    Region,
    Report,
)
from tests.world import NEIGHBOUR_VILLAGE, VILLAGE

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


async def test_start_tells_a_member_where_they_stand(world: World) -> None:
    """Roles, village, what to do next; and the village can be changed from there."""
    person = await world.enrol("Daeng Naba", role="watch")
    await world.writes(person, "/start")
    assert "Poskamling" in person.last.text
    await world.presses(person, "Ganti desa/kelurahan")
    await world.writes(person, NEIGHBOUR_VILLAGE)
    (member,) = await world.all(Member)
    assert member.village_code == NEIGHBOUR_VILLAGE
