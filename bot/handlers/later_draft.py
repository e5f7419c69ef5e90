"""Drafts begun after a report was sent: each is offered as an addendum or a report of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.open_question import WordsQuestion
from bot.handlers import draft_submission
from bot.locales import mark
from bot.services.intake import sent_reports
from bot.services.reports import draft_changes, recordings
from bot.services.reports.message_content import MessageContent
from bot.services.staffing import accused_officers

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Draft, ReportAuthor

APART = mark(
    "Ini menyebut orang yang membaca laporan {ticket}, jadi tidak ditambahkan ke sana. Kirim"
    " sebagai laporan tersendiri:"
)


async def begin_apart(turn: Turn, content: MessageContent, sent: ReportAuthor, past: str) -> None:
    """Begin a draft of its own for words that accuse a reader of a sent report.

    ``past``: the category that the accused do not read.
    """
    draft = await start(turn, content, past)
    draft.village, draft.village_code = sent.report.village, sent.report.village_code
    turn.tell(APART, ticket=sent.report.ticket)
    turn.reply("draft", draft.id)


async def start(turn: Turn, content: MessageContent, past: str | None) -> Draft:
    """Start a draft; ``past``: its category against officers, if the operator's list has it."""
    draft = draft_changes.start(turn.session, turn.me, content, now=turn.now, config=turn.config)
    kind = None if past is None else accused_officers.listed_kind(past, turn.config)
    if kind in turn.config.categories:
        draft_changes.choose_category(draft, kind, now=turn.now, config=turn.config)
    return draft


def without_recording(content: MessageContent, village: str | None) -> MessageContent:
    """Return what of an emergency is sent at once: a recording waits for a tap.

    Its sender has not been warned that voices are recognised. If the ``village`` has to be asked
    for, the card that asks also warns, and nothing is left out.
    """
    waits = content.recorded and village is not None
    return replace(content, attached=None) if waits else content


async def offer_recording(turn: Turn, author_id: int, content: MessageContent) -> bool:
    """Keep a voice or video for a sent report as a draft, so that its writer is warned first.

    False: the report is closed.
    """
    sent = await sent_reports.load(turn.session, author_id)
    if sent is not None:
        await begin(turn, replace(content, text="", location=None), sent, asks=False)
    return sent is not None


async def send_at_once(turn: Turn, draft: Draft) -> None:
    """Send a draft at once without its recordings, which wait for a tap: nobody was warned of them.

    If its village has to be asked for, the card that asks also warns.
    """
    waits = None
    if draft.village_code is not None and recordings.kinds(draft):
        alone = MessageContent(draft.message_id, draft.written_at)
        waits = draft_changes.start(turn.session, turn.me, alone, now=turn.now, config=turn.config)
        recordings.set_aside(draft, waits)
    await draft_submission.at_once(turn, draft)
    sent = await sent_reports.load(turn.session, draft.id) if waits is not None else None
    if waits is not None and sent is not None:
        waits.adds_to = sent.id
        waits.village, waits.village_code = sent.report.village, sent.report.village_code
        turn.reply("draft", waits.id)


async def begin(
    turn: Turn, content: MessageContent, sent: ReportAuthor | None, *, asks: bool = True
) -> None:
    """Begin a draft that its writer adds to the report or sends as one of its own.

    ``asks``: the next words are added to it.
    """
    draft = draft_changes.start(turn.session, turn.me, content, now=turn.now, config=turn.config)
    if content.adds and asks:
        turn.me.awaiting = WordsQuestion(draft=draft.id)
    if sent is not None:
        draft.adds_to = sent.id
        draft.village, draft.village_code = sent.report.village, sent.report.village_code
    turn.reply("draft", draft.id)
