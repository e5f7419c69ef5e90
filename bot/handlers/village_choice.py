"""Places that a name or a code may mean are offered, and one of them is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.open_question import VillageQuestion
from bot.handlers import draft_submission, ended_draft
from bot.locales import mark
from bot.places import place_search
from bot.places.data import DISTRICT, VILLAGE
from bot.services.people import grants
from bot.services.reports import draft_changes, draft_lookup, named_villages
from bot.views.place import OFFERED

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Draft, Region

ASK_WITH_DISTRICT = mark(
    "Ketik nama desa/kelurahan beserta kecamatannya (contoh: Karuwisi, Panakkukang), atau kodenya."
)
NOT_A_VILLAGE = mark("Itu bukan desa/kelurahan. Ketik nama atau kode desa/kelurahan Anda.")


async def picked(turn: Turn) -> None:
    """Take the village that was pressed: one's own, or a draft's."""
    heirs = await place_search.today(turn.session, turn.args[0]) if turn.args else []
    if not heirs or heirs[0].level != VILLAGE:
        turn.toast(NOT_A_VILLAGE)
    elif len(heirs) > 1:  # a decree split it since the card was shown
        offer(turn, [region.code for region in heirs], _number(turn.args[1:]), None)
    else:
        await settle(turn, heirs[0], _number(turn.args[1:]))


async def other(turn: Turn) -> None:
    """Ask for more of the name."""
    draft_id = _number(turn.args)
    turn.me.awaiting = VillageQuestion(draft=draft_id, at=turn.now)
    turn.tell(ASK_WITH_DISTRICT)


async def offer_named(turn: Turn, begun: Draft) -> None:
    """Offer the place that the words name to whoever has no village yet, by one tap."""
    if begun.village_code is not None or turn.incoming.location is not None:
        return
    place = await named_villages.find(turn.session, begun.text, near=None, config=turn.config)
    if place is not None and place.level == DISTRICT:
        await offer_in(turn, place, begun.id)
    elif place is not None:
        offer(turn, [place.code], begun.id, None)


async def offer_in(turn: Turn, district: Region, draft_id: int) -> None:
    """Offer the villages of a district for a draft, first the one that is called like it."""
    codes = await place_search.villages_in(turn.session, district)
    turn.me.awaiting = VillageQuestion(draft=draft_id, at=turn.now)
    about: dict[str, Any] = {"draft": draft_id, "many": len(codes), "district": district.code}
    turn.reply("villages", codes=codes[:OFFERED], purpose="draft", **about)


def offer(turn: Turn, codes: list[str], draft_id: int | None, many: int | None) -> None:
    """Offer places to choose from; ``many``: so many bear the name, of which these are some."""
    about: dict[str, Any] = {"purpose": "home"}
    if draft_id is not None:
        about = {"purpose": "draft", "draft": draft_id}
    if many is not None:
        about["many"] = many
    turn.reply("villages", codes=codes, **about)


async def settle(turn: Turn, region: Region, draft_id: int | None) -> None:
    """Write the village down, say so, and go on with the drafts that waited for it."""
    if isinstance(turn.me.awaiting, VillageQuestion):
        turn.me.awaiting = None
    draft = await own(turn, draft_id)
    is_open = draft is not None and draft.status == draft_changes.OPEN
    if draft_id is not None and not is_open and turn.me.village_code is not None:
        await ended_draft.tell(turn, draft_id)
        return
    home = draft_id is None or turn.me.village_code is None
    if home:
        grants.settle(turn.me, region)
    about = [draft.id] if draft is not None and is_open else []
    waiting = dict.fromkeys((*about, *await draft_submission.drafts_without_village(turn)))
    turn.reply("village", edit=True, code=region.code, home=home, begins=home and not waiting)
    for waits in waiting:
        await draft_submission.village_known(turn, waits, region.code)


async def own(turn: Turn, draft_id: int | None) -> Draft | None:
    """Return a draft of theirs; None: it is nobody's, or somebody else's."""
    draft = await draft_lookup.load(turn.session, draft_id) if draft_id is not None else None
    return draft if draft is not None and draft.member_id == turn.me.id else None


def _number(args: list[str]) -> int | None:
    return int(args[0]) if args and args[0].isdecimal() else None
