"""What the operator decides: secrets and addresses from the environment, the rest from TOML."""

from __future__ import annotations

from bot.settings.config import Config, load_config, remarks
from bot.settings.environment import Settings, load, secret_key, secret_key_warning
from bot.settings.errors import SettingsError
from bot.settings.limits_shapes import Limits

__all__ = [
    "Config",
    "Limits",
    "Settings",
    "SettingsError",
    "load",
    "load_config",
    "remarks",
    "secret_key",
    "secret_key_warning",
]
