"""Reports against an officer or an office-holder: they go past whoever is named in them.

The text is only asked whether it names an office, and how high that office stands: what happened
is the writer's to say, and the way past the village is offered, not taken, unless the words of a
category of :data:`AGAINST` say so themselves.
"""

from __future__ import annotations

import re

VILLAGE, DISTRICT, REGENCY = "aparat", "aparat_polsek", "aparat_polres"
# Kinds without a recipient in the village: each names the lowest supervisors who may read it.
AGAINST = (VILLAGE, DISTRICT, REGENCY)

_REGENCY = re.compile(r"\b(wa)?ka(polres(ta(bes)?)?|sat\w*)\b|\b(oknum|anggota) polres\w*")
_DISTRICT = re.compile(r"\b(wa)?kapolsek\b|\bkanit\b|\b(oknum|anggota|petugas) polsek\b|\bcamat\b")
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


def way_past(text: str) -> str | None:
    """Return the kind that goes past the office which ``text`` names, or None: it names none."""
    words = _PLACE.sub(" ", " ".join(text.casefold().split()))
    if _REGENCY.search(words):
        return REGENCY
    if _DISTRICT.search(words):
        return DISTRICT
    return VILLAGE if _NAMED.search(words) else None
