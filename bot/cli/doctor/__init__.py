"""``kamtibmas doctor``: one table of all checks, in the order in which they run."""

from __future__ import annotations

from bot.cli.doctor import (
    configuration,
    database,
    disk,
    intake,
    listen_check,
    people,
    recordings,
    renders,
    secret,
    system_clock,
    telegram,
)
from bot.cli.doctor.runner import Check

# Names are for scripts and for the operator's manual: they stay as they are.
CHECKS: tuple[Check, ...] = (
    Check("settings", configuration.settings),
    Check("config", configuration.config, ("settings",)),
    Check("data", disk.data, ("settings",)),
    Check("database", database.database, ("settings",), limit_s=60),
    Check("schema", database.schema_of, ("database",)),
    Check("regions", database.regions, ("schema", "config")),
    Check("key", secret.key, ("settings",)),
    Check("listen", listen_check.listen, ("settings",)),
    Check("token", telegram.token, ("settings",)),
    Check("bot", telegram.bot, ("token",)),
    Check("webhook", intake.webhook, ("token",)),
    Check("polling", intake.polling, ("webhook",)),
    Check("clock", system_clock.clock, ("settings",)),
    Check("media", recordings.media, ("settings",)),
    Check("files", renders.files, ("settings",), limit_s=30),
    Check("people", people.people, ("schema",)),
    Check("queue", people.queue, ("schema",)),
)

__all__ = ["CHECKS"]
