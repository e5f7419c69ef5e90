"""Words for people. The Indonesian sentence in the code is the key; other languages translate it.

>>> say_in("id").plain("Saya tangani")
'Saya tangani'
"""

from __future__ import annotations

from functools import cache

from bot.locales.catalogue import translations
from bot.locales.say import Say

SOURCE = "id"
# What a person may choose, each named as its speakers name it.
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
# How dates and numbers are written (a CLDR locale). A language that is not here writes them as
# Indonesian does, which is right for the languages of the archipelago.
_HABITS = {"en": "en_GB"}


def say_in(language: str) -> Say:
    """Return the words in ``language`` (``en``, ``en-US``); Indonesian where we lack it."""
    spoken = language.partition("-")[0].lower()
    return _voice(spoken if spoken in LANGUAGES else SOURCE)


@cache
def _voice(language: str) -> Say:
    words = None if language == SOURCE else translations(language)
    return Say(language, words, habits=_HABITS.get(language, SOURCE))


def mark(sentence: str) -> str:
    """Return ``sentence`` as it is; it is only marked, to be translated when it is said."""
    return sentence


def counted(sentence: str) -> tuple[str, str]:
    """Mark a sentence in which a number stands before what it counts: ``say.many(*..., n)``.

    Indonesian has one form for every number; a language that has more is asked for each of them.
    """
    return sentence, sentence


__all__ = ["LANGUAGES", "SOURCE", "Say", "counted", "mark", "say_in"]
