"""What the page says of its four phones, and what one may try on each."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo import cast


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone of the page. ``post``: what its owner is, in Indonesian and in English."""

    key: str
    owner: cast.Player
    post: tuple[str, str]
    tries: tuple[str, ...]


PHONES = (
    Phone(
        "watch",
        cast.WATCH,
        ("Poskamling Karuwisi", "Night watch, Karuwisi"),
        ("Kebakaranmi di lorong 3!", "Lampu jalan mati di lorong 5", "/aman", "/laporanku"),
    ),
    Phone(
        "officer",
        cast.OFFICER,
        ("Bhabinkamtibmas", "Village police officer"),
        ("/tugas", "/jaga", "/uji"),
    ),
    Phone(
        "deputy",
        cast.DEPUTY,
        ("Wakil Bhabinkamtibmas", "Deputy police officer"),
        ("/tugas", "/jaga", "/uji"),
    ),
    Phone(
        "coordinator",
        cast.COORDINATOR,
        ("Koordinator Kota Makassar", "City coordinator"),
        ("/ringkasan", "/undang", "/bantuan"),
    ),
)
