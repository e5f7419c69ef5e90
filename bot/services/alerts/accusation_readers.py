"""Whether anybody would read what is against officers, before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import accusation
from bot.domain.accusation import AGAINST
from bot.services.alerts import alert_access, paging
from bot.services.staffing import accused_officers, role_holders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.category import Category
    from bot.domain.oncall import Holder
    from bot.models import Draft
    from bot.settings import Config
    from bot.vault import Vault


def is_missing(draft: Draft, category: Category, people: Sequence[Holder], config: Config) -> bool:
    """Tell whether nobody above whom a draft is against serves at its place, and can be reached.

    ``people``: whoever holds a post there or above. Of what is against the province's command
    nobody ever reads it, and its card says so.
    """
    if category.code not in AGAINST or category.code == accusation.PROVINCE:
        return False
    policy = paging.policy_document(category, draft.severity, config)
    return not alert_access.anybody_works(policy, people, draft.village_code or "")


async def are_gone(session: AsyncSession, draft: Draft, config: Config, vault: Vault) -> bool:
    """Tell it of a draft that is about to be sent (its ``village`` is loaded)."""
    if draft.category not in AGAINST or draft.village_code is None:
        return False
    past = await accused_officers.bypassing_kinds(session, [draft], config, vault)
    people = await role_holders.holders(session, draft.village_code)
    kind = config.category(past.get(draft.id, draft.category))
    return is_missing(draft, kind, people, config)
