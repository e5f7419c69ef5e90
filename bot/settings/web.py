"""Where the bot listens, and the address at which Telegram brings its updates."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from pydantic import SecretStr

OFF = "off"
LARGEST_PORT = 65_535
TELEGRAMS_PORTS = (443, 80, 88, 8443)  # https://core.telegram.org/bots/api#setwebhook
OUR_PATHS = ("/healthz", "/metrics")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """The webhook: the address that Telegram is told, and the secret that it shows us."""

    url: str
    secret: SecretStr

    @property
    def path(self) -> str:
        """Return the path at which we serve it."""
        return urlsplit(self.url).path


def checked_url(url: str) -> str:
    """Return a webhook's address. Raises ValueError with the mend."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host:
        raise ValueError("write the bot's public address, as https://bot.example.id/telegram")
    try:
        port = parts.port
    except ValueError:
        raise ValueError(f"its port is no number up to {LARGEST_PORT}; mend it") from None
    if parts.scheme == "http" and not _is_loopback(host):
        raise ValueError("Telegram delivers over TLS alone; write https:// in place of http://")
    if parts.scheme == "https" and (port or 443) not in TELEGRAMS_PORTS:
        allowed = ", ".join(str(one) for one in TELEGRAMS_PORTS)
        raise ValueError(f"Telegram does not deliver to port {port}; take one of {allowed}")
    return _with_path(parts)


def _with_path(parts: SplitResult) -> str:
    if parts.query or parts.fragment:
        raise ValueError("leave out what follows ? and #; a path of your own choice is enough")
    if parts.path in OUR_PATHS:
        raise ValueError(f"{parts.path} is served to the operator; take another path")
    if not re.fullmatch(r"[A-Za-z0-9._~/-]*", parts.path):
        raise ValueError("its path may hold letters, digits and . _ ~ - / alone")
    return parts._replace(path=parts.path or "/").geturl()


def checked_secret(secret: str | None, *, webhook: bool) -> None:
    """Raise ValueError with the mend where Telegram would not take the secret."""
    if secret is None:
        if webhook:
            make = 'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
            raise ValueError(f"a webhook needs a secret; make one with {make}")
        return
    if _SECRET.fullmatch(secret) is None:
        raise ValueError("write 1 to 256 characters out of A-Z, a-z, 0-9, _ and -")


def checked_listen(text: str, *, webhook: bool) -> str:
    """Return host:port or ``off``. Raises ValueError with the mend."""
    if text == OFF:
        if webhook:
            raise ValueError("a webhook has to be listened for; write host:port, not off")
        return text
    address(text)
    return text


def address(text: str) -> tuple[str, int] | None:
    """Return host and port; None for ``off``. Port 0: a free one. Raises ValueError."""
    if text == OFF:
        return None
    host, _, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isdecimal() or int(port) > LARGEST_PORT:
        raise ValueError("write host:port, as 127.0.0.1:8080, or off")
    return host, int(port)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
