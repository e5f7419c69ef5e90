"""What officer and reporter may pass on to one another through the bot, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.escalation import AlertStatus
from bot.locales import mark
from bot.services.alerts import conversation
from bot.services.alerts.conversation import PassedContent
from bot.services.reports import message_content

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.services.reports.message_content import MessageContent

ANSWERS_WITHIN = timedelta(minutes=15)  # later, what is written is a report like any other
ENDED = mark("Tanya jawab diakhiri. Laporan tetap berjalan.")
ENDED_WITH_IT = mark("Tanya jawab diakhiri. Laporan ini sudah selesai.")
ENDED_ALREADY = mark("Tanya jawab ini sudah berakhir.")
LONG = mark("Paling panjang {n} huruf. Tulis lebih singkat.")
VOICE = mark(
    "Belum diteruskan. Suara dan video dapat dikenali, jadi bot tidak meneruskannya. Tulis dengan"
    " kata-kata."
)
NO_CONTACT = mark("Kontak tidak diteruskan lewat bot. Tulis dengan kata-kata.")


def ended(status: str) -> str:
    """Return what is said when questions about a report that stands so are ended."""
    return ENDED_WITH_IT if status == AlertStatus.CLOSED else ENDED


def of_message(turn: Turn, content: MessageContent) -> PassedContent | None:
    """Return what is passed on; None: nothing can be, and why is said."""
    if (
        content.attached is None
        and content.location is None
        and message_content.is_blank(content.text)
    ):
        turn.tell(VOICE)
    elif content.shared:  # neither side learns whose number the other has
        turn.tell(NO_CONTACT)
    elif len(content.words) > conversation.LONGEST:
        turn.tell(LONG, n=conversation.LONGEST)
    else:
        return PassedContent(content.words, content.location)
    return None


def may_be_heard(turn: Turn, category: str) -> bool:
    """Tell whether a voice is passed on: not of a kind that hides who reports it."""
    of = turn.config.category(category)
    return not (of.is_confidential or of.hides_reporter)
