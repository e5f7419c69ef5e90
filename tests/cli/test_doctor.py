"""The doctor's own manners: what it says of a good set-up, in which form, and what never."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.cli.doctor import CHECKS
from bot.cli.doctor.finding import CheckState, Finding, fine, wrong
from bot.cli.doctor.runner import Check, examine
from bot.cli.doctor.setup import Setup
from bot.documents import render_process
from bot.media import media_process
from tests.cli.bench import read
from tests.world import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.cli.bench import Bench
    from tests.cli.shell import Shell

pytestmark = pytest.mark.nation
NAMES = [
    "settings", "config", "data", "database", "schema", "regions", "key", "listen", "token", "bot",
    "webhook", "polling", "clock", "media", "files", "people", "queue",
]  # fmt: skip


def test_a_good_set_up(bench: Bench) -> None:
    """A line for each check, in order and aligned; only the people are still to come."""
    code, out, err = bench.shell.types("doctor")
    lines = read(out)
    assert (code, err) == (0, "")
    assert [line.name for line in lines] == NAMES
    media = {} if media_process.is_available() else {"media": "warning"}
    bad = {line.name: line.state for line in lines if line.state != "ok"}
    assert bad == {"people": "warning", **media}
    assert {line.index(name) for name, line in zip(NAMES, out.splitlines(), strict=True)} == {9}


def test_the_names_stay() -> None:
    """Scripts and the manual know the checks by these."""
    assert [check.name for check in CHECKS] == NAMES


def test_for_scripts(bench: Bench) -> None:
    """The same as JSON, with the exit code."""
    bench.shell.unsets("token")
    code, out, _ = bench.shell.types("doctor", "--json")
    told = {check["name"]: check for check in json.loads(out)}
    assert code == 1
    assert list(told) == NAMES
    assert told["token"]["state"] == "wrong"
    (finding,) = told["token"]["findings"]
    assert finding["said"] == "KAMTIBMAS_TOKEN is not set"
    assert "@BotFather" in finding["mend"]
    assert told["bot"]["findings"] == [
        {"state": "skipped", "said": "not checked, because of token", "mend": None}
    ]


def test_nothing_is_made_by_looking(shell: Shell, tmp_path: Path) -> None:
    """Neither folder, nor database, nor key; and nothing of it is a warning twice."""
    shell.unsets("secret_key")
    code, out, _ = shell.types("doctor")
    states = {line.name: line.state for line in read(out)}
    assert code == 1
    assert (states["data"], states["database"], states["key"]) == ("wrong", "wrong", "warning")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("refused", "coloured"), [("", True), ("1", False)])
def test_colour_is_for_a_terminal(bench: Bench, refused: str, *, coloured: bool) -> None:
    """And for whoever did not refuse it."""
    bench.patch.setenv("NO_COLOR", refused)
    bench.patch.setattr(sys.stdout, "isatty", lambda: True)
    _, out, _ = bench.shell.types("doctor")
    assert ("\x1b[32mok" in out) is coloured


def test_a_system_that_knows_ascii_alone(bench: Bench) -> None:
    """A missing locale, and a folder with an accent in its name: no traceback."""
    folder = bench.data / "données"
    folder.mkdir(mode=0o755)
    bench.shell.sets(data=folder)
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor"],
        env=os.environ | plain,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert done.stderr == b""
    assert b"may look into" in done.stdout
    assert b"donn" in done.stdout


async def leaks(setup: Setup) -> AsyncIterator[Finding]:
    """Say what must not be said, as an error's own text might."""
    for secret in setup.environment.values():
        yield wrong(f"cannot use {secret}", f"look at {secret}")


async def test_no_secret_is_ever_shown() -> None:
    """Whoever put it into a sentence, it is taken out of it."""
    key, word = secrets.token_urlsafe(32), "s3kr#t@/word"
    environment = {
        "KAMTIBMAS_TOKEN": TOKEN,
        "KAMTIBMAS_SECRET_KEY": key,
        "KAMTIBMAS_WEBHOOK_SECRET": "a-secret-of-the-webhook",
        "KAMTIBMAS_DATABASE_URL": f"postgresql+asyncpg://ronda:{word}@db/kamtibmas",
    }
    results = [one async for one in examine(Setup(environment), [Check("leaks", leaks)])]
    said = " ".join(one.said + one.mend for one in results[0].findings)
    assert said.count("[hidden]") == 8
    assert not any(secret in said for secret in (TOKEN, key, word, "a-secret"))
    assert "postgresql+asyncpg://ronda:[hidden]@db/kamtibmas" in said


async def stumbles(_: Setup) -> AsyncIterator[Finding]:
    """Find something, and then run into something that nobody thought of."""
    yield fine("this much is well")
    raise LookupError(TOKEN)


async def hangs(_: Setup) -> AsyncIterator[Finding]:
    """Wait for what never comes."""
    await asyncio.Event().wait()
    yield fine("it came")


async def passes(_: Setup) -> AsyncIterator[Finding]:
    """Find nothing."""
    nothing: tuple[Finding, ...] = ()
    for finding in nothing:
        yield finding


async def test_whatever_happens_the_round_goes_on() -> None:
    """A check that fails or hangs is a finding; what needs it is left out, the rest is done."""
    checks = [
        Check("stumbles", stumbles),
        Check("hangs", hangs, limit_s=0.01),
        Check("needs", passes, ("stumbles",)),
        Check("needs that", passes, ("needs",)),
        Check("passes", passes),
    ]
    results = {one.name: one async for one in examine(Setup({}), checks)}
    assert {name: one.state for name, one in results.items()} == {
        "stumbles": CheckState.WRONG,
        "hangs": CheckState.WRONG,
        "needs": CheckState.SKIPPED,
        "needs that": CheckState.SKIPPED,
        "passes": CheckState.OK,
    }
    assert results["stumbles"].findings[1].said == "the check itself failed (LookupError)"
    assert results["hangs"].findings[0].said == "no answer within 0.01 s"
    assert results["needs that"].findings[0].said == "not checked, because of needs"


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python"])
async def test_files_that_cannot_be_made_are_seen(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    """The process ends at once, or none can be started: a warning says what to do."""
    monkeypatch.setattr(render_process, "_WORKER", (program,))
    (check,) = [one for one in CHECKS if one.name == "files"]
    (result,) = [one async for one in examine(Setup({}), [check])]
    (finding,) = result.findings
    assert finding.state is CheckState.WARNING
    assert "cannot be made" in finding.said
    assert "not_rendered" in finding.mend
