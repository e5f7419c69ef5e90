"""Where people of the page can stand: each phone's own place, and some that are worth a try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Position(NamedTuple):
    """Degrees, and the radius of doubt in metres."""

    lat: float
    lon: float
    accuracy: float = 12.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with a name, in Indonesian and in English."""

    name: tuple[str, str]
    position: Position


POST = Position(-5.14084, 119.43615)  # the watch's post in Karuwisi
STATION = Position(-5.14400, 119.44110)  # Tamamaung
CANAL = Position(-5.13420, 119.43620)  # Karuwisi Utara
CITY_HALL = Position(-5.13500, 119.40800)  # on the other side of the city
OFFICE = Position(-5.14230, 119.43700)  # the kelurahan's, in Karuwisi
ALLEY = Position(-5.14180, 119.43600)  # Karuwisi

SPOTS = (
    Spot(("Di tengah Kelurahan Pampang", "In the middle of Pampang"), Position(-5.1333, 119.444)),
    Spot(
        ("Dekat batas Karuwisi dan Sinrijala", "Near the border of Karuwisi and Sinrijala"),
        Position(-5.14080, 119.43780, 35.0),
    ),
    Spot(("Monas, Jakarta", "Monas, Jakarta"), Position(-6.1754, 106.8272)),
    Spot(("Di laut, Selat Makassar", "At sea, Makassar Strait"), Position(-5.1, 119.0)),
    Spot(("Singapura, luar negeri", "Singapore, abroad"), Position(1.2868, 103.8545)),
)
