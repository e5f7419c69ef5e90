"""People who report under load: they write, and press the button as soon as its card comes."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.standin.message import Message
    from bot.standin.telegram import Person

# What is written, and the button that sends it; the first kind pages.
KINDS = (("Ada kebakaran di RT 03", "Masih, kirim"), ("Sampah menumpuk di selokan", "Kirim"))
NUMBER = re.compile(r"no\.(\d{4})")
IMPATIENT = 5  # every so many-th presses twice


class Crowd:
    """Writes each text once, marked with its number; every second one pages.

    ``written``, ``pressed``: number -> when it was written, when its card came and its button was
    pressed, in monotonic seconds.
    """

    def __init__(self, people: Sequence[Person]) -> None:
        """Nobody has written anything yet."""
        self._people = people
        self._chats = {person.id: person for person in people}
        self.authors: list[Person] = []
        self.calls: list[str] = []  # of one person, by /darurat: all of them are one incident
        self.written: dict[int, float] = {}
        self.pressed: dict[int, float] = {}

    @property
    def texts(self) -> list[str]:
        """Return everything that was written, by its number; then the calls."""
        return [*(self.text(number) for number in range(len(self.authors))), *self.calls]

    @staticmethod
    def text(number: int) -> str:
        """Return what the report with this number says."""
        return f"{KINDS[number % 2][0]} no.{number:04d}"

    @staticmethod
    def number_of(text: str) -> int | None:
        """Return the number that stands in a text."""
        found = NUMBER.search(text)
        return int(found.group(1)) if found else None

    @property
    def fires(self) -> int:
        """Return how many of them page; the calls do once."""
        return (len(self.authors) + 1) // 2 + bool(self.calls)

    @property
    def all_pressed(self) -> bool:
        """Tell whether everybody has sent what they wrote."""
        return len(self.pressed) == len(self.authors)

    async def writes(self, reports: int, over_s: float) -> None:
        """Let one after the other write, evenly, whatever the bot is doing meanwhile."""
        for _ in range(reports):
            self.write()
            await asyncio.sleep(over_s / reports)

    def write(self) -> None:
        """Let the next one write."""
        number = len(self.authors)
        person = self._people[number % len(self._people)]
        self.authors.append(person)
        self.written[number] = time.monotonic()
        person.writes(self.text(number))

    def calls_again(self, person: Person, times: int) -> None:
        """Let somebody send so many emergencies at once."""
        for _ in range(times):
            self.calls.append(f"rampok bawa parang, panggilan {len(self.calls)}")
            person.writes(f"/darurat {self.calls[-1]}")

    def sees(self, message: Message) -> None:
        """Press the button of a card, once, as people do; some press twice."""
        person = self._chats.get(message.chat.id)
        number = self.number_of(message.text)
        if person is None or number is None or number in self.pressed:
            return
        label = KINDS[number % 2][1]
        if not any(button.endswith(label) for button in message.buttons):
            return
        self.pressed[number] = time.monotonic()
        for _ in range(2 if number % IMPATIENT == 0 else 1):
            person.presses(label, message)
