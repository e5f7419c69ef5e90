"""Entries that set a village, one's own or a draft's: typed, by position, by button."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.category import OTHER, AlertRule
from bot.domain.coordinates import map_link_without_position
from bot.domain.open_question import VillageQuestion
from bot.domain.place_answer import named, refers_back, speaks
from bot.domain.place_names import is_dotless, read_code
from bot.domain.small_talk import talk
from bot.handlers import draft_submission, emergency, position, report, small_talk
from bot.handlers.village_choice import NOT_A_VILLAGE, offer, own, settle
from bot.locales import mark
from bot.places import place_search
from bot.places.data import VILLAGE
from bot.services.reports import draft_changes, draft_lookup
from bot.views.place import OFFERED

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.models import Draft
    from bot.places.place_search import SearchResult

NO_SUCH_VILLAGE = mark(
    "Tidak ada desa/kelurahan dengan nama itu. Ketik namanya beserta kecamatan (contoh:"
    " Karuwisi, Panakkukang), atau kodenya (contoh: 73.71.09.1001)."
)
JOINED = mark(
    "Kami tambahkan ke laporan Anda, yang BELUM TERKIRIM. Di desa atau kelurahan mana? Ketik"
    " namanya saja (contoh: Karuwisi, Panakkukang), atau tekan 📎 dan pilih Lokasi."
)
ANOTHER = mark(
    "Ini kami catat sebagai laporan tersendiri; yang sebelumnya tetap ada. Semuanya BELUM TERKIRIM."
)
LONGEST_KEPT = 100  # letters of a name that is kept until it is said where it lies
LONGEST_NAME = 6  # words: a village, its district and its regency
ANSWERS_WITHIN = timedelta(minutes=15)  # then a message is a message again


async def typed(turn: Turn) -> None:
    """Offer the villages that a name or a position may mean; a code needs no choice.

    What is no village may be a report: it is taken as one, and the question stays where nothing
    else tells the village.
    """
    asked, text = turn.asked(VillageQuestion), turn.incoming.text.strip()
    if await _is_over(turn, asked):
        turn.me.awaiting = None
        await report.receive(turn)
    elif turn.incoming.location is not None and turn.incoming.attached is None:
        await _position_sent(turn, asked.draft)
    elif turn.incoming.name != "text":
        await _more_sent(turn, await own(turn, asked.draft))
    elif (code := read_code(text)) is not None:
        await _code_typed(turn, code, asked.draft, sure=not is_dotless(text))
    elif map_link_without_position(text) is not None:
        await _link_sent(turn, await own(turn, asked.draft))
    else:
        await _name_typed(turn, text, asked)


async def _position_sent(turn: Turn, draft_id: int | None) -> None:
    """Offer the villages at a position; of a draft it is the place as well.

    What is said beside it joins that draft, or is a report of its own.
    """
    draft, place = await own(turn, draft_id), position.readable(turn.incoming)
    waits, text = draft is not None and draft.status == draft_changes.OPEN, turn.incoming.text
    if not waits and text and _tells(turn, text):
        await report.receive_words(turn)
        return
    if draft is not None and waits and place is not None:
        content = report.content_of(turn)
        draft_changes.add(turn.session, draft, content, now=turn.now, config=turn.config)
        await draft_submission.add_place(turn, draft, place)
    position.offer(turn, draft)


async def _more_sent(turn: Turn, draft: Draft | None) -> None:
    """Put a picture, with what is said of it, to the draft that is asked about."""
    if draft is not None and draft.status == draft_changes.OPEN and draft.text:
        await draft_submission.join(turn, draft, report.content_of(turn))
    else:
        await report.receive_words(turn)


async def _link_sent(turn: Turn, draft: Draft | None) -> None:
    """Say what helps where a link does not say where it leads; the words are the draft's."""
    if draft is not None and draft.status == draft_changes.OPEN:
        await draft_submission.join(turn, draft, report.content_of(turn))
    elif _tells(turn, turn.incoming.text):
        await report.receive_words(turn)
    else:
        position.explain_link(turn)


async def _name_typed(turn: Turn, text: str, asked: VillageQuestion) -> None:
    """Offer what a name may mean; a report that resembles a name is a report.

    What is said to the question of a draft belongs to it: "cepat pak, apinya besar!" is no village.
    """
    finding = await _narrowed(turn, text, asked.name)
    if not finding.sure and talk(text) is not None:
        await small_talk.answer(turn)
        return
    sure = finding.sure and (not speaks(text) or bool(named(text)))  # "tolong!" is no Tolong
    tells, draft = _tells(turn, text), await own(turn, asked.draft)
    if draft is not None and draft.status == draft_changes.OPEN and _is_another(turn, draft, text):
        await _another_told(turn, draft)
        return
    if tells and draft is not None and draft.status == draft_changes.OPEN:
        if not sure and draft.village_code is not None:  # else its card asks
            turn.tell(JOINED)
        await draft_submission.join(turn, draft, report.content_of(turn))
        if not sure:
            return
    if finding.found and (sure or not tells):
        many = finding.bearers if finding.bearers > OFFERED else None
        kept = text if many and len(text) <= LONGEST_KEPT else None
        turn.me.awaiting = replace(asked, name=kept)  # the next message may say where it lies
        offer(turn, finding.codes, asked.draft, many)
    elif tells:
        await report.receive_words(turn)
    else:
        turn.tell(NO_SUCH_VILLAGE)


def _is_another(turn: Turn, draft: Draft, text: str) -> bool:
    """Tell whether words say that something else happened than a draft does, and it is urgent."""
    told = turn.config.triage.heard(text).category
    pages = turn.config.categories[told].alert in {AlertRule.ALWAYS, AlertRule.ONGOING}
    return pages and not refers_back(text) and not draft_lookup.same_kind(draft, text, turn.config)


async def _another_told(turn: Turn, draft: Draft) -> None:
    """Begin a report of its own, as urgent as the first; the question stays and is for both."""
    turn.tell(ANOTHER)
    await (emergency.begin if draft.emergency else report.receive)(turn)


async def _narrowed(turn: Turn, text: str, name: str | None) -> SearchResult:
    """Read a message as where the name that was typed before lies, else by itself.

    Of words around a name the name counts, where it is one.
    """
    alone = await place_search.search(turn.session, text, near=_near(turn))
    if not alone.sure and (rest := named(text)) not in {"", text}:
        among = await place_search.search(turn.session, rest, near=_near(turn))
        alone = among if among.sure else alone
    if name is None:
        return alone
    both = await place_search.search(turn.session, f"{name}, {text}", near=_near(turn))
    return both if both.sure or (both.found and not alone.sure) else alone


async def _is_over(turn: Turn, asked: VillageQuestion) -> bool:
    """Tell whether a question may be forgotten: its draft is gone, or it was asked long ago."""
    if turn.me.village_code is None:
        return False
    if asked.draft is not None:
        draft = await draft_lookup.load(turn.session, asked.draft)
        return draft is None or draft.status != draft_changes.OPEN
    return asked.at is None or turn.now - asked.at > ANSWERS_WITHIN


def _tells(turn: Turn, text: str) -> bool:
    """Tell whether what is no village says that something happened: no name is so long."""
    guess = turn.config.triage.heard(text)
    return (
        guess.category != OTHER or guess.threat or speaks(text) or len(text.split()) > LONGEST_NAME
    )


async def _code_typed(turn: Turn, code: str, draft_id: int | None, *, sure: bool) -> None:
    """Take the village of a code; offer it by name where the code may be another list's.

    Of a code that a decree ended, offer what came out of it.
    """
    heirs = await place_search.today(turn.session, code)
    if not heirs:
        turn.tell(NO_SUCH_VILLAGE)
    elif heirs[0].level != VILLAGE:
        turn.tell(NOT_A_VILLAGE)
    elif sure and [region.code for region in heirs] == [code]:
        await settle(turn, heirs[0], draft_id)
    else:
        offer(turn, [region.code for region in heirs], draft_id, None)


def _near(turn: Turn) -> str | None:
    if turn.me.village_code is not None:
        return turn.me.village_code
    return next((grant.region_code for grant in turn.me.grants), None)
