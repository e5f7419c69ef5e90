"""Who is not enrolled, and what is not Telegram: strangers, proxies, silent connections."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.chaos.town import DEPUTY, OFFICER
from tests.chaos.verdict import SOON_S
from tests.chaos.witness import PAGE
from tests.faults.update_fields import POISON, updates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.standin.telegram import Person
    from tests.chaos.stage import Stage

SEND, EDIT, POLL = "sendMessage", "editMessageText", "getUpdates"
CRY = "tolong ada maling di rumah"
STRANGERS, MORE = 500, 30
FASTEST = (
    42  # messages in any second: the whole rate, what a page may borrow, and the line's jitter
)
PRANKSTERS, EVERY = 40, 7  # strangers, and which part of the updates: each is answered
KILLS, POISON_S = 3, 12.0
STATUSES = (400, 401, 403, 404, 429, 502)
HALF_OPEN, SILENT = 600, 520
HASTY_S, MOST_POLLS = 4.0, 6  # a second; what waits is taken at once


async def strangers(stage: Stage) -> None:
    """Five hundred write at once; then some whose answers fail, and the bot is killed meanwhile."""
    async with stage.under_load():
        await asyncio.sleep(1)
        many = _cry(stage, STRANGERS)
    await stage.quiet()
    await stage.until(lambda: _all_answered(many), "a stranger was not answered", 60)
    stage.expects(_fastest(stage) <= FASTEST, f"{_fastest(stage)} messages in a second")
    few = [stage.telegram.person(f"Pendatang {number}") for number in range(MORE)]
    faults = [
        stage.telegram.faults.add("server_error", method=SEND, chat=person, times=None)
        for person in few
    ]
    for person in few:
        person.writes(CRY)
    await asyncio.sleep(2)
    await stage.bot.kill()
    for fault in faults:
        stage.telegram.faults.remove(fault)
    await stage.starts()
    stage.telegram.updates.webhook.retry_now()
    await stage.until(lambda: _all_answered(few), "a first cry was lost with the bot")


async def poison(stage: Stage) -> None:
    """Strangers and a deputy send what no client does; the bot is killed in the middle of it.

    Nobody waits longer for their draft because of it.
    """
    senders = [stage.telegram.person(f"Iseng {number}") for number in range(PRANKSTERS)]
    for person in senders:
        person.started = True  # what they sent has opened their chat
    senders.append(stage.town.people(DEPUTY)[0])
    sent = list(zip(itertools.cycle(senders), updates()[::EVERY], strict=False))
    wires = [(person.id, one.wire(person.id)) for person, one in sent]
    wires += [(senders[0].id, content) for content in POISON.values()] * KILLS
    stage.chance.shuffle(wires)
    async with stage.under_load(over_s=POISON_S):
        for lot in range(KILLS):
            for chat, content in wires[lot::KILLS]:
                stage.telegram.updates.add_raw(chat, content)
                await asyncio.sleep(POISON_S / len(wires))
            async with stage.outage():
                await stage.bot.kill()
                await stage.starts()
    await stage.quiet()
    stage.telegram.updates.webhook.retry_now()
    await stage.until(lambda: not stage.telegram.pending, "an update stands in the way")
    waited = stage.slowest_draft()
    stage.expects(waited <= SOON_S, f"a draft after {waited:.1f} s")


async def pages_of_a_proxy(stage: Stage) -> None:
    """A proxy answers in Telegram's place, with every status: nobody becomes unreachable by it."""
    async with stage.under_load(), stage.outage():
        for status in STATUSES:
            for method in (SEND, EDIT, "answerCallbackQuery", "setWebhook"):
                stage.telegram.faults.add("page", method=method, times=20, status=status)
            stage.telegram.faults.add("page", method=POLL, times=1, status=status)
            await asyncio.sleep(1)
        stage.telegram.faults.clear()
    await stage.quiet()
    officers = {person.id for person in stage.town.people(OFFICER)}
    others = {seen.chat for seen in stage.witness.of(PAGE)} - officers
    stage.expects(not others, f"{len(others)} others were paged: an officer counted as unreachable")


async def half_open(stage: Stage) -> None:
    """Hundreds of connections say half a request, or nothing, and are opened anew."""
    where = urlsplit(stage.telegram.updates.webhook.address.url)
    half = f"POST {where.path} HTTP/1.1\r\nhost: bot\r\n".encode()
    host, port = where.hostname or "", where.port or 0
    async with stage.under_load():
        for _ in range(3):
            async with _opened(host, port, HALF_OPEN, half), _opened(host, port, SILENT, b""):
                answer = await _asks(host, port)
                stage.expects(answer.startswith(b"HTTP/1.1 "), "/healthz did not answer")
                await asyncio.sleep(2)
    await stage.quiet()


async def hasty(stage: Stage) -> None:
    """A server answers every poll at once, with nothing in it."""
    async with stage.under_load(), stage.outage():
        before = _polls(stage)
        empty = stage.telegram.faults.add("empty", times=None)
        await asyncio.sleep(HASTY_S)
        number = _polls(stage) - before
        stage.telegram.faults.remove(empty)
    stage.expects(number <= MOST_POLLS * HASTY_S, f"{number} polls in {HASTY_S:g} s")
    await stage.quiet()


def _cry(stage: Stage, number: int) -> list[Person]:
    people = [stage.telegram.person(f"Orang baru {one}") for one in range(number)]
    for person in people:
        person.writes(CRY)
    return people


def _all_answered(people: Sequence[Person]) -> bool:
    return all(person.inbox for person in people)


def _fastest(stage: Stage) -> int:
    """Return the most messages that went out in any second."""
    sent = sorted(call.arrived for call in stage.telegram.calls if call.method == SEND)
    first, most = 0, 0
    for last, at in enumerate(sent):
        while sent[first] <= at - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def _polls(stage: Stage) -> int:
    return sum(call.method == POLL for call in stage.telegram.calls)


@asynccontextmanager
async def _opened(host: str, port: int, number: int, said: bytes) -> AsyncIterator[None]:
    lines = await asyncio.gather(
        *(asyncio.open_connection(host, port) for _ in range(number)), return_exceptions=True
    )
    writers = [line[1] for line in lines if not isinstance(line, BaseException)]
    for writer in writers:
        writer.write(said)
    try:
        yield
    finally:
        for writer in writers:
            writer.close()


async def _asks(host: str, port: int) -> bytes:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"GET /healthz HTTP/1.1\r\nhost: bot\r\n\r\n")
    try:
        return await asyncio.wait_for(reader.readline(), 5)
    except (OSError, TimeoutError):
        return b""
    finally:
        writer.close()
