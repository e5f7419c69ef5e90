"""A long night, and every card that the bot wrote in it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from bot.views.card import MAX_BUTTONS
from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Call, Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar, telepon saya 0812-3456-7890, NIK 7371091234567890"
VIOLENCE = "Istri tetangga dipukul suami, tolong"
TICKET = re.compile(r"KT-[0-9A-HJKMNP-TV-Z]{6}")
LONGEST_DATA = 64  # bytes, Telegram's limit
# What the bot says of a report begins so, or is said in one of these words.
ABOUT_A_REPORT = re.compile(
    r"(?i:belum terverifikasi)|Terkirim|Tersimpan|laporan Anda\.|menuju lokasi|pelapor|ditangani"
    r"|dihubungi lagi|Foto untuk|dipindahkan|diteruskan kepada petugas|menutup laporan"
)


async def test_no_card_of_a_long_night_breaks_the_rules(world: World, photo: bytes) -> None:
    """Four buttons at most, a ticket wherever a report is meant, no name, no number of anybody."""
    people = await _people(world)
    await _fire(world, people, photo)
    await _violence(world, people)
    await _theft(world, people)
    await _looking_up(world, people)
    await world.outage(days=6)
    cards = [call for call in world.telegram.calls if call.method.startswith(("send", "edit"))]
    assert len(cards) > 100
    for card in cards:
        _keeps_the_rules(card, [person.name for person in people.values()])


async def test_reports_of_people_are_never_forwarded(world: World, photo: bytes) -> None:
    """Neither messages nor photos: what is shown is written anew."""
    people = await _people(world)
    await _fire(world, people, photo)
    methods = {call.method for call in world.telegram.calls}
    assert not {method for method in methods if "forward" in method or "copy" in method}


def _keeps_the_rules(card: Call, names: list[str]) -> None:
    text = str(card.params.get("text") or card.params.get("caption"))
    buttons = [button for row in _keyboard(card) for button in row]
    assert len(buttons) <= MAX_BUTTONS, text
    assert all(len(button["callback_data"].encode()) <= LONGEST_DATA for button in buttons)
    assert not [name for name in names if name in text], text
    if "BELUM TERKIRIM" not in text:
        assert "3456" not in text
        assert "737109123" not in text
    if ABOUT_A_REPORT.search(text) and "BELUM TERKIRIM" not in text and "/dataku" not in text:
        assert TICKET.search(text), text


def _keyboard(card: Call) -> list[list[dict[str, Any]]]:
    markup = card.params.get("reply_markup") or {}
    held: dict[str, Any] = json.loads(markup) if isinstance(markup, str) else markup
    keyboard: list[list[dict[str, Any]]] = held.get("inline_keyboard", [])
    return keyboard


async def _people(world: World) -> dict[str, Person]:
    return {
        "officer": await world.enrol("Bripka Ilham", "officer"),
        "deputy": await world.enrol("Bripda Sari", "deputy"),
        "chief": await world.enrol("Iptu Karim", "supervisor", DISTRICT),
        "city": await world.enrol("Kompol Andi", "supervisor", CITY),
        "unit": await world.enrol("Aipda Mira", "unit:ppa", CITY),
        "head": await world.enrol("Pak Lurah Syamsul", "village_head"),
        "coordinator": await world.enrol("Bu Ratna", "coordinator", DISTRICT),
        "watch": await world.enrol("Daeng Tata", "watch"),
        "neighbour": await world.enrol("Daeng Naba"),
        "there": await world.enrol("Aiptu Rauf", "officer", NEIGHBOUR_VILLAGE),
    }


async def _fire(world: World, people: dict[str, Person], photo: bytes) -> None:
    """Paged, accepted, lapsed, taken by the deputy, closed, reopened, closed again."""
    neighbour, officer, deputy = people["neighbour"], people["officer"], people["deputy"]
    neighbour.sends_photo(photo, caption=FIRE)
    await world.settle()
    await world.presses(neighbour, "Lainnya", "Ubah", "Jenis", "Lainnya", "Lainnya")
    await world.writes(neighbour, FIRE)
    await world.presses(neighbour, "Masih, kirim")
    await world.passes(minutes=5)
    await world.presses(officer, "Saya tangani")
    await world.presses(deputy, "Menuju lokasi")
    await world.passes(minutes=36)
    await world.presses(deputy, "Saya tangani", "Lainnya", "Kembali", "Selesai", "Tertangani")
    await world.presses(neighbour, "Belum selesai", "Lewati", "Lewati", "Sudah aman")
    await world.presses(officer, "Menuju lokasi", "Selesai", "Lainnya", "Hasil lain")


async def _violence(world: World, people: dict[str, Person]) -> None:
    """Confidential, by a draft and by /darurat."""
    await world.report(people["neighbour"], VIOLENCE)
    await world.presses(people["unit"], "Saya tangani")
    await world.passes(minutes=36)
    await world.presses(people["officer"], "Saya tangani", "Selesai", "Diteruskan")
    await world.writes(people["neighbour"], "/darurat saya dipukul suami")
    await world.presses(people["unit"], "Menuju lokasi")


async def _theft(world: World, people: dict[str, Person]) -> None:
    """In another village; and then it was sent by mistake."""
    officer = people["officer"]
    await world.report(people["neighbour"], "Ada maling di rumah tetangga RT 2", "Masih, kirim")
    await world.presses(officer, "Lainnya", "Bukan wilayah saya")
    await world.writes(officer, "xyzzy", "Panaikang")
    await world.presses(officer, officer.last.buttons[0])
    await world.writes(people["neighbour"], "salah kirim")
    await world.presses(people["neighbour"], "Ya, salah kirim")
    await world.report(people["neighbour"], "Sampah menumpuk di depan pasar")


async def _looking_up(world: World, people: dict[str, Person]) -> None:
    await world.writes(people["watch"], "/aman 4", "/aman")
    for who in ("officer", "chief"):
        await world.writes(people[who], "/tugas", "/jaga", "/uji", "/ringkasan", "/bantuan")
        await world.presses(people[who], "Lepas jaga")
    await world.writes(people["neighbour"], "/laporanku", "/bahasa", "/privasi", "/hapus")
    await world.writes(people["coordinator"], "/undang", "/ringkasan")
    await world.presses(people["coordinator"], "Lainnya", "Lainnya")
