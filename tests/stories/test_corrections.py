"""What people change of what triage had read is counted, by words of the rules alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Correction
from bot.services.intake import corrections
from bot.services.intake.corrections import Difference

if TYPE_CHECKING:
    from tests.world import World


async def test_a_correction_is_kept_without_anybodys_words(world: World) -> None:
    """Another severity, and "over" of what read as going on; a report as it was read keeps none."""
    neighbour = await world.enrol("Ani")
    await world.report(neighbour, "Sampah menumpuk di selokan Daeng Sija")
    await world.writes(neighbour, "Musik keras di rumah Daeng Sija")
    await world.presses(neighbour, "Ubah", "Tingkat", "RENDAH", "Kirim")
    await world.report(neighbour, "Sekarang ada kebakaran di RT 03", "Sudah lewat, kirim")
    async with world.app.database.reading() as session:
        found = await corrections.counted(session, None)
    assert found == {
        Difference("severity", "SEDANG", "RENDAH"): ["musik keras"],
        Difference("urgency", "now", "over"): ["kebakaran", "sekarang"],
    }
    assert "Sija" not in str([one.words for one in await world.all(Correction)])
