"""What several entries share: sending a draft, and asking where it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain.open_question import VillageQuestion, draft_of
from bot.handlers import position
from bot.handlers.awaited_answer import await_answer
from bot.locales import mark
from bot.models import Draft
from bot.services.alerts import accusation_readers
from bot.services.intake import send_limits, submission
from bot.services.reports import (
    draft_card,
    draft_changes,
    draft_facts,
    draft_lookup,
    draft_messages,
    named_villages,
    position_candidates,
)
from bot.views.moments import moment

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Report
    from bot.services.reports.message_content import MessageContent

ASK_VILLAGE = mark(
    "Di desa atau kelurahan mana? Ketik namanya, boleh dengan kecamatannya (contoh:"
    " Karuwisi, Panakkukang), atau tekan 📎 dan pilih Lokasi."
)
ASK_TO_SEND = mark(
    "Langsung dikirim begitu tempatnya diketahui. Di desa atau kelurahan mana? Ketik"
    " namanya, boleh dengan kecamatannya (contoh: Karuwisi, Panakkukang), atau tekan 📎 dan"
    " pilih Lokasi."
)
# What a draft keeps of the button that sends it, and whether that says that it goes on.
UNASKED = "send"
PRESSED = {UNASKED: None, "ongoing": True, "over": False}
LATER = mark(
    "Laporan Anda sudah banyak dalam waktu singkat. Yang ini BELUM TERKIRIM dan tetap tersimpan:"
    " tekan Kirim lagi setelah {at}. Darurat? Ketik /darurat atau telepon {police}."
)
MUTED = mark(
    "Sampai {at} laporan biasa Anda menunggu. Yang ini BELUM TERKIRIM dan tetap tersimpan: tekan"
    " Kirim lagi setelah itu. Darurat? Ketik /darurat atau telepon {police}."
)
NO_DRAFT = mark("Laporan itu belum terkirim dan sudah dihapus. Masih perlu? Kirim pesan baru.")


async def send(
    turn: Turn,
    draft: Draft,
    *,
    ongoing: bool | None = None,
    edit: bool = True,
    shown: bool = True,
) -> None:
    """Send a draft; if its village is unknown, ask for it and remember the button pressed.

    ``edit``: the receipt takes the card's place. ``shown``: other messages show the draft too; they
    are edited to say that it was sent.
    """
    if draft.village_code is None:
        draft.pressed = next(name for name, told in PRESSED.items() if told is ongoing)
        turn.reply("draft", draft.id, edit=edit)
        ask_village(turn, draft, ASK_TO_SEND)
        return
    if await _defer(turn, draft, ongoing=ongoing):
        return
    shown = shown or draft_messages.has_offer(draft)
    report = await submission.send(
        turn.session,
        draft,
        ongoing=ongoing,
        config=turn.config,
        vault=turn.vault,
        now=turn.now,
    )
    await _show_receipt(turn, draft, report, edit=edit, shown=shown)


async def _defer(turn: Turn, draft: Draft, *, ongoing: bool | None) -> bool:
    """Defer a draft whose writer has sent many, or is muted, and tell them; False: it may go."""
    wait = await send_limits.waits(
        turn.session, draft, ongoing=ongoing, config=turn.config, now=turn.now
    )
    if wait is None:
        return False
    at = wait.until
    draft.pressed, lives = None, turn.config.limits.draft.expires
    draft.expires_at = max(draft.expires_at or at, at + lives)
    turn.tell(
        MUTED if wait.muted else LATER,
        at=moment(turn.say, at, draft_facts.zone(draft), turn.now),
        police=turn.config.limits.emergency.police,
    )
    return True


async def at_once(turn: Turn, draft: Draft, *, shown: bool = True) -> None:
    """Send an emergency without further questions, but for its village if that is unknown."""
    draft_changes.make_emergency(draft)
    if draft.village_code is None:
        turn.me.awaiting = VillageQuestion(draft=draft.id)
        turn.reply("draft", draft.id, newest=shown)
        await apply_position(turn, draft)
        return
    report = await submission.send(
        turn.session,
        draft,
        ongoing=None,
        config=turn.config,
        vault=turn.vault,
        now=turn.now,
    )
    await _show_receipt(turn, draft, report, shown=shown)


async def _show_receipt(
    turn: Turn, draft: Draft, report: Report, *, edit: bool = True, shown: bool
) -> None:
    """Put the receipt in the card's place, and mark the draft's other messages as sent."""
    stop_asking(turn, draft)
    if shown or draft.reminded:
        await draft_card.put_away(turn.session, draft, now=turn.now, but=pressed_card(turn))
    turn.reply("receipt", draft.id, edit=edit)  # its author has the id now
    if report.author is not None:
        await_answer(turn, report.author)


async def village_known(turn: Turn, draft_id: int, code: str) -> None:
    """Continue a draft whose village was asked for.

    An emergency is sent at once, and so is a draft whose writer pressed a button that sends it.
    """
    draft = await draft_lookup.load(turn.session, draft_id)
    if draft is None or draft.member_id != turn.me.id or draft.status != draft_changes.OPEN:
        turn.tell(NO_DRAFT)
        return
    await draft_changes.place(turn.session, draft, code)
    stop_asking(turn, draft)
    if draft.pressed == UNASKED and _asks(turn, draft):  # it is night there
        draft.pressed = None
    if await accusation_readers.are_gone(turn.session, draft, turn.config, turn.vault):
        draft.pressed = None  # its card says that nobody would read it there
    if draft.emergency or draft.pressed is not None:
        ongoing = PRESSED.get(draft.pressed or UNASKED)
        await send(turn, draft, ongoing=ongoing, edit=False)
    else:
        draft_changes.schedule(draft, now=turn.now, config=turn.config)
        turn.reply("draft", draft.id, newest=True)


def _asks(turn: Turn, draft: Draft) -> bool:
    """Tell whether it might wake somebody and its writer must still say whether it is ongoing."""
    asks = draft_facts.asks_ongoing(draft, now=turn.now, config=turn.config)
    return asks and not draft.emergency


async def apply_position(turn: Turn, draft: Draft) -> None:
    """Apply the position that was sent to a draft; the village its writer chose stays.

    If the draft has no village, those at the position are offered. If the position is in another
    village, the card says so; if it may be in several, they are offered.
    """
    found = turn.incoming.found
    if position.readable(turn.incoming) is None:
        return
    if draft.village_code is None:
        position.offer(turn, draft)
    elif found is not None:
        await position_candidates.record_candidates(turn.session, draft, found)
        if position_candidates.elsewhere(draft, found) and draft.located_code is None:
            position.offer(turn, draft)


async def join(turn: Turn, draft: Draft, content: MessageContent) -> None:
    """Add a message to an open draft: its words, picture and position.

    The draft's card is sent again below that message.
    """
    draft_changes.add(turn.session, draft, content, now=turn.now, config=turn.config)
    position.explain_link(turn, draft)
    await _show_below(turn, draft, album=content.media_group is not None)
    turn.answered = ("draft", draft.id)
    await apply_position(turn, draft)
    await named_villages.record(turn.session, draft, turn.config)


async def add_place(turn: Turn, draft: Draft, place: tuple[float, float]) -> None:
    """Set the position (degrees) of a draft whose village is asked for; its card shows it."""
    (draft.lat, draft.lon), draft.venue = place, turn.incoming.venue
    await _show_below(turn, draft)


async def _show_below(turn: Turn, draft: Draft, *, album: bool = False) -> None:
    message = turn.incoming.message_id
    await draft_card.show_below(turn.session, draft, message, album=album, now=turn.now)


async def drafts_without_village(turn: Turn) -> list[int]:
    """Return the ids of a member's open drafts whose village is unknown, the oldest first."""
    await turn.session.flush()
    wanted = select(Draft.id).where(
        Draft.member_id == turn.me.id,
        Draft.status == draft_changes.OPEN,
        Draft.village_code.is_(None),
    )
    return list(await turn.session.scalars(wanted.order_by(Draft.id)))


def pressed_card(turn: Turn) -> int | None:
    """Return the message whose button was pressed, if any was."""
    return turn.incoming.press.card_id if turn.incoming.press is not None else None


def ask_village(turn: Turn, draft: Draft, question: str = ASK_VILLAGE) -> None:
    """Ask where it happened; the next message answers."""
    turn.me.awaiting = VillageQuestion(draft=draft.id)
    turn.tell(question)


def stop_asking(turn: Turn, draft: Draft) -> None:
    """Close the open question about a draft: the next message is no answer to it."""
    if draft_of(turn.me.awaiting) == draft.id:
        turn.me.awaiting = None
