"""Who calls for an ambulance, the fire brigade or police is heard, whatever else is said."""

from __future__ import annotations

import pytest

from tests.domain.waking import CONFIG, would_wake

TRIAGE = CONFIG.triage


@pytest.mark.parametrize(
    "text",
    [
        "panggilkan polisi cepat",
        "polisi mana ini kok belum datang",
        "minta polisi dong ke terminal",
        "ada korban, tolong kirim polisi",
        "butuh pengamanan polisi di lapangan voli",
        "polisi tolong merapat ke depan ruko",
        "minta bantuan polisi, ada yang ribut",
    ],
)
def test_a_call_for_helpers_is_a_cry_for_help(text: str) -> None:
    """It says not what happened, and somebody should come."""
    assert TRIAGE.classify(text).is_cry
    assert would_wake(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mana damkar nih dari tadi tidak nongol", "kebakaran"),
        ("butuh damkr", "kebakaran"),
        ("butuh damlar", "kebakaran"),
        ("butuh abmulans", "medis"),
        ("kirim ambulasn tolong", "medis"),
        ("ambulannya mana pak", "medis"),
        ("ada korban, butuh tim medis", "medis"),
        ("ada passien gawat di rw 2", "medis"),
        ("darurat pasien di blok d", "medis"),
    ],
)
def test_who_is_called_says_what_for(text: str, kind: str) -> None:
    """With a letter wrong, missing or out of its place, too."""
    assert TRIAGE.classify(text).category == kind
    assert would_wake(text)


@pytest.mark.parametrize(
    "text",
    [
        "butuh polisi tidur di gang ini biar motor tidak ngebut",
        "polisi mana yang bisa bikin sim hari minggu",
        "polisi mana yang buka hari ini",
        "berapa gaji damkar sekarang",
        "mana ada polisi yang mau begitu",
        "butuh bantuan tenda untuk hajatan",
        "pengamanan konser butuh 20 orang",
        "mobil polisi parkir di depan warung, ngopi",
        "nomor ambulans puskesmas berapa ya bu",
    ],
)
def test_talk_of_helpers_calls_nobody(text: str) -> None:
    """A speed bump, pay, an office, a party."""
    assert not would_wake(text)
