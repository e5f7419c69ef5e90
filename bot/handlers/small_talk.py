"""Small talk is answered kindly and makes no draft; what waits for its sender is shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.access import Role
from bot.domain.open_question import EmergencyQuestion, VillageQuestion
from bot.domain.small_talk import SmallTalk, talk
from bot.handlers import emergency, self_service
from bot.locales import mark
from bot.models import Draft
from bot.services.reports import draft_changes
from bot.services.staffing import role_holders
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.handlers.turn import Turn

ANSWERS: Mapping[SmallTalk, str] = {
    SmallTalk.THANKS: mark(
        "Sama-sama. Ada kejadian? Tulis saja di sini: apa dan di mana. Sedang dalam bahaya?"
        " Telepon 110."
    ),
    SmallTalk.AGREED: mark(
        "Baik. Ada kejadian? Tulis saja di sini: apa dan di mana. Sedang dalam bahaya? Telepon 110."
    ),
    SmallTalk.GREETING: mark(
        "Halo. Ada kejadian? Tulis saja di sini: apa dan di mana. Sedang dalam bahaya? Telepon 110."
    ),
}
UNSENT = mark("Laporan Anda BELUM TERKIRIM. Untuk mengirim, tekan tombol di bawah ini.")
OFFICER = mark(
    "Bhabinkamtibmas {place} terdaftar di bot ini. Tugasnya membina keamanan dan ketertiban"
    " bersama warga. Namanya bisa ditanyakan di Polsek atau kantor desa/kelurahan. Melapor"
    " kepadanya: tulis saja di sini. Sedang dalam bahaya? Telepon 110 (gratis)."
)
ASK_HOME = mark(
    "Di desa atau kelurahan mana Anda tinggal? Ketik namanya, atau tekan 📎 dan pilih Lokasi."
)
NO_OFFICER = mark(
    "Belum ada Bhabinkamtibmas yang terdaftar di bot ini untuk {place}. Namanya bisa"
    " ditanyakan di Polsek atau kantor desa/kelurahan. Sedang dalam bahaya? Telepon 110"
    " (gratis)."
)


async def answer(turn: Turn) -> None:
    """Answer what warns of nothing; a question or a draft that waits is not forgotten by it."""
    kind = talk(turn.incoming.text)
    if kind is SmallTalk.CANCEL:
        await self_service.cancel(turn)
    elif kind is SmallTalk.HELP:
        await self_service.show_help(turn)
    elif kind is SmallTalk.OFFICER:
        await _officer(turn)
    elif isinstance(turn.me.awaiting, EmergencyQuestion):
        turn.tell(emergency.ASK_EMERGENCY)
    elif (draft_id := await _unsent(turn)) is not None:
        turn.tell(UNSENT)
        turn.reply("draft", draft_id, newest=True)
    elif kind is not None:
        turn.tell(ANSWERS[kind])
        if isinstance(turn.me.awaiting, VillageQuestion):
            turn.tell(ASK_HOME)


async def _officer(turn: Turn) -> None:
    """Say which office it is and how 110 is reached: no name, no number, nor who is off duty."""
    home = turn.me.village
    if home is None:
        turn.me.awaiting = turn.me.awaiting or VillageQuestion()
        turn.tell(ASK_HOME)
        return
    there = await role_holders.holders(turn.session, home.code)
    serves = any(holder.role in {Role.OFFICER, Role.DEPUTY} for holder in there)
    turn.tell(OFFICER if serves else NO_OFFICER, place=place_label(home))


async def _unsent(turn: Turn) -> int | None:
    """Return the newest draft that its writer may take for sent."""
    await turn.session.flush()
    mine = select(Draft.id).where(Draft.member_id == turn.me.id, Draft.status == draft_changes.OPEN)
    newest = mine.order_by(Draft.received_at.desc(), Draft.id.desc()).limit(1)
    return (await turn.session.scalars(newest)).first()
