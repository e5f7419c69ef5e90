"""Finding the entry for a turn in THE table, and saying no."""

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

INDEX: dict[tuple[UpdateKind, str], Entry] = {(entry.way, entry.name): entry for entry in TABLE}
COMMANDS = frozenset(entry.name for entry in TABLE if entry.way is UpdateKind.COMMAND) - {"?"}
ALL_WELL = INDEX[UpdateKind.MESSAGE, "all_well"]
STRANGER = INDEX[UpdateKind.MESSAGE, "stranger"]
# A redelivered update is answered with the card as it stands now, where there is one.
ERASED = "erased"  # the last word to somebody unknown since: a kill may have come before it
CURRENT_CARDS = frozenset({"draft", "receipt", "alert"})
ANSWERS = frozenset(
    {"text", "attachment", "location", "contact"}
)  # kinds of message that may answer a question
ASKS_PLACE = VillageQuestion | MoveQuestion | InviteQuestion
TAKES_ALL = ASKS_PLACE | Conversing  # "ya" answers it, and is no small talk
REFUSED = mark("Tombol ini bukan untuk Anda, atau sudah tidak berlaku.")
NOT_YOURS = mark("Perintah ini tidak tersedia untuk peran Anda. Lihat /bantuan.")


def find(turn: Turn) -> Entry | None:
    """Return the entry that this turn means; None: nothing to do (a group's chatter)."""
    incoming = turn.incoming
    if incoming.carried:
        return None if turn.member is None else INDEX[UpdateKind.CARRIED, "message"]
    if incoming.way is UpdateKind.BUTTON:
        return INDEX.get(
            (UpdateKind.BUTTON, f"{turn.noun}:{turn.verb}"), INDEX[UpdateKind.BUTTON, "?"]
        )
    if incoming.way is UpdateKind.COMMAND:
        return _command(turn, incoming.name)
    return _message(turn)


async def find_reply(turn: Turn) -> Entry | None:
    """Return the entry of a message that answers one of ours, where that takes answers.

    Where the post that was shown a report has ended it is a message like any other.
    """
    name = await reply_target.find(turn)
    entry = INDEX[UpdateKind.REPLY, name] if name is not None else None
    return entry if entry is not None and entry.opens_to(turn.grants) else None


def _message(turn: Turn) -> Entry | None:
    incoming = turn.incoming
    if turn.member is None and incoming.way is UpdateKind.MESSAGE:
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
            return entry  # else the post that asked has ended: it is a message like any other
    return INDEX.get((incoming.way, incoming.name))


async def enter(turn: Turn, entry: Entry) -> None:
    """Let a turn in, and on by the command that its handler found to be meant; or say no."""
    if not await entry.admits(turn):
        await refuse(turn, entry)
        return
    await newest_card.follow(turn)
    await entry.handler(turn)
    mention_left(turn, entry.way, entry.name)
    if turn.goes_on:
        further, turn.goes_on = turn.goes_on, ""
        await enter(turn, _command(turn, further))


def _command(turn: Turn, name: str) -> Entry:
    """Return a command's entry; of a misspelt one, note what it comes closest to.

    What stands behind an unknown one, and in one with it, are its words.
    """
    entry = INDEX.get((UpdateKind.COMMAND, name))
    if entry is not None:
        grants = None if turn.member is None else turn.grants
        means_another = entry.otherwise and not entry.opens_to(grants)
        return INDEX[UpdateKind.COMMAND, entry.otherwise] if means_another else entry
    near = nearest(name, COMMANDS)
    turn.meant, first = near if near is not None else ("", name if turn.incoming.text else "")
    turn.incoming = replace(turn.incoming, text=f"{first} {turn.incoming.text}".strip())
    return INDEX[UpdateKind.COMMAND, "?"]


def _is_small_talk(turn: Turn) -> bool:
    """Tell whether a message warns of nothing; unless one is asked for it."""
    asked = turn.member.awaiting if turn.member is not None else None
    written = turn.incoming.way is UpdateKind.MESSAGE and turn.incoming.name == "text"
    return written and not isinstance(asked, TAKES_ALL) and talk(turn.incoming.text) is not None


def _says_all_well(turn: Turn) -> bool:
    """Tell whether a watch post writes that its night is quiet, without the command for it."""
    member = turn.member
    if member is None or (turn.incoming.way, turn.incoming.name) != (UpdateKind.MESSAGE, "text"):
        return False
    free = member.awaiting is None or isinstance(member.awaiting, WatchQuestion)
    watches = free and ALL_WELL.opens_to(turn.grants)
    return watches and turn.config.triage.is_all_well(turn.incoming.text)


def _answers(turn: Turn) -> bool:
    """Tell whether a message answers a question; a file does where words stand under it.

    Of whoever cries for help a voice does too that cannot be passed on.
    """
    asked = turn.member.awaiting if turn.member is not None else None
    incoming = turn.incoming
    calls = incoming.unheard and isinstance(asked, EmergencyQuestion)
    says = incoming.name in ANSWERS or not is_blank(incoming.text) or calls
    of_kind = incoming.name in {*ANSWERS, "other"}
    return asked is not None and incoming.way is UpdateKind.MESSAGE and of_kind and says


async def refuse(turn: Turn, entry: Entry) -> None:
    """Say no in one sentence; nothing changes. A stranger is shown the way in.

    Of what is not here any more, though its button was made by us, so much is said.
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
    """Tell a stranger that a message could not be taken."""
    return Card(
        say("Sedang dalam bahaya? Telepon 110. Maaf, pesan ini gagal kami olah. Kirim sekali lagi.")
    )
