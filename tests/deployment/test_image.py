"""The Dockerfile: what it promises, and its steps in an empty folder."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from bot.clock import Clock
from bot.standin.server import Server
from bot.standin.telegram import Telegram
from tests.deployment.conftest import CHECKOUT
from tests.ports import free_port
from tests.world import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.deployment.dockerfile import Player, Stage

READY_S = 120.0


def test_both_stages_stand_on_one_pinned_python(stages: tuple[Stage, Stage]) -> None:
    """The environment made in the first works in the second, and a rebuild changes no version."""
    build, kept = stages
    assert build.base == kept.base
    assert re.fullmatch(r"python:3\.\d+-slim-[a-z]+", build.base)


def test_only_what_is_locked_with_its_hash_is_installed(stages: tuple[Stage, Stage]) -> None:
    """Every line of pip either checks hashes or asks no index; the kept stage adds ffmpeg alone."""
    build, kept = stages
    installs = [step.rest for step in build.all("RUN") if " install " in step.rest]
    assert len(installs) == 2
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)
    assert not [step for step in kept.all("RUN") if "pip" in step.rest]
    (added,) = [step.rest for step in kept.all("RUN") if "apt" in step.rest]
    assert " --no-install-recommends ffmpeg " in added


def test_it_runs_as_nobody_special(stages: tuple[Stage, Stage]) -> None:
    """A user by number, who owns /data alone; nothing is done after the change of user."""
    kept = stages[1]
    words = [step.word for step in kept.steps]
    assert kept.one("USER").rest == "10001"
    assert f"--uid {kept.one('USER').rest} " in kept.all("RUN")[0].rest
    assert not {"RUN", "COPY", "ADD"} & set(words[words.index("USER") :])
    assert kept.one("VOLUME").rest == kept.environment()["KAMTIBMAS_DATA"] == "/data"


def test_the_bot_is_process_one_and_hears_the_signal_to_stop(stages: tuple[Stage, Stage]) -> None:
    """No shell stands between Docker and the bot."""
    kept = stages[1]
    assert kept.one("ENTRYPOINT").words() == ["kamtibmas"]
    assert kept.one("CMD").words() == ["run"]
    assert kept.one("STOPSIGNAL").rest == "SIGTERM"


def test_secrets_do_not_reach_the_build(context: Path) -> None:
    """What Docker is shown is named one by one: no .env, no data, no history."""
    shown = {path.name for path in context.iterdir()}
    assert shown == {"bot", "config", "pyproject.toml", "README.md", "LICENSE", "requirements.txt"}
    assert {path.suffix for path in (context / "config").iterdir()} == {".toml"}


def test_an_image_says_what_it_is(stages: tuple[Stage, Stage]) -> None:
    """An operator finds title and licence with ``docker inspect``."""
    labels = stages[1].one("LABEL").pairs()
    assert labels["org.opencontainers.image.title"] == "kamtibmas-bot"
    assert labels["org.opencontainers.image.licenses"] == "MIT"


@pytest.mark.whole_matrix
async def test_the_steps_make_a_bot_that_writes_to_data_alone(
    image: Player, stages: tuple[Stage, Stage]
) -> None:
    """Played in an empty folder: the database is made, the bot runs, answers and stops.

    1. The command comes from the wheel, with no pip beside it.
    2. ``migrate`` and ``run`` leave everything outside /data as it was.
    3. SIGTERM ends it in order.
    """
    environment = _environment(image, stages[1])
    before = _listing(image.root)
    assert not (image.root / "opt/kamtibmas/bin/pip").exists()
    image.run(["kamtibmas", "migrate"], environment)
    assert await _runs_until_stopped(environment) == 0
    assert {path.name for path in (image.root / "data").iterdir()} >= {"kamtibmas.sqlite3"}
    assert _listing(image.root) == before


def _environment(image: Player, kept: Stage) -> dict[str, str]:
    """Return just what the image sets, and a home that cannot be written to."""
    inside = {name: image.inside(value) for name, value in kept.environment().items()}
    return inside | {"HOME": "/nowhere", "KAMTIBMAS_LISTEN": f"127.0.0.1:{free_port()}"}


def _listing(root: Path) -> dict[str, tuple[int, int]]:
    """Return every file outside /data with its size and age."""
    kept = (path for path in root.rglob("*") if root / "data" not in (path, *path.parents))
    return {str(path): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in kept}


async def _runs_until_stopped(environment: dict[str, str]) -> int:
    """Start the bot, wait until it asks for messages, stop it; return its exit code."""
    telegram = Telegram(TOKEN, Clock().now)
    async with Server(telegram) as server:
        own = {"KAMTIBMAS_TOKEN": TOKEN, "KAMTIBMAS_API_URL": server.url}
        command = shutil.which("kamtibmas", path=environment["PATH"])
        assert command is not None
        bot = await asyncio.create_subprocess_exec(command, "run", env=environment | own)
        try:
            await telegram.until(lambda: telegram.updates.polled, READY_S)
            bot.terminate()
            return await bot.wait()
        finally:
            if bot.returncode is None:
                bot.kill()
                await bot.wait()


class _Health(BaseHTTPRequestHandler):
    """Answers /healthz with the status that the test wants."""

    status = 200

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(self.status if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def health() -> Iterator[HTTPServer]:
    """A bot that says how it is."""
    with HTTPServer(("127.0.0.1", 0), _Health) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
def test_the_health_check_asks_the_bot(
    status: int,
    healthy: bool,  # noqa: FBT001 - the table's second column
    health: HTTPServer,
    stages: tuple[Stage, Stage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Healthy is what answers /healthz with 200; the machine's proxy is not asked."""
    monkeypatch.setattr(_Health, "status", status)
    checked = _check(stages[1], f"127.0.0.1:{health.server_port}")
    assert (checked == 0) is healthy


def test_a_bot_that_does_not_answer_is_not_healthy(stages: tuple[Stage, Stage]) -> None:
    """Nothing listens."""
    assert _check(stages[1], "127.0.0.1:1") != 0


def _check(kept: Stage, listen: str) -> int:
    words = kept.health_check()
    assert words[0] == "python"
    environment = os.environ | {"KAMTIBMAS_LISTEN": listen, "http_proxy": "http://127.0.0.1:1"}
    command = [sys.executable, *words[1:]]
    return subprocess.run(  # noqa: S603 - the Dockerfile's own
        command, env=environment, check=False, capture_output=True, timeout=120
    ).returncode


def test_the_checkout_has_a_link_for_every_file_of_config() -> None:
    """A file added to config/ is in the wheel too, or an installed bot would miss it."""
    shipped = CHECKOUT / "bot" / "settings" / "defaults"
    for path in (CHECKOUT / "config").glob("*.toml"):
        assert (shipped / path.name).resolve() == path
