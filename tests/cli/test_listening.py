"""Starting where somebody else listens already, and what the log says of who came by."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.standin.server import Server
from bot.transport.webhook import SECRET_HEADER
from tests.faults.process import BotProcess
from tests.intake import PATH, SECRET, environment_of
from tests.world import TOKEN, open_world

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.shell import Shell

FIRE = "Ada kebakaran di RT 03"


@pytest.mark.parametrize("address", ["127.0.0.1:{port}", "no-such-host.invalid:{port}"])
async def test_an_address_that_cannot_be_had(
    shell: Shell, data: Path, sqlite_url: str, address: str
) -> None:
    """The bot runs already, or the address is another machine's: one sentence, exit code 1."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = address.format(port=taken.getsockname()[1])
        async with open_world(data, database_url=sqlite_url) as world:
            shell.sets(token=TOKEN, api_url=world.url, data=data, database_url=sqlite_url)
            shell.sets(listen=where)
            code, out, err = await shell.begins("run")
    assert (code, out) == (1, "")
    said = err.splitlines()[-1]
    assert said.startswith("kamtibmas: KAMTIBMAS_LISTEN: ")
    assert where.rpartition(":")[0] in said
    assert "Traceback" not in err


@pytest.mark.kill
async def test_the_log_holds_nothing_of_who_came_by(
    data: Path, sqlite_url: str, fast_limits: Path
) -> None:
    """A message by webhook, a stranger at the door, a stop: no text, name, number, path, secret."""
    async with open_world(data, config_overlay=fast_limits, database_url=sqlite_url) as world:
        person = await world.enrol("Daeng Naba")
        telegram = world.telegram
    variables = environment_of("webhook")
    async with (
        Server(telegram) as server,
        BotProcess(server.url, data, sqlite_url, fast_limits, variables) as bot,
        httpx.AsyncClient() as stranger,
    ):
        person.writes(FIRE)
        await telegram.until(lambda: "Masih, kirim" in " ".join(person.last.buttons), 120)
        url = variables["KAMTIBMAS_WEBHOOK_URL"]
        for secret in ("guess", SECRET):
            await stranger.post(url, content=b'{"kebakaran', headers={SECRET_HEADER: secret})
        assert await bot.terminate() == 0
    assert "webhook_secret_wrong" in bot.log
    for word in ("kebakaran", "Naba", str(person.id), SECRET, "guess", f'"{PATH}', TOKEN):
        assert word not in bot.log
