"""One table alone joins what was reported to who reported it; erased, nothing does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain import alias
from bot.models import Alert, Attachment, Base, Incident, Member, Report, ReportAuthor
from bot.services.operations import delivery_rows
from tests.joins import OF_MANY, lines, way

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.joins import Line
    from tests.world import World

ROBBERY = "Ada rampok bawa parang di rumah Pak Amir"
NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"
AUTHORS = "report_authors"
# By a key of the schema one comes from a case to these people: officers who took it.
OFFICERS_KEYS = {("alerts", "holder_id"), ("alert_events", "member_id")}
OF_CASES = {"reports", "incidents", "alerts", "alert_events", "attachments"}


class Town:
    """A village in which all is pressed that can be pressed; each act has a moment of its own."""

    def __init__(self, world: World, officer: Person, watch: Person, neighbour: Person) -> None:
        """Use :func:`settled`."""
        self.world, self.officer, self.watch, self.neighbour = world, officer, watch, neighbour
        self.me = 0
        self.others: set[int] = set()

    async def does(self, who: Person, *labels: str) -> None:
        """Let somebody press buttons, one after the other."""
        for label in labels:
            who.presses(label)
            await self.goes_on()

    async def says(self, text: str, *labels: str) -> None:
        """Let the neighbour write, and press buttons."""
        self.neighbour.writes(text)
        await self.goes_on()
        await self.does(self.neighbour, *labels)

    async def goes_on(self) -> None:
        """Let the bot do all, and seven seconds pass."""
        await self.world.settle()
        await self.world.passes(seconds=7)

    async def ways(self, *, times: bool = False, but: str = "") -> list[list[tuple[str, str]]]:
        """Return the ways from whatever was reported to the neighbour; ``but``: not by a table."""
        rows = [row for row in await lines(self.world, times=times) if row.table != but]
        return await self.ways_in(rows)

    async def ways_in(self, rows: list[Line]) -> list[list[tuple[str, str]]]:
        """Return the ways that lead by these rows."""
        ids = [
            one.id
            for table in (Report, Incident, Alert, Attachment)
            for one in await self.world.all(table)
        ]
        found = (way(rows, one, self.me, not_by=self.others) for one in ids)
        return [one for one in found if one is not None]


async def _settled(world: World) -> Town:
    officer = await world.enrol("Bripka Ilham", "officer")
    watch = await world.enrol("Daeng Ngalle", "watch")
    others = {one.id for one in await world.all(Member)}
    world.clock.advance(timedelta(seconds=7))
    town = Town(world, officer, watch, await world.enrol("Ani"))
    town.me, town.others = await world.member_id(town.neighbour), others
    world.clock.advance(timedelta(seconds=7))
    return town


async def _told(town: Town, photo: bytes) -> None:
    """A case with photo, edits, a repeat call, answers and a relay; and a report without a case."""
    message = town.neighbour.sends_photo(photo, caption=ROBBERY)
    await town.goes_on()
    town.neighbour.edits(message, f"{ROBBERY} RT 05")
    await town.goes_on()
    await town.does(town.neighbour, "Masih, kirim")
    town.neighbour.edits(message, f"{ROBBERY} RT 07")
    await town.goes_on()
    assert "Ditambahkan ke laporan" in town.neighbour.last.text
    await town.says("/darurat masih ada rampoknya, tolong")
    await town.says("/darurat mereka ke arah pasar")
    await town.does(town.officer, "Saya tangani", "Lainnya", "Kabari pos ronda", "Kirim")
    await town.does(town.officer, "Lainnya", "Lainnya", "Tanya pelapor")
    town.officer.writes("Berapa orang?")
    await town.goes_on()
    await town.does(town.neighbour, "Jawab")
    await town.says("dua orang, pakai motor")
    await town.does(town.neighbour, "Sudah aman")
    await town.says(NOISE, "Anonim", "Kirim")
    await town.says("/laporanku")
    await town.says("/dataku")


async def _named_by_key(town: Town) -> bool:
    """Tell whether whoever has the key and the members' numbers finds the neighbour's names."""
    key = town.world.app.vault.alias_key
    return any(
        one.alias == named(key, one.incident_id, town.me)
        for one in await town.world.all(Report)
        for named in (alias.alias, alias.anonymous_alias)
    )


async def _over(town: Town) -> None:
    await town.does(town.officer, "Selesai", "Tertangani")
    await town.does(town.officer, "Saya tangani", "Selesai", "Tertangani")


async def _erased(town: Town) -> None:
    await town.says("/hapus", "Ya, hapus")


async def test_while_a_report_is_kept_one_table_joins(world: World, photo: bytes) -> None:
    """Everything has been pressed, all that was owed has gone: the one table, and no other way."""
    town = await _settled(world)
    await _told(town, photo)
    assert await town.ways()
    assert await town.ways(but=AUTHORS) == []
    assert await _named_by_key(town)
    async with world.app.database.reading() as session:
        told = [row async for row in delivery_rows.deliveries(session)]
    assert not [row for row in told if str(town.me) in str(row)]


async def test_only_a_photo_that_is_still_to_be_seen_to_names_its_sender(
    world: World, photo: bytes
) -> None:
    """The one exception: whether it can be shown is told to whoever sent it, and then forgotten."""
    town = await _settled(world)
    town.neighbour.sends_photo(photo, caption=f"/darurat {ROBBERY}")
    await world.takes()
    owed = [row for row in await lines(world) if row.about == "photo_check queued"]
    rest = [row for row in await lines(world) if row.table != AUTHORS and row not in owed]
    assert len(owed) == 1
    assert await town.ways(but=AUTHORS)
    assert await town.ways_in(rest) == []
    await world.settle()
    assert await town.ways(but=AUTHORS) == []


async def test_a_picture_that_waits_is_shown_though_its_sender_is_gone(
    world: World, photo: bytes
) -> None:
    """Telegram gives it only after /hapus: whoever was called sees it, and it names nobody."""
    town = await _settled(world)
    down = world.telegram.faults.add("bad_gateway", method="getFile", times=None)
    town.neighbour.sends_photo(photo, caption=f"/darurat {ROBBERY}")
    await town.goes_on()
    await _erased(town)
    assert await town.ways(times=True) == []
    assert [one.state for one in await world.all(Attachment)] == ["new"]
    world.telegram.faults.remove(down)
    await world.passes(minutes=1)
    assert "Foto untuk tiket" in town.officer.last.caption
    assert await town.ways(times=True) == []


@pytest.mark.parametrize("is_over", [pytest.param(True, marks=pytest.mark.both_databases), False])
async def test_after_an_erasure_nothing_joins(world: World, photo: bytes, *, is_over: bool) -> None:
    """/hapus, also while a case is still open: not even the moment at which it was said."""
    town = await _settled(world)
    await _told(town, photo)
    if is_over:
        await _over(town)
    await _erased(town)
    assert await world.count(ReportAuthor) == 0
    assert await town.ways(times=True) == []
    if not is_over:
        assert ROBBERY in " ".join([one.text for one in await world.all(Report)])
        await _over(town)
        await world.passes(hours=7)
    assert {one.text for one in await world.all(Report)} == {""}
    assert await world.count(Attachment) == 0
    assert await town.ways(times=True) == []
    assert not await _named_by_key(town)


async def test_after_its_days_nothing_joins(world: World, photo: bytes) -> None:
    """Its writer is still there, and presses old buttons: nothing leads to the report."""
    town = await _settled(world)
    await _told(town, photo)
    await _over(town)
    await world.outage(days=731)
    await world.tick()
    assert await world.count(ReportAuthor) == 0
    assert await town.ways(times=True) == []


def test_no_key_of_the_schema_leads_from_a_case_to_who_reported() -> None:
    """Every key to a member from what is about cases is of an officer; columns exist that are left.

    A number of a message stands only where the member stands anyway.
    """
    tables = Base.metadata.tables
    keys = {
        (key.parent.table.name, key.parent.name)
        for name in OF_CASES
        for key in tables[name].foreign_keys
        if key.column.table.name == "members"
    }
    assert keys == OFFICERS_KEYS
    holders = {"member_id", "recipient_id"}
    for table in tables.values():
        if set(OF_MANY["numbers of messages"].split()) & set(table.columns.keys()):
            assert holders & set(table.columns.keys()), table.name
