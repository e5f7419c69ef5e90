"""Talk of accidents, what is left of one and what is handled wake nobody; an accident does."""

from __future__ import annotations

import pytest

from tests.domain.waking import would_wake


@pytest.mark.parametrize(
    "text",
    [
        "Alhamdulillah terhindar dari kecelakaan",
        "Bersih-bersih sisa kebakaran rumah belum selesai",
        "Stop pelanggaran, stop kecelakaan demi keselamatan",
        "Angka kecelakaan di kabupaten kami naik",
        "Keponakan ketabrak sepeda minggu lalu, lecet sedikit",
        "Petugas bantu evakuasi pohon tumbang di jalan raya",
    ],
)
def test_talk_of_it_wakes_nobody(text: str) -> None:
    """Who was spared, how many there are, what remains, who has come to help."""
    assert not would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada kecelakaan di depan pasar, korban belum ditolong",
        "Kebakaran rumah di gang 3, api masih besar",
        "Pohon tumbang menimpa rumah warga, ada orang di dalam",
        "Terjadi kecelakaan beruntun di jalan raya, tolong ambulans",
    ],
)
def test_what_happens_does(text: str) -> None:
    """The same words, told of here and now."""
    assert would_wake(text)
