"""Catalogues are read as translators write them (.po): no compiled file that could be stale."""

from __future__ import annotations

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent


def path(language: str) -> Path:
    """Return where the catalogue of ``language`` lies."""
    return HERE / language / "LC_MESSAGES" / "bot.po"


def translations(language: str) -> GNUTranslations:
    """Compile the catalogue of ``language`` in memory (a few milliseconds, once in a process)."""
    with path(language).open("rb") as file:
        catalogue = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
