"""Secrets and addresses, from the environment alone."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import atomic_file
from bot.settings import databases, paste_repair, web
from bot.settings.errors import SettingsError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PREFIX = "KAMTIBMAS_"
DATABASE_FILE = "kamtibmas.sqlite3"
KEY_FILE = "secret.key"


class Settings(BaseSettings):
    """The variables ``KAMTIBMAS_...``; an empty one counts as unset.

    ``clock`` is for demo and tests: a file with the seconds by which the bot's clock runs ahead.
    Secret and listener stand below the webhook's address, since their checks look at it.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    token: SecretStr | None = None
    api_url: str | None = None
    database_url: str = ""
    data: Path = Path("data")
    config: Path | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = Field(default=None, validate_default=True)
    listen: str = "127.0.0.1:8080"
    secret_key: SecretStr | None = None
    clock: Path | None = None

    @field_validator("*", mode="before")
    @classmethod
    def _is_bare(cls, value: object, about: ValidationInfo) -> object:
        return value if about.field_name == "secret_key" else paste_repair.bare(value)

    @field_validator("token")
    @classmethod
    def _is_token(cls, token: SecretStr | None) -> SecretStr | None:
        return token and SecretStr(paste_repair.checked_token(token.get_secret_value()))

    @field_validator("api_url")
    @classmethod
    def _is_web_address(cls, url: str | None) -> str | None:
        return url and paste_repair.checked_api_url(url)

    @field_validator("data")
    @classmethod
    def _is_folder(cls, folder: Path) -> Path:
        try:
            is_taken = folder.exists() and not folder.is_dir()
        except OSError as error:
            message = f"{folder} cannot be looked at ({error.strerror}); name a folder of the bot's"
            raise ValueError(message) from None
        if is_taken:
            message = f"{folder} is a file; name a folder"
            raise ValueError(message)
        return folder.absolute()

    @field_validator("database_url")
    @classmethod
    def _is_known(cls, url: str) -> str:
        return url and databases.checked_url(url)

    @field_validator("webhook_url")
    @classmethod
    def _is_public(cls, url: str | None) -> str | None:
        return url and web.checked_url(url)

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, secret: SecretStr | None, before: ValidationInfo) -> SecretStr | None:
        text = None if secret is None else secret.get_secret_value()
        web.checked_secret(text, webhook=before.data.get("webhook_url") is not None)
        return secret

    @field_validator("listen")
    @classmethod
    def _is_address(cls, text: str, before: ValidationInfo) -> str:
        return web.checked_listen(text, webhook=before.data.get("webhook_url") is not None)

    @model_validator(mode="after")
    def _own_database(self) -> Self:
        if not self.database_url:
            url = f"{databases.SQLITE}/{self.data / DATABASE_FILE}"
            object.__setattr__(self, "database_url", url)
        return self

    @property
    def webhook_address(self) -> web.WebhookAddress | None:
        """Return the webhook; None: polling."""
        if self.webhook_url is None or self.webhook_secret is None:
            return None
        return web.WebhookAddress(self.webhook_url, self.webhook_secret)

    @property
    def listen_address(self) -> tuple[str, int] | None:
        """Return host and port of the listener; None: there is none."""
        return web.address(self.listen)

    def required_token(self) -> str:
        """Return the bot's token. Raises SettingsError where there is none."""
        if self.token is None:
            message = f"{PREFIX}TOKEN is not set: put the token that @BotFather gave you into it"
            raise SettingsError(message)
        return self.token.get_secret_value()


def load() -> Settings:
    """Read the environment. Raises SettingsError, which names the variable and the mend."""
    try:
        return Settings()
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False, include_context=False)
        raise SettingsError(*map(_sentence, details)) from None


def _sentence(details: ErrorDetails) -> str:
    name = PREFIX + "_".join(str(part) for part in details["loc"]).upper()
    if details["type"] != "value_error":  # a value of another kind than text: no variable has it
        return f"{name}: it is not understood; write it as in config/.env.example, or unset it"
    return f"{name}: {details['msg'].removeprefix('Value error, ')}"


def secret_key(settings: Settings) -> bytes:
    """Return the key for what is encrypted at rest: given, kept, or made now and kept.

    Raises SettingsError where it can be neither read nor kept.
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    path = settings.data / KEY_FILE
    try:
        if not path.exists():
            _keep(path, secrets.token_urlsafe(32))
        path.chmod(0o600)
        key = path.read_bytes().strip()
    except OSError as error:
        message = (
            f"{path}: the secret key cannot be kept there ({error.strerror}); give file and folder"
            f" to the user who runs the bot (chown), or set {PREFIX}DATA"
        )
        raise SettingsError(message) from None
    if not key:
        message = (
            f"{path}: the secret key is empty; put the old one back, or set {PREFIX}SECRET_KEY"
        )
        raise SettingsError(message)
    return key


def secret_key_warning(settings: Settings) -> str | None:
    """Return what to warn the operator of at start, where the key lies beside the data."""
    if settings.secret_key is not None:
        return None
    return (
        f"{PREFIX}SECRET_KEY is not set: the key is kept in {settings.data / KEY_FILE}, "
        "beside what it protects; copy it to a safe place, without it nobody can be reached again"
    )


def _keep(path: Path, key: str) -> None:
    """Write the key; where two processes start at once, the first wins.

    Without a key that is on the disk nobody could be reached again after a power failure.
    """
    atomic_file.make_folder(path.parent)
    with atomic_file.write_atomically(path, replace=False) as file:
        file.write(key.encode())
