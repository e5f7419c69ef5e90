"""What the manual says of the bot is what the bot has: figures, checks, variables, addresses."""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any, get_args, get_origin

import httpx
import pytest

from bot.cli.doctor import CHECKS
from bot.settings import Settings
from bot.settings.config import SHAPES
from tests.deployment.conftest import CHECKOUT
from tests.deployment.handbook import ENGLISH, INDONESIAN, blocks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

NEEDS = {"root", "systemd", "docker", "public address", "other machine", "hand"}
EVERYDAY = {"cd", "cp", "chmod", "git", "sh", "ln", "-iu"}  # what needs no word of its own
PAGES = pytest.mark.parametrize("page", [ENGLISH, INDONESIAN], ids=["en", "id"])


@pytest.mark.parametrize("intake", ["watched"])
async def test_every_figure_that_is_named_is_there(world: World) -> None:
    """A rule about a figure that nobody counts would never wake anybody."""
    async with httpx.AsyncClient(base_url=f"http://{world.settings.listen}") as operator:
        text = (await operator.get("/metrics")).text
    counted = set(re.findall(r"^# TYPE (kamtibmas_\w+)", text, re.MULTILINE))
    rules = (CHECKOUT / "docs" / "deploy" / "alerts.yml").read_text()
    for named in (ENGLISH.read_text(), INDONESIAN.read_text(), rules):
        assert set(re.findall(r"\bkamtibmas_[a-z_]+", named)) <= counted
    assert {name for name in counted if name in ENGLISH.read_text()} == counted - {
        "kamtibmas_build_info"
    }


@PAGES
def test_the_page_has_every_check_of_the_doctor(page: Path) -> None:
    """In the doctor's own order, so that its output is read beside the table."""
    named = re.findall(r"^\| `(\w+)` \| \*", page.read_text(), re.MULTILINE)
    assert named == [check.name for check in CHECKS]


@PAGES
def test_the_page_has_every_variable(page: Path) -> None:
    """But for the demo's clock, which an operator has no use for."""
    known = {f"KAMTIBMAS_{name.upper()}" for name in Settings.model_fields} - {"KAMTIBMAS_CLOCK"}
    table = "".join(re.findall(r"^\| `KAMTIBMAS_.*$", page.read_text(), re.MULTILINE))
    assert set(re.findall(r"KAMTIBMAS_[A-Z_]+", table)) == known


@PAGES
def test_the_page_has_every_key_of_the_files(page: Path) -> None:
    """What ``config/`` holds and what the shapes take, each in the row of its table; no other."""
    named: dict[str, set[str]] = {"": set()}
    for row in re.findall(r"^\| (.*?) \| ", _section(page), re.MULTILINE):
        table = ""
        for name in re.findall(r"`([^`]+)`", row):
            if name.startswith("["):
                table = name.strip("[]")
                named.setdefault(table, set())
            elif "." not in name:
                named[table].add(name)
    assert named == _keys()


def _section(page: Path) -> str:
    """Return the part of the page that lists the keys, before the rehearsal."""
    return re.split(r"^### .*\n", page.read_text(), flags=re.MULTILINE)[1]


def _keys() -> dict[str, set[str]]:
    """Return the keys of each table, by the shapes, which take all that stands in ``config/``."""
    found: dict[str, set[str]] = {"": set()}
    for shape in SHAPES.values():
        for name, field in shape.model_fields.items():
            _note(found, name, field.annotation)
    return found


def _note(found: dict[str, set[str]], way: str, kind: Any) -> None:  # noqa: ANN401 - a type
    """Note a key, or the keys of a table or of tables with names of the operator's choice."""
    inside = get_args(kind)
    if get_origin(kind) is dict:
        _note(found, f"{way}.NAME", inside[1])
    elif get_origin(kind) is tuple and hasattr(inside[0], "model_fields"):
        _note(found, way, inside[0])
    elif hasattr(kind, "model_fields") or is_dataclass(kind):
        table = found.setdefault(way, set())
        fields = kind.__dataclass_fields__ if is_dataclass(kind) else kind.model_fields
        for name in fields:
            annotation = None if is_dataclass(kind) else kind.model_fields[name].annotation
            before = set(found)
            _note(found, f"{way}.{name}", annotation)
            if set(found) == before:
                table.add(name)
    elif "." not in way:
        found[""].add(way)


@PAGES
def test_every_link_leads_somewhere(page: Path) -> None:
    """To a file that there is, or to a heading of the page."""
    text = page.read_text()
    anchors = {_anchor(heading) for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in anchors
        elif not target.startswith("https://"):
            assert (page.parent / target).exists(), target


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@PAGES
def test_what_the_page_cannot_show_is_named_on_it(page: Path) -> None:
    """A block that is not run says what it needs, and its programs stand in the last section."""
    last = page.read_text().rpartition("\n## ")[2]
    named = {name.split()[0] for name in re.findall(r"`([\w -]+)`", last)}
    for block in blocks(page):
        assert block.needs in NEEDS | {""}
        if block.needs:
            assert {_program(command) for command in block.commands} <= named | EVERYDAY


def _program(command: str) -> str:
    return re.sub(r"^sudo (?:-u postgres )?", "", command).split()[0]


def test_both_languages_have_the_same_commands() -> None:
    """Whoever reads Indonesian types what was tried in English."""
    assert blocks(INDONESIAN) == blocks(ENGLISH)
