"""The cast of the demo: who plays, where, what they write to the bot, and how often.

Nobody here is a real person: the names are given names of Makassar's daily life, the Telegram ids
are the stand-in's own. Five of them have a phone on the page; the others are the neighbourhood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.access import Grant, Level, Role, level_of

if TYPE_CHECKING:
    from bot.standin.telegram import Telegram

# Kecamatan Panakkukang in Kota Makassar, Sulawesi Selatan, and the villages that play.
ZONE = "Asia/Makassar"
CITY, DISTRICT = "73.71", "73.71.09"
VILLAGE = "73.71.09.1001"  # Karuwisi
KARUWISI_UTARA = "73.71.09.1009"
SINRIJALA = "73.71.09.1010"
PANAIKANG = "73.71.09.1002"  # whose officer cannot be reached
PAMPANG = "73.71.09.1004"  # which has no officer
TAMAMAUNG = "73.71.09.1006"  # from which nothing is heard any more
SILENT = TAMAMAUNG
CALM_TODAY = KARUWISI_UTARA  # of the officer's villages the one that next morning's digest calls so
_OTHER_VILLAGES = tuple(f"{DISTRICT}.{number}" for number in (1003, 1005, 1007, 1008, 1011))

_FIRST_ID = 7_200_000_001  # out of the way of those whom the stand-in numbers itself


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody of the cast. ``reachable`` False: has blocked the bot."""

    name: str
    telegram_id: int
    grants: tuple[Grant, ...]
    reachable: bool = True

    @property
    def home(self) -> str | None:
        """Return the village of their first role; None for who serves something larger."""
        region = self.grants[0].region
        return region if level_of(region) is Level.VILLAGE else None

    @property
    def role(self) -> str:
        """Return what they are first of all."""
        return self.grants[0].role


def _plays(number: int, name: str, role: str, *regions: str, reachable: bool = True) -> Player:
    """Return a player with one role, in one or several regions."""
    grants = tuple(Grant(role, region) for region in regions)
    return Player(name, _FIRST_ID + number, grants, reachable)


WATCH = _plays(0, "Daeng Ngalle", Role.WATCH, VILLAGE)
OFFICER = _plays(1, "Aipda Rannu", Role.OFFICER, VILLAGE, KARUWISI_UTARA)
DEPUTY = _plays(2, "Bripka Tayu", Role.DEPUTY, VILLAGE)
COORDINATOR = _plays(3, "Ibu Kanang", Role.COORDINATOR, CITY)
HEAD = _plays(17, "Lurah Tonji", Role.VILLAGE_HEAD, VILLAGE)
PHONES = (WATCH, OFFICER, DEPUTY, COORDINATOR, HEAD)  # in the order in which the page shows them

_OFFICIALS = (
    _plays(10, "Aipda Nassa", Role.OFFICER, PANAIKANG, reachable=False),
    _plays(11, "Bripka Gassing", Role.OFFICER, SINRIJALA),
    _plays(12, "Aiptu Sarro", Role.OFFICER, TAMAMAUNG),
    _plays(13, "Aiptu Mangka", Role.OFFICER, *_OTHER_VILLAGES),
    _plays(14, "Iptu Lallo", Role.SUPERVISOR, DISTRICT),
    _plays(15, "Kompol Sewang", Role.SUPERVISOR, CITY),
    _plays(16, "Briptu Caya", "unit:ppa", CITY),
    _plays(18, "Serda Bonto", Role.BABINSA, VILLAGE),
    _plays(19, "Kader Bunga", Role.CADRE, VILLAGE),
)
_NEIGHBOURS = (
    _plays(30, "Daeng Sikki", Role.WATCH, VILLAGE),
    _plays(31, "Daeng Bollo", Role.RESIDENT, VILLAGE),
    _plays(32, "Daeng Puji", Role.RESIDENT, VILLAGE),
    _plays(33, "Caco", Role.RESIDENT, VILLAGE),
    _plays(34, "Daeng Liwang", Role.WATCH, KARUWISI_UTARA),
    _plays(35, "Daeng Tammi", Role.RESIDENT, KARUWISI_UTARA),
    _plays(36, "Daeng Rate", Role.WATCH, SINRIJALA),
    _plays(37, "Becce", Role.RESIDENT, SINRIJALA),
    _plays(38, "Daeng Jarre", Role.WATCH, PANAIKANG),
    _plays(39, "Daeng Rimang", Role.RESIDENT, PANAIKANG),
    _plays(40, "Daeng Naba", Role.RESIDENT, PAMPANG),
    _plays(41, "Daeng Ti'no", Role.RESIDENT, PAMPANG),
    _plays(42, "Daeng Situju", Role.RESIDENT, TAMAMAUNG),
    _plays(43, "Daeng Lebang", Role.RESIDENT, TAMAMAUNG),
)
NEIGHBOUR = _NEIGHBOURS[1]  # who sees the same fire, on a phone that the page does not show
# The city's other districts have their officers: the summary is to name the one gap that there is.
_FAR_OFFICERS = tuple(
    _plays(50 + number, f"Bripka {name}", Role.OFFICER, f"{CITY}.{number:02}")
    for number, name in (
        *((1, "Tola"), (2, "Baso"), (3, "Mappa"), (4, "Tompo"), (5, "Jaga"), (6, "Nyonri")),
        *((7, "Kulle"), (8, "Sila"), (10, "Beta"), (11, "Raja"), (12, "Muntu"), (13, "Sija")),
        *((14, "Bani"), (15, "Rurung")),
    )
)
CAST = (*PHONES, *_OFFICIALS, *_NEIGHBOURS, *_FAR_OFFICERS)


def enter(telegram: Telegram) -> None:
    """Give everybody a Telegram in which they know the bot, so that what it sends arrives.

    Who is out of reach has blocked the bot.
    """
    for player in CAST:
        person = telegram.person(player.name, player.telegram_id)
        person.started = True
        person.blocked = not player.reachable
