"""Redeeming a code: after ``/start``, in a link, or among the words of any message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.access import Role
from bot.domain.code_mention import hide, mentions
from bot.handlers import draft_submission
from bot.handlers.incoming import UpdateKind
from bot.locales import mark
from bot.services.people import enrolment, pasted_codes, reachability
from bot.services.people.enrolment import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.code_mention import Mention
    from bot.handlers.turn import Turn
    from bot.services.people.enrolment import Redemption

REFUSED: Mapping[Verdict, str] = {
    Verdict.UNKNOWN: mark(
        "Kode itu tidak dikenal. Periksa hurufnya, lalu ketik: /start lalu spasi dan kodenya."
    ),
    Verdict.USED: mark("Kode itu sudah dipakai. Minta kode baru kepada koordinator Anda."),
    Verdict.EXPIRED: mark(
        "Kode itu sudah lewat masa berlakunya, atau sudah diakhiri. Minta kode baru kepada"
        " koordinator Anda."
    ),
    Verdict.WITHDRAWN: mark(
        "Kode itu tidak berlaku lagi: yang membuatnya sudah tidak bertugas di sana. Minta kode baru"
        " kepada koordinator Anda."
    ),
    Verdict.OWN: mark(
        "Kode itu Anda buat sendiri: berikan kepada orangnya."
        " Peran untuk Anda diberikan orang lain."
    ),
    Verdict.THROTTLED: mark("Terlalu banyak kode yang salah. Coba lagi setelah satu jam."),
}
# Whom a code for residents does not let in needs none: a poster hangs longer than it holds.
WITHOUT = mark(
    "Kode itu sudah lewat masa berlakunya, atau sudah diakhiri. Tidak apa-apa: Anda tetap bisa"
    " melapor tanpa kode."
)
SEVERAL = mark("Ada beberapa kode di pesan itu. Kirim satu saja: kode untuk Anda sendiri.")
CARRIES_WORDS = frozenset({"text", "attachment", "location", "edited", "other"})


async def redeem(turn: Turn, code: str) -> Verdict:
    """Redeem a code; where that fails, say why and what to do."""
    redemption = await enrolment.redeem(
        turn.session, turn.me, code, now=turn.now, vault=turn.vault, config=turn.config
    )
    if not redemption.granted:
        turn.tell(_refusal(redemption))
    elif turn.me.village_code is not None:  # what waited for it goes on
        for waits in await draft_submission.drafts_without_village(turn):
            await draft_submission.village_known(turn, waits, turn.me.village_code)
    return redemption.verdict


def _refusal(redemption: Redemption) -> str:
    over = redemption.verdict in {Verdict.EXPIRED, Verdict.WITHDRAWN}
    needless = over and redemption.role == Role.RESIDENT
    return WITHOUT if needless else REFUSED[redemption.verdict]


async def is_all(turn: Turn, *, welcomed: bool = False) -> bool:
    """Redeem a code that stands among the words of a message, and take it out of them.

    True where nothing else was said. Of several codes none is redeemed: they are other people's.
    ``welcomed``: the welcome that shows what it gives is owed already.
    """
    written = _written(turn)
    found = mentions(written, turn.config.bot.username)
    if turn.member is None or not found:
        return False
    recognised = await pasted_codes.recognise(
        turn.session, turn.me, _meant(turn, found), now=turn.now, vault=turn.vault
    )
    if not recognised.hidden:
        return False
    await _redeemed(turn, recognised.codes, welcomed=welcomed)
    turn.answered = (None, None)  # what is left to do has a card of its own
    rest = hide(written, recognised.hidden)
    turn.incoming = replace(turn.incoming, text=rest)
    return not rest and not _goes_on(turn)


def _written(turn: Turn) -> str:
    """Return the words of a message; of a command that is none of ours, its own word too."""
    incoming = turn.incoming
    if incoming.kind is UpdateKind.COMMAND:
        unknown = mentions(incoming.name.removeprefix("start"), "")
        return (
            f"{incoming.name.removeprefix('start')} {incoming.text}" if unknown else incoming.text
        )
    return (
        incoming.text
        if incoming.kind is UpdateKind.MESSAGE and incoming.name in CARRIES_WORDS
        else ""
    )


def _meant(turn: Turn, found: list[Mention]) -> list[Mention]:
    """Return the mentions; after ``/start`` the first is meant for a code, whatever it is."""
    if turn.incoming.kind is not UpdateKind.COMMAND or turn.incoming.name != "start":
        return found
    return [found[0]._replace(linked=True), *found[1:]]


async def _redeemed(turn: Turn, codes: tuple[str, ...], *, welcomed: bool) -> None:
    if len(codes) > 1:
        turn.tell(SEVERAL)
        return
    await reachability.back(turn.session, turn.me, now=turn.now)
    verdict = await redeem(turn, codes[0])
    told = welcomed or (verdict is Verdict.HELD and turn.incoming.name == "edited")
    if verdict in {Verdict.GRANTED, Verdict.HELD} and not told:
        turn.reply("welcome")


def _goes_on(turn: Turn) -> bool:
    """Tell whether something is left where no words are: a picture, a place, a cry for help."""
    incoming = turn.incoming
    return (
        incoming.attached is not None
        or incoming.location is not None
        or (incoming.kind is UpdateKind.COMMAND and incoming.name == "darurat")
    )
