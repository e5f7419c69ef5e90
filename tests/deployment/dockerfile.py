"""Reads a Dockerfile, and plays its steps in a folder where there is no Docker engine."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import string
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_STEP = re.compile(r"(?P<word>[A-Z]+)\s+(?P<rest>.+)", re.DOTALL)
_CHECK = re.compile(r"(?P<options>(?:--\S+\s+)*)CMD\s+(?P<command>.+)", re.DOTALL)
_OWN = re.compile(r"(?<![\w.])/(?=(?:opt|src|data)\b)")


@dataclass(slots=True)
class Step:
    """One instruction: ``RUN``, and what stands behind it."""

    word: str
    rest: str

    def words(self) -> list[str]:
        """Return its list of words, as ``CMD ["run"]`` has it."""
        words = json.loads(self.rest)
        assert isinstance(words, list)
        return words

    def pairs(self) -> dict[str, str]:
        """Return the names and values of an ``ENV`` or ``LABEL``."""
        pairs = (word.partition("=") for word in shlex.split(self.rest))
        return {name: value for name, _, value in pairs}


@dataclass(slots=True)
class Stage:
    """The instructions from one ``FROM`` to the next."""

    base: str
    name: str = ""
    steps: list[Step] = field(default_factory=list)

    def all(self, word: str) -> list[Step]:
        """Return its instructions of this kind, in order."""
        return [step for step in self.steps if step.word == word]

    def one(self, word: str) -> Step:
        """Return its only instruction of this kind."""
        (step,) = self.all(word)
        return step

    def environment(self) -> dict[str, str]:
        """Return all that its ``ENV`` set."""
        return {name: value for step in self.all("ENV") for name, value in step.pairs().items()}

    def health_check(self) -> list[str]:
        """Return the words of its health check."""
        check = _CHECK.fullmatch(self.one("HEALTHCHECK").rest)
        assert check is not None
        return Step("CMD", check["command"]).words()


def read(text: str) -> list[Stage]:
    """Return the stages, with the defaults of the ``ARG`` before them filled in."""
    defaults: dict[str, str] = {}
    stages: list[Stage] = []
    for step in _steps(text):
        if step.word == "ARG" and not stages:
            defaults |= step.pairs()
        elif step.word == "FROM":
            base, _, name = step.rest.partition(" AS ")
            stages.append(Stage(string.Template(base).substitute(defaults), name))
        else:
            stages[-1].steps.append(step)
    return stages


def _steps(text: str) -> list[Step]:
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = "\n".join(lines).replace("\\\n", " ")
    found = (_STEP.fullmatch(line.strip()) for line in joined.splitlines() if line.strip())
    return [Step(step["word"], step["rest"]) for step in found if step is not None]


class Player:
    """Plays a stage's steps under ``root``, as if that folder were ``/``.

    ``context`` is what ``COPY`` takes from; ``instead`` plays the commands that begin with a key
    in some other way, since a test neither adds users to the machine nor fetches what it has.
    """

    def __init__(
        self, root: Path, context: Path, instead: Mapping[str, Callable[[], None]]
    ) -> None:
        """Nothing is played yet."""
        self.root = root
        self._context = context
        self._instead = instead
        self._folder = root

    def play(self, stage: Stage) -> None:
        """Play every step, in order."""
        deeds = {"RUN": self._run, "COPY": self._copy, "WORKDIR": self._enter}
        for step in stage.steps:
            if step.word in deeds:
                deeds[step.word](step.rest)

    def inside(self, text: str) -> str:
        """Return a command or value with the image's own folders put under ``root``."""
        return _OWN.sub(f"{self.root}/", text)

    def run(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
        """Run a command as the image's ``ENTRYPOINT`` would, and raise where it fails."""
        command = shutil.which(words[0], path=environment["PATH"])
        assert command is not None, f"{words[0]} is not in the image"
        subprocess.run(  # noqa: S603 - what was just installed
            [command, *words[1:]], cwd=self._folder, env=environment, check=True, timeout=120
        )

    def _run(self, command: str) -> None:
        for beginning, deed in self._instead.items():
            if command.startswith(beginning):
                deed()
                return
        subprocess.run(  # noqa: S602 - the Dockerfile's own line
            self.inside(command), shell=True, cwd=self._folder, check=True, timeout=120
        )

    def _copy(self, rest: str) -> None:
        *sources, target = rest.split()
        if sources[0].startswith("--from="):
            return  # both stages are played under one root: it is there
        for source in sources:
            place = self._folder / target
            where = place / source if target.endswith("/") else place
            _take(self._context / source, where)

    def _enter(self, folder: str) -> None:
        self._folder = Path(self.inside(folder))
        self._folder.mkdir(parents=True, exist_ok=True)


def _take(source: Path, where: Path) -> None:
    """Copy a file or a folder as COPY does: links stay links."""
    if source.is_dir():
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, where, symlinks=True, ignore=ignored, dirs_exist_ok=True)
    else:
        shutil.copy(source, where)
