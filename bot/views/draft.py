"""A draft as its writer sees it: all that will be sent, and what may be done with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from bot.domain.accusation import AGAINST
from bot.domain.category import RESCUE_GROUP
from bot.domain.promises.reports import ChoicesPromise, DraftPromise
from bot.locales import mark
from bot.models import Delivery, Draft, ReportAuthor, promise_data
from bot.places.data import VILLAGE
from bot.services.reports import draft_changes, draft_facts, draft_lookup, newest_card
from bot.services.staffing import accused_officers, role_holders
from bot.views import addendum, case_question, choices, display_names, receipt, report_facts
from bot.views.card import Button, Card, Later, Markup, rows
from bot.views.choices import Offer
from bot.views.draft_text import body, waits_for_reader, when
from bot.views.office import place_label
from bot.views.pending_edits import under_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.locales import Say
    from bot.views.render_context import RenderContext
    from bot.views.report_facts import ReportFacts

Rows = tuple[tuple[Button, ...], ...]
UNREAD = "unread"  # in a button's data: its card says that nobody would read it
BELOW = mark("Lanjut di bawah ⬇️")
# Written once, not for every batch of cards.
_DRAFTS = (
    select(Draft)
    .where(Draft.id.in_(bindparam("ids", expanding=True)))
    .options(*draft_lookup.LOADED)
)
ARRIVES = timedelta(milliseconds=300)  # a card that is under way
ASKS = mark("Masih berlangsung?")
OVER = mark("Sudah lewat: petugas tidak dipanggil sekarang.")
UNCLEAR = mark("Darurat sekarang?")
AT_ONCE = mark("Ya, darurat: langsung dikirim, petugas dipanggil sekarang.")
AGO = mark("ditulis {span} yang lalu")
GONE = {
    draft_changes.DROPPED: mark("Laporan dibatalkan. Tidak ada yang dikirim."),
    draft_changes.EXPIRED: mark(
        "Laporan ini tidak terkirim dan sudah dihapus. Masih perlu? Kirim pesan baru."
    ),
}


async def render(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card | Later]:
    """Show drafts as they stand; one that was sent meanwhile is its receipt."""
    waiting = await under_way(showing, deliveries)
    drafts = await _read(showing, deliveries)
    sent = {one.subject_id for one in deliveries} - drafts.keys()
    receipts = await receipt.load_authors(showing, sent)
    naming = await accused_officers.ways_past(showing.session, drafts.values(), showing.vault)
    known = await report_facts.read(showing, [one.report for one in receipts.values()])
    known = replace(known, reaching={*known.reaching, *naming})
    cards: dict[int, Card | Later] = dict.fromkeys(waiting, Later(ARRIVES))
    return cards | {
        one.id: card
        for one in deliveries
        if one.id not in waiting
        and (card := _as_it_stands(showing, one, drafts, receipts, known)) is not None
    }


async def render_reminder(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Say "BELUM TERKIRIM", with the same buttons; what was sent meanwhile needs no reminder."""
    cards = {}
    for one, draft, accuses in await _open(showing, deliveries):
        say = showing.say(one)
        warning = say("⚠️ <b>BELUM TERKIRIM</b>: belum ada petugas yang membaca pesan Anda.")
        card = _own_card(showing, one, draft, accuses=accuses)
        closed = display_names.is_hidden(showing.config, draft.category)
        # A reminder lights up a screen that others may see.
        text = _hidden(showing, say, draft) if closed else card.text
        cards[one.id] = Card(warning + Markup("\n\n") + text, card.rows)
    return cards


def _hidden(showing: RenderContext, say: Say, draft: Draft) -> Markup:
    """Say of what no lock screen may show that it is, and since when, or without a village ago."""
    ago = say.duration(showing.now - draft.received_at)
    since = say(AGO, span=ago) if draft.village is None else when(say, draft)
    what = display_names.hidden_label(showing.config, draft.category, say)
    return Markup("{} · {}").format(what, since)


async def render_categories(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Offer what may be changed, in place of the draft's own buttons."""
    cards = {}
    for one, draft, accuses in await _open(showing, deliveries):
        say, wanted = showing.say(one), promise_data.read(one, ChoicesPromise)
        offers, page = wanted.offers, wanted.page
        if offers == choices.ACCUSED and not accuses:  # its words have changed
            cards[one.id] = _own_card(showing, one, draft, accuses=False)
            continue
        offered = choices.offer(draft, offers, page, say, showing.config, accuses=accuses)
        cards[one.id] = _card(showing, one, draft, offered, accuses=accuses)
    return cards


async def _open(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> list[tuple[Delivery, Draft, bool]]:
    """Return the deliveries whose draft is still open; True: its text names an officer."""
    drafts = await _read(showing, deliveries)
    accusing = await accused_officers.ways_past(showing.session, drafts.values(), showing.vault)
    return [
        (one, draft, draft.id in accusing)
        for one in deliveries
        if (draft := drafts.get(one.subject_id or 0)) is not None
        and draft.status == draft_changes.OPEN
    ]


async def _read(showing: RenderContext, deliveries: Sequence[Delivery]) -> dict[int, Draft]:
    ids = {"ids": [one.subject_id for one in deliveries]}
    drafts = {draft.id: draft for draft in await showing.session.scalars(_DRAFTS, ids)}
    session, config, vault = showing.session, showing.config, showing.vault
    past = await accused_officers.kinds_past(session, drafts.values(), config, vault)
    for number, kind in past.items():  # shown as it will be sent; nothing is stored
        set_committed_value(drafts[number], "category", kind)
    await _ask_who_reads(session, drafts.values())
    await case_question.learn(showing, drafts.values())
    return drafts


async def _ask_who_reads(session: AsyncSession, drafts: Iterable[Draft]) -> None:
    """Learn who serves where it matters before it is sent that nobody might read it."""
    against = [one for one in drafts if one.category in AGAINST]
    await role_holders.holders_of(
        session, [one.village_code for one in against if one.village_code]
    )


def _as_it_stands(
    showing: RenderContext,
    one: Delivery,
    drafts: Mapping[int, Draft],
    receipts: Mapping[int, ReportAuthor],
    known: ReportFacts,
) -> Card | None:
    """Show a draft, or what became of it; ``known.reaching``: drafts that name a holder too."""
    draft, sent = drafts.get(one.subject_id or 0), receipts.get(one.subject_id or 0)
    say, is_open = showing.say(one), draft is not None and draft.status == draft_changes.OPEN
    said = promise_data.read(one, DraftPromise)
    if sent is not None and (said.closed or said.below):  # another message shows it
        return Card(say("✅ Sudah terkirim · tiket <b>{ticket}</b>", ticket=sent.report.ticket))
    if said.below and is_open:
        return Card(say(BELOW))
    if newest_card.takes_over(one) and not is_open:
        return None  # the card whose place it would have taken says what became of it
    if sent is not None:
        return receipt.card(showing, say, sent, known)
    if draft is None:
        return None
    gone, accuses = GONE.get(draft.status), draft.id in known.reaching
    return Card(say(gone)) if gone else _own_card(showing, one, draft, accuses=accuses)


def _own_card(showing: RenderContext, one: Delivery, draft: Draft, *, accuses: bool) -> Card:
    say = showing.say(one)
    offered = None if accuses else addendum.offer(showing, say, draft)
    if offered is None and not accuses:
        offered = case_question.offer(showing, say, draft, _here(say, draft))
    if offered is None:
        offered = _offered(showing, say, draft, accuses=accuses)
    return _card(showing, one, draft, offered, accuses=accuses)


def _offered(showing: RenderContext, say: Say, draft: Draft, *, accuses: bool) -> Offer:
    """Ask what decides whether anybody is woken, beside what may be done with it."""
    beside = _here(say, draft)
    waits = draft.pressed is not None and draft.village_code is None and not accuses
    if draft.emergency or waits:  # for its village alone
        return Offer(None, _unplaced(showing, say, draft))
    if draft.pressed is None and draft_facts.asks_ongoing(
        draft, now=showing.now, config=showing.config
    ):
        return Offer(
            say(ASKS), _ongoing(showing, say, draft, beside, accuses=accuses), note=say(OVER)
        )
    if accuses:
        return Offer(None, _accusing(say, draft))
    if draft.pressed is None and draft_facts.is_unclear(draft, showing.config):
        return Offer(say(UNCLEAR), _unclear(showing, say, draft, beside), note=say(AT_ONCE))
    return Offer(None, _plain(showing, say, draft, beside))


def _card(
    showing: RenderContext, one: Delivery, draft: Draft, offered: Offer, *, accuses: bool
) -> Card:
    """Show a draft above what is asked of it; no hint names a button that is not there."""
    text = body(showing, one, draft, offered, accuses=accuses)
    return Card(text, offered.rows)


def _unplaced(showing: RenderContext, say: Say, draft: Draft) -> Rows:
    place = Button(say.plain("Pilih tempat"), f"d:{draft.id}:village")
    return rows(place, *_recorded(showing, say, draft), _drop(say, draft))


def _recorded(showing: RenderContext, say: Say, draft: Draft) -> list[Button]:
    return choices.recorded(draft, say, showing.config, accuses=False)


def _ongoing(
    showing: RenderContext, say: Say, draft: Draft, here: Button | None, *, accuses: bool
) -> Rows:
    """Return the two ways to send what may wake somebody; the rest is behind "Lainnya".

    Of what names an officer the way past them comes first, but where help is called for: "the
    village head is still in the fire" accuses nobody.
    """
    knows = _knows(showing, draft)
    yes = Button(say.plain("Masih, kirim"), f"d:{draft.id}:yes{knows}")
    no = Button(say.plain("Sudah lewat, kirim"), f"d:{draft.id}:no{knows}")
    if accuses:
        past, rest = choices.past(draft, say), _rest(say, draft)
        calls_for_help = draft_facts.category(draft, showing.config).group == RESCUE_GROUP
        return rows(yes, no, past, rest) if calls_for_help else rows(past, yes, no, rest)
    voices = _recorded(showing, say, draft)
    beside = [here] if here is not None else voices or choices.anonymous(draft, say, showing.config)
    return rows(yes, no, *(beside or [choices.change(draft, say)]), _rest(say, draft))


def _accusing(say: Say, draft: Draft) -> Rows:
    """Return the way past whoever is named first; sent otherwise it asks, since they read it."""
    ask = Button(say.plain("Kirim"), f"d:{draft.id}:change:{choices.ACCUSED}")
    return rows(choices.past(draft, say), ask, _rest(say, draft))


def _unclear(showing: RenderContext, say: Say, draft: Draft, here: Button | None) -> Rows:
    """Return the buttons of a draft without a clear category: send it, or as an emergency."""
    now = Button(say.plain("🚨 Ya, darurat"), f"d:{draft.id}:urgent")
    voices = _recorded(showing, say, draft)
    beside = [here] if here is not None else voices or [choices.change(draft, say)]
    return rows(_send(showing, say, draft), now, *beside, _rest(say, draft))


def _plain(showing: RenderContext, say: Say, draft: Draft, here: Button | None) -> Rows:
    """Return what may be done with what wakes nobody; without a village, sending asks for it."""
    if here is not None:
        return rows(_send(showing, say, draft), here, _rest(say, draft))
    if voices := _recorded(showing, say, draft):
        return rows(_send(showing, say, draft), *voices, _rest(say, draft))
    hide, change = choices.anonymous(draft, say, showing.config), choices.change(draft, say)
    return rows(_send(showing, say, draft), *hide, change, _drop(say, draft))


def _send(showing: RenderContext, say: Say, draft: Draft) -> Button:
    return Button(say.plain("Kirim"), f"d:{draft.id}:send{_knows(showing, draft)}")


def _knows(showing: RenderContext, draft: Draft) -> str:
    """Return what a button that sends says more where its card says that nobody would read it."""
    return f":{UNREAD}" if waits_for_reader(showing, draft) else ""


def _drop(say: Say, draft: Draft) -> Button:
    return Button(say.plain("Batal"), f"d:{draft.id}:drop")


def _rest(say: Say, draft: Draft) -> Button:
    return Button(say.plain("Lainnya"), f"d:{draft.id}:change:rest")


def _here(say: Say, draft: Draft) -> Button | None:
    """Return the button that takes the position's village, where it is another, as the report's."""
    elsewhere = draft_facts.elsewhere(draft)
    if elsewhere is None:
        return None
    name = elsewhere.name if elsewhere.level == VILLAGE else place_label(elsewhere)
    return Button(say.plain("📌 Di {village}", village=name), f"d:{draft.id}:here")
