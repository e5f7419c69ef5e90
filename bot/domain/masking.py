"""Hides from texts that others read what identifies people: numbers, accounts, addresses."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from bot.domain import disguised_contacts as disguised
from bot.domain.place_names import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Digits are parted by anything of these, up to three in a row; what has no width counts for none.
_THIN = "\u00ad\u200b-\u200f\u2060\ufeff\ufe0f\u20e3"
_GAP = rf"[ .\-()_*~\u2010-\u2015\u00b7\u2022{_THIN}]{{0,3}}"
_JOINT = rf"[{_THIN}]*"
_PARTED = _GAP.replace("{0,3}", "{1,3}")

_LINK = re.compile(
    r"(?<![\w.])(?:tg://\S+|(?:https?://)?(?:www\.)?"
    r"(?:t\.me|telegram\.(?:me|dog)|wa\.me|(?:api|chat)\.whatsapp\.com)/\S+"
    r"|(?:https?://)?\w{4,32}\.t\.me\b\S*)",
    re.IGNORECASE,
)
# What tells an account of other networks; a report may have to name one, a conversation may not.
_NETWORK = re.compile(
    r"(?<![\w.@])(?:https?://)?(?:[\w\-]+\.)*"
    r"(?:(?:instagram|facebook|fb|tiktok|twitter|x|threads|snapchat|linkedin|discord|youtube)\.com"
    r"|(?:fb|m|line|signal)\.me|fb\.gg|threads\.net|lin\.ee|discord\.gg|linktr\.ee|youtu\.be)/\S+",
    re.IGNORECASE,
)
_NAMED_ACCOUNT = re.compile(
    r"\b(?:ig|insta|instagram|fb|facebook|tele|telegram|tiktok|twitter)\b(?:\s+(?:saya|aku|ku|sy))?"
    r"(?:\s*[:=]\s*(?P<told>[a-z]\w{2,}(?:\.\w+)*)|\s+(?P<looks>[a-z]\w*(?:\.\w+)*)(?<=\w))",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+%\-]{1,64}@[\w\-]+(?:\.[\w\-]+)+")
_ACCOUNT = re.compile(r"(?<![\w@])@([a-z_][\w.]{2,31})", re.IGNORECASE | re.ASCII)
# "@pasar Terong" says where, and is nobody's account.
_PLACES = frozenset(
    {
        *("alun", "bandara", "blok", "dekat", "depan", "desa", "dusun", "gang", "gedung", "hotel"),
        *("jalan", "kampung", "kantor", "kelurahan", "kompleks", "kost", "lapangan", "lorong"),
        *("mall", "masjid", "musholla", "pantai", "parkiran", "pasar", "perumahan", "pesantren"),
        *("pelabuhan", "polsek", "poskamling", "puskesmas", "rumah", "sawah", "sekolah", "simpang"),
        *("stasiun", "sungai", "taman", "terminal", "toko", "warung"),
    }
)
# What looks like such a number and is none: tickets, codes of regions, positions in degrees.
_KEPT = re.compile(
    r"\bKT-\w{6}\b | (?<![\d.])\d\d\.\d\d\.\d\d\.\d{4}(?!\d)"
    r"| (?<![\d.])\d{1,3}\.\d{3,}\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}(?![\d.])",
    re.VERBOSE | re.IGNORECASE,
)
_NIK = re.compile(
    rf"(?<![\d+])(?:[1-9]\d{{15}} | [1-9](?:{_GAP}\d){{15}})(?!\d)", re.VERBOSE
)  # no province is 0x
# Where a NIK is written in groups: province, regency, district; day (of women 40 more), month.
_PROVINCES = r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-6])"
_NIK_DIGITS = re.compile(rf"{_PROVINCES}\d{{4}}(?:[0-24-6]\d|[37][01])(?:0[1-9]|1[0-2])\d{{6}}")
_DATE = re.compile(r"(?<!\d)\d{1,2}[\-./ ]\d{1,2}[\-./ ](?:19|20)\d\d(?!\d)")
# The first digits must stand together, so that "08-11-2026 22.15" stays a date, and after 62
# comes an 8, so that "625.000.000" stays a price. An unbroken number of the usual length is tried
# first: it must not swallow the time that follows it.
_MOBILE = re.compile(
    rf"""(?<![\d+])(?:
        (?:08[1-9]\d{{8,11}} | 628\d{{8,11}} | (?:\+|00)62\d{{9,12}})(?!\d)
      | (?:0{_JOINT}8{_JOINT}[1-9](?:{_GAP}\d){{6,11}} | 62{_GAP}8(?:{_GAP}\d){{7,11}})(?!\d)
      | (?:\(?\+|00){_GAP}62(?:{_GAP}\d){{7,12}}(?!\d)
      | 0[ .\-]{{1,3}}8(?:[ .\-]{{1,3}}\d){{7,12}}(?!\d)
    )""",
    re.VERBOSE,
)
# An area's code, and a number of its own, which never begins with 0 or 1: "0430-0530" is a time.
_LANDLINE = re.compile(
    rf"""(?<![\d+])(?:
        0[2-79]\d{{7,10}}(?!\d)
      | \(?0[2-79]\d{{1,2}}{_PARTED}[2-9](?:{_GAP}\d){{5,7}}(?!\d)
      | \(0[2-79]\d{{1,2}}\){_GAP}[2-9](?:{_GAP}\d){{4,7}}(?!\d)
      | 0[2-79]\d{{1,2}}-[2-9]\d{{4,7}}(?!\d)
      | 62[ \-][2-79]\d{{1,2}}[ \-][2-9]\d{{4,7}}(?!\d)
    )""",
    re.VERBOSE,
)
_HOUR = re.compile(r"\s(?:[01]?\d|2[0-3])")  # what may be the beginning of a time ...
_MINUTES = re.compile(r"[.:][0-5]\d(?!\d)")  # ... which goes on so
_SHORTEST_NAME = 3  # letters of a word that tells a name
_COMMON = frozenset(
    {
        *("abdul", "admin", "andi", "bang", "bapak", "bin", "binti", "daeng", "haji", "ibu", "mas"),
        *("mba", "mbak", "muh", "muhammad", "nur", "pak", "siti", "sri", "warga"),
    }
)


def mask(text: str) -> str:
    """Return ``text`` with what identifies people hidden.

    NIK (16 digits) as ``[NIK]``, telephone numbers as ``[nomor]``, accounts and links to them as
    ``[akun]``, e-mail addresses as ``[email]``: in whatever digits, however they are parted,
    or told in words.
    Plates, RT/RW, house numbers, times, prices, positions, tickets and years stay: an officer
    needs them.
    """
    for pattern, label, holds in _KINDS:
        text = _hidden(text, pattern, label, holds)
    return text


def mask_contacts(text: str) -> str:
    """Return ``text`` with that hidden, and accounts of any network, by a link or by their name."""
    text = _hidden(mask(text), _NETWORK, "[akun]", None)
    text = _hidden(text, disguised.NETWORK, "[akun]", None)
    text = _hidden(text, disguised.TOLD_ACCOUNT, "[akun]", _is_account_told)
    text = _hidden(text, disguised.BARE_ACCOUNT, "[akun]", _is_account_apart)
    return _NAMED_ACCOUNT.sub(_without_account, text)


def _without_account(found: re.Match[str]) -> str:
    """Return what was found without its account; a word alone, behind a network's, is none."""
    told = found["told"] or found["looks"]
    is_account = found["told"] is not None or re.search(r"[_.\d]", told) is not None
    return f"{found[0].removesuffix(told)}[akun]" if is_account else found[0]


def holds_name(text: str, name: str) -> bool:
    """Tell whether somebody's name stands in ``text``: a word of it that is not everybody's."""
    own = {word for word in words(name) if len(word) >= _SHORTEST_NAME} - _COMMON
    return not own.isdisjoint(words(text))


def _hidden(
    text: str, pattern: re.Pattern[str], label: str, holds: Callable[[str], bool] | None
) -> str:
    plain = text.translate(_PLAIN)
    found = list(_found(plain, pattern, holds))
    if not found:  # as in most texts
        return text
    parts, end = list[str](), 0
    kept = [match.span() for match in _KEPT.finditer(plain)]
    for start, stop in found:
        if holds is not None and any(start < b and a < stop for a, b in kept):
            continue
        parts += [text[end:start], label]
        end = stop
    return "".join([*parts, text[end:]])


def _found(
    plain: str, pattern: re.Pattern[str], holds: Callable[[str], bool] | None
) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(plain):
        start, stop = match.span()
        hour = _HOUR.fullmatch(plain, max(start, plain.rfind(" ", start, stop)), stop)
        if hour is not None and _MINUTES.match(plain, stop):
            stop = hour.start()  # the time behind a number stays
        if holds is None or holds(plain[start:stop]):
            yield start, stop


def _is_nik(written: str) -> bool:
    """Tell whether sixteen digits are a NIK: together always, in groups where they make one."""
    digits = re.sub(r"\D", "", written)
    if written == digits:
        return True
    return _NIK_DIGITS.fullmatch(digits) is not None and _DATE.search(written) is None


def _is_number(written: str) -> bool:
    return bool(written)


def _is_account(written: str) -> bool:
    return re.split(r"[._\d]", written[1:].lower())[0] not in _PLACES


def _is_account_apart(written: str) -> bool:
    """Tell whether what stands after "@" and a blank names an account and no place."""
    return _is_account("@" + written.removeprefix("@").lstrip())


def _is_account_told(written: str) -> bool:
    """Tell whether what a word before "@" calls an account names no place."""
    return _is_account_apart(written[written.rindex("@") :])


class _Plain(dict[int, str]):
    """Every digit, space and mark in the form that is looked for; one character for each."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = plain = self._read(sign)
        return plain

    @staticmethod
    def _read(sign: str) -> str:
        digit = unicodedata.digit(sign, None)
        if digit is not None:
            return str(digit)
        if unicodedata.category(sign) == "Zs":
            return " "
        wide = unicodedata.normalize("NFKC", sign)
        return wide if wide in {"+", "(", ")", "-", ".", "@", "/", ":"} else sign


_PLAIN = _Plain()
_KINDS: tuple[tuple[re.Pattern[str], str, Callable[[str], bool] | None], ...] = (
    (_LINK, "[akun]", None),
    (disguised.LINK, "[akun]", None),
    (_EMAIL, "[email]", None),
    (disguised.EMAIL, "[email]", None),
    (_ACCOUNT, "[akun]", _is_account),
    (disguised.ACCOUNT, "[akun]", _is_account_apart),
    (_NIK, "[NIK]", _is_nik),
    (_MOBILE, "[nomor]", _is_number),
    (_LANDLINE, "[nomor]", _is_number),
    (disguised.SPACED, "[nomor]", disguised.is_spaced_number),
    (disguised.TOLD_NUMBER, "[nomor]", _is_number),
    (disguised.LOOKALIKE, "[nomor]", disguised.is_lookalike_number),
    (disguised.SPOKEN, "[NIK]", disguised.is_spoken_nik),
    (disguised.SPOKEN, "[nomor]", disguised.is_spoken_number),
)
