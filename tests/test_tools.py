"""The makers' tools: sentences are found, catalogues and locks are held to their word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog, Message

from tools import catalogues, check_lock, wording
from tools.sentences import Sentence, sentences

if TYPE_CHECKING:
    from pathlib import Path

CODE = """
def show(turn, say, self):
    say("Satu {x}" " baris", x=say.plain("Dua"))
    turn.say("Tiga"); self.say.plain("Empat")
    say.many("{n} satu", "{n} banyak", 3)
    turn.tell(mark("Lima"))
    say(payload["text"]); sentence("bukan")
"""


def test_sentences_are_found_wherever_they_are_said(tmp_path: Path) -> None:
    """A contributor writes sentences in every form, one in another; only literals count."""
    (tmp_path / "some.py").write_text(CODE)
    found = {(one.text, one.plural) for one in sentences(tmp_path)}
    assert found == {
        ("Satu {x} baris", ""),
        ("Dua", ""),
        ("Tiga", ""),
        ("Empat", ""),
        ("{n} satu", "{n} banyak"),
        ("Lima", ""),
    }


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (None, "missing"),
        (Message("<b>{x}</b> ya", ""), "not translated"),
        (Message("<b>{x}</b> ya", "<b>{x}</b> yes", flags=["fuzzy"]), "fuzzy"),
        (Message("<b>{x}</b> ya", "<b>{y}</b> yes"), "other placeholders"),
        (Message("<b>{x}</b> ya", "<b>{x} yes"), "other placeholders"),
        (Message("<b>{x}</b> ya", "yes <b>{x}</b>"), ""),
    ],
)
def test_a_translation_keeps_what_its_source_has(message: Message | None, fault: str) -> None:
    """A translator forgets a sentence, a name or a tag, and is told which."""
    held, wanted = Catalog(locale="en"), Catalog()
    if message is not None:
        held[message.id] = message
    wanted.add("<b>{x}</b> ya")
    said = list(catalogues.faults(held, wanted))
    assert [fault in one for one in said] == ([True] if fault else [])


def test_a_word_that_people_misread_is_refused() -> None:
    """Whoever writes it is told what to write instead; a word that only contains it is none."""
    (said,) = wording.avoided("id", "Draf Anda belum terkirim.")
    assert "laporan yang belum terkirim" in said
    assert not list(wording.avoided("id", "Resimen itu sudah selesai."))
    assert list(wording.avoided("en", "The report was erased."))


def test_a_sentence_knows_its_file(tmp_path: Path) -> None:
    """A translator sees where a sentence is said."""
    path = tmp_path / "one.py"
    path.write_text('say("Satu")')
    assert list(sentences(tmp_path)) == [Sentence("Satu", "", path.as_posix())]


def test_the_lock_is_complete_and_names_no_index() -> None:
    """Whoever clones the project installs just what was tried, from wherever they install."""
    assert check_lock.faults() == []
