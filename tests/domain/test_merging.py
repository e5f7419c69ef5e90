"""Which reports are of one incident: near in place, in time and in kind, all three."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.category import Severity
from bot.domain.landmarks import landmarks
from bot.domain.merging import Likeness, Observation, raised_severity
from bot.settings import load_config

if TYPE_CHECKING:
    from collections.abc import Mapping

RULE = load_config().merging
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
VILLAGE, OTHER_VILLAGE = "73.71.09.1001", "73.71.09.1002"
LAT, LON = -5.14, 119.44
METRE = 1 / 111_195
TABLE = Path(__file__).parents[1] / "data" / "merging.tsv"


def _pairs() -> list[Mapping[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _both(pair: Mapping[str, str]) -> tuple[Observation, Observation]:
    """Return the two reports of a row: the second comes so many minutes and metres after."""
    metres = pair["metres"]
    here, there = (LAT, LON), (LAT + int(metres or 0) * METRE, LON)
    village = OTHER_VILLAGE if pair["village"] == "other" else VILLAGE
    goes_on = {"over": False, "now": True}.get(pair["ongoing"])
    first = Observation(
        pair["kind"],
        VILLAGE,
        AT,
        pair["first"],
        here if metres else None,
        ongoing=goes_on or None,
    )
    at = AT + timedelta(minutes=int(pair["minutes"]))
    second = Observation(
        pair["other_kind"],
        village,
        at,
        pair["second"],
        there if metres else None,
        ongoing=goes_on,
    )
    return first, second


@pytest.mark.parametrize("pair", _pairs(), ids=lambda pair: f"{pair['first']} | {pair['second']}")
def test_pairs(pair: Mapping[str, str]) -> None:
    """Each pair of the table, the other way round as well."""
    first, second = _both(pair)
    assert RULE.compare(second, [first]) == pair["likeness"]
    assert RULE.compare(first, [second]) == pair["likeness"]


def test_one_doubt_keeps_it_apart() -> None:
    """It agrees with one report of the incident, and another of them names another place."""
    first = Observation("kebakaran", VILLAGE, AT, "kebakaran di pasar Panampu, RT 03")
    second = Observation("kebakaran", VILLAGE, AT, "kebakaran di pasar Panampu")
    new = Observation("kebakaran", VILLAGE, AT, "pasar Panampu terbakar, RT 09")
    assert RULE.compare(new, [second]) is Likeness.SAME
    assert RULE.compare(new, [first, second]) is Likeness.MAYBE


def test_what_says_nothing_of_where_joins_no_two_places() -> None:
    """It joined the fire of RT 03: one in RT 07 is another one, whatever it agrees with."""
    placed, bare, elsewhere = (
        Observation("kebakaran", VILLAGE, AT, text, ongoing=True)
        for text in ("kebakaran di RT 03", "ada kebakaran", "kebakaran di RT 07")
    )
    assert RULE.compare(bare, [placed]) is RULE.compare(elsewhere, [bare]) is Likeness.SOLE
    assert RULE.compare(elsewhere, [placed, bare]) is Likeness.MAYBE


def test_a_chain_does_not_drift_through_the_night() -> None:
    """What joins must be near the first in time, not only near the one before."""
    chain = [
        Observation("kebakaran", VILLAGE, AT + number * timedelta(hours=1.5), "kebakaran di RT 03")
        for number in range(3)
    ]
    assert RULE.compare(chain[1], chain[:1]) is Likeness.SAME
    assert RULE.compare(chain[2], chain[:2]) is Likeness.MAYBE


def test_ones_own_village_is_no_other_place() -> None:
    """In Karuwisi, "di kelurahan Karuwisi" says no more than nothing."""
    said = [
        Observation("kebakaran", VILLAGE, AT, text, village_name="karuwisi")
        for text in ("kebakaran RT 03 kelurahan Karuwisi", "kebakaran RT 03")
    ]
    assert RULE.compare(said[0], said[1:]) is Likeness.SAME


@given(st.text(max_size=60), st.text(max_size=60), st.integers(-2000, 2000))
def test_whatever_is_written_is_never_sure_far_away(one: str, other: str, minutes: int) -> None:
    """Positions more than 500 m apart, or hours between: nothing joins by itself."""
    first = Observation("kebakaran", VILLAGE, AT, one, (LAT, LON))
    far = Observation("kebakaran", VILLAGE, AT, other, (LAT + 501 * METRE, LON))
    later = Observation("kebakaran", VILLAGE, AT + timedelta(minutes=minutes), other, (LAT, LON))
    assert RULE.compare(far, [first]) is not Likeness.SAME
    if abs(minutes) > 120:
        assert RULE.compare(later, [first]) is not Likeness.SAME


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("pasar terbakar", {}),
        ("pasar Panampu terbakar", {"pasar": {("panampu",)}}),
        ("jl. Urip Sumoharjo no 12", {"jalan": {("urip", "sumoharjo")}, "nomor": {("12",)}}),
        ("rumah Pak Amir", {"rumah": {("amir",)}}),
        ("rumah saya", {}),
        ("smp negeri 2", {"sekolah": {("negeri", "2")}}),
    ],
)
def test_landmarks(text: str, named: object) -> None:
    """A word for a place, and the name behind it."""
    assert landmarks(text) == named


def test_many_reporters_raise_it_by_one_step() -> None:
    """From three people on; DARURAT stays DARURAT."""
    low, high = Severity.SEDANG, Severity.DARURAT
    assert raised_severity([low, low], 2, raised_from=3) is Severity.SEDANG
    assert raised_severity([low, low, low], 3, raised_from=3) is Severity.TINGGI
    assert raised_severity([low, high, low], 12, raised_from=3) is Severity.DARURAT
