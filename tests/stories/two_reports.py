"""Two reports that may be one, and an officer who puts them together and takes them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE, MAYBE = "Kebakaran di RT 03", "ada kebakaran di belakang pasar, api besar sekali"
STILL = "Masih, kirim"


class Two:
    """Two reports that may be one: the older is what stays when they are put together."""

    def __init__(self, world: World, officer: Person, first: Person, second: Person) -> None:
        """Take who answers both, and who reported them."""
        self.world, self.officer, self.first, self.second = world, officer, first, second
        self.tickets = [
            card.text.split("Tiket ")[1].split(".")[0] for card in world.pages_to(officer)
        ]

    @property
    def older(self) -> Message:
        """Return the newest card of the report that stays."""
        return self._card(self.tickets[0])

    @property
    def newer(self) -> Message:
        """Return the newest card of the one that is put to it."""
        return self._card(self.tickets[1])

    def _card(self, ticket: str) -> Message:
        cards = (one for one in reversed(self.officer.inbox) if f"Tiket {ticket}." in one.text)
        return next(one for one in cards if one.rows and "menjawab" not in one.text)

    async def presses(self, card: Message, label: str) -> None:
        """Press a button, through the menus of a card."""
        for _ in range(4):
            if any(one.startswith(label) for one in card.buttons):
                break
            self.officer.presses("Lainnya", card)
            await self.world.settle()
        self.officer.presses(next(one for one in card.buttons if one.startswith(label)), card)
        await self.world.settle()

    async def merges(self) -> None:
        """Put the newer one to the older one."""
        if "Gabung" not in self.newer.buttons:
            await self.presses(self.newer, "Kembali")
        await self.presses(self.newer, "Gabung")
        assert "DIGABUNG" in self.newer.text

    async def splits(self) -> None:
        """Take it out again."""
        await self.presses(self.older, "Pisah")
        await self.presses(self.older, "Pisah KT-")

    async def asks_by(self, card: Message, text: str) -> None:
        """Ask by a reply to a card."""
        self.officer.writes(text, reply_to=card)
        await self.world.settle()

    def told(self, person: Person, words: str) -> list[Message]:
        """Return what somebody got with these words in it."""
        return [one for one in person.inbox if words in one.text]

    async def questions(self, person: Person) -> list[Message]:
        """Return what somebody was asked through the bot."""
        return await self.world.sent(person, "reporter_question")


async def told_of(world: World, beside: str = MAYBE) -> Two:
    """Ani tells of a fire, Budi of one that may be the same; one officer has both cards."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await world.enrol("Ani"), await world.enrol("Budi")
    await world.report(first, FIRE, STILL)
    await world.passes(seconds=20)
    await world.report(second, beside, STILL)
    return Two(world, officer, first, second)
