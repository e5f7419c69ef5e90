"""From nothing to a bot that runs: migrate, invite, run."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from tests.world import TOKEN, VILLAGE

if TYPE_CHECKING:
    from tests.cli.shell import Shell
    from tests.world import World

pytestmark = [pytest.mark.nation, pytest.mark.both_databases]


def test_migrate_can_be_repeated(shell: Shell) -> None:
    """The first time it says how far it is; the second time that there is nothing to do."""
    code, out, err = shell.types("migrate")
    assert (code, out) == (0, "")
    assert "regions: 91599 loaded" in err
    code, out, err = shell.types("migrate")
    assert (code, out) == (0, "")
    assert err == "schema: up to date\nregions: up to date\n"


async def test_an_invitation_works(world: World, shell: Shell) -> None:
    """The code of the command line, with the link that opens the bot, makes an officer."""
    shell.enters(world)
    shell.sets(token=TOKEN, api_url=world.url)
    code, out, _ = await shell.asks(
        "invite", "--role", "officer", "--region", VILLAGE, "--days", "3", "--json"
    )
    made = json.loads(out)
    assert code == 0
    assert list(made) == ["code", "link", "role", "region", "expires_at"]
    assert (made["role"], made["region"]) == ("officer", VILLAGE)
    assert made["link"].endswith(f"?start={made['code']}")
    person = world.telegram.person("Aipda Rahman")
    person.writes(f"/start {made['code']}")
    await world.settle()
    person.presses("Setuju")
    await world.settle()
    assert "Bhabinkamtibmas" in " ".join(message.text for message in person.inbox)


@pytest.mark.parametrize(
    ("role", "region", "says"),
    [("oficer", VILLAGE, "'oficer' is unknown"), ("officer", "99.71.09.1001", "99.71.09.1001")],
)
def test_an_invitation_to_nothing(
    shell: Shell, database_url: str, role: str, region: str, says: str
) -> None:
    """A role or region that there is not is wrong use."""
    shell.sets(database_url=database_url)
    code, out, err = shell.types("invite", "--role", role, "--region", region)
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


async def test_a_token_that_telegram_does_not_know(world: World, shell: Shell) -> None:
    """The bot says so and ends, rather than ask for ever."""
    shell.enters(world)
    shell.sets(token="4711:of-nobody", api_url=world.url)
    code, _, err = await asyncio.to_thread(shell.starts, "run")
    assert code == 1
    assert "Telegram does not know the token" in err
    assert "Traceback" not in err
