"""What a phone of the demo's page offers to try is what its owner's own menu holds."""

from __future__ import annotations

import pytest

from bot.demo.phones import PHONES
from bot.domain.command import name_in
from bot.locales import LANGUAGES
from bot.views.menu import COMMANDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_offers_commands_by_the_name_of_the_language(language: str) -> None:
    """An officer is offered `/tugas`, and `/tasks` where English is spoken; a stranger `/start`."""
    offered = {phone.key: phone.tries(language) for phone in PHONES}
    assert offered["newcomer"][0] == "/start"
    for key, named in {"officer": "tugas", "coordinator": "undang", "watch": "aman"}.items():
        assert f"/{name_in(language, named)}" in offered[key]
    known = {f"/{name_in(language, name)}" for name in COMMANDS}
    assert {text for tries in offered.values() for text in tries if text[0] == "/"} <= known
