"""Whether whoever answers a report and whoever made it may write to one another through the bot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.contact import may_write


class Side(StrEnum):
    """Who of the two it is."""

    OFFICE = "office"
    REPORTER = "reporter"


class NotPassedOn(StrEnum):
    """Why a message is not passed on."""

    CLOSED = "closed"  # the incident is over
    CONFIDENTIAL = "confidential"  # its reporter has not said that it is safe to write to them
    STOPPED = "stopped"  # one of the two ended it
    UNREACHABLE = "unreachable"  # the bot cannot write to its reporter
    UNASKED = "unasked"  # there is nobody to answer, or nobody to ask


@dataclass(frozen=True, slots=True)
class ConversationState:
    """How a conversation about one report stands.

    ``allows_contact``: what its reporter said to being written to; None: nothing yet. ``stopped``:
    who ended it last. ``unreachable``: the bot cannot write to its reporter.
    """

    closed: bool
    confidential: bool
    allows_contact: bool | None = None
    stopped: Side | None = None
    unreachable: bool = False


def may_ask(state: ConversationState) -> NotPassedOn | None:
    """Tell why whoever answers a report may not ask its reporter anything; None: they may.

    What they had ended themselves goes on by their next question; what the reporter ended does not.
    """
    if state.closed:
        return NotPassedOn.CLOSED
    if not may_write(state.allows_contact, confidential=state.confidential, asks=True):
        return NotPassedOn.CONFIDENTIAL
    if state.stopped is Side.REPORTER:
        return NotPassedOn.STOPPED
    return NotPassedOn.UNREACHABLE if state.unreachable else None


def may_answer(state: ConversationState) -> NotPassedOn | None:
    """Tell why a reporter's answer is not passed on; None: it is."""
    if state.closed:
        return NotPassedOn.CLOSED
    return NotPassedOn.STOPPED if state.stopped is not None else None
