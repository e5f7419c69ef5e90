"""A database of the first release, upgraded in the middle of everything: it goes on."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from bot.models import (
    Alert,
    AlertEvent,
    Attachment,
    Delivery,
    DeliveryStatus,
    Draft,
    MemberGrant,
    Report,
    Situation,
    TestPage,
)
from tests.migrations import released, scenario
from tests.migrations.watching import RESIDENTS, Heard, card, press, who, write

if TYPE_CHECKING:
    from tests.cli.shell import Shell
    from tests.world import World


@pytest.mark.both_databases
async def test_what_was_owed_and_what_time_owes_comes_once(upgraded_on_both: World) -> None:
    """Killed, upgraded, started: owed messages, escalations and leases come at their hour."""
    world, heard = upgraded_on_both, Heard(upgraded_on_both)
    reports, drafts = await world.count(Report), await world.count(Draft)
    await world.settle()
    # What was committed and not confirmed is brought again, and answered; what nobody had taken is.
    assert await world.count(Report) == reports
    assert await world.count(Draft) == drafts + 1
    assert len(await heard.by("John", "draft", "Selokan mampet")) == 1
    assert len(await heard.by("Daeng Rate", "receipt")) == 1
    assert {kept.state for kept in await world.all(Attachment)} == {"ready"}
    await world.passes(seconds=31)
    (page,) = await heard.by("Aiptu Rauf", "page", "maling di rumah")  # under way at the kill
    assert page.buttons[0] == "Saya tangani"
    for officer in ("Bripka Ilham", "Bripda Sari", "Aiptu Rauf", "Aipda Tahir"):
        assert len(await heard.by(officer, "digest")) == 1
    # 06.02: Rauf was asked and says nothing; nobody took the fight. The supervisor is paged.
    assert not await heard.by("Iptu Karim", "page")
    await world.passes(minutes=2)
    for words in (scenario.FIRE, "Orang berkelahi"):
        assert len(await heard.by("Iptu Karim", "page", words)) == 1
    assert len(await heard.by("Daeng Rate", "report_news")) == 1
    # 06.05: the page again. 06.07: two leases end; 06.12: nobody answered the question.
    await world.passes(minutes=5)
    assert len(await heard.by("Aiptu Rauf", "page", "maling di rumah")) == 2
    assert len(await heard.by("Ipda Murni", "lease")) == 1
    assert len(await heard.by("Bripka Ilham", "lease")) == 1
    await world.passes(minutes=13)
    assert len(await heard.by("Iptu Karim", "page", scenario.RAPE)) == 1
    # 06.27: what had come to its last resort pages the city again.
    assert not await heard.by("Kompol Andi", "page", "Pampang")
    await world.passes(minutes=10)
    assert len(await heard.by("Kompol Andi", "page", "Pampang")) == 1
    # The next morning: its digest; what was two years old has gone, and nothing is owed any more.
    await world.outage(hours=24)
    assert len(await heard.by("Bripka Ilham", "digest")) == 2
    waiting = DeliveryStatus.QUEUED, DeliveryStatus.LEASED
    assert await world.count(Delivery, Delivery.status.in_(waiting)) == 0
    assert await world.count(Report, Report.text == scenario.OLD_WORDS) == 0
    assert heard.identities() == []


async def test_old_buttons_work_and_say_what_is_true(upgraded: World) -> None:
    """Under cards that the first release sent: taken, asked, closed, withdrawn, sent, heard."""
    world, heard = upgraded, Heard(upgraded)
    fight = card(world, "Bripka Ilham", "Orang berkelahi", "Saya tangani")
    await press(world, "Bripka Ilham", "Saya tangani", fight)
    assert await _is_taken(world, "Bripka Ilham", "acknowledged") == 2  # and the theft, from before
    assert len(await heard.by("Halimah", "report_news")) == 1
    await press(world, "Aiptu Rauf", "Masih ditangani")
    assert await world.count(Alert, Alert.asked) == 0
    receipt = card(world, "Ani", "Terkirim", "Sudah aman")
    safe = next(
        key["callback_data"] for row in receipt.rows for key in row if "aman" in key["text"]
    )
    await press(world, "Ipda Murni", "Selesai", card(world, "Ipda Murni", "rahasia", "Selesai"))
    await press(world, "Ipda Murni", "Tertangani")
    (news,) = await heard.by("Ani", "report_news")
    assert receipt.buttons == []
    told = len(who(world, "Ani").toasts)
    who(world, "Ani").presses_data(safe, receipt)  # too late, and it says so
    await world.settle()
    assert who(world, "Ani").toasts[told:]
    assert await world.count(AlertEvent, AlertEvent.kind == "safe") == 1  # that of before
    await press(world, "Ani", "Belum selesai", news)
    assert len(await heard.by("Ipda Murni", "page")) == 1
    # A button that ended the case at once asks once more now.
    sent = card(world, "Daeng Naba", "Terkirim", "Salah kirim")
    await press(world, "Daeng Naba", "Salah kirim", sent)
    assert not await heard.by("Bripka Ilham", "alert_news")
    await press(world, "Daeng Naba", "Ya, salah kirim", sent)
    assert len(await heard.by("Bripka Ilham", "alert_news")) == 1
    await press(world, "Bripda Sari", "Saya dengar")
    assert await world.count(TestPage, TestPage.answered_at.is_not(None)) == 1
    # Drafts: one with its picture, one with a place, sent by the buttons of then.
    await press(world, "Dewi", "Masih, kirim", card(world, "Dewi", "Pohon tumbang", "Masih, kirim"))
    await world.passes(seconds=5)
    (photo,) = await heard.by("Bripka Ilham", "photo")
    assert photo.picture is not None
    (below,) = await heard.by("Bripka Ilham", "alert", "Pohon tumbang")  # the page points here
    assert below.message_id > photo.message_id
    assert below.buttons[0] == "Saya tangani"
    await press(world, "Halimah", "Kirim", card(world, "Halimah", "Musik keras", "Kirim"))
    mine = (await write(world, "Halimah", "/laporanku")).text
    assert mine.count("KT-") == 2  # this one and the fight: neither the anonymous nor the hidden
    assert heard.identities() == []


async def test_questions_that_were_open_are_answered(upgraded: World) -> None:
    """Whoever was asked something before the upgrade answers it after it."""
    world, heard = upgraded, Heard(upgraded)
    await write(world, "Ani", "ada maling di rumah saya")  # /darurat had asked what happens
    assert len(await heard.by("Bripka Ilham", "page", "ada maling di rumah saya")) == 1
    await write(world, "Daeng Baru", "73.71.09.1001")  # an emergency without a village
    assert await heard.by("Bripka Ilham", "alert", "rumah terbakar")  # it joins the open fire
    await write(world, "Daeng Kulle", "73.71.09.1002")
    assert "Kirim" in who(world, "Daeng Kulle").last.buttons
    moved = await write(world, "Bripka Ilham", "Panaikang")  # "Bukan wilayah saya" had asked where
    await press(world, "Bripka Ilham", "Panaikang", moved)
    assert len(await heard.by("Aiptu Rauf", "page", "Orang berkelahi")) == 1
    await write(world, "Daeng Tata", "7")  # /aman had asked how many
    assert await world.count(Situation, Situation.on_watch == 7) == 1
    await write(world, "Rahma", "Karuwisi")  # the code, and after it the poster with it
    assert "/start" in who(world, "Rahma").inbox[-2].text
    await press(world, "Daeng Asing", "Setuju")  # the notice was open, with a code in hand
    assert await world.count(MemberGrant, MemberGrant.role == "watch") == 2
    # A code of those that coordinators may not give any more opens nothing.
    await press(world, "Daeng Calon", "Setuju")
    assert await world.count(MemberGrant, MemberGrant.role == "unit:ppa") == 1
    assert heard.identities() == []


async def _is_taken(world: World, name: str, status: str) -> int:
    holder = await world.member_id(who(world, name))
    return await world.count(Alert, Alert.holder_id == holder, Alert.status == status)


async def test_rights_and_erasure_reach_what_was_before(upgraded: World) -> None:
    """A post that ended before opens nothing; /hapus takes the words that were sent before."""
    world = upgraded
    old = card(world, "Bripka Yusuf", "Kebakaran", "Selesai")
    assert await press(world, "Bripka Yusuf", "Selesai", old)  # no, and it says so
    await world.passes(minutes=3)  # it goes on without whoever held it, and the cards with it
    assert "Ada kebakaran" not in old.text
    assert old.buttons == []
    before = await world.count(Report, Report.text.contains("maling di RT"))
    await write(world, "Budi", "/hapus")
    await press(world, "Budi", "Ya, hapus")
    assert await world.count(Report, Report.text.contains("maling di RT")) == before - 1


async def test_what_is_exported_names_nobody(upgraded: World, shell: Shell) -> None:
    """All reports and deliveries of before, people by alias; the hidden ones by none."""
    shell.enters(upgraded)
    code, out, err = await shell.asks("export", "reports")
    assert code == 0, err
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == len(released.rows(released.FIRST, "reports"))
    old = {row["alias"] for row in released.rows(released.FIRST, "reports")}
    assert not [row for row in rows if row["reporter"] in old and "Anonim" not in row["reporter"]]
    hidden = [row["reporter"] for row in rows if row["category"] == "kekerasan_seksual"]
    assert hidden == ["Anonim", "Anonim"]
    code, told, err = await shell.asks("export", "deliveries")
    assert code == 0, err
    assert not re.search(rf"\b({'|'.join(RESIDENTS)})\b", out + told)
