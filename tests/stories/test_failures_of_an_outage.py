"""Telegram is away for long, and then this machine fails for a moment: nothing is given up."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from bot.documents import render_process
from bot.media import decoder_process
from bot.models import Delivery
from bot.models.delivery import DeliveryStatus
from bot.views import RENDERERS
from tests.recordings import needs_ffmpeg, voice
from tests.stories.test_photo import FIRE, NOISE, full, picture
from tests.world import CITY, Attachment

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

NO_PROCESS = ("/nowhere/python",)


async def test_a_picture_that_telegram_kept_for_long(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot be fetched for ten minutes, nor decoded for one more: then it is kept."""
    neighbour = await _sends_in_an_outage(world, minutes=10)
    await _is_kept_after_a_failure(world, monkeypatch)
    assert not any("tidak berhasil" in message.text for message in neighbour.inbox)


@needs_ffmpeg
async def test_a_voice_that_telegram_kept_for_long(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a picture."""
    neighbour = await world.enrol("Ani")
    away = world.telegram.faults.add("down", method="file")
    neighbour.sends_recording("voice", voice(), caption=NOISE)
    await world.settle()
    await world.passes(minutes=10)
    world.telegram.faults.remove(away)
    with monkeypatch.context() as machine:
        machine.setattr(sys, "executable", *NO_PROCESS)
        await world.passes(minutes=1)
        assert await _states(world) == ["new"]
    await world.passes(minutes=1)
    assert await _states(world) == ["ready"]


async def test_a_picture_for_which_there_was_no_room(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk was full for ten minutes, and then there is no process for one: it is kept."""
    neighbour = await world.enrol("Ani")
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        neighbour.sends_photo(picture(), caption=NOISE)
        await world.settle()
        await world.passes(minutes=10)
    await _is_kept_after_a_failure(world, monkeypatch)


async def test_no_process_for_long_after_an_outage(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then it is given up as ever, and its sender is told."""
    neighbour = await _sends_in_an_outage(world, minutes=2)
    monkeypatch.setattr(decoder_process, "DECODER", NO_PROCESS)
    await world.passes(minutes=10)
    assert await _states(world) == ["failed"]
    assert any("tidak berhasil" in message.text for message in neighbour.inbox)


async def test_a_document_that_telegram_did_not_take_for_long(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each time it is made anew; that there is no process for a moment then is no reason to end."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=CITY)
    await world.writes(coordinator, "/ringkasan")
    await world.presses(coordinator, "Rincian")
    away = world.telegram.faults.add("down", method="sendDocument")
    await world.presses(coordinator, "Dokumen", "PDF")
    await world.passes(minutes=1)
    world.telegram.faults.remove(away)
    with monkeypatch.context() as machine:
        machine.setattr(render_process, "_WORKER", NO_PROCESS)
        await world.passes(seconds=5)
    await world.passes(minutes=1)
    assert coordinator.last.document is not None


@pytest.mark.both_databases
async def test_a_page_that_telegram_did_not_take_for_long(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could not be rendered once more either: it has not failed for that, and goes out."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    away = world.telegram.faults.add("down", method="sendMessage", chat=officer)
    neighbour.writes(FIRE)
    await world.settle()
    await world.presses(neighbour, "Masih, kirim")
    await world.passes(minutes=1)
    world.telegram.faults.remove(away)
    with monkeypatch.context() as machine:
        machine.setitem(RENDERERS, "page", _fails)
        await world.passes(seconds=4)
    await world.passes(seconds=10)
    assert world.pages_to(officer)
    assert await world.count(Delivery, Delivery.status == DeliveryStatus.FAILED) == 0


async def _sends_in_an_outage(world: World, minutes: int) -> Person:
    """Let somebody send a picture that Telegram does not give for some minutes; return them."""
    neighbour = await world.enrol("Ani")
    away = world.telegram.faults.add("down", method="getFile")
    neighbour.sends_photo(picture(), caption=NOISE)
    await world.settle()
    await world.passes(minutes=minutes)
    world.telegram.faults.remove(away)
    return neighbour


async def _is_kept_after_a_failure(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no process for a picture for a minute: it waits, and is kept in the next."""
    with monkeypatch.context() as machine:
        machine.setattr(decoder_process, "DECODER", NO_PROCESS)
        await world.passes(minutes=1)
        assert await _states(world) == ["new"]
    await world.passes(minutes=1)
    assert await _states(world) == ["ready"]


async def _fails(*_: object) -> None:
    raise OSError("no such file for a moment")


async def _states(world: World) -> list[str]:
    return [kept.state for kept in await world.all(Attachment)]
