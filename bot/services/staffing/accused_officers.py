"""Finds officers whom a text names: anybody with a post where it happened, or above.

A report against officers bypasses those it names: it gets a category that they do not read.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, select

from bot.domain.access import LEADERS, Role, ancestors
from bot.domain.accusation import AGAINST, Serving, goes_past, raised, way_past
from bot.domain.person_names import own_words
from bot.domain.place_names import words
from bot.locales import mark
from bot.models import Member, MemberGrant, Region, RosterEntry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft, Report
    from bot.settings import Config
    from bot.vault import Vault

NOBODY_ABOVE = mark(
    "Di atas yang Anda sebut belum ada pimpinan yang terdaftar di sini; belum ada yang membaca"
    " laporan Anda. Hubungi Propam Polri atau 110."
)
# Who is a resident, or on watch, reads no words of a report: nothing needs to go past them.
_READ_NOTHING = (Role.RESIDENT, Role.WATCH)
_POSTS = (  # written once, not for every batch of cards
    select(MemberGrant.region_code, MemberGrant.role, Member.sealed_name, RosterEntry.sealed_name)
    .join(Member, Member.id == MemberGrant.member_id)
    .outerjoin(RosterEntry, RosterEntry.member_id == Member.id)
    .where(
        MemberGrant.region_code.in_(bindparam("regions", expanding=True)),
        *(MemberGrant.role != role for role in _READ_NOTHING),
        MemberGrant.ended_at.is_(None),
        Member.erased_at.is_(None),
    )
    .distinct()
)


class _NamedPost(NamedTuple):
    """A post that somebody holds, and the names by which they are known, sealed."""

    leads: bool
    names: tuple[bytes | None, ...]


async def accusation_kinds(
    session: AsyncSession, texts: Iterable[Draft | Report], vault: Vault
) -> dict[int, str]:
    """Return, by id, the accusation category for each text that names an officer.

    Texts that have such a category already are left out (``village`` is loaded).
    """
    asked = [one for one in texts if one.text and one.category not in AGAINST]
    held = await serving(session, [one.village for one in asked], vault)
    kinds = {one.id: way_past(one.text, held.get(one.village_code or "", ())) for one in asked}
    return {number: kind for number, kind in kinds.items() if kind is not None}


async def bypassing_kinds(
    session: AsyncSession, texts: Iterable[Draft | Report], config: Config, vault: Vault
) -> dict[int, str]:
    """Return, by id, a new category for each report against officers that names one of its readers.

    It is applied without asking; other texts are left out (``village`` is loaded).
    """
    against = [one for one in texts if one.category in AGAINST]
    held = await serving(session, [one.village for one in against], vault)
    kinds = {
        one.id: listed_kind(
            raised(one.category, one.text, held.get(one.village_code or "", ())), config
        )
        for one in against
    }
    return {one.id: kinds[one.id] for one in against if kinds[one.id] != one.category}


def listed_kind(kind: str, config: Config) -> str:
    """Return the lowest category of the operator's list that bypasses the same people as ``kind``.

    If there is none, the highest one in the list.
    """
    there = [code for code in AGAINST if code in config.categories]
    return next((code for code in there if goes_past(code, kind)), there[-1] if there else kind)


async def kind_past_reader(
    session: AsyncSession, text: str, report: Report, kind: str, vault: Vault
) -> str | None:
    """Return the category that bypasses the readers of a ``kind`` whom a text names.

    They are looked for in the report's village, and in its incident's if that was moved (both are
    loaded). None: the text names none of them.
    """
    if not text:
        return None
    held = await serving(session, [report.village, report.incident.village], vault)
    served = [one for each in held.values() for one in each]
    past = way_past(text, served, accuses=kind in AGAINST)
    return None if past is None or goes_past(kind, past) else past


async def accuses_further(session: AsyncSession, draft: Draft, text: str, vault: Vault) -> bool:
    """Tell whether a text names an officer whom a draft does not name (its village is loaded)."""
    held = await serving(session, [draft.village], vault)
    served = [one for each in held.values() for one in each]
    past = way_past(text, served)
    return past is not None and past != way_past(draft.text, served)


async def serving(
    session: AsyncSession, villages: Iterable[Region | None], vault: Vault
) -> Mapping[str, Sequence[Serving]]:
    """Return by village code the holders of posts there or above, read in one statement.

    Each with the name that Telegram shows and the one on the operator's list. No name leaves this
    transaction.
    """
    known = {village.code: village for village in villages if village is not None}
    by_region = await _by_region(session, {above for code in known for above in ancestors(code)})
    return {code: _named(village, by_region, vault) for code, village in known.items()}


async def names_of(
    session: AsyncSession, member_id: int, village: Region, vault: Vault
) -> list[tuple[str, ...]]:
    """Return the words of a member's names, without those of the places around a village."""
    await session.flush()
    shown = select(Member.sealed_name).where(Member.id == member_id)
    listed_as = select(RosterEntry.sealed_name).where(RosterEntry.member_id == member_id)
    sealed = [*await session.scalars(shown), *await session.scalars(listed_as)]
    post = _NamedPost(leads=True, names=tuple(sealed))
    return [one.own for one in _named(village, {village.code: [post]}, vault)]


async def _by_region(
    session: AsyncSession, regions: Collection[str]
) -> Mapping[str, list[_NamedPost]]:
    found: dict[str, list[_NamedPost]] = defaultdict(list)
    if not regions:
        return found
    for region, role, shown, listed in await session.execute(_POSTS, {"regions": list(regions)}):
        found[region].append(_NamedPost(role in LEADERS, (shown, listed)))
    return found


def _named(
    village: Region,
    by_region: Mapping[str, list[_NamedPost]],
    vault: Vault,
) -> Sequence[Serving]:
    above = (village.name, village.district, village.regency, village.province)
    places = {word for name in above for word in words(name)}
    return [
        Serving(own, region, post.leads)
        for region in ancestors(village.code)
        for post in by_region.get(region, ())
        for sealed in post.names
        if sealed is not None and (own := own_words(vault.open(sealed), places))
    ]
