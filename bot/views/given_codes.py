"""The codes of a coordinator's region, whoever made them, and how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.locales import mark
from bot.services.alerts import alert_access
from bot.services.people import coordinator_lists
from bot.views import paging
from bot.views.card import Button, Card, Markup, rows
from bot.views.moments import moment
from bot.views.office import regions_of, role_title
from bot.views.place import full_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery, Invitation, Region
    from bot.views.render_context import RenderContext

GIVEN = mark("<b>Kode di wilayah Anda: {n}</b>, yang terbaru dahulu.")
NONE_GIVEN = mark("Belum ada kode di wilayah Anda. Untuk mengundang orang: /undang")
GIVEN_LINE = mark("{number}. <b>{role}</b>, {place}: {state}")
GIVEN_BY_OTHERS = mark("{number}. <b>{role}</b>, {place}: {state} (dibuat {maker})")
OPERATOR, SOMEBODY = mark("pengelola bot"), mark("orang lain")
PRESS_ONE = mark("Untuk mengakhiri kode atau tugas, tekan kodenya.")
STATE_USED, STATE_OVER = mark("dipakai {at}"), mark("berakhir")
STATE_UNUSED = mark("belum dipakai, sampai {until}")
STATE_MANY = mark("dipakai banyak orang, sampai {until}")


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """List the codes that were given where somebody gives any; each opens by a button."""
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    cards = {}
    for one in deliveries:
        own = held[one.recipient_id]
        if any(grant.role in access.GIVES for grant in own):
            codes = await coordinator_lists.codes(context.session, own)
            regions = await regions_of(context.session, {code.region_code for code in codes})
            cards[one.id] = _given(context, one, codes, regions)
    return cards


def _given(
    context: RenderContext,
    one: Delivery,
    codes: Sequence[Invitation],
    regions: Mapping[str, Region],
) -> Card:
    say = context.say(one)
    if not codes:
        return Card(say(NONE_GIVEN))
    return page(
        say,
        one,
        codes,
        head=say(GIVEN, n=say.number(len(codes))),
        line=lambda number, code: _state_line(context, one, number, code, regions),
        foot=say(PRESS_ONE),
        turns=("p:0:codes",),
    )


def page(  # noqa: PLR0913 - all but three are named
    say: Say,
    one: Delivery,
    codes: Sequence[Invitation],
    *,
    head: Markup,
    line: Callable[[int, Invitation], Markup],
    foot: Markup,
    turns: Sequence[str],
) -> Card:
    """Lay out a page of codes, a ``line`` for each; each opens by a button.

    ``turns``: the data of the buttons that turn the page, and what stands behind its number.
    """
    first, pages, shown = paging.numbered(one, codes)
    lines = [line(number, code) for number, code in shown]
    text = Markup("\n").join([head, *paging.page_of(say, first, pages), *lines, foot])
    turning = paging.turning(say, turns[0], first, pages, *turns[1:])
    return Card(text, rows(*_openers(say, shown), *turning, width=1))


def _state_line(
    context: RenderContext,
    one: Delivery,
    number: int,
    code: Invitation,
    regions: Mapping[str, Region],
) -> Markup:
    region, say = regions[code.region_code], context.say(one)
    made_by = maker(say, one, code)
    return say(
        GIVEN_BY_OTHERS if made_by else GIVEN_LINE,
        maker=made_by,
        number=say.number(number),
        role=role_title(say, code.role),
        place=full_name(region, say),
        state=_state(context, say, code, region),
    )


def maker(say: Say, one: Delivery, code: Invitation) -> str:
    """Return who made a code, where its reader did not: never whose name."""
    if code.created_by == one.recipient_id:
        return ""
    return say.plain(OPERATOR if code.created_by is None else SOMEBODY)


def _state(context: RenderContext, say: Say, code: Invitation, region: Region) -> str:
    if code.used_at is not None:
        at = moment(say, code.used_at, region.zone, context.now)
        return say.plain(STATE_USED, at=at)
    if code.expires_at <= context.now:
        return say.plain(STATE_OVER)
    until = say.moment(code.expires_at, region.zone)
    return say.plain(STATE_MANY if code.reusable else STATE_UNUSED, until=until)


def _openers(say: Say, shown: Sequence[tuple[int, Invitation]]) -> list[Button]:
    """Return the buttons that open codes, by their numbers."""
    return [
        Button(f"{number}. {role_title(say, code.role)}", f"k:{code.id}:show")
        for number, code in shown
    ]
