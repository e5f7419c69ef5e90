"""Places as a list writes them, found for certain or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain import spreadsheet_values
from bot.domain.access import covers
from bot.domain.place_names import bare, normalise, words
from bot.domain.report_line import BadLine, quoted
from bot.models import Region
from bot.models.chunks import chunks
from bot.places import place_search
from bot.places.data import DISTRICT, PROVINCE, REGENCY, VILLAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.roster_line import Address

LOOK_IT_UP = "look it up: kamtibmas places find"
LONGEST_CODE = 13  # characters; a longer number may be somebody's
MUCH_WORSE = 0.1  # of a score: what is so much less likely than the best is not named
OFFERED = 3  # candidates that are named
# Words before a name that say what kind of place it is.
KINDS = {
    **dict.fromkeys(("kab", "kabupaten"), "kabupaten"),
    **dict.fromkeys(("kec", "kecamatan"), "kecamatan"),
    **dict.fromkeys(("kel", "kelurahan"), "kelurahan"),
    **dict.fromkeys(("ds", "desa"), "desa"),
    **dict.fromkeys(("prov", "provinsi"), "provinsi"),
    "kota": "kota",
}
_ALL = (VILLAGE, DISTRICT, REGENCY, PROVINCE)
_LEVEL = {"district": DISTRICT, "regency": REGENCY, "province": PROVINCE}


@dataclass(slots=True)
class Finder:
    """Finds the region of each address; one that comes again costs nothing."""

    _session: AsyncSession
    _found: dict[Address, Region | BadLine] = field(default_factory=dict)
    _read: list[Region] = field(default_factory=list)  # what is held here is not read again
    _named: dict[str, list[Region]] = field(default_factory=dict)  # by ``search``
    # By code without dots, of which nothing else says where it lies: what it was taken for.
    assumed: dict[str, str] = field(default_factory=dict)

    async def expect(self, addresses: Iterable[Address]) -> None:
        """Read the regions of many codes and names at once."""
        said = {one.said for address in addresses for one in _chain(address)}
        codes = {code for text in said if (code := spreadsheet_values.region_code(text))}
        keys = {
            key for text in said if not spreadsheet_values.is_number(text) for key in _keys(text)
        }
        for chunk in chunks(codes):
            self._read += await place_search.by_codes(self._session, chunk)
        for chunk in chunks(keys):
            of_today = Region.search.in_(chunk), Region.retired_at.is_(None)
            for region in await self._session.scalars(select(Region).where(*of_today)):
                self._named.setdefault(region.search, []).append(region)

    async def find(self, address: Address) -> Region:
        """Return the region that is meant. Raises BadLine, with what may be meant."""
        if address not in self._found:
            try:
                self._found[address] = await self._look(address)
            except BadLine as reason:
                self._found[address] = reason
        found = self._found[address]
        if isinstance(found, BadLine):
            raise BadLine(str(found))
        return found

    async def _look(self, address: Address) -> Region:
        above = await self.find(address.above) if address.above else None
        code = spreadsheet_values.region_code(address.said)
        if code is not None:
            return await self._by_code(address, code, above)
        if spreadsheet_values.is_number(address.said):
            raise BadLine(await self._spoilt(address))
        return await self._by_name(address, above)

    async def _by_code(self, address: Address, code: str, above: Region | None) -> Region:
        """Return the region of a code; one that a decree ended is the one that came out of it."""
        heirs = await place_search.today(self._session, code)
        if not heirs:
            raise BadLine(f"no region has the code {quoted(code)}")
        if len(heirs) > 1:
            raise BadLine(f"a decree ended {quoted(code)}; write {_listed(heirs)}")
        (region,) = heirs
        if address.column in _LEVEL and region.level != _LEVEL[address.column]:
            raise BadLine(f"{address.column} {code} is {told(region)}, which is no such region")
        if above is not None and not covers(above.code, region.code):
            raise BadLine(f"{told(region)} does not lie in {told(above)}; mend one of the two")
        if (
            above is None
            and region.level != PROVINCE
            and spreadsheet_values.digits(address.said) is not None
        ):
            self.assumed.setdefault(address.said, told(region))
        return region

    async def _by_name(self, address: Address, above: Region | None) -> Region:
        if (region := self._named_in_full(address, above)) is not None:
            return region
        finding = await place_search.search(
            self._session,
            address.said,
            levels=_levels(address),
            within=[above.code] if above is not None else None,
        )
        if finding.sure and finding.bearers == 1:
            return finding.found[0].region
        best = finding.found[0].score if finding.found else 0.0
        candidates = [one.region for one in finding.found if one.score >= best - MUCH_WORSE]
        what = f"{address.column} {quoted(address.said)}"
        where = f" in {above.name}" if above is not None else ""
        if not candidates:
            raise BadLine(f"{what} is no place{where}; {LOOK_IT_UP}")
        if finding.sure:
            raise BadLine(f"{what} is {finding.bearers} places{where}: {_listed(candidates)}")
        raise BadLine(f"{what} is no place{where}; is it {_listed(candidates)}?")

    def _named_in_full(self, address: Address, above: Region | None) -> Region | None:
        """Return the one region that bears this very name, or bears it with its kind before it."""
        there = [
            region
            for key in _keys(address.said)
            for region in self._named.get(key, ())
            if region.level in _levels(address)
            and (above is None or covers(above.code, region.code))
        ]
        sign = words(address.said)[:1]
        kind = KINDS.get(sign[0]) if sign else None
        if kind is not None:  # "Kota Bangun" is itself a name, "Kota Makassar" a city's
            full = [one for one in there if normalise(one.name) == normalise(address.said)]
            there = full or [one for one in there if one.kind == kind]
        found = {one.code: one for one in there}
        return next(iter(found.values())) if len(found) == 1 else None

    async def _spoilt(self, address: Address) -> str:
        """Say what a number is that is no code; what it may have been, where that is a region."""
        if spreadsheet_values.is_rounded(address.said):
            return f"{address.column} was rounded by a spreadsheet; format its column as text"
        if len(address.said) > LONGEST_CODE:
            return f"{address.column} holds a number that is no code; {LOOK_IT_UP}"
        codes = spreadsheet_values.possible_codes(address.said)
        candidates = await place_search.by_codes(self._session, codes)
        what = f"{address.column} {quoted(address.said)} is no code"
        if not candidates:
            return f"{what}; write it like 73.71.09.1001"
        return f"{what}; a spreadsheet may have taken a zero from {_listed(candidates)}"


def _chain(address: Address | None) -> Iterator[Address]:
    while address is not None:
        yield address
        address = address.above


def _keys(said: str) -> tuple[str, ...]:
    """Return under what a name may stand in ``Region.search``: with its kind, and without."""
    return tuple(dict.fromkeys((normalise(said), bare(said))))


def _levels(address: Address) -> Sequence[int]:
    """Return of which levels a name may be: of the column's own, or below what it lies in."""
    if address.column in _LEVEL:
        return (_LEVEL[address.column],)
    return _ALL[: _ALL.index(_LEVEL[address.above.column])] if address.above else _ALL


def told(region: Region) -> str:
    """Return a region for an operator: its code, and its name with what it lies in."""
    above = {VILLAGE: (region.district, region.regency), DISTRICT: (region.regency,)}
    name = f"{region.kind} {region.name}" if region.level == VILLAGE else region.name
    return f"{region.code} ({', '.join((name, *above.get(region.level, ())))})"


def _listed(regions: Sequence[Region]) -> str:
    named = [told(region) for region in regions[:OFFERED]]
    return " or ".join(named) + (" or another" if len(regions) > OFFERED else "")
