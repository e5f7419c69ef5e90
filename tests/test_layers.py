"""What ``make check`` holds of the imports is refused where somebody breaks it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
RUN_TIME, TYPES = "pyproject.toml", "tools/import_circles.toml"
UNDER_TYPES = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    "
NO_CIRCLES = "no circles in a room, not even of types"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of all that is imported, and of the contracts."""
    folder = tmp_path_factory.mktemp("house")
    for path in ROOT.glob("bot/**/*.py"):
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    (folder / "tools").mkdir()
    for contracts in (RUN_TIME, TYPES):
        shutil.copyfile(ROOT / contracts, folder / contracts)
    return folder


def _broken(house: Path, contracts: str) -> Iterator[str]:
    """Yield the contracts that do not hold."""
    asked = [str(LINT_IMPORTS), "--no-logo", "--no-cache", contracts]
    said = subprocess.run(  # noqa: S603 - the checker of our own environment
        asked, cwd=house, check=False, capture_output=True, text=True
    ).stdout
    assert "Contracts:" in said
    yield from re.findall(r"^(.+) BROKEN$", said, re.MULTILINE)


@pytest.mark.parametrize(
    ("contracts", "file", "planted", "broken"),
    [
        (RUN_TIME, "domain/rates", "", ""),
        (RUN_TIME, "domain/rates", "import bot.views.card", "downward only"),
        (RUN_TIME, "services/alerts/paging", "import bot.services.people.duty", "services: each"),
        (RUN_TIME, "domain/policy", "import bot.domain.escalation", "no circles, in any room"),
        (RUN_TIME, "standin/files", "import bot.settings", "the stand-in knows Telegram"),
        (TYPES, "domain/rates", "", ""),
        (TYPES, "domain/policy", f"{UNDER_TYPES}from bot.domain import escalation", NO_CIRCLES),
        (TYPES, "standin/message", f"{UNDER_TYPES}from bot.standin import person", NO_CIRCLES),
    ],
)
def test_an_import_that_runs_upward_or_in_a_circle_is_refused(
    house: Path, contracts: str, file: str, planted: str, broken: str
) -> None:
    """Somebody adds one import to one file: the contract that forbids it says so by its name."""
    path = house / f"bot/{file}.py"
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n{planted}\n", encoding="utf-8")
    try:
        found = list(_broken(house, contracts))
    finally:
        path.write_text(before, encoding="utf-8")
    assert any(one.startswith(broken) for one in found) if broken else not found
