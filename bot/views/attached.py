"""Photos, voices and videos, as cards name and count them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.domain.attachment_kind import AttachmentKind
from bot.locales import mark
from bot.services.reports import recordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.domain.category import Category
    from bot.locales import Say
    from bot.models import Attachment, Draft
    from bot.views.card import Markup

# What a draft says of one that could not be kept.
REFUSED = {
    AttachmentKind.PHOTO: {
        "large": mark("Foto terlalu besar, tidak ikut dikirim."),
        "broken": mark("Foto tidak dapat dibuka, tidak ikut dikirim."),
        "failed": mark("Foto tidak berhasil diolah, tidak ikut dikirim."),
        "quota": mark("Terlalu banyak foto; sebagian tidak ikut dikirim."),
    },
    AttachmentKind.VOICE: {
        "large": mark("Suara terlalu besar, tidak ikut dikirim."),
        "long": mark("Suara terlalu panjang, tidak ikut dikirim."),
        "broken": mark("Suara tidak dapat dibuka, tidak ikut dikirim."),
        "failed": mark("Suara tidak berhasil diolah, tidak ikut dikirim."),
        "quota": mark("Terlalu banyak suara; sebagian tidak ikut dikirim."),
    },
    AttachmentKind.VIDEO: {
        "large": mark("Video terlalu besar, tidak ikut dikirim."),
        "long": mark("Video terlalu panjang, tidak ikut dikirim."),
        "broken": mark("Video tidak dapat dibuka, tidak ikut dikirim."),
        "failed": mark("Video tidak berhasil diolah, tidak ikut dikirim."),
        "quota": mark("Terlalu banyak video; sebagian tidak ikut dikirim."),
    },
}
RECOGNISED = mark(
    "🎤 Suara dan video dapat dikenali, dan ikut dikirim ke yang membaca laporan ini. Tidak mau?"
    " Tekan tombolnya."
)
RECOGNISED_HERE = mark(
    "🎤 Suara dan video dapat dikenali, dan ikut dikirim ke yang membaca laporan ini."
)
LEFT_OUT = mark(
    "🔇 Suara dan video dapat dikenali, jadi TIDAK ikut dikirim. Tetap mau? Tekan tombolnya."
)
LEFT_OUT_HERE = mark("🔇 Suara dan video dapat dikenali, jadi TIDAK ikut dikirim.")


def counted(say: Say, numbers: Mapping[str, int]) -> Sequence[Markup]:
    """Say how many of each kind there are, by the kind."""
    photos, voices, videos = (numbers.get(kind, 0) for kind in AttachmentKind)
    return [
        *([say.many("{n} foto", "{n} foto", photos)] if photos else []),
        *([say.many("{n} suara", "{n} suara", voices)] if voices else []),
        *([say.many("{n} video", "{n} video", videos)] if videos else []),
    ]


def of_draft(say: Say, attachments: Sequence[Attachment]) -> Sequence[Markup]:
    """Mark what goes along with a draft, a line for each kind."""
    kept = Counter(one.kind for one in attachments if not _refused(one))
    photos, voices, videos = (kept[kind] for kind in AttachmentKind)
    return [
        *([say.many("📷 {n} foto", "📷 {n} foto", photos)] if photos else []),
        *([say.many("🎤 {n} suara", "🎤 {n} suara", voices)] if voices else []),
        *([say.many("🎬 {n} video", "🎬 {n} video", videos)] if videos else []),
    ]


def refused(say: Say, attachments: Iterable[Attachment]) -> Sequence[Markup]:
    """Say of those that could not be kept that they do not go along, each thing once."""
    told = dict.fromkeys((one.kind, one.state) for one in attachments if _refused(one))
    return [say(REFUSED[AttachmentKind(kind)][state]) for kind, state in told]


def _refused(one: Attachment) -> bool:
    return one.state in REFUSED[AttachmentKind(one.kind)]


def warning(
    say: Say, draft: Draft, *of: Category, accuses: bool, offered: bool
) -> Sequence[Markup]:
    """Warn that a voice is recognised, and say whether it goes along.

    ``offered``: the card has the button that changes it.
    """
    if not recordings.kinds(draft):
        return []
    along = recordings.go_along(draft, *of, accuses=accuses)
    if not offered:
        return [say(RECOGNISED_HERE if along else LEFT_OUT_HERE)]
    return [say(RECOGNISED if along else LEFT_OUT)]


def label(say: Say, draft: Draft, *, along: bool) -> str:
    """Return what the button says that leaves them behind (``along``: they go), or sends them."""
    kinds = recordings.kinds(draft)
    if len(kinds) > 1:
        return say.plain("Tanpa suara, video") if along else say.plain("Dengan suara, video")
    if AttachmentKind.VIDEO in kinds:
        return say.plain("Tanpa video") if along else say.plain("Dengan video")
    return say.plain("Tanpa suara") if along else say.plain("Dengan suara")
