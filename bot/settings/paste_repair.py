"""Cleans addresses and tokens of what a copy from a page brings along."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_QUOTES = "\"'\u201c\u201d\u2018\u2019"
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_METHODS = re.compile(r"/(file/)?bot[0-9]*(:|/|$)")


def bare(value: object) -> object:
    """Return a variable's text. Raises ValueError, with the mend, for what clings to it.

    A shell takes quotes off; `docker run --env-file` and some panels do not.
    """
    if isinstance(value, str):
        if value != value.strip():
            raise ValueError("there is a space or line break around it; take it away")
        if len(value) > 1 and value[0] in _QUOTES and value[-1] in _QUOTES:
            raise ValueError("it stands in quotes; take them off")
    return value


def checked_token(token: str) -> str:
    """Return a token. Raises ValueError, which does not repeat it."""
    if _TOKEN.fullmatch(token) is None:
        if re.search(r"\s", token):
            raise ValueError("there is a space or line break in it; paste it again in one piece")
        raise ValueError("write it as @BotFather gave it: a number, a colon, and letters")
    return token


def checked_api_url(url: str) -> str:
    """Return the address to which ``/bot<token>`` is added. Raises ValueError with the mend."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("write an address that begins with http:// or https://")
    if _METHODS.search(parts.path):
        raise ValueError("leave out /bot and what follows it: the bot adds it by itself")
    if parts.query or parts.fragment:
        raise ValueError("leave out what follows ? and #")
    return url.rstrip("/")
