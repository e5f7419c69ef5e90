"""From the database to what a person sees. One renderer for each kind of promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.views import (
    alert,
    case_list,
    case_words,
    code_use,
    consent,
    digest,
    draft,
    duty,
    invite,
    me,
    photo,
    place,
    position,
    poster,
    posts,
    relay,
    report,
    return_notice,
    review,
    sentence,
    situation,
    suggested_command,
    summary,
    told_once,
    withdrawn,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.views.render_context import Renderer

RENDERERS: Mapping[str, Renderer] = {
    "sentence": sentence.render,  # one of our own sentences: payload text, values
    "welcome": me.render_welcome,  # payload new
    "help": me.render_help,
    "notice": consent.render_notice,
    "carried": consent.render_carried,
    "language": me.render_language,
    "data": me.render_data,
    "erasure": me.render_erasure,
    "meant": suggested_command.render,  # payload command; subject: the draft of its words, if any
    "villages": place.render_choice,  # to choose from: payload codes, purpose, and what PICKS names
    "village": place.render_chosen,  # payload code, home
    "located": position.render,  # at a position: payload as positions.payload, and what PICKS names
    "draft": draft.render,  # subject: draft
    "draft_reminder": draft.render_reminder,
    "draft_categories": draft.render_categories,
    "receipt": report.render_receipt,  # subject: author of the report; payload asks
    "report_news": report.render_news,  # subject: author of the report; payload event
    "already_sent": report.render_already_sent,  # subject: author of the report
    "my_reports": report.render_mine,
    "page": alert.render_page,  # subject: alert; always a new message
    "alert": alert.render_card,  # subject: alert; the newest state, edited in place
    "lease": alert.render_lease,  # subject: alert; "masih ditangani?"
    "told": told_once.render,  # subject: incident; to roles that are told once
    "withdrawn": withdrawn.render,  # payload picture; in place of what a post opened that has ended
    "words": case_words.render,  # subject: report; payload part; to who opens its case
    "relay": relay.render_preview,  # subject: alert; what whoever helps would read
    "relayed": relay.render,  # subject: alert; to whoever helps
    "alert_news": alert.render_news,  # subject: alert; payload event; to those who were paged
    "review": review.render,  # subject: alert; payload act, what, village, by; to the supervisor
    "situation": situation.render,  # subject: situation
    "watch_count": situation.render_count,  # payload village
    "watch_where": situation.render_where,  # payload villages, count, page
    "photo": photo.render,  # subject: attachment; to those who were paged
    "note_photo": photo.render_of_note,  # subject: author of the report; payload photo
    "tasks": case_list.render_tasks,  # payload page
    "reports": case_list.render_reports,  # payload page, place
    "duty": duty.render_duty,  # payload kept
    "returned": return_notice.render,  # payload since; to who was away
    "duty_reminder": duty.render_reminder,
    "duty_gap": duty.render_gap,  # payload duties; to the supervisor
    "test_page": duty.render_test,
    "test_failed": duty.render_test_failed,
    "posts": posts.render,  # payload event, duties
    "appointed": posts.render_appointed,  # subject: member; payload duties, by; to the supervisor
    "invite_roles": invite.render_roles,  # payload page
    "invitation": invite.render_invitation,  # subject: invitation; payload code, sealed
    "code_used": code_use.render,  # subject: invitation; payload asks; to its maker
    "codes_used": code_use.render_list,  # payload since, until, page; to their maker
    "poster": poster.render,  # subject: invitation; payload code, sealed; a document
    "digest": digest.render,  # subject: digest
    "summary": summary.render,  # payload regions, week (none: the newest)
}
