"""How days, weeks, months and years are written, in Indonesian and in English."""

from __future__ import annotations

import re

_MONTHS = (
    *("januari january jan", "februari february pebruari feb peb", "maret march mar"),
    *("april apr", "mei may", "juni june jun", "juli july jul", "agustus august agu ags aug agt"),
    *("september sept sep", "oktober october okt oct", "november nopember nov nop"),
    "desember december des dec",
)
MONTH_NUMBERS = {name: at for at, names in enumerate(_MONTHS, start=1) for name in names.split()}
_WEEKDAYS = (
    *("senin monday", "selasa tuesday", "rabu wednesday", "kamis thursday"),
    *("jumat jum'at jumaat friday", "sabtu saturday", "ahad sunday"),
)
WEEKDAY_NUMBERS = {name: at for at, names in enumerate(_WEEKDAYS) for name in names.split()}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ORDINALS = (
    ("pertama", "kesatu", "first"),
    ("kedua", "second"),
    ("ketiga", "third"),
    ("keempat", "fourth"),
)
ORDINALS = {name: at for at, names in enumerate(_ORDINALS, start=1) for name in names}
LINKS = frozenset(  # words between a period and a place
    {
        *("di", "untuk", "utk", "pada", "pd", "selama", "dari", "laporan", "ringkasan", "data"),
        *("for", "in", "at", "of", "on", "during", "the", "report", "summary", ",", "-", "."),
    }
)
OF_TIME = frozenset(  # what is left of words for a period that was not wholly understood
    {
        *("awal", "pertengahan", "tengah", "akhir", "pertama", "kedua", "ketiga", "keempat"),
        *("minggu", "pekan", "bulan", "tahun", "hari", "jam", "malam", "pagi", "siang", "sore"),
        *("terakhir", "lalu", "yang", "ini", "depan", "sampai", "hingga", "s/d", "sd", "sejak"),
        *("tanggal", "tgl", "ke", "dan", "first", "second", "third", "fourth", "week", "month"),
        *("day", "days", "hours", "night", "early", "late", "mid", "end", "last", "past", "since"),
        *("sekarang", "kini", "now", "kemarin", "kmrn", "besok", "date", "wk", "w", "mgg", "tgl."),
        *("to", "until", "before", "after", "sebelum", "sesudah", "setelah", "belakangan", "lusa"),
        "tw",
    }
)
# A month names a region too where a word for one stands before it; so does "Pasar Minggu".
_NO_PLACE = (
    r"(?<!\bkec )(?<!\bkecamatan )(?<!\bdesa )(?<!\bkel )(?<!\bkelurahan )(?<!\bkab )"
    r"(?<!\bkabupaten )(?<!\bkota )(?<!\bgampong )(?<!\bnagari )(?<!\bpasar )"
)
NAMED_MONTH = rf"{_NO_PLACE}\b(?P<{{0}}>{'|'.join(MONTH_NUMBERS)})\b\.?"
YEAR_OF = r"(?P<{0}>20\d\d|'\d\d(?!\d))"
_ORDINAL = r"(?:st|nd|rd|th)?"
_D = r"(?P<{0}>0?[1-9]|[12]\d|3[01])" + _ORDINAL
TO = (
    r"\s*(?:-|–|—|s\.?\s?/?d\.?|sampai(?:\s+dengan)?|hingga|(?<=\s)ke(?=\s)"  # noqa: RUF001 - dashes that phones write
    r"|to|until|till|through)\s*"
)
_FROM = r"(?:\b(?:dari|from|antara|between|mulai|tanggal|tgl)\s+)*"
_ON = (  # "minggu" alone is a week
    rf"(?:(?<!pasar )(?<!pekan )\b(?:(?:hari\s+)?(?:{'|'.join(WEEKDAY_NUMBERS)})|hari\s+minggu"
    r"|minggu(?=,)),?\s+(?:tanggal\s+|tgl\.?\s+)?)?"
)


def day(end: str) -> str:
    """Return the pattern of one day, its groups ending in ``end``; the year may be left out.

    Its weekday may stand before it.
    """
    d, m, n, y = (f"{name}{end}" for name in "dmny")
    number = "0?[1-9]|1[0-2]"
    short_year = rf"(?P<{y}t>\d\d)(?!\d)"  # of dots and two digits are codes of regions made
    its_year = YEAR_OF.format(y + "e")
    return _ON + "|".join(
        (
            rf"(?:(?P<iso{end}>20\d\d(?:-\d\d-\d\d|/\d\d/\d\d))(?!\d)",
            rf"{_D.format(d + 'f')}[-/.](?P<{n}f>{number})[-/.]{YEAR_OF.format(y + 'f')}",
            rf"{_D.format(d + 't')}(?P<s{end}>[-/])(?P<{n}t>{number})(?P=s{end}){short_year}",
            rf"{_D.format(d + 's')}/(?P<{n}s>{number})(?![\d/])",
            rf"{_D.format(d)}\s*(?:-|/)?\s*{NAMED_MONTH.format(m)}(?:\s*[-/]?\s*{YEAR_OF.format(y)})?",
            rf"{NAMED_MONTH.format(m + 'e')}\s+{_D.format(d + 'e')}(?!\d)(?:,?\s+{its_year})?)",
        )
    )


def pattern(text: str) -> re.Pattern[str]:
    """Return a pattern of words of time, written in plain letters and digits."""
    return re.compile(text, re.ASCII)


DAYS = pattern(rf"{_FROM}{day('1')}(?:{TO}|\s+(?:dan|and|-)?\s*){day('2')}")
DAYS_OF_MONTH = pattern(
    rf"{_FROM}{NAMED_MONTH.format('m')}\s+(?P<since>0?[1-9]|[12]\d|3[01]){_ORDINAL}{TO}"
    rf"{_D.format('d')}(?![\d./])(?:,?\s+{YEAR_OF.format('y')})?"
)
DAYS_OF_ONE_MONTH = pattern(
    rf"{_FROM}(?<![\d.])(?P<bare>0?[1-9]|[12]\d|3[01]){_ORDINAL}{TO}{day('2')}"
)
MONTHS = pattern(
    rf"{NAMED_MONTH.format('m1')}(?:\s+{YEAR_OF.format('y1')})?(?:{TO}|\s*(?:dan|and|&|,)\s*)"
    rf"{NAMED_MONTH.format('m2')}(?:\s+{YEAR_OF.format('y2')})?"
)
MONTH_OF_LAST_YEAR = pattern(
    rf"(?:\bbulan\s+)?{NAMED_MONTH.format('month')}\s+(?:tahun\s+(?:yang\s+)?lalu|last\s+year)\b"
)
_WEEK_WORD = "minggu|pekan|weeks?|wk|w|mgg|mg"
WEEK = pattern(
    rf"(?<!pasar )\b(?:(?P<year_before>20\d\d)\s*-?\s*)?(?:{_WEEK_WORD})\.?\s*"
    r"(?:ke|no\.?)?\s*-?\s*(?P<number>\d{1,2})(?![\d.])"
    r"(?:\s*(?:tahun\s+|/\s*|,\s*)?(?P<year>20\d\d)(?![\d.-]))?"
)
_YEAR_BEFORE = r"(?:(?P<year_before_{0}>20\d\d)\s*-?\s*)?"
_WEEK_YEAR = r"(?:\s*(?:tahun\s+|/\s*|,\s*)?(?P<year_{0}>20\d\d)(?![\d.]|-\d))?"
WEEKS = pattern(
    rf"(?<!pasar )\b{_YEAR_BEFORE.format('first')}(?:{_WEEK_WORD})\.?\s*(?:ke\s*)?-?\s*"
    rf"(?P<first>\d{{1,2}}){_WEEK_YEAR.format('first')}"
    rf"(?:{TO}|\s*(?:dan|and|&|,)\s*|\s+(?=w))"
    rf"(?:{_YEAR_BEFORE.format('last')}(?:{_WEEK_WORD})\.?\s*)?(?:ke\s*)?-?\s*"
    rf"(?P<last>\d{{1,2}})(?![\d./]){_WEEK_YEAR.format('last')}"
)
WEEK_OF_DAY = pattern(
    rf"(?<!pasar )(?<!hari )\b(?:the\s+)?(?:{_WEEK_WORD})\s+"
    r"(?P<linked>(?:of|with|containing|beginning|starting|the|yang|memuat|berisi|dari|mulai|pada"
    rf"|tanggal|tgl)\.?\s+)*{day('')}"
)
NUMBERED_WEEK = pattern(  # of a number that no month has
    r"(?<![\d.])(?:(?P<number>1[3-9]|[2-4]\d|5[0-3])[-/](?P<year>20\d\d)"
    r"|(?P<year_before>20\d\d)/(?P<number_after>1[3-9]|[2-4]\d|5[0-3]))(?![\d/-])"
)
_NTH = rf"[1-4]|iv|i{{1,3}}|{'|'.join(ORDINALS)}"
_QUARTER_WORD = r"(?:triwulan|kuartal|quarter|tw\.?|q)\s*(?:ke)?\s*-?\s*"
_QUARTER_YEAR = r"(?:\s*(?:tahun\s+|of\s+|-\s*|/\s*)?(?P<year_{0}>20\d\d)\b)?"
QUARTERS = pattern(
    rf"\b{_YEAR_BEFORE.format('first')}{_QUARTER_WORD}(?P<first>{_NTH})\b"
    rf"{_QUARTER_YEAR.format('first')}(?:{TO}|\s*(?:dan|and|&)\s*)"
    rf"(?:{_YEAR_BEFORE.format('last')}{_QUARTER_WORD})?(?P<last>{_NTH})\b(?![./])"
    rf"{_QUARTER_YEAR.format('last')}"
)
QUARTER = pattern(
    r"\b(?:(?P<year_before>20\d\d)\s*-?\s*)?(?:(?:triwulan|kuartal|quarter|tw\.?|q)\s*"
    rf"(?:ke)?\s*-?\s*(?P<quarter>{_NTH})\b"
    r"|(?P<quarter_before>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter\b)"
    r"(?:\s*(?:tahun\s+|of\s+|-\s*|/\s*)?(?P<year>20\d\d)\b)?"
)
HALF = pattern(
    r"\b(?:(?P<year_before>20\d\d)\s*-?\s*)?(?:semester|smt\.?|sem\.)\s*"
    r"(?:ke)?\s*-?\s*(?P<half>[12]|i{1,2}|pertama|kedua)\b"
    r"(?:\s*(?:tahun\s+|-\s*|/\s*)?(?P<year>20\d\d)\b)?"
    r"|\b(?:paruh\s+(?P<half_told>pertama|kedua)|(?P<half_before>first|second)\s+half)\b"
    r"(?:\s*(?:tahun\s+|of\s+)?(?P<year_told>20\d\d)\b)?"
    r"|\b[hs](?P<half_short>[12])\s*[-/]?\s*(?P<year_short>20\d\d)\b"
    r"|\b(?P<year_written>20\d\d)\s*-?\s*[hs](?P<half_written>[12])\b"
)
ONE_DAY = pattern(rf"{_FROM}(?<![\d.]){day('')}")
DAYS_ALONE = pattern(  # of this month, or of the last
    rf"\b(?:tanggal|tgl)\.?\s*(?P<since>0?[1-9]|[12]\d|3[01])(?:{TO}{_D.format('d')})?(?![\d./])"
)
WRITTEN_MONTH = pattern(r"(?<![\d.])20\d\d-(?:0[1-9]|1[0-2])(?![\d-])")
NUMBERED_MONTH = pattern(
    r"(?<![\d.])(?P<number>0?[1-9]|1[0-2])[-/](?P<year>20\d\d)(?!\d)"
    r"|(?<![\d.])(?P<year_before>20\d\d)/(?P<number_after>0?[1-9]|1[0-2])(?![\d/])"
    r"|\b(?:bulan|bln|month)\s*(?:ke)?\s*-?\s*(?P<number_alone>0?[1-9]|1[0-2])(?![\d.])"
    r"(?:\s*(?:tahun\s+|/\s*|-\s*)?(?P<year_alone>20\d\d)\b)?"
)
MONTH = pattern(
    rf"(?:\b(?:bulan|month\s+of)\s+)?{NAMED_MONTH.format('month')}"
    rf"(?:\s*[-/]?\s*(?:tahun\s+)?{YEAR_OF.format('year')})?"
)
YEAR = pattern(r"(?:\b(?:tahun|thn|th|year)\.?\s+)?(?<![\d.-])(?P<year>20\d\d)(?![\d.-])")
NUMBER = pattern(r"(?<!\S)\d{1,2}(?!\S)")


def said(found: re.Match[str], *names: str) -> str | None:
    """Return the first of these groups that the words hold."""
    groups = found.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)


def nth(text: str | None) -> int:
    """Return the number of "3", "iii", "ketiga", "third" or "3rd"."""
    written = text or ""
    return ROMAN.get(written) or ORDINALS.get(written) or int(written[:1])
