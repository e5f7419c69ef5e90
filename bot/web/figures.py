"""``/metrics``: counters and the send queue, in Prometheus' text format."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from starlette.responses import Response
from starlette.routing import Route

from bot.web import queue
from bot.web.probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.ext.asyncio import AsyncSession
    from starlette.requests import Request

    from bot.clock import Clock
    from bot.domain.escalation import AlertStatus
    from bot.heartbeat import Heartbeat
    from bot.metrics import Metrics
    from bot.models import Database, Lane

READ_WITHIN_S = 5.0  # Prometheus itself waits ten
PACKAGE = "kamtibmas-bot"


class DatabaseMetrics:
    """Reads the database when somebody asks, so that what is shown is true at that moment."""

    def __init__(
        self, database: Database, metrics: Metrics, parts: Mapping[str, Heartbeat], clock: Clock
    ) -> None:
        """Show what ``metrics`` counted, how long ``parts`` are silent, and what is owed."""
        self.probe = Probe(database, self._read, READ_WITHIN_S)
        self._metrics = metrics
        self._parts = parts
        self._clock = clock
        self.route = Route("/metrics", self.answer)

    async def answer(self, _request: Request) -> Response:
        """Answer in Prometheus' text format; without a database, all but what it would tell."""
        try:
            found = await self.probe.ask()
        except Exception:  # noqa: BLE001 - the probe has logged it; `database_up` says it here
            found = None
        gauges = [*self._of_process(up=found is not None), *_of_queue(found)]
        page = generate_latest(_Page(self._metrics, gauges))
        return Response(page, media_type=CONTENT_TYPE_LATEST)

    async def _read(self, session: AsyncSession) -> queue.Queue:
        return await queue.measure_queue(session, self._clock.now())

    def _of_process(self, *, up: bool) -> list[Metric]:
        build = GaugeMetricFamily(
            "kamtibmas_build_info", "Which version runs; always 1.", labels=["version"]
        )
        build.add_metric([_version()], 1)
        silent = GaugeMetricFamily(
            "kamtibmas_part_silent_seconds",
            "Seconds since a part was last well: intake, sender, scheduler (its last tick).",
            labels=["part"],
        )
        for name, pulse in self._parts.items():
            if pulse.silent_s is not None:
                silent.add_metric([name], pulse.silent_s)
        answers = "Whether the database answered in time; if not, what it would tell is missing."
        return [build, silent, _gauge("database_up", answers, int(up))]


class _Page:
    """What one answer holds: a collector, as prometheus-client knows it."""

    def __init__(self, metrics: Metrics, gauges: Iterable[Metric]) -> None:
        self._metrics = metrics
        self._gauges = gauges

    def collect(self) -> Iterable[Metric]:
        """Yield everything but when each counter was made, which nobody needs."""
        for family in self._metrics.registry.collect():
            family.samples = [one for one in family.samples if not one.name.endswith("_created")]
            yield family
        yield from self._gauges


def _of_queue(found: queue.Queue | None) -> list[Metric]:
    if found is None:
        return []
    owed = _lanes("promises_owed", "Messages that are owed, due or not.", found.owed)
    oldest = _lanes(
        "promise_oldest_seconds",
        "Age of the oldest message that is owed and due, or was tried: how long somebody waits.",
        found.oldest_promise_s,
    )
    return [
        owed,
        oldest,
        _alerts(found.alerts),
        _gauge(
            "alert_overdue_seconds",
            "How late the oldest due step of an alert is; above 2 the scheduler does not keep up.",
            found.oldest_due_alert_s,
        ),
        _gauge(
            "alert_unanswered_seconds",
            "Age of the oldest alert that nobody has accepted.",
            found.oldest_unanswered_s,
        ),
        _gauge(
            "dead_letters", "Updates kept because no handler could take them.", found.dead_letters
        ),
    ]


def _alerts(by_status: Mapping[AlertStatus, int]) -> Metric:
    about = "Alerts that are not closed, by status."
    alerts = GaugeMetricFamily("kamtibmas_alerts", about, labels=["status"])
    for status, count in by_status.items():
        alerts.add_metric([status], count)
    return alerts


def _lanes(name: str, what: str, values: Mapping[Lane, float]) -> Metric:
    family = GaugeMetricFamily(f"kamtibmas_{name}", what, labels=["lane"])
    for lane, value in values.items():
        family.add_metric([lane.name.lower()], value)
    return family


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(f"kamtibmas_{name}", what, value=value)


def _version() -> str:
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:  # run from a folder that nobody installed
        return "unknown"
