"""The roles as people call them; the product's own words for them are understood too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.access import Role, valid_role
from bot.domain.place_names import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

SPOKEN: Mapping[str, str] = {
    "warga": Role.RESIDENT,
    "poskamling": Role.WATCH,
    "ronda": Role.WATCH,
    "fkpm": Role.FORUM,
    "bhabinkamtibmas": Role.OFFICER,
    "bhabin": Role.OFFICER,
    "wakil": Role.DEPUTY,
    "wakilbhabinkamtibmas": Role.DEPUTY,
    "pengawas": Role.SUPERVISOR,
    "pimpinan": Role.SUPERVISOR,
    "kapolsek": Role.SUPERVISOR,
    "kapolres": Role.SUPERVISOR,
    "koordinator": Role.COORDINATOR,
    "lurah": Role.VILLAGE_HEAD,
    "kades": Role.VILLAGE_HEAD,
    "kepaladesa": Role.VILLAGE_HEAD,
    "kader": Role.CADRE,
}
_BETWEEN = re.compile(r"[\s_]+")
_UNIT = re.compile(r"unit[\s:]+")


def read_role(said: str) -> str | None:
    """Return the role that some words mean (``Village head``, ``Unit PPA``), or None."""
    words = said.strip().lower()
    for written in (words, _BETWEEN.sub("_", words), _UNIT.sub("unit:", words)):
        if valid_role(written):
            return written
    return SPOKEN.get(normalise(words))
