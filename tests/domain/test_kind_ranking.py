"""Which kinds a text resembles, where no phrase names one."""

from __future__ import annotations

from bot.domain.kind_ranking import KindRanking, features

RANKING = KindRanking(
    [
        (["kapal", "tenggelam"], "laka", 1.0),
        (["tabrakan"], "laka", 1.0),
        (["motor", "dicuri"], "curanmor", 1.0),
        (["rumah", "terbakar"], "kebakaran", 1.0),
    ]
)


def test_runs_of_letters_see_through_affixes() -> None:
    """Nobody wrote "ditabraknya" into a list; it is like "tabrakan" all the same."""
    assert RANKING.rank(["ditabraknya"])[0] == "laka"
    assert RANKING.rank(["kebakar"])[0] == "kebakaran"


def test_what_resembles_nothing_ranks_nothing() -> None:
    """No feature in common: no kind."""
    assert RANKING.rank(["xyz", "123", "."]) == []


def test_numbers_and_marks_are_no_features() -> None:
    """A word counts once, with its runs of four letters."""
    assert features(["api", "api", "12", "."]) == {"api", " api", "api "}
