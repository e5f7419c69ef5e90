"""What the shipped categories promise."""

from __future__ import annotations

from bot.domain.category import AlertRule, Confidentiality, Mediation, Severity
from bot.domain.policy import target_role
from bot.settings import load_config

CATEGORIES = load_config().categories


LONGEST_LABEL = 40  # characters


def test_severities_are_ranked() -> None:
    """RENDAH < SEDANG < TINGGI < DARURAT."""
    assert sorted(Severity, key=lambda severity: severity.rank) == list(Severity)
    assert (Severity.RENDAH.rank, Severity.DARURAT.rank) == (0, 3)


def test_every_category_has_a_label_in_both_languages_and_recipients() -> None:
    """26 categories in seven groups, four against officers, illness, and two beside them."""
    assert len(CATEGORIES) == 33
    assert len({category.group for category in CATEGORIES.values()}) == 9
    assert all(category.label("id") and category.label("en") for category in CATEGORIES.values())
    assert all(all(map(target_role, each.recipients)) for each in CATEGORIES.values())
    assert CATEGORIES["kebakaran"].label("en") == "Fire"
    assert CATEGORIES["kebakaran"].label("bug") == "Kebakaran"


def test_every_label_fits_a_button() -> None:
    """A kind is chosen by a button that shows its label whole."""
    labels = [label for one in load_config().categories.values() for label in one.labels.values()]
    assert [label for label in labels if len(label) > LONGEST_LABEL] == []


def test_the_law_forbids_some_agreements() -> None:
    """No mediation for sexual violence, killings, drugs, weapons, robbery (UU 12/2022 Ps 23)."""
    forbidden = ("kekerasan_seksual", "nyawa", "narkoba", "senjata_teror", "curas")
    assert all(CATEGORIES[code].mediation is Mediation.NO for code in forbidden)
    assert CATEGORIES["kdrt_anak"].mediation is Mediation.WITH_UNIT_PPA


def test_victims_are_hidden_and_informers_protected() -> None:
    """Sexual violence is confidential and pages; who tells of extortion is not shown."""
    assert CATEGORIES["kekerasan_seksual"].is_confidential
    assert CATEGORIES["kekerasan_seksual"].alert is AlertRule.ALWAYS
    assert CATEGORIES["pungli_preman"].hides_reporter
    assert CATEGORIES["pungli_preman"].confidential is not Confidentiality.YES
