"""``kamtibmas doctor``: one table of everything that is looked at, in this order."""

from __future__ import annotations

from bot.cli.doctor import (
    database,
    disk,
    hearing,
    intake,
    people,
    secret,
    telegram,
    timing,
    written,
)
from bot.cli.doctor.examination import Check

# Names are for scripts and for the operator's manual: they stay as they are.
CHECKS: tuple[Check, ...] = (
    Check("settings", written.settings),
    Check("config", written.config, ("settings",)),
    Check("data", disk.data, ("settings",)),
    Check("database", database.database, ("settings",), limit_s=60),
    Check("schema", database.schema_of, ("database",)),
    Check("regions", database.regions, ("schema",)),
    Check("key", secret.key, ("settings",)),
    Check("listen", hearing.listen, ("settings",)),
    Check("token", telegram.token, ("settings",)),
    Check("bot", telegram.bot, ("token",)),
    Check("webhook", intake.webhook, ("token",)),
    Check("polling", intake.polling, ("webhook",)),
    Check("clock", timing.clock, ("settings",)),
    Check("people", people.people, ("schema",)),
    Check("queue", people.queue, ("schema",)),
)

__all__ = ["CHECKS"]
