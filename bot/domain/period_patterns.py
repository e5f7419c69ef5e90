"""How days, weeks, months and years are written, in Indonesian and in English."""

from __future__ import annotations

import re

from bot.domain.period import Unit

_MONTHS = (
    *("januari january jan", "februari february pebruari feb peb", "maret march mar"),
    *("april apr", "mei may", "juni june jun", "juli july jul", "agustus august agu ags aug agt"),
    *("september sept sep", "oktober october okt oct", "november nopember nov nop"),
    "desember december des dec",
)
MONTH_NUMBERS = {name: at for at, names in enumerate(_MONTHS, start=1) for name in names.split()}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
UNITS = {
    **dict.fromkeys(("minggu", "mgg", "pekan", "weeks", "week"), Unit.WEEK),
    **dict.fromkeys(("bulan", "bln", "months", "month"), Unit.MONTH),
    **dict.fromkeys(("triwulan", "kuartal", "quarters", "quarter"), Unit.QUARTER),
    **dict.fromkeys(("tahun", "thn", "years", "year"), Unit.YEAR),
}
_UNIT = "|".join(UNITS)
_SPOKEN = (("dua", "two"), ("tiga", "three"), ("empat", "four"), ("lima", "five"), ("enam", "six"))
NUMBERS = {name: at for at, names in enumerate(_SPOKEN, start=2) for name in names}
_HOW_MANY = rf"(?<![\d.])[1-9]\d?|\b(?:{'|'.join(NUMBERS)})"
# A month names a region too where a word for one stands before it; so does "Pasar Minggu".
_NO_PLACE = (
    r"(?<!\bkec )(?<!\bkecamatan )(?<!\bdesa )(?<!\bkel )(?<!\bkelurahan )(?<!\bkab )"
    r"(?<!\bkabupaten )(?<!\bkota )(?<!\bgampong )(?<!\bnagari )(?<!\bpasar )"
)
_MONTH = rf"{_NO_PLACE}\b(?P<{{0}}>{'|'.join(MONTH_NUMBERS)})\b\.?"
_YEAR = r"(?P<{0}>20\d\d)"
_ORDINAL = r"(?:st|nd|rd|th)?"
_D = r"(?P<{0}>0?[1-9]|[12]\d|3[01])" + _ORDINAL
_TO = r"\s*(?:-|–|—|s\.?\s?/?d\.?|sampai(?:\s+dengan)?|hingga|to|until|till|through)\s*"  # noqa: RUF001 - dashes that phones write
_FROM = r"(?:\b(?:dari|from|antara|between|tanggal|tgl)\s+)*"


def _day(end: str) -> str:
    """Return the pattern of one day, its groups ending in ``end``; the year may be left out."""
    d, m, n, y = (f"{name}{end}" for name in "dmny")
    number = "0?[1-9]|1[0-2]"
    its_year = _YEAR.format(y + "e")
    return "|".join(
        (
            rf"(?:(?P<iso{end}>20\d\d-\d\d-\d\d)",
            rf"{_D.format(d + 'f')}[-/.](?P<{n}f>{number})[-/.]{_YEAR.format(y + 'f')}",
            rf"{_D.format(d + 's')}/(?P<{n}s>{number})(?![\d/])",
            rf"{_D.format(d)}\s*(?:-|/)?\s*{_MONTH.format(m)}(?:\s*[-/]?\s*{_YEAR.format(y)})?",
            rf"{_MONTH.format(m + 'e')}\s+{_D.format(d + 'e')}(?!\d)(?:,?\s+{its_year})?)",
        )
    )


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


_LAST = r"(?:yang\s+)?(?:lalu|kemarin|kemaren|kmrn|sebelumnya)"
DAYS = _pattern(rf"{_FROM}{_day('1')}(?:{_TO}|\s+(?:dan|and|-)?\s*){_day('2')}")
DAYS_OF_MONTH = _pattern(
    rf"{_FROM}{_MONTH.format('m')}\s+(?P<since>0?[1-9]|[12]\d|3[01]){_ORDINAL}{_TO}"
    rf"{_D.format('d')}(?![\d./])(?:,?\s+{_YEAR.format('y')})?"
)
DAYS_OF_ONE_MONTH = _pattern(
    rf"{_FROM}(?<![\d.])(?P<bare>0?[1-9]|[12]\d|3[01]){_ORDINAL}{_TO}{_day('2')}"
)
MONTHS = _pattern(
    rf"{_MONTH.format('m1')}(?:\s+{_YEAR.format('y1')})?{_TO}"
    rf"{_MONTH.format('m2')}(?:\s+{_YEAR.format('y2')})?"
)
SPOKEN = _pattern(
    rf"(?<!pasar )\b(?P<unit>{_UNIT})\s+(?P<which>ini|berjalan|{_LAST})\b"
    rf"|\b(?P<which_before>this|last|previous)\s+(?P<unit_after>{_UNIT})\b"
)
AGO = _pattern(
    rf"(?P<count>{_HOW_MANY})\s+(?P<unit>{_UNIT})\s+(?:(?:yang\s+|yg\s+)?(?:lalu|sebelumnya)|ago)\b"
)
PAST_UNITS = _pattern(
    rf"(?P<count>{_HOW_MANY})\s+(?P<unit>{_UNIT})\s+(?:terakhir|belakangan)\b"
    rf"|\b(?:last|past)\s+(?P<count_after>{_HOW_MANY})\s+(?P<unit_after>{_UNIT})\b"
)
MONTH_OF_LAST_YEAR = _pattern(
    rf"(?:\bbulan\s+)?{_MONTH.format('month')}\s+(?:tahun\s+(?:yang\s+)?lalu|last\s+year)\b"
)
PAST_DAYS = _pattern(
    r"\b(?P<count>\d{1,3})\s+(?:hari|days?)\s+(?:terakhir|ini|belakangan)\b"
    r"|\b(?:last|past)\s+(?P<count_after>\d{1,3})\s+days?\b"
)
WEEK = _pattern(
    r"(?<!pasar )\b(?:(?P<year_before>20\d\d)\s*-?\s*)?(?:minggu|pekan|week|w|mg)\s*"
    r"(?:ke|no\.?)?\s*-?\s*(?P<number>\d{1,2})(?![\d.])"
    r"(?:\s*(?:tahun\s+|/\s*|,\s*)?(?P<year>20\d\d)(?![\d.-]))?"
)
QUARTER = _pattern(
    r"\b(?:(?P<year_before>20\d\d)\s*-?\s*)?(?:triwulan|kuartal|quarter|tw\.?|q)\s*"
    r"(?:ke)?\s*-?\s*(?P<quarter>[1-4]|iv|i{1,3})\b(?:\s*(?:tahun\s+)?(?P<year>20\d\d)\b)?"
)
ONE_DAY = _pattern(rf"{_FROM}(?<![\d.]){_day('')}")
WRITTEN_MONTH = _pattern(r"(?<![\d.])20\d\d-(?:0[1-9]|1[0-2])(?![\d-])")
NUMBERED_MONTH = _pattern(r"(?<![\d.])(?P<number>0?[1-9]|1[0-2])[-/](?P<year>20\d\d)(?!\d)")
MONTH = _pattern(
    rf"(?:\bbulan\s+)?{_MONTH.format('month')}"
    rf"(?:\s*(?:tahun\s+)?{_YEAR.format('year')})?"
)
SPOKEN_DAY = _pattern(r"\b(?:hari\s+ini|today|kemarin\s+lusa|kemarin|kemaren|yesterday)\b")
YEAR = _pattern(r"(?:\b(?:tahun|year)\s+)?(?<![\d.-])(?P<year>20\d\d)(?![\d.-])")
NUMBER = _pattern(r"(?<!\S)\d{1,2}(?!\S)")
