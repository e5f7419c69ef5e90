"""Words that are questions and nothing else."""

from __future__ import annotations

import pytest

from bot.domain.addendum import only_asks


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Berapa orang di dalam?", True),
        ("Ada berapa orang di dalam? Dan di luar?", True),
        ("pagar warna apa??\nmasih di sana?", True),
        ("Ada orang di dalam! Berapa?", False),
        ("Berapa orang? Cepat jawab", False),
        ("", False),
        ("?", False),
        ("a?   " * 400 + "b", False),
    ],
)
def test_only_questions(text: str, *, is_so: bool) -> None:
    """Each sentence ends with a question mark."""
    assert only_asks(text) is is_so
