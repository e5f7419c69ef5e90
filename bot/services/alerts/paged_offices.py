"""The offices that are being paged for a report, and who was told of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from bot import outbox
from bot.domain.promises.alerts import AlertPromise
from bot.models import Alert, Delivery, Member, MemberGrant, promise_data

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

# Written once, not for every batch of receipts. Pages are looked for by their alerts: by the join
# alone SQLite reads every page that there ever was, and asks of each whose it is.
_ALERTS = select(Alert.id).where(Alert.incident_id.in_(bindparam("incidents", expanding=True)))
_PAGES = (
    select(Alert.incident_id, Delivery.payload, MemberGrant.role, MemberGrant.region_code)
    .join(Delivery, (Delivery.subject_id == Alert.id) & (Delivery.run == Alert.run))
    .join(MemberGrant, MemberGrant.member_id == Delivery.recipient_id)
    .join(Member, Member.id == Delivery.recipient_id)
    .where(
        MemberGrant.ended_at.is_(None),
        Member.unreachable_at.is_(None),
        Delivery.kind == "page",
        Delivery.subject_id.in_(_ALERTS),
        Delivery.status.in_(outbox.OWED_OR_SENT),
    )
    .order_by(Delivery.id)
)


async def offices(session: AsyncSession, incidents: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Return by incident the offices paged in the alert's present run, as ``role@region``.

    The first first, each once; a page that came back counts for nobody, nor does one to whom
    nothing comes any more, nor an office that whoever was paged in it holds no more.
    """
    if not incidents:
        return {}
    found: dict[int, dict[str, None]] = defaultdict(dict)
    rows = await session.execute(_PAGES, {"incidents": list(incidents)})
    for incident, payload, role, region in rows:
        page = promise_data.decode_column("page", payload, AlertPromise)
        if page is not None and page.office == f"{role}@{region}":
            found[incident][page.office] = None
    return {incident: list(names) for incident, names in found.items()}


async def told_members(
    session: AsyncSession, incidents: Collection[int]
) -> Mapping[int, Collection[int]]:
    """Return by incident the members who were told of it, or are about to be.

    Word that came back counts for nobody.
    """
    if not incidents:
        return {}
    found: dict[int, set[int]] = defaultdict(set)
    wanted = select(Delivery.subject_id, Delivery.recipient_id).where(
        Delivery.kind == "told",
        Delivery.subject_id.in_(incidents),
        Delivery.status.in_(outbox.OWED_OR_SENT),
    )
    for incident, member in await session.execute(wanted):
        if incident is not None and member is not None:
            found[incident].add(member)
    return found
