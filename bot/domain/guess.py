"""What triage takes a text for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest category, up to three others, and the words that made it so."""

    category: str
    alternatives: tuple[str, ...]
    threat: bool
    because: tuple[str, ...]  # phrases of the rules: what corrections are counted by
    quoted: tuple[str, ...] = ()  # the same as its writer put it: shown to them, never stored
    ongoing: bool | None = None  # what it says itself; False: it is past, or dealt with
    is_handled: bool = False  # it says that it is dealt with: "sudah padam"
    is_at_night: bool = False  # it names an hour of the night
    is_cry: bool = False  # it calls for help and says no more
    is_doubtful: bool = False  # it may wake, and is not called an emergency
