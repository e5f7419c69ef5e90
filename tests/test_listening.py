"""The variables of the webhook and the listener: what is taken, and what is mended how."""

from __future__ import annotations

import pytest

from bot.settings import Settings, SettingsError, load

PUBLIC = "https://bot.example.id/telegram"
SECRET = "a-secret_of-64"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An operator's own variables do not reach the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"KAMTIBMAS_{name.upper()}", raising=False)


def _set(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"KAMTIBMAS_{name.upper()}", value)


def test_a_webhook_needs_an_address_and_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both set: updates are brought to the address's own path; nobody sees the secret."""
    _set(monkeypatch, webhook_url=PUBLIC, webhook_secret=SECRET)
    settings = load()
    assert settings.webhook_address is not None
    assert (settings.webhook_address.url, settings.webhook_address.path) == (PUBLIC, "/telegram")
    assert settings.webhook_address.secret.get_secret_value() == SECRET
    assert SECRET not in repr(settings) + repr(settings.webhook_address)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://bot.example.id", "/"),
        ("https://bot.example.id:8443/a/b", "/a/b"),
        ("http://127.0.0.1:9000/x", "/x"),
        ("http://localhost/x", "/x"),
        ("http://[::1]:9000/x", "/x"),
    ],
)
def test_addresses_that_are_taken(monkeypatch: pytest.MonkeyPatch, url: str, path: str) -> None:
    """TLS and one of Telegram's ports for the world; this machine's own are for rehearsals."""
    _set(monkeypatch, webhook_url=url, webhook_secret=SECRET)
    webhook_address = load().webhook_address
    assert webhook_address is not None
    assert webhook_address.path == path


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("", ("127.0.0.1", 8080)),
        ("off", None),
        ("0.0.0.0:80", ("0.0.0.0", 80)),  # noqa: S104 - an operator may want it
        ("[::1]:8080", ("::1", 8080)),
        ("localhost:0", ("localhost", 0)),
    ],
)
def test_where_the_bot_listens(
    monkeypatch: pytest.MonkeyPatch, address: str, taken: tuple[str, int] | None
) -> None:
    """A host and a port, or nowhere."""
    _set(monkeypatch, listen=address)
    assert load().listen_address == taken


@pytest.mark.parametrize(
    ("name", "variables", "mend"),
    [
        ("WEBHOOK_SECRET", {"webhook_url": PUBLIC}, "make one with python3 -c"),
        ("WEBHOOK_SECRET", {"webhook_url": PUBLIC, "webhook_secret": "hunter2!"}, "A-Z, a-z, 0-9"),
        ("WEBHOOK_SECRET", {"webhook_secret": "hunter2" * 40}, "1 to 256 characters"),
        ("WEBHOOK_URL", {"webhook_url": "http://bot.example.id/x"}, "write https:// in place of"),
        ("WEBHOOK_URL", {"webhook_url": "bot.example.id"}, "as https://bot.example.id/telegram"),
        ("WEBHOOK_URL", {"webhook_url": "https:///telegram"}, "as https://bot.example.id/telegram"),
        ("WEBHOOK_URL", {"webhook_url": "https://bot.example.id:8080/x"}, "443, 80, 88, 8443"),
        ("WEBHOOK_URL", {"webhook_url": "https://bot.example.id:web/x"}, "no number"),
        ("WEBHOOK_URL", {"webhook_url": PUBLIC + "?secret=hunter2"}, "leave out what follows"),
        ("WEBHOOK_URL", {"webhook_url": "https://bot.example.id/healthz"}, "take another path"),
        ("WEBHOOK_URL", {"webhook_url": "https://bot.example.id/{bot}"}, "letters, digits"),
        ("LISTEN", {"listen": "8080"}, "as 127.0.0.1:8080, or off"),
        ("LISTEN", {"listen": "127.0.0.1:web"}, "as 127.0.0.1:8080, or off"),
        ("LISTEN", {"listen": "127.0.0.1:65536"}, "as 127.0.0.1:8080, or off"),
        (
            "LISTEN",
            {"webhook_url": PUBLIC, "webhook_secret": SECRET, "listen": "off"},
            "write host:port",
        ),
    ],
)
def test_what_would_not_work_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, variables: dict[str, str], mend: str
) -> None:
    """It names the variable and the mend, and repeats no secret."""
    _set(monkeypatch, **variables)
    with pytest.raises(SettingsError) as told:
        load()
    assert str(told.value).startswith(f"KAMTIBMAS_{name}: ")
    assert mend in str(told.value)
    assert "hunter2" not in str(told.value)
    assert "\n" not in str(told.value)
