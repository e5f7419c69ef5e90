"""An invitation: the code, the link that carries it, for residents a QR for the notice board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.documents import qr
from bot.domain.access import Role
from bot.domain.promises.base import ListPromise
from bot.domain.promises.people import CodePromise
from bot.locales import mark
from bot.models import Invitation, promise_data
from bot.places import place_search
from bot.views.card import Attached, Button, Card, Markup, rows
from bot.views.office import role_title
from bot.views.place import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.locales import Say
    from bot.models import Delivery, Region
    from bot.settings import Config
    from bot.views.render_context import RenderContext

# Roles as they are offered, three and "Lainnya" at a time.
PAGES: tuple[tuple[Role, ...], ...] = (
    (Role.RESIDENT, Role.WATCH, Role.OFFICER),
    (Role.FORUM, Role.DEPUTY, Role.VILLAGE_HEAD),
    (Role.BABINSA, Role.CADRE),
)
ONCE = mark("Berlaku sekali, sampai {until}.")
MANY_TIMES = mark("Boleh dipakai banyak orang, sampai {until}.")


async def render_roles(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Ask as what somebody is invited."""
    return {
        one.id: _roles(context.say(one), promise_data.decode(one, ListPromise).page)
        for one in deliveries
    }


async def render_invitation(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Show a code."""
    return {
        one.id: _card(context.say(one), context.config, invitation, region, code)
        for one, invitation, region, code in await opened(context, deliveries)
        if invitation.expires_at > context.now
    }


async def opened(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> list[tuple[Delivery, Invitation, Region, str]]:
    """Return each with its invitation, where it holds, and its code.

    The code is sealed in the promise: it stands in the clear nowhere else. Whose invitation is gone
    is left out.
    """
    wanted = select(Invitation).where(Invitation.id.in_([one.subject_id for one in deliveries]))
    made = {invitation.id: invitation for invitation in await context.session.scalars(wanted)}
    codes = [invitation.region_code for invitation in made.values()]
    regions = {
        region.code: region for region in await place_search.by_codes(context.session, codes)
    }
    return [
        (
            one,
            invitation,
            regions[invitation.region_code],
            context.vault.open(promise_data.decode(one, CodePromise).code.encode()),
        )
        for one in deliveries
        if (invitation := made.get(one.subject_id or 0)) is not None
    ]


def link(config: Config, code: str) -> str | None:
    """Return the address that opens the bot with a code; None while its name is not known."""
    name = config.bot.username
    return f"https://t.me/{name}?start={code}" if name else None


def _roles(say: Say, page: int) -> Card:
    buttons = [
        Button(role_title(say, role), f"i:0:role:{role}") for role in PAGES[page % len(PAGES)]
    ]
    further = (page + 1) % len(PAGES)
    more = Button(say.plain("Lainnya"), f"i:{further}:role:more")
    return Card(
        say("Mengundang siapa? Yang memakai kode ini langsung mendapat perannya."),
        rows(*buttons, more),
    )


def _card(say: Say, config: Config, invitation: Invitation, region: Region, code: str) -> Card:
    address = link(config, code)
    until = say.moment(invitation.expires_at, region.zone)
    lines = [
        say(
            "🔑 <b>{role}</b>: {place}",
            role=role_title(say, invitation.role),
            place=full_name(region, say),
        ),
        Markup("<code>/start {}</code>").format(code),
        *([Markup("{}").format(address)] if address else []),
        say(MANY_TIMES if invitation.reusable else ONCE, until=until),
    ]
    if not invitation.reusable:
        lines.append(
            say("Teruskan hanya kepada orangnya; siapa yang memakainya mendapat peran ini.")
        )
    if address is None or not invitation.reusable:
        return Card(Markup("\n").join(lines))
    lines.append(say("Gambar ini untuk dibagikan; poster papan pengumuman menyusul sebagai PDF."))
    shared = Attached("undangan.png", qr.png(address), "image/png")
    return Card(Markup("\n").join(lines), photo=shared)
