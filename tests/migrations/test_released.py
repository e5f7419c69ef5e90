"""A database of the first release, upgraded in the middle of everything: it goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.models import Attachment, Delivery, DeliveryStatus, Draft, Report
from tests.migrations import scenario

if TYPE_CHECKING:
    from bot.demo.message import Message
    from bot.demo.people import Person
    from tests.world import World

RESIDENTS = ("Lama", "Naba", "Budi", "Ani", "Dewi", "Sitti", "Halimah", "John", "Rate", "Situju")


def who(world: World, name: str) -> Person:
    """Return somebody who was there before the upgrade."""
    return next(one for one in world.telegram.people.values() if one.name == name)


def since(person: Person, before: int) -> list[Message]:
    """Return what somebody got after their first so many messages."""
    return person.inbox[before:]


class Heard:
    """How many messages each person had at the upgrade."""

    def __init__(self, world: World) -> None:
        """Count now."""
        self._world = world
        people = world.telegram.people.values()
        self._before = {person.id: len(person.inbox) for person in people}

    def by(self, name: str, words: str = "") -> list[Message]:
        """Return what somebody got since, with these words in it."""
        person = who(self._world, name)
        news = person.inbox[self._before[person.id] :]
        return [message for message in news if words in message.text]

    def identities(self) -> list[str]:
        """Return what somebody got, or sees edited, that names a resident who is not them."""
        return [
            message.text
            for person in self._world.telegram.people.values()
            for message in person.inbox
            if message in person.inbox[self._before[person.id] :] or message.edited_at
            for name in RESIDENTS
            if name not in person.name and re.search(rf"\b{name}\b", message.text)
        ]


async def test_what_was_owed_and_what_time_owes_comes_once(upgraded_on_both: World) -> None:
    """Killed, upgraded, started: owed messages, escalations and leases come at their hour."""
    world, heard = upgraded_on_both, Heard(upgraded_on_both)
    reports, drafts = await world.count(Report), await world.count(Draft)
    await world.settle()
    # What was committed and not confirmed is brought again, and answered; what nobody had taken is.
    assert await world.count(Report) == reports
    assert await world.count(Draft) == drafts + 1
    assert len(heard.by("John", "Selokan mampet")) == 1
    assert who(world, "Daeng Rate").last.text.startswith("✅ Terkirim")
    assert {kept.state for kept in await world.all(Attachment)} == {"ready"}
    await world.passes(seconds=31)
    (page,) = heard.by("Aiptu Rauf", "[SEDANG]")  # it was under way at the kill
    assert page.buttons[0] == "Saya tangani"
    assert len(heard.by("Aipda Tahir", "Laporan harian")) == 1
    # 06.05: Rauf was asked and says nothing; nobody took the fight. The supervisor is paged.
    assert not heard.by("Iptu Karim")
    await world.passes(minutes=2)
    assert [one.text.split(" - ")[0] for one in heard.by("Iptu Karim")] == [
        "[DARURAT] Kebakaran",
        "[DARURAT] Penganiayaan / pengeroyokan / penikaman",
    ]
    assert len(heard.by("Daeng Rate", "dihubungi lagi")) == 1
    # 06.08: the page again. 06.10: two leases end; 06.15: nobody answered the question.
    await world.passes(minutes=5)
    assert len(heard.by("Aiptu Rauf", "[SEDANG]")) == 2
    assert len(heard.by("Ipda Murni", "masih ditangani?")) == 1
    assert len(heard.by("Bripka Ilham", "masih ditangani?")) == 1
    await world.passes(minutes=13)
    assert len(heard.by("Iptu Karim", "Laporan rahasia")) == 1
    # 06.30: what had come to its last resort pages the city again.
    assert not heard.by("Kompol Andi", "Pampang")
    await world.passes(minutes=10)
    assert len(heard.by("Kompol Andi", "Pampang")) == 1
    # The next morning: its digest; what was two years old has gone, and nothing is owed any more.
    await world.outage(hours=24)
    assert len(heard.by("Bripka Ilham", "Laporan harian")) == 1
    waiting = DeliveryStatus.QUEUED, DeliveryStatus.LEASED
    assert await world.count(Delivery, Delivery.status.in_(waiting)) == 0
    assert await world.count(Report, Report.text == scenario.OLD_WORDS) == 0
    assert heard.identities() == []
