"""What a page's promise holds is checked when it is read, whatever version wrote it."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.services.alerts import page_data
from bot.services.alerts.page_data import PageData


def test_a_page_names_an_office() -> None:
    """As it is written today, and as the first version wrote it, without one."""
    today = {"office": "officer@73.71.09.1001", "alarm": True}
    assert page_data.read(today) == PageData("officer@73.71.09.1001", alarm=True)
    assert page_data.read({}) == PageData()


@pytest.mark.parametrize("payload", [{"office": 7}, {"alarm": "loud"}])
def test_a_page_that_cannot_be_read_is_said(payload: dict[str, object]) -> None:
    """One line in the log, and nothing falls over."""
    with capture_logs() as logs:
        assert page_data.read(payload) == PageData()
    assert [line["log_level"] for line in logs] == ["warning"]
