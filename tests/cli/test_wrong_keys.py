"""What is wrong with the secret key: found by the doctor, or by the command that fails."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest

from bot.vault import Vault
from tests.cli.bench import Slip, answers, becomes_folder, diagnoses, does_not_start
from tests.world import VILLAGE

if TYPE_CHECKING:
    from tests.cli.bench import Bench

pytestmark = pytest.mark.nation
GUESSABLE = "karuwisi"
INVITE = f"invite --role watch --region {VILLAGE}"


def changes_key(bench: Bench) -> None:
    """Invite somebody, and have another key afterwards."""
    bench.shell.types(*INVITE.split())
    bench.shell.sets(secret_key=secrets.token_urlsafe(32))


def uses_weak_key(bench: Bench) -> None:
    """Go on with a database from before such keys were refused."""
    bench.shell.sets(secret_key=GUESSABLE)
    mark = Vault(GUESSABLE.encode()).mark
    bench.does(
        "INSERT INTO key_marks (id, mark, since)"  # noqa: S608 - our own words
        f" VALUES (1, '{mark}', '2026-11-24 12:00:00')"
    )


def loses_key(bench: Bench) -> None:
    """Invite somebody with a key in the data folder, and lose the file."""
    path = bench.keeps_key(secrets.token_urlsafe(32))
    bench.shell.types(*INVITE.split())
    path.unlink()


OTHER_KEY = Slip("another key", changes_key, "is not the one with which", "put the old one back")
LOST_KEY = Slip("a lost key", loses_key, "is not the one with which", "put the old one back")
WEAK_KEY = Slip(
    "a key that can be guessed",
    lambda bench: bench.shell.sets(secret_key=GUESSABLE),
    "it can be guessed",
    "put a better one into KAMTIBMAS_SECRET_KEY",
)
HARDLY_A_KEY = Slip(
    "one character again and again",
    lambda bench: bench.shell.sets(secret_key="a" * 40),
    "hardly any different ones",
    "token_urlsafe(32)",
)
EMPTY_KEY = Slip(
    "an empty key", lambda bench: bench.keeps_key(""), "is empty", "put the old one back"
)
A_FOLDER_FOR_A_KEY = Slip(
    "a key that cannot be read",
    lambda bench: becomes_folder(bench.keeps_key("")),
    "secret.key: the secret key cannot be",
    "to the user who runs the bot",
)


@pytest.mark.parametrize(
    ("command", "slip"),
    [
        ("run", EMPTY_KEY),
        ("run", A_FOLDER_FOR_A_KEY),
        (INVITE, OTHER_KEY),
        (INVITE, WEAK_KEY),
        (INVITE, HARDLY_A_KEY),
    ],
    ids=lambda one: one.name if isinstance(one, Slip) else one.split()[0],
)
def test_a_command_refuses(bench: Bench, command: str, slip: Slip) -> None:
    """One sentence, nothing done."""
    answers(bench, command, slip)


@pytest.mark.parametrize("slip", [OTHER_KEY, LOST_KEY, WEAK_KEY], ids=lambda slip: slip.name)
def test_the_bot_does_not_start(bench: Bench, slip: Slip) -> None:
    """With another key everybody would be a stranger, and no page would reach anybody."""
    does_not_start(bench, slip)


@pytest.mark.parametrize(
    ("check", "slip"),
    [
        ("key", OTHER_KEY),
        ("key", LOST_KEY),
        ("key", WEAK_KEY),
        ("key", EMPTY_KEY),
        ("key", A_FOLDER_FOR_A_KEY),
        (
            "key",
            Slip(
                "a key for all to read",
                lambda bench: bench.keeps_key(secrets.token_urlsafe(32), 0o644),
                "others may read the secret key (mode 644)",
                "chmod 600",
            ),
        ),
    ],
    ids=lambda one: one.name if isinstance(one, Slip) else one,
)
def test_the_doctor_finds_it(bench: Bench, check: str, slip: Slip) -> None:
    """The line of this check says it, and no other finds anything wrong."""
    diagnoses(bench, check, slip)


@pytest.mark.parametrize(
    ("check", "slip"),
    [
        (
            "key",
            Slip(
                "a key that can be guessed, and is in use",
                uses_weak_key,
                "people are sealed with it",
                "begin a new database",
            ),
        ),
        (
            "key",
            Slip(
                "a key beside the data",
                lambda bench: bench.keeps_key(secrets.token_urlsafe(32)),
                "beside what it protects",
                "copy it to a safe place",
            ),
        ),
    ],
    ids=lambda one: one.name if isinstance(one, Slip) else one,
)
def test_the_doctor_warns(bench: Bench, check: str, slip: Slip) -> None:
    """It works all the same: exit code 0."""
    diagnoses(bench, check, slip, state="warning")


def test_a_database_under_a_weak_key_goes_on(bench: Bench) -> None:
    """Whoever is sealed with it could be reached no more with another."""
    uses_weak_key(bench)
    code, out, err = bench.shell.types(*INVITE.split())
    assert code == 0, err
    assert out
