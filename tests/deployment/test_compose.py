"""compose.yaml: what a container may do is said for each, and the database is nobody's business."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from bot.settings import Settings
from tests.deployment.conftest import CHECKOUT

TEXT = (CHECKOUT / "compose.yaml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
EXAMPLE = (CHECKOUT / "config" / ".env.example").read_text()
# The program of Caddy's image carries this right in its file, and does not start without it.
RIGHTS = {"proxy": ["NET_BIND_SERVICE"]}
PUBLIC = {"proxy": ["80:80", "443:443"], "bot": ["127.0.0.1:8080:8080"]}


@pytest.mark.parametrize("name", SERVICES)
def test_no_container_can_do_more_than_it_needs(name: str) -> None:
    """Read-only, no rights, none to be gained, and ten seconds to stop in."""
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == RIGHTS.get(name, [])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "/tmp" in service["tmpfs"]  # noqa: S108 - a folder of the container
    assert service["stop_grace_period"] == "10s"


@pytest.mark.parametrize("name", SERVICES)
def test_what_fails_is_started_again(name: str) -> None:
    """But for the migration, which is done once."""
    assert SERVICES[name]["restart"] == ("no" if name == "migrate" else "unless-stopped")


@pytest.mark.parametrize("name", SERVICES)
def test_only_the_proxy_is_open_to_the_world(name: str) -> None:
    """The bot's port is the machine's own; the database has none."""
    assert SERVICES[name].get("ports", []) == PUBLIC.get(name, [])


def test_the_database_sits_in_a_network_without_a_way_out() -> None:
    """The bot reaches it there, and Telegram by the other network."""
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["db"]["networks"] == ["inside"]
    assert SERVICES["bot"]["networks"] == ["inside", "outside"]
    assert SERVICES["proxy"]["networks"] == ["outside"]


def test_the_bot_waits_for_a_database_that_is_up_to_date() -> None:
    """The database is healthy, the migration done, and only then the bot starts."""
    healthy, done = "service_healthy", "service_completed_successfully"
    assert SERVICES["migrate"]["depends_on"] == {"db": {"condition": healthy}}
    assert SERVICES["migrate"]["command"] == ["migrate"]
    waits = {"db": {"condition": healthy}, "migrate": {"condition": done}}
    assert SERVICES["bot"]["depends_on"] == waits
    assert "command" not in SERVICES["bot"]  # the image's own: run


def test_the_database_is_pinned_kept_and_asked_how_it_is() -> None:
    """A new major version could not read the old one's files; its answer is not the socket's."""
    db = SERVICES["db"]
    assert re.fullmatch(r"postgres:\d+", db["image"])
    assert db["volumes"] == ["db:/var/lib/postgresql/data"]
    assert db["healthcheck"]["test"][:3] == ["CMD", "pg_isready", "--host=127.0.0.1"]
    assert "--encoding=UTF8" in db["environment"]["POSTGRES_INITDB_ARGS"]
    assert db["user"] == "postgres"


def test_bot_and_migration_share_everything_but_the_command() -> None:
    """One image, one environment, one volume: they cannot speak of two databases."""
    for key in ("image", "build", "env_file", "environment", "volumes"):
        assert SERVICES["bot"][key] == SERVICES["migrate"][key]
    volumes = {one.partition(":")[0] for name in SERVICES for one in SERVICES[name]["volumes"]}
    assert {one for one in volumes if not one.startswith(".")} == set(COMPOSE["volumes"])


def test_secrets_come_from_outside_and_are_missed_by_name() -> None:
    """No password stands in the file; an empty one ends the start with a sentence."""
    needed = set(re.findall(r"\$\{(\w+):\?is missing in \.env\}", TEXT))
    assert needed == {"POSTGRES_PASSWORD", "KAMTIBMAS_SECRET_KEY"}
    for line in re.findall(r"^ *\w*(?:PASSWORD|SECRET|TOKEN)\w*: .*", TEXT, re.MULTILINE):
        assert re.fullmatch(r" *\w+: \$\{\w+:\?is missing in \.env\}", line)


def test_the_example_names_every_variable_and_holds_no_value() -> None:
    """What can be set is found in one file, which compose, systemd and a shell all read."""
    names = dict(re.findall(r"^(\w+)=(.*)$", EXAMPLE, re.MULTILINE))
    settings = {f"KAMTIBMAS_{name.upper()}" for name in Settings.model_fields} - {"KAMTIBMAS_CLOCK"}
    used = set(re.findall(r"\$\{(\w+)", TEXT))
    assert set(names) == settings | used
    assert set(names.values()) == {""}


def test_the_example_keeps_to_what_all_its_readers_understand() -> None:
    """For systemd a comment behind a value is a part of it: each line is one or the other."""
    for line in EXAMPLE.splitlines():
        assert re.fullmatch(r"|#.*|[A-Z_]+=", line), line
