"""What joined erased reports to whoever wrote them goes, as it goes with each erasure now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_BY_REPORTERS = ("mistaken", "safe", "reopened")
_TO_WRITERS = (
    "draft", "draft_categories", "draft_reminder", "located", "photo_check", "receipt",
    "report_news", "villages",
)  # fmt: skip
_REPORTS = sa.table("reports", sa.column("id"), sa.column("member_id"))
_DRAFTS = sa.table("drafts", sa.column("id"), sa.column("report_id"))
_PHOTOS = sa.table("attachments", sa.column("draft_id"))
_EVENTS = sa.table("alert_events", sa.column("kind"), sa.column("member_id"))
_DELIVERIES = sa.table(
    "deliveries", sa.column("kind"), sa.column("status"), sa.column("subject_id")
)


def upgrade() -> None:
    """Take the reporters out of the history, and the drafts and answers of erased reports away."""
    erased = sa.select(_REPORTS.c.id).where(_REPORTS.c.member_id.is_(None))
    drafts = sa.select(_DRAFTS.c.id).where(_DRAFTS.c.report_id.in_(erased))
    by_reporters = _EVENTS.c.kind.in_(_BY_REPORTERS)
    op.execute(sa.update(_EVENTS).where(by_reporters).values(member_id=None))
    op.execute(
        sa.delete(_DELIVERIES).where(
            _DELIVERIES.c.kind.in_(_TO_WRITERS),
            _DELIVERIES.c.status.not_in(("queued", "leased")),
            _DELIVERIES.c.subject_id.in_(erased),
        )
    )
    op.execute(sa.update(_PHOTOS).where(_PHOTOS.c.draft_id.in_(drafts)).values(draft_id=None))
    op.execute(sa.delete(_DRAFTS).where(_DRAFTS.c.report_id.in_(erased)))


def downgrade() -> None:
    """Leave it: what was erased is gone."""
