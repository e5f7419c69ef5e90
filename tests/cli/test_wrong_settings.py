"""What an operator writes wrongly into variables and files: the next command says it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.bench import Slip, answers, diagnoses, sets
from tests.world import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.bench import Bench

pytestmark = pytest.mark.nation
HOOK = "https://bot.example.id/telegram"
SECRET = "a-secret-of-the-webhook"


def lays(name: str, text: str) -> Callable[[Bench], object]:
    """Return the slip of writing such a file over config/."""
    return lambda bench: bench.writes_config(name, text)


VARIABLES = [
    Slip("no token", lambda bench: bench.shell.unsets("token"), "TOKEN is not set", "@BotFather"),
    Slip(
        "a token with a line break", sets(token=f"{TOKEN}\n"), "TOKEN: there is a", "take it away"
    ),
    Slip("a token torn apart", sets(token="4711:of two"), "TOKEN: there is a space", "one piece"),
    Slip("a token in quotes", sets(token=f'"{TOKEN}"'), "TOKEN: it stands in quotes", "off"),
    Slip("a name as the token", sets(token="@karuwisi_bot"), "TOKEN: write it as", "a colon"),
    Slip(
        "/bot at the API's end",
        sets(api_url="https://api.telegram.org/bot"),
        "API_URL: leave out /bot",
        "adds it by itself",
    ),
    Slip(
        "the token in the API's address",
        sets(api_url=f"https://api.telegram.org/bot{TOKEN}/getMe"),
        "API_URL: leave out /bot",
        "adds it by itself",
    ),
    Slip("an API without a scheme", sets(api_url="api.telegram.org"), "API_URL: write", "https://"),
    Slip(
        "a driver left out",
        sets(database_url="postgresql://bot:hunter2@db/kamtibmas"),
        "DATABASE_URL: write postgresql+asyncpg://",
        "the rest as it is",
    ),
    Slip(
        "SQLite without a file",
        sets(database_url="sqlite+aiosqlite://"),
        "DATABASE_URL: it names no file",
        "write sqlite+aiosqlite:///PATH",
    ),
    Slip("no secret", sets(webhook_url=HOOK), "WEBHOOK_SECRET: a webhook needs", "make one with"),
    Slip(
        "a secret with wrong characters",
        sets(webhook_url=HOOK, webhook_secret="rahasia kita!"),
        "WEBHOOK_SECRET: write",
        "A-Z, a-z, 0-9, _ and -",
    ),
    Slip(
        "a webhook without TLS",
        sets(webhook_url="http://bot.example.id/telegram", webhook_secret=SECRET),
        "WEBHOOK_URL: Telegram delivers over TLS alone",
        "write https://",
    ),
    Slip(
        "a webhook at a port of one's own",
        sets(webhook_url="https://bot.example.id:9000/telegram", webhook_secret=SECRET),
        "WEBHOOK_URL: Telegram does not deliver to port 9000",
        "take one of 443, 80, 88, 8443",
    ),
    Slip("a listener without a port", sets(listen="127.0.0.1"), "LISTEN: write host:port", "off"),
    Slip(
        "the database's file as the data folder",
        lambda bench: bench.shell.sets(data=bench.database),
        "is a file",
        "name a folder",
    ),
    Slip(
        "a folder of files that is not there",
        lambda bench: bench.shell.sets(config=bench.data / "none"),
        "CONFIG:",
        "name the one with your TOML files",
    ),
]

FILES = [
    Slip(
        "broken TOML",
        lays("escalation.toml", "acknowledgement_lease = 30m\n"),
        "escalation.toml, line 1:",
        'write TOML: key = "text"',
    ),
    Slip(
        "a misspelt key",
        lays("escalation.toml", 'acknowledgment_lease = "30m"\n'),
        'escalation.toml, line 1: the key "acknowledgment_lease" is unknown',
        'did you mean "acknowledgement_lease"?',
    ),
    Slip(
        "a duration without its unit",
        lays("escalation.toml", 'lease_grace = "5"\n'),
        "escalation.toml, line 1: lease_grace:",
        "5m",
    ),
    Slip(
        "a policy that there is not",
        lays("escalation.toml", '[severity.DARURAT]\npolicy = "cepat"\n'),
        'escalation.toml, line 2: policy "cepat"',
        "there is default",
    ),
    Slip(
        "a role that there is not",
        lays("categories.toml", '[category.kebakaran]\nrecipients = ["polisi"]\n'),
        "categories.toml, line 2: ",
        "officer",
    ),
    Slip(
        "a category in no group",
        lays("categories.toml", '[category.kebakaran]\ngroup = "G99"\n'),
        'categories.toml, line 2: group = "G99" has no table',
        "write [group.G99]",
    ),
    Slip("a misspelt file", lays("digest.toml", ""), "no file of this name", "digests.toml?"),
]


@pytest.mark.parametrize("slip", VARIABLES + FILES, ids=lambda slip: slip.name)
def test_the_start_is_refused(bench: Bench, slip: Slip) -> None:
    """`run` says it before it touches anything, and repeats no secret."""
    answers(bench, "run", slip)


@pytest.mark.parametrize("slip", FILES, ids=lambda slip: slip.name)
def test_the_doctor_says_so_too(bench: Bench, slip: Slip) -> None:
    """With the same words, and goes on to everything else."""
    diagnoses(bench, "config", slip)


def test_all_wrong_variables_are_told_at_once(bench: Bench) -> None:
    """The start names the first; the doctor all of them, and what cannot be looked at then."""
    bench.shell.sets(token='"hush"', listen="here")
    code, out, err = bench.shell.types("doctor")
    lines = out.splitlines()
    assert (code, err) == (1, "")
    assert [line.split()[:3] for line in lines[:2]] == [
        ["wrong", "settings", "KAMTIBMAS_TOKEN:"],
        ["wrong", "settings", "KAMTIBMAS_LISTEN:"],
    ]
    assert all(line.startswith("skipped") for line in lines[2:])
    assert all("not checked, because " in line for line in lines[2:])
    assert "hush" not in out


NEITHER = Slip("", lambda _: None, "the variable KAMTIBMAS_TOKNE is unknown", "KAMTIBMAS_TOKEN?")


def test_a_misspelt_variable_is_noticed(bench: Bench) -> None:
    """By the doctor, and by the start that misses the right one."""
    bench.patch.setenv("KAMTIBMAS_TOKNE", "4711:x")
    diagnoses(bench, "settings", NEITHER, state="warning")
    bench.shell.unsets("token")
    code, _, err = bench.shell.types("run")
    first, second = err.splitlines()
    assert code == 1
    assert NEITHER.says in first
    assert NEITHER.mend in first
    assert "KAMTIBMAS_TOKEN is not set" in second


def test_an_empty_folder_of_files_is_noticed(bench: Bench) -> None:
    """It is no error, but hardly meant."""
    (bench.data / "mine").mkdir()
    bench.shell.sets(config=bench.data / "mine")
    slip = Slip("", lambda _: None, "there is no TOML file in", "or unset the variable")
    diagnoses(bench, "config", slip, state="warning")


def test_a_list_that_lost_words_is_noticed(bench: Bench) -> None:
    """The doctor names the words that came with the bot and are gone."""
    text = '[triage]\nharmless = ["kembang api"]\n'
    slip = Slip("", lays("categories.toml", text), "line 2: harmless replaces", "add_harmless")
    diagnoses(bench, "config", slip, state="warning")


@pytest.mark.parametrize("where", ["0.0.0.0:0", "[::]:0"])
def test_figures_for_everybody_are_noticed(bench: Bench, where: str) -> None:
    """Without a webhook, and so without a proxy, nobody else has a reason to ask."""
    bench.patch.setattr("bot.cli.doctor.listen_check.CONTAINER", ())
    slip = Slip("", sets(listen=where), f"{where} may be asked from other machines", "127.0.0.1:")
    diagnoses(bench, "listen", slip, state="warning")


def test_a_misspelt_data_folder_is_noticed(bench: Bench) -> None:
    """An empty one, and beside it the one in which the bot has lived."""
    empty = bench.data.with_name("daat")
    empty.mkdir(mode=0o700)
    slip = Slip("", sets(data=empty), f"{empty} holds no people", f"KAMTIBMAS_DATA={bench.data}")
    diagnoses(bench, "data", slip, state="warning")
