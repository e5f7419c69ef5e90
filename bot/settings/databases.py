"""The database's address: the two drivers, and what people write instead of them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

SQLITE = "sqlite+aiosqlite://"
POSTGRES = "postgresql+asyncpg://"
_WRITTEN = f"{SQLITE}/PATH or {POSTGRES}USER:PASSWORD@HOST/DATABASE"
_OTHER_POSTGRES = ("postgres", "postgresql")  # what hosting companies hand out, and other drivers


def checked_url(url: str) -> str:
    """Return ``url``. Raises ValueError with the mend, which repeats no password."""
    if url.startswith(SQLITE):
        return _with_file(url)
    if url.startswith(POSTGRES):
        return _with_database(url)
    scheme = url.partition("://")[0]
    if scheme.partition("+")[0] in _OTHER_POSTGRES:
        message = f"write {POSTGRES} in place of {scheme}://, the rest as it is"
    elif scheme.partition("+")[0] == "sqlite":
        message = f"write {SQLITE} in place of {scheme}://, the rest as it is"
    else:
        message = f"write {_WRITTEN}, or leave it unset"
    raise ValueError(message)


def _with_file(url: str) -> str:
    """Refuse what is kept in memory: it is lost with the process."""
    host, _, path = url.removeprefix(SQLITE).partition("?")[0].partition("/")
    if host or path in {"", ":memory:"}:
        message = f"it names no file; write {SQLITE}/PATH, or leave it unset"
        raise ValueError(message)
    return url


def _with_database(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.path.strip("/")) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that is open
        is_whole, parts = False, urlsplit("")
    if not is_whole:
        message = f"it names no database; write {POSTGRES}USER:PASSWORD@HOST/DATABASE"
        raise ValueError(message)
    if "sslmode" in parse_qs(parts.query):
        message = "write ssl= in place of sslmode=, the rest as it is"
        raise ValueError(message)
    return url
