"""What a town has beside its incidents: drafts, photos, digests, enrolment codes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.models import Attachment, Digest, Draft, Invitation, Situation, TestPage, new_id
from tests.views.town_size import EARLIER, NOW, PICTURE

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.vault import Vault
    from tests.views.town_size import Town

TODAY, MONDAY = date(2026, 11, 24), date(2026, 11, 16)


def put_records(session: AsyncSession, town: Town) -> None:
    """Put down a draft, photos, a situation, digests and a test."""
    me, village = town.me.id, town.villages[0].code
    draft = _draft(town)
    photo = _picture(report_id=town.reports[0].id)
    of_note = _picture(note_id=town.subjects["note"])
    situation = Situation(
        id=new_id(),
        member_id=me,
        village_code=village,
        watch_date=TODAY,
        on_watch=99,
        created_at=NOW - timedelta(hours=1),
    )
    test = TestPage(id=new_id(), member_id=me, created_at=EARLIER)
    days = [
        Digest(id=new_id(), member_id=me, kind=kind, period=period, due_at=EARLIER, created_at=NOW)
        for kind, period in (("daily", TODAY), ("weekly", MONDAY))
    ]
    session.add_all([draft, photo, of_note, situation, test, *days])
    town.subjects |= {
        "draft": draft.id,
        "photo": photo.id,
        "note_photo": of_note.id,
        "situation": situation.id,
        "test": test.id,
        "daily": days[0].id,
        "weekly": days[1].id,
    }


def _draft(town: Town) -> Draft:
    return Draft(
        id=new_id(),
        member_id=town.me.id,
        message_id=1,
        text=town.size.text,
        category=town.size.category,
        severity="DARURAT",
        threat=True,
        alternatives=["pencurian", "kebakaran", "narkoba"],
        village_code=town.villages[0].code,
        located_code=town.villages[1].code,
        lat=-5.1,
        lon=119.1,
        anonymous=True,
        written_at=EARLIER - timedelta(days=20),
        received_at=EARLIER,
    )


def _picture(**whose: int) -> Attachment:
    return Attachment(
        id=new_id(), file_id="x", state="ready", path=PICTURE, created_at=EARLIER, **whose
    )


def put_codes(session: AsyncSession, town: Town, vault: Vault) -> None:
    """Put down a code for many, and some that somebody has used."""

    def code(word: str, role: str, **more: Any) -> Invitation:  # noqa: ANN401 - columns
        return Invitation(
            id=new_id(),
            code_hash=vault.code_hash(word),
            role=role,
            region_code=town.villages[0].code,
            created_at=EARLIER,
            expires_at=NOW + timedelta(days=7),
            **more,
        )

    def spent(word: str, role: str, minutes: int = 0) -> Invitation:
        return code(
            word,
            role,
            reusable=False,
            created_by=town.me.id,
            used_at=EARLIER + timedelta(minutes=minutes),
            used_by=town.subjects["other"],
        )

    invitation, used = code("x", "resident", reusable=True), spent("y", "deputy")
    roles = ("officer", "village_head", "watch", "forum", "babinsa")
    others = [spent(f"z{number}", role, number) for number, role in enumerate(roles)]
    session.add_all([invitation, used, *others])
    town.subjects |= {"invitation": invitation.id, "used": used.id}
