"""Pictures and documents are made while nothing of the database is held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.documents.render_process import RenderedFiles, Request
from bot.models import Delivery, Member, MemberGrant
from bot.settings import load_config
from bot.transport import file_jobs
from bot.transport.job_context import JobContext, MenuContext
from tests.figures.country import PROVINCES, opened

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.pool import QueuePool

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PLANNER = 1
KINDS = {"trend": "summary_picture", "pdf": "summary_document", "tables": "summary_rich"}


@dataclass(slots=True)
class _WatchedFiles(RenderedFiles):
    """Makes files as ever, and looks how many connections are in use meanwhile."""

    pool: QueuePool | None = None
    in_use: list[int] = field(default_factory=list)

    async def file(self, request: Request) -> bytes:
        """Look, and make it."""
        assert self.pool is not None
        self.in_use.append(self.pool.checkedout())
        return await RenderedFiles.file(self, request)


@pytest.mark.parametrize("what", ["trend", "pdf", "tables"])
async def test_no_connection_is_held_while_a_file_is_made(
    blank_url: str, tmp_path: Path, what: str
) -> None:
    """A picture may take twenty seconds; as long would a reader hold SQLite's log."""
    async with opened(blank_url) as database:
        async with database.writing() as session:
            session.add(Member(id=PLANNER, created_at=NOW))
            grant = MemberGrant(member_id=PLANNER, role="coordinator", region_code=PROVINCES[0])
            grant.id, grant.granted_at = 1, NOW
            session.add(grant)
        watched = _WatchedFiles(pool=database.engine.pool)  # type: ignore[arg-type]
        context = JobContext(
            None, database, load_config(), tmp_path, None, MenuContext({}, ""), watched  # type: ignore[arg-type]
        )  # fmt: skip
        owed = Delivery(id=1, kind=KINDS[what], recipient_id=PLANNER, payload={})
        owed.payload = {} if what == "tables" else {"what": what}
        owed.recipient = Member(id=PLANNER, language="id")
        card = await file_jobs.make(owed, context, NOW)
    assert card is not None
    assert (card.photo or card.document) is not None
    assert watched.in_use == [0]
