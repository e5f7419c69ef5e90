"""The operator's variables: what is read, what is refused, and the key that is kept."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings, SettingsError, load, secret_key, secret_key_warning

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An operator's own variables do not reach the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"KAMTIBMAS_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_set_is_enough_to_begin(tmp_path: Path) -> None:
    """The defaults: SQLite in ./data, polling; a token is missed only by who needs one."""
    settings = load()
    assert settings.data == tmp_path / "data"
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/data/kamtibmas.sqlite3"
    assert settings.listen == "127.0.0.1:8080"
    with pytest.raises(SettingsError, match=r"KAMTIBMAS_TOKEN is not set: .*@BotFather"):
        settings.required_token()


def test_variables_are_read_and_empty_ones_are_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of variables may hold empty lines for what is not wanted."""
    monkeypatch.setenv("KAMTIBMAS_TOKEN", "1:hush")
    monkeypatch.setenv("KAMTIBMAS_API_URL", "http://127.0.0.1:8081/")
    monkeypatch.setenv("KAMTIBMAS_WEBHOOK_URL", "")
    settings = load()
    assert settings.required_token() == "1:hush"
    assert settings.api_url == "http://127.0.0.1:8081"
    assert "hush" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("DATABASE_URL", "postgres://u:hunter2@db/k", "write postgresql+asyncpg:// in place of"),
        ("DATABASE_URL", "postgresql://u:hunter2@db/k", "write postgresql+asyncpg:// in place of"),
        (
            "DATABASE_URL",
            "postgresql+psycopg://u:hunter2@db/k",
            "in place of postgresql+psycopg://",
        ),
        ("DATABASE_URL", "postgresql+asyncpg://u:hunter2@db", "it names no database"),
        ("DATABASE_URL", "postgresql+asyncpg://u:hunter2@db:port/k", "it names no database"),
        ("DATABASE_URL", "postgresql+asyncpg://u:hunter2@db/k?sslmode=require", "ssl="),
        ("DATABASE_URL", "mysql://u:hunter2@db/k", "USER:PASSWORD@HOST/DATABASE"),
        ("DATABASE_URL", "sqlite:///k.sqlite3", "write sqlite+aiosqlite:// in place of"),
        ("DATABASE_URL", "sqlite+aiosqlite://host/k", "it names no file"),
        ("DATABASE_URL", "sqlite+aiosqlite://", "it names no file"),
        ("API_URL", "api.example", "http://"),
    ],
)
def test_what_this_version_cannot_do_is_refused(
    name: str, value: str, mend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence names the variable and what to do, and repeats no password."""
    monkeypatch.setenv(f"KAMTIBMAS_{name}", value)
    with pytest.raises(SettingsError) as told:
        load()
    assert str(told.value).startswith(f"KAMTIBMAS_{name}: ")
    assert mend in str(told.value)
    assert "hunter2" not in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+asyncpg://user:hunter2@db/kamtibmas?ssl=require",
        "postgresql+asyncpg://user@/kamtibmas?host=/run/postgresql",
        "postgresql+asyncpg://[::1]:5433/kamtibmas",
    ],
)
def test_a_postgresql_address_is_taken_as_it_is(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a password and encryption, by a socket, on another port."""
    monkeypatch.setenv("KAMTIBMAS_DATABASE_URL", url)
    assert load().database_url == url


def test_a_data_folder_that_is_a_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip in the path is told before anything is written."""
    (tmp_path / "note").touch()
    monkeypatch.setenv("KAMTIBMAS_DATA", "note")
    with pytest.raises(SettingsError, match="KAMTIBMAS_DATA: note is a file"):
        load()


def test_a_given_key_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is written, and there is nothing to warn of."""
    monkeypatch.setenv("KAMTIBMAS_SECRET_KEY", "from the vault")
    assert secret_key(load()) == b"from the vault"
    assert secret_key_warning(load()) is None
    assert not (tmp_path / "data").exists()


def test_a_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    """Mode 600, the same after a restart, and the operator is told where it lies."""
    key = secret_key(load())
    kept = tmp_path / "data" / "secret.key"
    assert len(key) > 40
    assert secret_key(load()) == key
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert str(kept) in (secret_key_warning(load()) or "")
    assert [path.name for path in kept.parent.iterdir()] == ["secret.key"]


def test_a_lost_key_is_not_replaced(tmp_path: Path) -> None:
    """An emptied key file is told: a new key would make every identity unreadable."""
    secret_key(load())
    (tmp_path / "data" / "secret.key").write_text("")
    with pytest.raises(SettingsError, match="put the old one back"):
        secret_key(load())
