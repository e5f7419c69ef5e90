"""Villages by name, as people type them: each of the ways that there are."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.place_names import bare
from bot.places.data import RegionRow, regions
from bot.places.gazetteer import Gazetteer, Matches, Wanted
from bot.places.gazetteer.spelling import vocabulary
from tests.load.typing_names import WAYS, placed, typed

KARUWISI = "73.71.09.1001"


@pytest.fixture(scope="module")
def nation() -> list[RegionRow]:
    """Every region."""
    return list(regions())


@pytest.fixture(scope="module")
def gazetteer(nation: list[RegionRow]) -> Gazetteer:
    """The index of the whole nation."""
    return Gazetteer((row.code, row.name) for row in nation)


def first(matches: Matches) -> str | None:
    """Return the code of the likeliest."""
    return matches.likeliest[0].code if matches.likeliest else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Karuwisi", KARUWISI),
        ("kel karuwisi kec panakkukang makassar", KARUWISI),
        ("Kec. Panakkukang, Kel. Karuwisi", KARUWISI),
        ("Makassar, Karuwisi", KARUWISI),
        ("karuwisi di mks", KARUWISI),
        ("karuwisi panakukang", KARUWISI),
        ("karuwisipanakkukang", KARUWISI),
        ("KaruwisiKec.Panakkukang", KARUWISI),
        ("karuwisi (makassar)", KARUWISI),
        ("Karuwisi - Sulsel", KARUWISI),
        ("Ds. Sukamaju, Kec. Cilodong, Depok", "32.76.08.1001"),
        ("bontolebang takalar", "73.05.06.1004"),
        ("Tj Priok", "31.72.02.1001"),
        ("Tandjoeng Priok", "31.72.02.1001"),
        ("sei jawi pontianak", "61.71.05.1005"),
        ("pd kelapa jaktim", "31.75.07.1004"),
        ("Kauman solo", "33.72.03.1009"),
        ("caturtunggal sleman jogja", "34.04.07.2001"),
        ("Dukuh Kupang sby", "35.78.21.1002"),
        ("maradekaya 2", None),
    ],
)
def test_the_one_that_is_meant_comes_first(
    gazetteer: Gazetteer, text: str, code: str | None
) -> None:
    """Signs, commas, short words, nicknames, the spelling of one's grandparents."""
    found = gazetteer.find(text, Wanted(), 3)
    if code is not None:
        assert first(found) == code
    assert found.likeliest


@pytest.mark.parametrize("way", WAYS)
def test_who_lives_in_the_regency_finds_it(
    gazetteer: Gazetteer, nation: list[RegionRow], way: str
) -> None:
    """Of a hundred names, typed in one way, at least 98 are among the first three."""
    chance = random.Random(way)  # noqa: S311 - no secret
    drawn = chance.sample([row for row in nation if row.level == 4], 100)
    found = [
        [one.code for one in gazetteer.find(typed(row.name, way, chance), near(row), 3).likeliest]
        for row in drawn
    ]
    assert sum(row.code in codes for row, codes in zip(drawn, found, strict=True)) >= 98


def near(row: RegionRow) -> Wanted:
    """Ask as somebody of the same regency of whom no more is known."""
    return Wanted(near=row.code[:5])


@pytest.mark.parametrize("way", WAYS)
def test_who_says_where_it_lies_finds_it(
    gazetteer: Gazetteer, nation: list[RegionRow], way: str
) -> None:
    """Of a hundred names with their district or regency, at least 97 are among the first five."""
    chance = random.Random(way)  # noqa: S311 - no secret
    drawn = chance.sample([row for row in nation if row.level == 4], 100)
    found = [
        [one.code for one in gazetteer.find(placed(row, way, chance), Wanted(), 5).likeliest]
        for row in drawn
    ]
    assert sum(row.code in codes for row, codes in zip(drawn, found, strict=True)) >= 97


def test_a_hundred_of_one_name_are_counted(gazetteer: Gazetteer) -> None:
    """Sukamaju is 119 villages, Suka Maju among them; in Depok it is one."""
    assert gazetteer.find("Sukamaju", Wanted(), 3).bearers == 119
    assert gazetteer.find("Sukamaju, Depok", Wanted(), 3).bearers == 1


def test_ones_own_region_comes_before_the_nation(gazetteer: Gazetteer) -> None:
    """The own district, then the regency, then the rest; a slip here comes before a name there."""
    codes = [one.code for one in gazetteer.find("sukamaju", Wanted(near="32.76.08"), 5).likeliest]
    assert codes[0] == "32.76.08.1001"
    assert codes[1].startswith("32.")
    slip = gazetteer.find("sukamaja", Wanted(near="32.76"), 3)
    assert first(slip) == "32.76.08.1001"


def test_only_what_is_named_in_full_is_sure(gazetteer: Gazetteer) -> None:
    """A slip, the beginning of a name, another kind of place: to be asked."""
    for text, sure in (
        ("Karuwisi", True),
        ("karuwisi, panakkukang", True),
        ("karuwsi", False),
        ("karuwis", False),
        ("karuwisi panakukang", False),
        ("desa karuwisi", False),
    ):
        likeliest, *_ = gazetteer.find(text, Wanted(), 3).likeliest
        assert (likeliest.code, likeliest.sure) == (KARUWISI, sure), text


def test_numbers_are_one_however_they_are_written(gazetteer: Gazetteer) -> None:
    """Roman, in digits, as a word."""
    codes = {
        first(gazetteer.find(f"Pasar {number} Muara Enim", Wanted(), 1))
        for number in ("II", "2", "dua", "ii")
    }
    assert codes == {"16.03.02.1007"}


def test_a_city_and_the_regency_around_it_are_told_apart(gazetteer: Gazetteer) -> None:
    """Kota Bandung is 32.73, Kabupaten Bandung 32.04; "Bandung" may be both."""
    wanted = Wanted(levels=(2,))
    assert first(gazetteer.find("Kota Bandung", wanted, 2)) == "32.73"
    assert first(gazetteer.find("kab bandung", wanted, 2)) == "32.04"
    both = gazetteer.find("bandung", wanted, 2).likeliest
    assert {one.code for one in both} == {"32.73", "32.04"}


def test_nothing_outside_of_what_is_asked_for(gazetteer: Gazetteer) -> None:
    """A coordinator of Makassar finds places of Makassar, of every level."""
    found = gazetteer.find("bonto", Wanted(levels=(1, 2, 3, 4), within=("73.71",)), 9).likeliest
    assert found
    assert all(one.code.startswith("73.71") for one in found)
    assert gazetteer.find("Sukamaju", Wanted(within=("73.71",)), 9).bearers == 0


@pytest.mark.parametrize(
    "text", ["", "?", "安徽", "xyzzyqqq", "a" * 5000, "a, " * 2000, "satu " * 9]
)
def test_what_is_no_name_finds_nothing(gazetteer: Gazetteer, text: str) -> None:
    """And takes no time."""
    assert gazetteer.find(text, Wanted(), 3).likeliest == ()


@settings(max_examples=60, deadline=None)
@given(
    said=st.lists(
        st.sampled_from(["tengah", "kota", "kec", "timur", "suka", "di", ",", "II", "kab", "baru"]),
        max_size=12,
    )
)
def test_the_worst_of_words_take_less_than_a_moment(gazetteer: Gazetteer, said: list[str]) -> None:
    """Words that stand in a thousand names, in any order: the thread's own time is counted."""
    started = time.thread_time()
    gazetteer.find(" ".join(said), Wanted(), 3)
    assert time.thread_time() - started < 0.3


def test_every_nickname_stands_for_a_name_of_the_decree(nation: list[RegionRow]) -> None:
    """A name that a decree changed must be changed in words.toml too."""
    names = {bare(row.name) for row in nation if row.level <= 2}
    meant = {bare(name) for several in vocabulary().nicknames.values() for name in several}
    assert meant <= names


def test_a_region_that_there_is_no_more_is_not_found() -> None:
    """The index holds what it was given."""
    few = Gazetteer([("73", "Sulawesi Selatan"), ("73.71", "Kota Makassar")])
    assert few.find("Karuwisi", Wanted(), 3).likeliest == ()
