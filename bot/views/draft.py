"""A draft as its writer sees it: all that will be sent, and what may be done with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from bot.domain.accusation import AGAINST
from bot.domain.category import OTHER
from bot.domain.masking import holds_name
from bot.domain.spot import spot
from bot.locales import mark
from bot.models import Delivery, Draft, ReportAuthor
from bot.services.reports import draft_changes, draft_facts, draft_lookup, newest_card
from bot.services.staffing import accused_officers
from bot.views import advice, choices, display_names, receipt, report_state
from bot.views.card import Button, Card, Later, Markup, rows, shorten
from bot.views.choices import Offer
from bot.views.moments import moment
from bot.views.pending_edits import under_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.locales import Say
    from bot.models import Attachment
    from bot.views.render_context import RenderContext

PAST_VERB = "past"  # of the button that takes a report past whoever its text names
BELOW = mark("Lanjut di bawah ⬇️")
# Written once, not for every batch of cards.
_DRAFTS = (
    select(Draft)
    .where(Draft.id.in_(bindparam("ids", expanding=True)))
    .options(*draft_lookup.LOADED)
)
SHOWN = 600  # UTF-16 units of its text
LONG_ON_ITS_WAY = timedelta(minutes=2)
ARRIVES = timedelta(milliseconds=300)  # a card that is under way
ASKS = mark("Masih berlangsung?")
OVER = mark("Sudah lewat: petugas tidak dipanggil sekarang.")
GONE = {
    draft_changes.DROPPED: mark("Laporan dibatalkan. Tidak ada yang dikirim."),
    draft_changes.EXPIRED: mark(
        "Laporan ini tidak terkirim dan sudah dihapus. Masih perlu? Kirim pesan baru."
    ),
}
LOCATION_ELSEWHERE = mark("📌 lokasi: di <b>{place}</b>, desa/kelurahan lain")
PICTURE_ELSEWHERE = mark("📌 foto diambil di <b>{place}</b>, desa/kelurahan lain")
OWN_NAME = mark(
    "⚠️ Nama Anda tertulis di laporan ini dan akan terbaca. Tidak mau? Tekan lama pesan Anda,"
    " pilih Edit."
)
ACCUSES = mark(
    '⚠️ Melaporkan petugas atau pejabat desa? Tekan "Jangan ke petugas desa": laporan langsung ke'
    " pimpinan polisi di atas desa; yang di desa tidak membacanya."
)
PAST = mark("🔒 Jangan ke petugas desa: hanya dibaca pimpinan polisi di atas desa.")
PLACE = mark("📌 Titik lokasi persis hanya dilihat petugas yang menangani.")
ANONYMOUS_PLACE = mark("📌 Anonim: lokasi Anda hanya ditampilkan kira-kira, tidak pernah persis.")
PICTURES = {
    "large": mark("Foto terlalu besar, tidak ikut dikirim."),
    "broken": mark("Foto tidak dapat dibuka, tidak ikut dikirim."),
    "failed": mark("Foto tidak berhasil diolah, tidak ikut dikirim."),
    "quota": mark("Terlalu banyak foto; sebagian tidak ikut dikirim."),
}


async def render(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card | Later]:
    """Show drafts as they stand; one that was sent meanwhile is its receipt."""
    waiting = await under_way(showing, deliveries, "follows")
    drafts = await _read(showing, deliveries)
    sent = {one.subject_id for one in deliveries} - drafts.keys()
    receipts = await receipt.load_authors(showing, sent)
    naming = await accused_officers.ways_past(showing.session, drafts.values(), showing.vault)
    known = await report_state.known(showing, [one.report for one in receipts.values()])
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
    drafts = await _read(showing, deliveries)
    accusing = await accused_officers.ways_past(showing.session, drafts.values(), showing.vault)
    cards = {}
    for one in deliveries:
        draft = drafts.get(one.subject_id or 0)
        if draft is not None and draft.status == draft_changes.OPEN:
            say = showing.say(one)
            warning = say("⚠️ <b>BELUM TERKIRIM</b>: belum ada petugas yang membaca pesan Anda.")
            card = _own_card(showing, one, draft, accuses=draft.id in accusing)
            closed = display_names.is_hidden(showing.config, draft.category)
            # A reminder lights up a screen that others may see.
            text = say("Laporan rahasia · {at}", at=_when(say, draft)) if closed else card.text
            cards[one.id] = Card(warning + Markup("\n\n") + text, card.rows)
    return cards


async def render_categories(
    showing: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Offer what may be changed, in place of the draft's own buttons."""
    drafts = await _read(showing, deliveries)
    accusing = await accused_officers.ways_past(showing.session, drafts.values(), showing.vault)
    cards = {}
    for one in deliveries:
        draft = drafts.get(one.subject_id or 0)
        if draft is not None and draft.status == draft_changes.OPEN:
            say, wanted = showing.say(one), one.payload
            offers, page = wanted.get("offers", "all"), wanted.get("page", 0)
            accuses = draft.id in accusing
            offered = choices.offer(draft, offers, page, say, showing.config, accuses=accuses)
            cards[one.id] = _card(showing, one, draft, offered, accuses=accuses)
    return cards


async def _read(showing: RenderContext, deliveries: Sequence[Delivery]) -> dict[int, Draft]:
    ids = {"ids": [one.subject_id for one in deliveries]}
    return {draft.id: draft for draft in await showing.session.scalars(_DRAFTS, ids)}


def _as_it_stands(
    showing: RenderContext,
    one: Delivery,
    drafts: Mapping[int, Draft],
    receipts: Mapping[int, ReportAuthor],
    known: report_state.Known,
) -> Card | None:
    """Show a draft, or what became of it; ``known.reaching``: drafts that name a holder too."""
    draft, sent = drafts.get(one.subject_id or 0), receipts.get(one.subject_id or 0)
    say, is_open = showing.say(one), draft is not None and draft.status == draft_changes.OPEN
    if sent is not None and one.payload.keys() & {"closed", "below"}:  # another message shows it
        return Card(say("✅ Sudah terkirim · tiket <b>{ticket}</b>", ticket=sent.report.ticket))
    if "below" in one.payload and is_open:
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
    say, asks = showing.say(one), _asks(showing, draft)
    laid = _buttons(say, draft, asks=asks, accuses=accuses)
    offered = Offer(say(ASKS), laid, note=say(OVER)) if asks else Offer(None, laid)
    return _card(showing, one, draft, offered, accuses=accuses)


def _card(
    showing: RenderContext, one: Delivery, draft: Draft, offered: Offer, *, accuses: bool
) -> Card:
    """Show a draft above what is asked of it; no hint names a button that is not there."""
    text = _text(showing, one, draft, offered, accuses=accuses)
    return Card(text, offered.rows)


def _asks(showing: RenderContext, draft: Draft) -> bool:
    asks = draft_facts.asks_ongoing(draft, now=showing.now, config=showing.config)
    return asks and draft.pressed is None and not draft.emergency


def _buttons(
    say: Say, draft: Draft, *, asks: bool, accuses: bool
) -> tuple[tuple[Button, ...], ...]:
    """Four at most; where a question takes some of them, the rest is behind "Lainnya"."""
    of = f"d:{draft.id}"
    anonymous = choices.anonymous(draft, say)
    change = Button(say.plain("Ubah"), f"{of}:change")
    drop = Button(say.plain("Batal"), f"{of}:drop")
    if draft.emergency:  # it waits for its village alone
        return rows(Button(say.plain("Pilih tempat"), f"{of}:village"), drop)
    rest = Button(say.plain("Lainnya"), f"{of}:change:rest")
    send = Button(say.plain("Kirim"), f"{of}:send")
    here = _here(say, draft)
    past = choices.past(draft, say) if accuses else None
    if not asks:  # without a village, sending asks for it
        second = past or here
        return rows(send, second, rest) if second else rows(send, anonymous, change, drop)
    yes = Button(say.plain("Masih, kirim"), f"{of}:yes")
    no = Button(say.plain("Sudah lewat, kirim"), f"{of}:no")
    return rows(yes, no, past or here or anonymous, rest)


def _here(say: Say, draft: Draft) -> Button | None:
    """Let a position in another village decide where it happened, by one tap."""
    elsewhere = draft_facts.elsewhere(draft)
    if elsewhere is None:
        return None
    return Button(say.plain("📌 Di {village}", village=elsewhere.name), f"d:{draft.id}:here")


def _text(
    showing: RenderContext, one: Delivery, draft: Draft, offered: Offer, *, accuses: bool
) -> Markup:
    say = showing.say(one)
    lines = [
        _heading(say, draft),
        _about(showing, say, draft),
        _where(say, draft),
        *([_when(say, draft)] if _is_timed(draft) else []),
        *_enclosed(say, draft),
        Markup("\n{}\n").format(shorten(draft.text, SHOWN) or say("(belum ada kata-kata)")),
        *_unclear(showing, say, draft, offered),
        *([say(ACCUSES)] if accuses and _has(offered, PAST_VERB) else []),
        *_notes(showing, say, draft),
        *([say(OWN_NAME)] if _names_writer(showing, one, draft) else []),
    ]
    if offered.question is not None:
        lines.append(Markup("<b>{}</b>").format(offered.question))
    if offered.note is not None:
        lines.append(offered.note)
    return Markup("\n").join(lines)


def _names_writer(showing: RenderContext, one: Delivery, draft: Draft) -> bool:
    """Tell whether its text holds a name by which Telegram knows its writer, who is ``one``'s."""
    sealed = one.recipient.sealed_name
    return sealed is not None and holds_name(draft.text, showing.vault.open(sealed))


def _heading(say: Say, draft: Draft) -> Markup:
    if draft.emergency:
        return say("🚨 <b>DARURAT · BELUM TERKIRIM</b>")
    return say("📝 <b>Laporan Anda · BELUM TERKIRIM</b>")


def _about(showing: RenderContext, say: Say, draft: Draft) -> Markup:
    about = display_names.label(showing.config, draft.category, say)
    return Markup("<b>{}</b> · {}").format(about, display_names.severity(say, draft.severity))


def _where(say: Say, draft: Draft) -> Markup:
    if draft.village is not None:
        below = spot(draft.text)
        place = display_names.village(draft.village)
        return Markup("📍 {}").format(f"{below}, {place}" if below else place)
    if draft.emergency or draft.pressed is not None:
        return say(
            "📍 <b>Di desa/kelurahan mana?</b> Ketik namanya, atau tekan 📎 dan pilih Lokasi:"
            " begitu jelas, langsung dikirim."
        )
    return say("📍 <b>Di desa/kelurahan mana?</b> Ketik namanya, atau tekan 📎 dan pilih Lokasi.")


def _is_timed(draft: Draft) -> bool:
    """Tell whether its hour can be shown: without a village the zone of its writer is not known."""
    return draft.village is not None or _was_long_on_its_way(draft)


def _was_long_on_its_way(draft: Draft) -> bool:
    return draft.received_at - draft.written_at > LONG_ON_ITS_WAY


def _when(say: Say, draft: Draft) -> Markup:
    zone = draft_facts.zone(draft)
    arrived = say.clock(draft.received_at, zone)
    if not _was_long_on_its_way(draft):
        return Markup("🕒 {}").format(arrived)
    written = moment(say, draft.written_at, zone, draft.received_at)
    return say("🕒 dikirim {written}, sampai {arrived}", written=written, arrived=arrived)


def _enclosed(say: Say, draft: Draft) -> Iterable[Markup]:
    """Mark what goes along; a picture that cannot is named, its text can still be sent."""
    kept = [photo for photo in draft.attachments if photo.state not in PICTURES]
    if kept:
        yield say.many("📷 {n} foto", "📷 {n} foto", len(kept))
    if (elsewhere := draft_facts.elsewhere(draft)) is not None:
        where = LOCATION_ELSEWHERE if draft.lat is not None else PICTURE_ELSEWHERE
        yield say(where, place=display_names.village(elsewhere))
        if draft.venue is not None:
            yield Markup("{}").format(draft.venue)
    elif draft.venue is not None:
        yield say("📌 lokasi: {venue}", venue=draft.venue)
    elif draft.lat is not None:
        yield say("📌 lokasi")
    yield from (say(PICTURES[state]) for state in _refused(draft.attachments))


def _refused(attachments: Iterable[Attachment]) -> list[str]:
    return list(dict.fromkeys(one.state for one in attachments if one.state in PICTURES))


def _unclear(showing: RenderContext, say: Say, draft: Draft, offered: Offer) -> Iterable[Markup]:
    """Say that its kind is not clear, and by which button of the card one chooses it."""
    category = display_names.category(showing.config, draft.category)
    if category.code != OTHER or draft.category_chosen:
        return
    if _has(offered, "change"):
        yield say("❔ Jenisnya belum jelas; tekan Ubah untuk memilih.")
    elif _has(offered, "change:rest"):
        yield say("❔ Jenisnya belum jelas; tekan Lainnya untuk memilih.")
    else:
        yield say("❔ Jenisnya belum jelas.")


def _has(offered: Offer, verb: str) -> bool:
    """Tell whether a card has a button that does this."""
    verbs = [key.data.split(":", 2)[-1] for row in offered.rows for key in row]
    return verb in verbs


def _notes(showing: RenderContext, say: Say, draft: Draft) -> Iterable[Markup]:
    """What happens to it once it is sent: who reads it, what they see of its writer."""
    category = display_names.category(showing.config, draft.category)
    if category.code in AGAINST:
        yield say(PAST)
    elif category.is_confidential:
        yield say("🔒 Rahasia: hanya dibaca pihak yang berwenang.")
    if draft.lat is not None:
        yield say(ANONYMOUS_PLACE if draft.anonymous else PLACE)
    if category.hides_reporter and not draft.anonymous:
        yield say("🕶 Nama samaran dan peran Anda tidak ditampilkan untuk jenis laporan ini.")
    if draft.anonymous:
        yield say(
            "🕶 Anonim: petugas tidak melihat nama samaran, peran, atau kaitan dengan"
            " laporan Anda yang lain, dan laporan ini tidak muncul di /laporanku. Telegram"
            " dan pengelola bot tetap dapat mengenali akun Anda."
        )
    if draft_facts.is_urgent(draft, now=showing.now, config=showing.config):
        yield advice.call(say, showing.config, category)
