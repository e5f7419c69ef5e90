"""Friendly names that stand for people whose names nobody needs to see."""

from __future__ import annotations

import hashlib
import hmac

# Flowers, trees and birds: nothing that names a people, a faith or a place.
_WORDS = (
    "Akasia Anggrek Anyelir Aster Bakung Bambu Bangau Beringin Bougenvil Cempaka Cemara Cendana "
    "Camar Dahlia Delima Edelweis Elang Enau Eboni Flamboyan Gelatik Gaharu Jalak Jambu Jati "
    "Kaktus Kamboja Kapuk Kasuari Kecapi Kedondong Kelapa Kemuning Kenanga Kenari Kepodang "
    "Ketapang Kutilang Lavender Lotus Mahoni Maleo Mangga Manggis Markisa Mawar Melati Meranti "
    "Merak Merpati Murai Nangka Nuri Pakis Palem Pinus Pisang Punai Rajawali Rambutan Randu "
    "Rangkong Rotan Salak Sawo Seruni Sirsak Srikaya Sukun Teratai Trembesi Tulip Turi Widuri"
)
WORDS = tuple(_WORDS.split())
_NUMBERS = 990  # 10 to 999


def alias(key: bytes, member_id: int) -> str:
    """Return the name by which others know a member, as ``Warga Melati-27``: always the same.

    Two members may share one: it is a name to speak by, not a key.
    """
    return f"Warga {_name(key, f'member:{member_id}')}"


def anonymous_alias(key: bytes, report_id: int) -> str:
    """Return a name for one report sent with "Anonim"; it joins to no other report or member."""
    return f"Anonim {_name(key, f'report:{report_id}')}"


def _name(key: bytes, subject: str) -> str:
    number = int.from_bytes(hmac.digest(key, subject.encode(), hashlib.sha256)[:8])
    word, rest = number % len(WORDS), number // len(WORDS)
    return f"{WORDS[word]}-{10 + rest % _NUMBERS}"
