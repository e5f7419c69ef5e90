"""What a receipt asks after sending, and the answers as one line of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain import followup
from bot.locales import mark
from bot.services.intake import answers
from bot.views.card import Button, Markup

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.locales import Say
    from bot.models import Addendum, ReportAuthor
    from bot.settings import Config
    from bot.views.render_context import RenderContext

SAFE = mark("Aman dihubungi di HP ini?")
ASKS = mark("❓ <b>{question}</b>")
YES_CALLS = mark("Ya: petugas dipanggil sekarang.")
IN_WORDS = mark("Tulis jawabannya di sini.")
YES, NO = mark("Ya"), mark("Tidak")
ANSWERED = mark("🆕 {answers}")
NO_CONTACT = mark("🔕 Pelapor minta tidak dihubungi.")


class Asking(NamedTuple):
    """What is asked, and its buttons; none of them ends anything."""

    text: Markup
    rows: tuple[tuple[Button, ...], ...]


def asking(
    context: RenderContext, say: Say, author: ReportAuthor, codes: Collection[str]
) -> Asking | None:
    """Return what is asked about a report now; ``codes``: what was answered. None: nothing.

    On the row where "Masih, kirim" was lies what a second tap of that finger may press.
    """
    config, now, of = context.config, context.now, f"r:{author.id}"
    code = answers.open_question(author, codes, config=config, now=now)
    if code == followup.CONTACT:
        safe = Button(say.plain("Aman"), f"{of}:contact:{followup.YES}")
        silent = Button(say.plain("Jangan hubungi"), f"{of}:contact:{followup.NO}")
        skip = Button(say.plain("Lewati"), f"{of}:contact:{followup.SKIP}")
        return Asking(say(ASKS, question=say(SAFE)), ((skip,), (safe, silent)))
    asked = answers.question(code or "", config)
    if asked is None:
        return None
    question = say(ASKS, question=asked.text(say.language))
    skip = Button(say.plain("Lewati"), f"{of}:answer:{code}:{followup.SKIP}")
    if not asked.choices:
        return Asking(Markup("{}\n{}").format(question, say(IN_WORDS)), ((skip,),))
    calls = answers.calls(author.report, asked, config)
    text = Markup("{}\n{}").format(question, say(YES_CALLS)) if calls else question
    pressed = followup.CALL if calls else followup.YES
    yes = Button(say.plain(YES), f"{of}:answer:{code}:{pressed}")
    no = Button(say.plain(NO), f"{of}:answer:{code}:{followup.NO}")
    return Asking(text, ((skip,), (yes, no)))


def answered_line(say: Say, added: Sequence[Addendum], config: Config) -> Markup | None:
    """Say in one line what was answered; None: nothing."""
    told = [_told(say, one, config) for one in added if one.answer is not None]
    return say(ANSWERED, answers=Markup(" · ").join(told)) if told else None


def _told(say: Say, one: Addendum, config: Config) -> Markup:
    """Return a question with its answer; one that the operator has no more, as it was kept."""
    asked = answers.question(one.question or "", config)
    if asked is None:
        return Markup("{}").format(one.text)
    answer = say(YES if one.answer == followup.YES else NO)
    return Markup("{} <b>{}</b>").format(asked.text(say.language), answer)
