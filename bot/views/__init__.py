"""From the database to what a person sees. One renderer for each kind of promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.views import (
    addendum,
    alert,
    alert_news,
    case_list,
    case_words,
    code_use,
    consent,
    conversation,
    digest,
    digest_settings,
    draft,
    duty,
    figure_reports,
    given_codes,
    information_notice,
    invite,
    me,
    own_data,
    own_reports,
    page_tests,
    photo,
    place,
    place_offer,
    position,
    poster,
    posts,
    relay,
    report,
    report_news,
    return_notice,
    review,
    sentence,
    situation,
    staff,
    suggested_command,
    summary,
    summary_files,
    summary_offer,
    summary_rich,
    withdrawn,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.views.render_context import Renderer

RENDERERS: Mapping[str, Renderer] = {
    "sentence": sentence.render,  # one of our own sentences
    "welcome": me.render_welcome,
    "help": me.render_help,
    "notice": consent.render_notice,
    "carried": consent.render_carried,
    "language": me.render_language,
    "data": own_data.render_data,
    "erasure": own_data.render_erasure,
    "meant": suggested_command.render,  # subject: the draft of its words, if any
    "villages": place.render_choice,  # to choose from
    "village": place.render_chosen,
    "located": position.render,  # at a position
    "draft": draft.render,  # subject: draft
    "draft_reminder": draft.render_reminder,
    "draft_categories": draft.render_categories,
    "addendum": addendum.render,  # subject: author of the report
    "receipt": report.render_receipt,  # subject: author of the report
    "report_news": report_news.render_news,  # subject: author of the report
    "already_sent": report.render_already_sent,  # subject: author of the report
    "reporter_question": conversation.render_question,  # subject: author of the report
    "solved_question": conversation.render_solved,  # subject: author of the report
    "answer_passed": conversation.render_passed,  # subject: author of the report
    "reporter_answer": conversation.render_answer,  # subject: alert; to whoever asked
    "my_reports": own_reports.render_mine,
    "page": alert.render_page,  # subject: alert; always a new message
    "alert": alert.render_card,  # subject: alert; the newest state, edited in place
    "lease": alert.render_lease,  # subject: alert; "masih ditangani?"
    "told": information_notice.render,  # subject: incident; to who is informed, not paged
    "withdrawn": withdrawn.render,  # in place of what a post opened that has ended
    "words": case_words.render,  # subject: report; to who opens its case
    "relay": relay.render_preview,  # subject: alert; what whoever helps would read
    "relayed": relay.render,  # subject: alert; to whoever helps
    "relay_ended": relay.render_ended,  # subject: alert
    "alert_news": alert_news.render_news,  # subject: alert; to those who were paged
    "review": review.render,  # subject: alert; to the supervisor
    "situation": situation.render,  # subject: situation
    "watch_count": situation.render_count,
    "watch_where": situation.render_where,
    "photo": photo.render,  # subject: attachment; to those who were paged
    "note_photo": photo.render_of_note,  # subject: author of the report
    "tasks": case_list.render_tasks,
    "reports": case_list.render_reports,
    "duty": duty.render_duty,
    "returned": return_notice.render,  # to who was away
    "duty_reminder": duty.render_reminder,
    "duty_gap": duty.render_gap,  # to the supervisor
    "test_page": page_tests.render_test,
    "test_failed": page_tests.render_test_failed,
    "posts": posts.render,
    "appointed": posts.render_appointed,  # subject: member; to the supervisor
    "invite_roles": invite.render_roles,
    "invitation": invite.render_invitation,  # subject: invitation
    "code_used": code_use.render,  # subject: invitation; to its maker
    "codes_used": code_use.render_list,  # to their maker
    "codes_given": given_codes.render,  # to whoever gives such
    "staff": staff.render,
    "open_alerts": staff.render_alerts,
    "place_offer": place_offer.render,  # what a command's words may mean
    "poster": poster.render,  # subject: invitation; a document
    "digest": digest.render,  # subject: digest
    "digest_settings": digest_settings.render,
    "summary": summary.render,
    "summary_picture": summary_files.render_pictures,
    "summary_forms": summary_files.render_offer,
    "summary_document": summary_files.render_documents,
    "summary_offer": summary_offer.render,
    "summary_rich": summary_rich.render,
    "figure_reports": figure_reports.render,
}
