"""Which village: typed by name or code, chosen by a button; one's own, or a draft's."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.data import VILLAGE
from bot.domain.category import OTHER
from bot.domain.place_names import read_code
from bot.handlers import report, sending
from bot.locales import mark
from bot.models import Draft
from bot.services import drafting, enrolment, places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.handlers.turn import Turn
    from bot.models import Region

ASK_WITH_DISTRICT = mark(
    "Ketik nama desa/kelurahan beserta kecamatannya (contoh: Karuwisi, Panakkukang), atau kodenya."
)
NO_SUCH_VILLAGE = mark(
    "Tidak ada desa/kelurahan bernama itu. Ketik namanya beserta kecamatan (contoh: Karuwisi,"
    " Panakkukang), atau kodenya (contoh: 73.71.09.1001)."
)
NOT_A_VILLAGE = mark("Itu bukan desa/kelurahan. Ketik nama atau kode desa/kelurahan Anda.")
LONGEST_NAME = 6  # words: a village, its district and its regency
ANSWERS_WITHIN = timedelta(minutes=15)  # then a message is a message again


async def typed(turn: Turn) -> None:
    """Offer the villages that a name may mean; a code needs no choice.

    What is no village may be a report: it is taken as one, and the question stays where nothing
    else tells the village.
    """
    asked, text = turn.me.awaiting or {}, turn.incoming.text.strip()
    if await _is_over(turn, asked):
        turn.me.awaiting = None
        await report.draft(turn)
    elif turn.incoming.name != "text":
        await report.words(turn)
    elif (code := read_code(text)) is not None:
        await _code_typed(turn, code, asked.get("draft"))
    else:
        await _name_typed(turn, text, asked)


async def _name_typed(turn: Turn, text: str, asked: Mapping[str, Any]) -> None:
    """Offer what a name may mean; a report that resembles a name is a report."""
    finding = await places.search(turn.session, text, near=_near(turn))
    if finding.found and (finding.sure or not _tells(turn, text)):
        _offer(turn, finding.codes, asked.get("draft"))
    elif _tells(turn, text):
        await report.words(turn)
    else:
        turn.tell(NO_SUCH_VILLAGE)


async def picked(turn: Turn) -> None:
    """Take the village that was pressed: one's own, or a draft's."""
    region = await places.by_code(turn.session, turn.args[0]) if turn.args else None
    if region is None or region.level != VILLAGE:
        turn.toast(NOT_A_VILLAGE)
        return
    await _settle(turn, region, _number(turn.args[1:]))


async def other(turn: Turn) -> None:
    """Ask for more of the name."""
    draft_id = _number(turn.args)
    about = {"draft": draft_id} if draft_id is not None else {}
    turn.me.awaiting = {"what": "village", "at": turn.now.isoformat(), **about}
    turn.tell(ASK_WITH_DISTRICT)


async def _is_over(turn: Turn, asked: Mapping[str, Any]) -> bool:
    """Tell whether a question may be forgotten: its draft is gone, or it was asked long ago."""
    if turn.me.village_code is None:
        return False
    if "draft" in asked:
        draft = await drafting.load(turn.session, asked["draft"])
        return draft is None or draft.status != drafting.OPEN
    asked_at = asked.get("at")
    return asked_at is None or turn.now - datetime.fromisoformat(asked_at) > ANSWERS_WITHIN


def _tells(turn: Turn, text: str) -> bool:
    """Tell whether what is no village says that something happened: no name is so long."""
    sounds = turn.config.triage.classify(text).category != OTHER
    return sounds or len(text.split()) > LONGEST_NAME


async def _code_typed(turn: Turn, code: str, draft_id: int | None) -> None:
    region = await places.by_code(turn.session, code)
    if region is None:
        turn.tell(NO_SUCH_VILLAGE)
    elif region.level != VILLAGE:
        turn.tell(NOT_A_VILLAGE)
    else:
        await _settle(turn, region, draft_id)


def _offer(turn: Turn, codes: list[str], draft_id: int | None) -> None:
    if draft_id is None:
        turn.reply("villages", codes=codes, purpose="home")
    else:
        turn.reply("villages", codes=codes, draft=draft_id, purpose="draft")


async def _settle(turn: Turn, region: Region, draft_id: int | None) -> None:
    """Write the village down, say so, and go on with the drafts that waited for it."""
    if (turn.me.awaiting or {}).get("what") == "village":
        turn.me.awaiting = None
    draft = await _own(turn, draft_id)
    if draft is not None and draft.status != drafting.OPEN:
        turn.reply("draft", draft.id, edit=True)  # sent meanwhile: its receipt
        return
    home = draft_id is None or turn.me.village_code is None
    if home:
        enrolment.settle(turn.me, region)
    turn.reply("village", edit=True, code=region.code, home=home)
    about = [draft.id] if draft is not None else []
    for waits in dict.fromkeys((*about, *await _waiting(turn))):
        await sending.village_known(turn, waits, region.code)


async def _own(turn: Turn, draft_id: int | None) -> Draft | None:
    draft = await drafting.load(turn.session, draft_id) if draft_id is not None else None
    return draft if draft is not None and draft.member_id == turn.me.id else None


async def _waiting(turn: Turn) -> list[int]:
    """Return the drafts that nobody could be told of, since their village was not known."""
    await turn.session.flush()
    waiting = select(Draft.id).where(
        Draft.member_id == turn.me.id, Draft.status == drafting.OPEN, Draft.village_code.is_(None)
    )
    return list(await turn.session.scalars(waiting.order_by(Draft.id)))


def _near(turn: Turn) -> str | None:
    if turn.me.village_code is not None:
        return turn.me.village_code
    return next((grant.region_code for grant in turn.me.grants), None)


def _number(args: list[str]) -> int | None:
    return int(args[0]) if args and args[0].isdecimal() else None
