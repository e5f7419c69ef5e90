"""Every sentence is read on every card that says it, in both languages, as a small phone shows it.

``make cards`` shows the same cards to people.
"""

from __future__ import annotations

import asyncio
import pickle
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.locales import LANGUAGES, say_in
from bot.settings import load_config
from bot.settings.environment import DATABASE_FILE
from bot.views import RENDERERS, advice, consent
from bot.views.card import Button
from bot.views.incident import UNVERIFIED, UNVERIFIED_ASIDE
from bot.views.menu import COMMANDS
from tests import sqlite_in_place
from tests.world import sqlite_in
from tools import wording
from tools.cards import page, phone, reading
from tools.cards.gallery import Gallery, Shown, picture
from tools.sentences import ROOT, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.views.card import Card

pytestmark = pytest.mark.long
NUMBERS = ("113", "119", "115", "110")
OFTEN = 9 / 10  # of the sentences of the views, how many are read on a whole card


@pytest.fixture(scope="module")
def shown(
    tmp_path_factory: pytest.TempPathFactory,
    migrated: Path,
    made_once: Callable[[str, Callable[[Path], None]], Path],
) -> list[Shown]:
    """Every card, once for all tests here, whichever workers they are given to."""
    folder = tmp_path_factory.mktemp("gallery")

    def make(file: Path) -> None:
        shutil.copy(migrated, folder / DATABASE_FILE)
        picture(folder, b"a picture")
        with pytest.MonkeyPatch.context() as patched:
            sqlite_in_place.work_in_place(patched)
            made = asyncio.run(Gallery(folder, sqlite_in(folder)).cards())
        file.write_bytes(pickle.dumps(made))

    cards: list[Shown] = pickle.loads(made_once("cards", make).read_bytes())  # noqa: S301 - ours
    return cards


def _each(shown: list[Shown]) -> Iterator[tuple[str, str, str, Card]]:
    for one in shown:
        for language, card in one.cards.items():
            yield one.kind, f"{one.kind} · {one.scene}", language, card


def test_every_renderer_is_shown_in_both_languages(shown: list[Shown]) -> None:
    """Whoever reads them aloud misses none; hardly a sentence stands without its card."""
    assert {one.kind for one in shown} >= set(RENDERERS)
    assert {tuple(one.cards) for one in shown} == {tuple(LANGUAGES)}
    said = frozenset[str]().union(*(one.said for one in shown if one.kind in RENDERERS))
    wanted = {one.text for one in sentences(ROOT / "views")}
    unread = wanted - set(COMMANDS.values()) - said
    assert len(unread) < len(wanted) * (1 - OFTEN), sorted(unread)


def test_no_label_is_cut(shown: list[Shown]) -> None:
    """A phone of 360 pixels shows every button whole, however many share its row."""
    cut = {(where, label) for _, where, _, card in _each(shown) for label in phone.cut(card.rows)}
    assert not cut


def test_no_card_names_what_is_not_on_it(shown: list[Shown]) -> None:
    """Whoever is told to press or to type something finds it."""
    faults = set()
    for language in LANGUAGES:
        cards = [one.cards[language] for one in shown]
        labels = reading.labels_of(cards)
        for one in shown:
            elsewhere = labels if one.kind not in RENDERERS or one.kind == "sentence" else ()
            found = reading.missing(one.kind, one.cards[language], elsewhere)
            faults |= {f"{one.kind} · {one.scene}: {fault}" for fault in found}
    assert not faults


def test_no_card_says_a_word_that_people_misread(shown: list[Shown]) -> None:
    """In the whole of it: a label from the settings beside a sentence of the catalogue too."""
    said = {
        (language, text)
        for _, _, language, card in _each(shown)
        for text in (str(card.text), *(key.label for row in card.rows for key in row))
    }
    assert not [found for language, text in said for found in wording.avoided(language, text)]


def test_what_is_over_is_not_called_unverified(shown: list[Shown]) -> None:
    """Its outcome stands there; only of what somebody may yet see for themself is it said."""
    marks = (UNVERIFIED, UNVERIFIED_ASIDE)
    calls = {
        (one.kind, one.scene)
        for one in shown
        for language, card in one.cards.items()
        if any(say_in(language).plain(mark) in card.text for mark in marks)
    }
    assert {"page", "alert", "told"} <= {kind for kind, _ in calls}
    assert not [(kind, scene) for kind, scene in calls if scene.startswith("closed")]


def test_whoever_is_anonymous_is_so_in_the_readers_language(shown: list[Shown]) -> None:
    """The alias that stands for nobody is a word, and the English card says it in English."""
    texts = [card.text for _, _, language, card in _each(shown) if language == "en"]
    assert any("Reporter: Anonymous" in text for text in texts)
    assert not [text for text in texts if "Reporter: Anonim" in text]


def test_no_english_card_begins_in_small_letters(shown: list[Shown]) -> None:
    """A name that stands first is written as one, whoever it names."""
    begins = {
        name: card.text[:1]
        for kind, name, language, card in _each(shown)
        if language == "en" and kind in RENDERERS
    }
    assert not [name for name, first in begins.items() if first.islower()]


def test_the_page_shows_each_card_beside_its_translation(shown: list[Shown]) -> None:
    """Each has an anchor of its own, and a label that would be cut is marked."""
    written = page.html(shown)
    anchors = [part.partition('"')[0] for part in written.split('<h3 id="')[1:]]
    assert len(anchors) == len(set(anchors)) == len(shown)
    assert written.count('<ol class="log"') == len(shown) * len(LANGUAGES)
    assert 'class="cut"' not in written


def test_a_label_that_is_too_long_is_known() -> None:
    """Twenty letters beside another one, forty alone, and a short one beside three."""
    twenty, forty = Button("Sudah lewat, kirim", "x"), Button("x" * 40, "x")
    assert phone.cut([[twenty, twenty], [forty]]) == []
    assert phone.cut([[forty, twenty], [twenty] * 4]) == [forty.label, *[twenty.label] * 4]


def test_numbers_are_shown_as_the_operator_set_them() -> None:
    """110 always; 112 where the region has it; what nobody confirmed is not named."""
    config, say = load_config(), say_in("id")
    shipped = str(advice.numbers(say, config))
    assert [number in shipped for number in ("110", "112", "115", "123")] == [True, *[False] * 3]
    numbers = config.limits.emergency.model_copy(update={"general": "112", "rescue": "115"})
    set_here = replace(config, limits=config.limits.model_copy(update={"emergency": numbers}))
    assert "<b>112</b>" in advice.numbers(say, set_here)
    called = {
        code: str(advice.call(say, set_here, config.categories[code]))
        for code in ("kebakaran", "laka", "bencana", "pencurian")
    }
    assert [number in called[code] for code, number in zip(called, NUMBERS, strict=True)] == [
        True
    ] * 4
    assert "115" not in advice.call(say, config, config.categories["bencana"])


def test_who_is_responsible_is_said_where_the_operator_says_how_to_reach_them() -> None:
    """In the reader's language; an institution keeps its name."""
    config = load_config()
    assert consent.controller(say_in("en"), config) == "whoever runs this bot"
    assert not list(consent.responsible(say_in("id"), config))
    named = config.limits.consent.model_copy(
        update={"controller": "Polrestabes Makassar", "contact": "0411-3000"}
    )
    theirs = replace(config, limits=config.limits.model_copy(update={"consent": named}))
    (said,) = consent.responsible(say_in("en"), theirs)
    assert said == "Responsible: Polrestabes Makassar. Contact: 0411-3000"
