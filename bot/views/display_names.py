"""What things are called to people: severities, categories, villages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.category import Severity
from bot.locales import mark
from bot.views.office import place_label

if TYPE_CHECKING:
    from bot.domain.category import Category
    from bot.locales import Say
    from bot.models import Region
    from bot.settings import Config

DISTRICT = mark("Kec. {name}")
HIDDEN = mark("Laporan rahasia")
SEVERITIES = {
    Severity.RENDAH: mark("RENDAH"),
    Severity.SEDANG: mark("SEDANG"),
    Severity.TINGGI: mark("TINGGI"),
    Severity.DARURAT: mark("DARURAT"),
}


def severity(say: Say, level: str) -> str:
    """Return what a severity is called."""
    return say.plain(SEVERITIES[Severity(level)])


def category(config: Config, code: str) -> Category:
    """Return a category; one that the operator took out of the list counts as "other"."""
    return config.category(code)


def is_hidden(config: Config, code: str) -> bool:
    """Tell whether no lock screen may show what it is: confidential, or not clear what it is."""
    return category(config, code).is_hidden


def label(config: Config, code: str, say: Say) -> str:
    """Return what a category is called."""
    return category(config, code).label(say.language)


def hidden_label(config: Config, code: str, say: Say) -> str:
    """Return what a report that no lock screen may show is called there.

    Of what is not clear that it is not; only what is confidential is called so.
    """
    kind = category(config, code)
    return say.plain(HIDDEN) if kind.is_confidential else kind.label(say.language)


def short_label(config: Config, code: str, say: Say) -> str:
    """Return what a category is called on a button: its first words."""
    return re.split(r" [/(]", label(config, code, say))[0]


def village(say: Say, place: Region) -> str:
    """Return a village with its district: names are shared by many."""
    return f"{place_label(place)}, {district(say, place)}"


def district(say: Say, place: Region) -> str:
    """Return the district in which a village lies."""
    return say.plain(DISTRICT, name=place.district)
