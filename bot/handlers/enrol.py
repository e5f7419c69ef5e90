"""How people come in: the notice, the code, the village. A first message is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.data import VILLAGE
from bot.domain.category import OTHER
from bot.handlers import report, sending
from bot.handlers.incoming import Way
from bot.locales import LANGUAGES, SOURCE, mark
from bot.models import Draft
from bot.services import drafting, enrolment, places, reachability
from bot.services.enrolment import Verdict
from bot.views import consent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.handlers.entry import Handler
    from bot.handlers.turn import Turn
    from bot.models import Region

REFUSED: Mapping[Verdict, str] = {
    Verdict.UNKNOWN: mark(
        "Kode itu tidak dikenal. Periksa hurufnya, lalu ketik: /start lalu spasi dan kodenya."
    ),
    Verdict.USED: mark("Kode itu sudah dipakai. Minta kode baru kepada koordinator Anda."),
    Verdict.EXPIRED: mark(
        "Kode itu sudah lewat masa berlakunya. Minta kode baru kepada koordinator Anda."
    ),
    Verdict.THROTTLED: mark("Terlalu banyak kode yang salah. Coba lagi satu jam lagi."),
}
ENROLLED_ALREADY = mark("Anda sudah terdaftar.")
ASK_WITH_DISTRICT = mark(
    "Ketik nama desa/kelurahan beserta kecamatannya (contoh: Karuwisi, Panakkukang), atau kodenya."
)
NO_SUCH_VILLAGE = mark(
    "Tidak ada desa/kelurahan bernama itu. Ketik namanya beserta kecamatan (contoh: Karuwisi,"
    " Panakkukang), atau kodenya (contoh: 73.71.09.1001)."
)
NOT_A_VILLAGE = mark("Itu bukan desa/kelurahan. Ketik nama atau kode desa/kelurahan Anda.")
ANSWERS_WITHIN = timedelta(minutes=15)  # then a message is a message again


async def greet(turn: Turn) -> None:
    """Answer a stranger, whatever they sent: 110, and the notice as a reply to it."""
    turn.show(consent.card(turn.say, turn.config), as_reply=True)


async def ignore(turn: Turn) -> None:
    """Pass over what needs no answer: a stranger's edit, a block."""


async def start(turn: Turn) -> None:
    """Take ``/start``: a stranger is shown the notice, a member the way on; a code is redeemed."""
    if turn.member is None:
        await greet(turn)
        return
    await reachability.back(turn.session, turn.member, now=turn.now)
    refused = bool(turn.incoming.text) and not await _redeem(turn)
    if _asks_home(turn) or not refused:
        turn.reply("welcome")


async def agree(turn: Turn) -> None:
    """Take ``Setuju``: make the member, and go on with the message that the card answers.

    Pressed again, or by somebody who is enrolled, it changes nothing; but a message that was not
    taken yet is taken, whichever of several cards was pressed first.
    """
    new = turn.member is None
    if new:
        turn.member = turn.enrolled_now = enrolment.enrol(
            turn.session,
            telegram_id=turn.incoming.user_id,
            name=turn.incoming.user_name,
            language=_language(turn),
            now=turn.now,
            vault=turn.vault,
        )
    else:
        turn.toast(ENROLLED_ALREADY)
    turn.reply("welcome", edit=True, new=new)
    carried = await _carried(turn)
    handler = CARRIED.get((carried.incoming.way, carried.incoming.name)) if carried else None
    if carried is not None and handler is not None:
        await handler(carried)
        turn.answered = carried.answered
    _asks_home(turn)


async def decline(turn: Turn) -> None:
    """Take ``Batal``: nothing was kept, nothing is."""
    if turn.member is not None:
        turn.toast(ENROLLED_ALREADY)
        return
    turn.show(consent.declined_card(turn.say, turn.config), edit=True)


async def village_typed(turn: Turn) -> None:
    """Offer the villages that a name may mean; a code needs no choice.

    What is no village may be a report: it is taken as one, and the question stays where nothing
    else tells the village.
    """
    asked, text = turn.me.awaiting or {}, turn.incoming.text.strip()
    if await _is_over(turn, asked):
        turn.me.awaiting = None
        await report.draft(turn)
    elif turn.incoming.name != "text":
        await report.draft(turn)
    elif (code := places.read_code(text)) is not None:
        await _code_typed(turn, code, asked.get("draft"))
    elif found := await places.find(turn.session, text, near=_near(turn)):
        _offer(turn, found, asked.get("draft"))
    elif turn.config.triage.classify(text).category != OTHER:
        turn.me.awaiting = None
        await report.draft(turn)
    else:
        turn.tell(NO_SUCH_VILLAGE)


async def village_picked(turn: Turn) -> None:
    """Take the village that was pressed: one's own, or a draft's."""
    region = await places.by_code(turn.session, turn.args[0]) if turn.args else None
    if region is None or region.level != VILLAGE:
        turn.toast(NOT_A_VILLAGE)
        return
    await _settle(turn, region, _number(turn.args[1:]))


async def village_other(turn: Turn) -> None:
    """Ask for more of the name."""
    draft_id = _number(turn.args)
    about = {"draft": draft_id} if draft_id is not None else {}
    turn.me.awaiting = {"what": "village", "at": turn.now.isoformat(), **about}
    turn.tell(ASK_WITH_DISTRICT)


async def _redeem(turn: Turn) -> bool:
    """Redeem the code that follows ``/start``; where that fails, say why and what to do."""
    redemption = await enrolment.redeem(
        turn.session,
        turn.me,
        turn.incoming.text,
        now=turn.now,
        vault=turn.vault,
        config=turn.config,
    )
    if not redemption.granted:
        turn.tell(REFUSED[redemption.verdict])
    return redemption.granted


async def _begin(turn: Turn) -> None:
    """Redeem the code of a carried ``/start``: the welcome is there already."""
    if turn.incoming.text:
        await _redeem(turn)


# What the press of "Setuju" goes on with; any other command can be typed again.
CARRIED: Mapping[tuple[Way, str], Handler] = {
    (Way.COMMAND, "start"): _begin,
    (Way.COMMAND, "lapor"): report.begin,
    (Way.COMMAND, "darurat"): report.emergency,
    (Way.MESSAGE, "text"): report.draft,
    (Way.MESSAGE, "photo"): report.draft,
    (Way.MESSAGE, "location"): report.add_location,
    (Way.MESSAGE, "other"): report.unsupported,
}


async def _carried(turn: Turn) -> Turn | None:
    """Return the turn of the message that the pressed card answers, where it is not done yet."""
    press = turn.incoming.press
    incoming = press.carried if press is not None else None
    if incoming is None or incoming.user_id != turn.incoming.user_id:
        return None
    taken = await drafting.by_message(turn.session, turn.me, incoming.message_id)
    return None if taken is not None else replace(turn, incoming=incoming, answered=(None, None))


def _asks_home(turn: Turn) -> bool:
    """Ask where somebody lives, where nothing tells it and nothing else is being asked."""
    me = turn.me
    if me.village_code is not None or me.grants or me.awaiting is not None:
        return False
    me.awaiting = {"what": "village"}
    return True


async def _is_over(turn: Turn, asked: Mapping[str, Any]) -> bool:
    """Tell whether a question may be forgotten: its draft is gone, or it was asked long ago."""
    if turn.me.village_code is None:
        return False
    if "draft" in asked:
        draft = await drafting.load(turn.session, asked["draft"])
        return draft is None or draft.status != drafting.OPEN
    asked_at = asked.get("at")
    return asked_at is None or turn.now - datetime.fromisoformat(asked_at) > ANSWERS_WITHIN


async def _code_typed(turn: Turn, code: str, draft_id: int | None) -> None:
    region = await places.by_code(turn.session, code)
    if region is None:
        turn.tell(NO_SUCH_VILLAGE)
    elif region.level != VILLAGE:
        turn.tell(NOT_A_VILLAGE)
    else:
        await _settle(turn, region, draft_id)


def _offer(turn: Turn, found: list[Region], draft_id: int | None) -> None:
    codes = [region.code for region in found]
    if draft_id is None:
        turn.reply("villages", codes=codes, purpose="home")
    else:
        turn.reply("villages", codes=codes, draft=draft_id, purpose="draft")


async def _settle(turn: Turn, region: Region, draft_id: int | None) -> None:
    """Write the village down, say so, and go on with the drafts that waited for it."""
    if (turn.me.awaiting or {}).get("what") == "village":
        turn.me.awaiting = None
    draft = await turn.session.get(Draft, draft_id) if draft_id is not None else None
    if draft is not None and (draft.member_id != turn.me.id or draft.status != drafting.OPEN):
        turn.reply("draft", draft.id, edit=True)  # sent meanwhile: its receipt
        return
    home = draft is None or turn.me.village_code is None
    if home:
        enrolment.settle(turn.me, region)
    turn.reply("village", edit=True, code=region.code, home=home)
    about = [draft.id] if draft is not None else []
    for waits in dict.fromkeys((*about, *await _waiting(turn))):
        await sending.village_known(turn, waits, region.code)


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


def _language(turn: Turn) -> str:
    """Return the language of the card that was pressed."""
    chosen = turn.args[0] if turn.args else turn.say.language
    return chosen if chosen in LANGUAGES else SOURCE
