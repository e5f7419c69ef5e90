"""A person as a line of a list: what makes it good, and what not.

What stands in a cell is personal: a reason quotes roles and places, and no name or number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain import spreadsheet_values
from bot.domain.access import Role
from bot.domain.place_names import normalise, words
from bot.domain.report_line import BadLine, quoted
from bot.domain.spoken_roles import read_role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What each column may be called, as it is looked for: small letters and digits.
COLUMNS: Mapping[str, frozenset[str]] = {
    "name": frozenset({"name", "nama", "namalengkap"}),
    "role": frozenset({"role", "peran", "jabatan"}),
    "region": frozenset(
        {"region", "wilayah", "kode", "village", "desa", "kelurahan", "desakelurahan"}
    ),
    "district": frozenset({"district", "kecamatan", "kec"}),
    "regency": frozenset({"regency", "kabupaten", "kota", "kabupatenkota", "kabkota"}),
    "province": frozenset({"province", "provinsi"}),
    "nrp": frozenset({"nrp", "nip", "nrpnip"}),
    "telegram_id": frozenset({"telegramid", "idtelegram"}),
}
REQUIRED = ("name", "role")
PLACES = ("region", "district", "regency", "province")  # the smallest first
LONGEST_NAME = 80  # characters
MOST_PLACES = 50  # in one cell
# Of the police and the army: they stand before many names, and tell nobody from another.
RANKS = frozenset(
    {
        *("bharada", "bharatu", "bharaka", "abrippol", "abriptu", "abripda", "abripka"),
        *("bripda", "briptu", "brigpol", "brigadir", "brigadier", "bripka", "aipda", "aiptu"),
        *("ipda", "iptu", "akp", "kompol", "akbp", "kombes", "kombespol", "brigjen", "irjen"),
        *("serda", "sertu", "serka", "serma", "pelda", "peltu", "praka", "pratu", "kopda"),
        *("koptu", "kopka", "letda", "lettu", "kapten", "mayor", "letkol", "kolonel", "pol"),
    }
)
SHORTEST_WORD = 3  # letters of a word that tells one name from another
_SEVERAL = re.compile(r"[;\n]")
_NRP = re.compile(r"[0-9A-Z]{4,20}", re.ASCII)
_HIGHEST_ID = 1 << 52  # a Telegram id has at most 52 bits


class WrongHeaderError(ValueError):
    """The first line does not name the columns. Its text is one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Address:
    """A place as it is written, the column in which it stands, and what it is said to lie in."""

    said: str
    column: str = "region"
    above: Address | None = None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A line that can be taken, by itself; whether its places exist, the database knows."""

    name: str
    role: str
    places: tuple[Address, ...]
    nrp: str | None = None  # what a police or civil service number is known by
    telegram_id: int | None = None

    @property
    def known_by(self) -> str | None:
        """Return what tells this person from all others, or None."""
        if self.nrp is not None:
            return f"nrp:{self.nrp}"
        return f"telegram:{self.telegram_id}" if self.telegram_id is not None else None


def columns(header: Sequence[str]) -> list[str | None]:
    """Return which column each cell of the header names; None: none of ours.

    Raises WrongHeaderError.
    """
    named = [_column(cell) for cell in header]
    told = [name for name in named if name is not None]
    missing = [name for name in REQUIRED if name not in told]
    missing += [] if set(told) & set(PLACES) else ["region"]
    if missing:
        raise WrongHeaderError(
            f"its first line names no column {' and '.join(missing)}; begin the list like:"
            " name,role,region"
        )
    if twice := next((name for name in told if told.count(name) > 1), None):
        raise WrongHeaderError(f"two columns of its first line mean {twice}; leave one of them")
    return named


def parse_person(fields: Mapping[str, str]) -> PersonLine:
    """Read the cells of a line, by column. Raises BadLine."""
    told = {name: _plain(fields.get(name, "")) for name in COLUMNS}
    filled = [name for name in PLACES if told[name]]
    missing = [name for name in REQUIRED if not told[name]] + ([] if filled else ["region"])
    if missing:
        raise BadLine(f"{' and '.join(missing)} missing")
    return PersonLine(
        name=_name(told["name"]),
        role=_role(told["role"]),
        places=_places(filled, told),
        nrp=_nrp(told["nrp"]),
        telegram_id=_telegram_id(told["telegram_id"]),
    )


def may_be_one(name: str, other: str) -> bool:
    """Tell whether two names may be one person's: ranks and degrees come and go, a word stays."""
    return normalise(name) == normalise(other) or not _own(name).isdisjoint(_own(other))


def _own(name: str) -> set[str]:
    return {word for word in words(name) if len(word) >= SHORTEST_WORD} - RANKS


def _column(cell: str) -> str | None:
    word = normalise(cell)
    return next((name for name, called in COLUMNS.items() if word in called), None)


def _plain(cell: str) -> str:
    """Return a cell without spaces around it; a spreadsheet's hard spaces are spaces."""
    return cell.replace("\u00a0", " ").strip()


def _name(said: str) -> str:
    name = " ".join(said.split())
    if len(name) > LONGEST_NAME or not name.isprintable() or not normalise(name):
        raise BadLine(f"name is none; write one of at most {LONGEST_NAME} characters")
    return name


def _role(said: str) -> str:
    role = read_role(said)
    if role is None:
        known = ", ".join(known for known in Role if known is not Role.RESIDENT)
        raise BadLine(f"role {_shown(said)} is unknown; write {known} or unit:NAME")
    if role == Role.RESIDENT:
        raise BadLine("residents have one code for all of them: kamtibmas invite --role resident")
    return role


def _places(filled: Sequence[str], told: Mapping[str, str]) -> tuple[Address, ...]:
    """Return what the person serves: what stands in the smallest column that is filled in."""
    smallest, *larger = filled
    above: Address | None = None
    for name in reversed(larger):
        above = Address(told[name], name, above)
    said = [part.strip() for part in _SEVERAL.split(told[smallest])]
    places = tuple(dict.fromkeys(Address(part, smallest, above) for part in said if part))
    if not 0 < len(places) <= MOST_PLACES:
        raise BadLine(
            f"{smallest} names {len(places)} places; write 1 to {MOST_PLACES}, parted by ;"
        )
    return places


def _nrp(said: str) -> str | None:
    """Return a service number; the zero before it counts no more than to a spreadsheet."""
    if not said:
        return None
    number = (spreadsheet_values.digits(said) or re.sub(r"[\s.\-/]", "", said).upper()).lstrip("0")
    if spreadsheet_values.is_rounded(said):
        raise BadLine("nrp was rounded by a spreadsheet; format its column as text, type it anew")
    if not _NRP.fullmatch(number):
        raise BadLine("nrp is no service number; write its digits, or leave it empty")
    return number


def _telegram_id(said: str) -> int | None:
    if not said:
        return None
    if spreadsheet_values.is_rounded(said):
        raise BadLine("telegram_id was rounded by a spreadsheet; write it with all its digits")
    number = spreadsheet_values.digits(said)
    if number is None or not 0 < int(number[:20]) < _HIGHEST_ID:
        raise BadLine("telegram_id is none; write its digits alone, or leave it empty")
    return int(number)


def _shown(said: str) -> str:
    """Return a word that is none; a number may be somebody's, and is not repeated."""
    return "(a number)" if any(mark.isdigit() for mark in said) else quoted(said)
