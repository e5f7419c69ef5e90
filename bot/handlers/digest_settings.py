"""``/atur``: when somebody's digests come, which they do without, and when news is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import hour_mention
from bot.domain.promises.people import SILENT
from bot.locales import mark
from bot.places import place_search
from bot.services.digests import digest_hours, digest_schedule, silent_hours
from bot.services.digests.digest_hours import DigestKind

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

KINDS = tuple(map(str, DigestKind))
LAST_MINUTE = 24 * 60 - 1
SPAN = 2  # minutes of the day in a button

NOT_UNDERSTOOD = mark("Jam itu belum saya kenali. Ketik misalnya: /atur 05.30")


async def show(turn: Turn) -> None:
    """Show when one's digests come; an hour behind the command is chosen at once."""
    said = turn.incoming.text.strip()
    if hour_mention.is_silent(said):
        await _silence(turn, said)
        return
    minute = hour_mention.find(said)
    if minute is not None:
        kind = DigestKind.WEEKLY if hour_mention.is_weekly(said) else DigestKind.DAILY
        await _choose(
            turn, kind if digest_hours.receives(kind, turn.grants) else _other(kind), minute
        )
    elif said:
        turn.tell(NOT_UNDERSTOOD)
    turn.reply("digest_settings")


async def back(turn: Turn) -> None:
    """Show all of it again."""
    turn.reply("digest_settings", edit=True)


async def ask(turn: Turn) -> None:
    """Ask for the hour of one kind."""
    turn.reply("digest_settings", edit=True, of=turn.args[0])


async def choose(turn: Turn) -> None:
    """Let digests of one kind come at the hour of the button, from the next one on."""
    await _choose(turn, DigestKind(turn.args[0]), min(int(turn.args[1]), LAST_MINUTE))
    turn.reply("digest_settings", edit=True, of=turn.args[0])


async def stop(turn: Turn) -> None:
    """Do without digests of one kind."""
    digest_hours.stop(turn.me, DigestKind(turn.args[0]))
    turn.reply("digest_settings", edit=True)


async def resume(turn: Turn) -> None:
    """Have digests of one kind again."""
    kind = DigestKind(turn.args[0])
    zone = await _zone(turn, kind)
    digest_hours.resume(turn.me, kind, zone, turn.config, turn.now)
    turn.reply("digest_settings", edit=True)


async def show_silent(turn: Turn) -> None:
    """Show one's silent hours."""
    turn.reply("digest_settings", edit=True, of=SILENT)


async def be_silent(turn: Turn) -> None:
    """Let ordinary news be silent in the hours of the button."""
    since, until = (min(int(part), LAST_MINUTE) for part in turn.args)
    silent_hours.choose(turn.me, since, until, await _first_zone(turn))
    turn.reply("digest_settings", edit=True, of=SILENT)


async def end_silent(turn: Turn) -> None:
    """Let all news make a sound again."""
    silent_hours.end(turn.me)
    turn.reply("digest_settings", edit=True, of=SILENT)


async def names_hours(turn: Turn) -> bool:
    """Admit a button that names two minutes of the day."""
    return len(turn.args) == SPAN and all(part.isdecimal() for part in turn.args)


async def _silence(turn: Turn, said: str) -> None:
    """Take the hours that somebody typed, and show their silent hours."""
    span = hour_mention.find_span(said)
    if span is not None:
        silent_hours.choose(turn.me, *span, await _first_zone(turn))
    turn.reply("digest_settings", of=SILENT)


async def gets(turn: Turn) -> bool:
    """Admit to whom digests of the kind come that the button names."""
    if not turn.args or turn.args[0] not in KINDS:
        return False
    is_hour = turn.verb != "set" or (len(turn.args) > 1 and turn.args[1].isdecimal())
    return is_hour and digest_hours.receives(DigestKind(turn.args[0]), turn.grants)


async def may_stop(turn: Turn) -> bool:
    """Admit those of them who may do without."""
    return await gets(turn) and digest_hours.may_stop(DigestKind(turn.args[0]), turn.grants)


async def _choose(turn: Turn, kind: DigestKind, minute: int) -> None:
    zone = await _zone(turn, kind)
    digest_hours.set_minute(turn.me, kind, minute, zone, config=turn.config, now=turn.now)
    if digest_hours.stopped(turn.me, kind):  # who says when they want it wants it
        digest_hours.resume(turn.me, kind, zone, turn.config, turn.now)


async def _zone(turn: Turn, kind: DigestKind) -> str:
    codes = digest_schedule.digest_regions(kind, turn.grants)
    return (await place_search.by_codes(turn.session, codes))[0].zone


async def _first_zone(turn: Turn) -> str:
    kinds = [kind for kind in DigestKind if digest_hours.receives(kind, turn.grants)]
    return await _zone(turn, kinds[0])


def _other(kind: DigestKind) -> DigestKind:
    return DigestKind.WEEKLY if kind is DigestKind.DAILY else DigestKind.DAILY
