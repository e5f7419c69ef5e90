"""Every row, in the order of the table."""

from __future__ import annotations

from tests.chaos.row import Row
from tests.chaos.rows import clocks, databases, kills, lines, people

ROWS = (
    Row("kills", "SIGKILL of the bot at 8 random moments", kills.kills),
    Row("sigterm", "SIGTERM under load, 4 times: exit code 0 within 5 s", kills.sigterm),
    Row("two pollers", "two processes, one token, one database; one is killed", kills.two_pollers),
    Row("refused", "Telegram refuses connections for 20 s", lines.refused),
    Row("broken", "Telegram answers 502, then cuts every line, 20 s", lines.broken),
    Row("morning", "Telegram is down when the digests are due", lines.morning),
    Row("429", "retry_after for chats and for the whole bot, again and again", lines.storm_of_429),
    Row("accepted", "accepted, then reset; resets; slow answers", lines.accepted),
    Row("locked", "another program holds the database file for 14 s", databases.locked),
    Row("slow", "another program holds the database file 2 s, 5 times", databases.slow),
    Row(
        "full",
        "no block is left on the disk for 8 s, not even for the log",
        databases.full,
        small_disk=True,
    ),
    Row("forward", "the clock is put an hour forward", clocks.forward),
    Row("back", "the clock is put an hour back", clocks.back),
    Row("back, down", "an hour back while Telegram and the bot are down", clocks.back_while_down),
    Row("blocked", "4 of 21 officers block the bot (403)", people.blocked),
    Row("moved", "a group becomes a supergroup (400, migrate)", people.moved),
    Row("oddly", "updates twice, in another order, once more when confirmed", people.oddly),
    Row("hostile", "updates that cannot be read among good ones", people.hostile),
)
