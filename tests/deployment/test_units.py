"""The units and the proxies: what systemd itself says of them, and what the world can reach."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.deployment.conftest import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = CHECKOUT / "docs" / "deploy"
UNITS = ("kamtibmas.service", "kamtibmas-backup.service", "kamtibmas-backup.timer")
HOME = "/srv/kamtibmas"
STOP_S = 5  # within which the bot stops by itself
MOST_EXPOSED = 20  # of 100, as `systemd-analyze security` counts: below 20 it says OK

systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd")


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units, on a machine where what they start lies in a folder of the test."""
    for name in ("app/.venv/bin/kamtibmas", "app/docs/deploy/backup.sh"):
        program = tmp_path / name
        program.parent.mkdir(parents=True)
        program.touch(mode=0o755)
    for unit in UNITS:
        text = (FOLDER / unit).read_text()
        assert "/sh -c" not in text  # a line that nobody can quote rightly
        (tmp_path / unit).write_text(text.replace(HOME, str(tmp_path)))
    return tmp_path


@systemd
def test_systemd_understands_every_line(installed: Path) -> None:
    """A misspelt key would be left out with no more than a line in the journal."""
    units = [str(installed / unit) for unit in UNITS]
    done = subprocess.run(  # noqa: S603 - systemd's own checker
        ["systemd-analyze", "verify", "--man=no", *units],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    about_ours = [line for line in done.stderr.splitlines() if str(installed) in line]
    assert about_ours == []
    assert done.returncode == 0


@systemd
def test_the_bot_may_do_little(installed: Path) -> None:
    """Systemd's own measure of what a service could do to the machine."""
    subprocess.run(  # noqa: S603 - systemd's own checker
        [  # noqa: S607
            "systemd-analyze",
            "security",
            "--offline=true",
            f"--threshold={MOST_EXPOSED}",
            str(installed / "kamtibmas.service"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )


def test_the_service_is_kept_alive_and_given_time_to_stop() -> None:
    """Started again however often it fails; killed only when it has had twice its own time."""
    unit = (FOLDER / "kamtibmas.service").read_text()
    assert "\nRestart=always\n" in unit
    assert "\nStartLimitIntervalSec=0\n" in unit
    stop = re.search(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert stop is not None
    assert int(stop[1]) >= 2 * STOP_S


def test_the_service_writes_to_its_data_alone() -> None:
    """The settings with their secrets, and the program, are not in what it may write to."""
    unit = (FOLDER / "kamtibmas.service").read_text()
    assert re.findall(r"^ReadWritePaths=(.*)$", unit, re.MULTILINE) == [f"{HOME}/data"]
    assert re.findall(r"^EnvironmentFile=(.*)$", unit, re.MULTILINE) == [f"{HOME}/env"]
    assert "\nProtectSystem=strict\n" in unit


@pytest.mark.parametrize(
    ("proxy", "elsewhere"),
    [
        ("nginx.conf", r"location / \{\s+return 404;\s+\}"),
        ("Caddyfile", r"handle \{\s+respond 404\s+\}"),
    ],
)
def test_the_world_reaches_the_webhook_and_nothing_else(proxy: str, elsewhere: str) -> None:
    """One path goes to the bot; /metrics and /healthz are answered with 404."""
    text = (FOLDER / proxy).read_text()
    rules = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    assert re.findall(r"(?:location(?: =)?|handle) (/\w+)", rules) == ["/telegram"]
    assert len(re.findall(r"(?:reverse_proxy|proxy_pass) ", rules)) == 1
    assert re.search(elsewhere, rules)


def test_pictures_may_stand_back_behind_pages() -> None:
    """The filter that takes priorities away is followed by one that gives back lowering them."""
    unit = (FOLDER / "kamtibmas.service").read_text()
    filters = re.findall(r"^SystemCallFilter=(.*)$", unit, re.MULTILINE)
    assert filters.index("setpriority") > filters.index("~@privileged @resources")
