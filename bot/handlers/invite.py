"""Coordinators enrol people: a code for a role, within their own region only."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.access import Role
from bot.domain.category import OTHER
from bot.domain.open_question import InviteQuestion
from bot.domain.spoken_roles import read_role
from bot.handlers import report
from bot.locales import mark
from bot.models import Lane
from bot.places import place_search
from bot.places.data import DISTRICT, PROVINCE, REGENCY, VILLAGE
from bot.places.place_search import SearchResult
from bot.places.region_filters import outermost
from bot.services.people import invitations

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Region

ANSWERS_WITHIN = timedelta(minutes=15)  # then a message is a message again
LEVELS = (PROVINCE, REGENCY, DISTRICT, VILLAGE)
ASK_PLACE = mark(
    "Di wilayah mana? Ketik nama atau kode desa/kelurahan, kecamatan, atau kabupaten/kota di"
    " wilayah Anda."
)
NO_SUCH_ROLE = mark(
    "Peran itu tidak dikenal. Ketik /undang saja untuk memilih, atau misalnya: /undang warga"
    " Karuwisi"
)
NOT_GIVEN = mark("Peran itu hanya diberikan oleh pengelola bot.")
NOT_YOURS = mark("Tidak ada tempat dengan nama itu di wilayah Anda. Periksa nama atau kodenya.")


async def invite(turn: Turn) -> None:
    """Take ``/undang``; alone, it asks as what and where; with role and place, it is done."""
    said, _, place = turn.incoming.text.partition(" ")
    if not said:
        turn.reply("invite_roles", page=0)
        return
    role = read_role(said)
    if role is None:
        turn.tell(NO_SUCH_ROLE)
    elif not _own(turn, role):
        turn.tell(NOT_GIVEN)
    elif place.strip():
        await _offer(turn, role, await _places(turn, role, place))
    else:
        _ask_place(turn, role)


async def poster(turn: Turn) -> None:
    """Take ``/poster``: a code for the residents of one's own region, and the page to hang up.

    Whoever has several regions names one, or is asked.
    """
    place, own = turn.incoming.text.strip(), outermost(_own(turn, Role.RESIDENT))
    region = await place_search.by_code(turn.session, own[0]) if len(own) == 1 else None
    if place:
        await _offer(turn, Role.RESIDENT, await _places(turn, Role.RESIDENT, place))
    elif region is not None:
        await _issue(turn, Role.RESIDENT, region)
    else:
        turn.reply("villages", codes=own, role=Role.RESIDENT, purpose="invite")


async def role_chosen(turn: Turn) -> None:
    """Take the role that was pressed, or show more of them."""
    said = ":".join(turn.args)
    if said == "more":
        turn.reply("invite_roles", edit=True, page=turn.subject)
    elif (role := read_role(said)) is None:
        turn.tell(NO_SUCH_ROLE)
    elif not _own(turn, role):
        turn.tell(NOT_GIVEN)
    else:
        _ask_place(turn, role)


async def place_typed(turn: Turn) -> None:
    """Take the place that was asked for; what is none, or comes late, may be a report."""
    asked, text = turn.asked(InviteQuestion), turn.incoming.text
    late = turn.now - asked.at > ANSWERS_WITHIN
    answers = turn.incoming.name == "text" and not late
    finding = await _places(turn, asked.role, text) if answers else SearchResult()
    if finding.sure or (answers and turn.config.triage.heard(text).category == OTHER):
        await _offer(turn, asked.role, finding)
    else:
        turn.me.awaiting = None
        await report.receive(turn)


async def place_picked(turn: Turn) -> None:
    """Take the place that was pressed."""
    code, role = turn.args[0], read_role(":".join(turn.args[1:]))
    region = await place_search.by_code(turn.session, code)
    if region is None or role is None or not access.may_give(turn.grants, role, code):
        turn.toast(NOT_YOURS)
        return
    await _issue(turn, role, region)


def _ask_place(turn: Turn, role: str) -> None:
    turn.me.awaiting = InviteQuestion(role=role, at=turn.now)
    turn.tell(ASK_PLACE)


def _own(turn: Turn, role: str) -> list[str]:
    """Return the regions in which one may give a role; none: one may not."""
    return [grant.region for grant in turn.grants if access.may_give([grant], role, grant.region)]


async def _places(turn: Turn, role: str, text: str) -> SearchResult:
    """Return the places that ``text`` may mean where one may give ``role``."""
    return await place_search.search(turn.session, text, levels=LEVELS, within=_own(turn, role))


async def _offer(turn: Turn, role: str, finding: SearchResult) -> None:
    """Make the code for the one place that was named in full; else let them choose."""
    if not finding.found:
        turn.tell(NOT_YOURS)
    elif finding.sure and finding.bearers == 1:
        await _issue(turn, role, finding.found[0].region)
    else:
        turn.reply("villages", codes=finding.codes, role=role, purpose="invite")


async def _issue(turn: Turn, role: str, region: Region) -> None:
    """Make the code. It stands in the promise sealed: the database alone enrols nobody."""
    if isinstance(turn.me.awaiting, InviteQuestion):
        turn.me.awaiting = None
    if not access.may_give(turn.grants, role, region.code):
        turn.toast(NOT_YOURS)
        return
    code, invitation = await invitations.issue(
        turn.session,
        role=role,
        region=region.code,
        days=invitations.RESIDENT_DAYS if role == Role.RESIDENT else invitations.DAYS,
        created_by=turn.me.id,
        now=turn.now,
        vault=turn.vault,
    )
    sealed = turn.vault.seal(code).decode()
    turn.reply("invitation", invitation.id, code=sealed)
    if invitation.reusable:  # takes a while to typeset, and nothing waits behind it
        turn.reply("poster", invitation.id, lane=Lane.NOTICE, code=sealed)
