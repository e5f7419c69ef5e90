"""Numbers to call in danger, and what is said beside a report of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import mark
from bot.views.card import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.category import Category
    from bot.locales import Say
    from bot.settings import Config

# Whose number it is, by its key in ``[emergency]``, in the order in which they are named.
WHOSE: Mapping[str, str] = {
    "police": mark("polisi, gratis"),
    "general": mark("darurat umum"),
    "fire": mark("pemadam"),
    "medical": mark("ambulans"),
    "rescue": mark("SAR"),
    "power": mark("PLN, kabel putus"),
}
CALL = mark("☎️ Sedang dalam bahaya? Telepon {police}.")
CALL_OTHER = mark("☎️ Sedang dalam bahaya? Telepon {number} ({whose}) atau {police}.")
TO_REPORT = mark(
    "Ada kejadian? Tulis satu pesan: apa, di mana, masih berlangsung atau tidak."
    " Lainnya: /bantuan. Sedang dalam bahaya? Telepon {police}."
)
STOLEN = frozenset({"pencurian", "curas", "curanmor", "ternak_kebun"})
HURT_AT_HOME = frozenset({"kdrt_anak", "kekerasan_seksual"})
NO_MOB = mark("Jangan main hakim sendiri.")
# A spoiler: whoever glances at the screen is not to see that somebody asks for help.
COMPANION = mark("Perlu teman bicara? <tg-spoiler>{number}</tg-spoiler>")


def numbers(say: Say, config: Config) -> Markup:
    """Name every number that the operator has set, and whose it is."""
    known = config.limits.emergency.model_dump()
    said = [
        Markup("<b>{}</b> ({})").format(known[key], say.plain(whose))
        for key, whose in WHOSE.items()
        if known[key]
    ]
    return Markup(", ").join(said)


def call(say: Say, config: Config, category: Category) -> Markup:
    """Name the number that is for this kind, and the police."""
    known = config.limits.emergency.model_dump()
    number, police = known[category.call], known["police"]
    if not number or category.call == "police":
        return say(CALL, police=police)
    return say(CALL_OTHER, number=number, whose=say.plain(WHOSE[category.call]), police=police)


def beside(say: Say, config: Config, category: Category) -> Iterator[Markup]:
    """Say what whoever reported such a thing should hear."""
    companion = config.limits.emergency.companion
    if category.code in STOLEN:
        yield say(NO_MOB)
    if category.code in HURT_AT_HOME and companion:
        yield say(COMPANION, number=companion)
