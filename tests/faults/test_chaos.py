"""A few rows of ``make chaos``, so that they are not forgotten; and its judge is judged."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.standin.telegram import Telegram
from tests.chaos.__main__ import PAGE as PAGE_OF_RELIABILITY
from tests.chaos.__main__ import SEED, main
from tests.chaos.play import Theatre
from tests.chaos.row import SQLITE, SQLITE_WEBHOOK, Row
from tests.chaos.rows import ROWS, clocks, people
from tests.chaos.stage import Stage
from tests.chaos.stored import Stored
from tests.chaos.table import shown_in
from tests.chaos.town import DEPUTY, OFFICER, RESIDENT, Town
from tests.chaos.verdict import SOON_S, count
from tests.chaos.witness import PAGE, RECEIPT, Seen
from tests.world import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

SHORT = (
    (Row("oddly", "updates twice, out of order, once more", people.oddly), SQLITE),
    (Row("back-down", "an hour back while all is down", clocks.back_while_down), SQLITE_WEBHOOK),
)
TICKET, OTHER = "KT-000001", "KT-000002"
FIRE = "Ada kebakaran di RT 03 no.0000"


@pytest.mark.kill
@pytest.mark.whole_matrix
async def test_the_bot_keeps_its_word(tmp_path: Path) -> None:
    """Put back an hour while it is down, and brought everything twice: nothing is amiss."""
    async with Theatre(tmp_path) as theatre:
        await theatre.build("sqlite")
        counts = await asyncio.gather(*(theatre.play(*turn, SEED) for turn in SHORT))
    for told in counts:
        assert told.failures == []
        assert (told.written, told.confirmed, told.due) == (120, 120, 60)


class Trial:
    """One fire that was reported, confirmed and paged, as a row would have left it."""

    def __init__(self, folder: Path) -> None:
        """Everything is as it should be, but for the page, which each story sends."""
        telegram = Telegram(TOKEN, lambda: datetime.now(UTC))
        self.officer = telegram.person(f"{OFFICER} 1")
        self.deputy = telegram.person(f"{DEPUTY} 1")
        self.resident = telegram.person(f"{RESIDENT} 1")
        self.stage = Stage(Town(telegram, "", folder), SQLITE, SEED)
        self.stage.crowd.write()
        self.pressed = self.stage.crowd.pressed[0] = time.monotonic()
        self.reports, self.paging, self.pages, self.owed = [(TICKET, FIRE)], {TICKET}, 1, 0
        self.sees(RECEIPT, self.resident.id, TICKET)

    def sees(self, mark: str, chat: int, ticket: str, after_s: float = 0.1) -> None:
        """Lay a message into somebody's chat, so long after the press."""
        self.stage.witness.seen.append(Seen(mark, chat, ticket, self.pressed + after_s))

    def verdict(self) -> list[str]:
        """Return what the judge finds."""
        found = Stored(self.reports, self.paging, self.pages, self.owed)
        return count(self.stage, found).failures


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """A row that is over."""
    return Trial(tmp_path)


def test_a_word_that_was_kept(trial: Trial) -> None:
    """The officer was paged: nothing is found."""
    trial.sees(PAGE, trial.officer.id, TICKET)
    assert trial.verdict() == []


def test_a_page_that_went_to_somebody_else(trial: Trial) -> None:
    """The officer could not be reached and the deputy was paged: that is told otherwise."""
    trial.sees(PAGE, trial.deputy.id, TICKET)
    assert trial.verdict() == []


def test_a_page_that_reached_nobody(trial: Trial) -> None:
    """It was due, and lies in no chat."""
    assert trial.verdict() == ["a page reached nobody"]


def test_a_confirmed_report_that_is_not_stored(trial: Trial) -> None:
    """A receipt names a ticket that the database does not know; a text stands nowhere."""
    trial.sees(PAGE, trial.officer.id, TICKET)
    trial.sees(RECEIPT, trial.resident.id, OTHER)
    assert trial.verdict() == ["1 lost"]
    trial.reports, trial.paging = [], set()
    assert trial.verdict() == ["3 lost", "1 fires page nobody"]


def test_a_report_that_is_stored_twice(trial: Trial) -> None:
    """One text, two tickets."""
    trial.sees(PAGE, trial.officer.id, TICKET)
    trial.reports.append((OTHER, FIRE))
    assert trial.verdict() == ["1 doubled"]


def test_what_is_late_or_owed(trial: Trial) -> None:
    """Ten seconds are enough, from the press or from the end of an outage."""
    trial.sees(PAGE, trial.officer.id, TICKET, after_s=SOON_S + 5)
    trial.owed = 2
    assert trial.verdict() == ["2 messages are owed still", f"urgent after {SOON_S + 5:.1f} s"]
    trial.owed = 0
    trial.stage.outages.append((trial.pressed, trial.pressed + 6))
    assert trial.verdict() == []


def test_a_row_that_is_none() -> None:
    """Whoever mistypes a row is told so; nothing is played."""
    with pytest.raises(SystemExit, match="no such row: klils"):
        main(["klils"])


def test_the_page_shows_every_row() -> None:
    """What stands in docs/reliability.md is what is played now, all of it, and it was kept."""
    page = PAGE_OF_RELIABILITY.read_text()
    played = [(row.name, str(setup)) for row in ROWS for setup in row.setups]
    assert shown_in(page) == played
    assert page.count("| ok |") == len(played)
