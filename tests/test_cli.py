"""The command line: what scripts rely on, and one sentence for every slip."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.cli import obey
from tests.world import DISTRICT, KEY, TOKEN, VILLAGE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"
FIRE = "Ada kebakaran di RT 03, api besar"
REPORT_KEYS = [
    "ticket", "incident", "village", "category", "severity", "status", "reporter", "text",
    "created_at",
]  # fmt: skip
DELIVERY_KEYS = [
    "kind", "ticket", "role", "lane", "status", "attempts", "created_at", "sent_at", "error",
]  # fmt: skip


class Shell:
    """Types commands and reads what they wrote."""

    def __init__(
        self, capture: pytest.CaptureFixture[str], environment: pytest.MonkeyPatch
    ) -> None:
        """Read from ``capture``; begin with the ``environment`` as it is."""
        self._capture = capture
        self._environment = environment

    def sets(self, **variables: object) -> None:
        """Set ``KAMTIBMAS_...`` variables."""
        for name, value in variables.items():
            self._environment.setenv(f"KAMTIBMAS_{name.upper()}", str(value))

    def enters(self, world: World) -> None:
        """Work on the database of a story, at its time."""
        ahead = world.data / "ahead"
        ahead.write_text(str((world.clock.at - datetime.now(UTC)).total_seconds()))
        self.sets(data=world.data, clock=ahead)

    def types(self, *words: str) -> tuple[int, str, str]:
        """Run a command; return exit code, standard output, standard error."""
        self._capture.readouterr()
        code = obey(words)
        written = self._capture.readouterr()
        return code, written.out, written.err

    def starts(self, *words: str) -> tuple[int, str, str]:
        """Run a command as a process of its own: what logs changes the logging of its process."""
        command = [sys.executable, "-m", "bot", *words]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
        return done.returncode, done.stdout, done.stderr

    async def asks(self, *words: str) -> tuple[int, str, str]:
        """Do so while the story's own loop runs."""
        return await asyncio.to_thread(self.types, *words)


@pytest.fixture
def shell(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Shell:
    """A shell with an empty data folder and nothing else in its environment."""
    for name in ("TOKEN", "API_URL", "DATABASE_URL", "CONFIG", "WEBHOOK_URL", "CLOCK"):
        monkeypatch.delenv(f"KAMTIBMAS_{name}", raising=False)
    shell = Shell(capsys, monkeypatch)
    shell.sets(data=tmp_path / "data", secret_key=KEY.decode())
    return shell


def test_help_names_every_command(shell: Shell) -> None:
    """All that this version can do, and nothing of later ones."""
    code, out, _ = shell.types("--help")
    assert code == 0
    for command in ("run", "demo", "migrate", "invite", "export", "summary"):
        assert f"\n  {command} " in out
    assert "doctor" not in out


def test_help_is_instant() -> None:
    """Neither the database nor Telegram is loaded to say what can be typed."""
    check = "import bot.cli, sys; sys.exit(bool({'sqlalchemy', 'telegram'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0  # noqa: S603


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Missing command; see: kamtibmas --help"),
        ("fly", "No such command 'fly'"),
        ("run --fast", "No such option: --fast"),
        ("invite --role officer", "Missing option '--region'; see: kamtibmas invite --help"),
        (
            f"invite --role officer --region {VILLAGE} --days -1",
            "--days is -1; write a",
        ),
        (f"invite --role officer --region {VILLAGE} --days soon", "Invalid value for '--days'"),
        ("export photos", "No such command 'photos'"),
        ("export reports --since 24-11-2026", "--since 24-11-2026 is no day; write it like"),
        ("export reports --since 2026-11-24 --until 2026-11-01", "lies after --until"),
        ("export reports --format xml", "write jsonl or csv"),
        ("summary --region 73 --week 2026-W54", "is no week; write the year and the ISO week"),
    ],
)
def test_wrong_use_is_one_sentence(shell: Shell, typed: str, says: str) -> None:
    """Exit code 2, nothing on standard output, no traceback."""
    code, out, err = shell.types(*typed.split())
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "typed", [f"invite --role officer --region {VILLAGE}", "export reports", "summary --region 73"]
)
def test_without_a_database_the_command_to_type_is_named(shell: Shell, typed: str) -> None:
    """Nor is an empty one made by looking."""
    code, out, err = shell.types(*typed.split())
    assert (code, out) == (1, "")
    assert "run: kamtibmas migrate" in err
    assert err.count("\n") == 1


def test_run_without_a_token(shell: Shell) -> None:
    """The variable and where to get what belongs in it."""
    code, _, err = shell.types("run")
    assert code == 1
    assert "KAMTIBMAS_TOKEN is not set" in err
    assert "BotFather" in err


def test_run_on_an_old_schema(shell: Shell, tmp_path: Path) -> None:
    """A database without a revision is refused with the command to type."""
    shell.sets(token=TOKEN)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "kamtibmas.sqlite3").touch()
    code, _, err = shell.starts("run")
    assert code == 1
    assert "the database has an old schema; run: kamtibmas migrate" in err


def test_a_file_that_is_no_database(shell: Shell, tmp_path: Path) -> None:
    """Said in a sentence, with the variable to look at."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "kamtibmas.sqlite3").write_text("not a database at all, " * 100)
    for command in ("migrate", "export reports"):
        code, _, err = shell.types(*command.split())
        assert code == 1
        assert "KAMTIBMAS_DATABASE_URL" in err
        assert err.count("\n") == 1


def test_a_wrong_configuration_names_its_line(shell: Shell, data: Path) -> None:
    """What the settings say is passed on as it is."""
    overlay = data / "config"
    overlay.mkdir()
    (overlay / "digests.toml").write_text('[daily]\nat = "25:00"\n')
    shell.sets(token=TOKEN, config=overlay)
    code, _, err = shell.types("run")
    assert code == 1
    assert "digests.toml, line 2" in err


def test_migrate_can_be_repeated(shell: Shell) -> None:
    """The first time it says how far it is; the second time that there is nothing to do."""
    code, out, err = shell.types("migrate")
    assert (code, out) == (0, "")
    assert "regions: 91599 loaded" in err
    code, out, err = shell.types("migrate")
    assert (code, out) == (0, "")
    assert err == "schema: up to date\nregions: up to date\n"


async def test_an_invitation_works(world: World, shell: Shell) -> None:
    """The code of the command line, with the link that opens the bot, makes an officer."""
    shell.enters(world)
    shell.sets(token=TOKEN, api_url=world.url)
    code, out, _ = await shell.asks(
        "invite", "--role", "officer", "--region", VILLAGE, "--days", "3", "--json"
    )
    made = json.loads(out)
    assert code == 0
    assert list(made) == ["code", "link", "role", "region", "expires_at"]
    assert (made["role"], made["region"]) == ("officer", VILLAGE)
    assert made["link"].endswith(f"?start={made['code']}")
    person = world.telegram.person("Aipda Rahman")
    person.writes(f"/start {made['code']}")
    await world.settle()
    person.presses("Setuju")
    await world.settle()
    assert "Bhabinkamtibmas" in " ".join(message.text for message in person.inbox)


@pytest.mark.parametrize(
    ("role", "region", "says"),
    [("oficer", VILLAGE, "'oficer' is unknown"), ("officer", "99.71.09.1001", "99.71.09.1001")],
)
def test_an_invitation_to_nothing(
    shell: Shell, data: Path, role: str, region: str, says: str
) -> None:
    """A role or region that there is not is wrong use."""
    shell.sets(data=data)
    code, out, err = shell.types("invite", "--role", role, "--region", region)
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


def lines_of(out: str) -> list[dict[str, Any]]:
    """Read JSON lines."""
    return [json.loads(line) for line in out.splitlines()]


async def test_reports_are_exported(world: World, shell: Shell) -> None:
    """The agreed keys, people by alias, numbers masked; elsewhere and earlier nothing at all."""
    shell.enters(world)
    neighbour = await world.enrol("Daeng Ngalle")
    ticket = await world.report(neighbour, f"{NOISE}, telepon saya 081234567890")
    code, out, err = await shell.asks("export", "reports", "--region", DISTRICT)
    (row,) = lines_of(out)
    assert (code, err) == (0, "")
    assert list(row) == REPORT_KEYS
    assert (row["ticket"], row["incident"], row["village"]) == (ticket, ticket, VILLAGE)
    assert "Ngalle" not in out
    assert "[nomor]" in row["text"]
    for elsewhere in (["--region", "73.71.03"], ["--until", "2026-11-23"]):
        assert await shell.asks("export", "reports", *elsewhere) == (0, "", "")
    code, out, _ = await shell.asks(
        "export", "reports", "--since", "2026-11-24", "--until", "2026-11-24"
    )
    assert len(lines_of(out)) == 1


async def test_deliveries_are_exported(world: World, shell: Shell) -> None:
    """The page to the officer: urgent, sent, with the ticket of the report."""
    shell.enters(world)
    neighbour = await world.enrol("Daeng Ngalle")
    await world.enrol("Aipda Rahman", role="officer")
    ticket = await world.report(neighbour, FIRE, send="Ya, kirim")
    code, out, err = await shell.asks("export", "deliveries", "--region", VILLAGE)
    rows = lines_of(out)
    assert (code, err) == (0, "")
    assert all(list(row) == DELIVERY_KEYS for row in rows)
    (page,) = (row for row in rows if row["kind"] == "page")
    assert (page["ticket"], page["role"], page["lane"]) == (ticket, "officer", "urgent")
    assert (page["status"], page["error"]) == ("sent", None)
    (receipt,) = (row for row in rows if row["kind"] == "receipt")
    assert (receipt["ticket"], receipt["role"]) == (ticket, "resident")


async def test_a_spreadsheet_runs_nothing_that_a_person_wrote(world: World, shell: Shell) -> None:
    """CSV with a header; a text that begins like a formula is disarmed."""
    shell.enters(world)
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, '=HYPERLINK("http://x"), bising sekali tiap malam')
    _, out, _ = await shell.asks("export", "reports", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert list(row) == REPORT_KEYS
    assert row["text"].startswith("'=HYPERLINK")


async def test_the_summary_has_the_figures_of_the_chat(world: World, shell: Shell) -> None:
    """The same week, the same numbers, for scripts."""
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, NOISE)
    await world.outage(days=7)
    shell.enters(world)
    typed = ("summary", "--region", DISTRICT, "--week", "2026-W48")
    code, out, _ = await shell.asks(*typed, "--json")
    figures = json.loads(out)
    assert code == 0
    assert (figures["region"], figures["week"]) == (DISTRICT, "2026-W48")
    assert figures["incidents"] == {
        "now": 1, "before": 0, "difference": 1, "percent": None, "small": True,
    }  # fmt: skip
    assert figures["villages"][0]["code"] == VILLAGE
    _, text, _ = await shell.asks(*typed)
    assert "Kejadian: 1 (sebelumnya 0, +1, n kecil)" in text


async def test_a_token_that_telegram_does_not_know(world: World, shell: Shell) -> None:
    """The bot says so and ends, rather than ask for ever."""
    shell.enters(world)
    shell.sets(token="4711:of-nobody", api_url=world.url)
    code, _, err = await asyncio.to_thread(shell.starts, "run")
    assert code == 1
    assert "Telegram does not know the token" in err
    assert "Traceback" not in err
