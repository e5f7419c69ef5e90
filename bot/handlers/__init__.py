"""ONE table of every way in, each with its permission. What is not here cannot be done."""

from __future__ import annotations

from bot.domain import access
from bot.handlers import (
    alert,
    cases,
    code_use,
    draft,
    duty,
    enrol,
    guards,
    invite,
    me,
    note,
    relay,
    report,
    review,
    situation,
    small_talk,
    summary,
    village,
)
from bot.handlers.entry import Entry, Open
from bot.handlers.incoming import Way
from bot.services import standing

ANYONE, ENROLLED = Open.ANYONE, Open.ENROLLED
WATCHING = frozenset({"watch", "forum"})
ON_CALL = frozenset({"officer", "deputy", "supervisor", "unit:*"})
LEADING = frozenset({"supervisor"})
ANSWERING = standing.ANSWERING  # the guard looks at the very alert
COUNTING = frozenset({"coordinator", "officer", "supervisor"})
INVITING = frozenset(access.GIVES)

TABLE: tuple[Entry, ...] = (
    # --- anybody -------------------------------------------------------------------------------
    Entry(Way.COMMAND, "start", enrol.start, ANYONE),
    Entry(Way.COMMAND, "bantuan", me.show_help, ANYONE),
    Entry(Way.COMMAND, "privasi", me.show_notice, ANYONE),
    Entry(Way.COMMAND, "bahasa", me.ask_language, ANYONE),
    Entry(Way.COMMAND, "dataku", me.show_data, ANYONE),
    Entry(Way.COMMAND, "hapus", me.ask_erasure, ANYONE),
    Entry(Way.COMMAND, "batal", me.cancel, ANYONE),
    Entry(Way.COMMAND, "?", me.unknown_command, ANYONE),
    Entry(Way.MESSAGE, "stranger", enrol.greet, ANYONE),
    Entry(Way.MESSAGE, "stranger:edited", enrol.ignore, ANYONE),
    Entry(Way.MESSAGE, "stranger:blocked", enrol.ignore, ANYONE),
    Entry(Way.MESSAGE, "stranger:unblocked", enrol.ignore, ANYONE),
    Entry(Way.BUTTON, "c:agree", enrol.agree, ANYONE),
    Entry(Way.BUTTON, "c:decline", enrol.decline, ANYONE),
    Entry(Way.BUTTON, "l:set", me.set_language, ANYONE),
    Entry(Way.BUTTON, "m:run", me.run_meant, ANYONE),
    Entry(Way.BUTTON, "?", me.stale_button, ANYONE),
    Entry(Way.GROUP, "command", me.in_group, ANYONE),
    # --- whoever agreed to the notice ------------------------------------------------------------
    Entry(Way.MESSAGE, "text", report.draft, ENROLLED),
    Entry(Way.MESSAGE, "small_talk", small_talk.answer, ENROLLED),
    Entry(Way.MESSAGE, "photo", report.draft, ENROLLED),
    Entry(Way.MESSAGE, "location", report.add_location, ENROLLED),
    Entry(Way.MESSAGE, "edited", report.edited, ENROLLED),
    Entry(Way.MESSAGE, "other", report.unsupported, ENROLLED),
    Entry(Way.MESSAGE, "blocked", me.blocked, ENROLLED),
    Entry(Way.MESSAGE, "unblocked", me.unblocked, ENROLLED),
    Entry(Way.COMMAND, "lapor", report.begin, ENROLLED),
    Entry(Way.COMMAND, "darurat", report.emergency, ENROLLED),
    Entry(Way.ANSWER, "emergency", report.emergency_answer, ENROLLED),
    Entry(Way.ANSWER, "words", report.words, ENROLLED),
    Entry(Way.COMMAND, "laporanku", report.mine, ENROLLED),
    Entry(Way.ANSWER, "village", village.typed, ENROLLED),
    Entry(Way.BUTTON, "v:pick", village.picked, ENROLLED),
    Entry(Way.BUTTON, "v:other", village.other, ENROLLED),
    Entry(Way.BUTTON, "e:erase", me.erase, ENROLLED),
    Entry(Way.BUTTON, "e:keep", me.keep, ENROLLED),
    # --- one's own draft and report --------------------------------------------------------------
    Entry(Way.BUTTON, "d:send", draft.send, ENROLLED, guards.own_draft),
    Entry(Way.BUTTON, "d:urgent", draft.send_at_once, ENROLLED, guards.own_draft),
    Entry(Way.BUTTON, "d:yes", draft.send_ongoing, ENROLLED, guards.own_draft),
    Entry(Way.BUTTON, "d:no", draft.send_over, ENROLLED, guards.own_draft),
    Entry(Way.BUTTON, "d:anonymous", draft.anonymous, ENROLLED, guards.own_draft),
    Entry(Way.BUTTON, "d:change", draft.change, ENROLLED, guards.own_draft),
    Entry(Way.BUTTON, "d:category", draft.choose_category, ENROLLED, guards.own_draft),
    Entry(Way.BUTTON, "d:past", draft.past, ENROLLED, guards.own_draft),
    Entry(Way.BUTTON, "d:severity", draft.choose_severity, ENROLLED, guards.own_draft),
    Entry(Way.BUTTON, "d:village", draft.choose_village, ENROLLED, guards.own_draft),
    Entry(Way.BUTTON, "d:here", draft.here, ENROLLED, guards.own_draft),
    Entry(Way.BUTTON, "d:back", draft.back, ENROLLED, guards.own_draft),
    Entry(Way.BUTTON, "d:drop", draft.drop, ENROLLED, guards.own_draft),
    Entry(Way.MESSAGE, "ticket", cases.by_ticket, ENROLLED),
    Entry(Way.BUTTON, "r:show", report.show, ENROLLED, guards.own_report),
    Entry(Way.BUTTON, "r:page", report.turn_page, ENROLLED),
    Entry(Way.BUTTON, "r:mine", report.mine, ENROLLED, guards.own_report),
    Entry(Way.BUTTON, "r:mistaken", report.mistaken, ENROLLED, guards.own_report),
    Entry(Way.BUTTON, "r:back", report.back, ENROLLED, guards.own_report),
    Entry(Way.BUTTON, "r:withdraw", report.withdraw, ENROLLED, guards.own_report),
    Entry(Way.BUTTON, "r:safe", report.safe, ENROLLED, guards.own_report),
    Entry(Way.BUTTON, "r:reopen", report.reopen, ENROLLED, guards.own_report),
    # --- watch posts and the forum ---------------------------------------------------------------
    Entry(Way.COMMAND, "aman", situation.all_well, WATCHING),
    Entry(Way.BUTTON, "w:count", situation.counted, WATCHING),
    Entry(Way.BUTTON, "w:where", situation.where, WATCHING),
    Entry(Way.ANSWER, "watch", situation.count_typed, WATCHING),
    # --- who answers an alert --------------------------------------------------------------------
    Entry(Way.BUTTON, "a:ack", alert.acknowledge, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:way", alert.on_the_way, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:none", alert.no_incident, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:done", alert.ask_outcome, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:note", note.ask, ANSWERING, guards.answers_alert),
    Entry(Way.ANSWER, "note", note.typed, ANSWERING),
    Entry(Way.BUTTON, "a:rest", alert.other_outcomes, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:again", alert.resume, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:outcome", alert.close, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:still", alert.still_on_it, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:more", alert.more, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:back", alert.back, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:move", alert.ask_village, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:relay", relay.ask, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:relayed", relay.send, ANSWERING, guards.answers_alert),
    Entry(Way.ANSWER, "move", alert.village_typed, ANSWERING),
    Entry(Way.BUTTON, "a:moveto", alert.move, ANSWERING, guards.answers_alert),
    Entry(Way.BUTTON, "a:undo", review.take_back, LEADING, guards.stands_above),
    # --- who looks reports up; each is looked at by the posts held now --------------------------
    Entry(Way.COMMAND, "tugas", cases.tasks, ANSWERING),
    Entry(Way.COMMAND, "laporan", cases.reports, ANSWERING, otherwise="lapor"),
    Entry(Way.BUTTON, "i:list", cases.tasks, ANSWERING),
    Entry(Way.BUTTON, "i:tasks", cases.turn_tasks, ANSWERING),
    Entry(Way.BUTTON, "i:reports", cases.turn_reports, ANSWERING),
    Entry(Way.BUTTON, "i:open", cases.show, ANSWERING, guards.works_case),
    Entry(Way.BUTTON, "a:open", cases.show_alert, ANSWERING, guards.answers_alert),
    # --- on call ---------------------------------------------------------------------------------
    Entry(Way.COMMAND, "jaga", duty.show, ON_CALL),
    Entry(Way.BUTTON, "j:on", duty.begin, ON_CALL),
    Entry(Way.BUTTON, "j:off", duty.end, ON_CALL),
    Entry(Way.BUTTON, "j:still", duty.still, ON_CALL),
    Entry(Way.BUTTON, "j:give", duty.hand_over, ON_CALL),
    Entry(Way.BUTTON, "j:keep", duty.keep, ON_CALL),
    Entry(Way.COMMAND, "uji", duty.test_page, ON_CALL),
    Entry(Way.BUTTON, "t:heard", duty.test_heard, ON_CALL),
    # --- coordinators and commanders -------------------------------------------------------------
    Entry(Way.COMMAND, "ringkasan", summary.weekly, COUNTING),
    Entry(Way.COMMAND, "undang", invite.invite, INVITING),
    Entry(Way.BUTTON, "i:role", invite.role_chosen, INVITING),
    Entry(Way.ANSWER, "invite", invite.place_typed, INVITING),
    Entry(Way.BUTTON, "i:place", invite.place_picked, INVITING),
    Entry(Way.BUTTON, "k:end", code_use.ask, INVITING, guards.own_code),
    Entry(Way.BUTTON, "k:back", code_use.back, INVITING, guards.own_code),
    Entry(Way.BUTTON, "k:over", code_use.end, INVITING, guards.own_code),
)
