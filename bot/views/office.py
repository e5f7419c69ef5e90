"""Offices and places as people name them: "Bhabinkamtibmas Kel. Karuwisi", never a private name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from bot.domain.access import Level, Role, is_unit, level_of
from bot.locales import mark
from bot.services import places
from bot.services.history import read_office
from bot.services.standing import RESPONDERS

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
    Role.SUPERVISOR: mark("Pimpinan"),
    Role.COORDINATOR: mark("Koordinator"),
    Role.VILLAGE_HEAD: mark("Kepala desa/Lurah"),
    Role.BABINSA: mark("Babinsa"),
    Role.CADRE: mark("Kader"),
}
UNIT = mark("Unit {name}")
SOMEBODY = mark("petugas")
_KELURAHAN = "1"  # the fourth part of a village's code says what kind it is


def role_label(say: Say, role: str) -> str:
    """Return what a role is called, as plain text."""
    if is_unit(role):
        return say.plain(UNIT, name=role.partition(":")[2].upper())
    return say.plain(ROLES[Role(role)]) if role in ROLES else role


def place_label(region: Region) -> str:
    """Return a region with its kind as maps write it: ``Kel. Karuwisi``, ``Kec. Panakkukang``."""
    level = level_of(region.code)
    if level is Level.VILLAGE:
        kelurahan = region.code.rpartition(".")[2].startswith(_KELURAHAN)
        return f"{'Kel.' if kelurahan else 'Desa'} {region.name}"
    return f"Kec. {region.name}" if level is Level.DISTRICT else region.name


def office_label(say: Say, office: str | None, regions: Mapping[str, Region]) -> str:
    """Return the office written as ``role@region``; somebody's, where it is not known."""
    held = read_office(office)
    if held is None:
        return say.plain(SOMEBODY)
    region = regions.get(held.region)
    return f"{role_label(say, held.role)} {place_label(region) if region else ''}".strip()


def tells(office: str | None) -> bool:
    """Tell whether an office gives away what a confidential report is about, as a unit's does."""
    held = read_office(office)
    return held is not None and held.role not in RESPONDERS


def hidden_office(say: Say, office: str | None, regions: Mapping[str, Region]) -> Markup:
    """Return the office for a card that is confidential: one that tells is hidden by a spoiler."""
    label = office_label(say, office, regions)
    return Markup("<tg-spoiler>{}</tg-spoiler>").format(label) if tells(office) else escape(label)


async def regions_of(session: AsyncSession, codes: Collection[str]) -> dict[str, Region]:
    """Read regions at once, by code."""
    if not codes:
        return {}
    return {region.code: region for region in await places.by_codes(session, codes)}
