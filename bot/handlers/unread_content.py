"""What the bot cannot read is answered by a sentence; words beside it are words like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import report
from bot.handlers.incoming import UpdateKind
from bot.locales import mark
from bot.services.reports import message_content

if TYPE_CHECKING:
    from bot.handlers.entry import Entry
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
REPORTING = frozenset({"darurat", "lapor"})
ANSWERING = frozenset({UpdateKind.ANSWER, UpdateKind.REPLY})


async def answer(turn: Turn) -> None:
    """Say what can be read, and what is not sent; the caption of a file is words like any other."""
    is_file = turn.incoming.file
    if message_content.is_blank(turn.incoming.text):
        turn.tell(FILE if is_file else UNSUPPORTED)
        return
    turn.tell(FILE_LEFT if is_file else CONTENT_LEFT)
    await report.draft(turn)


def mention_file(turn: Turn, entry: Entry) -> None:
    """Say of a file that stays, where the words under it were a report at once, or an answer."""
    says = entry.way in ANSWERING or (entry.way is UpdateKind.COMMAND and entry.name in REPORTING)
    if turn.incoming.file and says:
        turn.tell(FILE_LEFT)
