"""A slip in the operator's files is answered with its file, its line and what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.settings import SettingsError, load_config

if TYPE_CHECKING:
    from pathlib import Path


def _laid_over(folder: Path, **files: str) -> str:
    """Lay files over the product's and return what the operator is told."""
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        load_config(folder)
    return str(told.value).removeprefix(f"{folder}/")


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
        *(
            (
                "limits",
                f"[merging]\n{key} = {{ {code} = {value} }}\n",
                rf'limits\.toml, line 2: there is no category "{code}"; {mend}',
            )
            for key, value in (("within", '"2h"'), ("area_wide", '"2h"'), ("aspects", '[["atap"]]'))
            for code, mend in (("kebakarn", 'did you mean "kebakaran"\\?'), ("x", "write one of "))
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
            "[triage]\nadd_qqqqqqqq = ['api']\n",
            r'categories\.toml, line 2: the key "add_qqqqqqqq" is unknown; there are threat,',
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


def test_a_name_in_a_language_that_there_is_not_is_refused(tmp_path: Path) -> None:
    """By its line and its name."""
    (tmp_path / "categories.toml").write_text("[category.kebakaran]\nlabels = {xx = 'Api'}\n")
    with pytest.raises(SettingsError, match='line 2: the name "xx"'):
        load_config(tmp_path)


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
