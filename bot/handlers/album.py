"""Further pictures of an album: they join the report or note that the first ones became."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.open_question import VillageQuestion
from bot.handlers import after_sending, draft_submission, later_draft, note_parts
from bot.locales import mark
from bot.services.alerts import alert_access, conversation, notes, question_albums
from bot.services.alerts.conversation import OfficerQuestion, PassedContent
from bot.services.intake import addenda, late_photos, sent_reports
from bot.services.reports import draft_changes, draft_lookup, report_authors

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Draft, ReportAuthor
    from bot.services.reports.message_content import MessageContent


ALONE = mark("Suara atau video ini belum diteruskan. Tekan Tanya pelapor, lalu kirim tersendiri.")


async def take_further_picture(
    turn: Turn, content: MessageContent, *, at_once: bool = False
) -> bool:
    """Add a further picture of an album to what the others became; False: they became nothing.

    All of an album is one report or one note, whichever of its pictures says so. ``at_once``: this
    one says that it is an emergency.
    """
    group, since = content.media_group, turn.now - draft_lookup.JOINS_WITHIN
    if group is None:
        return False
    if not at_once and await _join_addendum(turn, content, group):
        return True
    sent = await report_authors.album(turn.session, turn.me, group, since)
    if sent is not None and await _is_for_others(turn, sent.id, content):
        return False
    if sent is not None and (content.recorded or sent.report.emergency or not at_once):
        return await _join_sent(turn, sent, content)
    if await _join_draft(turn, content, group, at_once=at_once):
        return True  # else what was sent as no emergency called nobody
    return not at_once and (
        await _join_note(turn, content, group) or await _join_question(turn, content, group)
    )


async def _join_sent(turn: Turn, sent: ReportAuthor, content: MessageContent) -> bool:
    if content.recorded:
        return await later_draft.offer_recording(turn, sent.id, content)
    await late_photos.enclose(turn.session, sent, content, now=turn.now)
    return True


async def _join_draft(turn: Turn, content: MessageContent, group: str, *, at_once: bool) -> bool:
    known = await draft_lookup.album(turn.session, turn.me, group, turn.now)
    if known is None:
        return False
    if known.village_code is None and turn.me.awaiting is None:
        turn.me.awaiting = VillageQuestion(draft=known.id)
    if at_once:
        await _send_draft(turn, known, content)
    else:
        await draft_submission.join(turn, known, content)
    return True


async def _send_draft(turn: Turn, known: Draft, content: MessageContent) -> None:
    """Send a draft as an emergency; a voice or video in this message waits for a tap to send it."""
    told = later_draft.without_recording(content, known.village_code)
    draft_changes.add(turn.session, known, told, now=turn.now, config=turn.config)
    await draft_submission.at_once(turn, known)
    if told is not content:
        await later_draft.offer_recording(turn, known.id, content)


async def _join_addendum(turn: Turn, content: MessageContent, group: str) -> bool:
    since = turn.now - draft_lookup.JOINS_WITHIN
    found = await sent_reports.album(turn.session, turn.me, group, since)
    if found is None:
        return False
    author, added = found
    if content.words and await after_sending.is_for_others(turn, author, content.words):
        return False
    if content.recorded:
        return await later_draft.offer_recording(turn, author.id, content)
    if await _join_draft(turn, content, group, at_once=False):
        return True  # the words under an earlier picture were asked about
    if content.words and after_sending.tells_more(turn, author, content):
        await later_draft.begin(turn, content, author, asks=False)
        return True
    config, now = turn.config, turn.now
    await addenda.add_to(turn.session, author, added, content, config=config, now=now)
    return True


async def _is_for_others(turn: Turn, author_id: int, content: MessageContent) -> bool:
    """Tell whether the words under a further picture must not reach the report's readers."""
    sent = await sent_reports.load(turn.session, author_id) if content.words else None
    return sent is not None and await after_sending.is_for_others(turn, sent, content.words)


async def _join_note(turn: Turn, content: MessageContent, group: str) -> bool:
    since = turn.now - draft_lookup.JOINS_WITHIN
    found = await notes.album(turn.session, turn.me, group, since)
    if found is None:
        return False
    alert, note = found
    if not await alert_access.answers(turn.session, alert, turn.me.id, turn.grants):
        return False  # the post has ended meanwhile
    await note_parts.put(turn, alert, note, note_parts.heard(content))
    return True


async def _join_question(turn: Turn, content: MessageContent, group: str) -> bool:
    """Add a further picture to the question of its album; with words it is a further question."""
    since = turn.now - draft_lookup.JOINS_WITHIN
    found = await question_albums.find(turn.session, turn.me.id, group, since)
    if found is None or content.attached is None:
        return False
    alert, asked = found
    if not await conversation.may_talk(turn.session, alert, turn.me.id, turn.grants):
        return False  # the post has ended meanwhile
    session, config, now = turn.session, turn.config, turn.now
    if content.recorded:
        turn.tell(ALONE)
    elif content.words:
        passed = PassedContent(content.words, file=content.attached, media_group=group)
        question = OfficerQuestion(turn.me.id, passed, [one.report_id for one in asked])
        await conversation.ask(session, alert, question, config=config, now=now)
    else:
        sent, by = content.attached, turn.me.id
        await question_albums.enclose(session, asked, sent, by, config=config, now=now)
    return True
