"""A file is never opened and never passed on: its sender is told, and no word is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Attachment, Draft, Report

if TYPE_CHECKING:
    from tests.world import World

FIRE = "ada kebakaran di RT 03, api besar"
PDF = (b"%PDF-1.7", "surat-daeng-naba.pdf", "application/pdf")


@pytest.mark.both_databases
async def test_a_file_beside_an_open_draft(world: World) -> None:
    """The draft stays as it was and its card is not hidden for long; the file is told of."""
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(neighbour, FIRE)
    neighbour.sends_document(*PDF)
    await world.settle()
    assert "Berkas tidak ikut dikirim" in neighbour.last.text
    assert "110" in neighbour.last.text
    (draft,) = await world.all(Draft)
    assert (draft.text, draft.status) == (FIRE, "open")
    await world.presses(neighbour, "Masih, kirim")
    assert await world.count(Report) == 1


async def test_the_words_under_a_file_are_kept(world: World) -> None:
    """They are the report; its officer reads neither the file nor what it is called."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    neighbour.sends_document(*PDF, caption=FIRE)
    await world.settle()
    assert any("hanya kata-kata di bawahnya" in one.text for one in neighbour.inbox)
    await world.presses(neighbour, "Masih, kirim")
    (report,) = await world.all(Report)
    assert report.text == FIRE
    assert await world.count(Attachment) == 0
    assert not any("surat" in one.text for one in officer.inbox)


@pytest.mark.parametrize("command", ["/darurat", "/lapor"])
async def test_a_file_under_a_command_is_told_of(world: World, command: str) -> None:
    """An emergency goes at once, and only then its writer reads that the file stays."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    neighbour.sends_document(*PDF, caption=f"{command} {FIRE}")
    await world.settle()
    assert len(world.pages_to(officer)) == (command == "/darurat")
    (left,) = [one for one in neighbour.inbox if "hanya kata-kata di bawahnya" in one.text]
    assert left.message_id > neighbour.inbox[-2].message_id or left is neighbour.last


async def test_a_file_under_an_answer_is_told_of(world: World) -> None:
    """Alone, /darurat asks; the next message is sent, and its file stays."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(neighbour, "/darurat")
    neighbour.sends_document(*PDF, caption=FIRE)
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    assert any("hanya kata-kata di bawahnya" in one.text for one in neighbour.inbox)
