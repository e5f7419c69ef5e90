"""How complaints to an office are written: what tells them from what happens now.

Who wants a drain dug, a tree cut or a road raised says what is to be done, that it is so whenever
it rains, or what may fall one day. Each of these is a mark. What is told of now has none, whatever
else it says, nor has what people do to each other: who is often beaten needs help today.
"""

from __future__ import annotations

import re

_ABOUT = re.compile(
    r"\b(?:banjir\w*|genangan|tergenang|saluran\w*|selokan|got|gorong\S*|drainase\w*|sungai|kali"
    r"|pohon\w*|ranting\w*|jalan\w*|lubang|paving\w*|aspal|tiang|kabel\w*|pju|lampu|tanggul|tembok"
    r"|pagar|jembatan|kecelakaan|longsor|ambrol|pl\w*sengan|trotoar|rambu)\b"
)
_HABIT = re.compile(
    r"\b(?:selalu|sering|kerap|langganan|(?:se)?tiap (?:kali )?(?:ada )?(?:turun )?(?:hujan|ujan"
    r"|musim|tahun|thn)|musim (?:peng)?hujan|ber(?:tahun|bulan)(?:2|[- ]?(?:tahun|bulan))"
    r"|(?:jika|kalau|kalo|klo|kl|bila|ketika|waktu|pas) (?:musim )?(?:hujan|ujan)"
    r"|(?:hujan|ujan) (?:sedikit|dikit|sebentar|bentar)|sudah (?:lama|banyak kecelakaan)"
    r"|(?:beberapa|bbrp|ber)[ -]?kali|banyak (?:yang|yg|pengendara|pemotor|motor) (?:(?:yang|yg) )?"
    r"(?:jatuh|kecelakaan|celaka|mengalami)|berminggu\S*|sejak (?:tgl|tanggal|lama)"
    r"|(?:sudah|sdh|udah|hampir|selama|kurang lebih) (?:se|\d+ ?)(?:bulan|bln|tahun|thn|th))\b"
)
_WORKS = re.compile(
    r"\b(?:perbaikan|pembenahan|pemasangan|pembuatan|pembangunan|peninggian|pengerukan|normalisasi"
    r"|renovasi|perantingan|perampingan|pemangkasan|penebangan|pemotongan|pengaspalan|pa\w*isasi"
    r"|pengangkutan|pembersihan|penertiban|bo[xk]s? ?c\w+|u-?dit\w+|pl\w*sengan|tirap|pondasi"
    r"|di(?:perbaiki|benahi|benerin|bangun|tebang|potong|pangkas|keruk|tinggikan|tambal|aspal"
    r"|pasang|buatkan|bersihkan|normalisasi))\b"
)
_FEAR = re.compile(
    r"\b(?:di)?(?:khawatir|kuatir|kawatir|takut)(?:kan|nya|ny)?\b"
    r"|\b(?:rawan|rentan|beresiko|berisiko|resiko|risiko|berpotensi|potensi|antisipasi"
    r"|mengantisipasi|bisa menyebabkan|akan berdampak|sebelum jatuh|sewaktu-?waktu"
    r"|(?:sebelum|bisa|akan|dapat) (?:tumbang|roboh|ambruk|longsor|jatuh|ada korban)"
    r"|(?:jangan|harus) (?:sampai|tunggu|nunggu|menunggu) (?:sampai |ada |sudah )*korban)\b"
)
_CRIME = re.compile(
    r"\b(?:banyak|sering(?: ada)?|suka ada|rawan|kadang ada) (?:begal|(?:pen)?copet|(?:pen)?jambret"
    r"|maling|rampok|preman|curanmor|klitih)\b.{0,60}"
    r"\b(?:kalau|kalo|klo|kl|tiap|setiap|situ|sana|daerah|itu|jam)\b"
)
_NOW = re.compile(
    r"\b(?:sekarang|skrg|skrang|barusan|baru saja|saat ini|sedang|(?:malam|pagi|siang|sore|hari)"
    r" ini|(?:ma|sema|sm)kin|masuk (?:ke )?(?:dalam )?(?:rumah|rmh)"
    r"|(?:sudah|sdh|udah|mulai) (?:masuk|naik)"
    r"|se(?:lutut|paha|perut|pinggang|dada|leher)|lutut|paha|pinggang|dada|atap rumah"
    r"|belum surut|blm surut|terjebak|tertimpa|(?<!sebelum tumbang )(?<!sebelum roboh )menimpa"
    r"|darurat|evakuasi|tolong cepat)\b"
)
_BETWEEN_PEOPLE = re.compile(
    r"\b(?:pukul|dipukul|dipukuli|memukul|bacok|tusuk|tikam|ancam|diancam|mengancam|teriak|ngamuk"
    r"|mengamuk|begal|dibegal|jambret|rampok|tawuran|keroyok|dikeroyok|suami|istri|berkelahi)\b"
)
_LOOKED_AT = 1000  # characters


def complaint_marks(text: str) -> int:
    """Return how many marks of a standing complaint a text has; none where it tells of now."""
    small = text[:_LOOKED_AT].lower()
    if _CRIME.search(small) and not _NOW.search(small):
        return 1
    if not _ABOUT.search(small) or _NOW.search(small) or _BETWEEN_PEOPLE.search(small):
        return 0
    return sum(mark.search(small) is not None for mark in (_HABIT, _WORKS, _FEAR))
