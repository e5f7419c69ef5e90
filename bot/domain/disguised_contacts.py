"""How people write a contact so that no filter finds it: with blanks, in words, without its signs.

Patterns for :mod:`bot.domain.masking`. Each asks for more than one sign of a contact, so that house
numbers, times, prices, plates, RT/RW and positions stay.
"""

from __future__ import annotations

import re

# A run of blanks is never tried in parts ("*+"): a text of four thousand would cost a second.
_DOT = r"(?:\s*+[(\[{]?\s*+(?:\.|,|\b(?:dot|titik)\b)\s*+[)\]}]?\s*+)"
_SLASH = r"\s*+(?:/|\b(?:slash|garing|garis\s++miring)\b)\s*+"
_NUMBER = r"\+?\d(?:[ \-]?\d){5,15}"
# "wa . me / 62 812 3456 7890", "t dot me slash budi_s"
LINK = re.compile(rf"(?<![\w.])(?:wa|t|telegram){_DOT}me{_SLASH}(?:{_NUMBER}|\S+)", re.IGNORECASE)
# "instagram . com / budi", for a conversation alone
NETWORK = re.compile(
    rf"(?<![\w.])(?:instagram|facebook|fb|tiktok|twitter|threads){_DOT}(?:com|me|net){_SLASH}\S+",
    re.IGNORECASE,
)
_PROVIDER = r"(?:g\s?mail|yahoo|ymail|hotmail|outlook|icloud|proton(?:mail)?|rocketmail|email)"
_ENDING = rf"(?:com|net|org|co{_DOT}id|id)\b"
# Such as: budi at gmail dot com, budi (at) contoh.com, budi @ gmail . com
EMAIL = re.compile(
    r"(?<![\w.+%\-])[\w.+%\-]{1,64}(?:"
    rf"\s*+[(\[{{]?\s*+(?:@|\b(?:at|et|a\s?keong)\b)\s*+[)\]}}]?\s*+{_PROVIDER}{_DOT}{_ENDING}"
    rf"|\s*+[(\[{{]\s*+(?:@|at)\s*+[)\]}}]\s*+[\w\-]+{_DOT}{_ENDING}"
    rf"|\s*+@\s*+[\w\-]+{_DOT}{_ENDING}"
    rf"|\s++at\s++[\w\-]+\s++dot\s++{_ENDING})",
    re.IGNORECASE,
)
# "@ budi_s99" looks like an account by itself ...
ACCOUNT = re.compile(
    r"(?<![\w@])@\s{1,3}(?=\w*[_\d])[a-z]\w{3,31}(?:\.\w+)*", re.IGNORECASE | re.ASCII
)
# ... "@ budi" where the word before it says that it is one, for a conversation alone.
TOLD_ACCOUNT = re.compile(
    r"\b(?P<sign>akun|username|user|tele|telegram|ig|insta|instagram|fb|facebook|tiktok|twitter|dm|chat"
    r"|add|kontak|follow|hubungi|hub|japri|inbox|wa|whatsapp)(?:\s++(?:saya|aku|ku|sy|ke|lewat))?"
    r"\s*+[:=]?\s*+@\s{1,3}[a-z]\w{2,31}(?:\.\w+)*",
    re.IGNORECASE | re.ASCII,
)
# ... and "@ budi" where nothing before it says what is there; a place has a capital, or its kind.
BARE_ACCOUNT = re.compile(
    r"(?:\A|(?<=[\n.,;:!?(])|(?<=[.,;:!?(] ))@\s{1,3}[a-z]\w{2,31}(?:\.\w+)*", re.ASCII
)
_GAP = r"[ .\-]{0,3}"
# Numbers whose first digits do not stand together: "08 12 34 56 78 90", "0 812 3456 7890",
# "08 123 456 789"; with commas or strokes "0812,3456,7890"; behind "WA" without the 0. The number
# of a letter ends in its year.
SPACED = re.compile(
    rf"""(?<![\d+.,])(?:
        0[ .\-]8[1-9]\d(?:{_GAP}\d){{6,9}}(?!\d)
      | 08(?P<sign>[ .\-/])\d\d(?:(?P=sign)\d\d){{3,5}}\d?(?![.,]?\d)
      | 08[ .\-]{{1,3}}(?!(?:19|20)\d\d\b)\d{{3,4}}(?:[ .\-]{{1,3}}\d{{3,4}}){{1,3}}(?!\d)
      | 08[1-9]\d\s?(?P<comma>[,|;:])\s?\d{{3,4}}\s?(?P=comma)\s?\d{{3,5}}(?!\d)
      | 08[1-9]\d\s?/\s?\d{{3,4}}\s?/\s?(?!(?:19|20)\d\d(?!\d))\d{{3,5}}(?![\d/])
      | 08[1-9]\d\s?/\s?\d{{6,9}}(?![\d/])
      | (?:\+|00)?[ ]?6[ ]2[ ]8(?:[ ]?\d){{7,11}}(?!\d)
    )""",
    re.VERBOSE,
)
TOLD_NUMBER = re.compile(
    rf"\b(?:(?:wa|whatsapp|whatsap|hp|telp|telepon|hub|hubungi)(?:\s+(?:saya|sy|aku|ku|di|ke|no|nomor))?"
    rf"\s*+[:.=]?\s*+)(?<!\d)8[1-9](?:{_GAP}\d){{7,10}}(?!\d)",
    re.IGNORECASE,
)
# "O8l2 3456 7890": letters that look like digits, beside digits.
_SIMILAR = {"o": "0", "i": "1", "l": "1", "|": "1", "z": "2", "s": "5", "b": "8"}
_LOOKS = r"[\doil|zsb]"
LOOKALIKE = re.compile(
    rf"(?<![\w+])(?:[0o]|\+?62)[ .\-]?[8b](?:[ .\-]?{_LOOKS}){{7,13}}(?![\w|])", re.IGNORECASE
)
_WORDS = (  # of each digit, by its place
    ("nol", "kosong", "zero", "oh"),
    ("satu", "one"),
    ("dua", "two"),
    ("tiga", "three"),
    ("empat", "four"),
    ("lima", "five"),
    ("enam", "anam", "six"),
    ("tujuh", "seven"),
    ("delapan", "lapan", "eight"),
    ("sembilan", "nine"),
    ("sepuluh", "ten"),
    ("sebelas", "eleven"),
)
_DIGITS = {word: str(digit) for digit, words in enumerate(_WORDS) for word in words}
_WORD = "|".join(sorted(_DIGITS, key=len, reverse=True))
_SAID = rf"(?:(?:{_WORD})(?:\s+(?:belas|puluh))?|\d{{1,4}}|double|dobel|plus)"
# Digits that are told in words, at least three of them, some of them perhaps written.
SPOKEN = re.compile(rf"\b{_SAID}(?:[\s,.\-]+{_SAID}){{4,20}}\b", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z]+|\d+", re.IGNORECASE)
_MOBILE = re.compile(r"(?:0|62)8[1-9]\d{6,11}")
_LANDLINE = re.compile(r"0[2-79]\d{7,10}")
_NIK_LENGTH, _WORDS_TOLD, _MONTHS = 16, 3, 12


def is_spoken_number(said: str) -> bool:
    """Tell whether what :data:`SPOKEN` found is a telephone number."""
    digits = _spoken_digits(said)
    return (_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits)) is not None


def is_spoken_nik(said: str) -> bool:
    """Tell whether what :data:`SPOKEN` found has as many digits as a NIK."""
    digits = _spoken_digits(said)
    return len(digits) == _NIK_LENGTH and not digits.startswith("0")


def is_lookalike_number(written: str) -> bool:
    """Tell whether what :data:`LOOKALIKE` found is a telephone number and no words."""
    parts = re.split(r"[ .\-]", written.lower().lstrip("+"))
    beside_digits = all(any(sign.isdecimal() for sign in part) for part in parts)
    if not beside_digits or _SIMILAR.keys().isdisjoint(written.lower()):
        return False
    digits = "".join(_SIMILAR.get(sign, sign) for part in parts for sign in part)
    return _MOBILE.fullmatch(digits) is not None


def is_spaced_number(written: str) -> bool:
    """Tell whether what :data:`SPACED` found is no day with its year and its time."""
    pairs = re.split(r"[ .\-/]", written)
    is_day = len(pairs) in {4, 5} and all(len(pair) == len("08") for pair in pairs)
    return not (is_day and int(pairs[1]) <= _MONTHS)


def _spoken_digits(said: str) -> str:
    """Return the digits of a run of words; nothing where hardly any is told in words."""
    tokens, digits, told, twice = _TOKEN.findall(said.lower()), "", 0, False
    for number, token in enumerate(tokens):
        after = tokens[number + 1] if number + 1 < len(tokens) else ""
        digit = _read(token, after, tokens[number + 2 : number + 3])
        told += token in _DIGITS
        digits += digit * 2 if twice else digit
        twice = token in {"double", "dobel"}
    return digits if told >= _WORDS_TOLD else ""


def _read(token: str, after: str, last: list[str]) -> str:
    """Return the digits of one word: "dua belas" is 12, "dua puluh" 20, "dua puluh tiga" 23."""
    digit = _DIGITS.get(token, token if token.isdecimal() else "")
    if after == "belas":
        return f"1{digit}"
    if after == "puluh":
        goes_on = bool(last) and len(_DIGITS.get(last[0], "")) == 1
        return digit if goes_on else f"{digit}0"
    return digit
