"""The language of what is printed for people; commands themselves speak English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.errors import WrongUse
from bot.locales import LANGUAGES, say_in

if TYPE_CHECKING:
    from bot.locales import Say


def parse_language(said: str) -> Say:
    """Return the words of a language. Raises WrongUse for one that there is not."""
    if said not in LANGUAGES:
        raise WrongUse(f"--language is {said!r}; write {' or '.join(LANGUAGES)}")
    return say_in(said)
