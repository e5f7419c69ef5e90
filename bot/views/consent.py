"""The notice that everybody agrees to before anything of theirs is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import LANGUAGES, mark
from bot.views import advice
from bot.views.card import Button, Card, Markup, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery
    from bot.settings import Config
    from bot.views.render_context import RenderContext

AGREE, DECLINE = "c:0:agree", "c:0:decline"  # the language of the notice follows
SHORT = "short"  # behind the language of a button: its card stays short
NOT_SENT = mark(
    "<b>Pesan Anda BELUM terkirim.</b> Ini bot laporan warga kepada Bhabinkamtibmas. Tekan Setuju"
    " untuk melanjutkan."
)
WHAT_IT_IS = mark("Ini bot laporan warga kepada Bhabinkamtibmas. Tekan Setuju untuk mulai.")
WHOEVER_RUNS_IT = mark("pengelola bot kamtibmas ini")  # as config/limits.toml ships it
NO_PROMISE = mark(
    "Bot ini tidak menggantikan {police} dan tidak menjanjikan bahwa petugas pasti datang."
)
RESPONSIBLE = mark("Penanggung jawab: {controller}. Hubungi: {contact}")
DAYS_OF_A_YEAR = 365


def card(say: Say, config: Config, *, waits: bool, whole: bool = False) -> Card:
    """Return the notice with the question; it answers whatever a stranger wrote first.

    ``waits``: what they wrote goes on once they agree. ``whole``: every word of the notice.
    """
    notice = _notice(say, config) if whole else _in_short(say, config)
    first = say(NOT_SENT if waits else WHAT_IT_IS)
    text = Markup("{}\n\n{}\n\n{}\n\n<b>{}</b>").format(
        _danger(say, config), first, notice, say("Setuju?")
    )
    return Card(text, rows(*_answers(say), *_other_languages(say)))


def further_card(say: Say, config: Config) -> Card:
    """Return the answer to what a stranger writes below the notice."""
    text = say(
        "☎️ <b>Sedang dalam bahaya? Telepon {police}.</b>\n<b>Pesan ini juga BELUM terkirim.</b>"
        " Satu kali Setuju cukup untuk semua pesan Anda.",
        police=config.limits.emergency.police,
    )
    return Card(text, rows(*_answers(say), *_other_languages(say, f":{SHORT}")))


async def render_carried(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Say below a message of before the consent that it counts; nothing is left to press."""
    return {one.id: _received(context.say(one)) for one in deliveries}


def _received(say: Say) -> Card:
    return Card(say("✓ Anda sudah setuju. Pesan ini ikut kami terima."), silent=True)


def declined_card(say: Say, config: Config, written: str = "") -> Card:
    """Return the answer to whoever does not agree; a tap takes that back.

    ``written``: what the button remembers of which messages there were.
    """
    text = say(
        "Baik, tidak ada yang disimpan dan tidak ada yang dikirim. Berubah pikiran? Tekan"
        " Setuju; tidak perlu menulis ulang. Sedang dalam bahaya? Telepon {numbers}.",
        numbers=advice.numbers(say, config),
    )
    return Card(text, rows(_agree(say, written)))


async def render_notice(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Show the notice again to somebody who agreed to it."""
    return {one.id: Card(_notice(context.say(one), context.config)) for one in deliveries}


def controller(say: Say, config: Config) -> str:
    """Return who answers for the data, in the reader's language where the operator named nobody."""
    named = config.limits.consent.controller
    return say.plain(WHOEVER_RUNS_IT) if named == WHOEVER_RUNS_IT else named


def responsible(say: Say, config: Config) -> Iterator[Markup]:
    """Say who is responsible and how to reach them, where the operator says how."""
    contact = config.limits.consent.contact
    if contact:
        yield say(RESPONSIBLE, controller=controller(say, config), contact=contact)


def _danger(say: Say, config: Config) -> Markup:
    police = config.limits.emergency.police
    return say("☎️ <b>Sedang dalam bahaya? Telepon {police} (gratis).</b>", police=police)


def _in_short(say: Say, config: Config) -> Markup:
    lines = (
        say("• Dibaca Bhabinkamtibmas dan petugas di desa/kelurahan Anda, dengan nama samaran."),
        say(
            "• Disimpan {kept} oleh {controller}, lalu dihapus.",
            kept=_kept(say, config),
            controller=controller(say, config),
        ),
        say("• Identitas Anda hanya dibuka dengan alasan, dan itu dicatat. Lengkapnya: /privasi"),
    )
    return Markup("\n").join(lines)


def _notice(say: Say, config: Config) -> Markup:
    paragraphs = (
        say(
            "Laporan Anda disimpan oleh {controller} untuk keamanan lingkungan dan diteruskan"
            " kepada Bhabinkamtibmas dan petugas di desa/kelurahan Anda. Dicatat: isi laporan,"
            " waktu, lokasi yang Anda kirim. Disimpan {kept}, lalu dihapus.",
            controller=controller(say, config),
            kept=_kept(say, config),
        ),
        say(
            "Petugas melihat nama samaran. Telegram dan pengelola bot tetap dapat mengenali akun;"
            " identitas hanya dibuka dengan alasan, dan itu dicatat."
        ),
        say(
            "Anda boleh melihat, memperbaiki, atau menghapus data: /dataku, /hapus. Jangan kirim"
            " NIK, foto korban, atau data anak, kecuali anak hilang. Laporan beritikad baik"
            " dilindungi; laporan palsu yang disengaja dapat dipidana."
        ),
        say(NO_PROMISE, police=config.limits.emergency.police),
        *responsible(say, config),
    )
    return Markup("\n\n").join(paragraphs)


def _kept(say: Say, config: Config) -> Markup:
    """Say how long reports are kept, in years where these are whole, and in days."""
    days = config.limits.retention.reports.days
    years, rest = divmod(days, DAYS_OF_A_YEAR)
    if not years or rest:
        return say.many("{n} hari", "{n} hari", days)
    return say.many(
        "{n} tahun ({days} hari)", "{n} tahun ({days} hari)", years, days=say.number(days)
    )


def _answers(say: Say) -> tuple[Button, Button]:
    return _agree(say), Button(say.plain("Tidak setuju"), f"{DECLINE}:{say.language}")


def _agree(say: Say, written: str = "") -> Button:
    more = f":{written}" if written else ""
    return Button(say.plain("Setuju"), f"{AGREE}:{say.language}{more}")


def _other_languages(say: Say, more: str = "") -> list[Button]:
    return [
        Button(name, f"l:0:set:{code}{more}")
        for code, name in LANGUAGES.items()
        if code != say.language
    ][:2]
