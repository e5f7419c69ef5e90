"""What a page's promise holds is checked when it is read, whatever version wrote it."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.services.alerts import page_data
from bot.services.alerts.page_data import PageData


def test_a_page_is_of_a_step() -> None:
    """As it is written today, and as the first version wrote it, without the office."""
    today = {"run": 2, "position": 3, "office": "officer@73.71.09.1001", "alarm": True}
    assert page_data.read(today) == PageData(2, 3, "officer@73.71.09.1001", alarm=True)
    first = page_data.read({"run": 2, "position": 3})
    assert first is not None
    assert first.step == (2, 3)


@pytest.mark.parametrize("payload", [{}, {"run": 2}, {"run": "first", "position": 0}])
def test_a_page_of_no_step_is_said(payload: dict[str, object]) -> None:
    """One line in the log, and nothing falls over."""
    with capture_logs() as logs:
        assert page_data.read(payload) is None
    assert [line["log_level"] for line in logs] == ["warning"]
