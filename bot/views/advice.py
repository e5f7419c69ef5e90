"""Numbers to call in danger, and what is said beside a report of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import mark
from bot.views.card import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
OR_POLICE = mark("{number} atau {police}")
DO_NOT_WAIT = mark("☎️ Gawat? Jangan menunggu, telepon {numbers}. {safety}")
BESIDE = ("police", "medical")  # named after a kind's own number
# What keeps whoever reports safe, by whose number the kind names; no first aid: 119 tells it.
SAFETY = {
    "fire": mark("Keluar, menjauh dari api dan asap, jangan masuk lagi."),
    "medical": mark("Temani yang sakit atau luka bila aman; ikuti petunjuk {number}."),
    "rescue": mark("Menjauh ke tempat aman, jangan kembali sebelum dinyatakan aman."),
    "power": mark("Jangan mendekat: kabel bisa beraliran listrik."),
}
AWAY = mark("Menjauh ke tempat aman.")
NEUTRAL = mark("Utamakan keselamatan Anda.")  # of what is confidential
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
    return _named(say, config, WHOSE)


def call(say: Say, config: Config, category: Category) -> Markup:
    """Name the number that is for this kind, and the police."""
    known, own, police = _known(config), _own(config, category), _known(config)["police"]
    if own == "police":
        return say(CALL, police=police)
    return say(CALL_OTHER, number=known[own], whose=say.plain(WHOSE[own]), police=police)


def number(config: Config, category: Category) -> str:
    """Return the number that is for this kind."""
    return _known(config)[_own(config, category)]


def to_call(say: Say, config: Config, category: Category) -> str:
    """Return the number that is for this kind, and that of the police where it is another."""
    own, police = number(config, category), config.limits.emergency.police
    return own if own == police else say.plain(OR_POLICE, number=own, police=police)


def do_not_wait(say: Say, config: Config, category: Category) -> Markup:
    """Name whom to call about this kind, its own number first, and what keeps its writer safe.

    Of what is confidential neither tells what it is about.
    """
    shown = _named(say, config, dict.fromkeys((_own(config, category), *BESIDE)))
    safety = NEUTRAL if category.is_confidential else SAFETY.get(category.call, AWAY)
    own = number(config, category)
    return say(DO_NOT_WAIT, numbers=shown, safety=say(safety, number=own))


def _named(say: Say, config: Config, keys: Iterable[str]) -> Markup:
    known = _known(config)
    said = [
        Markup("<b>{}</b> ({})").format(known[key], say.plain(WHOSE[key]))
        for key in keys
        if known[key]
    ]
    return Markup(", ").join(said)


def _known(config: Config) -> Mapping[str, str]:
    return vars(config.limits.emergency)


def _own(config: Config, category: Category) -> str:
    """Return whose number is for a kind; where its own is not set the general one, or the police.

    Of what is confidential always the police: the number would tell what it is about.
    """
    known = _known(config)
    if category.is_confidential:
        return "police"
    return next(key for key in (category.call, "general", "police") if known[key])


def beside(say: Say, config: Config, category: Category) -> Iterator[Markup]:
    """Say what whoever reported such a thing should hear."""
    companion = config.limits.emergency.companion
    if category.code in STOLEN:
        yield say(NO_MOB)
    if category.code in HURT_AT_HOME and companion:
        yield say(COMPANION, number=companion)
