"""The edge: takes raw updates, handles a batch in one transaction, answers after the commit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy.exc import OperationalError

from bot import outbox
from bot.handlers import before_consent, redemption, table
from bot.handlers.batch import Batch, Handled, load_batch, locate_positions, parse_button
from bot.handlers.incoming import Incoming, UpdateKind
from bot.handlers.turn import Turn
from bot.handlers.update_parser import CARRIED, parse_update
from bot.locales import mark, say_in
from bot.models import DeadLetter
from bot.views import own_data

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.clock import Clock
    from bot.handlers.answers import Answers
    from bot.handlers.outage_notice import OutageNotice
    from bot.metrics import Metrics
    from bot.models import Database
    from bot.settings import Config
    from bot.transport.direct_sender import DirectSender
    from bot.vault import Vault

log = structlog.get_logger()

FAILED = mark(
    "Sedang dalam bahaya? Telepon 110. Maaf, pesan ini gagal kami olah; pesan lain tidak"
    " terganggu. Tulis ulang dengan kata-kata berbeda."
)


class Edge:
    """Takes batches one after another; whatever was committed is never done twice."""

    def __init__(  # noqa: PLR0913 - the parts it is put together from
        self,
        database: Database,
        *,
        answers: Answers,
        outage_notice: OutageNotice,
        vault: Vault,
        config: Config,
        clock: Clock,
        wake: Callable[[], None],
        metrics: Metrics,
    ) -> None:
        """Put the parts together; ``wake`` tells the sender that something is owed."""
        self._answers = answers
        self._outage_notice = outage_notice
        self._database = database
        self._vault = vault
        self._config = config
        self._clock = clock
        self._wake = wake
        self._metrics = metrics

    @property
    def direct(self) -> DirectSender:
        """Return the sender for people of whom nothing is stored."""
        return self._answers.direct

    async def take(self, raw: Sequence[dict[str, Any]]) -> None:
        """Handle raw updates in their order; when this returns they may be confirmed.

        1. Each is parsed by itself: one that cannot be read cannot block the others. What lies at
           a position is looked up.
        2. All are handled in one transaction.
        3. Where a handler raises, everything is rolled back and they are taken one by one; the one
           that fails alone is kept as a dead letter and its sender is told.
        4. After the commit the presses are answered, and strangers, of whom nothing is stored.
        5. Where the database itself fails, nothing is confirmed and all of it comes again; people
           are told so, and it raises.
        """
        if not (updates := self._parse_new(raw)):
            return
        began = self._outage_notice.begin()
        try:
            located = await locate_positions([update for update, _ in updates])
            turns = await self._handle_updates(
                list(zip(located, (one for _, one in updates), strict=True))
            )
        except OperationalError:
            await self._outage_notice.tell([update for update, _ in updates], began)
            raise
        self._outage_notice.over()
        self._metrics.updates.inc(len(updates))
        self._metrics.batches.inc()
        self._wake()
        await self._answers.give(turns)

    def _parse_new(self, raw: Sequence[dict[str, Any]]) -> list[tuple[Incoming, dict[str, Any]]]:
        """Parse raw updates; leave out those that cannot be read or are being handled already."""
        return [
            (update, one)
            for one in raw
            if (update := self._parse(one)) is not None and not self.direct.knows(update.update_id)
        ]

    async def _handle_updates(
        self, updates: Sequence[tuple[Incoming, dict[str, Any]]]
    ) -> list[Turn]:
        try:
            return await self._handle_batch([update for update, _ in updates])
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a handler raised
            log.warning("batch_taken_apart", size=len(updates), error=type(error).__name__)
            return [
                turn for update, one in updates for turn in await self._handle_alone(update, one)
            ]

    def _parse(self, raw: dict[str, Any]) -> Incoming | None:
        try:
            update = parse_update(raw, self._clock.now())
        except Exception:  # Telegram's side; nobody can be told
            log.exception("unreadable_update", update_id=raw.get("update_id"))
            return None
        return None if update is None or update.kind is UpdateKind.NONE else update

    async def _handle_batch(self, updates: Sequence[Incoming]) -> list[Turn]:
        async def work(session: AsyncSession) -> list[Turn]:
            batch = await load_batch(session, updates, self._vault)
            handled = [await self._handle(session, batch, update) for update in updates]
            return [turn for turn in handled if turn is not None]

        return await self._database.transact(work)

    async def _handle_alone(self, update: Incoming, raw: dict[str, Any]) -> list[Turn]:
        try:
            return await self._handle_batch([update])
        except OperationalError:
            raise
        except Exception as error:  # this is the one
            log.exception("handler_failed", update_id=update.update_id, kind=update.kind)
            self._metrics.handler_failures.inc()
            return await self._keep_dead_letter(update, raw, error)

    async def _keep_dead_letter(
        self, update: Incoming, raw: dict[str, Any], error: Exception
    ) -> list[Turn]:
        """Store a failing update as a dead letter, and tell its sender; drop a stranger's."""

        async def work(session: AsyncSession) -> list[Turn]:
            batch = await load_batch(session, [update], self._vault)
            turn = self._turn(session, batch, update)
            if update.update_id in batch.handled:
                return []  # another process has handled it meanwhile
            if turn.member is None:
                turn.show(table.failure_card(turn.say))
                return [turn]
            session.add(self._dead_letter(turn, turn.member.id, raw, error))
            batch.note(session, update.update_id, Handled(None, None), turn.now)
            turn.tell(FAILED)
            return [turn]

        try:
            return await self._database.transact(work)
        except OperationalError:
            raise
        except Exception:  # it is given up, or it would block all updates behind it
            log.exception("update_not_kept", update_id=update.update_id)
            return []

    def _dead_letter(
        self, turn: Turn, member_id: int, raw: dict[str, Any], error: Exception
    ) -> DeadLetter:
        return DeadLetter(
            update_id=turn.incoming.update_id,
            member_id=member_id,
            sealed=self._vault.seal(json.dumps(raw)),
            error=type(error).__name__,
            created_at=turn.now,
            purge_at=turn.now + self._config.limits.retention.dead_letters,
        )

    def _turn(self, session: AsyncSession, batch: Batch, update: Incoming) -> Turn:
        member = batch.members.get(self._vault.fingerprint(update.user_id))
        language = member.language if member is not None else update.language
        press = parse_button(update, self._vault)
        turn = Turn(
            session, update, member, self._clock.now(), self._config, self._vault, say_in(language)
        )
        if press is not None:
            turn.noun, turn.subject, turn.verb = press.noun, press.subject, press.verb
            turn.args = list(press.args)
        return turn

    async def _handle(self, session: AsyncSession, batch: Batch, update: Incoming) -> Turn | None:
        turn = self._turn(session, batch, update)
        before = batch.handled.get(update.update_id)
        if before is not None:
            return self._answer_again(turn, before)
        if turn.member is not None and await before_consent.is_repeated(turn):
            return None
        if update.carried or not await redemption.is_all(turn):
            entry = await table.find_reply(turn) or table.find(turn)
            if entry is None:
                return None
            await table.enter(turn, entry)
        if turn.enrolled_now is not None:
            batch.members[self._vault.fingerprint(update.user_id)] = turn.enrolled_now
        if turn.member is not None and turn.member.erased_at is not None:
            batch.members.pop(self._vault.fingerprint(update.user_id), None)
        if turn.member is not None or turn.enrolled_now is not None:
            batch.note(session, update.update_id, Handled(*turn.answered), turn.now)
        return turn

    @staticmethod
    def _answer_again(turn: Turn, before: Handled) -> Turn:
        """Answer an update that Telegram brings again by the current card; do nothing twice."""
        if turn.member is not None and before.kind in table.CURRENT_CARDS:
            outbox.promise(
                turn.session, before.kind, turn.member.id, now=turn.now, subject=before.subject
            )
        elif turn.member is None and before.kind == table.ERASED:
            turn.show(own_data.erased_card(turn.say), edit=True)
        return turn

    async def take_carried(self, promise_id: int, message: dict[str, Any]) -> None:
        """Handle a message from before the consent, which Telegram returned with a sent card.

        It is handled once: the promise's id serves as the update's.
        """
        await self.take([{"update_id": -promise_id, CARRIED: message}])

    async def close(self) -> None:
        """Give up what is still being answered."""
        await self._answers.close()
