"""The operator's files: what is read, and what a slip is answered with."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import TYPE_CHECKING, get_origin

from bot.domain.category import Severity
from bot.domain.policy import Step
from bot.locales import LANGUAGES
from bot.settings import category_shapes, limits_shapes, load_config, overlay, remarks

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MINUTE = timedelta(minutes=1)


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
    tables = (category_shapes.CategoryTable, category_shapes.TriageTable, limits_shapes.DraftTable)
    held = {
        name
        for table in tables
        for name, field in table.model_fields.items()
        if get_origin(field.annotation) is tuple
    }
    assert held == overlay.LISTS


def test_a_rule_by_kind_is_switched_off_by_an_empty_table(tmp_path: Path) -> None:
    """The other kinds of rule, and what is not named, stay as they come."""
    (tmp_path / "limits.toml").write_text("[merging]\nwithout_place = {}\n[photo]\n")
    config = load_config(tmp_path)
    assert config.merging.without_place == {}
    assert config.merging.within == load_config().merging.within
    assert config.limits.photo == load_config().limits.photo


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    """Its mark at the beginning is no word of the file."""
    (tmp_path / "limits.toml").write_text("[consent]\ncontroller = 'Polres'\n", "utf-8-sig")
    assert load_config(tmp_path).limits.consent.controller == "Polres"
