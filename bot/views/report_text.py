"""One report on a card: its words, masked and escaped, who wrote it as an alias, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain import coordinates, disclosure
from bot.domain.alias import NOBODY, anonymised
from bot.domain.disclosure import PositionPrecision
from bot.domain.masking import mask
from bot.locales import counted, mark
from bot.services.alerts import card_room
from bot.views import attached
from bot.views.card import Markup, shorten
from bot.views.moments import moment
from bot.views.office import role_label

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.disclosure import Disclosure
    from bot.locales import Say
    from bot.models import Addendum, Report
    from bot.views.incident_history import IncidentHistory

LONGEST_VENUE = 300
LATE = timedelta(minutes=5)  # a report written so long before it was sent shows both times
BY_EMERGENCY = mark("🚨 Dikirim lewat /darurat.")
REPORTER = mark("Pelapor: {alias}")
REPORTER_AS = mark("Pelapor: {alias} ({role})")
REPORTER_KNOWN = mark("Pelapor: {alias} ({trust})")
TRUST = {
    "some_true": mark("pernah melapor, benar"),
    "often_true": mark("sering melapor, umumnya benar"),
    "often_mixed": mark("sering melapor, ada yang tidak benar"),
}
FORWARDED = mark("↪️ Diteruskan dari orang lain: pelapor belum tentu melihat sendiri.")
UNHEARD = mark("🎤 Pelapor juga mengirim suara atau video; bot tidak dapat meneruskannya.")
WITHDRAWN = mark("↩️ Ditarik oleh pelapor ini: salah kirim.")
POSITION = mark("Lokasi dari pelapor: {link}")
COARSE_POSITION = mark("Perkiraan lokasi (dalam {metres} m): {link}")
BOTH_TIMES = mark("Ditulis {written}, terkirim {sent}.")
EARLIER = counted("(dan {n} tambahan sebelumnya; kirim {ticket} ke bot untuk membaca semua)")
ADDED = mark("🆕 Tambahan {at}:")
ADDED_TO = mark("🆕 Tambahan untuk {ticket} {at}:")


@dataclass(frozen=True, slots=True)
class ReportReader:
    """Who reads, and when. ``metres``: how coarse a coarse position is."""

    reads: Disclosure
    metres: int
    now: datetime
    hides_reporter: bool


def report_text(
    say: Say, report: Report, written: str, history: IncidentHistory, to: ReportReader
) -> Markup:
    """Show one report: its words as ``written``, and what its reader may know beside them."""
    parts: list[Markup] = []
    if report.withdrawn_at is not None:
        parts.append(say(WITHDRAWN))
    if report.emergency:
        parts.append(say(BY_EMERGENCY))
    if report.forwarded:
        parts.append(say(FORWARDED))
    if report.unheard:
        parts.append(say(UNHEARD))
    zone, now = history.incident.village.zone, to.now
    if report.created_at - report.written_at >= LATE:
        sent = moment(say, report.created_at, zone, now)
        parts.append(say(BOTH_TIMES, written=moment(say, report.written_at, zone, now), sent=sent))
    if to.reads.reporter:
        parts.append(_reporter(say, report, to))
    about = joined_lines([*parts, *_position(say, report, report, to)])
    return paragraphs([part for part in (Markup("{}").format(written), about) if part])


def written(report: Report, reads: Disclosure, added: Addendum | None = None) -> str:
    """Return its words, masked; a position among them is no more exact than the reader may know.

    Of what was ``added`` to it, those words.
    """
    said = report if added is None else added
    exactly = disclosure.shown(reads.position, anonymous=report.anonymous)
    masked = mask(said.text)
    return (
        masked
        if said.lat is None or exactly is PositionPrecision.EXACT
        else coordinates.hide(masked)
    )


def added_text(
    say: Say,
    report: Report,
    added: Addendum,
    history: IncidentHistory,
    to: ReportReader,
    limit: int,
) -> Markup:
    """Show an addendum to one of an incident's reports, named where there are several.

    ``limit``: how many units of its words.
    """
    at = moment(say, added.at, history.incident.village.zone, to.now)
    head = say(ADDED_TO if len(history.reports) > 1 else ADDED, ticket=report.ticket, at=at)
    words = shorten(written(report, to.reads, added), limit)
    pictures = attached.counted(say, history.pictures.get(added.id, {}))
    parts = [Markup("{}").format(words)] if words else []
    first = Markup(" ").join([head, *parts, *pictures])
    heard = [say(FORWARDED)] if added.forwarded else []
    return joined_lines([first, *heard, *_position(say, added, report, to, limit)])


def all_added(say: Say, history: IncidentHistory, to: ReportReader) -> list[Markup]:
    """Show what a card has room for of what was added in words, and say how many more there are."""
    added = [one for _, one in history.addenda if one.answer is None]
    shown = {one.id for one in card_room.addenda_on_card(added, history.reports)}
    limit = card_room.added_room(len(shown))
    more = len(added) - len(shown)
    earlier = [say.many(*EARLIER, more, ticket=history.incident.ticket)] if more else []
    kept = [one for one in history.addenda if one[1].id in shown]
    return [*earlier, *(added_text(say, *one, history, to, limit) for one in kept)]


def _reporter(say: Say, report: Report, to: ReportReader) -> Markup:
    """Say who reported; nothing where the kind hides it, even if it was stored to be shown."""
    alias = alias_shown(say, report, hides=to.hides_reporter)
    role = role_label(say, report.role) if report.role and not to.hides_reporter else None
    band = None if to.hides_reporter else TRUST.get(report.trust or "")
    if role is None and band is not None:
        return say(REPORTER_KNOWN, alias=alias, trust=say.plain(band))
    return say(REPORTER_AS if role else REPORTER, alias=alias, role=role)


def alias_shown(say: Say, report: Report, *, hides: bool) -> str:
    """Return the name under which a reporter is shown; ``hides``: the kind hides who it was."""
    return _alias(say, anonymised(report.alias) if hides else report.alias)


def _alias(say: Say, alias: str) -> str:
    """Return an alias as the reader's language has it: "Anonim" is a word, a name stays."""
    first, _, name = alias.partition(" ")
    return f"{say.plain(NOBODY)} {name}".rstrip() if first == NOBODY else alias


def _position(
    say: Say,
    said: Report | Addendum,
    report: Report,
    to: ReportReader,
    limit: int = LONGEST_VENUE,
) -> list[Markup]:
    """Say where its writer was, as exactly as the reader may know.

    ``limit``: how many units of the name of the place.
    """
    if said.lat is None or said.lon is None:
        return []
    exactly = disclosure.shown(to.reads.position, anonymous=report.anonymous)
    if exactly is PositionPrecision.EXACT:
        named = None if said.venue is None else shorten(mask(said.venue), limit)
        venue = [Markup("📌 {}").format(named)] if named is not None else []
        return [say(POSITION, link=map_link(said.lat, said.lon)), *venue]
    if exactly is PositionPrecision.NONE:
        return []
    about = disclosure.coarse(said.lat, said.lon, to.metres)
    return [say(COARSE_POSITION, metres=say.number(to.metres), link=map_link(*about))]


def map_link(lat: float, lon: float) -> Markup:
    """A position that phones open in their map; written out, for those that do not."""
    place = f"{lat:.5f},{lon:.5f}"
    return Markup('<a href="https://maps.google.com/?q={0}">{0}</a>').format(place)


def joined_lines(parts: list[Markup]) -> Markup:
    """Join pieces of a card, one below the other."""
    return Markup("\n").join(parts)


def paragraphs(parts: list[Markup]) -> Markup:
    """Join pieces of a card with a blank line between them."""
    return Markup("\n\n").join(parts)
