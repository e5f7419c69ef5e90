"""How a position may be written: the patterns of links, pairs of numbers and angles."""

from __future__ import annotations

import re

MINUS = "-\u2212\u2013"
_SIGN = rf"[+{re.escape(MINUS)}]?"
PLAIN = str.maketrans(dict.fromkeys(MINUS, "-"))
ADDRESS = re.compile(
    r"(?:https?://|geo:)\S+|(?<![\w.@\-])(?:[\w\-]{1,30}\.){1,4}(?:com|org|gl|co|to|id|apple|google)"
    r"(?:\.[a-z]{2})?/\S+",
    re.IGNORECASE,
)
MAP = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?(?:maps\.app\.goo\.gl/|goo\.gl/maps|g\.co/kgs|g\.page/|maps\.apple"
    r"|share\.google/|maps\.google\.|google\.[a-z.]{2,6}/maps|waze\.(?:com|to)|ul\.waze\.com"
    r"|(?:openstreetmap|osm)\.org|share\.here\.com|wego\.here\.com|bing\.com/maps|petalmaps\.com)"
    r"|geo:",
    re.IGNORECASE,
)
_IN_ADDRESS = rf"({_SIGN}\d{{1,3}}\.\d{{1,20}})"
PIN = re.compile(rf"!3d{_IN_ADDRESS}!4d{_IN_ADDRESS}|!1d{_IN_ADDRESS}!2d{_IN_ADDRESS}")
NAMED = re.compile(
    rf"lat(?:itude)?={_IN_ADDRESS}[^\s#]{{0,40}}?[&;]\w{{0,4}}?(?:lon|lng|long|longitude)={_IN_ADDRESS}"
)
PAIR = re.compile(rf"(?<!\d)(?<!\d\.)(?<![+\-])(@?){_IN_ADDRESS} ?[,~/ ] ?{_IN_ADDRESS}(?![\d.])")
_DECIMAL = rf"({_SIGN}\d{{1,3}}([.,])\d{{4,20}})"
BARE = re.compile(
    rf"(?<![\w.,+\-]){_DECIMAL} ?\u00b0?(?:\s{{0,3}}[,;/|]\s{{0,3}}|\s{{1,3}})"
    rf"({_SIGN}\d{{1,3}}\2\d{{4,20}})(?![.,]?\d)(?!\w)"
)
_ANGLE = (
    rf"({_SIGN})(\d{{1,3}})"
    r"(?:[.,](\d{2,20})(?:\s?[\u00b0\u00ba\u02da])?"
    r"|\s?[\u00b0\u00ba\u02da]\s?(\d{1,2}(?:[.,]\d{1,8})?)\s?['\u2032\u2019\u2018`]"
    r"(?:\s?(\d{1,2}(?:[.,]\d{1,8})?)\s?(?:[\"\u2033\u201d\u201c]|['\u2032\u2019]{2}))?)"
)
_LAT = r"(LS|L\.S\.?|LU|L\.U\.?|lintang selatan|lintang utara|[SN])"
_LON = r"(BT|B\.T\.?|bujur timur|E)"
_LAT_BEFORE = rf"(?<!\w)(?:{_LAT}|lat(?:itude)?|lintang)[\s.:=]{{0,3}}"
_LON_BEFORE = rf"(?<!\w)(?:{_LON}|lon(?:g|gitude)?|lng|bujur)[\s.:=]{{0,3}}"


# "S 5.14 E 119.43" and "5.14 S 119.43 E": which of them it is, only both together tell.
BEFORE, AFTER = (
    {
        "lat": re.compile(
            style.format(before=_LAT_BEFORE, angle=_ANGLE, after=_LAT), re.IGNORECASE
        ),
        "lon": re.compile(
            style.format(before=_LON_BEFORE, angle=_ANGLE, after=_LON), re.IGNORECASE
        ),
    }
    for style in (
        r"{before}{angle}(?![.,]?\d)(?:\s?{after}(?!\w))?",
        r"(?<![\w.,+\-])(){angle}\s?{after}(?!\w)",
    )
)
BETWEEN = re.compile(r"[\s,;/&()\u2013-]{0,5}(?:dan|and)?[\s,;/&()\u2013-]{0,5}")
