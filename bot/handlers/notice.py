"""The notice, and what a stranger answers to it: nothing of what they write is kept before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.incoming import UpdateKind
from bot.services.people import newcomers
from bot.views import consent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.handlers.incoming import Incoming
    from bot.handlers.turn import Turn
    from bot.locales import Say
    from bot.settings import Config
    from bot.views.card import Card

LONGEST_PACKED = 42  # characters of which messages a button remembers
REPORTING = frozenset({"start", "lapor", "darurat"})
# Commands that can be typed again: nothing is lost with them.
NOTHING_TO_TAKE = frozenset({"bantuan", "privasi", "bahasa", "dataku", "hapus", "batal"})


async def ask(turn: Turn) -> None:
    """Answer a stranger: 110, and the notice as a reply; further messages in two lines.

    The number of what goes on once they agree is noted, and no word of it.
    """
    told, short = turn.incoming, False
    if told.message_id and _may_go_on(told):
        mark = turn.vault.fingerprint(told.user_id)
        short = await newcomers.record(turn.session, mark, told.message_id, now=turn.now)
    card = (
        consent.further_card(turn.say, turn.config)
        if short
        else _notice(told, turn.say, turn.config)
    )
    turn.show(card, as_reply=True)
    turn.direct[-1].asks = True


def translate(turn: Turn, say: Say) -> None:
    """Show the notice of the pressed card in another language, as long as it was."""
    press = turn.incoming.press
    told = press.carried if press is not None else None
    short = consent.SHORT in turn.args
    card = consent.further_card(say, turn.config) if short else _notice(told, say, turn.config)
    turn.show(card, edit=True)


async def refused(turn: Turn, say: Say) -> None:
    """Forget that somebody wrote; the card remembers which messages, for whoever taps back."""
    press, mark = turn.incoming.press, turn.vault.fingerprint(turn.incoming.user_id)
    written = await newcomers.refuse(turn.session, mark, now=turn.now)
    card = press.card_id or 0 if press is not None else 0
    turn.show(consent.declined_card(say, turn.config, _packed(card, written)), edit=True)


def _packed(card: int, written: Sequence[int]) -> str:
    """Write numbers of messages down as short as a button needs it, the newest that fit."""
    packed = ""
    for one in reversed(written):
        more = f"{card - one:x}.{packed}" if packed else f"{card - one:x}"
        if len(more) > LONGEST_PACKED:
            break
        packed = more
    return packed


def written_in(turn: Turn) -> list[int]:
    """Return the numbers of messages that the pressed card remembers."""
    press = turn.incoming.press
    card = press.card_id or 0 if press is not None else 0
    packed = turn.args[1] if len(turn.args) > 1 else ""
    return [card - int(one, 16) for one in packed.split(".") if one]


def _notice(told: Incoming | None, say: Say, config: Config) -> Card:
    """Return the notice that answers what a stranger sent; all of it, where they asked for it."""
    whole = told is not None and (told.kind, told.name) == (UpdateKind.COMMAND, "privasi")
    return consent.card(say, config, waits=told is not None and told.waits, whole=whole)


def _may_go_on(told: Incoming) -> bool:
    """Tell whether something may come of a stranger's message once they agree.

    A command that is none of ours may be a misspelt emergency.
    """
    unknown = (
        told.kind is UpdateKind.COMMAND and bool(told.text) and told.name not in NOTHING_TO_TAKE
    )
    return unknown or told.kind is UpdateKind.MESSAGE or told.name in REPORTING
