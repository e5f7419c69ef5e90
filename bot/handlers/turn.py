"""The turn: one incoming message or press, with its member, the session, and ways to answer."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from bot import outbox
from bot.domain.open_question import OpenQuestion
from bot.models import Lane

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.handlers.incoming import Incoming
    from bot.locales import Say
    from bot.models import Member
    from bot.settings import Config
    from bot.vault import Vault
    from bot.views.card import Card

# Kinds of card that are sent as a reply to the message they are about.
REPLIES = frozenset({"draft", "meant"})


Asked = TypeVar("Asked", bound=OpenQuestion)


@dataclass(slots=True)
class StrangerAnswer:
    """A message to somebody of whom nothing is stored, sent before the update is confirmed."""

    chat_id: int
    card: Card
    reply_to: int | None = None
    edits: int | None = None
    asks: bool = False  # it asks for the consent: its message id is stored once it is sent


@dataclass(slots=True)
class Turn:
    """What a handler gets. It reads and writes ``session`` only, and can be run again.

    ``noun``, ``subject``, ``verb``, ``args`` are the parts of a pressed button's data
    ``noun:subject:verb[:arg...]``.
    """

    session: AsyncSession
    incoming: Incoming
    member: Member | None
    now: datetime
    config: Config
    vault: Vault
    say: Say
    # Set while the turn is handled.
    noun: str = field(default="", init=False)
    subject: int = field(default=0, init=False)
    verb: str = field(default="", init=False)
    args: list[str] = field(default_factory=list, init=False)
    toast_text: str = field(default="", init=False)
    direct: list[StrangerAnswer] = field(default_factory=list, init=False)
    answered: tuple[str | None, int | None] = field(default=(None, None), init=False)
    enrolled_now: Member | None = field(default=None, init=False)  # where this turn made the member
    suggested_command: str = field(default="", init=False)  # the one closest to a misspelt one
    next_command: str = field(default="", init=False)  # set by a handler: run it after this one

    @property
    def me(self) -> Member:
        """Return the member. Raises LookupError for a stranger."""
        if self.member is None:
            message = "this entry is open to strangers"
            raise LookupError(message)
        return self.member

    @property
    def grants(self) -> list[Grant]:
        """Return the roles and regions of the member."""
        return self.member.held if self.member is not None else []

    def asked(self, kind: type[Asked]) -> Asked:
        """Return the open question that is answered. Raises LookupError for another kind."""
        if isinstance(question := self.me.awaiting, kind):
            return question
        message = f"no {kind.__name__} is open"
        raise LookupError(message)

    def of(self, incoming: Incoming) -> Turn:
        """Return a turn for another message of the same person, within the same transaction."""
        other = copy(self)
        other.incoming = incoming
        return other

    def continue_with(self, command: str, carried: Incoming | None) -> None:
        """Run ``command`` next, on the content of the message that the pressed card answers."""
        self.next_command = command
        if carried is not None and carried.user_id == self.incoming.user_id:
            self.incoming = replace(
                self.incoming,
                text=carried.text,
                attached=carried.attached,
                written_at=carried.written_at,
            )

    def reply(
        self,
        kind: str,
        subject: int | None = None,
        *,
        edit: bool = False,
        lane: Lane = Lane.REPLY,
        **payload: Any,  # noqa: ANN401 - JSON
    ) -> None:
        """Promise the person a message of ``kind``; ``edit``: in place of the pressed card."""
        press = self.incoming.press
        answers_message = press is None and self.incoming.message_id > 0
        outbox.promise(
            self.session,
            kind,
            self.me.id,
            now=self.now,
            lane=lane,
            subject=subject,
            edits=press.card_id if edit and press is not None else None,
            reply_to=self.incoming.message_id if answers_message and kind in REPLIES else None,
            **payload,
        )
        if self.answered[0] is None:
            self.answered = (kind, subject)

    def tell(self, sentence: str, **values: Any) -> None:  # noqa: ANN401 - JSON
        """Promise the person one of our own sentences (marked for translation by ``mark``)."""
        self.reply("sentence", text=sentence, values=values)

    def toast(self, sentence: str, **values: Any) -> None:  # noqa: ANN401 - formatted
        """Answer a press with a short line over the chat; answer a message with a sentence."""
        if self.incoming.press is None:
            self.tell(sentence, **values)
        else:
            self.toast_text = self.say.plain(sentence, **values)

    def show(self, card: Card, *, as_reply: bool = False, edit: bool = False) -> None:
        """Send a stranger a card right after the commit; nothing of it is stored."""
        press = self.incoming.press
        self.direct.append(
            StrangerAnswer(
                self.incoming.chat_id,
                card,
                reply_to=self.incoming.message_id if as_reply and press is None else None,
                edits=press.card_id if edit and press is not None else None,
            )
        )
