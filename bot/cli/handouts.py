"""What is handed out with a code: a message, and a printed slip to cut out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.documents import pdf, qr
from bot.domain.ticket import CODE_LENGTH
from bot.locales import mark
from bot.places import place_search
from bot.views.card import shorten
from bot.views.office import role_label
from bot.views.place import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.locales import Say
    from bot.models import Region
    from bot.services.people.roster_import import IssuedCode

TEMPLATE = "slips"
NAMED_POSTS = 2  # of one person; the others are counted
LONGEST_NAME, LONGEST_OFFICE = 90, 180  # letters that fit on a slip
AT_ONCE = 1000  # regions in one statement

TITLE = mark("Kode pendaftaran")
BY_LINK = mark(
    "{name}: Anda didaftarkan sebagai {office}. Buka {link} di HP, tekan Mulai (Start), lalu"
    " Setuju. Kode ini hanya untuk Anda, berlaku sekali, sampai {until}."
)
BY_CODE = mark(
    "{name}: Anda didaftarkan sebagai {office}. Buka bot kami di Telegram, tekan Mulai (Start),"
    " lalu Setuju, lalu ketik: /start {code}. Kode ini hanya untuk Anda, berlaku sekali, sampai"
    " {until}."
)
SCAN = mark("Pindai kode ini dengan kamera HP, tekan Mulai (Start), lalu Setuju.")
SEARCH = mark(
    "Tidak terbaca? Di Telegram cari @{bot}, tekan Mulai (Start), lalu Setuju, lalu ketik:"
    " /start {code}"
)
OPEN = mark(
    "Buka bot kami di Telegram (tanyakan namanya kepada yang memberi kertas ini), tekan Mulai"
    " (Start), lalu Setuju."
)
TYPE = mark("Ketik: /start {code}")
VALID = mark(
    "Hanya untuk Anda, berlaku sekali, sampai {until}. Jangan diteruskan kepada orang lain."
)


@dataclass(frozen=True, slots=True)
class Handout:
    """A code with the words for whoever gets it. ``link`` None: the bot's name is not known."""

    made: IssuedCode
    link: str | None
    office: str
    message: str
    slip: dict[str, Any]


class Words:
    """Puts codes into words of one language. ``bot``: its name on Telegram, for the links."""

    def __init__(self, say: Say, bot: str | None) -> None:
        """Use the words of a language."""
        self._say = say
        self._bot = bot

    async def handouts(self, session: AsyncSession, codes: Sequence[IssuedCode]) -> list[Handout]:
        """Return what to hand out, in the order of the codes."""
        wanted = sorted({post.region for one in codes for post in one.posts})
        regions: dict[str, Region] = {}
        for start in range(0, len(wanted), AT_ONCE):
            found = await place_search.by_codes(session, wanted[start : start + AT_ONCE])
            regions |= {region.code: region for region in found}
        return self.described(codes, regions)

    def described(
        self, codes: Sequence[IssuedCode], regions: Mapping[str, Region]
    ) -> list[Handout]:
        """Return what to hand out; ``regions``: those of their posts, by code."""
        return [self._handout(one, regions) for one in codes]

    def slips(self, handouts: Sequence[Handout], *, at: datetime) -> bytes:
        """Return the slips to print, eight on a page, as a PDF."""
        data = {
            "title": self._say.plain(TITLE),
            "language": self._say.language,
            "slips": [self._drawn(one) for one in handouts],
        }
        return pdf.render_pdf(TEMPLATE, data, at=at)

    def _handout(self, made: IssuedCode, regions: Mapping[str, Region]) -> Handout:
        say, typed = self._say, spaced(made.code)
        until = say.moment(made.expires_at, regions[made.posts[0].region].zone)
        link = f"https://t.me/{self._bot}?start={made.code}" if self._bot else None
        office = self._office(made.posts, regions)
        known = {"name": made.name, "office": office, "until": until}
        if link is not None:
            message = say.plain(BY_LINK, link=link, **known)
            steps = [say.plain(SCAN), say.plain(SEARCH, bot=self._bot, code=typed)]
        else:
            message = say.plain(BY_CODE, code=typed, **known)
            steps = [say.plain(OPEN), say.plain(TYPE, code=typed)]
        slip = {
            "name": shorten(_printable(made.name), LONGEST_NAME),
            "office": shorten(office, LONGEST_OFFICE),
            "steps": steps,
            "code": typed,
            "until": say.plain(VALID, until=until),
        }
        return Handout(made, link, office, message, slip)

    def _office(self, posts: Sequence[Grant], regions: Mapping[str, Region]) -> str:
        named = [
            f"{role_label(self._say, post.role)} {full_name(regions[post.region])}"
            for post in posts[:NAMED_POSTS]
        ]
        more = len(posts) - NAMED_POSTS
        if more > 0:
            named.append(self._say.plain("dan {n} lagi", n=self._say.number(more)))
        return "; ".join(named)

    def _drawn(self, one: Handout) -> dict[str, Any]:
        return one.slip | {"qr": qr.svg(one.link) if one.link is not None else None}


def spaced(code: str) -> str:
    """Return a code in two halves, as it is read aloud and typed: ``4F7Q2-M8XKD``."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def _printable(name: str) -> str:
    """Return a name without unprintable characters, such as those that change its direction."""
    return "".join(sign for sign in name if unicodedata.category(sign) not in {"Cc", "Cf"}).strip()
