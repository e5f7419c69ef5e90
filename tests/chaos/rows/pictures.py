"""Pictures that are made to cost much: the bot is killed while it decodes them."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from bot.media.picture_decoder import START_OF_SCAN
from bot.transport.photo_jobs import ATTEMPTS
from tests.chaos import stored
from tests.chaos.town import DEPUTY, SUPERVISOR

if TYPE_CHECKING:
    from tests.chaos.stage import Stage

SIDE, SCANS = 7_600, 85  # within what is decoded at all: seconds of work in half a megabyte
MORE_SCANS = 2_000
DECODING_S = 2.5  # from a start of the bot to the midst of the first pictures
REFUSED = "tidak disimpan"


async def bombs(stage: Stage) -> None:
    """Seven people send pictures that cost seconds, or claim to; four kills in the midst of them.

    Reports of others come and page meanwhile. In the end each picture was kept, or was given up
    and its sender told.
    """
    costly, hostile = _scans(SIDE, SCANS), _scans(300, MORE_SCANS)
    async with stage.under_load(over_s=14):
        for person in stage.town.people(SUPERVISOR):
            person.sends_photo(costly)
        for person in stage.town.people(DEPUTY):
            person.sends_photo(hostile)
        for _ in range(ATTEMPTS + 1):
            await asyncio.sleep(DECODING_S)
            async with stage.outage():
                await stage.bot.kill()
                await stage.starts()
    await stage.quiet()
    pictures = await stored.pictures(stage.town.database_url)
    open_still = sum(state == "new" for state, _ in pictures)
    most = max((attempts for _, attempts in pictures), default=0)
    told = sum(
        any(REFUSED in message.text for message in person.inbox)
        for person in [*stage.town.people(SUPERVISOR), *stage.town.people(DEPUTY)]
    )
    refused = sum(state not in {"new", "ready"} for state, _ in pictures)
    stage.expects(not open_still, f"{open_still} pictures are neither kept nor given up")
    stage.expects(most <= ATTEMPTS, f"a picture was tried {most} times")
    stage.expects(told == refused, f"{refused} pictures were refused, {told} people were told")


def _scans(side: int, scans: int) -> bytes:
    """Return a progressive JPEG whose last scan stands in it so many times more."""
    written = BytesIO()
    Image.new("RGB", (side, side), "seagreen").save(written, "JPEG", progressive=True)
    content = written.getvalue()
    last = content.rindex(START_OF_SCAN)
    return content[:last] + content[last:-2] * scans + content[-2:]
