"""The language in which the bot speaks to everybody on the page, and what it has said already."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from bot.demo import neighbours
from bot.handlers import menu
from bot.locales import LANGUAGES, SOURCE
from bot.models import Delivery, DeliveryStatus, Member
from bot.standin.call_parameters import CallParameters
from bot.standin.methods import checks
from bot.views import RENDERERS
from bot.views.card import Card
from bot.views.render_context import RenderContext

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Database
    from bot.settings import Config
    from bot.standin.message import Message
    from bot.standin.telegram import Person, Telegram
    from bot.vault import Vault


class Translation:
    """Speaks to all but the twenty neighbours in one language, as ``/bahasa`` lets each choose it.

    What was said before is drawn again by the bot's own views, so that nothing on the page stays in
    the other language but what people themselves have written.
    """

    def __init__(
        self, telegram: Telegram, database: Database, config: Config, vault: Vault, data: Path
    ) -> None:
        """Begin with Indonesian; ``data`` is the folder of attachments."""
        config.bot.username = telegram.username  # without it, what holds a link would lose it
        self._telegram = telegram
        self._database = database
        self._config = config
        self._vault = vault
        self._data = data
        self.language = SOURCE

    async def speak(self, language: str) -> None:
        """Change the language (a key of ``LANGUAGES``). ValueError for another."""
        if language not in LANGUAGES:
            message = f"{language!r} is none of {', '.join(LANGUAGES)}"
            raise ValueError(message)
        self.language = language
        others = {person.id for person in neighbours.people(self._telegram)}
        people = [one for one in self._telegram.people.values() if one.id not in others]
        unseen = [self._vault.fingerprint(one) for one in others]  # who press in Indonesian
        async with self._database.writing() as session:
            chosen = update(Member).where(Member.fingerprint.not_in(unseen))
            await session.execute(chosen.values(language=language))
        for person in people:
            person.raw["language_code"] = language
        spoken_to = [person for person in people if person.inbox]
        drawn = await self._draw_again(spoken_to)
        for person in spoken_to:
            if person.id not in drawn and not person.blocked:
                _asks_for(person, LANGUAGES[language])

    async def _draw_again(self, people: Sequence[Person]) -> Collection[int]:
        """Show each message of the bot as it reads now; return the chats of whom the bot knows."""
        marks: dict[str | None, Person] = {
            self._vault.fingerprint(person.id): person for person in people
        }
        async with self._database.reading() as session:
            known = select(Member.id, Member.fingerprint).where(Member.fingerprint.in_(marks))
            chats = {one: marks[mark].chat for one, mark in await session.execute(known)}
            now = self._telegram.clock()
            context = RenderContext(
                session, self._config, self._vault, self._data, now, menu.commands
            )
            for kind, deliveries in (await _newest(session, chats)).items():
                cards = await RENDERERS[kind](context, deliveries)
                for one in deliveries:
                    message = chats[one.recipient_id].messages.get(one.sent_message_id or 0)
                    card = cards.get(one.id)
                    if message is not None and isinstance(card, Card):
                        self._put(message, card)
        return {chat.id for chat in chats.values()}

    def _put(self, message: Message, card: Card) -> None:
        """Put a card into a message in place of what it showed, which is no edit of the bot's."""
        keyboard: dict[str, Any] = {
            "inline_keyboard": [
                [
                    {
                        "text": button.label,
                        "callback_data": self._vault.sign(message.chat.id, button.data),
                    }
                    for button in row
                ]
                for row in card.rows
            ]
        }
        name = "caption" if message.has_caption else "text"
        said: dict[str, Any] = {name: str(card.text), "parse_mode": "HTML"}
        if card.rows:
            said["reply_markup"] = keyboard
        ask = CallParameters("editMessageText", said)
        message.words = checks.caption(ask) if message.has_caption else checks.words(ask)
        message.markup = checks.keyboard(ask)
        if card.document is not None:
            file = card.document
            message.document = self._telegram.files.document(
                file.content, file.name, file.media_type
            )


async def _newest(
    session: AsyncSession, members: Collection[int]
) -> Mapping[str, Sequence[Delivery]]:
    """Return, by kind, what each message that these members were sent shows by now."""
    sent = (Delivery.recipient_id.in_(members), Delivery.status == DeliveryStatus.SENT)
    wanted = select(Delivery).where(*sent).options(joinedload(Delivery.recipient))
    newest = {
        (one.recipient_id, one.sent_message_id): one
        for one in await session.scalars(wanted.order_by(Delivery.id))
    }
    by_kind: dict[str, list[Delivery]] = defaultdict(list)
    for one in newest.values():
        if one.kind in RENDERERS:
            by_kind[one.kind].append(one)
    return by_kind


def _asks_for(person: Person, label: str) -> None:
    """Let somebody of whom the bot knows nothing press the language on the notice they see."""
    if label in person.last.buttons:
        person.presses(label, person.last)
