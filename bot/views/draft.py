"""A draft as its writer sees it: all that will be sent, and what may be done with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from bot.domain.accusation import AGAINST
from bot.domain.promises.reports import ChoicesPromise, DraftPromise
from bot.locales import mark
from bot.models import Delivery, Draft, ReportAuthor, promise_data
from bot.services.reports import draft_changes, draft_lookup, newest_card
from bot.services.staffing import accused_officers, role_holders
from bot.views import (
    addendum,
    case_question,
    choices,
    display_names,
    draft_buttons,
    receipt,
    report_facts,
)
from bot.views.card import Card, Later, Markup
from bot.views.draft_text import body, when
from bot.views.pending_edits import under_way

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.locales import Say
    from bot.views.choices import Offer
    from bot.views.render_context import RenderContext
    from bot.views.report_facts import ReportFacts

BELOW = mark("Lanjut di bawah ⬇️")
# Written once, not for every batch of cards.
_DRAFTS = (
    select(Draft)
    .where(Draft.id.in_(bindparam("ids", expanding=True)))
    .options(*draft_lookup.LOADED)
)
ARRIVES = timedelta(milliseconds=300)  # a card that is under way
AGO = mark("ditulis {span} yang lalu")
GONE = {
    draft_changes.DROPPED: mark("Laporan dibatalkan. Tidak ada yang dikirim."),
    draft_changes.EXPIRED: mark(
        "Laporan ini tidak terkirim dan sudah dihapus. Masih perlu? Kirim pesan baru."
    ),
}


async def render(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card | Later]:
    """Show drafts as they stand; one that was sent meanwhile is its receipt."""
    waiting = await under_way(context, deliveries)
    below = await newest_card.pointers(context.session, newest_card.DRAFT, deliveries)
    drafts = await _read(context, deliveries)
    sent = {one.subject_id for one in deliveries} - drafts.keys()
    receipts = await receipt.load_authors(context, sent)
    naming = await accused_officers.accusation_kinds(
        context.session, drafts.values(), context.vault
    )
    known = await report_facts.load(context, [one.report for one in receipts.values()])
    known = replace(known, reaching={*known.reaching, *naming})
    cards: dict[int, Card | Later] = dict.fromkeys(waiting, Later(ARRIVES))
    return cards | {
        one.id: card
        for one in deliveries
        if one.id not in waiting
        and (card := _as_it_stands(context, one, drafts, receipts, known, below)) is not None
    }


async def render_reminder(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Say "BELUM TERKIRIM", with the same buttons; what was sent meanwhile needs no reminder."""
    cards = {}
    for one, draft, accuses in await _open(context, deliveries):
        say = context.say(one)
        warning = say("⚠️ <b>BELUM TERKIRIM</b>: belum ada petugas yang membaca pesan Anda.")
        card = _own_card(context, one, draft, accuses=accuses)
        closed = display_names.is_hidden(context.config, draft.category)
        # A reminder lights up a screen that others may see.
        text = _hidden(context, say, draft) if closed else card.text
        cards[one.id] = Card(warning + Markup("\n\n") + text, card.rows)
    return cards


def _hidden(context: RenderContext, say: Say, draft: Draft) -> Markup:
    """Say of what no lock screen may show that it is, and since when, or without a village ago."""
    ago = say.duration(context.now - draft.received_at)
    since = say(AGO, span=ago) if draft.village is None else when(say, draft)
    what = display_names.hidden_label(context.config, draft.category, say)
    return Markup("{} · {}").format(what, since)


async def render_categories(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Offer what may be changed, in place of the draft's own buttons."""
    cards = {}
    for one, draft, accuses in await _open(context, deliveries):
        say, wanted = context.say(one), promise_data.decode(one, ChoicesPromise)
        offers, page = wanted.offers, wanted.page
        if offers == choices.ACCUSED and not accuses:  # its words have changed
            cards[one.id] = _own_card(context, one, draft, accuses=False)
            continue
        offered = choices.offer(draft, offers, page, say, context.config, accuses=accuses)
        cards[one.id] = _card(context, one, draft, offered, accuses=accuses)
    return cards


async def _open(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> list[tuple[Delivery, Draft, bool]]:
    """Return the deliveries whose draft is still open; True: its text names an officer."""
    drafts = await _read(context, deliveries)
    accusing = await accused_officers.accusation_kinds(
        context.session, drafts.values(), context.vault
    )
    return [
        (one, draft, draft.id in accusing)
        for one in deliveries
        if (draft := drafts.get(one.subject_id or 0)) is not None
        and draft.status == draft_changes.OPEN
    ]


async def _read(context: RenderContext, deliveries: Sequence[Delivery]) -> dict[int, Draft]:
    ids = {"ids": [one.subject_id for one in deliveries]}
    drafts = {draft.id: draft for draft in await context.session.scalars(_DRAFTS, ids)}
    session, config, vault = context.session, context.config, context.vault
    past = await accused_officers.bypassing_kinds(session, drafts.values(), config, vault)
    for number, kind in past.items():  # shown as it will be sent; nothing is stored
        set_committed_value(drafts[number], "category", kind)
    await _ask_who_reads(session, drafts.values())
    await case_question.learn(context, drafts.values())
    return drafts


async def _ask_who_reads(session: AsyncSession, drafts: Iterable[Draft]) -> None:
    """Learn who serves where it matters before it is sent that nobody might read it."""
    against = [one for one in drafts if one.category in AGAINST]
    await role_holders.holders_of(
        session, [one.village_code for one in against if one.village_code]
    )


def _as_it_stands(
    context: RenderContext,
    one: Delivery,
    drafts: Mapping[int, Draft],
    receipts: Mapping[int, ReportAuthor],
    known: ReportFacts,
    below: Collection[int],
) -> Card | None:
    """Show a draft, or what became of it; ``known.reaching``: drafts that name a holder too.

    ``below``: the deliveries that point to a newer card.
    """
    draft, sent = drafts.get(one.subject_id or 0), receipts.get(one.subject_id or 0)
    say, is_open = context.say(one), draft is not None and draft.status == draft_changes.OPEN
    closed, points = promise_data.decode(one, DraftPromise).closed, one.id in below
    if sent is not None and (closed or points):  # another message shows it
        return Card(say("✅ Sudah terkirim · tiket <b>{ticket}</b>", ticket=sent.report.ticket))
    if points and is_open:
        return Card(say(BELOW))
    if newest_card.takes_over(one) and not is_open:
        return None  # the card whose place it would have taken says what became of it
    if sent is not None:
        return receipt.card(context, say, sent, known)
    if draft is None:
        return None
    gone, accuses = GONE.get(draft.status), draft.id in known.reaching
    return Card(say(gone)) if gone else _own_card(context, one, draft, accuses=accuses)


def _own_card(context: RenderContext, one: Delivery, draft: Draft, *, accuses: bool) -> Card:
    say = context.say(one)
    offered = None if accuses else addendum.offer(context, say, draft)
    if offered is None and not accuses:
        offered = case_question.offer(context, say, draft, draft_buttons.here(say, draft))
    if offered is None:
        offered = draft_buttons.offered(context, say, draft, accuses=accuses)
    return _card(context, one, draft, offered, accuses=accuses)


def _card(
    context: RenderContext, one: Delivery, draft: Draft, offered: Offer, *, accuses: bool
) -> Card:
    """Show a draft above what is asked of it; no hint names a button that is not there."""
    text = body(context, one, draft, offered, accuses=accuses)
    return Card(text, offered.rows)
