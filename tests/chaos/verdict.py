"""Compares what people saw with what the database holds, and says whether the bot kept its word."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.chaos.town import OFFICER
from tests.chaos.witness import PAGE, RECEIPT

if TYPE_CHECKING:
    from tests.chaos.stage import Stage
    from tests.chaos.stored import Stored
    from tests.chaos.witness import Seen

SOON_S = 10.0  # all that is owed goes out within, once what was down is back


@dataclass(slots=True)
class Count:
    """One line of the table.

    ``told``: alerts that somebody else than the village's officer was paged for; ``twice``: pages
    that came more often than they were promised, which is allowed, and worth knowing.
    """

    written: int = 0
    confirmed: int = 0
    lost: int = 0
    doubled: int = 0
    due: int = 0
    sent: int = 0
    told: int = 0
    twice: int = 0
    slowest_s: float = 0.0
    failures: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Tell whether the bot kept its word."""
        return not self.failures


def count(stage: Stage, found: Stored) -> Count:
    """Count one row, and name everything that is not as it was promised."""
    receipts, pages = stage.witness.tickets(RECEIPT), list(stage.witness.of(PAGE))
    texts = Counter(text for _, text in found.reports)
    tickets = {ticket for ticket, _ in found.reports}
    officers = {person.id for person in stage.town.people(OFFICER)}
    by_officer = {page.ticket for page in pages if page.chat in officers}
    by_anybody = {page.ticket for page in pages}
    result = Count(
        written=len(stage.crowd.texts),
        confirmed=len(receipts),
        lost=len(receipts - tickets) + sum(text not in texts for text in stage.crowd.texts),
        doubled=sum(number - 1 for number in texts.values()),
        due=len(found.paging),
        sent=len(found.paging & by_officer),
        told=len((found.paging & by_anybody) - by_officer),
        twice=max(len(pages) - found.pages, 0),
        slowest_s=_slowest(stage, found, pages),
        failures=[*stage.failures],
    )
    _judge(result, stage, found)
    return result


def _judge(result: Count, stage: Stage, found: Stored) -> None:
    sentences = {
        f"{result.lost} lost": result.lost,
        f"{result.doubled} doubled": result.doubled,
        f"{stage.crowd.fires - result.due} fires page nobody": stage.crowd.fires != result.due,
        "a page reached nobody": result.sent + result.told < result.due,
        f"{result.written - result.confirmed} without a receipt": result.confirmed < result.written,
        f"{found.owed} messages are owed still": found.owed,
        f"urgent after {result.slowest_s:.1f} s": result.slowest_s > SOON_S,
    }
    result.failures += [sentence for sentence, is_so in sentences.items() if is_so]


def _slowest(stage: Stage, found: Stored, pages: list[Seen]) -> float:
    """Return how long the slowest page took, from the press or from the end of the last outage."""
    numbers = {ticket: stage.crowd.number_of(text) for ticket, text in found.reports}
    first: dict[str, Seen] = {}
    for page in pages:
        first.setdefault(page.ticket, page)
    waits = [0.0]
    for ticket, page in first.items():
        number = numbers.get(ticket)
        if number is not None and number in stage.crowd.pressed:
            ended = [end for _, end in stage.outages if end <= page.at]
            waits.append(page.at - max(stage.crowd.pressed[number], *ended, 0.0))
    return max(waits)
