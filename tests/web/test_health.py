"""``/healthz``: the operator's watchdog asks whether all is well, and hears which part is not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.intake import SECRET
from tests.web.conftest import running
from tests.world import KEY, TOKEN

if TYPE_CHECKING:
    from tests.world import World

PARTS = ["database", "intake", "sender", "scheduler"]


async def _until_well(operator: httpx.AsyncClient) -> httpx.Response:
    async with asyncio.timeout(30):
        while True:
            try:
                answer = await operator.get("/healthz")
            except httpx.ConnectError:  # it is just about to listen
                await asyncio.sleep(0.02)
                continue
            if answer.status_code == 200:
                return answer
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("intake", ["watched", "webhook"])
async def test_all_is_well(world: World, operator: httpx.AsyncClient) -> None:
    """Every part lives: 200, each named, and no word that must not be known."""
    async with running(world):
        answer = await _until_well(operator)
    body = answer.json()
    assert body["ok"] is True
    assert list(body["parts"]) == PARTS
    assert all(part["ok"] and part["silent_s"] < 60 for part in body["parts"].values())
    assert not any(word in answer.text for word in (TOKEN, KEY.decode(), SECRET, "telegram"))


@pytest.mark.parametrize("intake", ["watched"])
async def test_before_it_works_it_is_not_well(operator: httpx.AsyncClient) -> None:
    """The listener answers while the parts begin: a proxy does not send anybody yet."""
    answer = await operator.get("/healthz")
    parts = answer.json()["parts"]
    assert answer.status_code == 503
    assert parts["database"]["ok"]
    assert parts["sender"] == {"ok": False, "because": "starting", "since": None}


@pytest.mark.parametrize("intake", ["watched"])
async def test_a_database_that_is_gone_is_named(world: World, operator: httpx.AsyncClient) -> None:
    """Nothing can be read: 503, the database is not well, and since when it is not."""
    assert (await operator.get("/healthz")).json()["parts"]["database"]["ok"]
    answer = await _broken(world, operator)
    part = answer.json()["parts"]["database"]
    assert answer.status_code == 503
    assert (part["ok"], part["because"]) == (False, "OperationalError")
    assert part["since"].startswith("2026-11-24T")


async def _broken(world: World, operator: httpx.AsyncClient) -> httpx.Response:
    def refuse(*_: Any) -> None:  # noqa: ANN401 - the engine's own
        raise OperationalError("SELECT", {}, OSError("no such disk"))

    engine = world.app.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", refuse)
    try:
        return await operator.get("/healthz")
    finally:
        event.remove(engine, "before_cursor_execute", refuse)


@pytest.mark.parametrize("intake", ["watched"])
@pytest.mark.parametrize("path", ["/", "/healthz/", "/telegram", "/metrics/x"])
async def test_by_polling_there_is_nothing_else(operator: httpx.AsyncClient, path: str) -> None:
    """404: no index, and no webhook where none is asked for."""
    assert (await operator.get(path)).status_code == 404
