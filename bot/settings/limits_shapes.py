"""The shape of `config/limits.toml`: what may stand in it, and of which kind it is."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads the annotations
from datetime import time, timedelta
from typing import Annotated

from pydantic import Field

from bot.domain.rates import Rates  # noqa: TC001 - pydantic reads the annotations
from bot.domain.send_limits import SendLimits
from bot.settings.shapes import Daily, Duration, Table, Text


class PhotoTable(Table):
    """``[photo]``. Below Telegram's own 10 MB; so many of one person within a time."""

    largest_mb: Annotated[float, Field(gt=0, lt=10)]
    per_person: Annotated[int, Field(ge=1)] = 30
    within: Duration = timedelta(hours=1)

    @property
    def largest_bytes(self) -> int:
        """Return the size above which a photo is refused."""
        return int(self.largest_mb * 1_000_000)


class MediaTable(Table):
    """``[media]``: voices and videos. A bot may fetch 20 MB; ``deadline`` of the work on one."""

    largest_mb: Annotated[float, Field(gt=0, le=20)] = 20
    longest: Annotated[Duration, Field(ge=timedelta(seconds=10))] = timedelta(minutes=5)
    deadline: Annotated[Duration, Field(ge=timedelta(seconds=5), le=timedelta(minutes=10))] = (
        timedelta(seconds=90)
    )

    @property
    def largest_bytes(self) -> int:
        """Return the size above which a voice or video is refused."""
        return int(self.largest_mb * 1_000_000)


class DraftTable(Table):
    """``[draft]``: what it gathers, when an urgent one is reminded of, and when each expires."""

    gathers: Duration = timedelta(minutes=2)
    expires: Duration
    reminders: tuple[Duration, ...]


class PositionTable(Table):
    """``[position]``: how coarse a position is shown to whom the exact one is not due."""

    coarse_m: Annotated[int, Field(ge=100, le=10_000)]


class ReporterTable(Table):
    """``[reporter]``: what is shown of whoever reported."""

    role_shown_from: Annotated[int, Field(ge=2)] = 5


class ReportsTable(Table):
    """``[reports]``: how many that call nobody one person sends; an emergency always goes."""

    within: Duration = timedelta(hours=1)
    per_person: Annotated[int, Field(ge=5)] = 20
    per_village: Annotated[int, Field(ge=50)] = 300
    per_person_crowded: Annotated[int, Field(ge=3)] = 5
    mute: Annotated[Duration, Field(le=timedelta(days=7))] = timedelta(days=1)

    @property
    def limits(self) -> SendLimits:
        """Return the rule."""
        return SendLimits(self.within, self.per_person, self.per_village, self.per_person_crowded)


class RepeatCallsTable(Table):
    """``[repeat_calls]``: one person who pages again and again."""

    within: Duration
    heard_again: Duration
    marked_from: Annotated[int, Field(ge=2)]


class MergingTable(Table):
    """``[merging]``: when reports of different people are of one incident, by kind."""

    same_m: Annotated[int, Field(ge=10, le=2_000)] = 200
    near_m: Annotated[int, Field(ge=10, le=5_000)] = 500
    offer_within: Duration = timedelta(hours=6)
    raised_from: Annotated[int, Field(ge=2)] = 3
    within: Mapping[str, Duration] = Field(default_factory=dict)
    area_wide: Mapping[str, Duration] = Field(default_factory=dict)
    without_place: Mapping[str, Duration] = Field(default_factory=dict)
    families: tuple[tuple[Text, ...], ...] = ()
    aspects: Mapping[str, tuple[tuple[Text, ...], ...]] = Field(default_factory=dict)


class AddendaTable(Table):
    """``[addenda]``: what is added to a sent report."""

    within: Duration = timedelta(hours=1)
    words_within: Duration = timedelta(minutes=15)
    same_within: Duration = timedelta(minutes=10)


class ConversationTable(Table):
    """``[conversation]``: what reporters are asked through the bot."""

    asked_at_once: Annotated[int, Field(ge=1, le=50)] = 5
    ask_solved_after: Duration = timedelta(days=1)


class UnpagedTable(Table):
    """``[unpaged]``: reports that called nobody, in ``/tugas`` and in the digest."""

    answer_within: Duration = timedelta(days=1)
    listed_for: Duration = timedelta(days=30)


class DutyTable(Table):
    """``[duty]``: when somebody who went on duty is asked whether they still are."""

    remind_after: Duration = timedelta(hours=8)
    remind_at: Daily = time(7)


class ListenerTable(Table):
    """``[listener]``: who may connect to ``KAMTIBMAS_LISTEN``, and how long they may take."""

    connections: Annotated[int, Field(ge=16)] = 512
    per_peer: Annotated[int, Field(ge=8)] = 384
    head: Duration = timedelta(seconds=5)
    body: Duration = timedelta(seconds=10)


class RetentionTable(Table):
    """``[retention]``: how long things are kept."""

    reports: Duration
    dead_letters: Duration
    handled_updates: Duration


class ConsentTable(Table):
    """``[consent]``: who answers for the data (UU 27/2022)."""

    controller: Text
    contact: str = ""


class TestPageTable(Table):
    """``[test_page]``: how long ``/uji`` waits for an answer."""

    __test__ = False  # pytest: not a test, whatever the name

    patience: Duration


class EmergencyTable(Table):
    """``[emergency]``: the numbers that are shown, never replaced; an empty one is not."""

    police: Text
    fire: Text
    medical: Text
    companion: str = ""
    general: str = ""
    rescue: str = ""
    power: str = ""


class Limits(Table):
    """``config/limits.toml``."""

    rates: Rates
    photo: PhotoTable
    media: MediaTable = MediaTable()
    draft: DraftTable
    position: PositionTable
    reporter: ReporterTable = ReporterTable()
    reports: ReportsTable = ReportsTable()
    repeat_calls: RepeatCallsTable
    merging: MergingTable = MergingTable()
    addenda: AddendaTable = AddendaTable()
    conversation: ConversationTable = ConversationTable()
    unpaged: UnpagedTable = UnpagedTable()
    duty: DutyTable = DutyTable()
    listener: ListenerTable = ListenerTable()
    retention: RetentionTable
    consent: ConsentTable
    test_page: TestPageTable
    emergency: EmergencyTable
