"""What was promised before a backup: what is fresh goes on, what is stale wakes nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, Delivery, Draft
from tests.cli.backups import FIRE, backed_up

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.shell import Shell
    from tests.world import World

pytestmark = [pytest.mark.both_databases]


async def test_an_alert_of_an_hour_ago_goes_on(world: World, shell: Shell, file: Path) -> None:
    """The fire that was open when the machine died still wakes the deputy."""
    await world.enrol("Aipda Rahman", role="officer")
    deputy = await world.enrol("Bripka Sari", role="deputy")
    resident = await world.enrol("Daeng Ngalle")
    await world.report(resident, FIRE, send="Masih, kirim")
    await backed_up(world, shell, file)
    world.clock.advance(timedelta(hours=1))
    out = await _restored(world, shell, file)
    assert "alerts: 1 go on; 0 that were due" in out
    await world.tick()
    assert len(world.pages_to(deputy)) == 1


async def test_an_alert_of_two_weeks_ago_wakes_nobody(
    world: World, shell: Shell, file: Path
) -> None:
    """It stands in /tugas, to be closed; what was owed then is not sent, drafts end in silence."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    deputy = await world.enrol("Bripka Sari", role="deputy")
    resident = await world.enrol("Daeng Ngalle")
    await world.report(resident, FIRE, send="Masih, kirim")
    resident.writes(f"{FIRE} lagi")
    await world.app.poller.once(0)  # the card is owed, not sent
    await backed_up(world, shell, file)
    heard = len(resident.inbox)
    world.clock.advance(timedelta(days=14))
    out = await _restored(world, shell, file)
    assert "alerts: 0 go on; 1 that were due more than 6 hours ago page nobody any more" in out
    assert "messages: 0 are owed" in out
    await world.passes(minutes=40)
    assert world.pages_to(deputy) == []
    assert len(resident.inbox) == heard
    assert [draft.status for draft in await world.all(Draft)] == ["expired"]
    (alert,) = await world.all(Alert)
    assert (alert.status, alert.next_at) == ("open", None)
    assert await world.count(Delivery, Delivery.status == "dropped", Delivery.error == "restored")
    officer.writes("/tugas")
    await world.settle()
    assert await world.newest_ticket() in officer.last.text


async def test_what_was_reported_after_the_copy_is_known_to_be_lost(
    world: World, shell: Shell, file: Path
) -> None:
    """Whoever presses a button of it reads that nobody is called, as its officer does; a draft too.

    What was there goes on as it was.
    """
    officer = await world.enrol("Aipda Rahman", role="officer")
    first, second = await world.enrol("Daeng Ngalle"), await world.enrol("Daeng Te'ne")
    await world.report(first, "Ada pencurian motor di RT 07", send="Masih, kirim")
    out = await backed_up(world, shell, file)
    await world.report(second, FIRE, send="Masih, kirim")
    await world.presses(officer, "Saya tangani")
    await world.writes(first, f"{FIRE} juga di RT 09")
    world.clock.advance(timedelta(minutes=5))
    out = await _restored(world, shell, file)
    assert "what was written to the bot after that moment is not in it" in out
    await world.presses(second, "Sudah aman")
    await world.presses(first, "Masih, kirim")
    for one in (first, second):
        assert "tidak ada lagi di bot" in one.last.text
        assert "/darurat atau telepon 110" in one.last.text
    await world.presses(officer, "Menuju lokasi")
    assert "dipulihkan dari cadangan" in officer.last.text
    (alert,) = await world.all(Alert)
    assert alert.status == "open"


async def test_whose_alert_rests_reads_that_nobody_is_called(
    world: World, shell: Shell, file: Path
) -> None:
    """The receipt said that whoever serves is being called; after a day nobody is any more."""
    await world.enrol("Aipda Rahman", role="officer")
    resident = await world.enrol("Daeng Ngalle")
    await world.report(resident, FIRE, send="Masih, kirim")
    assert "sedang kami hubungi" in resident.last.text
    await backed_up(world, shell, file)
    world.clock.advance(timedelta(days=1))
    await _restored(world, shell, file)
    await world.writes(resident, "/laporanku")
    await world.presses(resident, resident.last.buttons[0])
    assert "sedang kami hubungi" not in resident.last.text
    assert "sedang tidak dipanggil" in resident.last.text
    await world.writes(resident, f"/darurat {FIRE}")
    await world.presses(resident, "Laporan saya")
    await world.presses(resident, resident.last.buttons[0])
    assert "sedang tidak dipanggil" not in resident.last.text


async def _restored(world: World, shell: Shell, file: Path) -> str:
    """Put the backup in the place of the world's own database, the bot being down."""
    shell.enters(world)
    await world.app.database.engine.dispose()
    code, out, err = await shell.asks("restore", str(file), "--force")
    assert code == 0, err
    return out
