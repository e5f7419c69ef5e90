"""The operator's manual, followed by somebody new, on a machine with nothing on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.deployment.conftest import CHECKOUT
from tests.deployment.handbook import ENGLISH, blocks
from tests.deployment.newcomer import STAND_IN, Newcomer
from tests.deployment.origin import Origin

if TYPE_CHECKING:
    from pathlib import Path

# What a command says when it has done what the page says it does.
SAYS = {
    "kamtibmas migrate": "regions: ",
    "curl --silent http://127.0.0.1:8080/healthz": '"ok":true',
    "git -C app pull --ff-only": "Fast-forward",
}


@pytest.mark.whole_matrix
@pytest.mark.timeout(600)
@pytest.mark.skipif(not (CHECKOUT / ".git").exists(), reason="what is no clone cannot be cloned")
def test_a_new_operator_follows_the_page(tmp_path: Path) -> None:
    """Every command that needs no systemd, Docker or public address works as it is written.

    The coordinator whom the operator invites opens the link and is one; the bot is upgraded and
    taken back; and after the loss of the disk, a copy and the key bring the coordinator back.
    """
    coordinator = 0
    home, source = tmp_path / "home", tmp_path / "source"
    home.mkdir()
    source.mkdir()
    with Newcomer(home, Origin(source)) as newcomer:
        for block in blocks(ENGLISH):
            newcomer.obey(block)
            if block.step == "coordinator":
                coordinator = _opens_the_link(newcomer, newcomer.wrote[block.commands[0]])
            elif block.step == "after a loss":
                _says(newcomer, coordinator, "/undang", heard="Mengundang siapa?")
    for command, said in SAYS.items():
        assert said in newcomer.wrote[command]


def _opens_the_link(newcomer: Newcomer, invitation: str) -> int:
    """Let the coordinator open the link that the operator sent, and agree; return who it is."""
    link = re.search(r"https://t\.me/kamtibmas_demo_bot\?start=(\S+)", invitation)
    assert link is not None, invitation
    person: int = newcomer.asks(STAND_IN, "demo/people", name="Andi")["id"]
    _says(newcomer, person, f"/start {link[1]}", heard="Setuju?")
    newcomer.asks(STAND_IN, f"demo/people/{person}/presses", label="Setuju")
    newcomer.until(lambda state: "Koordinator: Kota Makassar" in str(state))
    return person


def _says(newcomer: Newcomer, person: int, text: str, *, heard: str) -> None:
    """Let somebody write to the bot, and wait for its answer."""
    newcomer.asks(STAND_IN, f"demo/people/{person}/writes", text=text)
    newcomer.until(lambda state: heard in str(state))
