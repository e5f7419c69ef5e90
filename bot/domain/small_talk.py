"""What is said to be kind, or to ask about the bot, and warns of nothing.

A message is small talk where every word of it is known to say nothing else; one more word, and it
may be a warning: "ok, tapi ada maling" is a report.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

LONGEST = 10  # words


class SmallTalk(StrEnum):
    """What kind of small talk it is."""

    THANKS = "thanks"
    AGREED = "agreed"
    GREETING = "greeting"
    CANCEL = "cancel"
    HELP = "help"
    OFFICER = "officer"  # who is my Bhabinkamtibmas?


_THANKS = """
    terima kasih terimakasih terimakasi makasih makasi mksh mksih trims trimakasih trmksh thanks
    thank thx tq tengkyu suwun matur nuhun hatur kurru sumange sumange' sumanga'
"""
_AGREED = """
    ok oke okay okey okeh siap laksanakan baik baiklah ya iya iye iye' iyek iyo inggih nggih monggo
    yes yoi mantap sip noted maaf alhamdulillah syukurlah bye dadah wassalam
"""
_GREETING = """
    halo hai hi hello hey permisi assalamualaikum assalamu'alaikum assalamu alaikum tes test tabe
    tabe' punten kulo sewu
"""
_POLITE = """
    pak bu bapak ibu kak bang mas mbak daeng komandan min admin ya yah deh banyak sekali banget atas
    infonya informasinya bantuannya you so much very a lot there sama sama-sama kembali selamat pagi
    siang sore malam waalaikumsalam wr wb warahmatullahi wabarakatuh good morning afternoon evening
    bot nuwun
"""
_ASKS = """
    siapa siapakah sapa nama namanya nomor nomornya nomer no kontak kontaknya who hubungi
    menghubungi
"""
_ABOUT = """
    bhabinkamtibmas babinkamtibmas bhabinkantibmas babinkantibmas bhabinkamtibnas babinkamtibnas
    bhabinkamtibmasku bhabin babin bhabinku polmas
"""
_OFFICER = """
    saya kami kita di sini desa kelurahan kampung polisi hp wa telepon bagaimana gimana cara adalah
    is my our the officer here yang untuk apa berapa mana ini kamtibmas ku minta tanya
"""
_CANCEL = frozenset(
    {
        *("batal", "batalkan", "batal saja", "cancel", "tidak jadi", "nggak jadi", "gak jadi"),
        *("ga jadi", "gajadi", "tdk jadi", "ndak jadi", "dak jadi", "never mind", "nevermind"),
        *("ora sido", "gak sido", "ndak sido", "tena jadi"),
    }
)
_HELP = frozenset(
    {
        *("bantuan", "menu", "help", "panduan", "cara lapor", "cara melapor", "cara pakai"),
        *("bagaimana cara lapor", "bagaimana cara melapor", "gimana cara lapor", "how to report"),
        *("cara lapornya", "gimana cara lapornya", "bagaimana cara lapornya", "gimana lapornya"),
        *("cara lapor gimana", "cara lapor bagaimana", "lapornya gimana", "lapor gimana"),
        *("cara lapor bgmn", "gmn cara lapor", "bagaimana melapor", "gimana melapor"),
        *("kamu siapa", "siapa kamu", "anda siapa", "siapa anda", "ini siapa", "siapa ini"),
        *("bisa apa", "bisa apa saja", "kamu bisa apa", "bot ini apa", "ini bot"),
        *("who are you", "what is this", "how do i report", "what can you do"),
        *("cara menggunakan bot ini", "cara pakai bot ini", "ini bot apa", "bot apa ini"),
    }
)
_GREETINGS = frozenset(
    {
        *("selamat pagi", "selamat siang", "selamat sore", "selamat malam", "p"),
        *("pagi", "siang", "sore"),  # "malam" may say when it was
        *("met pagi", "met siang", "met sore", "met malam", "good morning", "good evening"),
    }
)
_HANDS = frozenset("👍👌🙏🙂😊☺😄😀😁🫡🤝👋❤")
_MARKS = frozenset({"Cf", "Mn", "Sk"})  # joiners, variants and skin tones
_WORD = re.compile(r"[\w'\u2019-]+")
_REPEATED = re.compile(r"([^\W\d_])\1+")  # a letter; digits count something


def talk(text: str) -> SmallTalk | None:
    """Return what kind of small talk a message is; None: it may say something."""
    words = [word.replace("\u2019", "'") for word in _WORD.findall(text.lower())]
    if _holds_signs(text) or len(words) > LONGEST:
        return None
    if not words:
        return SmallTalk.AGREED if _HANDS.intersection(text) else None
    said = " ".join(_polite_cut(words))
    if said in _CANCEL:
        return SmallTalk.CANCEL
    if said in _HELP and "!" not in text:  # "help!" is a cry
        return SmallTalk.HELP
    drawn = [_short(word) for word in words]
    return _by_words(frozenset(drawn), " ".join(drawn))


def _by_words(words: frozenset[str], said: str) -> SmallTalk | None:
    if words & _SETS["asks"] and words & _SETS["about"]:
        all_known = words <= _SETS["asks"] | _SETS["about"] | _SETS["officer"] | _SETS["polite"]
        return SmallTalk.OFFICER if all_known else None
    if not words <= _KINDLY and said not in _DRAWN_GREETINGS:
        return None
    for name, kind in (("thanks", SmallTalk.THANKS), ("agreed", SmallTalk.AGREED)):
        if words & _SETS[name] - {"ya"}:
            return kind
    greets = words & _SETS["greeting"] or any(
        f"{said} ".startswith(f"{greeting} ") for greeting in _DRAWN_GREETINGS
    )
    return SmallTalk.GREETING if greets else SmallTalk.AGREED if words == {"ya"} else None


def _short(word: str) -> str:
    """Return a word without the letters that are drawn out: "halooo", "makasihh"."""
    return _REPEATED.sub(r"\1", word)


def _polite_cut(words: list[str]) -> list[str]:
    """Return the words without a form of address at the end: "batal pak"."""
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _ADDRESSED:
        kept.pop()
    return kept


def _holds_signs(text: str) -> bool:
    """Tell whether a sign stands in it that may say something, as 🔥 does."""
    return any(
        unicodedata.category(sign)[0] == "S"
        and sign not in _HANDS
        and unicodedata.category(sign) not in _MARKS
        for sign in text
    )


_ADDRESSED = frozenset("pak bu bapak ibu kak bang mas mbak daeng min admin ya deh saja".split())  # noqa: SIM905
_SETS = {
    name: frozenset(_short(word) for word in words.split())
    for name, words in (
        ("thanks", _THANKS),
        ("agreed", _AGREED),
        ("greeting", _GREETING),
        ("polite", _POLITE),
        ("asks", _ASKS),
        ("about", _ABOUT),
        ("officer", _OFFICER),
    )
}
_KINDLY = _SETS["thanks"] | _SETS["agreed"] | _SETS["greeting"] | _SETS["polite"]
_DRAWN_GREETINGS = frozenset(map(_short, _GREETINGS))
