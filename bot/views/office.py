"""Offices and places as people name them: "Bhabinkamtibmas Kel. Karuwisi", never a private name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from bot.domain import access
from bot.domain.access import Level, Role, is_unit, level_of
from bot.locales import mark
from bot.places import place_search
from bot.services.alerts.alert_events import read_office

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.locales import Say
    from bot.models import Region

ROLES = {
    Role.RESIDENT: mark("warga"),
    Role.WATCH: mark("poskamling"),
    Role.FORUM: mark("FKPM"),
    Role.OFFICER: mark("Bhabinkamtibmas"),
    Role.DEPUTY: mark("Wakil Bhabinkamtibmas"),
    Role.SUPERVISOR: mark("Pimpinan polisi"),
    Role.COORDINATOR: mark("Koordinator"),
    Role.VILLAGE_HEAD: mark("Kepala desa/Lurah"),
    Role.BABINSA: mark("Babinsa"),
    Role.CADRE: mark("Kader"),
}
# Of a supervisor, by the level at which they serve: who is meant is not the camat.
COMMANDS = {
    Level.DISTRICT: mark("Pimpinan Polsek {place}"),
    Level.REGENCY: mark("Pimpinan Polres {place}"),
    Level.PROVINCE: mark("Pimpinan Polda {place}"),
}
# Where the police of a city or a province are not called Polres or Polda, by the region's code.
NAMED_OTHERWISE = {
    **dict.fromkeys(
        ("12.71", "16.71", "32.73", "33.74", "35.78", "73.71"), mark("Pimpinan Polrestabes {place}")
    ),
    **dict.fromkeys(
        ("31.71", "31.72", "31.73", "31.74", "31.75"), mark("Pimpinan Polres Metro {place}")
    ),
    "31": mark("Pimpinan Polda Metro Jaya"),
}
_KINDS = re.compile(r"^(Kota Administrasi|Kota)\s+")
VILLAGE_HEADS = {True: mark("Lurah {place}"), False: mark("Kepala Desa {place}")}
UNITS = {"narkoba": mark("Satresnarkoba"), "ppa": mark("Unit PPA")}
UNIT = mark("Unit {name}")
SOMEBODY = mark("petugas")
_KELURAHAN = "1"  # the fourth part of a village's code says what kind it is


def role_label(say: Say, role: str) -> str:
    """Return what a role is called, as plain text."""
    if is_unit(role):
        name = role.partition(":")[2]
        return say.plain(UNITS[name]) if name in UNITS else say.plain(UNIT, name=name.upper())
    return say.plain(ROLES[Role(role)]) if role in ROLES else role


def role_title(say: Say, role: str) -> str:
    """Return what a role is called where it begins a line."""
    label = role_label(say, role)
    return label[:1].upper() + label[1:]


def place_label(region: Region) -> str:
    """Return a region with its kind as maps write it: ``Kel. Karuwisi``, ``Kec. Panakkukang``."""
    level = level_of(region.code)
    if level is Level.VILLAGE:
        return f"{'Kel.' if is_kelurahan(region) else 'Desa'} {region.name}"
    return f"Kec. {region.name}" if level is Level.DISTRICT else region.name


def office_label(say: Say, office: str | None, regions: Mapping[str, Region]) -> str:
    """Return the office written as ``role@region``; somebody's, where it is not known."""
    held = read_office(office)
    if held is None:
        return say.plain(SOMEBODY)
    region = regions.get(held.region)
    if region is None:
        return role_label(say, held.role)
    level = level_of(region.code)
    if held.role == Role.SUPERVISOR and level in COMMANDS:
        return _command(say, region, level)
    if held.role == Role.VILLAGE_HEAD and level is Level.VILLAGE:
        return say.plain(VILLAGE_HEADS[is_kelurahan(region)], place=region.name)
    return f"{role_label(say, held.role)} {place_label(region)}"


def _command(say: Say, region: Region, level: Level) -> str:
    named = NAMED_OTHERWISE.get(region.code)
    if named is not None:
        return say.plain(named, place=_KINDS.sub("", region.name))
    return say.plain(COMMANDS[level], place=region.name.removeprefix("Kabupaten "))


def is_kelurahan(region: Region) -> bool:
    """Tell whether a village is a kelurahan and no desa, as its code says."""
    return region.code.rpartition(".")[2].startswith(_KELURAHAN)


def tells(office: str | None) -> bool:
    """Tell whether an office gives away what a confidential report is about, as a unit's does."""
    held = read_office(office)
    return held is not None and held.role not in access.RESPONDERS


def is_police(office: str | None) -> bool:
    """Tell whether an office is one that is called, not a cadre's or a village head's."""
    held = read_office(office)
    return held is not None and access.matches(held.role, access.ON_CALL)


def hidden_office(say: Say, office: str | None, regions: Mapping[str, Region]) -> Markup:
    """Return the office for a card that is confidential: one that tells is hidden by a spoiler."""
    label = office_label(say, office, regions)
    return Markup("<tg-spoiler>{}</tg-spoiler>").format(label) if tells(office) else escape(label)


async def regions_of(session: AsyncSession, codes: Collection[str]) -> dict[str, Region]:
    """Read regions at once, by code."""
    if not codes:
        return {}
    return {region.code: region for region in await place_search.by_codes(session, codes)}
