"""The menu of commands in Telegram: for strangers once, for members by role and language."""

from __future__ import annotations

import asyncio
import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.locales import LANGUAGES, SOURCE
from bot.services.people import command_menus
from bot.transport.card_sender import SendResult, classify_error

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clock import Clock
    from bot.models import Database, Delivery
    from bot.transport.client import Client
    from bot.transport.job_context import JobContext, MenuContext


log = structlog.get_logger()

# Strangers have theirs in private chats alone: groups, where the bot only points to the private
# chat, fall back to the default, which is emptied.
STRANGERS = {"type": "all_private_chats"}
EMPTY = ({"type": "default"}, {"type": "all_group_chats"})
APART = timedelta(seconds=0.1)  # by so much the members of one sweep
AT_ONCE = 500  # members owed in one transaction
AGAIN_S = 5.0
FORGET_AGAIN_S = (0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60)


async def set_menu(delivery: Delivery, context: JobContext, now: datetime) -> None:
    """Set somebody's menu, where it is another than they were shown last.

    Raises a TelegramError while Telegram cannot be asked: it is owed still. Whoever cannot be
    reached has it when they are back.
    """
    del now
    sealed, member = delivery.recipient.sealed_id, delivery.recipient_id
    async with context.menu_context.turn:
        async with context.database.reading() as session:
            roles = await command_menus.roles(session, member)
            before = await command_menus.shown(session, member)
        if roles is None or sealed is None:
            return
        commands = context.menu_context.commands(roles, delivery.recipient.language)
        mark = hashlib.sha256(json.dumps(commands).encode()).hexdigest()[:32]
        if mark == before:
            return
        chat = {"type": "chat", "chat_id": int(context.vault.open(sealed))}
        try:
            await context.client.call("setMyCommands", {"commands": commands, "scope": chat})
        except (BadRequest, Forbidden) as error:
            log.info("menu_not_shown", error=type(error).__name__)
            return
        async with context.database.claiming() as session:
            await command_menus.record_menu(session, delivery.id, mark)


async def forget_menu(client: Client, chat: int) -> None:
    """Take the menu of somebody erased away: it would tell which roles they had.

    Of them nothing is stored, so that it is tried again here, for some minutes.
    """
    scope = {"type": "chat", "chat_id": chat}
    for wait in FORGET_AGAIN_S:
        try:
            await client.call("deleteMyCommands", {"scope": scope})
        except TelegramError as error:
            outcome = classify_error(error)
            log.info("menu_not_forgotten", error=outcome.error)
            if outcome.result is not SendResult.LATER:
                return
            await asyncio.sleep(outcome.wait or wait)
        else:
            return


class MenuUpdater:
    """Brings the menus up to date at start, in the background."""

    def __init__(
        self, client: Client, database: Database, menu_context: MenuContext, clock: Clock
    ) -> None:
        """Nothing is asked or owed yet."""
        self._client = client
        self._database = database
        self._menu_context = menu_context
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Do it, as often as it fails, until it is done or ``stop`` is set."""
        while not stop.is_set():
            try:
                await self.once()
            except TelegramError as error:
                log.info("menus_not_set", error=type(error).__name__)
            except Exception:  # the database: it is asked again
                log.exception("menus_failed")
            else:
                return
            await _rest(stop)

    async def once(self) -> None:
        """Set the strangers' menus, and owe the members theirs where there is a new edition.

        Raises a TelegramError. Telegram is asked first what it has: nothing is set twice.
        """
        for scope in EMPTY:
            await self._set(scope, [])
        await self._set(STRANGERS, self._menu_context.commands(None, SOURCE))
        for language in LANGUAGES:
            if language != SOURCE:
                await self._set(STRANGERS, self._menu_context.commands(None, language), language)
        await self._sweep()

    async def _set(
        self, scope: dict[str, str], commands: list[dict[str, str]], language: str = ""
    ) -> None:
        where: dict[str, Any] = {"scope": scope, "language_code": language}
        if await self._client.call("getMyCommands", where) == commands:
            return
        if commands:
            await self._client.call("setMyCommands", {"commands": commands, **where})
        else:
            await self._client.call("deleteMyCommands", where)

    async def _sweep(self) -> None:
        """Owe every member a look, a little apart from each other; killed, it begins anew."""
        async with self._database.reading() as session:
            if await command_menus.edition(session) == self._menu_context.edition:
                return
        last, due = 0, self._clock.now()
        while True:
            async with self._database.writing() as session:
                people = await command_menus.members_after(session, last, AT_ONCE)
                now = self._clock.now()
                for member in people:
                    command_menus.owe(session, member, now=now, send_after=due)
                    due, last = due + APART, member
                if len(people) < AT_ONCE:
                    command_menus.remember(session, self._menu_context.edition, now=now)
                    return


async def _rest(stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(AGAIN_S):
            await stop.wait()
    except TimeoutError:
        return
