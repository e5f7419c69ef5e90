"""What may be changed on a draft, four buttons at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.category import Severity
from bot.locales import mark
from bot.services.reports import draft_facts, recordings
from bot.views import attached, display_names
from bot.views.card import MAX_BUTTONS, Button, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from bot.domain.category import Category
    from bot.locales import Say
    from bot.models import Draft
    from bot.settings import Config

LIKELY = MAX_BUTTONS - 2  # guesses, above every kind and what else may be changed
ACCUSED = "accused"  # the question before what names an officer is sent
READ_BY_THEM = mark(
    "Kirim seperti biasa? Petugas dan pejabat desa akan membacanya, termasuk yang Anda sebut."
)
A_PAGE = MAX_BUTTONS - 1  # the fourth turns the page, or the card back


@dataclass(frozen=True, slots=True)
class Offer:
    """A question and its answers; no question: what a card itself offers."""

    question: Markup | None
    rows: tuple[tuple[Button, ...], ...]
    note: Markup | None = None  # beside the question: what an answer means


def offer(
    draft: Draft, wanted: str, page: int, say: Say, config: Config, *, accuses: bool
) -> Offer:
    """Return the choices called ``wanted``.

    likely, all, rest, groups, severity, accused, or a group.
    """
    simple = {"severity": _severities, "all": _all, ACCUSED: _accused}
    if wanted == "rest":
        return _rest(draft, page, say, config, accuses=accuses)
    if wanted in simple:
        return simple[wanted](draft, say)
    if wanted == "groups":
        return _groups(draft, page, say, config)
    if wanted != "likely":
        return _group(draft, wanted, page, say, config)
    likely = [code for code in draft.alternatives if code in config.categories]
    return _likely(draft, likely, say, config) if likely else _all(draft, say)


def _likely(draft: Draft, likely: Sequence[str], say: Say, config: Config) -> Offer:
    guesses = [_category(draft, code, say, config) for code in likely[:LIKELY]]
    kinds = Button(say.plain("Jenis"), f"d:{draft.id}:change:groups")
    more = Button(say.plain("Lainnya"), f"d:{draft.id}:change:all")
    return Offer(say("Mungkin lebih tepat salah satu ini?"), rows(*guesses, kinds, more, width=1))


def _all(draft: Draft, say: Say) -> Offer:
    of = f"d:{draft.id}"
    return Offer(
        say("Apa yang ingin diubah? Untuk mengubah kata-kata: tekan lama pesan Anda, pilih Edit."),
        rows(
            Button(say.plain("Jenis"), f"{of}:change:groups"),
            Button(say.plain("Tingkat"), f"{of}:change:severity"),
            Button(say.plain("Tempat"), f"{of}:village"),
            _back(draft, say),
        ),
    )


def _rest(draft: Draft, page: int, say: Say, config: Config, *, accuses: bool) -> Offer:
    """Return the buttons that did not fit beside the two ways to send, or another village."""
    drop = Button(say.plain("Batal"), f"d:{draft.id}:drop")
    taken = draft_facts.elsewhere(draft) is not None or accuses
    voices = recorded(draft, say, config, accuses=accuses)
    hides = taken or draft_facts.is_unclear(draft, config) or bool(voices)
    hide = anonymous(draft, say, config) if hides else []
    buttons = [*(voices if taken else []), *hide, change(draft, say), drop]
    question = say("Ubah atau batalkan?")
    if len(buttons) < MAX_BUTTONS:
        return Offer(question, rows(*buttons, _back(draft, say)))
    return Offer(question, _paged(draft, "rest", buttons, page, say))


def _accused(draft: Draft, say: Say) -> Offer:
    """Ask before what names an officer is sent as everything else is."""
    send = Button(say.plain("Tetap kirim"), f"d:{draft.id}:send")
    return Offer(say(READ_BY_THEM), rows(past(draft, say), send, _back(draft, say)))


def anonymous(draft: Draft, say: Say, config: Config) -> list[Button]:
    """Return the button that hides who wrote it, ticked where it does.

    None of a kind that names nobody anyway, unless there is a position to make coarse.
    """
    hidden = draft_facts.category(draft, config).hides_reporter and draft.lat is None
    if hidden and not draft.anonymous:
        return []
    ticked = "✅ " if draft.anonymous else ""
    return [Button(ticked + say.plain("Anonim"), f"d:{draft.id}:anonymous")]


def recorded(draft: Draft, say: Say, config: Config, *, accuses: bool) -> list[Button]:
    """Return the button that leaves voices and videos behind, or sends them, if there are any."""
    if not recordings.kinds(draft):
        return []
    along = recordings.go_along(draft, *read_as(draft, config), accuses=accuses)
    answer = "no" if along else "yes"
    named = attached.label(say, draft, along=along)
    return [Button(named, f"d:{draft.id}:recordings:{answer}")]


def read_as(draft: Draft, config: Config) -> list[Category]:
    """Return what it is read as: its kind, and that of the report it is added to (loaded)."""
    kinds = [draft_facts.category(draft, config)]
    if draft.adds_to is not None and draft.adds is not None:
        kinds.append(config.category(draft.adds.report.category))
    return kinds


def change(draft: Draft, say: Say) -> Button:
    """Return the button that turns the card over to what may be changed."""
    return Button(say.plain("Ubah"), f"d:{draft.id}:change")


def past(draft: Draft, say: Say) -> Button:
    """Return the button that takes a report past whoever its text names."""
    return Button(say.plain("Jangan ke petugas desa"), f"d:{draft.id}:past")


def _severities(draft: Draft, say: Say) -> Offer:
    buttons = [
        Button(display_names.severity(say, level), f"d:{draft.id}:severity:{level}")
        for level in Severity
    ]
    return Offer(say("Seberapa gawat?"), rows(*buttons))


def _groups(draft: Draft, page: int, say: Say, config: Config) -> Offer:
    kinds = config.categories.values()
    labels = {category.group: category.group_name(say.language) for category in kinds}
    buttons = [Button(label, f"d:{draft.id}:change:{group}") for group, label in labels.items()]
    return Offer(say("Tentang apa?"), _paged(draft, "groups", buttons, page, say))


def _group(draft: Draft, group: str, page: int, say: Say, config: Config) -> Offer:
    codes = [category.code for category in config.categories.values() if category.group == group]
    buttons = [_category(draft, code, say, config) for code in codes]
    return Offer(say("Yang mana?"), _paged(draft, group, buttons, page, say))


def _paged(
    draft: Draft, wanted: str, buttons: Sequence[Button], page: int, say: Say
) -> tuple[tuple[Button, ...], ...]:
    first = page * A_PAGE
    shown = buttons[first : first + A_PAGE]
    is_last = first + A_PAGE >= len(buttons)
    further = Button(say.plain("Lainnya"), f"d:{draft.id}:change:{wanted}:{page + 1}")
    return rows(*shown, _back(draft, say) if is_last else further, width=1)


def _category(draft: Draft, code: str, say: Say, config: Config) -> Button:
    return Button(display_names.label(config, code, say), f"d:{draft.id}:category:{code}")


def _back(draft: Draft, say: Say) -> Button:
    return Button(say.plain("Kembali"), f"d:{draft.id}:back")
