"""A new operator who follows the manual, in an empty home, with the stand-in for Telegram.

What the page leaves to a hand, to systemd and to a second terminal is done here, and nothing else.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from http.client import HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.deployment.conftest import lend_packages
from tests.deployment.terminal import Terminal
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.deployment.handbook import Block
    from tests.deployment.origin import Origin

STAND_IN, BOT = "8441", "8080"  # the ports of the page
PATIENCE_S = 120.0
# What a command in a second terminal says when it is ready.
READY = {"stand-in": "Ctrl+C ends it", "run": '"event": "started"'}
TOKEN = "7371:a-token-that-opens-nothing"


class Newcomer:
    """Follows the blocks of a page; ``wrote`` holds what each command said."""

    def __init__(self, home: Path, origin: Origin) -> None:
        """Choose free ports for those of the page: other tests run on this machine too."""
        self.wrote: dict[str, str] = {}
        self._home = home
        self._origin = origin
        self._ports = {STAND_IN: free_port(), BOT: free_port()}
        self._environment = _environment(home, origin)
        self._commands: dict[str, str] = {}  # of the second terminals
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._terminal = Terminal(home, self._environment)
        self._deeds: dict[str, Callable[[Block], None]] = {
            "clone": self._clone,
            "stand-in": self._start,
            "run": self._start,
            "stop": lambda _block: self._stop_for_an_upgrade(),
            "start": lambda _block: self._start_again(),
            "go back": self._go_back,
            "after a loss": self._lose_and_restore,
        }

    def __enter__(self) -> Self:
        """Sit down at a terminal."""
        self._terminal.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing running."""
        for process in self._running.values():
            process.kill()
            process.communicate()
        self._terminal.__exit__()

    def obey(self, block: Block) -> None:
        """Do what a block says; where it needs what a test has not, what stands in its place."""
        if block.needs == "hand":
            self._fill_in()
        elif block.step in self._deeds:
            self._deeds[block.step](block)
        elif not block.needs:
            self._type(block)

    def asks(self, port: str, path: str, **said: str) -> Any:  # noqa: ANN401 - JSON
        """Ask the bot or the stand-in, by the page's port for it, as ``curl`` does."""
        body = json.dumps(said).encode() if said else None
        with self._opened(port, path, body) as answer:
            return json.load(answer)

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> None:
        """Wait until something holds of the stand-in's state; it is looked at with each event."""
        with self._opened(STAND_IN, "demo/events") as events:
            while not holds(state := self.asks(STAND_IN, "demo/state")):
                try:
                    assert events.readline(), "the stand-in has ended"
                except TimeoutError:
                    raise AssertionError(f"nothing more happens: {state}") from None

    def _opened(self, port: str, path: str, body: bytes | None = None) -> HTTPResponse:
        url = f"http://127.0.0.1:{self._ports[port]}/{path}"
        opened = urllib.request.urlopen(url, body, timeout=PATIENCE_S)
        assert isinstance(opened, HTTPResponse)
        return opened

    def _type(self, block: Block) -> None:
        for command in block.commands:
            code, written = self._terminal.types(self._here(command))
            assert code == 0, f"{command}\n{written}"
            self.wrote[command] = written

    def _clone(self, block: Block) -> None:
        """Clone, and lend the packages that ``make setup`` would fetch: the rest of it is real."""
        self._type(block)
        code, written = self._terminal.types("make -C app .venv/.made")
        assert code == 0, written
        lend_packages(self._home / "app" / ".venv")
        (self._home / "app" / ".venv" / ".running").touch()

    def _fill_in(self) -> None:
        """Write into the settings what the stand-in prints, and a port that is free."""
        path = self._home / "env"
        text = path.read_text()
        for name, value in {
            "TOKEN": TOKEN,
            "API_URL": f"http://127.0.0.1:{self._ports[STAND_IN]}",
            "LISTEN": f"127.0.0.1:{self._ports[BOT]}",
        }.items():
            text, count = re.subn(rf"(?m)^KAMTIBMAS_{name}=$", f"KAMTIBMAS_{name}={value}", text)
            assert count == 1
        path.write_text(text)

    def _start(self, block: Block) -> None:
        """Type a command in a second terminal, and wait until it says that it is ready."""
        (self._commands[block.step],) = block.commands
        self._start_again(block.step)

    def _start_again(self, step: str = "run") -> None:
        known = ". ~/.profile; " if step == "run" else ""
        process = subprocess.Popen(  # noqa: S603 - the page's own command
            ["/bin/bash", "-c", f"{known}exec {self._here(self._commands[step])}"],
            cwd=self._home,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._running[step] = process
        assert process.stdout is not None
        said: list[str] = []
        for line in process.stdout:
            said.append(line)
            if READY[step] in line:
                return
        raise AssertionError("".join(said))

    def _end(self, step: str) -> None:
        """End it as systemd does."""
        process = self._running.pop(step)
        process.terminate()
        written, _ = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0, written

    def _stop_for_an_upgrade(self) -> None:
        self._end("run")
        self._origin.release()

    def _go_back(self, block: Block) -> None:
        """Stop the bot first, as the page says, and start it on the program of before."""
        self._end("run")
        self._go_on(block)

    def _go_on(self, block: Block) -> None:
        self._type(block)
        self._start_again()

    def _lose_and_restore(self, block: Block) -> None:
        """Lose the disk with the data, as the page supposes; the key and a copy are elsewhere."""
        self._end("run")
        shutil.rmtree(self._home / "data")
        self._go_on(block)

    def _here(self, command: str) -> str:
        for named, port in self._ports.items():
            command = command.replace(named, str(port))
        return command


def _environment(home: Path, origin: Origin) -> dict[str, str]:
    """Return what a new user has: a home, Python, and an ADDRESS to clone from."""
    python = Path(sys.base_prefix) / "bin"
    return {
        "HOME": str(home),
        "PATH": f"{python}:/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": f"url.{origin.folder}.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://ADDRESS/kamtibmas-bot.git",
        "GIT_CONFIG_KEY_1": "safe.directory",
        "GIT_CONFIG_VALUE_1": "*",
    }
