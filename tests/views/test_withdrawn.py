"""Whatever shows a report by a post loses its words when the post ends, whichever kind it is."""

from __future__ import annotations

import asyncio
import shutil
from itertools import count
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from bot.domain.access import ANSWERING, Grant, matches
from bot.handlers import menu
from bot.models import Alert, Database, Delivery, DeliveryStatus, Incident, Member, Region
from bot.services.people import posts
from bot.settings import load_config
from bot.settings.environment import DATABASE_FILE
from bot.vault import Vault
from bot.views import RENDERERS
from bot.views.card import Card
from bot.views.render_context import RenderContext
from tests.views.promises import promises
from tests.views.town import build
from tests.views.town_size import NOW, PICTURE, Size
from tests.world import NEIGHBOUR_VILLAGE, VILLAGE, sqlite_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.views.card import Later
    from tests.views.town_size import Town

VAULT = Vault(b"a key for cards")
WORDS, SPOT = "jambu merah", "RT 07"
# What is shown to whoever wrote or reported it, which no post opens.
OWN = {"draft", "draft_reminder", "draft_categories", "data", "note_photo", "report_news"}
OWN |= {"reporter_question", "answer_passed", "solved_question", "receipt", "my_reports"}
ROLES = ("officer", "supervisor", "village_head", "watch", "coordinator")


def _tells(card: object) -> bool:
    """Tell whether somebody reads of a report in a card: its words, its place, its picture."""
    if not isinstance(card, Card):
        return False
    picture = card.photo is not None and card.photo.content == b"a picture"
    return picture or WORDS in str(card.text) or SPOT in str(card.text)


class Withdrawal:
    """Shows somebody all that there is, ends their posts, and looks at it again."""

    def __init__(self, session: AsyncSession, folder: Path, town: Town) -> None:
        """Look by ``session``, which is dropped."""
        self._session, self._town = session, town
        self._config = load_config()
        self._showing = RenderContext(session, self._config, VAULT, folder, NOW, menu.commands)

    async def shown(self) -> dict[int, str]:
        """Let every promise be kept; return the messages that tell of a report, by their kind."""
        told, numbers = dict[int, str](), count(1000)
        promised = list(promises(self._town, VAULT))
        cards = await self._cards(promised)
        for one in (one for one in promised if one.id in cards):
            one.status, one.sent_message_id, one.recipient = "sent", next(numbers), self._town.me
            kept = await self._session.merge(one)
            if _tells(cards[one.id]) and kept.kind not in OWN:
                told[kept.sent_message_id or 0] = kept.kind
        await self._session.flush()
        return told

    async def ends(self) -> None:
        """End all posts of whoever is shown it."""
        member = (
            await self._session.scalars(
                select(Member)
                .where(Member.id == self._town.me.id)
                .options(selectinload(Member.grants))
            )
        ).one()
        held = [Grant(one.role, one.region_code) for one in member.grants]
        await posts.end(self._session, member.id, held, config=self._config, now=NOW)
        await self._session.flush()

    async def edited(self) -> dict[int, bool]:
        """Return whether the newest edit of each message tells of a report still."""
        owed = await self._session.scalars(
            select(Delivery)
            .where(Delivery.edits.is_not(None), Delivery.status == DeliveryStatus.QUEUED)
            .options(selectinload(Delivery.recipient))
            .order_by(Delivery.id)
        )
        edits = owed.all()
        cards = await self._cards(edits)
        return {one.edits or 0: _tells(cards.get(one.id)) or one.id not in cards for one in edits}

    async def _cards(self, deliveries: Sequence[Delivery]) -> dict[int, Card | Later]:
        """Render all of one kind at a time, as they are sent."""
        cards: dict[int, Card | Later] = {}
        for kind in {one.kind: None for one in deliveries}:
            of_kind = [one for one in deliveries if one.kind == kind]
            cards |= await RENDERERS[kind](self._showing, of_kind)
        return cards


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    """A data folder with every region, in which nobody is, and a picture."""
    made = tmp_path_factory.mktemp("withdrawn")
    shutil.copy(migrated, made / DATABASE_FILE)
    (made / PICTURE).parent.mkdir()
    (made / PICTURE).write_bytes(b"a picture")
    return made


async def _withdrawn(folder: Path, size: Size, status: str) -> tuple[dict[int, str], list[str]]:
    """Return what told of reports, and the kinds of those that still do when the posts are over."""
    database = Database(sqlite_in(folder))
    async with database.reading() as session:  # what is written in it is dropped
        there = select(Region).where(Region.code.in_((VILLAGE, NEIGHBOUR_VILLAGE)))
        villages = (await session.scalars(there.order_by(Region.code))).all()
        town = await build(session, villages, size, config=load_config(), vault=VAULT)
        if status:
            for table in (Alert, Incident):
                await session.execute(update(table).values(status=status))
        withdrawal = Withdrawal(session, folder, town)
        shown = await withdrawal.shown()
        await withdrawal.ends()
        edited = await withdrawal.edited()
    await database.close()
    return shown, sorted({kind for one, kind in shown.items() if edited.get(one, True)})


@pytest.mark.parametrize(
    ("role", "status"), [*((role, "") for role in ROLES), ("officer", "closed")]
)
def test_what_a_post_showed_goes_with_it(folder: Path, role: str, status: str) -> None:
    """Every message that tells of a report is edited, and tells of none any more."""
    category = "fasum" if role == "village_head" else "pencurian"
    size = Size(
        1, sign=f"{SPOT} {WORDS} ", letters=200, role=role, category=category, on_duty=False
    )
    shown, left = asyncio.run(_withdrawn(folder, size, status))
    assert shown or not matches(role, ANSWERING)
    assert left == []
