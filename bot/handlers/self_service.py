"""What a person may do about themselves: language, data, help; and what is said to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.open_question import AnswerQuestion, NoteQuestion
from bot.handlers import enrolment, notice, redemption, report
from bot.handlers.stale_button import STALE_BUTTON
from bot.handlers.turn import StrangerAnswer
from bot.locales import LANGUAGES, mark, say_in
from bot.services.intake import draft_deadlines
from bot.services.people import command_menus, personal_data, reachability, revocation
from bot.services.reports import draft_lookup, draft_messages, message_content
from bot.views import me, own_data

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

LANGUAGE_SET = mark("Baik, mulai sekarang dalam bahasa Indonesia.")
KEPT = mark("Baik, data Anda tetap seperti semula.")
DROPPED = mark("Dibatalkan. Tidak ada yang dikirim.")
NOTE_STAYS = mark("Catatan tersimpan dengan fotonya saja.")
NOTHING_TO_DROP = mark("Tidak ada yang perlu dibatalkan. Bantuan: /bantuan")
UNKNOWN_COMMAND = mark(
    "Perintah itu tidak dikenal. Melapor: tulis saja pesannya, tanpa garis miring. Bantuan:"
    " /bantuan. Sedang dalam bahaya? Telepon 110."
)
REPORTING = frozenset({"darurat", "lapor"})  # commands whose words are a report


async def show_help(turn: Turn) -> None:
    """Take ``/bantuan``."""
    await _show(turn, "help")


async def show_notice(turn: Turn) -> None:
    """Take ``/privasi``."""
    await _show(turn, "notice")


async def ask_language(turn: Turn) -> None:
    """Take ``/bahasa``."""
    await _show(turn, "language")


async def show_data(turn: Turn) -> None:
    """Take ``/dataku``."""
    await _show(turn, "data")


async def ask_erasure(turn: Turn) -> None:
    """Take ``/hapus``: ask first."""
    await _show(turn, "erasure")


async def set_language(turn: Turn) -> None:
    """Speak the chosen language from now on; a stranger's notice is shown in it."""
    language = turn.args[0] if turn.args else ""
    if language not in LANGUAGES:
        turn.toast(STALE_BUTTON)
    elif turn.member is None:
        notice.translate(turn, say_in(language))
    else:
        turn.member.language = language
        turn.say = say_in(language)
        turn.toast(LANGUAGE_SET)
        turn.reply("language", edit=True)
        command_menus.owe(turn.session, turn.member.id, now=turn.now)


async def erase(turn: Turn) -> None:
    """Erase the person. Nothing can be owed to somebody unknown, so the last word goes directly.

    And so are the messages emptied that show what others said: who is gone reads it no more.
    """
    shown = await revocation.messages_of(turn.session, turn.me)
    await personal_data.erase(turn.session, turn.me, now=turn.now, config=turn.config)
    turn.answered = ("erased", None)
    turn.show(own_data.erased_card(turn.say), edit=True)
    turn.direct += [
        StrangerAnswer(
            turn.incoming.chat_id, own_data.emptied_card(turn.say, picture=picture), edits=message
        )
        for message, picture in shown.items()
    ]


async def keep(turn: Turn) -> None:
    """Leave everything as it is."""
    turn.reply("sentence", edit=True, text=KEPT, values={})


async def cancel(turn: Turn) -> None:
    """Take ``/batal``: drop drafts and questions."""
    if turn.member is None:
        await enrolment.greet(turn)
        return
    asked, turn.me.awaiting = turn.me.awaiting, None
    dropped = await draft_deadlines.drop_open(turn.session, turn.me)
    if isinstance(asked, NoteQuestion) and asked.note is not None:  # its picture is kept, and shown
        turn.tell(NOTE_STAYS)
    else:
        waits = asked is not None and not isinstance(asked, AnswerQuestion)  # of what is sent
        turn.tell(DROPPED if dropped or waits else NOTHING_TO_DROP)


async def unknown_command(turn: Turn) -> None:
    """Offer what a misspelt command means by one tap; its words are a draft, whatever it meant."""
    if turn.member is None:
        await enrolment.greet(turn)
        return
    says = not message_content.is_blank(turn.incoming.text) or turn.incoming.attached is not None
    if says and turn.suggested_command in {"", *REPORTING}:
        await report.receive(turn)
        if turn.suggested_command == "darurat":
            begun = await draft_lookup.by_message(turn.session, turn.me, turn.incoming.message_id)
            if begun is not None:
                draft_messages.note_offer(begun, turn.incoming.message_id)
            turn.reply("meant", None if begun is None else begun.id, command=turn.suggested_command)
    elif turn.suggested_command:
        turn.reply("meant", command=turn.suggested_command)
    else:
        turn.tell(UNKNOWN_COMMAND)


async def run_suggested(turn: Turn) -> None:
    """Go on with the command that was offered, and what its misspelling was followed by."""
    press = turn.incoming.press
    carried = press.carried if press is not None else None
    if carried is not None:
        written = turn.of(carried)
        await redemption.is_all(written, welcomed=True)
        carried = written.incoming
    turn.continue_with(turn.args[0] if turn.args else "?", carried)


async def blocked(turn: Turn) -> None:
    """Notice that somebody blocked the bot: whoever they stood for is called instead."""
    await reachability.blocked(turn.session, turn.me, config=turn.config, now=turn.now)


async def unblocked(turn: Turn) -> None:
    """Notice that somebody is back."""
    await reachability.back(turn.session, turn.me, now=turn.now)


async def in_group(turn: Turn) -> None:
    """Answer a command in a group with one sentence; nothing is read or kept there.

    One that names another bot is not for us.
    """
    named, own = turn.incoming.text.lower(), turn.config.bot.username.lower()
    if named and own and named != own:
        return
    turn.show(me.group_card(turn.say, turn.config), as_reply=True)


async def _show(turn: Turn, kind: str) -> None:
    if turn.member is None:
        await enrolment.greet(turn)
    else:
        turn.reply(kind)
