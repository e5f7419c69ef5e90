"""What was made later comes later, although the clock went back: ids never do."""

from __future__ import annotations

import time
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.models import base, new_id
from tests.world import opened_again

if TYPE_CHECKING:
    from tests.world import World

FIRE = "ada kebakaran di RT 03"
HOUR = timedelta(hours=1)
FIRST, SECOND, THIRD = "Rumah nomor berapa?", "Masih ada orang di dalam?", "Lewat jalan mana?"


def _put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine's clock stand an hour back from now on."""
    real = time.time_ns
    back = int(HOUR.total_seconds()) * 1_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: real() - back)


def test_ids_grow_although_the_clock_goes_back_or_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before and after it, and in one millisecond in which the counter begins anew."""
    monkeypatch.setattr(base, "_newest", 0)  # 2030 is for this test alone
    made = [new_id() for _ in range(3)]
    _put_back(monkeypatch)
    made += [new_id() for _ in range(3)]
    monkeypatch.setattr(time, "time_ns", lambda: 1_900_000_000_000_000_000)
    made += [new_id() for _ in range(3)]
    monkeypatch.setattr(base, "_COUNT", iter(range((1 << 22) - 2, (1 << 22) + 2)))
    made += [new_id() for _ in range(4)]
    assert all(one < other for one, other in pairwise(made))
    assert max(made) < 1 << 63


@pytest.mark.both_databases
async def test_questions_and_addenda_keep_their_order(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An officer asks, the clock is put back, they ask again: the new words arrive.

    So they do after a start: the new process goes on where the database stands.
    """
    officer = await world.enrol("Petugas", role="officer")
    person = await world.enrol("Daeng Naba")
    ticket = await world.report(person, FIRE, "Masih, kirim")
    card = world.pages_to(officer)[0]
    officer.writes(FIRST, reply_to=card)
    await world.writes(person, f"{ticket}: api ke rumah kedua")
    _put_back(monkeypatch)
    world.clock.advance(-HOUR)
    await world.tick()
    officer.writes(SECOND, reply_to=card)
    await world.writes(person, f"{ticket}: api ke rumah ketiga")
    assert [FIRST in one.text for one in await world.sent(person, "reporter_question")] == [
        True,
        False,
    ]
    assert SECOND in (await world.sent(person, "reporter_question"))[1].text
    shown = world.pages_to(officer)[-1].text
    assert 0 < shown.index("rumah kedua") < shown.index("rumah ketiga")
    monkeypatch.setattr(base, "_newest", 0)  # as in a new process
    async with opened_again(world, world.url) as again:
        officer.writes(THIRD, reply_to=card)
        await again.settle()
        assert THIRD in (await again.sent(person, "reporter_question"))[2].text
