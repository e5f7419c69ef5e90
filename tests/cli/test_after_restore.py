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

pytestmark = [pytest.mark.both_databases, pytest.mark.province]


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


async def _restored(world: World, shell: Shell, file: Path) -> str:
    """Put the backup in the place of the world's own database, the bot being down."""
    shell.enters(world)
    await world.app.database.engine.dispose()
    code, out, err = await shell.asks("restore", str(file), "--force")
    assert code == 0, err
    return out
