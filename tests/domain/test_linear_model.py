"""The learnt model beside the rules of triage: what it reads, and what it may decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.category import OTHER
from bot.domain.linear_model import CUE, MOST_WORDS, LinearModel, Weights, features, packed
from bot.domain.model_triage import INCIDENT, MODEL, PAGES, ModelTriage
from bot.domain.paging_rules import wakes
from bot.domain.triage_thresholds import PRIVATE
from bot.settings import load_config
from tools.train_triage import train
from tools.triage_figures import SEEN, chat, messages

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = load_config()
TRIAGE = CONFIG.triage
SMALL = Weights(
    ("fire", "flood"),
    (0.5, -0.5),
    (0.1, 0.2),
    {" api": (10, -20), "=api": (127, 0), "!here": (0, 10)},
)


def test_a_model_is_read_as_it_was_written() -> None:
    """The score comes from the features that are known; a word's place says why."""
    model = LinearModel(packed(SMALL))
    said = model.score(["xyz", "api"])
    assert said.because("fire") == [1]
    assert said.because("flood") == []
    assert model.score([]).labels == {"fire": 0.5, "flood": -0.5}
    assert model.score([], ["here"]).labels["flood"] == pytest.approx(2 * CUE - 0.5)


def test_a_model_that_is_not_whole_is_refused() -> None:
    """Half a file weighs nothing."""
    with pytest.raises(ValueError, match="not whole"):
        LinearModel(packed(SMALL)[:-1])


def test_the_work_is_bounded() -> None:
    """Of a text of any length so many words are read; numbers are all alike."""
    assert len(list(features(["api"] * 5000))) == MOST_WORDS
    assert [names for _, names in features(["12", ".", "7"])] == [["=0"], ["=0"]]


def test_the_shipped_model_is_small_and_knows_kinds_that_are_configured() -> None:
    """It is fit to be carried along, and ranks what there is."""
    content = MODEL.read_bytes()
    assert len(content) < 4_000_000
    assert PAGES in LinearModel(content).labels


@pytest.mark.parametrize(
    "text", ["api " * 1024, "\U0001f525" * 4096, "a\n\n" * 1300, "\0\ud800 =x"]
)
def test_hostile_texts_have_an_answer(text: str) -> None:
    """What is long, empty of words or malformed is judged like anything else."""
    assert TRIAGE.classify(text).category in CONFIG.categories


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("suara orang minta tolong dari rumah sebelah, anak-anaknya nangis di jalan", True),
        ("tidak ada kebakaran", False),
        ("hatiku kebakaran liat mantan jalan sama yang baru di mall tadi malam", False),
    ],
)
def test_rules_and_model_decide_together(text: str, pages: bool) -> None:  # noqa: FBT001
    """What no phrase names may wake; what is denied or meant otherwise does not."""
    guess = TRIAGE.classify(text)
    assert wakes(guess, CONFIG.categories[guess.category]) is pages


@pytest.mark.whole_matrix
def test_the_same_messages_teach_the_same() -> None:
    """The model can be made again, byte for byte; a few messages of each kind show it."""
    few = [*messages(SEEN)[::8], *chat(SEEN)[::16]]
    assert packed(train(few, CONFIG, rounds=2)) == packed(train(few, CONFIG, rounds=2))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("motor saya di parkiran dicuri", {"motor saya di parkiran dicuri"}),
        ("ada kebakaran, belum padam", {"kebakaran", "belum padam"}),
        ("tidak ada kebakaran, tapi ada maling di pos", {"maling di"}),
    ],
)
def test_reasons_are_words_of_the_text(text: str, quoted: set[str]) -> None:
    """What is shown as a reason stands so in the text, and is nothing that it denies."""
    assert quoted >= set(TRIAGE.heard(text).quoted) & quoted
    assert all(reason in text for reason in TRIAGE.classify(text).quoted)


def test_the_model_is_left_out_of_what_is_kept_of_corrections() -> None:
    """Words of its writer's that only the model heard are shown, and stored nowhere."""
    guess = TRIAGE.classify("suara orang minta tolong dari rumah sebelah, anak-anaknya di jalan")
    assert set(guess.because) <= set(TRIAGE.heard("orang minta tolong").because)
    assert TRIAGE.heard("Perumnas Blok C dekat pasar lama").category == OTHER


@pytest.mark.parametrize(
    ("text", "kind", "pages"),
    [
        ("balita di RT 02 gizi buruk, tolong dijenguk", "gizi_kia", False),
        ("orang mondar-mandir di depan rumah, mencurigakan", "orang_mencurigakan", False),
        ("tolong cepat ke rumah Bu Sitti di lorong 4", OTHER, True),
        ("lampu jalan mati, banyak begal, barusan ada yang kena rampas", "curas", True),
        ("Ada musik keras di rumah Daeng Sija RT 02", "balap_bising", False),
        ("Parkir liar di pinggir kanal, ambulans susah lewat.", "fasum", False),
        ("kebakaran \U0001f525" * 40, "kebakaran", True),
        ("fire at school. Come quickly", "kebakaran", True),
        ("fire near the school in kelurahan Sinrijala", "kebakaran", True),
        ("maling rt3 rw 5 dekat masjid", "pencurian", True),
        ("kebakaran RT 03, saya lihat dari rumah nomor 7a", "kebakaran", True),
    ],
)
def test_an_urgent_kind_is_never_outvoted(text: str, kind: str, pages: bool) -> None:  # noqa: FBT001
    """What wakes is called a kind that does, or none; what both call harmless wakes nobody."""
    guess = TRIAGE.classify(text)
    assert (guess.category, wakes(guess, CONFIG.categories[guess.category])) == (kind, pages)


@pytest.mark.parametrize(("likeness", "kind"), [(0.1, "aparat"), (-0.1, OTHER)])
def test_a_report_that_hides_its_reporter_is_not_outvoted(
    tmp_path: Path, likeness: float, kind: str
) -> None:
    """Called something else, it would reach whom it accuses: the model must be sure of that."""
    scores = {"aparat": -0.9, "fasum": 0.9, OTHER: 0.0, PAGES: -1.0, INCIDENT: PRIVATE + likeness}
    file = tmp_path / "model.bin"
    width = len(scores)
    known = {"=pak": (0,) * width}
    file.write_bytes(packed(Weights(tuple(scores), tuple(scores.values()), (1.0,) * width, known)))
    kinds = tuple(CONFIG.categories.values())
    triage = ModelTriage(kinds, CONFIG.triage._words, file)  # noqa: SLF001
    said = triage.classify("pak lurah minta uang pelicin untuk urus surat pindah warga")
    assert said.category == kind


def test_a_kind_that_an_operator_adds_is_the_rules_to_name(tmp_path: Path) -> None:
    """The model has not learnt it, and calls it nothing else."""
    (tmp_path / "categories.toml").write_text(
        "[category.ubur]\ngroup = 'G1'\nlabel_id = 'Ubur-ubur'\nlabel_en = 'Jellyfish'\n"
        "severity = 'TINGGI'\nalert = 'always'\nconfidential = 'no'\nrecipients = ['officer']\n"
        "add_words = ['ubur ubur']\n"
    )
    config = load_config(tmp_path)
    guess = config.triage.classify(
        "banyak ubur-ubur di pantai tempat anak-anak biasa berenang sore begini"
    )
    assert (guess.category, guess.is_doubtful) == ("ubur", False)
    assert wakes(guess, config.categories["ubur"])
