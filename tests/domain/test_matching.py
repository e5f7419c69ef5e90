"""Phrases that are looked for, found in the words of a text."""

from __future__ import annotations

from bot.domain.matching import PhraseIndex

TEXT = ["ada", "sapi", "lepas"]


def _found(index: PhraseIndex) -> list[str]:
    return [match.phrase for match in index.find(TEXT)]


def test_what_is_learnt_after_a_search_is_found_by_the_next() -> None:
    """Which words may begin a phrase is worked out once, and anew when more are learnt."""
    index = PhraseIndex()
    index.add(["kebakaran"])
    assert _found(index) == []
    index.add(["sapi lepas"])
    assert _found(index) == ["sapi lepas"]
    index.add(["lepas"])
    assert _found(index) == ["sapi lepas", "lepas"]
