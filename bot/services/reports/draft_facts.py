"""What a draft is about, where and when, and how urgent that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import addendum, calendar, paging_rules
from bot.domain.category import OTHER

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.category import Category
    from bot.models import Draft, Region
    from bot.settings import Config

UNPLACED_ZONE = "Asia/Jakarta"  # until a village is known; every time names its zone anyway


def elsewhere(draft: Draft) -> Region | None:
    """Return the other village in which its position lies (``located`` is loaded)."""
    return draft.located if draft.located_code != draft.village_code else None


def zone(draft: Draft) -> str:
    """Return the zone in which the times of a draft are shown (``village`` is loaded)."""
    return draft.village.zone if draft.village is not None else UNPLACED_ZONE


def category(draft: Draft, config: Config) -> Category:
    """Return what it is about; one that the operator took out of the list counts as "other"."""
    return config.category(draft.category)


def asks_ongoing(draft: Draft, *, now: datetime, config: Config) -> bool:
    """Return whether its card asks "Masih berlangsung?" before people are woken."""
    kind = category(draft, config)
    return paging_rules.asks_ongoing(kind, threat=draft.threat, night=_night(draft, now))


def is_urgent(draft: Draft, *, now: datetime, config: Config) -> bool:
    """Return whether it would page somebody, were it sent: its writer is reminded of it."""
    return draft.emergency or asks_ongoing(draft, now=now, config=config)


def is_unclear(draft: Draft, config: Config) -> bool:
    """Return whether nobody has said what it is about: neither its words nor its writer."""
    return category(draft, config).code == OTHER and not draft.category_chosen


def may_ask(draft: Draft, *, now: datetime, config: Config) -> bool:
    """Return whether it may be a question and no report: mere words that name no incident.

    Words that may be a threat are none where they do nothing but ask.
    ``attachments`` are loaded. What is sent or let go has no words left.
    """
    more = draft.attachments or draft.forwarded or draft.lat is not None
    decided = draft.emergency or draft.apart or draft.pressed is not None
    if not draft.text or more or decided or not is_unclear(draft, config):
        return False
    if asks_ongoing(draft, now=now, config=config) and not addendum.only_asks(draft.text):
        return False
    return addendum.names_nothing(config.triage.classify(draft.text))


def _night(draft: Draft, now: datetime) -> bool:
    return paging_rules.is_night(calendar.local(now, zone(draft)).time())
