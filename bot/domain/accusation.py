"""Reports against an officer or an office-holder: they go past whoever is named in them.

The text is only asked whether it names an office, or somebody who holds one there, and how high
that office stands: what happened is the writer's to say, and the way past the village is offered,
not taken, unless the words of a category of :data:`AGAINST` say so themselves. What is of such a
category goes past everybody whom it names, whether or not its writer was asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.access import Level, level_of
from bot.domain.person_names import is_named, may_be_named, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

VILLAGE, DISTRICT, REGENCY = "aparat", "aparat_polsek", "aparat_polres"
PROVINCE = "aparat_polda"
# Kinds without a recipient in the village: each names the lowest supervisors who may read it.
AGAINST = (VILLAGE, DISTRICT, REGENCY, PROVINCE)
# Past whom serves a region of which level.
_PAST = {Level.VILLAGE: VILLAGE, Level.DISTRICT: DISTRICT, Level.REGENCY: REGENCY}

_HEADS = r"(kepala|pimpinan|komandan|pejabat|pak|bapak|oknum|anggota|petugas)"
_PROVINCE = re.compile(
    rf"\b(wa)?ka ?polda\b|\b{_HEADS} polda\b|\bkepala kepolisian daerah\b|"
    r"\b(provincial|province) police (chief|commander)\b"
)
_REGENCY = re.compile(
    rf"\b(wa)?ka ?(polres(ta(bes)?)?|sat\w*)\b|\b{_HEADS} polres\w*|"
    r"\bkepala kepolisian resor\b|\b(regency|city) police (chief|commander)\b"
)
_DISTRICT = re.compile(
    rf"\b(wa)?ka ?polsek(ta)?\b|\bkanit\b|\b{_HEADS} polsek\b|\bcamat\b|"
    r"\bkepala kepolisian sektor\b|\b((district|sector) )?police (chief|commander)\b"
)
_OFFICES = (
    r"oknum|aparat|bhabin\w*|babin\w*|babinsa|danramil|kapospol|lurah|kades|kadus|kuwu|keuchik|"
    r"wali nagari|petinggi|pak desa|(kepala|perangkat|sekretaris) (desa|dusun|lingkungan)|sekdes|"
    r"(pak|bu|ibu|bapak|ketua) r[tw]|(pak|bapak|bu|ibu) polisi|anggota polisi|polwan"
)
_WRONGS = (
    r"pungli|minta uang|minta duit|minta setoran|setoran|peras|memeras|suap|sogok|pukul|memukul|"
    r"aniaya|menganiaya|ancam|mengancam|tampar|tendang|terlibat|beking\w*|membekingi|backing|"
    r"nyabu|mabuk|korupsi|lecehkan|melecehkan|raba|meraba"
)
_NAMED = re.compile(rf"\b({_OFFICES})\b|\b(polisi|polsek|tni|tentara)\b.{{0,40}}\b({_WRONGS})\b")
# "di depan rumah pak RT" says where, and accuses nobody.
_PLACE = re.compile(
    r"\b(rumah|kantor|depan|dekat|samping|belakang|lapangan|kantornya)\s+(kantor\s+|rumah\s+)?"
    rf"({_OFFICES}|polisi|polsek|polres|desa|camat)\b"
)


@dataclass(frozen=True, slots=True)
class Serving:
    """Somebody who holds a post: the words of their name, and the region of the post.

    ``leads``: as a supervisor, who reads what is against those below.
    """

    own: tuple[str, ...]
    region: str
    leads: bool = False


def way_past(text: str, serving: Iterable[Serving] = (), *, accuses: bool = False) -> str | None:
    """Return the kind that goes past whoever ``text`` names, or None: it names nobody.

    By an office, or by the own name of one of ``serving``: who holds a post there and above. Where
    it names several, past the highest. ``accuses``: it is against an officer anyway, so that a name
    needs nothing beside it that says so.
    """
    kinds = [_office(text), *_by_name(text, serving, accuses=accuses)]
    return max((kind for kind in kinds if kind is not None), key=AGAINST.index, default=None)


def goes_past(kind: str, past: str) -> bool:
    """Tell whether what is of a ``kind`` goes past whoever the kind ``past`` goes past."""
    return kind in AGAINST and AGAINST.index(kind) >= AGAINST.index(past)


def raised(kind: str, text: str, serving: Iterable[Serving]) -> str:
    """Return the kind of what is against an officer: past whoever its ``text`` names, too."""
    past = way_past(text, serving, accuses=True)
    return kind if past is None or goes_past(kind, past) else past


def _office(text: str) -> str | None:
    words = _PLACE.sub(" ", " ".join(text.casefold().split()))
    if _PROVINCE.search(words):
        return PROVINCE
    if _REGENCY.search(words):
        return REGENCY
    if _DISTRICT.search(words):
        return DISTRICT
    return VILLAGE if _NAMED.search(words) else None


def _by_name(text: str, serving: Iterable[Serving], *, accuses: bool) -> Iterable[str | None]:
    said, named = spoken(text), may_be_named if accuses else is_named
    return (_past(one) for one in serving if named(said, one.own))


def _past(one: Serving) -> str | None:
    """Return the kind past somebody; of a whole province nobody reads these but who leads it."""
    level = level_of(one.region)
    return PROVINCE if level is Level.PROVINCE and one.leads else _PAST.get(level)
