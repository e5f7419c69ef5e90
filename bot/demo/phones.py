"""What the page says of its phones, where they are, and what one may try on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.demo import characters, spots
from bot.handlers import menu

if TYPE_CHECKING:
    from bot.demo.spots import MapPoint


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone of the page. ``post``: what its owner is, in Indonesian and in English.

    ``owner`` None: a newcomer's, who is another one each time. ``words``: what one may try to
    write; ``commands``: how many of the owner's own are offered beside it.
    """

    key: str
    owner: characters.Player | None
    post: tuple[str, str]
    words: tuple[str, ...]
    commands: int
    here: MapPoint

    def tries(self, language: str) -> list[str]:
        """Return what one may try here: the first commands of its owner's menu, and words.

        A stranger begins with a command, everybody else with words.
        """
        roles = None if self.owner is None else [grant.role for grant in self.owner.grants]
        offered = menu.commands(roles, language)[: self.commands]
        typed = [f"/{one['command']}" for one in offered]
        return [*typed, *self.words] if self.owner is None else [*self.words, *typed]


PHONES = (
    Phone(
        "watch",
        characters.WATCH,
        ("Poskamling", "Night watch"),
        ("Kebakaranmi di lorong 7!", "Lampu jalan mati di lorong 5"),
        4,
        spots.POST,
    ),
    Phone(
        "officer",
        characters.OFFICER,
        ("Bhabinkamtibmas", "Village police officer"),
        (),
        4,
        spots.STATION,
    ),
    Phone(
        "deputy",
        characters.DEPUTY,
        ("Wakil Bhabinkamtibmas", "Deputy police officer"),
        (),
        4,
        spots.CANAL,
    ),
    Phone(
        "coordinator",
        characters.COORDINATOR,
        ("Koordinator kota", "City coordinator"),
        (),
        4,
        spots.CITY_HALL,
    ),
    Phone(
        "newcomer",
        None,
        ("Warga baru", "Newcomer"),
        ("Karuwisi", "karuwsi panakukang", "Sidomulyo"),
        1,
        spots.ALLEY,
    ),
    Phone(
        "head",
        characters.HEAD,
        ("Lurah Karuwisi", "Village head"),
        (),
        2,
        spots.OFFICE,
    ),
)
