"""What a text is about, guessed from the words of the shipped ``config/categories.toml``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.category import AlertRule, Category, Confidentiality, Severity
from bot.domain.triage import ALTERNATIVES, Triage
from bot.domain.triage_words import TriageWords
from bot.settings import load_config

CONFIG = load_config()
TRIAGE = CONFIG.triage


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("ada kebakaran di RT 03", "kebakaran"),
        ("Ada MALING masuk rumah sekarang!!!", "pencurian"),
        ("orang mondar-mandir di depan rumah, mencurigakan", "orang_mencurigakan"),
        ("sampah menumpuk bau busuk", "sanitasi"),
        ("lampu jalan mati sudah seminggu", "fasum"),
        ("istrinya dipukul sama suaminya", "kdrt_anak"),
        ("suamiku tendang perut saya", "kdrt_anak"),
        ("suami pukul saya pakai sapu", "kdrt_anak"),
        ("orang itu meraba-raba anak saya", "kekerasan_seksual"),
        ("dia mau menyetubuhi saya", "kekerasan_seksual"),
        ("anak itu ditelanjangi", "kekerasan_seksual"),
        ("ada begal payudara di lorong", "kekerasan_seksual"),
        ("saya dipaksa melayani", "kekerasan_seksual"),
        ("oknum polisi minta uang", "aparat"),
        ("ribut warga soal batas tanah", "konflik_warga"),
        ("sabung ayam di belakang pasar", "miras_judi"),
        ("banjir setinggi dada", "bencana"),
    ],
)
def test_a_plain_report_finds_its_category(text: str, category: str) -> None:
    """A neighbour writes one sentence, and the draft is filled in."""
    assert TRIAGE.classify(text).category == category


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("kebakaranmi", "kebakaran"),
        ("kebakarang di lorong 5", "kebakaran"),
        ("mabukki orang di pos", "miras_judi"),
        ("adaji api di dapur", "kebakaran"),
        ("amanji di lorong 5", "situasi_aman"),
        ("aman ji, tidak ada apa-apa", "situasi_aman"),
        ("tidak aman ji di sini", "lain"),
        ("ada maling, belum amanji", "pencurian"),
        ("malin masuk rumah", "pencurian"),
        ("na pa’busur ki orang", "tawuran"),
        ("motorku dicurinya tadi", "curanmor"),
        ("mereka merampok toko", "curas"),
        ("kebakaaaaran", "kebakaran"),
        ("KEBAKARAN é", "kebakaran"),
        ("𝐤𝐞𝐛𝐚𝐤𝐚𝐫𝐚𝐧", "kebakaran"),
    ],
)
def test_people_bend_words_as_they_speak(text: str, category: str) -> None:
    """Makassar particles, a final g, affixes, stretched and fancy letters are understood."""
    assert TRIAGE.classify(text).category == category


@pytest.mark.parametrize("text", ["KTP saya hilang", "orang tua saya kehilangan dompet", "hilang"])
def test_what_is_lost_is_not_stolen(text: str) -> None:
    """The word "hilang" alone is no theft, and nobody is missing."""
    assert TRIAGE.classify(text).category == "lain"


def test_a_longer_phrase_beats_a_shorter_one() -> None:
    """A stolen motorcycle is vehicle theft, though "dicuri" alone is burglary."""
    guess = TRIAGE.classify("motor saya dicuri")
    assert guess.category == "curanmor"
    assert guess.because == ("motor dicuri",)


@pytest.mark.parametrize(
    ("text", "category", "alternative"),
    [
        ("jalan rawan kecelakaan, mohon lampu jalan", "fasum", "laka"),
        ("mobil pemadam kebakaran terhalang parkir liar", "fasum", "kebakaran"),
        ("jalan rawan kecelakaan", "lain", "laka"),
        ("tidak ada kebakaran", "lain", "kebakaran"),
    ],
)
def test_what_names_no_incident_is_an_alternative_at_most(
    text: str, category: str, alternative: str
) -> None:
    """A complaint about a dangerous road is no accident, though its writer may say it is."""
    guess = TRIAGE.classify(text)
    assert guess.category == category
    assert alternative in guess.alternatives


@pytest.mark.parametrize("text", ["akan tawuran malam ini", "katanya jangan sampai tawuran besok"])
def test_early_warnings_are_kept(text: str) -> None:
    """What has not happened yet is what a warning is about: it is not filtered as hearsay."""
    assert TRIAGE.classify(text).category == "tawuran"


@pytest.mark.parametrize("text", ["", "halo pak", "🔥🔥", "火事です", "حريق", "12345", "."])
def test_what_says_nothing_known_is_other(text: str) -> None:
    """Nothing matched: the reporter is asked to choose."""
    assert TRIAGE.classify(text).category == "lain"


def test_all_is_well_only_where_nothing_else_is() -> None:
    """A fire with "korban nihil" is a fire; "situasi aman, nihil" is a situation report."""
    assert TRIAGE.classify("situasi aman terkendali, nihil").category == "situasi_aman"
    assert TRIAGE.classify("nihil korban, kebakaran di pasar").category == "kebakaran"


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("diancam pakai parang", True),
        ("massa sudah berkumpul", True),
        ("saya korban penipuan online", False),
        ("tidak ada korban", False),
        ("belum ada korban luka", False),
        ("saya tinggal di Kota Serang", False),
        ("demam berdarah di RW 02", False),
    ],
)
def test_a_threat_is_victims_weapons_or_a_crowd(text: str, threat: bool) -> None:  # noqa: FBT001
    """A weapon in the text is a threat; a denied victim or one of fraud is none."""
    assert TRIAGE.classify(text).threat is threat


def test_a_city_is_no_crime() -> None:
    """The role of a group ("peran") is no war of groups ("perang"), Bandar Lampung no dealer."""
    assert TRIAGE.classify("peran kelompok tani").category == "lain"
    assert TRIAGE.classify("saya di Bandar Lampung").category == "lain"


def _category(code: str, words: tuple[str, ...], weak_words: tuple[str, ...] = ()) -> Category:
    return Category(
        code=code,
        group="G1",
        labels={"id": code},
        group_labels={"id": "Uji"},
        severity=Severity.SEDANG,
        alert=AlertRule.NEVER,
        confidential=Confidentiality.NO,
        recipients=("officer",),
        words=words,
        weak_words=weak_words,
    )


def test_doubtful_words_never_decide_alone() -> None:
    """Two doubtful words together still only offer their category; a sure word takes it."""
    triage = Triage([_category("a", words=("api",), weak_words=("geni", "mate"))], TriageWords())
    assert triage.classify("geni mate").category == "lain"
    assert triage.classify("geni mate").alternatives == ("a",)
    assert triage.classify("api geni").category == "a"


def test_a_phrase_does_not_reach_across_sentences() -> None:
    """The words "Motor. Hilang" are two thoughts; two words between are still one."""
    triage = Triage([_category("a", words=("motor hilang",))], TriageWords())
    assert triage.classify("motor. hilang").category == "lain"
    assert triage.classify("motor saya itu hilang").category == "a"
    assert triage.classify("motor saya yang itu hilang").category == "lain"


@given(st.text(max_size=4096))
def test_any_text_has_an_answer(text: str) -> None:
    """Whatever is typed, in any script, there is a category and at most three others."""
    guess = TRIAGE.classify(text)
    assert guess.category in CONFIG.categories
    assert guess.category not in guess.alternatives
    assert len(guess.alternatives) <= ALTERNATIVES


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("ibu hamil pendarahan di RT 2", "medis"),
        ("bayi kejang, tidak sadar", "medis"),
        ("ada keributan di lorong 3", "tawuran"),
        ("kompor meledak", "kebakaran"),
        ("ada orang dalam rumah kosong", "orang_mencurigakan"),
        ("orang di atap rumah tetangga", "pencurian"),
        ("kebakaran rumah kosong, ada orang di dalam rumah kosong itu", "kebakaran"),
        ("begal payudara di gang", "kekerasan_seksual"),
        ("kerja bakti, bawa parang", "lain"),
        ("mobil jenazah lewat", "lain"),
        ("ibu-ibu ngamuk soal bansos", "lain"),
        ("jadwal ronda bentrok", "lain"),
        ("korek api saya ketinggalan", "lain"),
    ],
)
def test_what_is_shouted_and_what_only_sounds_like_it(said: str, category: str) -> None:
    """Illness and riots call people; a shared work day, a lighter and a shift do not."""
    assert TRIAGE.classify(said).category == category


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("ada pencurian motor, plat DD", "curanmor"),
        ("pencurian mobil di parkiran rs", "curanmor"),
        ("ada pencurian kambing dua ekor", "ternak_kebun"),
        ("pencurian hp di warung", "pencurian"),
        ("penganiayaan anak di rumah sebelah", "kdrt_anak"),
        ("penganiayaan di warung kopi", "penganiayaan"),
        ("pembacokan di lorong 3", "penganiayaan"),
        ("pembakaran rumah warga", "kebakaran"),
        ("pembakaran ban di jalan", "massa"),
        ("penyerangan kampung sebelah", "tawuran"),
        ("toko dirampok", "curas"),
        ("bapak tidak sadarkan diri", "medis"),
    ],
)
def test_a_deed_and_to_what_it_was_done_name_the_kind(text: str, category: str) -> None:
    """As reports are headed: the noun, and whatever was stolen, burnt or attacked."""
    assert TRIAGE.classify(text).category == category
