"""What the page says of its phones, where they are, and what one may try on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.demo import characters, spots

if TYPE_CHECKING:
    from bot.demo.spots import MapPoint


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone of the page. ``post``: what its owner is, in Indonesian and in English.

    ``owner`` None: a newcomer's, who is another one each time.
    """

    key: str
    owner: characters.Player | None
    post: tuple[str, str]
    tries: tuple[str, ...]
    here: MapPoint


PHONES = (
    Phone(
        "watch",
        characters.WATCH,
        ("Poskamling", "Night watch"),
        ("Kebakaranmi di lorong 3!", "Lampu jalan mati di lorong 5", "/aman", "/laporanku"),
        spots.POST,
    ),
    Phone(
        "officer",
        characters.OFFICER,
        ("Bhabinkamtibmas", "Village police officer"),
        ("/tugas", "/jaga", "/uji"),
        spots.STATION,
    ),
    Phone(
        "deputy",
        characters.DEPUTY,
        ("Wakil Bhabinkamtibmas", "Deputy police officer"),
        ("/tugas", "/jaga", "/uji"),
        spots.CANAL,
    ),
    Phone(
        "coordinator",
        characters.COORDINATOR,
        ("Koordinator kota", "City coordinator"),
        ("/ringkasan", "/undang", "/bantuan"),
        spots.CITY_HALL,
    ),
    Phone(
        "newcomer",
        None,
        ("Warga baru", "Newcomer"),
        ("/start", "Karuwisi", "karuwsi panakukang", "Sidomulyo"),
        spots.ALLEY,
    ),
    Phone(
        "head",
        characters.HEAD,
        ("Lurah Karuwisi", "Village head"),
        ("/tugas", "/laporan", "/bantuan"),
        spots.OFFICE,
    ),
)
