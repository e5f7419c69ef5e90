"""Friendly names that stand for people whose names nobody needs to see."""

from __future__ import annotations

import hashlib
import hmac
import secrets

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
NOBODY = "Anonim"
_KINDS = ("Warga", NOBODY)
_NUMBERS = 990  # 10 to 999


def alias(key: bytes, incident_id: int, member_id: int) -> str:
    """Return the name of a member in one incident, as ``Warga Melati-27``; in the next, another.

    Without the key nobody joins two of them. Two members may share one: it is a name to speak by.
    """
    return f"Warga {_name(key, f'incident:{incident_id}:member:{member_id}')}"


def anonymous_alias(key: bytes, incident_id: int, member_id: int) -> str:
    """Return a member's name for what they sent with "Anonim"; no ``alias`` joins to it."""
    return f"Anonim {_name(key, f'incident:{incident_id}:anonymous:{member_id}')}"


def redrawn(alias_: str) -> str:
    """Return another name of the same kind, drawn from nothing: no key leads back from it.

    What we did not name (an imported report) stays.
    """
    kind = alias_.partition(" ")[0]
    if kind not in _KINDS:
        return alias_
    return f"{kind} {secrets.choice(WORDS)}-{10 + secrets.randbelow(_NUMBERS)}"


def anonymised(alias_: str) -> str:
    """Return an alias where the kind hides who reported: what was shown before becomes nobody."""
    return alias_ if alias_.startswith(NOBODY) else NOBODY


def _name(key: bytes, subject: str) -> str:
    number = int.from_bytes(hmac.digest(key, subject.encode(), hashlib.sha256)[:8])
    word, rest = number % len(WORDS), number // len(WORDS)
    return f"{WORDS[word]}-{10 + rest % _NUMBERS}"
