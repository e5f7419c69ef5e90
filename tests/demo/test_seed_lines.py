"""What the demo's past says: its texts, and that alerts went by the rules."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.demo import characters, plot
from bot.domain.access import covers
from bot.domain.category import AlertRule
from bot.domain.masking import mask
from bot.models import AlertEvent, Database, Incident, Report
from bot.services.alerts.alert_events import EventKind
from tests.demo.seeded import people_of, rows_of

if TYPE_CHECKING:
    from bot.settings import Config


async def test_every_category_is_one_of_ours_and_two_are_confidential(
    past: Database, config: Config
) -> None:
    """The plot knows the operator's categories; what is confidential stays rare."""
    assert plot.LINES.keys() <= config.categories.keys()
    happened = [config.categories[one["category"]] for one in await rows_of(past, Incident)]
    assert {category.code for category in happened} == plot.LINES.keys()
    assert sum(category.is_confidential for category in happened) == 2


def test_the_bot_itself_would_understand_every_line(config: Config) -> None:
    """What the cast writes is guessed to be what it is about, wherever it happens."""
    for code, lines in plot.LINES.items():
        for text in (line.format(place=place, n=7) for line in lines for place in plot.PLACES):
            assert (config.triage.classify(text).category, text) == (code, text)


async def test_no_text_names_anybody(past: Database) -> None:
    """Nothing in a text is masked, since there is no NIK or phone number; nor is anybody named."""
    names = {player.name for player in characters.CAST}
    for report in await rows_of(past, Report):
        assert mask(report["text"]) == report["text"]
        assert "{" not in report["text"]
        assert not any(name in report["text"] or name in report["alias"] for name in names)


async def test_reports_are_as_the_product_writes_them(past: Database) -> None:
    """Tickets are unique, nobody's role is shown, and some messages were long on their way."""
    reports = await rows_of(past, Report)
    assert len({report["ticket"] for report in reports}) == len(reports)
    hidden = [report for report in reports if report["alias"].startswith("Anonim")]
    assert hidden
    assert {report["role"] for report in reports} == {None}  # so few hold any in a village
    delays = [report["created_at"] - report["written_at"] for report in reports]
    assert min(delays) > timedelta()
    assert timedelta(minutes=15) < max(delays) < timedelta(hours=1)


async def test_alerts_went_by_the_rules(past: Database, config: Config) -> None:
    """Each was paged before it was answered, by somebody of that village."""
    people = await people_of(past)
    lines = await rows_of(past, AlertEvent)
    paged_at_all = {one["incident_id"] for one in lines if one["kind"] == EventKind.PAGED}
    for incident in [one for one in await rows_of(past, Incident) if one["id"] in paged_at_all]:
        assert config.categories[incident["category"]].alert is not AlertRule.NEVER
        by_kind = {one["kind"]: one for one in lines if one["incident_id"] == incident["id"]}
        paged, taken = by_kind[EventKind.PAGED], by_kind[EventKind.ACKNOWLEDGED]
        assert paged["at"] <= taken["at"] == incident["answered_at"]
        player = people[taken["member_id"]]
        assert any(covers(grant.region, incident["village_code"]) for grant in player.grants)
        if incident["village_code"] == characters.PAMPANG:
            assert EventKind.NOBODY in by_kind
            assert player.role in {"supervisor", "unit:ppa"}
