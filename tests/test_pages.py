"""The pages for makers and operators name what there is: files, functions, commands, decisions."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main
from typer.core import TyperCommand, TyperGroup

from bot.cli.commands import PROGRAM, app
from bot.domain.command import SYNONYMS
from bot.handlers import TABLE
from bot.handlers.incoming import UpdateKind
from bot.models import Base
from bot.settings import load_config

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

CHECKOUT = Path(__file__).parents[1]
DOCS, DECISIONS, CODE = CHECKOUT / "docs", CHECKOUT / "docs" / "decisions", CHECKOUT / "bot"
PAGES = sorted(
    page
    for page in (*CHECKOUT.glob("*.md"), *DOCS.rglob("*.md"))
    if page.name != "CHANGELOG.md"  # which tells of what was, by the names that it had
)
OPERATORS = {"operating", "operating.id"}  # whose paths and names are of their server
MAKERS = [page for page in PAGES if page.stem not in OPERATORS]
# From where a page may count a path: the project, its program, its settings, or the page itself.
ROOTS = (CHECKOUT, CODE, CODE / "cli", CHECKOUT / "config")
EXAMPLES = re.compile(r"bot/locales/(LANG|bug)/|utils\.py$")  # what somebody is to make, or never
SUFFIXES = {"py", "toml", "js", "md", "txt", "sqlite3"}
# Not ours, or no module: libraries, the words of a test, the names of benchmarks, programs to run.
OTHERS = {"asyncio", "sys", "gc", "uv", "world", "places", "tests", "tools", "bot"}
BOTFATHER = {
    *("newbot", "mybots", "revoke", "setdescription", "setabouttext", "setuserpic"),
    *("setprivacy", "setjoingroups"),
}
ADDRESSES = {"healthz", "metrics"}
EACH = pytest.mark.parametrize("page", PAGES, ids=[one.stem for one in PAGES])
MADE_OF = pytest.mark.parametrize("page", MAKERS, ids=[one.stem for one in MAKERS])


@MADE_OF
def test_every_file_that_is_named_is_there(page: Path) -> None:
    """A module that got another name is called by it on every page."""
    paths = {
        path
        for span in _spans(page)
        for path in re.findall(r"(?:[\w.-]+/)+[\w.-]*|\b\w+\.(?:py|toml|js|md)\b", span)
        if not EXAMPLES.match(path)
    }
    assert {path for path in paths if not _exists(page, path)} == set()


def _exists(page: Path, path: str) -> bool:
    if any((root / path).exists() for root in (*ROOTS, page.parent)):
        return True
    return "/" not in path and path in _file_names()


@cache
def _file_names() -> set[str]:
    return {path.name for path in CODE.rglob("*.*")}


@MADE_OF
def test_every_function_that_is_named_is_there(page: Path) -> None:
    """``module.name`` is defined there; where it is no module, it is a table or a setting."""
    known = _modules()
    wrong = []
    for span in _spans(page):
        for module, name in re.findall(r"(?<![\w./-])([a-z_]+)\.(\w+)(?![\w/])", span):
            if module in OTHERS or name in SUFFIXES:
                continue
            if name not in known.get(module, ()) and name not in _keys(module):
                wrong.append(f"{module}.{name}")
    assert wrong == []


def _keys(table: str) -> Collection[str]:
    """Return the columns of a table of the database, or the keys of one of ``limits.toml``."""
    if table in Base.metadata.tables:
        return Base.metadata.tables[table].columns.keys()
    return getattr(getattr(load_config().limits, table, None), "__dict__", ())


@cache
def _modules() -> dict[str, set[str]]:
    """Return by a module's own name what it defines, and what its classes hold."""
    found: dict[str, set[str]] = {}
    for path in CODE.rglob("*.py"):
        names = found.setdefault(path.stem, set())
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.AnnAssign | ast.Assign):
                names.update(_assigned(node))
    return found


def _assigned(node: ast.AnnAssign | ast.Assign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {one.id for one in targets if isinstance(one, ast.Name)}


@EACH
def test_every_chat_command_that_is_named_can_be_typed(page: Path) -> None:
    """In Indonesian or in English, by the one table; BotFather's stand on the operator's page."""
    named = {
        command
        for span in _spans(page)
        for command in re.findall(r"(?:^|\s)/([a-z]+)(?=$|[\s.,:;!])", span)
    }
    table = {entry.name for entry in TABLE if entry.kind is UpdateKind.COMMAND}
    assert {one for one in named if SYNONYMS.get(one, one) not in table} <= BOTFATHER | ADDRESSES


SAID = [*PAGES, CHECKOUT / "Makefile", *sorted((CHECKOUT / "config").iterdir())]


@pytest.mark.parametrize("path", SAID, ids=[one.name for one in SAID])
def test_every_command_line_that_is_shown_can_be_typed(path: Path) -> None:
    """``kamtibmas`` and what follows: there is such a command, with such options."""
    lines = _command_lines(_spans(path))
    if path.suffix != ".md":  # whose comments speak of kamtibmas in general too
        lines = [line for line in lines if line[0] in _tree().commands]
    assert [line for line in lines if not _is_known(line)] == []


def test_every_command_line_that_the_bot_tells_of_can_be_typed() -> None:
    """What an error, the doctor or a log line says to type."""
    strings = [
        node.value
        for module in CODE.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    told = [line for line in _command_lines(strings) if line[0] in _tree().commands]
    assert told
    assert [line for line in told if not _is_known(line)] == []


def _command_lines(texts: Iterable[str]) -> list[list[str]]:
    """Return the words behind each ``kamtibmas``, up to where the line goes on otherwise."""
    return [
        words
        for text in texts
        for line in re.sub(r" #+ .*", "", text).splitlines()
        for said in re.findall(rf"(?<![\w/.-]){PROGRAM}((?: +[\w./:=*-]+)+)", line)
        if (words := said.split()) and re.fullmatch("[a-z]+", words[0])
    ]


def _is_known(words: Sequence[str]) -> bool:
    command: TyperGroup | TyperCommand = _tree()
    rest = list(words)
    while isinstance(command, TyperGroup) and rest and rest[0] in command.commands:
        command = command.commands[rest.pop(0)]  # type: ignore[assignment]
    options = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    asked = {word.partition("=")[0] for word in rest if word.startswith("-")} - {"-", "--"}
    return len(rest) < len(words) and asked <= options | {"--help", "-h"}


@cache
def _tree() -> TyperGroup:
    tree = typer.main.get_command(app)
    assert isinstance(tree, TyperGroup)
    return tree


def test_every_decision_stands_in_the_list() -> None:
    """By its number, its heading and the line to remember; a number is given once."""
    rows = re.findall(r"^\| \[(\d+)\]\(([\w-]+\.md)\) \| (.+?) \|", _list(), re.MULTILINE)
    pages = sorted(page for page in DECISIONS.glob("*.md") if page.name != "README.md")
    assert [name for _, name, _ in rows] == [page.name for page in pages]
    for (number, name, heading), page in zip(rows, pages, strict=True):
        assert int(number) == int(name[:4])
        assert page.read_text().splitlines()[0] == f"# {number}. {heading}"
    assert len({number for number, _, _ in rows}) == len(rows)


def _list() -> str:
    return (DECISIONS / "README.md").read_text()


def _spans(page: Path) -> list[str]:
    """Return what stands in backticks or in a block; of a file that is no page, all of it."""
    text = page.read_text()
    if page.suffix != ".md":
        return [text]
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    return [*blocks, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))]
