"""What the bot cannot read is answered by a sentence; words beside it are words like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import report
from bot.handlers.incoming import UpdateKind
from bot.locales import mark
from bot.services.reports import message_content

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

UNSUPPORTED = mark(
    "Bot belum bisa membaca atau mendengar pesan seperti ini. Tulis singkat: apa, di mana,"
    " masih berlangsung atau tidak; foto dan lokasi boleh menyusul. Sedang dalam bahaya?"
    " Telepon 110."
)
FILE = mark(
    "Berkas tidak ikut dikirim dan tidak dibuka: di dalamnya bisa ada nama dan data Anda. Foto"
    " halaman yang penting, atau tulis isinya. Tulisan Anda sebelumnya tidak berubah. Sedang dalam"
    " bahaya? Telepon 110."
)
FILE_LEFT = mark(
    "📎 Berkasnya tidak ikut dikirim, hanya kata-kata di bawahnya. Perlu isinya? Kirim foto halaman"
    " yang penting."
)
CONTENT_LEFT = mark("📎 Kirimannya tidak ikut dikirim, hanya kata-kata di bawahnya.")
UNHEARD_LEFT = mark(
    "🎤 Suara atau video tidak ikut dikirim: bot tidak dapat meneruskannya. Tulis isinya bila bisa."
)
REPORTING = frozenset({"darurat", "lapor"})
ANSWERING = frozenset({UpdateKind.ANSWER, UpdateKind.REPLY})


async def answer(turn: Turn) -> None:
    """Say what can be read, and what is not sent; the caption of a file is words like any other."""
    is_file = turn.incoming.file
    if message_content.is_blank(turn.incoming.text):
        turn.tell(FILE if is_file else UNSUPPORTED)
        return
    turn.tell(FILE_LEFT if is_file else CONTENT_LEFT)
    await report.receive(turn)


def mention_left(turn: Turn, kind: UpdateKind, name: str) -> None:
    """Say what stays of a message whose words were a report at once, or an answer.

    ``kind`` and ``name``: of the entry that took it.
    """
    if not (kind in ANSWERING or (kind is UpdateKind.COMMAND and name in REPORTING)):
        return
    if turn.incoming.file:
        turn.tell(FILE_LEFT)
    elif turn.incoming.unheard:
        turn.tell(UNHEARD_LEFT)
