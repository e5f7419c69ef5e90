"""Finds the entry for a turn in the one table, checks its permission, and runs its handler."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.command import nearest
from bot.domain.open_question import (
    Conversing,
    EmergencyQuestion,
    InviteQuestion,
    MoveQuestion,
    VillageQuestion,
    WatchQuestion,
)
from bot.domain.small_talk import talk
from bot.handlers import TABLE, lost_rows, newest_card, notice, reply_target
from bot.handlers.incoming import UpdateKind
from bot.handlers.unread_content import mention_left
from bot.locales import Say, mark
from bot.services.reports.message_content import is_blank
from bot.views.card import Card

if TYPE_CHECKING:
    from bot.handlers.entry import Entry
    from bot.handlers.turn import Turn

INDEX: dict[tuple[UpdateKind, str], Entry] = {(entry.kind, entry.name): entry for entry in TABLE}
COMMANDS = frozenset(entry.name for entry in TABLE if entry.kind is UpdateKind.COMMAND) - {"?"}
ALL_WELL = INDEX[UpdateKind.MESSAGE, "all_well"]
STRANGER = INDEX[UpdateKind.MESSAGE, "stranger"]
# A redelivered update is answered with the current card of these kinds.
ERASED = "erased"  # the answer to an erasure, sent again if a kill came before it
CURRENT_CARDS = frozenset({"draft", "receipt", "alert"})
ANSWERS = frozenset(
    {"text", "attachment", "location", "contact"}
)  # kinds of message that may answer a question
ASKS_PLACE = VillageQuestion | MoveQuestion | InviteQuestion
TAKES_ALL = ASKS_PLACE | Conversing  # even "ya" answers it, and is no small talk
REFUSED = mark("Tombol ini bukan untuk Anda, atau sudah tidak berlaku.")
NOT_YOURS = mark("Perintah ini tidak tersedia untuk peran Anda. Lihat /bantuan.")


def find(turn: Turn) -> Entry | None:
    """Return the entry for this turn; None: nothing to do (chatter in a group)."""
    incoming = turn.incoming
    if incoming.carried:
        return None if turn.member is None else INDEX[UpdateKind.CARRIED, "message"]
    if incoming.kind is UpdateKind.BUTTON:
        return INDEX.get(
            (UpdateKind.BUTTON, f"{turn.noun}:{turn.verb}"), INDEX[UpdateKind.BUTTON, "?"]
        )
    if incoming.kind is UpdateKind.COMMAND:
        return _command(turn, incoming.name)
    return _message(turn)


async def find_reply(turn: Turn) -> Entry | None:
    """Return the entry for a reply to a message of the bot's that takes replies; None: it does not.

    If the member's post has ended since, the reply is a message like any other.
    """
    name = await reply_target.find(turn)
    entry = INDEX[UpdateKind.REPLY, name] if name is not None else None
    return entry if entry is not None and entry.opens_to(turn.grants) else None


def _message(turn: Turn) -> Entry | None:
    incoming = turn.incoming
    if turn.member is None and incoming.kind is UpdateKind.MESSAGE:
        return INDEX.get((UpdateKind.MESSAGE, f"stranger:{incoming.name}"), STRANGER)
    if _is_small_talk(turn):
        return INDEX[UpdateKind.MESSAGE, "small_talk"]
    if _says_all_well(turn):
        return ALL_WELL
    if _answers(turn):
        assert turn.member is not None  # noqa: S101 - looked at in _answers
        assert turn.member.awaiting is not None  # noqa: S101
        entry = INDEX[UpdateKind.ANSWER, turn.member.awaiting.what]
        if entry.opens_to(turn.grants):
            return entry  # else their post has ended since: it is a message like any other
    return INDEX.get((incoming.kind, incoming.name))


async def enter(turn: Turn, entry: Entry) -> None:
    """Run the entry's handler, then the command that it asks for next; or refuse."""
    if not await entry.admits(turn):
        await refuse(turn, entry)
        return
    await newest_card.follow(turn)
    await entry.handler(turn)
    mention_left(turn, entry.kind, entry.name)
    if turn.next_command:
        further, turn.next_command = turn.next_command, ""
        await enter(turn, _command(turn, further))


def _command(turn: Turn, name: str) -> Entry:
    """Return a command's entry; for an unknown one, note the closest known command in the turn.

    The words behind an unknown command, and those run together with it, become the turn's text.
    """
    entry = INDEX.get((UpdateKind.COMMAND, name))
    if entry is not None:
        grants = None if turn.member is None else turn.grants
        means_another = entry.fallback and not entry.opens_to(grants)
        return INDEX[UpdateKind.COMMAND, entry.fallback] if means_another else entry
    near = nearest(name, COMMANDS)
    turn.suggested_command, first = (
        near if near is not None else ("", name if turn.incoming.text else "")
    )
    turn.incoming = replace(turn.incoming, text=f"{first} {turn.incoming.text}".strip())
    return INDEX[UpdateKind.COMMAND, "?"]


def _is_small_talk(turn: Turn) -> bool:
    """Tell whether a message is small talk, and no answer to an open question."""
    asked = turn.member.awaiting if turn.member is not None else None
    written = turn.incoming.kind is UpdateKind.MESSAGE and turn.incoming.name == "text"
    return written and not isinstance(asked, TAKES_ALL) and talk(turn.incoming.text) is not None


def _says_all_well(turn: Turn) -> bool:
    """Tell whether a watch post reports in plain words, without ``/aman``, that all is well."""
    member = turn.member
    if member is None or (turn.incoming.kind, turn.incoming.name) != (UpdateKind.MESSAGE, "text"):
        return False
    free = member.awaiting is None or isinstance(member.awaiting, WatchQuestion)
    watches = free and ALL_WELL.opens_to(turn.grants)
    return watches and turn.config.triage.is_all_well(turn.incoming.text)


def _answers(turn: Turn) -> bool:
    """Tell whether a message answers the open question; a file does if it has a caption.

    After ``/darurat`` a voice does too, even where it cannot be passed on.
    """
    asked = turn.member.awaiting if turn.member is not None else None
    incoming = turn.incoming
    calls = incoming.unheard and isinstance(asked, EmergencyQuestion)
    says = incoming.name in ANSWERS or not is_blank(incoming.text) or calls
    of_kind = incoming.name in {*ANSWERS, "other"}
    return asked is not None and incoming.kind is UpdateKind.MESSAGE and of_kind and says


async def refuse(turn: Turn, entry: Entry) -> None:
    """Refuse in one sentence; nothing changes. A stranger is shown the notice.

    If the object of a genuine button no longer exists, the sentence says so.
    """
    if turn.member is None:
        if turn.incoming.press is None:
            await notice.ask(turn)
        else:
            turn.toast(REFUSED)
        return
    if entry.guard is None or not entry.opens_to(turn.grants) or not await lost_rows.tell(turn):
        turn.toast(REFUSED if turn.incoming.press is not None else NOT_YOURS)


def failure_card(say: Say) -> Card:
    """Return the card that tells a stranger that their message could not be handled."""
    return Card(
        say("Sedang dalam bahaya? Telepon 110. Maaf, pesan ini gagal kami olah. Kirim sekali lagi.")
    )
