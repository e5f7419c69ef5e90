"""The operator's files: what is read, and what a slip is answered with."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import TYPE_CHECKING, get_origin

import pytest

from bot.domain.category import Severity
from bot.domain.policy import Step
from bot.locales import LANGUAGES
from bot.settings import SettingsError, limits_shapes, load_config, overlay, remarks, shapes

if TYPE_CHECKING:
    from pathlib import Path

MINUTE = timedelta(minutes=1)


def _laid_over(folder: Path, **files: str) -> str:
    """Lay files over the product's and return what the operator is told."""
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        load_config(folder)
    return str(told.value).removeprefix(f"{folder}/")


def test_the_shipped_files_say_what_the_manual_says() -> None:
    """Officer, officer and deputy, Kapolsek; digests at 06:00 and Monday 07:00."""
    config = load_config()
    policy = config.policy(Severity.DARURAT)
    assert policy.steps == (
        Step(("officer",), 5 * MINUTE),
        Step(("officer", "deputy"), 5 * MINUTE),
        Step(("supervisor@district",), 10 * MINUTE),
    )
    assert (policy.repeat, policy.lease, policy.grace) == (1, 30 * MINUTE, 5 * MINUTE)
    assert config.digests.daily.at == time(6)
    assert config.digests.weekly.at == (0, time(7))
    assert config.limits.retention.reports == timedelta(days=730)
    assert config.limits.draft.reminders == (MINUTE, 5 * MINUTE)
    assert config.limits.photo.largest_bytes == 8_000_000


def test_an_overlay_changes_what_it_names(tmp_path: Path) -> None:
    """Key by key, and a list is replaced whole: one step remains of three."""
    (tmp_path / "escalation.toml").write_text(
        "lease_grace = '2m'\n[policy.default]\nrepeat = 3\n"
        "[[policy.default.step]]\ntargets = ['deputy']\ndelay = '90s'\n"
        "[policy.calm]\n[[policy.calm.step]]\ntargets = ['officer']\ndelay = '2h'\n"
        "[severity.RENDAH]\npolicy = 'calm'\n"
    )
    (tmp_path / "limits.toml").write_text("[rates]\noverall = 0\n")
    (tmp_path / "categories.toml").write_text("[category.kebakaran]\nwords = ['lalapan']\n")
    config = load_config(tmp_path)
    policy = config.policy(Severity.DARURAT)
    assert policy.steps == (Step(("deputy",), timedelta(seconds=90)),)
    assert (policy.repeat, policy.lease, policy.grace) == (3, 30 * MINUTE, 2 * MINUTE)
    assert config.policy(Severity.RENDAH).name == "calm"
    assert (config.limits.rates.overall, config.limits.rates.per_group) == (0, 20)
    assert config.triage.classify("ada lalapan").category == "kebakaran"
    assert config.triage.classify("ada kebakaran").category != "kebakaran"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (
            "escalation",
            '\n[[policy.default.step]]\ntargets = ["officer"]\ndelay = "5x"\n',
            r"escalation\.toml, line 4: delay: '5x' is no duration; .*\"5m\"",
        ),
        (
            "escalation",
            '[[policy.default.step]]\ntargets = ["officer"]\ndelay = 5\n',
            r"escalation\.toml, line 3: delay: 5 is no text; put it in quotes",
        ),
        (
            "escalation",
            '[[policy.default.step]]\ntargets = ["officer"]\ndelay = "0m"\n',
            r"escalation\.toml, line 3: delay: nothing is no duration here",
        ),
        (
            "escalation",
            '[[policy.default.step]]\ntargets = ["officer"]\ndelai = "5m"\n',
            r'escalation\.toml, line 3: the key "delai" is unknown; did you mean "delay"\?',
        ),
        (
            "escalation",
            '[[policy.default.step]]\ntargets = [\n  "officer",\n  "ofisir",\n]\ndelay = "5m"\n',
            r"escalation\.toml, line 2: targets: 'ofisir' is no role; there are resident",
        ),
        (
            "escalation",
            '[[policy.default.step]]\ntargets = ["officer"]\n',
            r'escalation\.toml, line 1: \[policy\.default\.step\] lacks the key "delay"; add it',
        ),
        (
            "escalation",
            "[policy.default]\nstep = []\n",
            r"escalation\.toml, line 2: step = \[\]: the list is empty; write",
        ),
        (
            "escalation",
            "[policy.default]\nrepeat = -1\n",
            r"escalation\.toml, line 2: repeat = -1: it is too small; write 0 or more",
        ),
        (
            "escalation",
            '[severity.DARURAT]\npolicy = "fast"\n',
            r'escalation\.toml, line 2: policy "fast" of DARURAT does not exist; there is default',
        ),
        (
            "escalation",
            '[severity.GAWAT]\npolicy = "default"\n',
            r"escalation\.toml, line 1: .*\"RENDAH\", \"SEDANG\", \"TINGGI\", \"DARURAT\"",
        ),
        (
            "digests",
            '[daily]\nat = "25:00"\n',
            r"digests\.toml, line 2: at: '25:00' is no hour of the day",
        ),
        (
            "digests",
            '[weekly]\nat = "Senin 07:00"\n',
            r"digests\.toml, line 2: at: .*for example \"Monday 07:00\"",
        ),
        (
            "digests",
            "[weekly]\nat = Monday\n",
            r"digests\.toml, line 2: .*write TOML",
        ),
        (
            "digests",
            '[weekly\nat = "Monday 07:00"\n',
            r"digests\.toml, line 1: .*write \] at its end",
        ),
        (
            "categories",
            '# ours\n[category.kebakaran]\nalert = "sometimes"\n',
            r"categories\.toml, line 3: alert = \"sometimes\": .*\"always\", \"ongoing\", ",
        ),
        (
            "categories",
            '[category.kebakaran]\ngroup = "G9"\n',
            r'categories\.toml, line 2: group = "G9" has no table; write \[group\.G9\]',
        ),
        (
            "categories",
            "[category.kebakaran]\nrecipients = []\n",
            r"categories\.toml, line 2: recipients = \[\]: the list is empty; write",
        ),
        (
            "limits",
            "[rates]\noveral = 3\n",
            r'limits\.toml, line 2: the key "overal" is unknown; did you mean "overall"\?',
        ),
        (
            "limits",
            "[rates]\noverall = -3\n",
            r"limits\.toml, line 1: rates: overall cannot be negative; write 0",
        ),
        (
            "limits",
            "[photo]\nlargest_mb = 10\n",
            r"limits\.toml, line 2: largest_mb = 10: it is too large; write less than 10",
        ),
        (
            "limits",
            'colour = "red"\n',
            r'limits\.toml, line 1: the key "colour" is unknown; there are rates, photo',
        ),
    ],
)
def test_a_slip_is_told_with_file_line_and_mend(
    name: str, text: str, sentence: str, tmp_path: Path
) -> None:
    """One sentence, and the operator knows where to put the cursor and what to type."""
    told = _laid_over(tmp_path, **{name: text})
    assert re.match(sentence, told), told
    assert "\n" not in told


def test_single_words_are_added_and_removed(tmp_path: Path) -> None:
    """The list stays as it comes, but for the words that are named; upgrades bring theirs."""
    (tmp_path / "categories.toml").write_text(
        "[category.kebakaran]\nadd_words = ['sijago merah', 'kebakaran']\n"
        "remove_words = ['kobaran']\n"
        "[category.pencurian]\nadd_weak_words = ['lenyap']\nadd_recipients = ['village_head']\n"
        "[triage]\nremove_threat = ['parang']\nadd_harmless = ['parang rusak']\n"
        "[group.G9]\nlabel = 'Ternak'\n"
        "[category.ternak]\ngroup = 'G9'\nlabel_id = 'Ternak'\nlabel_en = 'Cattle'\n"
        "severity = 'RENDAH'\nalert = 'never'\nconfidential = 'no'\nrecipients = ['officer']\n"
        "add_words = ['sapi lepas']\n"
    )
    (tmp_path / "limits.toml").write_text("[draft]\nremove_reminders = ['1m']\n")
    shipped, config = load_config(), load_config(tmp_path)
    before, now = shipped.categories["kebakaran"].words, config.categories["kebakaran"].words
    assert [word for word in now if word not in before] == ["sijago merah"]
    assert [word for word in before if word not in now] == ["kobaran"]
    assert now.count("kebakaran") == 1
    assert config.categories["pencurian"].weak_words[-1] == "lenyap"
    assert config.categories["pencurian"].recipients == ("officer", "village_head")
    assert config.categories["ternak"].words == ("sapi lepas",)
    assert config.triage.classify("ada sijago merah").category == "kebakaran"
    assert config.limits.draft.reminders == (5 * MINUTE,)
    assert remarks(tmp_path) == []


def test_a_kind_is_named_in_any_language_of_the_catalogues(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A third language has its names; what it lacks is shown in Indonesian."""
    monkeypatch.setitem(LANGUAGES, "bug", "Basa Ugi")
    (tmp_path / "categories.toml").write_text(
        "[category.kebakaran]\nlabels = {bug = 'Api'}\n[group.G1]\nlabels = {bug = 'Bahaya'}\n"
    )
    fire = load_config(tmp_path).categories["kebakaran"]
    assert [fire.label(language) for language in ("id", "en", "bug", "jv")] == [
        *("Kebakaran", "Fire", "Api", "Kebakaran")
    ]
    theft = load_config(tmp_path).categories["pencurian"]
    assert theft.label("bug") == theft.label("id")
    named = {one.group_name("bug") for one in load_config(tmp_path).categories.values()}
    assert "Bahaya" in named


def test_a_name_in_a_language_that_there_is_not_is_refused(tmp_path: Path) -> None:
    """By its line and its name."""
    (tmp_path / "categories.toml").write_text("[category.kebakaran]\nlabels = {xx = 'Api'}\n")
    with pytest.raises(SettingsError, match='line 2: the name "xx"'):
        load_config(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (
            "categories",
            "[category.kebakaran]\nadd_words = 'api'\n",
            r'categories\.toml, line 2: add_words: write a list of texts, as add_words = \["',
        ),
        (
            "categories",
            "[category.kebakaran]\nad_words = ['api']\n",
            r'categories\.toml, line 2: .*did you mean "add_words"\?',
        ),
        (
            "categories",
            "[category.kebakaran]\nadd_recipients = ['polisi']\n",
            r"categories\.toml, line 2: add_recipients: 'polisi' is no role",
        ),
        (
            "categories",
            "[triage]\nadd_words = ['api']\n",
            r'categories\.toml, line 2: the key "add_words" is unknown; there are threat,',
        ),
        (
            "categories",
            "[category.pencurian]\nremove_recipients = ['officer']\n",
            r"categories\.toml, line 2: remove_recipients = \[\]: the list is empty",
        ),
    ],
)
def test_a_slip_beside_a_list_is_told_where_it_stands(
    name: str, text: str, sentence: str, tmp_path: Path
) -> None:
    """By the key that the operator wrote, not by the list that it changes."""
    told = _laid_over(tmp_path, **{name: text})
    assert re.match(sentence, told), told


def test_what_a_replaced_list_drops_is_remarked(tmp_path: Path) -> None:
    """And a word that is removed from a list which never held it."""
    (tmp_path / "categories.toml").write_text(
        "[triage]\nharmless = ['api unggun']\n"
        "[category.pencurian]\nremove_words = ['malingg']\n"
        "[category.curas]\npolice_class = ''\n"
    )
    (replaced, mend), (absent, meant) = remarks(tmp_path)
    assert replaced.startswith(f"{tmp_path}/categories.toml, line 2: harmless replaces the list")
    assert "rawan begal" in replaced
    assert "api unggun" not in replaced
    assert re.search(r" and \d+ more$", replaced)
    assert "add_harmless and remove_harmless" in mend
    assert 'line 4: remove_words names "malingg"' in absent
    assert meant == 'did you mean "maling"?'


def test_every_list_of_texts_can_be_changed_word_by_word() -> None:
    """What is written down as such a list is what the shipped files and the shapes hold."""
    tables = (shapes.CategoryTable, shapes.TriageTable, limits_shapes.DraftTable)
    held = {
        name
        for table in tables
        for name, field in table.model_fields.items()
        if get_origin(field.annotation) is tuple
    }
    assert held == overlay.LISTS


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    """Its mark at the beginning is no word of the file."""
    (tmp_path / "limits.toml").write_text("[consent]\ncontroller = 'Polres'\n", "utf-8-sig")
    assert load_config(tmp_path).limits.consent.controller == "Polres"


def test_the_line_is_that_of_the_file_at_fault(tmp_path: Path) -> None:
    """A policy that the overlay left without a delay is the overlay's fault, not the product's."""
    told = _laid_over(tmp_path, escalation='[policy.x]\n[[policy.x.step]]\ntargets = ["officer"]\n')
    assert told.startswith("escalation.toml, line 2: ")


def test_a_file_that_nobody_reads_is_told(tmp_path: Path) -> None:
    """A misspelt file name would else be silence."""
    assert "did you mean escalation.toml?" in _laid_over(tmp_path, escalations="")


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    """KAMTIBMAS_CONFIG with a slip in it."""
    with pytest.raises(SettingsError, match=r"KAMTIBMAS_CONFIG: .* is no folder"):
        load_config(tmp_path / "nowhere")


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    """Saved by an old editor."""
    (tmp_path / "limits.toml").write_bytes(b'[consent]\ncontroller = "Desa \xe9"\n')
    with pytest.raises(SettingsError, match=r"limits\.toml: is not written in UTF-8"):
        load_config(tmp_path)
