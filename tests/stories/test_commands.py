"""A command counts wherever its word stands first; a slip costs one tap and no word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.media import media_process
from bot.models import Draft, Report
from bot.services.reports import draft_changes

if TYPE_CHECKING:
    from tests.world import World

WORDS = "kebakaran besar di RT 03"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: how words are read has nothing to do with it."""
    return sqlite_url


@pytest.mark.parametrize("command", ["/darurat! ", "/DARURAT\u00a0", "／darurat: ", "/emergency\n"])
async def test_an_emergency_is_heard_however_it_is_typed(world: World, command: str) -> None:
    """Punctuation, capitals, another space: the officer is paged at once."""
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    neighbour.writes(command + WORDS)
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    assert [report.text for report in await world.all(Report)] == [WORDS]


async def test_a_caption_is_a_command_too(world: World, photo: bytes) -> None:
    """A picture with "/darurat" under it pages, with the picture; and so does one without words."""
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    neighbour.sends_photo(photo, caption=f"/darurat {WORDS}")
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    other = await world.enrol("Rahma")
    other.sends_photo(photo, caption="/darurat")
    await world.settle()
    assert len(world.pages_to(officer)) == 2


async def test_an_edit_mends_a_command_and_never_pages_twice(world: World) -> None:
    """What was an ordinary draft, or no command, becomes an emergency when it is mended."""
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    draft = neighbour.writes(WORDS)
    await world.settle()
    assert not world.pages_to(officer)
    neighbour.edits(draft, f"/darurat {WORDS}")
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    neighbour.edits(draft, f"/darurat {WORDS} sekarang")
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    alone = neighbour.writes("/drrt")
    await world.settle()
    neighbour.edits(alone, "/laporanku")
    await world.settle()
    assert await world.newest_ticket() in neighbour.last.text


@pytest.mark.parametrize("first", ["/drrt", "/laporanku", WORDS])
async def test_what_is_made_an_emergency_hours_later_is_of_now(world: World, first: str) -> None:
    """It joins what others report now, and no card says that it was written hours ago."""
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    written = neighbour.writes(first)
    await world.settle()
    await world.passes(hours=3)
    await world.report(await world.enrol("Rahma"), WORDS)
    neighbour.edits(written, f"/darurat {WORDS}")
    await world.settle()
    (card,) = world.pages_to(officer)
    assert "2 pelapor" in card.text
    assert "Ditulis" not in card.text


async def test_a_slip_is_offered_by_one_tap_with_its_words(world: World, photo: bytes) -> None:
    """Untouched, the words are an ordinary draft; tapped, they page at once, picture and all."""
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    neighbour.sends_photo(photo, caption=f"/darurt {WORDS}")
    await world.settle()
    assert not world.pages_to(officer)
    [draft] = await world.all(Draft)
    assert (draft.status, draft.text) == (draft_changes.OPEN, WORDS)
    assert "/darurat" in neighbour.last.text
    neighbour.presses("🚨 Ya, darurat")
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    assert [report.text for report in await world.all(Report)] == [WORDS]


async def test_an_offer_ends_when_the_slip_is_mended_or_sent(world: World) -> None:
    """Only while its message is misspelt for what is offered is there something to press."""
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    written = neighbour.writes(f"/darurt {WORDS}")
    await world.settle()
    offer = neighbour.last
    neighbour.edits(written, f"/darurrt {WORDS}")
    await world.settle()
    assert offer.buttons == ["🚨 Ya, darurat"]
    neighbour.edits(written, WORDS)
    await world.settle()
    assert offer.buttons == []
    assert not world.pages_to(officer)
    written = neighbour.writes("/darurt ada maling di RT 05")
    await world.settle()
    offer = neighbour.last
    neighbour.edits(written, "/darurat ada maling di RT 05")
    await world.settle()
    assert (offer.buttons, len(world.pages_to(officer))) == ([], 1)
    written = neighbour.writes("/drrt")
    await world.settle()
    offer = neighbour.last
    neighbour.edits(written, "/laporanku")
    await world.settle()
    assert offer.buttons == []
    assert "sudah diubah" in offer.text


async def test_a_slip_of_another_command_runs_it(world: World) -> None:
    """One tap; a command that the person may not use says so as ever."""
    neighbour = await world.enrol("Sari")
    neighbour.writes("/bantuam")
    await world.settle()
    neighbour.presses("Ya, /bantuan")
    await world.settle()
    assert "110" in neighbour.last.text
    neighbour.writes("/undangg warga")
    await world.settle()
    neighbour.presses("Ya, /undang")
    await world.settle()
    assert "bukan untuk Anda" in neighbour.toasts[-1]


async def test_words_behind_an_unknown_command_are_a_draft(world: World) -> None:
    """Nobody's words are lost for a slash."""
    neighbour = await world.enrol("Sari")
    neighbour.writes("/tolong ada maling di RT 02")
    await world.settle()
    assert [draft.text for draft in await world.all(Draft)] == ["tolong ada maling di RT 02"]


async def test_a_stranger_who_slips_keeps_the_words(world: World) -> None:
    """Through consent and village, the misspelt emergency is offered with its words."""
    stranger = world.telegram.person("Baru")
    stranger.writes(f"/darurt {WORDS}")
    await world.settle()
    stranger.presses("Setuju")
    await world.settle()
    assert [draft.text for draft in await world.all(Draft)] == [WORDS]


async def test_the_words_under_a_video_answer_a_question(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without ffmpeg none is taken; what stands under it is what /darurat asked for.

    So is a video without a word: nobody who cries for help has to write as well.
    """
    monkeypatch.setattr(media_process, "FFMPEG", "no-such-program")
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    neighbour.writes("/darurat")
    await world.settle()
    neighbour.sends_document(b"a video", "api.mp4", "video/mp4", caption=WORDS)
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    assert [report.text for report in await world.all(Report)] == [WORDS]
    silent = await world.enrol("Daeng Naba")
    await world.writes(silent, "/darurat")
    silent.sends_document(b"a video", "api.mp4", "video/mp4")
    await world.settle()
    assert len(world.pages_to(officer)) == 2


async def test_a_command_to_another_bot(world: World) -> None:
    """In a group it is that bot's; in the chat with ours it can only be meant for us."""
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    group = world.telegram.group("RT 03", [neighbour])
    for other in ("/darurat@other_bot api", "/ darurat@other_bot", "/ jam berapa ronda?"):
        group.writes(neighbour, other)
        await world.settle()
    assert group.from_bot == []
    group.writes(neighbour, f"/darurat@{world.app.config.bot.username} api")
    await world.settle()
    assert len(group.from_bot) == 1
    assert not world.pages_to(officer)
    neighbour.writes(f"/darurat@other_bot {WORDS}")
    await world.settle()
    assert len(world.pages_to(officer)) == 1


@pytest.mark.parametrize("captions", [("/darurat", ""), ("", "/darurat"), ("api", "/darurat")])
@pytest.mark.parametrize("together", [True, False])
async def test_an_album_is_one_emergency(
    world: World, photo: bytes, captions: tuple[str, str], *, together: bool
) -> None:
    """Whichever picture says /darurat, all of them reach the officer, and no draft is left."""
    officer, neighbour = await world.enrol("Andi", "officer"), await world.enrol("Sari")
    for caption in (*(f"{one} {WORDS}" if "/" in one else one for one in captions), "di atap"):
        neighbour.sends_photo(photo, caption=caption, media_group="7")
        if not together:
            await world.settle()
    await world.settle()
    await world.passes(seconds=5)
    [page] = world.pages_to(officer)
    [report] = await world.all(Report)
    assert report.text == "\n".join([*(["api"] if "api" in captions else []), WORDS, "di atap"])
    assert WORDS in page.text
    assert "di atap" in page.text
    assert sum(message.photo is not None for message in officer.inbox) == 3
    assert (await world.count(Draft), await world.count(Report)) == (0, 1)
    assert [one.text for one in neighbour.inbox if "Kirim" in "".join(one.buttons)] == []


async def test_once_a_slip_is_tapped_no_card_offers_to_send_it(world: World) -> None:
    """The receipt is the last message; the draft's card says so and has no button."""
    await world.enrol("Andi", "officer")
    neighbour = await world.enrol("Sari")
    neighbour.writes(f"/darurt {WORDS}")
    await world.settle()
    card = next(one for one in neighbour.inbox if "Masih, kirim" in one.buttons)
    neighbour.presses("🚨 Ya, darurat")
    await world.settle()
    assert "tiket" in neighbour.last.text
    assert card.buttons == []
    assert f"Sudah terkirim · tiket {await world.newest_ticket()}" in card.text
