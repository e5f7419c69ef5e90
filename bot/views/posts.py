"""What somebody is told when the operator gives them posts, or ends some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.promises.people import AppointedPromise, PostsPromise
from bot.locales import mark
from bot.models import promise_data
from bot.services.alerts import alert_access
from bot.services.alerts.alert_events import read_office, read_offices
from bot.services.people.posts import GIVEN, MOVED
from bot.views.card import Card, Markup
from bot.views.length import LISTED, listed
from bot.views.office import office_label, regions_of, role_title
from bot.views.place import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.access import Grant
    from bot.locales import Say
    from bot.models import Delivery, Region
    from bot.views.render_context import RenderContext

NEW = mark("<b>Tugas baru Anda</b>")
OVER = mark("<b>Tugas Anda berakhir</b>")
ELSEWHERE = mark(
    "<b>Wilayah tugas Anda berubah</b>\nPembagian wilayah diatur ulang. Tugas Anda sekarang:"
)
REPLACED = mark("Yang berakhir:")
HEADS = {GIVEN: NEW, MOVED: ELSEWHERE}
NEXT = mark("Tekan /uji supaya yakin bunyi panggilan terdengar. Lainnya: /bantuan.")
MISTAKEN = mark("Keliru? Hubungi pengelola bot.")

APPOINTED = mark("<b>Petugas baru di wilayah Anda</b>")
GIVEN_BY = mark("Diberi peran oleh {who}.")
OPERATOR = mark("pengelola bot")
UNKNOWN_TO_YOU = mark("Tidak Anda kenal? Beri tahu pengelola bot: orang nomor {number}.")


async def render(context: RenderContext, deliveries: Sequence[Delivery]) -> Mapping[int, Card]:
    """Name the posts, one a line, and what to do next."""
    told = [(one, promise_data.decode(one, PostsPromise)) for one in deliveries]
    offices = [read_office(duty) for _, said in told for duty in (*said.duties, *said.over)]
    regions = await regions_of(context.session, {one.region for one in offices if one})
    return {one.id: _card(context.say(one), said, regions) for one, said in told}


async def render_appointed(
    context: RenderContext, deliveries: Sequence[Delivery]
) -> Mapping[int, Card]:
    """Tell a supervisor who became an officer there, by office, and in which office it was given.

    Whoever leads there no more is not told.
    """
    held = await alert_access.held_by(context.session, {one.recipient_id for one in deliveries})
    told = {one.id: promise_data.decode(one, AppointedPromise) for one in deliveries}
    posts = {one: read_offices(said.duties) for one, said in told.items()}
    givers = read_offices(said.by or "" for said in told.values())
    offices = [post for one in deliveries for post in posts[one.id]] + givers
    regions = await regions_of(context.session, {office.region for office in offices})
    return {
        one.id: _appointed(context.say(one), one, posts[one.id], regions)
        for one in deliveries
        if alert_access.leads(held[one.recipient_id], posts[one.id])
    }


def _appointed(
    say: Say, one: Delivery, posts: Sequence[Grant], regions: Mapping[str, Region]
) -> Card:
    by = promise_data.decode(one, AppointedPromise).by
    giver = office_label(say, by, regions) if by else say.plain(OPERATOR)
    lines = [
        say(APPOINTED),
        *listed([_line(say, post, regions[post.region]) for post in posts], say),
        say(GIVEN_BY, who=giver),
        say(UNKNOWN_TO_YOU, number=one.subject_id),
    ]
    return Card(Markup("\n").join(lines))


def _card(say: Say, promise: PostsPromise, regions: Mapping[str, Region]) -> Card:
    held, given = read_offices(promise.duties), promise.event == GIVEN
    lines = [say(HEADS.get(promise.event, OVER)), *_lines(say, held, regions)]
    if promise.over:
        lines += [say(REPLACED), *_lines(say, read_offices(promise.over), regions)]
    if not given:
        lines.append(say(MISTAKEN))
    elif access.may(held, access.ON_CALL, None):
        lines.append(say(NEXT))
    return Card(Markup("\n").join(lines))


def _lines(say: Say, held: Sequence[Grant], regions: Mapping[str, Region]) -> list[Markup]:
    room = LISTED // 2  # of those that began, and of those that are over
    return listed([_line(say, post, regions[post.region]) for post in held], say, room=room)


def _line(say: Say, post: Grant, region: Region) -> Markup:
    return Markup("• {}: {}").format(role_title(say, post.role), full_name(region, say))
