"""The methods by which a bot says where its updates are to be brought."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.standin.refusal import bad_request
from bot.standin.webhook import HERE, USUAL_CONNECTIONS, WebhookInfo

if TYPE_CHECKING:
    from bot.standin.call_parameters import CallParameters
    from bot.standin.telegram import Telegram

PORTS = {80, 88, 443, 8443}
MOST_CONNECTIONS = 100


def set_webhook(telegram: Telegram, ask: CallParameters) -> bool:
    """Bring updates to an address from now on; polling ends with a 409 then.

    As Telegram's, but for this machine's own addresses: they may be http, at any port.
    """
    url = ask.text("url")
    if url:
        _check_url(url)
    secret = ask.text("secret_token")
    if secret and re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret) is None:
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(ask.whole("max_connections", USUAL_CONNECTIONS), 1), MOST_CONNECTIONS)
    if (allowed := ask.structure("allowed_updates")) is not None:
        telegram.updates.allow(allowed)
    dropped = _drop(telegram, ask)
    telegram.updates.bring_to(WebhookInfo(url, secret, connections, ask.text("ip_address")))
    return dropped


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.hostname in HERE:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def delete_webhook(telegram: Telegram, ask: CallParameters) -> bool:
    """Forget the address; polling works again."""
    telegram.updates.bring_to(WebhookInfo())
    return _drop(telegram, ask)


def _drop(telegram: Telegram, ask: CallParameters) -> bool:
    if ask.flag("drop_pending_updates"):
        telegram.updates.clear()
    return True


def get_webhook_info(telegram: Telegram, _ask: CallParameters) -> dict[str, Any]:
    """Return the address, how many updates wait, and what went wrong last."""
    updates, address = telegram.updates, telegram.updates.webhook.address
    about: dict[str, Any] = {
        "url": address.url,
        "has_custom_certificate": False,
        "pending_update_count": len(updates),
    }
    if address.url:
        about["max_connections"] = address.max_connections
    if address.ip_address:
        about["ip_address"] = address.ip_address
    if updates.allowed is not None:
        about["allowed_updates"] = updates.allowed
    if updates.webhook.error is not None:
        about["last_error_date"], about["last_error_message"] = updates.webhook.error
    return about
