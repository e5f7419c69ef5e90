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


async def draft(turn: Turn) -> None:
    """Make a draft of any message; what adds to the last one, or to a sent report, joins it."""
    await _take(turn)


async def _take(turn: Turn, *, apart: bool = False) -> None:
    """Make a draft of a message; ``apart``: whatever was sent before."""
    content = content_of(turn)
    if (
        content.attached is None
        and content.location is None
        and message_content.is_blank(content.text)
    ):
        _nothing_said(turn)
        return
    if await album.follows(turn, content):
        return
    known = await _joined(turn, content) if content.adds else None
    later = known is None and not apart
    if later and await after_sending.answers_what_was_sent(turn, content):
        return
    if later and await _goes_on(turn, content):
        return
    if known is None:
        await _begin(turn, content, apart=apart)


async def _goes_on(turn: Turn, content: MessageContent) -> bool:
    """Put words to the draft that they answer, or of a moment before, that they go on with."""
    answered = turn.incoming.replies_to
    if answered is None:
        known = await _moment_before(turn, content)
    else:
        known = await draft_card.shown_in(turn.session, turn.me, answered)
    if known is None or known.emergency or known.pressed is not None:
        return False
    if content.message_id in draft_lookup.numbers(known):
        return False  # two that have one number are told apart by nothing
    await draft_submission.join(turn, known, content)
    same_words.note(turn.session, turn.me, content.text, known.id)
    return True


async def _moment_before(turn: Turn, content: MessageContent) -> Draft | None:
    limits = turn.config.limits
    since = turn.now - limits.addenda.same_within
    if not await same_words.has_recent(turn.session, turn.me, since):
        return None
    known = await draft_lookup.join(turn.session, turn.me, now=turn.now)
    if known is None or content.written_at - known.written_at > limits.draft.gathers:
        return None
    if not draft_lookup.continues(known, content.words, turn.config):
        return None
    accuses = await accused_officers.accuses_anew(turn.session, known, content.words, turn.vault)
    return None if accuses else known


async def add_location(turn: Turn) -> None:
    """Put a place to the newest draft, or begin one with it."""
    await draft(turn)


async def words(turn: Turn) -> None:
    """Put words, perhaps with a photo, to the photo or the place that was sent without any."""
    begun_id, content = draft_of(turn.me.awaiting), content_of(turn)
    if not content.adds:  # else it is still without words
        turn.me.awaiting = None
    begun = await draft_lookup.load(turn.session, begun_id) if begun_id is not None else None
    if begun is None or not draft_lookup.lacks_words(begun, content, turn.now):
        await draft(turn)
        return
    if begun.village_code is None:  # that is asked still
        turn.me.awaiting = VillageQuestion(draft=begun.id)
    await draft_submission.join(turn, begun, content)


async def begin(turn: Turn) -> None:
    """Take ``/lapor``: what follows is a report of its own; alone, it is told how to write one."""
    await _take(turn, apart=True)


async def edited(turn: Turn) -> None:
    """Edit the draft with the Telegram message; of what is sent, an edit is an addendum.

    What began no draft, or one that was let go, may be a command that is mended now.
    """
    content, command = content_of(turn), turn.incoming.command
    sent = await report_authors.by_message(turn.session, turn.me, content.message_id)
    if sent is not None:
        await _after_sending(turn, sent, content)
        return
    now, message = turn.now, content.message_id
    await offered_commands.mended(turn.session, turn.me, message, command, now=now)
    known = await draft_lookup.by_message(turn.session, turn.me, message)
    if known is None or known.status in LET_GO:
        turn.goes_on = command
    elif command == "darurat":
        if not message_content.is_blank(content.text):
            draft_changes.reword(known, content, now=turn.now, config=turn.config)
        known.written_at = (
            content.written_at
        )  # however old its first words are, it calls for help now
        await draft_submission.at_once(turn, known)
    elif not draft_edits.changes_nothing(known, content):
        await _change(turn, known, content)


async def _change(turn: Turn, known: Draft, content: MessageContent) -> None:
    if draft_edits.replaces(known, content):
        await draft_edits.replace_picture(turn.session, known, content, now=turn.now)
    moves, before = turn.incoming.location is not None, known.text
    if not message_content.is_blank(content.text) or (known.attachments and not moves):
        draft_changes.reword(known, content, now=turn.now, config=turn.config)
    if moves:
        await _moved(turn, known, content)
    await named_villages.renew(turn.session, known, before, turn.config)
    position.explain_link(turn, known)
    await draft_card.redraw(turn.session, known, now=turn.now, moves=not moves)
    turn.answered = ("draft", known.id)


def content_of(turn: Turn) -> MessageContent:
    """Return what a message says, as a draft takes it."""
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


async def _begin(turn: Turn, content: MessageContent, *, apart: bool) -> None:
    begun = draft_changes.start(turn.session, turn.me, content, now=turn.now, config=turn.config)
    begun.apart = apart
    same_words.note(turn.session, turn.me, content.text, begun.id)
    if begun.village_code is None:
        turn.me.awaiting = VillageQuestion(draft=begun.id)
    elif content.adds:
        turn.me.awaiting = WordsQuestion(draft=begun.id)
    if content.adds:
        await note_parts.ask(turn, content)
    await named_villages.record(turn.session, begun, turn.config)
    gathers = draft_card.ALBUM_GATHERS if content.media_group is not None else timedelta()
    turn.reply("draft", begun.id, send_after=turn.now + gathers, priority=_behind(turn, begun))
    await draft_submission.located(turn, begun)
    await village_choice.offer_named(turn, begun)
    position.explain_link(turn, begun)


def _behind(turn: Turn, begun: Draft) -> int:
    """Return behind how many other cards it goes: of many messages the urgent one is first."""
    if draft_facts.is_urgent(begun, now=turn.now, config=turn.config):
        return 0
    is_cry = turn.config.triage.classify(begun.text).is_cry
    return 0 if is_cry else max(draft_lookup.earlier(turn.session, turn.me) - 1, 0)


def _nothing_said(turn: Turn) -> None:
    """Say what a report is; of a position that tells nothing, that it does."""
    if turn.incoming.location is None:
        turn.tell(EMPTY)
    elif turn.me.village_code is not None:
        turn.tell(UNREADABLE)
    else:
        turn.me.awaiting = VillageQuestion()
        position.offer(turn)


async def _joined(turn: Turn, content: MessageContent) -> Draft | None:
    known = await draft_lookup.join(turn.session, turn.me, now=turn.now)
    if known is None:
        return None
    await draft_submission.join(turn, known, content)
    return known


async def _moved(turn: Turn, known: Draft, content: MessageContent) -> None:
    """Follow a live location; the card says where it is, unless its writer said where it was."""
    found = turn.incoming.found
    if content.location is not None:
        known.lat, known.lon = content.location
    if found is not None and known.village_code == turn.me.village_code is not None:
        await position_candidates.record_candidates(turn.session, known, found)


async def _after_sending(turn: Turn, sent: ReportAuthor, content: MessageContent) -> None:
    """Add what an edit says to the sent report; a live location that goes on is no edit.

    Nor is the same put down more neatly. With ``/darurat`` before it, it calls where nobody was.
    """
    goes_on = content.location is not None and message_content.is_blank(content.text)
    calls = turn.incoming.command == "darurat" and sent.report.incident.status == RECORDED
    added = [one.text for one in await addenda.of_report(turn.session, sent.report_id)]
    if goes_on or (not calls and draft_edits.repeats(sent, content, added)):
        return
    neat = content.attached is None and not calls
    if not neat or not await neater_words.keep(turn.session, sent, content.words, now=turn.now):
        await after_sending.edits(turn, sent, content)
