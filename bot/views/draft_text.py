"""What a draft's card says: what is in it, what is unclear, and who would read it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain import accusation
from bot.domain.accusation import AGAINST
from bot.domain.listed_landmarks import listed_in
from bot.domain.masking import holds_name
from bot.domain.place_names import normalise
from bot.domain.spot import spot
from bot.locales import mark
from bot.places.data import VILLAGE
from bot.services.alerts import accusation_readers
from bot.services.reports import draft_facts
from bot.services.staffing import role_holders
from bot.views import advice, attached, choices, display_names
from bot.views.card import Markup, shorten
from bot.views.moments import moment
from bot.views.office import place_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.locales import Say
    from bot.models import Delivery, Draft, Region
    from bot.views.choices import Offer
    from bot.views.render_context import RenderContext

PAST_VERB = "past"  # of the button that takes a report past whoever its text names
WORDS_NAMED = 3
SHOWN = 600  # UTF-16 units of its text
LONG_ON_ITS_WAY = timedelta(minutes=2)
UNPLACED = mark("🕒 baru sampai {span} setelah ditulis")
GOES_TO = mark("📍 Dikirim ke <b>{place}</b>")
LOCATION_ELSEWHERE = mark("📌 lokasi: di <b>{place}</b>, desa/kelurahan lain")
LANDMARK_ELSEWHERE = mark(
    "📍 {landmark} ada di <b>{place}</b>. Di sana kejadiannya? Tekan tombolnya."
)
NAMED_ELSEWHERE = mark("📍 Di tulisan Anda: <b>{place}</b>. Di sana kejadiannya? Tekan tombolnya.")
PICTURE_ELSEWHERE = mark("📌 foto diambil di <b>{place}</b>, desa/kelurahan lain")
OWN_NAME = mark(
    "⚠️ Nama Anda tertulis di laporan ini dan akan terbaca. Tidak mau? Tekan lama pesan Anda,"
    " pilih Edit."
)
ACCUSES = mark(
    '⚠️ Melaporkan petugas atau pejabat desa? Tekan "Jangan ke petugas desa": laporan langsung ke'
    " pimpinan polisi di atas Polsek; yang di desa dan di Polsek tidak membacanya."
)
ABOVE_DISTRICT = mark(
    "🔒 Jangan ke petugas desa dan Polsek: hanya dibaca pimpinan polisi di atas Polsek."
)
PAST = {
    accusation.VILLAGE: ABOVE_DISTRICT,
    accusation.DISTRICT: ABOVE_DISTRICT,
    accusation.REGENCY: mark(
        "🔒 Jangan ke petugas desa, Polsek, dan Polres: hanya dibaca pimpinan polisi di atas"
        " Polres."
    ),
    accusation.PROVINCE: mark(
        "🔒 Yang disebut bertugas di tingkat Polda: lewat bot ini belum ada yang dapat membacanya."
        " Hubungi Propam Polri atau 110."
    ),
}
NOBODY_YET = mark(
    "⚠️ Pimpinan itu belum terdaftar di sini. Kalau dikirim, laporan disimpan rahasia dan belum ada"
    " yang membacanya. Hubungi Propam Polri atau 110."
)
PLACE = mark("📌 Titik lokasi persis hanya dilihat petugas yang menangani.")
ANONYMOUS_PLACE = mark("📌 Anonim: lokasi Anda hanya ditampilkan kira-kira, tidak pernah persis.")
FORWARDED = mark(
    "↪️ Diteruskan dari orang lain: petugas membaca bahwa Anda belum tentu melihatnya sendiri."
)


def body(
    context: RenderContext, one: Delivery, draft: Draft, offered: Offer, *, accuses: bool
) -> Markup:
    """Return what a draft's card says above what it offers."""
    say = context.say(one)
    lines = [
        _heading(say, draft),
        _about(context, say, draft),
        *_because(context, say, draft),
        _where(say, draft),
        *([when(say, draft)] if _is_timed(draft) else []),
        *_enclosed(context, say, draft),
        Markup("\n{}\n").format(shorten(draft.text, SHOWN) or say("(belum ada kata-kata)")),
        *([say(FORWARDED)] if draft.forwarded else []),
        *([] if accuses else _unclear(context, say, draft, offered)),
        *([say(ACCUSES)] if accuses and _has(offered, PAST_VERB) else []),
        *_notes(context, say, draft),
        *_recorded(context, say, draft, offered, accuses=accuses),
        *_to_call(context, say, draft, accuses=accuses),
        *([say(OWN_NAME)] if _names_writer(context, one, draft) else []),
    ]
    if offered.question is not None:
        lines.append(Markup("<b>{}</b>").format(offered.question))
    if offered.note is not None:
        lines.append(offered.note)
    return Markup("\n").join(lines)


def _names_writer(context: RenderContext, one: Delivery, draft: Draft) -> bool:
    """Tell whether its text holds a name by which Telegram knows its writer, who is ``one``'s."""
    sealed = one.recipient.sealed_name
    return sealed is not None and holds_name(draft.text, context.vault.open(sealed))


def _heading(say: Say, draft: Draft) -> Markup:
    if draft.emergency:
        return say("🚨 <b>DARURAT · BELUM TERKIRIM</b>")
    return say("📝 <b>Laporan Anda · BELUM TERKIRIM</b>")


def _about(context: RenderContext, say: Say, draft: Draft) -> Markup:
    about = display_names.label(context.config, draft.category, say)
    return Markup("<b>{}</b> · {}").format(about, display_names.severity(say, draft.severity))


def _because(context: RenderContext, say: Say, draft: Draft) -> Iterable[Markup]:
    """Name the words by which its kind was guessed, so that its writer can say that it is not so.

    Not where they chose it, nor of what no lock screen may show.
    """
    guess = context.config.triage.classify(draft.text)
    hidden = display_names.is_hidden(context.config, draft.category)
    if guess.quoted and guess.category == draft.category and not (draft.category_chosen or hidden):
        words = ", ".join(guess.quoted[:WORDS_NAMED])
        yield say("karena: {words}", words=words)


def _where(say: Say, draft: Draft) -> Markup:
    if draft.village is not None:
        below = spot(draft.text)
        village = display_names.village(say, draft.village)
        place = f"{below}, {village}" if below else village
        goes = draft_facts.elsewhere(draft) is not None  # what is tapped in a hurry goes here
        return say(GOES_TO, place=place) if goes else Markup("📍 {}").format(place)
    if draft.emergency or draft.pressed is not None:
        return say(
            "📍 <b>Di desa/kelurahan mana?</b> Ketik namanya, atau tekan 📎 dan pilih Lokasi:"
            " begitu jelas, langsung dikirim."
        )
    return say("📍 <b>Di desa/kelurahan mana?</b> Ketik namanya, atau tekan 📎 dan pilih Lokasi.")


def _is_timed(draft: Draft) -> bool:
    """Tell whether it is said when it came; without a village nobody knows by whose clock."""
    return draft.village is not None or _was_long_on_its_way(draft)


def _was_long_on_its_way(draft: Draft) -> bool:
    return draft.received_at - draft.written_at > LONG_ON_ITS_WAY


def when(say: Say, draft: Draft) -> Markup:
    """Say when it came, and where it was long on its way, when it was written."""
    if draft.village is None:
        return say(UNPLACED, span=say.duration(draft.received_at - draft.written_at))
    zone = draft.village.zone
    arrived = say.clock(draft.received_at, zone)
    if not _was_long_on_its_way(draft):
        return Markup("🕒 {}").format(arrived)
    written = moment(say, draft.written_at, zone, draft.received_at)
    return say("🕒 dikirim {written}, sampai {arrived}", written=written, arrived=arrived)


def _enclosed(context: RenderContext, say: Say, draft: Draft) -> Iterable[Markup]:
    """Mark what goes along; a picture that cannot is named, its text can still be sent."""
    yield from attached.of_draft(say, draft.attachments)
    if (elsewhere := draft_facts.elsewhere(draft)) is not None:
        yield _elsewhere(context, say, draft, elsewhere)
        if draft.venue is not None:
            yield Markup("{}").format(draft.venue)
    elif draft.venue is not None:
        yield say("📌 lokasi: {venue}", venue=draft.venue)
    elif draft.lat is not None:
        yield say("📌 lokasi")
    yield from attached.refused(say, draft.attachments)


def _elsewhere(context: RenderContext, say: Say, draft: Draft, region: Region) -> Markup:
    """Say what tells of another place: its position, its words, or a picture of it."""
    place = display_names.village(say, region) if region.level == VILLAGE else place_label(region)
    if draft.lat is not None:
        return say(LOCATION_ELSEWHERE, place=place)
    if normalise(region.name) in normalise(draft.text):
        return say(NAMED_ELSEWHERE, place=place)
    landmark = listed_in(draft.text, context.config.landmarks, region=region.code)
    if landmark is not None:
        return say(LANDMARK_ELSEWHERE, landmark=landmark.names[0], place=place)
    return say(PICTURE_ELSEWHERE, place=place)


def _unclear(context: RenderContext, say: Say, draft: Draft, offered: Offer) -> Iterable[Markup]:
    """Say that its kind is not clear, and by which button of the card one chooses it."""
    if not draft_facts.is_unclear(draft, context.config):
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


def waits_for_reader(context: RenderContext, draft: Draft) -> bool:
    """Tell whether nobody above whom it is against serves at its place; its card has asked who."""
    people = role_holders.remembered(context.session, draft.village_code)
    category = display_names.category(context.config, draft.category)
    return people is not None and accusation_readers.is_missing(
        draft, category, people, context.config
    )


def _notes(context: RenderContext, say: Say, draft: Draft) -> Iterable[Markup]:
    """What happens to it once it is sent: who reads it, what they see of its writer."""
    category = display_names.category(context.config, draft.category)
    if category.code in AGAINST:
        yield say(PAST[category.code])
        if waits_for_reader(context, draft):
            yield say(NOBODY_YET)
    elif category.is_confidential:
        yield say("🔒 Rahasia: hanya dibaca pihak yang berwenang.")
    if draft.lat is not None:
        yield say(ANONYMOUS_PLACE if draft.anonymous else PLACE)
    if category.hides_reporter and not draft.anonymous:
        yield say(
            "🕶 Untuk jenis laporan ini nama, nama samaran, dan peran Anda tidak pernah ditampilkan."
        )
    if draft.anonymous:
        yield say(
            "🕶 Anonim: petugas tidak melihat nama samaran, peran, atau kaitan dengan"
            " laporan Anda yang lain, dan laporan ini tidak muncul di /laporanku. Telegram"
            " dan pengelola bot tetap dapat mengenali akun Anda."
        )


def _recorded(
    context: RenderContext, say: Say, draft: Draft, offered: Offer, *, accuses: bool
) -> Iterable[Markup]:
    """Warn of a voice; of an addendum the kind of the report that it is added to counts too."""
    of = choices.read_as(draft, context.config)
    changes = any(key.data.split(":")[2:3] == ["recordings"] for row in offered.rows for key in row)
    return attached.warning(say, draft, *of, accuses=accuses, offered=changes)


def _to_call(context: RenderContext, say: Say, draft: Draft, *, accuses: bool) -> Iterable[Markup]:
    """Say whom to call in danger; a complaint about an officer is none by itself."""
    category = display_names.category(context.config, draft.category)
    unclear = draft_facts.is_unclear(draft, context.config) and not accuses
    if unclear or draft_facts.is_urgent(draft, now=context.now, config=context.config):
        yield advice.call(say, context.config, category)
