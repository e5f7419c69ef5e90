"""Where an old message stands is known until its reader's last post has ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Delivery
from tests.world import VILLAGE

if TYPE_CHECKING:
    from tests.world import World

FIRE = "/darurat kebakaran di RT 03, api besar"
pytestmark = pytest.mark.both_databases


async def test_what_is_a_hundred_days_old_goes_too(world: World) -> None:
    """Where it stands is known as long as its reader has a post; then nothing of it is kept."""
    officer = await world.enrol("Ilham", role="officer")
    await world.enrol("Sari", role="watch")
    await world.writes(await world.enrol("Daeng Naba"), FIRE)
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    await world.writes(officer, "/laporan")
    before = Delivery.created_at < world.clock.at + timedelta(days=1)
    await world.outage(days=100)
    await world.passes(hours=1)
    assert await world.count(Delivery, Delivery.kind == "receipt") == 0
    assert await world.count(Delivery, before, Delivery.recipient_id.is_(None)) == 0
    assert [one for one in officer.inbox if "RT 03" in one.text]
    await world.ends(officer, "officer", VILLAGE)
    assert not [one for one in officer.inbox if "RT 03" in one.text]
    await world.outage(days=1)
    await world.passes(hours=1)
    assert await world.count(Delivery, before) == 0
