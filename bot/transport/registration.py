"""The webhook's registration at Telegram."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from telegram.error import BadRequest

if TYPE_CHECKING:
    from bot.settings.web import WebhookAddress
    from bot.transport.client import Client

log = structlog.get_logger()

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
# Telegram has one update of a chat under way at a time, so this many chats share a commit.
CONNECTIONS = 100


class Registration:
    """Registers our webhook at Telegram, and watches that it stays registered."""

    def __init__(self, client: Client, webhook_address: WebhookAddress) -> None:
        """Know nothing yet of what Telegram knows."""
        self._client = client
        self._webhook_address = webhook_address
        self._registered = False
        self._failed_at: int | None = None  # the last failure Telegram told of, by its own clock
        self._taken_then = 0  # updates committed when it was first told of

    async def register(self) -> None:
        """Set the webhook, whatever was set before: nobody can read which secret it has.

        Updates that wait are kept. Raises a TelegramError.
        """
        parameters = {
            "url": self._webhook_address.url,
            "secret_token": self._webhook_address.secret.get_secret_value(),
            "allowed_updates": ALLOWED,
            "max_connections": CONNECTIONS,
        }
        try:
            await self._client.call("setWebhook", parameters)
        except BadRequest as error:
            log.error("webhook_refused", says=error.message, mend="mend KAMTIBMAS_WEBHOOK_URL")
            raise
        self._registered = True

    async def check(self, taken: int) -> str | None:
        """Register where it is not done yet or was undone; return what Telegram complains of.

        ``taken``: how many updates were committed so far. Raises a TelegramError.
        """
        if not self._registered:
            await self.register()
        about = await self._client.call("getWebhookInfo", {})
        if about.get("url") != self._webhook_address.url:
            log.error("webhook_elsewhere", mend="stop the other process that uses this token")
            await self.register()
            return "another process took the updates"
        return self._complaint(about, taken)

    def _complaint(self, about: dict[str, Any], taken: int) -> str | None:
        """Return a failure that still stands: updates wait, and none has come since it was told.

        What Telegram complained of before we looked for the first time may be of our absence.
        """
        before, failed_at = self._failed_at, int(about.get("last_error_date") or 0)
        if failed_at != before:
            self._failed_at, self._taken_then = failed_at, taken
        told_anew = before is not None and failed_at > before
        stands = failed_at == before and failed_at > 0 and taken == self._taken_then
        if not about.get("pending_update_count") or not (told_anew or stands):
            return None
        return str(about.get("last_error_message") or "Telegram cannot deliver")


async def withdraw(client: Client) -> None:
    """Let updates be asked for: a webhook that is set is deleted, and what waits is kept.

    Raises a TelegramError.
    """
    about = await client.call("getWebhookInfo", {})
    if about.get("url"):
        log.warning("webhook_deleted", mend="set KAMTIBMAS_WEBHOOK_URL to have one")
        await client.call("deleteWebhook", {"drop_pending_updates": False})
