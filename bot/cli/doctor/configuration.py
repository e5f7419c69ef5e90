"""Checks of the settings and of ``config/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.doctor.finding import Finding, warning, wrong
from bot.cli.doctor.setup import apart
from bot.clock import Clock
from bot.settings import SettingsError, load, load_config, remarks
from bot.settings.misspelt_variables import unknown_variables

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.cli.doctor.setup import Setup


async def settings(setup: Setup) -> AsyncIterator[Finding]:
    """Read the environment; a variable that nobody reads is a slip."""
    for name, mend in unknown_variables(setup.environment).items():
        yield warning(f"the variable {name} is unknown", mend)
    try:
        setup.settings = load()
    except SettingsError as error:
        for sentence in (str(error), *error.others):
            yield wrong(sentence)
        return
    setup.clock = Clock(setup.settings.clock)
    if setup.settings.clock is not None:
        yield warning(
            "KAMTIBMAS_CLOCK is set: the bot lives by a time of its own",
            "unset it, unless this is a trial",
        )


async def config(setup: Setup) -> AsyncIterator[Finding]:
    """Read config/ and what is laid over it, as the bot does at start."""
    folder = setup.settings.config
    try:
        await apart(lambda: load_config(folder))
    except SettingsError as error:
        yield wrong(str(error))
        return
    for said, mend in await apart(lambda: remarks(folder)):
        yield warning(said, mend)
    if folder is not None and not await apart(lambda: any(folder.glob("*.toml"))):
        yield warning(
            f"KAMTIBMAS_CONFIG: there is no TOML file in {folder}",
            "put your files there, named as those in config/, or unset the variable",
        )
