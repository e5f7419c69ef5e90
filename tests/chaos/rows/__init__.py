"""Every row, in the order of the table."""

from __future__ import annotations

from tests.chaos.row import (
    EVERYWHERE,
    POLLING,
    POSTGRES,
    POSTGRES_WEBHOOK,
    SQLITE,
    SQLITE_WEBHOOK,
    WEBHOOK,
    Row,
)
from tests.chaos.rows import clocks, databases, kills, lines, outsiders, people, pictures

ROWS = (
    Row("kills", "SIGKILL of the bot at 6 random moments", kills.kills, EVERYWHERE),
    Row(
        "sigterm",
        "SIGTERM under load, 5 times: exit code 0 in 5 s",
        kills.sigterm,
        (SQLITE, POSTGRES_WEBHOOK),
    ),
    Row("two-pollers", "two bots, one token, one database; one is killed", kills.two, POLLING),
    Row(
        "server-kills",
        "SIGKILL of PostgreSQL 3 times, with fsync",
        databases.server_kills,
        (POSTGRES, POSTGRES_WEBHOOK),
    ),
    Row("lost", "no database for 14 s: locked, or refused", databases.lost, EVERYWHERE),
    Row("slow", "a slow database for 2 s, 5 times", databases.slow, POLLING),
    Row("full", "no block free for 8 s, not even for the log", databases.full, small_disk=True),
    Row("refused", "Telegram refuses connections for 20 s", lines.refused, (SQLITE, POSTGRES)),
    Row("broken", "Telegram answers 502, then cuts every line: 20 s", lines.broken, WEBHOOK),
    Row("morning", "Telegram is down when the digests are due", lines.morning, POLLING),
    Row("429", "retry_after for chats and for the whole bot, 8 s", lines.storm_of_429, (POSTGRES,)),
    Row("accepted", "accepted, then reset; resets; slow answers", lines.accepted, POLLING),
    Row("forward", "the clock is put an hour forward", clocks.forward),
    Row("back", "the clock is put an hour back", clocks.back, POLLING),
    Row("back-down", "an hour back while Telegram and the bot are down", clocks.back_while_down),
    Row("blocked", "4 of 21 officers block the bot (403)", people.blocked),
    Row("moved", "a group becomes a supergroup (400, migrate)", people.moved, (POSTGRES,)),
    Row("flood", "30 emergencies of one account at once", people.flood, POLLING),
    Row("oddly", "updates twice, out of order, and once more", people.oddly, (SQLITE, *WEBHOOK)),
    Row("bombs", "costly pictures; 4 kills while they are decoded", pictures.bombs),
    Row(
        "poison",
        "400 updates with wrong fields, and bytes that are none; 3 kills among them",
        outsiders.poison,
        (SQLITE, SQLITE_WEBHOOK, POSTGRES),
    ),
    Row(
        "strangers",
        "500 strangers at once; then a kill while 30 cannot be answered",
        outsiders.strangers,
        (SQLITE, SQLITE_WEBHOOK),
    ),
    Row(
        "proxy",
        "a proxy's pages (400, 401, 403, 404, 429, 502) in Telegram's place, 6 s",
        outsiders.pages_of_a_proxy,
        (SQLITE, SQLITE_WEBHOOK),
    ),
    Row(
        "half-open",
        "600 half-open and 520 silent connections, 3 times",
        outsiders.half_open,
        (SQLITE_WEBHOOK,),
    ),
    Row("hasty", "every poll is answered at once, empty: 4 s", outsiders.hasty),
)

__all__ = ["ROWS", "SQLITE", "SQLITE_WEBHOOK"]
