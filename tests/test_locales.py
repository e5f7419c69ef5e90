"""What people read: sentences, moments and numbers in their own language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from markupsafe import Markup

from bot.locales import LANGUAGES, Say, mark, say_in

NIGHT = datetime(2026, 11, 24, 14, 15, tzinfo=UTC)


@pytest.fixture
def say() -> Say:
    """Return the source language."""
    return say_in("id")


def test_what_people_write_cannot_become_markup(say: Say) -> None:
    """A reporter writes a tag; the card shows it as they wrote it, our own bold stays bold."""
    shown = say("<b>{text}</b>", text="<a href='x'>klik</a> & lari")
    assert shown == "<b>&lt;a href=&#39;x&#39;&gt;klik&lt;/a&gt; &amp; lari</b>"


def test_braces_that_people_write_stay_braces(say: Say) -> None:
    """What stands in a value is never looked into for places to fill."""
    assert say("{text} {n}", text="{n} {0} <", n=3) == "{n} {0} &lt; 3"
    assert isinstance(say("Tersimpan"), Markup)


def test_a_part_that_is_ready_is_not_escaped_twice(say: Say) -> None:
    """A card is put together from parts that were said before."""
    assert say("{part} selesai", part=Markup("<i>x</i>")) == "<i>x</i> selesai"


def test_a_label_is_no_html(say: Say) -> None:
    """A button shows a village's name with its apostrophe as it is."""
    assert say.plain("Ke {village}", village="Ma'rang") == "Ke Ma'rang"


def test_a_time_is_the_villages_and_says_so(say: Say) -> None:
    """One moment is read in three villages, each in its own zone."""
    assert say.clock(NIGHT, "Asia/Jakarta") == "21.15 WIB"
    assert say.clock(NIGHT, "Asia/Makassar") == "22.15 WITA"
    assert say.clock(NIGHT, "Asia/Jayapura") == "23.15 WIT"


def test_an_hour_is_written_as_the_language_writes_it() -> None:
    """Points or colons, as in a moment beside it; a day ends at 24."""
    assert [say_in("id").hour(at) for at in (8, 24)] == ["08.00", "24.00"]
    assert [say_in("en").hour(at) for at in (8, 24)] == ["08:00", "24:00"]


def test_the_day_is_the_villages_too(say: Say) -> None:
    """Late in the evening of Makassar it is already the next day in Jayapura."""
    late = NIGHT + timedelta(hours=1)
    assert say.day(late, "Asia/Makassar") == "Sel 24 Nov"
    assert say.moment(late, "Asia/Jayapura") == "Rab 25 Nov 00.15 WIT"
    assert say_in("en").moment(NIGHT, "Asia/Makassar") == "Tue 24 Nov 22:15 WITA"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=45), "45 detik"),
        (timedelta(minutes=12, seconds=40), "12 menit"),
        (timedelta(hours=1, minutes=5), "1 jam 5 menit"),
        (timedelta(days=2, hours=3, minutes=4), "2 hari 3 jam"),
        (timedelta(seconds=-3), "0 detik"),
    ],
)
def test_a_span_is_said_in_two_units_at_most(say: Say, span: timedelta, said: str) -> None:
    """Somebody reads how long an answer took."""
    assert say.duration(span) == said


def test_numbers_and_plurals_follow_the_language(say: Say) -> None:
    """A summary counts more than a thousand reports."""
    assert say.many("{n} laporan", "{n} laporan", 1200) == "1.200 laporan"
    assert say_in("en").number(83_762) == "83,762"


def test_a_language_that_we_lack_is_indonesian() -> None:
    """A stranger's Telegram is set to French, another's to American English."""
    assert say_in("fr") is say_in("id")
    assert say_in("en-US") is say_in("en")


def test_a_marked_sentence_is_itself() -> None:
    """The outbox keeps a sentence as it stands in the code."""
    assert mark("Terkirim.") == "Terkirim."


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_can_speak(language: str) -> None:
    """Each language that a person may choose has a voice of its own."""
    assert say_in(language).language == language
