"""A country of three provinces, one in each zone, each with two districts of two villages."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.models import Base, Database, Region

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

ZONES = {"31": "Asia/Jakarta", "73": "Asia/Makassar", "91": "Asia/Jayapura"}
PROVINCES = tuple(ZONES)
REGENCIES = tuple(f"{province}.01" for province in PROVINCES)
DISTRICTS = tuple(f"{regency}.{number}" for regency in REGENCIES for number in ("01", "02"))
VILLAGES = tuple(f"{district}.{number}" for district in DISTRICTS for number in (1001, 1002))
ENDED = tuple(f"{province}.01.01.1009" for province in PROVINCES)  # by a decree, with no heir
EVERY = (*PROVINCES, *REGENCIES, *DISTRICTS, *VILLAGES)
_KINDS = ("provinsi", "kabupaten", "kecamatan", "kelurahan")


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """Open an empty database, with the country in it."""
    database = Database(url)
    async with database.writing() as session:
        connection = await session.connection()
        await connection.run_sync(Base.metadata.create_all)
        session.add_all(_regions())
    try:
        yield database
    finally:
        await database.close()


def name(code: str) -> str:
    """Return what a region is called."""
    return f"Wilayah {code.replace('.', '-')}"


def _regions() -> Iterator[Region]:
    for code in (*PROVINCES, *REGENCIES, *DISTRICTS, *VILLAGES, *ENDED):
        above = code.rpartition(".")[0]
        parts = code.split(".")
        names = [name(".".join(parts[:count])) for count in range(1, 4)]
        yield Region(
            code=code,
            level=len(parts),
            name=name(code),
            kind=_KINDS[len(parts) - 1],
            parent_code=above or None,
            zone=ZONES[parts[0]],
            province=names[0],
            regency=names[1] if len(parts) > 1 else "",
            district=names[2] if len(parts) > 2 else "",
            search=name(code).lower(),
            retired_at=datetime(2025, 1, 1, tzinfo=UTC) if code in ENDED else None,
        )


def parts_of(codes: Sequence[str]) -> list[str]:
    """Return what lies directly below one region, of several these; of a village none."""
    if len(codes) > 1:
        return sorted(code for code in codes if code not in ENDED)
    (code,) = codes
    return [one for one in EVERY if one.rpartition(".")[0] == code]
