"""The buttons of a draft's card, and what is asked above them before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.category import RESCUE_GROUP
from bot.locales import mark
from bot.places.data import VILLAGE
from bot.services.reports import draft_facts
from bot.views import choices
from bot.views.card import Button, rows
from bot.views.choices import Offer
from bot.views.draft_text import waits_for_reader
from bot.views.office import place_label

if TYPE_CHECKING:
    from bot.locales import Say
    from bot.models import Draft
    from bot.views.render_context import RenderContext

Rows = tuple[tuple[Button, ...], ...]
UNREAD = "unread"  # in a button's data: its card says that nobody would read it
ASKS = mark("Masih berlangsung?")
OVER = mark("Sudah lewat: petugas tidak dipanggil sekarang.")
UNCLEAR = mark("Darurat sekarang?")
AT_ONCE = mark("Ya, darurat: langsung dikirim, petugas dipanggil sekarang.")


def offered(context: RenderContext, say: Say, draft: Draft, *, accuses: bool) -> Offer:
    """Ask what decides whether anybody is woken, beside what may be done with it."""
    beside = here(say, draft)
    waits = draft.pressed is not None and draft.village_code is None and not accuses
    if draft.emergency or waits:  # for its village alone
        return Offer(None, _unplaced(context, say, draft))
    if draft.pressed is None and draft_facts.asks_ongoing(
        draft, now=context.now, config=context.config
    ):
        return Offer(
            say(ASKS), _ongoing(context, say, draft, beside, accuses=accuses), note=say(OVER)
        )
    if accuses:
        return Offer(None, _accusing(say, draft))
    if draft.pressed is None and draft_facts.is_unclear(draft, context.config):
        return Offer(say(UNCLEAR), _unclear(context, say, draft, beside), note=say(AT_ONCE))
    return Offer(None, _plain(context, say, draft, beside))


def _unplaced(context: RenderContext, say: Say, draft: Draft) -> Rows:
    place = Button(say.plain("Pilih tempat"), f"d:{draft.id}:village")
    return rows(place, *_recorded(context, say, draft), _drop(say, draft))


def _recorded(context: RenderContext, say: Say, draft: Draft) -> list[Button]:
    return choices.recorded(draft, say, context.config, accuses=False)


def _ongoing(
    context: RenderContext, say: Say, draft: Draft, here: Button | None, *, accuses: bool
) -> Rows:
    """Return the two ways to send what may wake somebody; the rest is behind "Lainnya".

    Of what names an officer the way past them comes first, but where help is called for: "the
    village head is still in the fire" accuses nobody.
    """
    knows = _knows(context, draft)
    yes = Button(say.plain("Masih, kirim"), f"d:{draft.id}:yes{knows}")
    no = Button(say.plain("Sudah lewat, kirim"), f"d:{draft.id}:no{knows}")
    if accuses:
        past, rest = choices.past(draft, say), _rest(say, draft)
        calls_for_help = draft_facts.category(draft, context.config).group == RESCUE_GROUP
        return rows(yes, no, past, rest) if calls_for_help else rows(past, yes, no, rest)
    voices = _recorded(context, say, draft)
    beside = [here] if here is not None else voices or choices.anonymous(draft, say, context.config)
    return rows(yes, no, *(beside or [choices.change(draft, say)]), _rest(say, draft))


def _accusing(say: Say, draft: Draft) -> Rows:
    """Return the way past whoever is named first; sent otherwise it asks, since they read it."""
    ask = Button(say.plain("Kirim"), f"d:{draft.id}:change:{choices.ACCUSED}")
    return rows(choices.past(draft, say), ask, _rest(say, draft))


def _unclear(context: RenderContext, say: Say, draft: Draft, here: Button | None) -> Rows:
    """Return the buttons of a draft without a clear category: send it, or as an emergency."""
    now = Button(say.plain("🚨 Ya, darurat"), f"d:{draft.id}:urgent")
    voices = _recorded(context, say, draft)
    beside = [here] if here is not None else voices or [choices.change(draft, say)]
    return rows(_send(context, say, draft), now, *beside, _rest(say, draft))


def _plain(context: RenderContext, say: Say, draft: Draft, here: Button | None) -> Rows:
    """Return what may be done with what wakes nobody; without a village, sending asks for it."""
    if here is not None:
        return rows(_send(context, say, draft), here, _rest(say, draft))
    if voices := _recorded(context, say, draft):
        return rows(_send(context, say, draft), *voices, _rest(say, draft))
    hide, change = choices.anonymous(draft, say, context.config), choices.change(draft, say)
    return rows(_send(context, say, draft), *hide, change, _drop(say, draft))


def _send(context: RenderContext, say: Say, draft: Draft) -> Button:
    return Button(say.plain("Kirim"), f"d:{draft.id}:send{_knows(context, draft)}")


def _knows(context: RenderContext, draft: Draft) -> str:
    """Return what a button that sends says more where its card says that nobody would read it."""
    return f":{UNREAD}" if waits_for_reader(context, draft) else ""


def _drop(say: Say, draft: Draft) -> Button:
    return Button(say.plain("Batal"), f"d:{draft.id}:drop")


def _rest(say: Say, draft: Draft) -> Button:
    return Button(say.plain("Lainnya"), f"d:{draft.id}:change:rest")


def here(say: Say, draft: Draft) -> Button | None:
    """Return the button that takes the position's village, where it is another, as the report's."""
    elsewhere = draft_facts.elsewhere(draft)
    if elsewhere is None:
        return None
    name = elsewhere.name if elsewhere.level == VILLAGE else place_label(elsewhere)
    return Button(say.plain("📌 Di {village}", village=name), f"d:{draft.id}:here")
