"""What a second message, a moment later, is taken for: more of the first, or something else."""

from __future__ import annotations

import pytest

from bot.domain.continuation import TriagedText, continues
from bot.settings import load_config

CONFIG = load_config()
FIRE, NOISE = "Kebakaran di RT 03", "Musik keras dari tadi di RT 02"


def _told(text: str) -> TriagedText:
    guess = CONFIG.triage.classify(text)
    return TriagedText(text, guess, guess.category)


def _continues(first: str, second: str) -> bool:
    return continues(_told(second), _told(first), CONFIG.categories)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("tolong pak", "ada maling bawa parang di RT 05"),
        ("lapor pak", "ada maling di RT 05"),
        ("ada maling di rumah saya", "di RT 05 dekat masjid"),
        ("di RT 05 dekat masjid", "ada maling di rumah saya"),
        ("tolong pak\ndi RT 05 dekat masjid Nurul Iman", "ada maling"),
        ("saya di jalan Urip dekat pasar Pampang", "ada tabrakan motor"),
        ("near the mosque, RT 5", "there is a fire"),
        ("tolong", "suami saya memukul saya"),
        ("rumah pak Amir RT 04", "istrinya dipukul suaminya"),
        ("ada maling di RT 05", "orangnya pakai jaket hitam"),
        ("ada maling di RT 05", "tolong cepat pak"),
        ("orangnya pakai jaket hitam", "ada maling"),
        ("orangnya dua, naik motor merah", "ada maling bawa parang di RT 05"),
        (FIRE, "apinya merembet ke RT 04"),
        (FIRE, "sudah tidak sadar, tolong cepat"),
        (FIRE, "kebakaran besar pak"),
        (NOISE, "sudah dua jam begini"),
        ("suami saya pukul saya", "tolong, dia masih di rumah"),
    ],
)
def test_what_goes_on_is_of_the_first(first: str, second: str) -> None:
    """It says more of the same."""
    assert _continues(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FIRE, "Kebakaran di RT 07"),
        (FIRE, "ada maling di RT 03"),
        (FIRE, "ada maling juga"),
        ("Sampah menumpuk di selokan 1", "Sampah menumpuk di selokan 12"),
        (FIRE, "kebakaran satu lagi di ujung"),
        (NOISE, FIRE),
        (NOISE, "TOLONG!!!"),
        (NOISE, "ada yang bawa parang"),
        ("api hampir padam pak", "maling sudah ditangkap di RT 07"),
        (FIRE, "anak dicabuli"),
        (FIRE, "oknum polisi minta uang"),
        ("oknum polisi minta uang", FIRE),
        ("di RT 05 dekat masjid", "oknum polisi minta uang"),
        ("orangnya pakai jaket hitam", "oknum polisi minta uang"),
        ("orangnya pakai jaket hitam", "ada maling juga di RT 09"),
        ("orangnya pakai jaket hitam di RT 05", "kebakaran di RT 07"),
        ("orang mabuk di RT 05 dekat masjid", "ada maling di rumah saya"),
        ("anak tetangga di RT 05 belum pulang", FIRE),
        ("di RT 05 dekat masjid", "kebakaran di RT 07"),
        ("ada orang aneh di RT 02, bicara sendiri", "anak dicabuli"),
    ],
)
def test_what_tells_of_something_else_stays_apart(first: str, second: str) -> None:
    """Another kind, another place, other eyes, or more urgent than what was told."""
    assert not _continues(first, second)
