"""Makes one picture or document in a process of its own: a request on standard input, the file out.

Run by :mod:`bot.documents.render_process`, which makes it polite. What a form alone needs is read
in for that form: that was half of the time of a picture.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

from bot.documents import pdf

PIXELS_PER_INCH = 216  # of a picture: three pixels a point


def render(request: dict[str, Any]) -> bytes:
    """Return the file that a request asks for."""
    data, at, form = request["data"], datetime.fromisoformat(request["at"]), request["form"]
    if form in ("xlsx", "csv"):
        return _of_tables(form, data, at)
    if form == "pdf":
        return pdf.render_pdf(request["template"], data, at=at)
    if "regions" in data:
        from bot.documents import map_drawing  # noqa: PLC0415 - of a map alone

        data = data | {"map": map_drawing.draw(data)}
    return pdf.render_pages(request["template"], data, at=at, per_inch=PIXELS_PER_INCH)[0]


def _of_tables(form: str, data: dict[str, Any], at: datetime) -> bytes:
    from bot.documents import delimited, workbook  # noqa: PLC0415 - of tables alone
    from bot.documents.table import FigureTable  # noqa: PLC0415

    tables = [FigureTable.unpacked(one) for one in data.get("tables", ())]
    if form == "xlsx":
        return workbook.render_workbook(tables, data["title"], data["notes"], at)
    return delimited.render_delimited(tables, data["title"], data["notes"], data["language"])


def main() -> None:
    """Read a request, and write the file."""
    sys.stdout.buffer.write(render(json.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
