"""What the sender of a photo, a voice or a video hears where it cannot be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import mark
from bot.views.card import Card, Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.attachment_kind import AttachmentKind
    from bot.locales import Say
    from bot.settings.limits_shapes import Limits

LARGE = mark("Foto terlalu besar (paling besar {megabytes} MB) dan tidak disimpan.")
BROKEN = mark(
    "Foto tidak dapat dibuka (rusak, terlalu rumit, atau jenis lain seperti HEIC) dan tidak"
    " disimpan."
)
FAILED = mark("Foto tidak berhasil diolah, sudah beberapa kali dicoba, dan tidak disimpan.")
QUOTA = mark(
    "Foto Anda terlalu banyak (paling banyak {n} dalam {span}), jadi tidak semuanya disimpan."
)
RECORDING_LARGE = mark(
    "Suara atau video terlalu besar (paling besar {megabytes} MB) dan tidak disimpan."
)
RECORDING_LONG = mark("Suara atau video terlalu panjang (paling lama {span}) dan tidak disimpan.")
RECORDING_BROKEN = mark("Suara atau video tidak dapat dibuka dan tidak disimpan.")
RECORDING_FAILED = mark("Suara atau video tidak berhasil diolah dan tidak disimpan.")
RECORDING_QUOTA = mark(
    "Kiriman Anda terlalu banyak (paling banyak {n} dalam {span}), jadi tidak semuanya disimpan."
)
# What goes on without it, and what to do.
TEXT_GOES_ON = {
    "large": mark("Teksnya tetap dapat dikirim; kirim foto yang lebih kecil bila perlu."),
    "broken": mark("Teksnya tetap dapat dikirim; kirim sebagai foto biasa, bukan sebagai berkas."),
    "failed": mark("Teksnya tetap dapat dikirim; kirim foto lain bila perlu."),
    "quota": mark("Teksnya tetap dapat dikirim."),
}
WRITE_INSTEAD = mark("Tulis dengan kata-kata, atau kirim yang lebih pendek.")
NOTE_GOES_ON = mark("Catatannya tetap ada. Perlu foto lain? Tekan lagi Tulis catatan.")
QUESTION_GOES_ON = mark(
    "Pelapor tidak menerimanya. Masih perlu? Tekan lagi Tanya pelapor, lalu kirim yang lain."
)


def refusal(
    say: Say, kind: AttachmentKind, state: str, limits: Limits, *, goes_on: str | None = None
) -> Card | None:
    """Tell the sender why it was not kept; nothing where it was.

    ``goes_on``: what is said of the note or the question that it came with.
    """
    told = _of_recording(say, limits) if kind.is_recognisable else _of_photo(say, limits)
    if state not in told:
        return None
    if goes_on is None:
        goes_on = WRITE_INSTEAD if kind.is_recognisable else TEXT_GOES_ON[state]
    return Card(Markup(" ").join([told[state], say(goes_on)]))


def _of_photo(say: Say, limits: Limits) -> Mapping[str, Markup]:
    photo = limits.photo
    span, n = say.duration(photo.within), say.number(photo.per_person)
    return {
        "large": say(LARGE, megabytes=f"{photo.largest_mb:g}"),
        "broken": say(BROKEN),
        "failed": say(FAILED),
        "quota": say(QUOTA, n=n, span=span),
    }


def _of_recording(say: Say, limits: Limits) -> Mapping[str, Markup]:
    photo, media = limits.photo, limits.media
    span, n = say.duration(photo.within), say.number(photo.per_person)
    return {
        "large": say(RECORDING_LARGE, megabytes=f"{media.largest_mb:g}"),
        "long": say(RECORDING_LONG, span=say.duration(media.longest)),
        "broken": say(RECORDING_BROKEN),
        "failed": say(RECORDING_FAILED),
        "quota": say(RECORDING_QUOTA, n=n, span=span),
    }
