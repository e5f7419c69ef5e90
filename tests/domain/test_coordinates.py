"""Positions among words: read as people write them, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.coordinates import (
    around,
    hide,
    map_link_without_position,
    position_in,
)

HERE = (-5.147665, 119.432732)
WRITTEN = [
    "-5.147665, 119.432732",
    "-5.147665,119.432732",
    "-5.147665 119.432732",
    "-5,147665, 119,432732",
    "-5,147665; 119,432732",
    "\u22125.147665, 119.432732",
    "119.432732, -5.147665",
    "(-5.147665, 119.432732)",
    "-5.147665°, 119.432732°",
    "-5.147665\n119.432732",
    "5.147665 S, 119.432732 E",
    "5.147665S 119.432732E",
    "S 5.147665 E 119.432732",
    "LS 5,147665 BT 119,432732",
    "5,147665 LS 119,432732 BT",
    "5.147665° LS - 119.432732° BT",
    "119.432732 BT dan 5.147665 LS",
    "lat: -5.147665 long: 119.432732",
    "Lintang -5.147665, Bujur 119.432732",
    "latitude=-5.147665 longitude=119.432732",
    "lat 5.147665 S lon 119.432732 E",
    "5.147665 lintang selatan, 119.432732 bujur timur",
    "5°08'51.594\"S 119°25'57.835\"E",
    "5\u00b0 8\u2032 51,594\u2033 LS, 119\u00b0 25\u2032 57,835\u2033 BT",
    "S 5°8.8599' E 119°25.96392'",
    "geo:-5.147665,119.432732",
    "geo:0,0?q=-5.147665,119.432732(Rumah)",
    "https://maps.google.com/?q=-5.147665,119.432732",
    "https://maps.google.com/maps?q=-5.147665%2C119.432732&z=17&hl=id",
    "https://www.google.com/maps?q=loc:-5.147665,119.432732",
    "https://www.google.com/maps/@-5.147665,119.432732,17.5z",
    "https://www.google.co.id/maps/search/-5.147665,+119.432732?entry=tts",
    "https://www.google.com/maps/search/?api=1&query=-5.147665%2C119.432732",
    "https://www.google.com/maps/place/Kantor+Lurah/@-5.2,119.5,17z/data=!8m2!3d-5.147665!4d119.432732",
    "https://www.google.com/maps/dir/-5.2,119.5/-5.147665,119.432732/@-5.16,119.46,14z",
    "https://www.google.com/maps/dir/?api=1&origin=-5.2,119.5&destination=-5.147665,119.432732",
    "https://www.google.com/maps/place/5%C2%B008'51.594%22S+119%C2%B025'57.835%22E/@-5.2,119.5,17z",
    "maps.google.com/?q=-5.147665,119.432732",
    "https://www.openstreetmap.org/?mlat=-5.147665&mlon=119.432732#map=17/-5.2/119.5",
    "https://www.openstreetmap.org/#map=17/-5.147665/119.432732",
    "https://maps.apple.com/?ll=-5.147665,119.432732&q=Rumah",
    "https://maps.apple.com/place?coordinate=-5.147665,119.432732&name=Rumah",
    "https://waze.com/ul?ll=-5.147665%2C119.432732&navigate=yes",
    "https://www.waze.com/live-map/directions?to=ll.-5.147665%2C119.432732",
    "https://yandex.com/maps/?ll=119.432732%2C-5.147665&z=16",
    "https://share.here.com/l/-5.147665,119.432732,Rumah",
    "https://www.bing.com/maps?cp=-5.147665~119.432732&lvl=16",
    "https://petabencana.id/map?lat=-5.147665&lng=119.432732",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_it_is_read_as_people_write_it(text: str) -> None:
    """Alone nothing is said beside it; among words the words stay, and it can be hidden."""
    for said in (text, f"kebakaran di {text} cepat pak", f"ada maling\n{text}"):
        found = position_in(said)
        assert found is not None, said
        assert (found.lat, found.lon) == pytest.approx(HERE, abs=2e-6)
    found = position_in(text)
    assert found is not None
    assert around(text, found) == ""
    hidden = hide(f"kebakaran di {text} cepat pak")
    assert hidden.startswith("kebakaran di ")
    assert hidden.endswith(" cepat pak")
    assert "432732" not in hidden
    assert "57.8" not in hidden


LOOK_ALIKES = [
    "harga 5.000, 120.000",
    "Rp -2.500, 110.000 saja",
    "modal 5.000.000, 120.000.000",
    "dipalak 1,500,000 100,000",
    "telepon 0811.4321.4567 atau 0812-3456-7890",
    "hubungi 5.1234.5678 / 119.4321.5678",
    "NIK 7371.0910.0190.0001 dan 7371091001900001",
    "rekening 123.4567.8901 100.2345.6789",
    "tanggal 24.11.2026, 119 orang",
    "pukul 05.14, 119.44 wita",
    "jam 3.30 dan 100.50",
    "kode 73.71.09.1001, 119.4327",
    "IP 5.147.66.5 119.43.27.32",
    "tiket KT-5F7Q2M 119.4327",
    "skor 3,5 lawan 100,5",
    "5.14, 119.43",
    "5 LS 119 BT",
    "5.1 LS 119.4 BT",
    "plat S 5147 E 1194 BT",
    "-5.147665",
    "119.432732 saja",
    "lewat 35.6895, 139.6917",
    "di 40.712776, -74.005974",
    "91.000000, 119.000000",
    "-5.147665 m, 119.432732 m",
    "https://detik.com/berita/5.14,119.43",
    "https://maps.app.goo.gl/Ab5.1476x119.4327",
    "versi 5.1476.1, 119.4327.2",
    "RT 5.1 RW 119.4",
    "",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    """Money, numbers, dates, hours, codes, addresses, places abroad: no position."""
    assert position_in(text) is None
    assert hide(text) == text


@pytest.mark.parametrize(
    ("text", "metres"),
    [("5.14 LS 119.43 BT", 556), ("-5.1477, 119.4327", None), ("5°08' LS 119°25' BT", 927)],
)
def test_how_far_it_is_rounded_is_told(text: str, metres: float | None) -> None:
    """Two decimals are half a kilometre to either side: who is near a border is asked."""
    found = position_in(text)
    assert found is not None
    assert found.accuracy_m == (metres if metres is None else pytest.approx(metres, abs=1))


@pytest.mark.parametrize(
    "link",
    [
        "https://maps.app.goo.gl/Xy7AbCdEfGh12",
        "https://goo.gl/maps/Xy7AbCdEf",
        "https://g.co/kgs/Xy7Abc",
        "https://waze.com/ul/hqbzmgpx8y",
        "https://osm.org/go/4Jx~--",
        "https://maps.apple/p/Xy7AbC",
        "https://maps.google.com/?cid=123456789",
        "https://www.google.com/maps/place/Kantor+Lurah+Karuwisi",
        "maps.app.goo.gl/Xy7AbCdEfGh12",
    ],
)
def test_a_link_that_does_not_say_where_is_known(link: str) -> None:
    """Nothing of it is fetched; whoever sent it can be told what helps."""
    assert position_in(f"di sini {link}") is None
    assert map_link_without_position(f"di sini {link} cepat") == link


@pytest.mark.parametrize("text", ["https://detik.com/a", "https://t.me/x", "ada maling", *WRITTEN])
def test_any_other_text_holds_no_such_link(text: str) -> None:
    """Other pages, words, and links that do say where."""
    assert map_link_without_position(text) is None


@given(st.text(max_size=300))
def test_any_text_may_be_read(text: str) -> None:
    """No error in any script."""
    found = position_in(text)
    assert (found is None) == (hide(text) == text)


@given(st.floats(-11, 6), st.floats(95, 141))
def test_whatever_is_written_is_read_again(lat: float, lon: float) -> None:
    """To the last digit that was written."""
    found = position_in(f"di {lat:.6f}, {lon:.6f} ya")
    assert found is not None
    assert (found.lat, found.lon) == pytest.approx((lat, lon), abs=1e-6)
