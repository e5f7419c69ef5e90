"""A region of a command by its name: one that is sure, or the codes to choose from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.world import VILLAGE

if TYPE_CHECKING:
    from tests.cli.shell import Shell


def test_a_name_that_one_region_bears_is_taken(shell: Shell, sqlite_url: str) -> None:
    """What it stands in, behind it, makes it sure; what comes back names the code."""
    shell.sets(database_url=sqlite_url)
    name = "Karuwisi, Panakkukang, Kota Makassar"
    code, out, err = shell.types("invite", "--role", "watch", "--region", name, "--json")
    assert code == 0, err
    assert json.loads(out)["region"] == VILLAGE
    code, out, err = shell.types("summary", "--region", "Sulawesi Selatan", "--json")
    assert code == 0, err
    assert json.loads(out)["region"] == "73"
    for command in ("export reports", "people list"):
        code, _, err = shell.types(*command.split(), "--region", name)
        assert code == 0, err


def test_a_name_that_is_not_sure_is_answered_with_codes(shell: Shell, sqlite_url: str) -> None:
    """Many are called so, or none: nothing is done to people of another place by a guess."""
    shell.sets(database_url=sqlite_url)
    code, out, err = shell.types("invite", "--role", "watch", "--region", "Suka Maju")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "is not sure; write the code of the one that you mean: " in err
    code, out, err = shell.types("people", "end", "--role", "officer", "--region", "Qwxzyv")
    assert (code, out) == (2, "")
    assert "no region is called 'Qwxzyv'; write its code" in err
