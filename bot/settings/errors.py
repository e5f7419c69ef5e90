"""The one error of settings."""

from __future__ import annotations


class SettingsError(Exception):
    """A setting is wrong. Its text is one sentence for the operator: what, where and the mend.

    ``others``: what else is wrong, each a sentence too.
    """

    def __init__(self, sentence: str, *others: str) -> None:
        """Say ``sentence``; the others are for whoever wants to hear everything at once."""
        super().__init__(sentence)
        self.others = others
