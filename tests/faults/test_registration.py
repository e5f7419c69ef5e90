"""What Telegram is told of the way in which updates come, and what it complains of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.standin.webhook import WebhookInfo
from bot.transport.registration import CONNECTIONS
from tests.intake import SECRET, taking

if TYPE_CHECKING:
    from tests.world import World

NOISE = "Musik keras dari tadi di RT 02"
ELSEWHERE = WebhookInfo("https://lain.example/telegram")


def _asked(world: World, method: str) -> int:
    return sum(call.method == method for call in world.telegram.calls)


@pytest.mark.parametrize("intake", ["webhook"])
async def test_the_start_tells_telegram_all_it_has_to_know(world: World) -> None:
    """Address, secret, as many at once as may share a commit, and the kinds that we read."""
    address = world.telegram.updates.webhook.address
    assert address.url == world.settings.webhook_url
    assert (address.secret_token, address.max_connections) == (SECRET, CONNECTIONS)
    assert world.telegram.updates.allowed == [
        "callback_query",
        "edited_message",
        "message",
        "my_chat_member",
    ]


@pytest.mark.parametrize("intake", ["webhook"])
async def test_what_waited_before_the_webhook_is_brought(world: World) -> None:
    """Somebody wrote while nobody was there: setting the webhook drops nothing."""
    person = await world.enrol("Ani")
    world.telegram.updates.bring_to(WebhookInfo())
    person.writes(NOISE)
    assert world.app.webhook is not None
    await world.app.webhook.register()
    await world.settle()
    assert "Kirim" in person.last.buttons[0]


@pytest.mark.parametrize("intake", ["webhook"])
async def test_telegram_is_down_at_the_start(world: World) -> None:
    """The bot asks again until Telegram knows the webhook."""
    world.telegram.updates.bring_to(WebhookInfo())
    world.telegram.faults.add("bad_gateway", method="setWebhook", times=1)
    async with taking(world):
        await world.telegram.until(lambda: bool(world.telegram.updates.webhook.address.url))
    assert _asked(world, "setWebhook") == 3  # the world's own, the one that failed, the one after


@pytest.mark.parametrize("intake", ["webhook"])
async def test_another_process_took_the_updates_away(world: World) -> None:
    """A second bot with this token set its own address: ours takes them back, and says so."""
    assert world.app.webhook is not None
    pulse = world.app.pulses["intake"]
    await world.app.webhook.look()
    assert pulse.condition().ok
    world.telegram.updates.bring_to(ELSEWHERE)
    await world.app.webhook.look()
    assert world.telegram.updates.webhook.address.url == world.settings.webhook_url


@pytest.mark.parametrize("intake", ["webhook"])
async def test_telegram_cannot_deliver(world: World) -> None:
    """What Telegram complains of stands until an update has come: a look alone heals nothing."""
    person = await world.enrol("Ani")
    webhook, hook = world.app.webhook, world.telegram.updates.webhook
    assert webhook is not None
    await webhook.look()
    assert webhook.complaint is None
    ours = hook.address
    world.telegram.updates.bring_to(WebhookInfo(ours.url, "another-secret"))
    person.writes(NOISE)
    await world.telegram.until(lambda: hook.error is not None)
    for _ in range(2):
        await webhook.look()
        assert webhook.complaint == "Wrong response from the webhook: 403 Forbidden"
    await webhook.register()
    await world.settle()
    await webhook.look()
    assert webhook.complaint is None


async def test_polling_deletes_a_webhook_and_keeps_what_waits(world: World) -> None:
    """The operator goes back to polling: what people wrote meanwhile is answered."""
    person = await world.enrol("Ani")
    world.telegram.updates.bring_to(ELSEWHERE)
    person.writes(NOISE)
    async with taking(world):
        await world.telegram.until(lambda: not world.telegram.pending)
    await world.settle()
    assert "Kirim" in person.last.buttons[0]
    assert world.telegram.updates.webhook.address.url == ""


async def test_polling_deletes_nothing_where_nothing_is_set(world: World) -> None:
    """Nor does it ask more than once."""
    async with taking(world):
        await world.telegram.until(lambda: world.telegram.updates.polled)
    assert (_asked(world, "getWebhookInfo"), _asked(world, "deleteWebhook")) == (1, 0)
