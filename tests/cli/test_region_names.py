"""A region of a command by its name, sure or with the codes to choose from; and by a code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.world import VILLAGE

if TYPE_CHECKING:
    from tests.cli.shell import Shell


pytestmark = pytest.mark.nation


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


DOTLESS = VILLAGE.replace(".", "")
ASKING = [
    *(("export reports", DOTLESS), ("export deliveries", DOTLESS), ("summary", DOTLESS)),
    *(
        ("people list", DOTLESS),
        ("places find Karuwisi", DOTLESS),
        ("invite --role watch", DOTLESS),
    ),
    *(("export reports", "7.371.091.001"), ("export reports", "7371"), ("export reports", "73")),
]


@pytest.mark.parametrize(("command", "region"), ASKING)
def test_a_code_without_dots_is_taken_and_named(
    shell: Shell, sqlite_url: str, command: str, region: str
) -> None:
    """It may be one of BPS, which means another place: what it was taken for is said."""
    shell.sets(database_url=sqlite_url)
    option = "--near" if command.startswith("places") else "--region"
    code, _, err = shell.types(*command.split(), option, region)
    assert code == 0, err
    meant = "73.71 (Kota Makassar" if region == "7371" else f"{VILLAGE} (kelurahan Karuwisi, "
    told = f"the code '{region}' was taken for {meant}" in err
    assert told == (region != "73")  # a province's code has no dots
    assert told == ("if these are codes of BPS they mean other places" in err)
