"""``kamtibmas summary``: the figures of /ringkasan, for the operator and for scripts."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import typer

from bot.cli.command_context import opened, require_region
from bot.cli.errors import WrongUse
from bot.clock import Clock
from bot.domain import calendar
from bot.domain.calendar import Week
from bot.domain.period import Period
from bot.locales import say_in
from bot.services.digests import incident_totals, summaries
from bot.settings import load, load_config
from bot.views import weekly
from bot.views.card import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from bot.domain.figures import Change
    from bot.services.digests.period_figures import PeriodFigures
    from bot.services.digests.place_queries import Place
    from bot.settings import Config


def summary(region: str, week: str | None, *, as_json: bool) -> None:
    """Print a week's figures of a region; without a week those of the last full one."""
    settings = load()
    config = load_config(settings.config)
    try:
        wanted = Week.parse(week) if week is not None else None
        figures = asyncio.run(_figures(region, wanted, config))
    except ValueError as error:
        raise WrongUse(str(error)) from None
    text = plain(weekly.text(figures, say_in("id"), config))
    typer.echo(json.dumps(document(figures), ensure_ascii=False) if as_json else text)


async def _figures(region: str, week: Week | None, config: Config) -> PeriodFigures:
    settings = load()
    now = Clock(settings.clock).now()
    async with opened(settings) as database, database.reading() as session:
        meant = await require_region(session, region)
        wanted = week or calendar.last_full_week(now, meant.zone)
        return await summaries.figures(session, [meant.code], Period.of_week(wanted), now, config)


def document(figures: PeriodFigures) -> dict[str, Any]:
    """Return the figures as JSON has them; durations in seconds, moments in UTC."""
    happened = figures.happened
    return {
        "region": figures.regions[0].code,
        "name": figures.regions[0].name,
        "week": str(figures.period),
        "since": figures.comparison.span.since.isoformat(),
        "until": figures.comparison.span.until.isoformat(),
        "running": figures.comparison.running,
        "incidents": _change(happened.total),
        "villages": [
            _place(place) | _change(change)
            for place, change in incident_totals.ranked_villages(happened)
        ],
        "categories": [
            {"category": code} | _change(change) for code, change in happened.categories
        ],
        "classes": _coded("class", happened.classes),
        "no_incident": happened.no_incident,
        "mistaken": happened.mistaken,
        "false_reports": happened.false_reports,
        "confidential_at_least": happened.confidential_at_least,
        "open_alerts": figures.unfinished.open,
        "unanswered_alerts": figures.unfinished.unanswered,
        "waiting": figures.unfinished.waiting,
        "overdue": figures.unfinished.overdue,
        **_times(figures),
        **_coverage(figures),
    }


def _times(figures: PeriodFigures) -> dict[str, Any]:
    """Return when incidents came, and how long they waited."""
    times = figures.times
    return {
        "answered": times.answered.count,
        "median_answer_seconds": _seconds(times.answered.median),
        "nearly_all_answer_seconds": _seconds(times.answered.nearly_all),
        "closed": times.closed.count,
        "median_close_seconds": _seconds(times.closed.median),
        "nearly_all_close_seconds": _seconds(times.closed.nearly_all),
        "hours": times.hours,
        "weeks": [{"week": str(week), "incidents": n} for week, n in times.trend],
    }


def _seconds(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()


def _coverage(figures: PeriodFigures) -> dict[str, Any]:
    guarded = figures.guarded
    return {
        "villages_in_all": guarded.villages,
        "without_officer": _places(guarded.missing),
        "unreachable_officers": guarded.unreachable_people,
        "unreachable": [_place(place) | {"officers": n} for place, n in guarded.unreachable],
        "tests_failed": guarded.tests_failed,
        "silent": _places(figures.silent),
        "situations": _change(figures.situations.total) | {"villages": figures.situations.villages},
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "now": change.now,
        "before": change.before,
        "difference": change.difference,
        "percent": change.percent,
        "small": change.is_small,
    }


def _coded(name: str, counts: Iterable[tuple[str, Change]]) -> list[dict[str, Any]]:
    return [{name: code} | _change(change) for code, change in counts]


def _place(place: Place) -> dict[str, Any]:
    return {"code": place.code, "name": place.name}


def _places(places: Iterable[Place]) -> list[dict[str, Any]]:
    return [_place(place) for place in places]
