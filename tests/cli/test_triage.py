"""``triage classify``: what is made of messages, one line each."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from bot.cli.commands import app

MESSAGES = "Ada kebakaran di RT 03, barusan\nhalo semua\n\nRumah saya kemalingan tahun lalu\r\n"
KEYS = {"incident", "category", "alternatives", "severity", "ongoing", "pages", "because"}


def test_each_line_has_its_answer() -> None:
    """Whatever a line holds, bytes that are no text too, one object answers it."""
    told = CliRunner().invoke(
        app, ["triage", "classify", "--json"], input=MESSAGES.encode() + b"\xff"
    )
    fire, hello, nothing, theft, _ = [json.loads(line) for line in told.stdout.splitlines()]
    assert fire.keys() == KEYS
    assert (fire["category"], fire["severity"], fire["pages"]) == ("kebakaran", "DARURAT", True)
    assert (fire["ongoing"], fire["because"]) == (True, ["kebakaran", "barusan"])
    assert (hello["incident"], hello["pages"], nothing["category"]) == (False, False, "lain")
    assert (theft["category"], theft["ongoing"], theft["pages"]) == ("pencurian", False, False)


def test_without_json_it_is_for_reading() -> None:
    """A line that says how bad it is, whether it pages, what it may be, and why."""
    told = CliRunner().invoke(app, ["triage", "classify"], input="Ada kebakaran di RT 03\n")
    assert told.stdout.startswith("DARURAT  pages  kebakaran")
