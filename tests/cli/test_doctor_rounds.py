"""The doctor visits a village that works, and one in which nobody would hear of it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.standin.server import Server
from bot.standin.telegram import Telegram
from tests.cli.bench import Line, read
from tests.faults.process import ForkedBot
from tests.intake import settings_of
from tests.world import CITY, TOKEN, VILLAGE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.cli.shell import Shell
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
START = "; start the bot; where it runs, its log and /healthz say what keeps it"
PATIENCE_S = 120.0


async def asks(shell: Shell, world: World) -> list[Line]:
    """Ask the doctor about a story's set-up, at its time; a server's clock is not the story's."""
    shell.enters(world)
    shell.sets(token=TOKEN, api_url=world.url, listen="127.0.0.1:0")
    world.telegram.person("Sri").writes("halo?")  # so that its look at the polling need not wait
    _, out, err = await shell.asks("doctor")
    assert err == ""
    return read(out)


def told(lines: list[Line], check: str) -> dict[str, str]:
    """Return what a check found that is not well, by its sentence."""
    return {one.said: one.state for one in lines if one.name == check and one.state != "ok"}


async def test_a_village_that_works(world: World, shell: Shell) -> None:
    """Who leads, coordinator, officer and neighbour are there, and all that was owed is sent."""
    await world.enrol("Kompol Sewang", role="supervisor", region=CITY)
    await world.enrol("Ibu Ratna", role="coordinator", region=CITY)
    await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, FIRE, send="Masih, kirim")
    lines = await asks(shell, world)
    states = {line.name: line for line in lines}
    assert states["people"].said == "4 enrolled, 1 officer or deputy"
    assert (states["people"].state, states["queue"].state) == ("ok", "ok")
    assert not any(name in line.said for line in lines for name in ("Ratna", "Rahman", "Ngalle"))


async def test_a_village_without_an_officer(world: World, shell: Shell) -> None:
    """It can report, and nobody is there: counted, with the command to type."""
    await world.enrol("Daeng Ngalle")
    lines = await asks(shell, world)
    assert told(lines, "people") == {
        "there is no coordinator; run: kamtibmas invite --role coordinator --region CODE": (
            "warning"
        ),
        "there is no officer anywhere; run: kamtibmas invite --role officer --region CODE": (
            "warning"
        ),
        "over 1 of 1 villages with reporters no supervisor above the district serves: what is"
        " reported against an officer there is kept, and read by nobody; run: kamtibmas invite"
        " --role supervisor --region CODE of the regency": "warning",
    }


async def test_officers_without_an_order_among_them(world: World, shell: Shell) -> None:
    """Two Bhabinkamtibmas of one village: neither comes first. A deputy beside one is in order."""
    await world.enrol("Kompol Sewang", role="supervisor", region=CITY)
    await world.enrol("Ibu Ratna", role="coordinator", region=CITY)
    await world.enrol("Aipda Rahman", role="officer")
    await world.enrol("Bripka Sitti", role="deputy")
    assert told(await asks(shell, world), "people") == {}
    await world.enrol("Aipda Basri", role="officer")
    (said,) = told(await asks(shell, world), "people")
    assert said.startswith(f"several officers hold the same post, and none comes first: {VILLAGE};")
    assert "invite --role deputy" in said


async def test_an_alert_that_nobody_can_answer(world: World, shell: Shell) -> None:
    """The only officer blocks the bot while a house burns: the doctor does not call that well."""
    await world.enrol("Ibu Ratna", role="coordinator", region=CITY)
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    officer.blocks()
    await world.report(neighbour, FIRE, send="Masih, kirim")
    lines = await asks(shell, world)
    found = told(lines, "people")
    assert [state for said, state in found.items() if "1 open alert lies where" in said] == [
        "wrong"
    ]
    assert [
        state for said, state in found.items() if "villages with reporters have no officer" in said
    ] == ["warning"]
    assert [state for said, state in found.items() if "blocked the bot" in said] == ["warning"]


async def test_a_page_that_does_not_leave(world: World, shell: Shell) -> None:
    """The bot takes a report and is down for ten minutes: its page is owed, a step is due."""
    await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    neighbour.writes(FIRE)
    await world.settle()
    neighbour.presses("Masih, kirim")
    await world.takes()
    world.clock.advance(timedelta(minutes=10))
    lines = await asks(shell, world)
    found = told(lines, "queue")
    assert found["1 message of the lane urgent is owed, the oldest for 10 minutes" + START]
    assert found["the step of an alert is 5 minutes late" + START] == "wrong"


async def test_a_database_that_was_never_marked(world: World, shell: Shell) -> None:
    """Whether the key is its own shows by opening somebody's identity."""
    await world.enrol("Daeng Ngalle")
    assert told(await asks(shell, world), "key") == {}
    shell.sets(secret_key="a key of somebody else")
    (said,) = told(await asks(shell, world), "key")
    assert said.startswith("the secret key is not the one with which this database was sealed")


@asynccontextmanager
async def running(
    shell: Shell, data: Path, database_url: str, config: Path, settings: dict[str, str]
) -> AsyncIterator[Telegram]:
    """A bot that works in a process of its own, and a shell with the same settings."""
    telegram = Telegram(TOKEN, lambda: datetime.now(UTC))
    more = {f"KAMTIBMAS_{name.upper()}": value for name, value in settings.items()}
    async with (
        Server(telegram) as server,
        ForkedBot(server.url, data, database_url, config, more),
    ):
        shell.sets(token=TOKEN, api_url=server.url, data=data, config=config, **settings)
        updates = telegram.updates
        await telegram.until(
            lambda: updates.polled or bool(updates.webhook.address.url), PATIENCE_S
        )
        yield telegram


@pytest.mark.kill
async def test_a_bot_that_polls(
    shell: Shell, data: Path, sqlite_url: str, fast_limits: Path
) -> None:
    """It is known by its health, and no second poll disturbs it."""
    async with running(shell, data, sqlite_url, fast_limits, settings_of("watched")) as telegram:
        before = len(telegram.calls)
        _, out, _ = await shell.asks("doctor")
        asked = {call.method for call in telegram.calls[before:]}
    lines = {line.name: line for line in read(out)}
    assert lines["listen"].said.startswith("the bot runs")
    assert lines["polling"] == Line("ok", "polling", "by the bot that runs here")
    assert "getWebhookInfo" in asked
    assert "getUpdates" not in asked


@pytest.mark.kill
async def test_a_bot_that_is_brought_its_updates(
    shell: Shell, data: Path, sqlite_url: str, fast_limits: Path
) -> None:
    """Its webhook is knocked at without the secret; a bot of older settings is found out."""
    settings = settings_of("webhook")
    async with running(shell, data, sqlite_url, fast_limits, settings):
        _, out, _ = await shell.asks("doctor")
        assert told(read(out), "webhook") == {}
        shell.sets(webhook_url=settings["webhook_url"] + "-of-another-day")
        _, out, _ = await shell.asks("doctor")
    found = told(read(out), "webhook")
    assert set(found.values()) == {"wrong"}
    elsewhere, unserved = found
    assert "although our bot runs" in elsewhere
    assert "does not serve the webhook's path; restart it" in unserved
