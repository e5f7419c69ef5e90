"""``python -m tools.check_lock``: the lock holds what is asked for, and no address of any index."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

LOCKS = {"requirements.txt": ("build",), "requirements-dev.txt": ("build", "dev")}
PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==", re.MULTILINE)
NAME = re.compile(r"^[A-Za-z0-9][\w.-]*")
ADDRESS = re.compile(r"^.*(?:-index-url|--find-links|\w+://|file:|^-e ).*$", re.MULTILINE)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def faults() -> list[str]:
    """Return what is wrong with the locks, a sentence each."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    found = []
    for lock, groups in LOCKS.items():
        text = Path(lock).read_text(encoding="utf-8")
        asked = [*project["project"]["dependencies"]]
        asked += [one for group in groups for one in project["dependency-groups"][group]]
        wanted = {_plain(match[0]) for one in asked if (match := NAME.match(one))}
        missing = wanted - {_plain(name) for name in PINNED.findall(text)}
        found += [f"{lock} lacks {name}: run make lock" for name in sorted(missing)]
        found += [f"{lock} holds an address: {line}" for line in ADDRESS.findall(text)]
    return found


if __name__ == "__main__":
    wrong = faults()
    sys.stderr.write("".join(f"{fault}\n" for fault in wrong))
    raise SystemExit(1 if wrong else 0)
