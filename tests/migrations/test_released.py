"""A database of the first release, upgraded in the middle of everything: it goes on."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from bot.models import Attachment, Delivery, DeliveryStatus, Draft, MemberGrant, Report
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
    assert len(heard.by("John", "Selokan mampet")) == 1
    assert who(world, "Daeng Rate").last.text.startswith("✅ Terkirim")
    assert {kept.state for kept in await world.all(Attachment)} == {"ready"}
    await world.passes(seconds=31)
    (page,) = heard.by("Aiptu Rauf", "[SEDANG]")  # it was under way at the kill
    assert page.buttons[0] == "Saya tangani"
    for officer in ("Bripka Ilham", "Bripda Sari", "Aiptu Rauf", "Aipda Tahir"):
        assert len(heard.by(officer, "Laporan harian")) == 1
    # 06.02: Rauf was asked and says nothing; nobody took the fight. The supervisor is paged.
    assert not heard.by("Iptu Karim")
    await world.passes(minutes=2)
    assert [one.text.split(" - ")[0] for one in heard.by("Iptu Karim")] == [
        "[DARURAT] Kebakaran",
        "[DARURAT] Penganiayaan / pengeroyokan / penikaman",
    ]
    assert len(heard.by("Daeng Rate", "dihubungi lagi")) == 1
    # 06.05: the page again. 06.07: two leases end; 06.12: nobody answered the question.
    await world.passes(minutes=5)
    assert len(heard.by("Aiptu Rauf", "[SEDANG]")) == 2
    assert len(heard.by("Ipda Murni", "masih Anda tangani?")) == 1
    assert len(heard.by("Bripka Ilham", "masih Anda tangani?")) == 1
    await world.passes(minutes=13)
    assert len(heard.by("Iptu Karim", "Laporan rahasia")) == 1
    # 06.27: what had come to its last resort pages the city again.
    assert not heard.by("Kompol Andi", "Pampang")
    await world.passes(minutes=10)
    assert len(heard.by("Kompol Andi", "Pampang")) == 1
    # The next morning: its digest; what was two years old has gone, and nothing is owed any more.
    await world.outage(hours=24)
    assert len(heard.by("Bripka Ilham", "Laporan harian")) == 2
    waiting = DeliveryStatus.QUEUED, DeliveryStatus.LEASED
    assert await world.count(Delivery, Delivery.status.in_(waiting)) == 0
    assert await world.count(Report, Report.text == scenario.OLD_WORDS) == 0
    assert heard.identities() == []


async def test_old_buttons_work_and_say_what_is_true(upgraded: World) -> None:
    """Under cards that the first release sent: taken, asked, closed, withdrawn, sent, heard."""
    world, heard = upgraded, Heard(upgraded)
    fight = card(world, "Bripka Ilham", "Penganiayaan", "Saya tangani")
    assert "Anda yang menangani" in await press(world, "Bripka Ilham", "Saya tangani", fight)
    assert len(heard.by("Halimah", "menangani laporan Anda")) == 1
    question = card(world, "Aiptu Rauf", "masih ditangani?", "Masih ditangani")
    assert "masih Anda tangani" in await press(world, "Aiptu Rauf", "Masih ditangani", question)
    await press(world, "Ipda Murni", "Selesai", card(world, "Ipda Murni", "rahasia", "Selesai"))
    assert "Pelapor diberi tahu" in await press(world, "Ipda Murni", "Tertangani")
    (news,) = heard.by("Ani", "menutup laporan: tertangani")
    receipt = card(world, "Ani", "Terkirim", "Sudah aman")
    assert "sudah selesai" in await press(world, "Ani", "Sudah aman", receipt)
    await press(world, "Ani", "Belum selesai", news)
    assert len(heard.by("Ipda Murni", "rahasia")) == 1
    # A button that ended the case at once asks once more now.
    await press(
        world, "Daeng Naba", "Salah kirim", card(world, "Daeng Naba", "Terkirim", "Salah kirim")
    )
    assert not heard.by("Bripka Ilham", "salah kirim")
    await press(world, "Daeng Naba", "Ya, salah kirim")
    assert len(heard.by("Bripka Ilham", "salah kirim")) == 1
    assert "Terdengar" in await press(world, "Bripda Sari", "Saya dengar")
    # Drafts: one with its picture, one with a place, sent by the buttons of then.
    draft = card(world, "Dewi", "Pohon tumbang", "Masih, kirim")
    await press(world, "Dewi", "Masih, kirim", draft)
    await world.passes(seconds=5)
    (page,) = heard.by("Bripka Ilham", "Pohon tumbang")
    assert [one for one in heard.by("Bripka Ilham") if one.picture] == heard.by(
        "Bripka Ilham", "Foto"
    )
    assert "Saya tangani" in page.buttons
    await press(world, "Halimah", "Kirim", card(world, "Halimah", "Musik keras", "Kirim"))
    mine = (await write(world, "Halimah", "/laporanku")).text
    assert mine.count("KT-") == 2  # this one and the fight: neither the anonymous nor the hidden
    assert heard.identities() == []


async def test_questions_that_were_open_are_answered(upgraded: World) -> None:
    """Whoever was asked something before the upgrade answers it after it."""
    world, heard = upgraded, Heard(upgraded)
    await write(world, "Ani", "rumah saya terbakar")  # /darurat had asked what happens
    assert len(heard.by("Bripka Ilham", "rumah saya terbakar")) == 1
    await write(world, "Daeng Baru", "73.71.09.1001")  # an emergency without a village
    assert len(heard.by("Bripka Ilham", "rumah terbakar")) == 1
    await write(world, "Daeng Kulle", "73.71.09.1002")
    assert "Kirim" in who(world, "Daeng Kulle").last.buttons
    moved = await write(world, "Bripka Ilham", "Panaikang")  # "Bukan wilayah saya" had asked where
    await press(world, "Bripka Ilham", "Panaikang", moved)
    assert len(heard.by("Aiptu Rauf", "Orang berkelahi")) == 1
    assert "Ronda 7 orang" in (await write(world, "Daeng Tata", "7")).text
    assert "/start" in (await write(world, "Rahma", "Karuwisi")).text
    await press(world, "Daeng Asing", "Setuju")  # the notice was open, with a code in hand
    assert "poskamling" in who(world, "Daeng Asing").last.text
    # A code of those that coordinators may not give any more opens nothing.
    await press(world, "Daeng Calon", "Setuju")
    assert await world.count(MemberGrant, MemberGrant.role == "unit:ppa") == 1
    assert heard.identities() == []


async def test_rights_and_erasure_reach_what_was_before(upgraded: World) -> None:
    """A post that ended before opens nothing; /hapus takes the words that were sent before."""
    world = upgraded
    old = card(world, "Bripka Yusuf", "Kebakaran", "Selesai")
    assert "bukan untuk Anda" in await press(world, "Bripka Yusuf", "Selesai", old)
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
