"""How news and offices' notices are written: what tells them from what a neighbour sends.

A neighbour writes neither a date in brackets nor each word of a line with a capital, counts no
hectares, names no far country, and sends nobody to read on elsewhere. One such mark is little:
formal people write dates. Whoever calls, speaks of themselves or begins with the minute sends none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTH = "jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des"
_DATED = re.compile(
    rf"\(\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\)|\b\d{{1,2}} (?:{_MONTH})[a-z]* 20\d\d\b"
    r"|\b\d{1,2}/\d{1,2}/20\d\d\b|\b(?:awal|akhir|selama|sepanjang|hingga|per) (?:\d{1,2} )?"
    rf"(?:tahun|bulan|{_MONTH})[a-z]*(?: 20\d\d)?\b"
)
_SENT_ON = re.compile(
    r"\b(?:selengkapnya|klik|simak|swipe|baca juga|breaking news|news ?update|hard ?news"
    r"|berita ?(?:terkini|terbaru|hari|nasional)|pautan|tautan|link di"
    r"|tribun(?!nya\b)\w+|detikcom|detik\.com|kompas|liputan6|metro ?tv|antara ?news)\b"
    r"|\b(?:foto|sumber|video|via|pewarta|reporter) ?:|\|"
    r"|#(?:berita|news|viral|populer)\w*|\[news\]"
)
_PASSED_ON = "rt @"
# Sent on from elsewhere. A link to a map is where somebody is.
_LINKED = re.compile(
    r"https?://(?!(?:www\.)?(?:maps?\.|goo\.gl/maps|google\.[a-z.]+/maps|share\.google|waze|wa\.me))"
    r"|\[(?:berita|news)\]"
)
# What seismologists tell of an earthquake: who felt it knows none of that.
_MEASURED = re.compile(
    r"\b(?:kedalaman|kdlmn) ?:? ?\d+ ?km\b|\b(?:tidak|tdk) (?:berpotensi|dirasakan)\b"
    r"|\bgempa(?: bumi)? (?:mag|magnitudo|m) ?:? ?\d"
)
_NUMBER = r"(?<![\d.,])\d[\d.,]{0,11}"
_COUNTED = re.compile(
    rf"{_NUMBER} ?(?:hektare?|ha|personel|pendaki|titik panas|hotspots?|rumah sakit)\b"
    rf"|{_NUMBER} ?(?:meter|m|km|kilometer)(?: [a-z]+)? (?:di atas|dari) puncak\b"
    rf"|\b(?:mencapai|seluas|sebanyak|tercatat) {_NUMBER} (?:ribu|juta|persen|orang|jiwa|rumah|kk"
    r"|kasus|kejadian|peristiwa|warga|hektar|korban|kali)\b"
    r"|\b(?:hektare?|mdpl|kolom abu|kolom erupsi|radius \d+)\b"
)
# How it ended, told of an accident as of a case: who calls does not know it yet.
_RETOLD = re.compile(
    r"\b(?:men|t)ewaskan\b|\btewas (?:dalam|akibat|usai|saat|setelah|terlindas|terjepit)\b"
    r"|\b(?:orang|pengendara|pengemudi|penumpang|pemotor|sopir|pelajar|warga|korban) tewas\b"
    r"|\b(?:meninggal(?: dunia)?|luka(?:-luka)?) (?:dalam|akibat|karena|usai) (?:\w+ )?kecelakaan\b"
    r"|\bkecelakaan maut\b|\bolah tkp\b|\b(?:jadi|sebagai) tersangka\b|\bdetik-?detik\b"
    r"|\bidentitas (?:para )?korban\b|\bkronologis? (?:kecelakaan|kejadian)\b"
    r"|\bti?dak (?:ada|sampai ada|menyebabkan|menimbulkan) korban jiwa\b|\btak ada korban jiwa\b"
    r"|\bkorban #?(?:kebakaran|banjir|longsor|gempa|tawuran|bencana)\b.{0,40}\b(?:mulai|kembali"
    r"|(?:sudah|udah) bisa|(?:me)?nerima|terima|trauma|sembako|santunan)\b"
    r"|\b(?:dihajar|di?gebuk\w*|dibantai|dilibas|dilumat) (?:\w+ ){0,2}\d{1,2} ?- ?\d{1,2}\b"
    r"|\bpelaku\b.{0,30}\b(?:dibina|diringkus|dibekuk|diciduk|diadili)\b"
    r"|\b(?:banjir|gempa|longsor|api|badai)(?: \w+){0,2} (?:terjang|guncang|landa|hanguskan)\b"
    r"|\bterancam \d+ tahun\b|\bdijerat pasal\b"
    r"|\bpolisi (?:buru|gagalkan|menggagalkan|ringkus|meringkus|amankan|menangkap|membekuk"
    r"|tetapkan|tangkap|bekuk|ungkap|selidiki|terapkan|dalami)\b"
    r"|\bvideo (?:asli|viral|kecelakaan|detik)|\b(?:lagi|sedang) viral\b"
)
_OFFICES = frozenset(
    "bnpb bpbd pvmbg bmkg bksda basarnas kapolri kapolda kapolres kapolresta kapolsek wakapolres"  # noqa: SIM905
    " polda polres polresta polrestabes polsek polri tni kodim koramil danramil dandim babinsa"
    " bhabinkamtibmas gubernur wagub bupati wabup walikota menteri mendagri presiden kementerian"
    " pemprov pemkab pemkot pemerintah satgas brimob personel prajurit"
    " pengamatan satlantas kemenhub kemenkes kasat kanit iptu ipda aiptu aipda bripka".split()
)
_ACTS = frozenset(
    "melaporkan mencatat menyebut menyatakan menegaskan menghimbau mengimbau mengingatkan"  # noqa: SIM905
    " menetapkan meminta mengintensifkan memperkuat meninjau menggelar melaksanakan mengikuti"
    " menghadiri mendampingi mengerahkan melakukan menyalurkan membagikan membersihkan menyambangi"
    " membantu memastikan memberikan menyerahkan mencegah menyosialisasikan gelar laksanakan imbau"
    " himbau tinjau lakukan salurkan bagikan kerahkan didampingi dampingi ungkap perkuat berjibaku"
    " bersihkan sambangi sosialisasi sosialisasikan koordinasi sigap identifikasi"
    " siapkan menyiapkan menangkap meringkus mengamankan membekuk menciduk menggagalkan"
    " gagalkan amankan ringkus bekuk"
    " mengidentifikasi menangani tangani evakuasi bantu tanggapi menanggapi".split()
)
_NEAR = 8  # words between an office and what it does
_ABROAD = re.compile(
    r"\b(?:israel|palestina|gaza|yerusalem|tel aviv|turki(?:ye)?|suriah|lebanon|yordania|mesir|iran"
    r"|irak|arab saudi|yaman|afghanistan|pakistan|india|nepal|bangladesh|sri lanka|myanmar|thailand"
    r"|vietnam|laos|filipina|malaysia|singapura|brunei|china|tiongkok|taiwan|jepang"
    r"|korea|korsel|korut|mongolia|rusia|ukraina|polandia|jerman|prancis|perancis|inggris|spanyol"
    r"|sepanyol|portugal|italia|yunani|albania|serbia|kroasia|bulgaria|rumania|hungaria|austria"
    r"|swiss|belgia|belanda|denmark|norwegia|swedia|finlandia|islandia|irlandia|kanada"
    r"|amerika(?: serikat)?|meksiko|kuba|haiti|kolombia|venezuela|peru|chile|cile|brasil|argentina"
    r"|maroko|aljazair|libya|sudan|nigeria|kenya|ethiopia|kongo|afrika selatan|australia"
    r"|selandia baru|papua nugini|california|london|new york|beirut|kabul|baghdad)\b"
)
_PERSONAL = re.compile(
    r"\b(?:tolong|tlg|tulung|lapor|saya|sy|kami|aku|gue|gua|gw|rumahku|help|pak|bu|bang|mbak|kak"
    r"|min|ndan|ki|ta|mi|ji|dong|bantu(?! (?:korban|masyarakat|pengendara|evakuasi)))\b"
)
_CLOCK = re.compile(r"\W*\d{1,2}[.:]\d\d\b")  # who begins with the minute tells of now
_LINK = re.compile(r"https?://\S+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_PLACE = re.compile(
    r"\b(?:di|jl|jln|jalan|depan|dekat|daerah|wilayah)\b[^,.:;!?\n]*", re.IGNORECASE
)
_SMALL = frozenset("dan yang dari untuk dengan pada dalam atau oleh saat usai hingga".split())  # noqa: SIM905
_FEWEST = 6  # words, of a line in which nearly each has a capital,
_FEWEST_TOLD = 3  # of them beside the place: its name has capitals whoever writes it
_MOST_SMALL = 0.2  # of them may have none
_LOOKED_AT = 1000  # characters


def news_marks(text: str) -> int:
    """Return how many marks of news or of a notice a text has; few where somebody speaks."""
    small = text[:_LOOKED_AT].lower()
    if _CLOCK.match(small):
        return 0
    if small.startswith(_PASSED_ON):
        return 1
    if _PERSONAL.search(small):
        return int(_ABROAD.search(small) is not None)
    marks = (_DATED, _SENT_ON, _COUNTED, _ABROAD, _RETOLD, _LINKED, _MEASURED)
    found = sum(mark.search(small) is not None for mark in marks)
    return found + _is_of_an_office(_WORD.findall(small)) + is_headline(text)


def _is_of_an_office(words: Sequence[str]) -> bool:
    """Tell whether an office is said to do what offices do, soon after it is named."""
    since = _NEAR + 1
    for word in words:
        since = 0 if word in _OFFICES else since + 1
        if word in _ACTS and since <= _NEAR:
            return True
    return False


def is_headline(text: str) -> bool:
    """Tell whether nearly each word of a text has a capital, and not the whole of it."""
    text = _LINK.sub(" ", text[:_LOOKED_AT])
    words, told = _capitalised(text), _capitalised(_PLACE.sub("", text))
    if len(words) < _FEWEST or len(told) < _FEWEST_TOLD or text.isupper():
        return False
    return all(
        sum(word[0].islower() for word in some) <= _MOST_SMALL * len(some) for some in (words, told)
    )


def _capitalised(text: str) -> list[str]:
    """Return the words of a text that have a capital in a headline."""
    found: list[str] = _WORD.findall(text[:_LOOKED_AT])
    return [word for word in found if word.lower() not in _SMALL]
