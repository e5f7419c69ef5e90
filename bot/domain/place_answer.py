"""Whether words are said to somebody, or name a place: what no village is called tells."""

from __future__ import annotations

import re

# No village has these in its name ...
_NEVER_NAMES = """
    cepat cepetan udah masih sekarang apinya tidak nggak enggak gak tdk kita mereka itu ini atau
    karena mohon bantu bantuin siapa kenapa bagaimana dia aku ayo please help hurry now dengan luka
    darah lari sedang dekat-dekat kebakaran maling pelaku korban
"""
# ... and these only few: whoever types them beside others speaks.
_SELDOM_NAMES = """
    tolong segera sudah ada orang orangnya kami saya jangan lagi apa woi banyak yang di ke dari pak
    bu bang ya dan sini situ desa kelurahan kampung
"""
_TOLD_OF = frozenset("korbannya pelakunya orangnya apinya asapnya mereka dia".split())  # noqa: SIM905
_AHEAD = frozenset("ada masih sudah udah cepat tolong pak bu dan".split())  # noqa: SIM905
_WORD = re.compile(r"[\w'\u2019-]+")
_NEVER = frozenset(_NEVER_NAMES.split())
_CRY = frozenset("tolong segera jangan woi".split())  # noqa: SIM905
_WHERE = frozenset("di ke dari desa kelurahan kampung".split())  # noqa: SIM905
_ANYWHERE = frozenset(
    "atas bawah belakang besar dalam depan jalan kecil luar pasar rumah samping".split()  # noqa: SIM905
)
_AROUND_A_NAME = _NEVER | frozenset(_SELDOM_NAMES.split())


def speaks(text: str) -> bool:
    """Tell whether ``text`` is said to somebody, and does not only name a place."""
    said = set(_WORD.findall(text.lower()))
    return "!" in text or not said.isdisjoint(_NEVER) or not said.isdisjoint(_CRY)


def refers_back(text: str) -> bool:
    """Tell whether ``text`` begins with whom or what was told of: "korbannya pingsan"."""
    said = (_bare(word) for word in text.split())
    return next((word for word in said if word not in _AHEAD), "") in _TOLD_OF


def named(text: str) -> str:
    """Return what is left of ``text`` for a name, without what is said around it.

    A name begins a message, or stands after a word for where: "apinya besar" is not in Besar.
    """
    said = text.split()
    kept = [place for place, word in enumerate(said) if _bare(word) not in _AROUND_A_NAME]
    if not kept or (kept[0] and _bare(said[kept[0] - 1]) not in _WHERE):
        return ""
    name = " ".join(said[place] for place in kept).strip(" !.?,;:")
    return "" if name.lower() in _ANYWHERE else name


def _bare(word: str) -> str:
    return word.strip("!.?,;:()").lower()
