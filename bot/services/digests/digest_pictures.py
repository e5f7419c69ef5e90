"""The picture that comes with a weekly summary; where it does not, its reader is told so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot import outbox
from bot.domain.calendar import Week
from bot.domain.promises.alerts import SummaryFilePromise
from bot.locales import mark
from bot.models import Lane, promise_data

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Delivery, Digest

KIND = "summary_picture"
FILES = (KIND, "summary_document")
WHAT = "trend"
BELOW = timedelta(seconds=3)  # after the words, below which it stands
NO_PICTURE = mark(
    "Gambar untuk ringkasan ini tidak dapat dikirim; angka di atas tetap lengkap. Mencoba lagi:"
    " /ringkasan"
)
NOT_SENT = mark("Berkas belum bisa dikirim. Coba lagi sebentar.")


def owe(session: AsyncSession, digest: Digest, now: datetime) -> None:
    """Owe the picture of a week, once a week a person."""
    outbox.promise(
        session,
        KIND,
        digest.member_id,
        now=now,
        lane=Lane.DIGEST,
        priority=1,
        subject=digest.id,
        key=f"picture:{digest.member_id}:{digest.period}",
        send_after=now + BELOW,
        period=str(Week.of(digest.period)),
        what=WHAT,
        unasked=True,
    )


def refused(session: AsyncSession, delivery: Delivery, now: datetime) -> None:
    """Say that Telegram did not take a picture or document, which came unasked or was asked for."""
    unasked = promise_data.decode(delivery, SummaryFilePromise).unasked
    outbox.promise(
        session,
        "sentence",
        delivery.recipient_id,
        now=now,
        lane=Lane.DIGEST if unasked else Lane.REPLY,
        text=NO_PICTURE if unasked else NOT_SENT,
        values={},
    )
