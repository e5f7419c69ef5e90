"""Whom to call about which kind, and what keeps whoever reports safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.locales import say_in
from bot.settings import load_config
from bot.views import advice
from bot.views.card import plain

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.category import Category
    from bot.settings import Config

POLICE, AMBULANCE = "110 (polisi, gratis)", "119 (ambulans)"
SAY = say_in("id")


def told(category: Category, config: Config) -> str:
    """Return what a receipt says of a kind, as a person reads it."""
    return plain(advice.do_not_wait(SAY, config, category))


@pytest.mark.parametrize(
    ("code", "first", "safety"),
    [
        ("medis", f"{AMBULANCE}, {POLICE}.", "Temani yang sakit atau luka bila aman"),
        ("laka", f"{AMBULANCE}, {POLICE}.", "ikuti petunjuk 119."),
        ("kebakaran", f"113 (pemadam), {POLICE}, {AMBULANCE}.", "menjauh dari api dan asap"),
        ("bencana", f"{POLICE}, {AMBULANCE}.", "jangan kembali sebelum dinyatakan aman"),
        ("curas", f"{POLICE}, {AMBULANCE}.", "Menjauh ke tempat aman."),
        ("lain", f"{POLICE}, {AMBULANCE}.", "Menjauh ke tempat aman."),
    ],
)
def test_the_number_of_a_kind_comes_first_with_what_fits_it(
    code: str, first: str, safety: str
) -> None:
    """An ambulance for the sick, the fire brigade for a fire; nobody flees from a fever."""
    config = load_config()
    said = told(config.categories[code], config)
    assert f"telepon {first}" in said
    assert safety in said


def test_what_is_confidential_is_told_by_nothing_that_names_its_kind() -> None:
    """All of them read the same: neither number nor advice says what it is about."""
    config = load_config()
    said = {told(one, config) for one in config.categories.values() if one.is_confidential}
    assert said == {
        f"☎️ Gawat? Jangan menunggu, telepon {POLICE}, {AMBULANCE}. Utamakan keselamatan Anda."
    }


@pytest.mark.parametrize(
    ("set_here", "number"),
    [("", "110"), ('general = "112"', "112"), ('general = "112"\nrescue = "115"', "115")],
)
def test_where_its_own_number_is_not_set_the_general_one_stands(
    tmp_path: Path, set_here: str, number: str
) -> None:
    """115 is off until an operator confirms it: 112 where the region has it, then the police."""
    (tmp_path / "limits.toml").write_text(f"[emergency]\n{set_here}\n", encoding="utf-8")
    config = load_config(tmp_path)
    flood = config.categories["bencana"]
    assert advice.number(config, flood) == number
    assert f"telepon {number} (" in told(flood, config)
    also = "" if number == "110" else " atau 110"
    assert advice.to_call(SAY, config, flood) == number + also


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_is_told_something(language: str) -> None:
    """No kind of the list is without a number and a sentence, in either language."""
    config = load_config()
    for category in config.categories.values():
        said = plain(advice.do_not_wait(say_in(language), config, category))
        assert advice.number(config, category) in said
        assert "{" not in said
