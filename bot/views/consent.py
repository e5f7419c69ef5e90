"""The notice that everybody agrees to before anything of theirs is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import LANGUAGES
from bot.views.card import Button, Card, Markup, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery
    from bot.settings import Config
    from bot.views.showing import Showing

AGREE = "c:0:agree"  # the button's data; the language of the notice follows


def card(say: Say, config: Config) -> Card:
    """Return the notice with the question; it answers whatever a stranger wrote first."""
    text = Markup("{}\n\n{}\n\n<b>{}</b>").format(
        _danger(say, config), _notice(say, config), say("Setuju?")
    )
    agree = Button(say.plain("Setuju"), f"{AGREE}:{say.language}")
    decline = Button(say.plain("Batal"), "c:0:decline")
    return Card(text, rows(agree, decline, *_other_languages(say)))


def declined_card(say: Say, config: Config) -> Card:
    """Return the answer to whoever does not agree."""
    limits = config.limits.emergency
    return Card(
        say(
            "Baik, tidak ada yang disimpan. Kapan pun Anda berubah pikiran, tulis lagi di sini."
            " Bahaya sekarang: telepon {police} (polisi), {fire} (pemadam), {medical} (medis).",
            police=limits.police,
            fire=limits.fire,
            medical=limits.medical,
        )
    )


async def render_notice(showing: Showing, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Show the notice again to somebody who agreed to it."""
    return {one.id: Card(_notice(showing.say(one), showing.config)) for one in deliveries}


def _danger(say: Say, config: Config) -> Markup:
    police = config.limits.emergency.police
    return say("☎️ <b>Bahaya sekarang: telepon {police}.</b>", police=police)


def _notice(say: Say, config: Config) -> Markup:
    paragraphs = (
        say(
            "Laporan Anda disimpan oleh {controller} untuk keamanan lingkungan dan diteruskan"
            " kepada petugas desa Anda. Dicatat: isi laporan, waktu, lokasi yang Anda kirim."
            " Disimpan {days} hari, lalu dihapus.",
            controller=config.limits.consent.controller,
            days=say.number(config.limits.retention.reports.days),
        ),
        say(
            "Petugas melihat nama samaran. Telegram dan operator tetap dapat mengenali akun;"
            " membuka identitas perlu alasan dan dicatat."
        ),
        say(
            "Anda boleh melihat, memperbaiki, atau menghapus data: /dataku, /hapus. Jangan kirim"
            " NIK, foto korban, atau data anak. Laporan beritikad baik dilindungi; laporan palsu"
            " yang disengaja dapat dipidana."
        ),
    )
    return Markup("\n\n").join(paragraphs)


def _other_languages(say: Say) -> list[Button]:
    return [
        Button(name, f"l:0:set:{code}") for code, name in LANGUAGES.items() if code != say.language
    ][:2]
