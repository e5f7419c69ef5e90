"""Codes that people read aloud and type, and the names that stand for them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alias import alias, anonymised, anonymous_alias
from bot.domain.ticket import (
    ALPHABET,
    new_code,
    new_ticket,
    normal_code,
    read_ticket,
    without_tickets,
)

KEY = b"k" * 32
numbers = st.integers(1, 2**63 - 1)


def test_tickets_look_alike_and_differ() -> None:
    """KT- and six characters that cannot be taken for one another."""
    tickets = {new_ticket() for _ in range(200)}
    assert len(tickets) > 190
    assert all(re.fullmatch(rf"KT-[{ALPHABET}]{{6}}", ticket) for ticket in tickets)


@pytest.mark.parametrize(
    "text",
    [
        "KT-4F7Q0M",
        "kt 4f7 q0m",
        "laporan kt-4f7qom sudah?",
        "KT4F7Q0M",
        "KT - 4F7-Q0M",
        "(KT-4F7Q0M)",
    ],
)
def test_a_ticket_is_read_as_people_write_it(text: str) -> None:
    """Lower case, spaces, lost hyphens, the letter O: it is the ticket KT-4F7Q0M."""
    assert read_ticket(text) == "KT-4F7Q0M"


@pytest.mark.parametrize("text", ["", "KT", "kota malang", "KT-4F7Q", "KT-4F7Q0MX", "DD 1234 AB"])
def test_what_is_no_ticket_is_none(text: str) -> None:
    """Too short, too long, or something else."""
    assert read_ticket(text) is None


@given(st.text(max_size=200))
def test_any_text_may_be_searched_for_a_ticket(text: str) -> None:
    """No error in any script, and what is found can be found again."""
    found = read_ticket(text)
    assert found is None or read_ticket(found) == found


def test_an_enrolment_code_survives_being_read_aloud() -> None:
    """Ten characters; typed in small letters, in groups, it is the same code."""
    code = new_code()
    assert len(code) == 10
    assert normal_code(code) == code
    assert normal_code(f" {code[:5].lower()}-{code[5:]} ") == code


def test_an_alias_belongs_to_an_incident() -> None:
    """In one incident the same name; in the next, for the next member, under another key, another.

    Incidents and members that follow each other have names that do not.
    """
    assert re.fullmatch(r"Warga [A-Z][a-z]+-\d{2,3}", alias(KEY, 5, 17))
    assert alias(KEY, 5, 17) == alias(KEY, 5, 17)
    assert len({alias(KEY, incident, 17) for incident in range(50)}) >= 49
    assert len({alias(KEY, 5, member) for member in range(50)}) >= 49
    assert alias(KEY, 5, 17) != alias(b"other", 5, 17)


@given(numbers)
def test_an_anonymous_alias_joins_to_nothing(number: int) -> None:
    """The same member's other name in the same incident is nothing to compare it with."""
    named, hidden = alias(KEY, number, 17), anonymous_alias(KEY, number, 17)
    assert named.split()[1] != hidden.split()[1]
    assert hidden == anonymous_alias(KEY, number, 17)


def test_a_kind_that_hides_its_reporter_shows_no_earlier_name() -> None:
    """What was shown before the operator made it confidential becomes nobody's."""
    assert anonymised("Warga Melati-27") == "Anonim"
    assert anonymised("Anonim Melati-27") == "Anonim Melati-27"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("KT-4F7Q0M apinya membesar", ["apinya", "membesar"]),
        ("laporan kt4f7q0m, masih", ["laporan", ",", "masih"]),
        ("kt-ramses dan kt 4f7 q0m", ["dan"]),
        ("kt tolong", ["kt", "tolong"]),
        ("kt lima orang", ["kt", "lima", "orang"]),
    ],
)
def test_a_ticket_is_no_word_of_a_message(text: str, words: list[str]) -> None:
    """Its letters are nobody's; without hyphen and digit it may be a word."""
    assert without_tickets(text).replace(",", " , ").split() == words
