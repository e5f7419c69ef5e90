"""Offices as people name them."""

from __future__ import annotations

import pytest

from bot.locales import say_in
from bot.models import Region
from bot.views.office import office_label

COMMANDS = [
    ("73.71.09", "Panakkukang", "Pimpinan Polsek Panakkukang"),
    ("73.71", "Kota Makassar", "Pimpinan Polrestabes Makassar"),
    ("73.06", "Kabupaten Gowa", "Pimpinan Polres Gowa"),
    ("73.72", "Kota Parepare", "Pimpinan Polres Kota Parepare"),
    ("31.71", "Kota Administrasi Jakarta Pusat", "Pimpinan Polres Metro Jakarta Pusat"),
    ("31", "Daerah Khusus Ibukota Jakarta", "Pimpinan Polda Metro Jaya"),
    ("73", "Sulawesi Selatan", "Pimpinan Polda Sulawesi Selatan"),
]


@pytest.mark.parametrize(("code", "name", "said"), COMMANDS)
def test_a_command_bears_the_name_it_has(code: str, name: str, said: str) -> None:
    """Polrestabes where the city has one; nobody takes a commander for the camat or the mayor."""
    region = Region(code=code, name=name, level=1)
    assert office_label(say_in("id"), f"supervisor@{code}", {code: region}) == said
