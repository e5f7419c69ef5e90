"""Places on the demo's map: each phone's own, and some worth a try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class MapPoint(NamedTuple):
    """Degrees, and the radius of doubt in metres."""

    lat: float
    lon: float
    accuracy: float = 12.0


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place with a name, in Indonesian and in English."""

    name: tuple[str, str]
    position: MapPoint


POST = MapPoint(-5.14084, 119.43615)  # the watch's post in Karuwisi
STATION = MapPoint(-5.14400, 119.44110)  # Tamamaung
CANAL = MapPoint(-5.13420, 119.43620)  # Karuwisi Utara
CITY_HALL = MapPoint(-5.13500, 119.40800)  # on the other side of the city
OFFICE = MapPoint(-5.14230, 119.43700)  # the kelurahan's, in Karuwisi
ALLEY = MapPoint(-5.14180, 119.43600)  # Karuwisi

SPOTS = (
    NamedPlace(
        ("Di tengah Kelurahan Pampang", "In the middle of Pampang"), MapPoint(-5.1333, 119.444)
    ),
    NamedPlace(
        ("Dekat batas Karuwisi dan Sinrijala", "Near the border of Karuwisi and Sinrijala"),
        MapPoint(-5.14080, 119.43780, 35.0),
    ),
    NamedPlace(("Monas, Jakarta", "Monas, Jakarta"), MapPoint(-6.1754, 106.8272)),
    NamedPlace(("Di laut, Selat Makassar", "At sea, Makassar Strait"), MapPoint(-5.1, 119.0)),
    NamedPlace(("Singapura, luar negeri", "Singapore, abroad"), MapPoint(1.2868, 103.8545)),
)
