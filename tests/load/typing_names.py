"""How people type the names of villages, made from the names that are shipped: seeded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.place_names import normalise

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from bot.places.data import RegionRow

LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Written out here, apart from the list that the product reads.
SHORT = {
    "tanjung": "Tj",
    "kampung": "Kp.",
    "sungai": "Sei",
    "gunung": "Gn.",
    "teluk": "Tlk",
    "muara": "Ma.",
    "pondok": "Pd.",
    "lubuk": "Lbk",
    "simpang": "Sp.",
    "timur": "Tmr",
    "selatan": "Sel.",
    "perk.": "Perkebunan",
    "sei": "Sungai",
    "mns.": "Meunasah",
}
NUMBERS = {
    "I": "1",
    "II": "2",
    "III": "3",
    "IV": "4",
    "V": "5",
    "satu": "I",
    "dua": "II",
    "tiga": "3",
    "empat": "IV",
}


def one_edit(text: str, chance: random.Random) -> str:
    """Return the text with one letter left out, put in, replaced, or two that changed places."""
    at = chance.choice([place for place, letter in enumerate(text) if letter.isalnum()])
    before, letter, after = text[:at], text[at], text[at + 1 :]
    other = chance.choice([another for another in LETTERS if another != letter.lower()])
    turned = after[:1] + letter + after[1:]
    return before + chance.choice((after, other + letter + after, other + after, turned))


def without_spaces(text: str, _: random.Random) -> str:
    """Return the text as one word."""
    return text.replace(" ", "")


def with_sign(text: str, chance: random.Random) -> str:
    """Return the text after the word for a village, short or long."""
    return f"{chance.choice(('Kel.', 'Ds', 'desa', 'kelurahan', 'Kel'))} {text}"


def shortened(text: str, _: random.Random) -> str:
    """Return the text with its words short, its numbers written another way."""
    said = [NUMBERS.get(word, NUMBERS.get(word.lower(), word)) for word in text.split()]
    return " ".join(SHORT.get(word.lower(), word) for word in said)


def without_signs(text: str, _: random.Random) -> str:
    """Return the text without apostrophes, hyphens and dots, in small letters."""
    return "".join(letter for letter in text.lower() if letter.isalnum() or letter == " ")


WAYS: dict[str, Callable[[str, random.Random], str]] = {
    "edit": one_edit,
    "joined": without_spaces,
    "sign": with_sign,
    "short": shortened,
    "plain": without_signs,
}


def typed(text: str, way: str, chance: random.Random) -> str:
    """Return the text as typed in one way; an edit that changes no letter is none."""
    said = WAYS[way](text, chance)
    while way == "edit" and normalise(said) == normalise(text):
        said = one_edit(text, chance)
    return said


def placed(village: RegionRow, way: str, chance: random.Random) -> str:
    """Return a village's name and its district or regency, typed in one way."""
    regency = village.regency.removeprefix("Kabupaten ").removeprefix("Kota ")
    above = chance.choice((village.district, f"Kec. {village.district}", regency))
    together = f"{village.name}{chance.choice((' ', ', '))}{above}"
    return typed(together, way, chance)
