"""The one error of settings."""

from __future__ import annotations


class SettingsError(Exception):
    """A setting is wrong. Its text is one sentence for the operator: what, where and the mend."""
