"""One digest as it is shown to one person: of which regions and time, and on which page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.domain import access
from bot.domain.access import RESPONDERS
from bot.domain.calendar import Week
from bot.domain.figures import Span
from bot.domain.promises.alerts import DigestPromise
from bot.locales import mark
from bot.models import Digest, Member, promise_data
from bot.places import place_search
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import digest_schedule
from bot.services.digests.digest_hours import DigestKind
from bot.services.digests.digest_reading import DigestScope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.locales import Say
    from bot.models import Delivery, Region
    from bot.views.card import Markup
    from bot.views.render_context import RenderContext

LATE = timedelta(minutes=15)  # less is no delay that anybody would ask about
LATE_BY = mark("<i>Terlambat dikirim: pesan ini seharusnya tiba {due}.</i>")


@dataclass(frozen=True, slots=True)
class DigestIssue:
    """One digest for one person. ``since``: where the last one ended; ``page`` counts from 0."""

    digest: Digest
    delivery: Delivery
    regions: Sequence[Region]
    since: datetime
    page: int
    say: Say
    reader: CaseReader

    @property
    def is_daily(self) -> bool:
        """Tell whether it is of a day."""
        return self.digest.kind == DigestKind.DAILY

    @property
    def is_summary(self) -> bool:
        """Tell whether its reader gets the week as ``/ringkasan`` shows it."""
        return not self.is_daily and digest_schedule.subscribes(self.reader.grants)

    @property
    def zone(self) -> str:
        """Return the zone of the largest region."""
        return self.regions[0].zone

    @property
    def codes(self) -> list[str]:
        """Return the codes of its regions."""
        return [region.code for region in self.regions]

    @property
    def sees_all(self) -> bool:
        """Tell whether its reader would know of any plain report there."""
        return all(access.may(self.reader.grants, RESPONDERS, code) for code in self.codes)

    @property
    def scope(self) -> DigestScope:
        """Return what it covers: the time since the last one, or a week."""
        week = Week.of(self.digest.period).bounds(self.zone)
        span = Span(self.since, self.digest.due_at) if self.is_daily else Span(*week)
        return DigestScope(frozenset(self.codes), span, self.reader)

    def late(self) -> list[Markup]:
        """Return that it comes late, where it does."""
        due = self.digest.due_at
        if self.page or self.delivery.edits is not None or self.reader.now - due < LATE:
            return []
        return [self.say(LATE_BY, due=self.say.moment(due, self.zone))]


async def issues(context: RenderContext, deliveries: Sequence[Delivery]) -> list[DigestIssue]:
    """Return those of these digests whose readers still have regions for which they get them."""
    wanted = (
        select(Digest, Member)
        .join(Member, Member.id == Digest.member_id)
        .where(Digest.id.in_([one.subject_id for one in deliveries]))
        .options(selectinload(Member.grants))
    )
    found = {
        digest.id: (digest, member) for digest, member in await context.session.execute(wanted)
    }
    own = {
        number: digest_schedule.digest_regions(DigestKind(digest.kind), member.held)
        for number, (digest, member) in found.items()
    }
    codes = {code for some in own.values() for code in some}
    regions = {one.code: one for one in await place_search.by_codes(context.session, codes)}
    made = []
    for one in deliveries:
        number = one.subject_id or 0
        if number not in found:
            continue
        digest, member = found[number]
        said = promise_data.decode(one, DigestPromise)
        reader = CaseReader(member.id, member.held, context.config, context.now)
        theirs = [regions[code] for code in own[number]]
        say = context.say(one)
        made.append(DigestIssue(digest, one, theirs, said.since, said.page, say, reader))
    return [issue for issue in made if issue.regions]
