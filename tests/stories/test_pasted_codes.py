"""A code is a code wherever it is pasted; it never becomes a report that shows it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.models import CodeGuess, Draft, Member, MemberGrant, Report
from tests.world import NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.standin.person import Person
    from tests.world import World

# Nothing here is told differently by the other database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FIRE = "ada kebakaran di RT 03, api besar"


async def _roles(world: World, person: Person) -> set[str]:
    member = await world.member_id(person)
    held = await world.all(MemberGrant, MemberGrant.member_id == member)
    return {grant.role for grant in held}


def _link(world: World, code: str) -> str:
    return f"https://t.me/{world.app.config.bot.username}?start={code}"


def _styled(world: World, person: Person, text: str) -> None:
    message: dict[str, Any] = {
        "message_id": 900_000,
        "from": person.raw,
        "chat": person.chat.raw,
        "date": 1_795_000_000,
        "rich_message": {"blocks": [{"type": "paragraph", "text": ["Kode: ", text]}]},
    }
    world.telegram.updates.add("message", json.loads(json.dumps(message)))


WAYS: dict[str, Callable[[World, Person, str, bytes], object]] = {
    "a word": lambda _w, person, code, _p: person.writes(code),
    "words": lambda _w, person, code, _p: person.writes(f"Halo, ini kode saya: {code.lower()}."),
    "parted": lambda _w, person, code, _p: person.writes(f"{code[:5]} {code[5:]}"),
    "a link": lambda world, person, code, _p: person.writes(_link(world, code)),
    "start without its space": lambda _w, person, code, _p: person.writes(f"/start{code}"),
    "a command of its own": lambda _w, person, code, _p: person.writes(f"/{code}"),
    "after /lapor": lambda _w, person, code, _p: person.writes(f"/lapor {code}"),
    "after /darurat": lambda _w, person, code, _p: person.writes(f"/darurat {code}"),
    "styled": lambda world, person, code, _p: _styled(world, person, code),
    "a caption": lambda _w, person, code, photo: person.sends_photo(photo, code),
    "an edit": lambda _w, person, code, _p: person.edits(person.writes("/start"), code),
}


async def test_however_it_is_pasted_it_is_redeemed_and_stands_in_no_draft(
    world: World, photo: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """A member pastes codes in every way: each gives its role, none is kept or logged."""
    codes = []
    for way, paste in WAYS.items():
        person = await world.enrol(way)
        codes.append(await world.invite("officer", VILLAGE))
        paste(world, person, codes[-1], photo)
        await world.settle()
        assert await _roles(world, person) == {"resident", "officer"}, way
        assert any("Bhabinkamtibmas" in one.text for one in person.inbox[-3:]), way
        shown = [one.text + one.caption for one in person.inbox]
        assert not any(code in text.upper() for text in shown for code in codes), way
    rows = repr(await world.dump()).upper() + caplog.text.upper()
    assert not any(code in rows for code in codes)
    assert await world.count(CodeGuess) == 0


async def test_the_words_around_it_are_never_lost(world: World) -> None:
    """A fire beside the code: the role is given, and the fire is a draft, or sent at once."""
    person = await world.enrol("Daeng Naba")
    code = await world.invite("watch", VILLAGE)
    await world.writes(person, f"{FIRE} {_link(world, code)}")
    assert await _roles(world, person) == {"resident", "watch"}
    (draft,) = await world.all(Draft, Draft.status == "open")
    assert draft.text == f"{FIRE} [kode]"
    code = await world.invite("forum", VILLAGE)
    await world.writes(person, f"/darurat {code} {FIRE}")
    (report,) = await world.all(Report)
    assert report.text == f"[kode] {FIRE}"
    assert await _roles(world, person) == {"resident", "watch", "forum"}
    code = await world.invite("cadre", VILLAGE)
    await world.writes(person, f"/start {code} {FIRE} lagi")
    assert await _roles(world, person) == {"resident", "watch", "forum", "cadre"}
    assert await world.count(Draft, Draft.text.contains(f"[kode] {FIRE} lagi")) == 1


async def test_words_after_start_are_a_report_and_no_guess(world: World) -> None:
    """``/start tolong ada maling``: it was told to be an unknown code, and lost."""
    person = await world.enrol("Daeng Naba")
    await world.writes(person, "/start tolong, ada maling di RT 02")
    assert await world.count(Draft, Draft.text == "tolong, ada maling di RT 02") == 1
    assert await world.count(CodeGuess) == 0


@pytest.mark.parametrize("words", ["{code}", "Ini kode saya {link}"])
async def test_a_stranger_pastes_it_before_the_consent(world: World, words: str) -> None:
    """Nothing is stored before; with ``Setuju`` the role is there, and no draft."""
    code = await world.invite("officer", VILLAGE)
    stranger = world.telegram.person("Bripka Ilham")
    await world.writes(stranger, words.format(code=code, link=_link(world, code)))
    assert await world.count(Member) == 0
    stranger.presses("Setuju")
    await world.settle()
    assert await _roles(world, stranger) == {"officer"}
    assert await world.count(Draft) == 0
    assert "Bhabinkamtibmas" in stranger.last.text


async def test_a_strangers_fire_beside_a_code_is_carried(world: World) -> None:
    """The role, and the draft without the code."""
    code = await world.invite("watch", VILLAGE)
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, f"{code} {FIRE}")
    stranger.presses("Setuju")
    await world.settle()
    assert await _roles(world, stranger) == {"watch"}
    assert await world.count(Draft, Draft.text == f"[kode] {FIRE}") == 1


async def test_as_an_answer_it_leaves_the_question(world: World) -> None:
    """The newcomer is asked for the village and pastes a code: it tells the village too.

    Who was asked by ``/darurat`` what happens is asked still.
    """
    person = world.telegram.person("Daeng Naba")
    await world.writes(person, FIRE)
    person.presses("Setuju")
    await world.settle()
    await world.writes(person, await world.invite("resident", VILLAGE))
    (draft,) = await world.all(Draft)
    assert (draft.village_code, draft.text) == (VILLAGE, FIRE)
    await world.writes(person, "/darurat")
    await world.writes(person, await world.invite("watch", VILLAGE))
    assert await world.count(Report) == 0
    await world.writes(person, "ada maling bersenjata")
    assert await world.count(Report) == 1


async def test_what_is_wrong_with_it_is_said_as_after_start(world: World) -> None:
    """Used, expired, held already, a link with an unknown one: one sentence, and no draft."""
    person, other = await world.enrol("Daeng Naba"), await world.enrol("Cici")
    used = await world.invite("officer", VILLAGE)
    await world.writes(other, used)
    await world.writes(person, used)
    assert "sudah dipakai" in person.last.text
    await world.writes(person, await world.invite("officer", VILLAGE, days=0))
    assert "lewat masa berlakunya" in person.last.text
    await world.writes(other, used)
    assert "Bhabinkamtibmas" in other.last.text
    await world.writes(person, _link(world, "ABCDE12345"))
    assert "tidak dikenal" in person.last.text
    assert await world.count(Draft) == 0
    assert await _roles(world, person) == {"resident"}


async def test_of_several_codes_none_is_taken(world: World) -> None:
    """A coordinator pastes the sheet: nobody's code is used up, and none is shown."""
    person = await world.enrol("Daeng Naba", role="coordinator", region="73")
    codes = [await world.invite("officer", code) for code in (VILLAGE, NEIGHBOUR_VILLAGE)]
    await world.writes(person, "Ani {}\nBudi {}".format(*codes))
    assert await _roles(world, person) == {"coordinator"}
    assert any("Kirim satu saja" in one.text for one in person.inbox[-2:])
    (draft,) = await world.all(Draft)
    assert draft.text == "Ani [kode]\nBudi [kode]"


async def test_codes_cannot_be_guessed_in_plain_words(world: World) -> None:
    """Five messages with what looks like one: the sixth, a real one, is not listened to.

    Nor is it shown; and ordinary words count for nothing, however many they are.
    """
    person = await world.enrol("Daeng Naba")
    for _ in range(6):
        await world.writes(person, "ada perampokan, telepon 0812345678")
    for number in range(5):
        await world.writes(person, f"ABCDE1234{number}")
    real = await world.invite("officer", VILLAGE)
    await world.writes(person, f"{FIRE} {real}")
    assert any("Terlalu banyak kode" in one.text for one in person.inbox[-2:])
    assert await _roles(world, person) == {"resident"}
    assert await world.count(Draft, Draft.text == f"{FIRE} [kode]") == 1
    assert real not in repr(await world.dump())
