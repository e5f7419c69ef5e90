"""Whether a text may wake somebody, by the words and the model that are shipped."""

from __future__ import annotations

from bot.domain.paging_rules import wakes
from bot.settings import load_config

CONFIG = load_config()


def would_wake(text: str) -> bool:
    """Tell whether somebody is woken if its writer says that it still goes on."""
    guess = CONFIG.triage.classify(text)
    return wakes(guess, CONFIG.categories[guess.category])
