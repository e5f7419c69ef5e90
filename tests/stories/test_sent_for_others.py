"""A watch member reports what a neighbour told them, and the same report comes twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Addendum, Attachment, Draft, Report, ReportAuthor

if TYPE_CHECKING:
    from tests.world import World

TOLD = "kata Bu Ani di RT 02 ada orang bawa parang mengamuk"
FIRE = "Kebakaran di RT 03, api besar"


async def test_a_watch_member_reports_for_a_neighbour(world: World) -> None:
    """It is the watch member's: their alias, their ticket, their news; the neighbour gets none."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Bu Ani")
    watch = await world.enrol("Daeng Tika", role="watch")
    heard = len(ani.inbox)
    await world.report(watch, TOLD)
    (author,) = await world.all(ReportAuthor)
    (report,) = await world.all(Report)
    assert author.member_id == await world.member_id(watch)
    (page,) = world.pages_to(officer)
    assert f"Pelapor: {report.alias}" in page.text
    await world.presses(officer, "Saya tangani")
    assert "menangani" in watch.last.text
    assert len(ani.inbox) == heard


async def test_a_photo_with_its_caption_sent_twice_is_one_report(
    world: World, photo: bytes
) -> None:
    """While it waits, and once it is sent: the picture is kept, nobody is called twice."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    for _ in range(2):
        ani.sends_photo(photo, caption=FIRE)
        await world.settle()
    assert [one.text for one in await world.all(Draft)] == [FIRE]
    await world.presses(ani, "Masih, kirim")
    ani.sends_photo(photo, caption=FIRE)
    await world.settle()
    assert await world.count(Report) == 1
    assert await world.count(Draft, Draft.status == "open") == 0
    assert len(world.pages_to(officer)) == 1
    (added,) = await world.all(Addendum)
    assert added.text == ""
    assert await world.count(Attachment) == 3


async def test_an_edit_mends_a_misspelt_command(world: World) -> None:
    """What was no command becomes the report that it was meant to be, once."""
    ani = await world.enrol("Ani")
    written = ani.writes("/lapro api di RT 2, rumah terbakar")
    await world.settle()
    ani.edits(written, "/lapor api di RT 2, rumah terbakar")
    await world.settle()
    (draft,) = await world.all(Draft, Draft.status == "open")
    assert draft.text == "api di RT 2, rumah terbakar"
    assert "BELUM TERKIRIM" in ani.last.text


async def test_a_greeting_is_no_part_of_the_draft(world: World) -> None:
    """It is answered kindly; the draft stays as it is and stands below."""
    ani = await world.enrol("Ani")
    await world.writes(ani, FIRE, "halo pak")
    (draft,) = await world.all(Draft)
    assert (draft.text, draft.status) == (FIRE, "open")
    assert "BELUM TERKIRIM" in ani.last.text
    assert "Masih, kirim" in ani.last.buttons
