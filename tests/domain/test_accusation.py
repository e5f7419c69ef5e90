"""Which texts name an officer or office-holder, so that the way past them is offered."""

from __future__ import annotations

import pytest

from bot.domain.access import Level
from bot.domain.accusation import DISTRICT, PROVINCE, REGENCY, VILLAGE, Serving, raised, way_past
from bot.domain.oncall import Holder, called_at, told_above
from bot.domain.person_names import own_words
from bot.domain.policy import Policy, Step, for_recipients
from tests.domain.test_policy import POLICY

VILLAGE_CODE = "73.71.09.1001"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("oknum polisi minta uang di jalan", VILLAGE),
        ("Pak Bhabin sering mabuk", VILLAGE),
        ("bhabinkamtibmas di sini terlibat judi", VILLAGE),
        ("babinsa memukul anak saya", VILLAGE),
        ("Pak lurah korupsi bansos", VILLAGE),
        ("Kades menyunat bansos", VILLAGE),
        ("kepala desa mengancam warga", VILLAGE),
        ("pak RT pungut iuran paksa", VILLAGE),
        ("polisi itu tadi minta uang sama sopir", VILLAGE),
        ("Kapolsek membekingi judi", DISTRICT),
        ("anggota polsek memukul adik saya", DISTRICT),
        ("Kapolres tahu soal ini", REGENCY),
        ("kasat narkoba terima setoran", REGENCY),
        ("ada kebakaran di dekat rumah pak RT", None),
        ("maling di belakang kantor lurah", None),
        ("tolong panggil polisi, ada tawuran", None),
        ("sampah menumpuk", None),
        ("", None),
    ],
)
def test_a_text_that_names_an_office(text: str, kind: str | None) -> None:
    """A landmark accuses nobody; whoever stands higher is passed higher."""
    assert way_past(text) == kind


ILHAM, BUDI, SUPARMAN = "Bripka Ilham Syahputra, S.H.", "Aipda Budi Hari", "Suparman"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bripka Ilham main perempuan", ILHAM),
        ("ilham syahputra sering ke rumah tetangga saya", ILHAM),
        ("Pak Syahputra minta uang ke sopir truk", ILHAM),
        ("Bapak Bripka Ilham tidur di pos", ILHAM),
        ("H. Ilham jual sabu", ILHAM),
        ("yang namanya Ilham memukul anak saya", ILHAM),
        ("Pak Budi memukul pedagang", BUDI),
        ("Pak Hari minta setoran tiap minggu", BUDI),
        ("Suparman minta setoran lagi", SUPARMAN),
        ("SUPARMAN MEMERAS WARGA", SUPARMAN),
    ],
)
def test_a_text_that_names_whoever_serves_there(text: str, name: str) -> None:
    """By their own name, however it is written; the higher they serve, the higher it goes."""
    own = own_words(name)
    assert way_past(text, [Serving(own, VILLAGE_CODE)]) == VILLAGE
    assert way_past(text, [Serving(own, VILLAGE_CODE), Serving(own, "73.71.09")]) == DISTRICT
    assert way_past(text, [Serving(own, "73.71")]) == REGENCY
    assert way_past(text, [Serving(own, "73")]) is None  # they read nothing of it
    assert way_past(text, [Serving(own, "73", leads=True)]) == PROVINCE


@pytest.mark.parametrize(
    "text",
    [
        "Budi memukul adiknya",
        "Ali minta uang terus",
        "hari ini ada yang memeras sopir",
        "Budi dan Hari berkelahi",
        "budi pekerti anak sekarang kurang",
        "motor Pak Budi hilang",
        "rumah Pak Ilham kebakaran",
        "ada judi di dekat rumah Bripka Ilham",
        "preman memukul orang di Jalan Syahputra",
        "panggil polisi, Budi mengamuk",
        "Ilhami memukul adiknya",
        "di Karuwisi ada yang minta uang",
        "bantuan bhabin siaga",
    ],
)
def test_a_name_that_half_the_village_bears_accuses_nobody(text: str) -> None:
    """Alone, of a place, or a word of every day."""
    names = (ILHAM, BUDI, "Ali", "Bhabin Karuwisi Siaga", "Pak Lurah")
    serving = [Serving(own_words(name, {"karuwisi"}), VILLAGE_CODE) for name in names]
    assert way_past(text, [one for one in serving if one.own]) == way_past(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("oknum polisi Syahputra nongkrong saat dinas", DISTRICT),
        ("oknum polisi minta uang di rumah Pak Syahputra", DISTRICT),
        ("oknum polisi minta uang, inisial Ilham", DISTRICT),
        ("polisi minta uang, pimpinan polsek tahu", DISTRICT),
        ("polisi minta uang, kapolres tahu", REGENCY),
        ("polisi minta uang, kapolda tahu", PROVINCE),
        ("oknum polisi minta uang di pasar", VILLAGE),
        ("polisi minta uang, budi pekerti kurang", VILLAGE),
    ],
)
def test_what_accuses_an_officer_goes_past_everybody_it_names(text: str, kind: str) -> None:
    """There a name needs no deed beside it; the report is one already."""
    serving = [Serving(own_words(ILHAM), "73.71.09"), Serving(own_words(BUDI), "73.71.09")]
    assert raised(VILLAGE, text, serving) == kind
    assert raised(REGENCY, text, serving) in {REGENCY, kind}


def _policy(target: str) -> Policy:
    return for_recipients(POLICY, (target,))


def test_nobody_below_hears_of_it_not_even_when_nobody_answers() -> None:
    """The steps and the last resort: supervisors of that level and above, or nobody at all."""
    officer = Holder(1, "officer", VILLAGE_CODE)
    chief = Holder(2, "supervisor", "73.71.09")
    regency = Holder(3, "supervisor", "73.71")
    province = Holder(4, "supervisor", "73")
    everybody = [officer, chief, regency, province]
    against_village, against_district = (
        _policy("supervisor@district"),
        _policy("supervisor@regency"),
    )
    assert all(step == Step(("supervisor@district",), step.delay) for step in against_village.steps)
    for position in range(10):
        for policy, accused in ((against_village, {1}), (against_district, {1, 2})):
            called = {holder.member_id for holder in called_at(policy, position, everybody)}
            assert called
            assert called.isdisjoint(accused)
    assert called_at(against_district, 9, [officer, chief]) == ()
    assert called_at(against_village, 9, [officer, regency]) == (regency,)


def test_who_is_told_is_the_nearest_above() -> None:
    """Nobody of the district can be reached: the regency's supervisor, never the accused."""
    target = f"supervisor@{Level.DISTRICT}"
    chief = Holder(2, "supervisor", "73.71.09", unreachable=True)
    regency = Holder(3, "supervisor", "73.71")
    assert told_above(target, [Holder(1, "officer", VILLAGE_CODE), chief, regency]) == (regency,)
    assert told_above(target, [chief]) == ()
