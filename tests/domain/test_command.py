"""Where a command begins, what it is called, and what follows it."""

from __future__ import annotations

import pytest

from bot.domain.command import Command, nearest, parse

KNOWN = ("darurat", "lapor", "laporanku", "bantuan", "tugas", "jaga", "uji", "ringkasan", "start")


@pytest.mark.parametrize(
    "written",
    [
        "/darurat kebakaran",
        "/darurat! kebakaran",
        "/darurat: kebakaran",
        "/darurat-kebakaran",
        "/darurat, kebakaran ",
        "/darurat\tkebakaran",
        "/darurat\nkebakaran",
        "/darurat\u00a0kebakaran",
        "/darurat\u200b kebakaran",
        "/darurat…kebakaran",
        "/DARURAT kebakaran",
        "  /Darurat   kebakaran",
        "\u2060/darurat kebakaran",
        "／darurat kebakaran",
        "/emergency kebakaran",
        "/ darurat kebakaran",
        "/\u00a0darurat kebakaran",
        "//darurat kebakaran",
        "\\darurat kebakaran",
        "\u2044darurat kebakaran",
        "/darurat_kebakaran",
        "/darurat_ kebakaran",
        "/dar_urat kebakaran",
        "/darurát kebakaran",
        "/darura\u0301t kebakaran",
        "／ｄａｒｕｒａｔ kebakaran",
        "/𝗱𝗮𝗿𝘂𝗿𝗮𝘁 kebakaran",
        "/daru\u200brat kebakaran",
        "/\u200ddarurat kebakaran",
        "/darurat\u200bkebakaran",
        "/darurat\ufe0f kebakaran",
    ],
)
def test_a_command_is_read_however_it_is_written(written: str) -> None:
    """Spaces, punctuation, capitals, another keyboard: it is the same command."""
    assert parse(written) == Command("darurat", "", "kebakaran")


def test_a_command_may_name_a_bot() -> None:
    """As clients write it in a group."""
    assert parse("/darurat@siaga_bot!! api") == Command("darurat", "siaga_bot", "api")
    assert parse("/darurat_api@siaga_bot") == Command("darurat", "siaga_bot", "api")
    assert parse("/ darurat@siaga_bot") == Command("darurat", "siaga_bot", "")


def test_what_follows_keeps_its_own_marks() -> None:
    """Only what stands between the command and the words goes."""
    assert parse('/lapor: "maling!" di RT 03.') == Command("lapor", "", '"maling!" di RT 03.')
    assert parse("/darurat 🔥") == Command("darurat", "", "🔥")
    assert parse("/darurat🔥🔥") == Command("darurat", "", "🔥🔥")
    assert parse("/darurat火事") == Command("darurat", "", "火事")
    assert parse("/darurat_kebakaran_di_rt_3!") == Command("darurat", "", "kebakaran di rt 3!")
    assert parse("/my_reports") == Command("laporanku", "", "")
    assert parse("/tolong_saya") == Command("tolong", "", "saya")


@pytest.mark.parametrize(
    "text",
    [
        *("", "kebakaran", "5/darurat", "/", "//", "/\u200b", "ada /darurat", "/ tolong saya"),
        *("//example.com", "\\o/", "/火事", "/🔥", "/ _", "/_darurat"),
    ],
)
def test_what_does_not_begin_with_one_is_none(text: str) -> None:
    """A slash in the middle is a slash."""
    assert parse(text) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("darurt", ("darurat", "")),
        ("daruat", ("darurat", "")),
        ("darurrat", ("darurat", "")),
        ("dararut", ("darurat", "")),
        ("emergncy", ("darurat", "")),
        ("laport", ("lapor", "")),
        ("daruratkebakaran", ("darurat", "kebakaran")),
        ("daruratapi", ("darurat", "api")),
        ("laporank", ("laporanku", "")),
        ("laporapi", ("lapor", "api")),
        ("tugsa", ("tugas", "")),
        ("tolong", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_slip_is_understood(written: str, meant: tuple[str, str] | None) -> None:
    """One slip in a short word, two in a long one; another word is another word."""
    assert nearest(written, KNOWN) == meant


def test_the_minus_of_a_position_stays() -> None:
    """South is not north: a minus before a number is no dash."""
    found = parse("/darurat -5.147, 119.432")
    assert found is not None
    assert found.rest == "-5.147, 119.432"
