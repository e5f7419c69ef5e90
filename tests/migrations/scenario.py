"""A village that uses the bot: what a database of any version is to go on with after an upgrade.

It ends on a Wednesday at 06.00 in Makassar, with something in every state at once.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from sqlalchemy import select

from bot import outbox
from bot.domain.access import Grant
from bot.domain.roster_line import Address, PersonLine
from bot.models import DeadLetter, Incident, Lane, Member, Mute, new_id
from bot.services.operations import key_check
from bot.services.people import command_menus, invitations, posts, roster
from bot.services.people.roster_import import RosterImporter
from bot.transport.sender import OWNER
from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

TWO_YEARS_AGO = datetime(2024, 11, 24, 23, 0, tzinfo=UTC)
MONDAY_EVENING = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WEDNESDAY_0517 = datetime(2026, 11, 24, 21, 17, tzinfo=UTC)
END = WEDNESDAY_0517 + timedelta(minutes=43)
PAMPANG = "73.71.09.1004"
FIRE = "Ada kebakaran di RT 03, api besar"
NOISE = "Musik keras dari tadi di RT 02"
RAPE = "Ada anak dicabuli di lorong 4"
# What some people wrote, and must not be found where it was erased.
OLD_WORDS, ERASED_WORDS = "Lampu jalan padam di lorong kenangan", "Gerobak bakso terbakar di RT 09"
PLACE = (-5.1398, 119.4442)


class Village:
    """Plays it, a scene at a time."""

    def __init__(self, world: World) -> None:
        """Begin with nobody there; the world's clock is moved by the scenes."""
        self.world = world
        self.people: dict[str, Person] = {}

    async def play(self) -> None:
        """Play all of it, up to the moment at which the bot is killed."""
        await self._two_years_ago()
        await self._people_come_in()
        await self._monday()
        await self._cases_go_on()
        await self._drafts()
        await self._questions()
        await self._killed()

    # --- what people do --------------------------------------------------------------------------
    async def _enrols(self, name: str, role: str = "resident", region: str = VILLAGE) -> None:
        language = "en" if name == "John" else "id"
        self.people[name] = await self.world.enrol(name, role, region, language)

    async def _writes(self, name: str, text: str) -> None:
        self.people[name].writes(text)
        await self.world.settle()

    async def _presses(self, name: str, *labels: str) -> None:
        for label in labels:
            self.people[name].presses(label)
            await self.world.settle()

    async def _at(self, minute: int) -> None:
        """Let time pass until so many minutes after 05.17."""
        until = WEDNESDAY_0517 + timedelta(minutes=minute)
        await self.world.passes(seconds=(until - self.world.clock.at).total_seconds())

    # --- the scenes ------------------------------------------------------------------------------
    async def _two_years_ago(self) -> None:
        """A report that is 730 days old an hour after the end."""
        self.world.clock.at = TWO_YEARS_AGO
        await self._enrols("Daeng Lama")
        await self._writes("Daeng Lama", OLD_WORDS)
        await self._presses("Daeng Lama", "Kirim")
        self.world.clock.at = MONDAY_EVENING

    async def _people_come_in(self) -> None:
        for name, role, region in (
            ("Bripka Ilham", "officer", VILLAGE),
            ("Bripda Sari", "deputy", VILLAGE),
            ("Aiptu Rauf", "officer", NEIGHBOUR_VILLAGE),
            ("Aipda Tahir", "officer", PAMPANG),
            ("Bripka Yusuf", "officer", NEIGHBOUR_VILLAGE),
            ("Iptu Karim", "supervisor", DISTRICT),
            ("Kompol Andi", "supervisor", CITY),
            ("Ipda Murni", "unit:ppa", CITY),
            ("Rahma", "coordinator", CITY),
            ("Daeng Tata", "watch", VILLAGE),
            ("Pak Lurah", "village_head", VILLAGE),
        ):
            await self._enrols(name, role, region)
        for name in ("Daeng Naba", "Budi", "Ani", "Dewi", "Sitti", "Halimah", "John", "Ngalle"):
            await self._enrols(name)
        await self._enrols("Daeng Rate", region=NEIGHBOUR_VILLAGE)
        await self._enrols("Daeng Situju", region=PAMPANG)

    async def _monday(self) -> None:
        """Cases that are over, word that all is well, a night, and the digests of a morning."""
        world = self.world
        await world.report(self.people["Budi"], "Ada maling di RT 05", "Masih, kirim")
        await self._presses("Bripka Ilham", "Saya tangani", "Selesai", "Tertangani")
        await self._presses("Bripka Ilham", "Tulis catatan")
        self.people["Bripka Ilham"].sends_photo(_picture(), "Sudah kami tegur")
        await world.settle()
        await world.report(self.people["Halimah"], RAPE)
        await self._presses("Ipda Murni", "Saya tangani", "Selesai", "Diteruskan")
        await world.report(self.people["John"], NOISE, "Send")
        await self._writes("Halimah", NOISE)
        await self._presses("Halimah", "Anonim", "Kirim")
        await world.report(self.people["Sitti"], ERASED_WORDS, "Masih, kirim")
        await self._presses("Bripka Ilham", "Tidak ada kejadian")
        await self._writes("Sitti", "/hapus")
        await self._presses("Sitti", "Ya, hapus")
        await self._writes("Daeng Tata", "/aman 4")
        await self._writes("Daeng Tata", "Knalpot bising di lorong 5")
        await self._presses("Daeng Tata", "Ubah", "Tingkat", "RENDAH", "Kirim")
        await self._writes("Budi", "/start SALAH2")  # a code that there is not
        await self._presses_jaga_off("Bripda Sari")
        self.people["Ngalle"].blocks()
        await world.settle()
        await self._at(0)

    async def _presses_jaga_off(self, name: str) -> None:
        await self._writes(name, "/jaga")
        await self._presses(name, "Lepas jaga")

    async def _cases_go_on(self) -> None:
        """Open alerts in every state; the minutes are those after 05.17."""
        world = self.world
        await world.report(self.people["Daeng Situju"], FIRE, "Masih, kirim")  # nobody answers it
        await world.report(self.people["Ani"], RAPE)
        await self._at(2)
        await world.report(self.people["Daeng Rate"], FIRE, "Masih, kirim")
        await self._ends("Bripka Yusuf", Grant("officer", NEIGHBOUR_VILLAGE))
        await self._at(10)
        await self._presses("Aiptu Rauf", "Saya tangani")  # asked at 40, until 45
        await self._at(20)
        await self._presses("Ipda Murni", "Saya tangani")  # until 50
        await self._reopened()
        await self._at(30)
        await world.report(self.people["Daeng Naba"], FIRE, "Masih, kirim")
        await self._presses("Bripka Ilham", "Saya tangani", "Menuju lokasi")  # until 60
        await self._presses("Bripka Ilham", "Lainnya", "Lainnya", "Tanya pelapor")
        await self._writes("Bripka Ilham", "Rumah nomor berapa?")
        await self._presses("Daeng Naba", "Jawab")
        await self._writes("Daeng Naba", "Nomor 12")
        await self._writes("Daeng Naba", "apinya merembet ke lorong")
        await world.report(self.people["Budi"], "Api besar di RT 03", "Masih, kirim")  # the same
        await self._at(35)
        await world.report(self.people["Halimah"], "Orang berkelahi pakai parang", "Masih, kirim")
        await self._presses("Halimah", "Lewati", "Lewati", "Sudah aman")

    async def _ends(self, name: str, post: Grant) -> None:
        """Let the operator end a post."""
        member = await self._number(name)
        async with self.world.app.database.writing() as session:
            await posts.end(
                session, member, [post], config=self.world.app.config, now=self.world.clock.now()
            )
        await self.world.tick()

    async def _number(self, name: str) -> int:
        mark = self.world.app.vault.fingerprint(self.people[name].id)
        (member,) = await self.world.all(Member, Member.fingerprint == mark)
        return int(member.id)

    async def _reopened(self) -> None:
        """Closed, and its reporter says that it is not over; taken again."""
        await self.world.report(self.people["Budi"], "Ada maling di RT 07", "Masih, kirim")
        await self._presses("Bripka Ilham", "Saya tangani", "Selesai")
        await self._presses("Bripka Ilham", "Lainnya", "Tidak ditemukan")
        await self._presses("Budi", "Belum selesai")
        await self._presses("Bripka Ilham", "Saya tangani")

    async def _drafts(self) -> None:
        """Unsent ones: with a picture, with a place, of an emergency without a village."""
        self.people["Dewi"].sends_photo(_picture(), "Pohon tumbang menutup jalan, ada korban")
        await self.world.settle()
        await self._writes("Halimah", NOISE)
        self.people["Halimah"].sends_location(*PLACE)
        await self.world.settle()
        for name, first in (("Daeng Baru", "/darurat rumah terbakar"), ("Daeng Kulle", NOISE)):
            self.people[name] = self.world.telegram.person(name)
            await self._writes(name, first)
            await self._presses(name, "Setuju")
        await self._is_asked("Daeng Asing", await self.world.invite("watch", VILLAGE))
        await self._is_asked("Daeng Calon", await self._unit_code())

    async def _is_asked(self, name: str, code: str) -> None:
        """Somebody opens a link, and has not pressed Setuju yet."""
        self.people[name] = self.world.telegram.person(name)
        await self._writes(name, f"/start {code}")

    async def _unit_code(self) -> str:
        """Return a code for a unit, which coordinators could make in the first version."""
        rahma, now = await self._number("Rahma"), self.world.clock.now()
        vault, of = self.world.app.vault, {"role": "unit:ppa", "region": CITY}
        async with self.world.app.database.writing() as session:
            code, _ = await invitations.issue(
                session, **of, days=7, created_by=rahma, now=now, vault=vault
            )
        return code

    async def _questions(self) -> None:
        """Codes that wait, a list of people, questions that are open."""
        await self._writes("Rahma", "/undang Bhabinkamtibmas Karuwisi")
        await self._writes("Rahma", "/undang")
        await self._presses("Rahma", self.people["Rahma"].last.buttons[0])
        await self._list()
        await self._writes("Ani", "/darurat")
        await self._writes("Daeng Tata", "/aman")
        await self._presses("Daeng Tata", "Lainnya")
        await self._at(41)
        await self._writes("Bripda Sari", "/uji")
        await self._presses("Bripka Ilham", "Lainnya", "Bukan wilayah saya")
        await self._letter()
        await self._program()

    async def _list(self) -> None:
        world = self.world
        line = PersonLine("Bripka Waris", "officer", (Address(PAMPANG),), "85010203")
        async with world.app.database.writing() as session:
            placed, *_ = await roster.place(session, [(1, line)])
            plan = await roster.compare(session, placed, world.app.vault)
            at = world.clock.now()
            await RosterImporter(session, world.app.vault, world.app.config, 30, at).take(plan)

    async def _letter(self) -> None:
        """What no handler could take."""
        now = self.world.clock.now()
        member = await self._number("Budi")
        async with self.world.app.database.writing() as session:
            session.add(
                DeadLetter(
                    update_id=1,
                    member_id=member,
                    sealed=self.world.app.vault.seal("{}"),
                    error="ValueError",
                    created_at=now,
                    purge_at=now + timedelta(days=7),
                )
            )

    async def _program(self) -> None:
        """What a bot remembers of its own: its key, and the menus that everybody was owed."""
        app, now = self.world.app, self.world.clock.now()
        async with app.database.writing() as session:
            await key_check.remember(session, app.vault, now=now)
            command_menus.remember(session, "an edition", now=now)
        member = await self._number("Budi")
        async with app.database.writing() as session:
            incident = await session.scalar(select(Incident.id).order_by(Incident.id).limit(1))
            of, until = {"member_id": member, "incident_id": incident}, now + timedelta(days=1)
            session.add(Mute(id=new_id(), **of, at=now, until=until))

    async def _killed(self) -> None:
        """At 06.00: work is committed, not confirmed, and not sent; some of it was being sent."""
        world = self.world
        await self._writes("Daeng Rate", "Ada maling di rumah kosong")
        world.clock.at = END
        self.people["Daeng Rate"].presses("Masih, kirim")
        self.people["Daeng Naba"].sends_photo(_picture(), "Sampah menumpuk di RT 01")
        await world.takes()
        await world.app.ticker.tick()  # the digests are promised
        async with world.app.database.claiming() as session:
            urgent = [Lane.URGENT]
            await outbox.lease(session, OWNER, now=world.clock.now(), limit=1, lanes=urgent)
        self.people["John"].writes("Selokan mampet di RT 02")  # nobody has taken this one yet


def _picture() -> bytes:
    picture = BytesIO()
    Image.new("RGB", (64, 48), "seagreen").save(picture, "JPEG")
    return picture.getvalue()
