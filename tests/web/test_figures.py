"""``/metrics``: what an operator's Prometheus reads, and what it must never learn."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.world import TOKEN, VILLAGE

if TYPE_CHECKING:
    import httpx

    from tests.world import World

FIRE = "Ada kebakaran di RT 03"
pytestmark = pytest.mark.both_databases


async def _figures(operator: httpx.AsyncClient) -> dict[str, float]:
    """Return every figure by its name with labels."""
    text = (await operator.get("/metrics")).text
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


@pytest.mark.parametrize("intake", ["watched", "webhook"])
async def test_a_fire_is_counted_from_message_to_page(
    world: World, operator: httpx.AsyncClient
) -> None:
    """One message and one press become a draft, a receipt, a page and an open alert."""
    before = await _figures(operator)
    await world.enrol("Petugas", role="officer")
    await world.report(await world.enrol("Ani"), FIRE, "Masih, kirim")
    after = await _figures(operator)
    assert before["kamtibmas_updates_total"] == 0
    assert after["kamtibmas_updates_total"] == 2
    assert 1 <= after["kamtibmas_batches_total"] <= 2
    page = 'kamtibmas_deliveries_total{kind="page",lane="urgent",outcome="sent"}'
    assert after[page] == 1
    assert after['kamtibmas_send_seconds_count{lane="urgent"}'] == 1
    assert after['kamtibmas_alerts{status="open"}'] == 1
    assert after['kamtibmas_promises_owed{lane="urgent"}'] == 0
    assert after["kamtibmas_database_up"] == 1
    assert after["kamtibmas_dead_letters"] == 0


@pytest.mark.parametrize("intake", ["watched"])
async def test_what_is_late_is_seen(world: World, operator: httpx.AsyncClient) -> None:
    """Telegram takes nothing and nobody ticks: the ages grow, by lane and by alert."""
    await world.enrol("Petugas", role="officer")
    person = await world.enrol("Ani")
    person.writes(FIRE)
    await world.settle()
    world.telegram.faults.add("down", method="sendMessage")
    person.presses("Masih, kirim")
    await world.settle()
    world.clock.advance(timedelta(minutes=7))
    late = await _figures(operator)
    assert late['kamtibmas_promises_owed{lane="urgent"}'] == 1
    assert late['kamtibmas_promise_oldest_seconds{lane="urgent"}'] == 7 * 60
    assert late['kamtibmas_promise_oldest_seconds{lane="digest"}'] == 0
    assert late["kamtibmas_alert_unanswered_seconds"] == 7 * 60
    assert late["kamtibmas_alert_overdue_seconds"] == 2 * 60, "the deputy was due after five"
    assert late['kamtibmas_api_errors_total{method="sendMessage",type="NetworkError"}'] > 0


@pytest.mark.parametrize("intake", ["watched"])
async def test_nobody_is_in_the_figures(world: World, operator: httpx.AsyncClient) -> None:
    """No name, number, text, village, ticket or chat: what Prometheus keeps is nobody's data."""
    person = await world.enrol("Daeng Naba")
    ticket = await world.report(person, FIRE, "Masih, kirim")
    text = (await operator.get("/metrics")).text
    for word in ("Naba", str(person.id), "kebakaran", VILLAGE, ticket, TOKEN):
        assert word not in text
    labels = {value for value in re.findall(r'="([^"]*)"', text) if not value[0].isdigit()}
    assert all(re.fullmatch(r"[A-Za-z_+]+", label) for label in labels), labels


@pytest.mark.parametrize("intake", ["watched"])
async def test_each_figure_says_what_it_is(operator: httpx.AsyncClient) -> None:
    """A help line for each, and no more of them than a page holds."""
    text = (await operator.get("/metrics")).text
    helped = re.findall(r"^# HELP (kamtibmas_\w+) \S+", text, re.MULTILINE)
    shown = re.findall(r"^# TYPE (kamtibmas_\w+) ", text, re.MULTILINE)
    assert helped == shown
    assert 10 < len(helped) < 30
    assert "_created" not in text


@pytest.mark.parametrize("intake", ["watched"])
async def test_without_its_database_the_bot_still_tells_what_it_can(
    world: World, operator: httpx.AsyncClient
) -> None:
    """The counters, and that the database does not answer; nothing that would be a guess."""

    def refuse(*_: Any) -> None:  # noqa: ANN401 - the engine's own
        raise OperationalError("SELECT", {}, OSError("no such disk"))

    event.listen(world.app.database.engine.sync_engine, "before_cursor_execute", refuse)
    figures = await _figures(operator)
    assert figures["kamtibmas_database_up"] == 0
    assert "kamtibmas_updates_total" in figures
    assert not any("promise" in name or "alert" in name for name in figures)
