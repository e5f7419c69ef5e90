"""``python -m tools.cards [FILE]``: write the page with every card; ``make cards`` does."""

from __future__ import annotations

import asyncio
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from bot.models import Database
from bot.models.schema import upgrade
from bot.services.operations import region_loading
from bot.settings.environment import DATABASE_FILE
from tools.cards import page
from tools.cards.gallery import Gallery, Shown, picture

PAGE = Path("build/cards/index.html")


async def _shown(folder: Path, url: str) -> list[Shown]:
    database = Database(url)
    await database.transact(region_loading.load_regions)
    await database.close()
    return await Gallery(folder, url).cards()


def main(arguments: list[str]) -> int:
    """Make a database with every region for a moment, and the page from it."""
    target = Path(arguments[0]) if arguments else PAGE
    content = BytesIO()
    Image.new("RGB", (320, 180), "#7a8f86").save(content, "JPEG")
    with TemporaryDirectory() as made:
        folder = Path(made)
        url = f"sqlite+aiosqlite:///{folder / DATABASE_FILE}"
        upgrade(url)
        picture(folder, content.getvalue())
        shown = asyncio.run(_shown(folder, url))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page.html(shown), encoding="utf-8")
    print(f"{len(shown)} cards in {target}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
