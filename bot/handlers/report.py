"""Reports as people make them: any message is a draft, a button sends it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.open_question import VillageQuestion, WordsQuestion, draft_of
from bot.handlers import (
    after_sending,
    album,
    draft_submission,
    note_parts,
    position,
    village_choice,
)
from bot.locales import mark
from bot.services.intake import addenda, neater_words, same_words
from bot.services.intake.submission import RECORDED
from bot.services.reports import (
    draft_card,
    draft_changes,
    draft_edits,
    draft_facts,
    draft_lookup,
    message_content,
    named_villages,
    offered_commands,
    position_candidates,
    report_authors,
)
from bot.services.reports.message_content import MessageContent
from bot.services.staffing import accused_officers
from bot.views.position import UNREADABLE

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Draft, ReportAuthor

LET_GO = frozenset({draft_changes.DROPPED, draft_changes.EXPIRED})

CONTACT = "Kontak: {}"  # among the words of a report, which are in its writer's language
EMPTY = mark(
    "Tulis dalam satu pesan: apa yang terjadi, di mana, dan apakah masih berlangsung."
    " Contoh: maling masuk rumah di RT 03, masih ada orangnya. Sedang dalam bahaya? Telepon"
    " 110."
)


async def receive(turn: Turn) -> None:
    """Take any message: add it to the draft or report that it continues, or begin a new draft."""
    await _receive(turn)


async def _receive(turn: Turn, *, apart: bool = False) -> None:
    """Take a message; with ``apart`` it never continues an earlier draft or report.

    1. A further picture of an album joins what the first ones became.
    2. A message that only adds something (a picture, a place) joins the draft of just now.
    3. Else it may follow up a sent report, then continue a draft. Else it begins a draft.
    """
    content = content_of(turn)
    if (
        content.attached is None
        and content.location is None
        and message_content.is_blank(content.text)
    ):
        _ask_for_words(turn)
        return
    if await album.take_further_picture(turn, content):
        return
    draft = await _join_draft(turn, content) if content.adds else None
    may_continue = draft is None and not apart
    if may_continue and await after_sending.take_follow_up(turn, content):
        return
    if may_continue and await _continue_draft(turn, content):
        return
    if draft is None:
        await _begin_draft(turn, content, apart=apart)


async def _continue_draft(turn: Turn, content: MessageContent) -> bool:
    """Add words to the draft to which they reply, or to the recent one that they continue."""
    answered = turn.incoming.replies_to
    if answered is None:
        draft = await _recent_draft(turn, content)
    else:
        draft = await draft_card.shown_in(turn.session, turn.me, answered)
    if draft is None or draft.emergency or draft.pressed is not None:
        return False
    if content.message_id in draft_lookup.numbers(draft):
        return False  # a draft holds each message id once
    await draft_submission.join(turn, draft, content)
    same_words.remember(turn.session, turn.me, content.text, draft.id)
    return True


async def _recent_draft(turn: Turn, content: MessageContent) -> Draft | None:
    limits = turn.config.limits
    since = turn.now - limits.addenda.same_within
    if not await same_words.has_recent(turn.session, turn.me, since):
        return None
    draft = await draft_lookup.join(turn.session, turn.me, now=turn.now)
    if draft is None or content.written_at - draft.written_at > limits.draft.gathers:
        return None
    if not draft_lookup.continues(draft, content.words, turn.config):
        return None
    accuses = await accused_officers.accuses_further(turn.session, draft, content.words, turn.vault)
    return None if accuses else draft


async def add_location(turn: Turn) -> None:
    """Add a position to the newest draft, or begin one with it."""
    await receive(turn)


async def receive_words(turn: Turn) -> None:
    """Add words, perhaps with a photo, to the photo or position that was sent without any."""
    draft_id, content = draft_of(turn.me.awaiting), content_of(turn)
    if not content.adds:  # else the words are still missing
        turn.me.awaiting = None
    draft = await draft_lookup.load(turn.session, draft_id) if draft_id is not None else None
    if draft is None or not draft_lookup.lacks_words(draft, content, turn.now):
        await receive(turn)
        return
    if draft.village_code is None:  # it still has to be asked for
        turn.me.awaiting = VillageQuestion(draft=draft.id)
    await draft_submission.join(turn, draft, content)


async def receive_report(turn: Turn) -> None:
    """Take ``/lapor``: its words begin a new draft; alone, explain how to write one."""
    await _receive(turn, apart=True)


async def receive_edit(turn: Turn) -> None:
    """Take an edited message: it changes its draft, or adds to the report that was sent from it.

    If it belongs to no draft, or to a dropped one, it may be a misspelt command, now corrected.
    """
    content, command = content_of(turn), turn.incoming.command
    sent = await report_authors.by_message(turn.session, turn.me, content.message_id)
    if sent is not None:
        await _edit_sent_report(turn, sent, content)
        return
    now, message = turn.now, content.message_id
    await offered_commands.mended(turn.session, turn.me, message, command, now=now)
    draft = await draft_lookup.by_message(turn.session, turn.me, message)
    if draft is None or draft.status in LET_GO:
        turn.next_command = command
    elif command == "darurat":
        if not message_content.is_blank(content.text):
            draft_changes.reword(draft, content, now=turn.now, config=turn.config)
        draft.written_at = content.written_at  # it calls for help now, however old the draft is
        await draft_submission.at_once(turn, draft)
    elif not draft_edits.changes_nothing(draft, content):
        await _edit_draft(turn, draft, content)


async def _edit_draft(turn: Turn, draft: Draft, content: MessageContent) -> None:
    if draft_edits.replaces(draft, content):
        await draft_edits.replace_picture(turn.session, draft, content, now=turn.now)
    moves, before = turn.incoming.location is not None, draft.text
    if not message_content.is_blank(content.text) or (draft.attachments and not moves):
        draft_changes.reword(draft, content, now=turn.now, config=turn.config)
    if moves:
        await _follow_live_location(turn, draft, content)
    await named_villages.renew(turn.session, draft, before, turn.config)
    position.explain_link(turn, draft)
    await draft_card.redraw(turn.session, draft, now=turn.now, moves=not moves)
    turn.answered = ("draft", draft.id)


def content_of(turn: Turn) -> MessageContent:
    """Return the content of the turn's message."""
    incoming = turn.incoming
    contact = incoming.contact if incoming.name == "contact" else None
    return MessageContent(
        message_id=incoming.message_id,
        written_at=incoming.written_at,
        text="\n".join(filter(None, [incoming.text, contact and CONTACT.format(contact)])),
        attached=incoming.attached,
        location=position.readable(incoming),
        venue=incoming.venue,
        media_group=incoming.media_group,
        shared=contact is not None and not incoming.text,
        forwarded=incoming.forwarded,
        unheard=incoming.unheard,
    )


async def _begin_draft(turn: Turn, content: MessageContent, *, apart: bool) -> None:
    draft = draft_changes.start(turn.session, turn.me, content, now=turn.now, config=turn.config)
    draft.apart = apart
    same_words.remember(turn.session, turn.me, content.text, draft.id)
    if draft.village_code is None:
        turn.me.awaiting = VillageQuestion(draft=draft.id)
    elif content.adds:
        turn.me.awaiting = WordsQuestion(draft=draft.id)
    if content.adds:
        await note_parts.ask(turn, content)
    await named_villages.record(turn.session, draft, turn.config)
    gathers = draft_card.ALBUM_GATHERS if content.media_group is not None else timedelta()
    turn.reply(
        "draft", draft.id, send_after=turn.now + gathers, priority=_card_priority(turn, draft)
    )
    await draft_submission.apply_position(turn, draft)
    await village_choice.offer_named(turn, draft)
    position.explain_link(turn, draft)


def _card_priority(turn: Turn, draft: Draft) -> int:
    """Return the priority of its card, 0 first: an urgent draft goes before the sender's others."""
    if draft_facts.is_urgent(draft, now=turn.now, config=turn.config):
        return 0
    is_cry = turn.config.triage.classify(draft.text).is_cry
    return 0 if is_cry else max(draft_lookup.earlier(turn.session, turn.me) - 1, 0)


def _ask_for_words(turn: Turn) -> None:
    """Ask for words; if an unreadable position was sent, say so or offer villages."""
    if turn.incoming.location is None:
        turn.tell(EMPTY)
    elif turn.me.village_code is not None:
        turn.tell(UNREADABLE)
    else:
        turn.me.awaiting = VillageQuestion()
        position.offer(turn)


async def _join_draft(turn: Turn, content: MessageContent) -> Draft | None:
    draft = await draft_lookup.join(turn.session, turn.me, now=turn.now)
    if draft is None:
        return None
    await draft_submission.join(turn, draft, content)
    return draft


async def _follow_live_location(turn: Turn, draft: Draft, content: MessageContent) -> None:
    """Move the draft's position; its card shows the village unless the writer has chosen one."""
    found = turn.incoming.found
    if content.location is not None:
        draft.lat, draft.lon = content.location
    if found is not None and draft.village_code == turn.me.village_code is not None:
        await position_candidates.record_candidates(turn.session, draft, found)


async def _edit_sent_report(turn: Turn, sent: ReportAuthor, content: MessageContent) -> None:
    """Add what an edit says to the sent report.

    Nothing is added for an update of a live location, or for words that are only tidied up. An edit
    that puts ``/darurat`` before a report that paged nobody pages.
    """
    is_live_location = content.location is not None and message_content.is_blank(content.text)
    pages = turn.incoming.command == "darurat" and sent.report.incident.status == RECORDED
    added = [one.text for one in await addenda.of_report(turn.session, sent.report_id)]
    if is_live_location or (not pages and draft_edits.repeats(sent, content, added)):
        return
    may_be_tidied = content.attached is None and not pages
    if not may_be_tidied or not await neater_words.keep(
        turn.session, sent, content.words, now=turn.now
    ):
        await after_sending.take_edit(turn, sent, content)
