"""What somebody is told when the operator gives them posts, or ends some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.locales import mark
from bot.services.history import read_office
from bot.services.posts import GIVEN
from bot.services.standing import ON_CALL
from bot.views.card import Card, Markup
from bot.views.length import listed
from bot.views.office import regions_of, role_label
from bot.views.place import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.access import Grant
    from bot.locales import Say
    from bot.models import Delivery, Region
    from bot.views.showing import Showing

NEW = mark("<b>Tugas baru Anda</b>")
OVER = mark("<b>Tugas Anda berakhir</b>")
NEXT = mark("Tekan /uji supaya yakin bunyi peringatan terdengar. Lainnya: /bantuan.")
MISTAKEN = mark("Keliru? Tulis kepada operator.")


async def render(showing: Showing, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Name the posts, one a line, and what to do next."""
    offices = [read_office(duty) for one in deliveries for duty in one.payload["duties"]]
    regions = await regions_of(showing.session, {one.region for one in offices if one})
    return {one.id: _card(showing.say(one), one, regions) for one in deliveries}


def _card(say: Say, one: Delivery, regions: Mapping[str, Region]) -> Card:
    duties, given = one.payload["duties"], one.payload["event"] == GIVEN
    held = [office for duty in duties if (office := read_office(duty)) is not None]
    lines = [say(NEW if given else OVER)]
    lines += listed([_line(say, post, regions[post.region]) for post in held], say)
    if not given:
        lines.append(say(MISTAKEN))
    elif access.may(held, ON_CALL, None):
        lines.append(say(NEXT))
    return Card(Markup("\n").join(lines))


def _line(say: Say, post: Grant, region: Region) -> Markup:
    return Markup("• {}: {}").format(role_label(say, post.role), full_name(region))
