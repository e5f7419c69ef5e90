"""Hides numbers that identify people from texts that others read."""

from __future__ import annotations

import re

_GAP = r"[ .\-()\u2010-\u2015\u00a0]{0,2}"
_NIK = re.compile(r"(?<![\d+])[1-9](?:[ .\-]?\d){15}(?!\d)")  # no province is 0x
# The first digits must stand together, so that "08-11-2026 22.15" stays a date, and after 62
# comes an 8, so that "625.000.000" stays a price. An unbroken number of the usual length is tried
# first: it must not swallow the time that follows it.
_PHONE = re.compile(
    rf"""(?<![\d+])(?<!KT-)(?:
        (?:08[1-9]\d{{8,11}} | 628\d{{8,11}} | \+62\d{{9,12}})(?!\d)
      | (?:08[1-9](?:{_GAP}\d){{6,11}} | 62{_GAP}8(?:{_GAP}\d){{7,11}})(?!\d)
      | \(?\+{_GAP}62(?:{_GAP}\d){{7,12}}(?!\d)
      | 0[ .\-]8(?:[ .\-]\d){{7,12}}(?!\d)
    )""",
    re.VERBOSE,
)


def mask(text: str) -> str:
    """Return ``text`` with NIK (16 digits) as ``[NIK]`` and phone numbers as ``[nomor]``.

    Plates, RT/RW, times, prices, tickets and years stay: an officer needs them.
    """
    return _PHONE.sub("[nomor]", _NIK.sub("[NIK]", text))
