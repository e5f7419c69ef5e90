"""The reports that a digest names: a line for each, numbered, and a button that opens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.domain import coordinates
from bot.domain.masking import mask
from bot.locales import mark
from bot.models import Incident, Report
from bot.services.alerts.case_lookup import KNOWN
from bot.views import case_line, case_list
from bot.views.card import Button, Markup, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.locales import Say
    from bot.services.digests.daily_digest import DigestContent
    from bot.views.render_context import RenderContext

FIRST_WORDS = 60  # characters of what was written

OWN_OPEN = mark("<b>Laporan untuk Anda yang belum selesai: {n}</b>")
TOLD = mark("<b>Untuk diketahui, ditangani pihak lain: {n}</b>")
CLOSED = mark("<b>Selesai: {n}</b>")
UNANSWERED = mark("Belum dijawab: {n}")


@dataclass(frozen=True, slots=True)
class DigestCases:
    """The incidents that a batch of digests shows, by id: where, and how each begins."""

    incidents: Mapping[int, Incident]
    spots: Mapping[int, str]
    words: Mapping[int, str]


async def load(context: RenderContext, ids: Collection[int]) -> DigestCases:
    """Read what is shown on the pages of a batch; three statements for all."""
    wanted = select(Incident).where(Incident.id.in_(ids)).options(*KNOWN)
    found = {one.id: one for one in await context.session.scalars(wanted)}
    incidents = list(found.values())
    spots = await case_line.spots_of(context, incidents)
    return DigestCases(found, spots, await _first_words(context, incidents))


async def _first_words(context: RenderContext, incidents: Sequence[Incident]) -> Mapping[int, str]:
    """Return how each begins, masked, without positions; of what no lock screen may show none."""
    shown = [one for one in incidents if not case_line.is_hidden(context, one)]
    wanted = select(Report.incident_id, Report.text).where(
        Report.ticket.in_([one.ticket for one in shown])
    )
    rows = await context.session.execute(wanted)
    return {
        incident: shorten(" ".join(coordinates.hide(mask(text)).split()), FIRST_WORDS)
        for incident, text in rows
        if text
    }


@dataclass(frozen=True, slots=True)
class DigestEntries:
    """The reports of one page of a digest. ``first``: the number of the first, from 0.

    ``sees_all``: what is open for its reader is all that is open there.
    """

    content: DigestContent
    shown: Sequence[int]
    first: int
    cases: DigestCases
    sees_all: bool

    def lines(self, context: RenderContext, say: Say) -> list[Markup]:
        """Return a part for what is open, one for what others work on, and one for what is over."""
        content = self.content
        parts = (
            (content.open, self._open(context, say)),
            (content.told, [say(TOLD, n=say.number(len(content.told)))]),
            (content.closed, [say(CLOSED, n=say.number(len(content.closed)))]),
        )
        return [
            Markup("\n\n").join([Markup("\n").join(head), *here])
            for ids, head in parts
            if (here := self._lines(context, say, ids))
        ]

    def buttons(self, context: RenderContext, say: Say) -> list[Button]:
        """Return a button for each report of the page."""
        return [
            case_line.button(context, say, number, incident, self.cases.spots, verb="show")
            for number, incident in self._numbered()
        ]

    def _open(self, context: RenderContext, say: Say) -> list[Markup]:
        content = self.content
        sentence = case_list.TASKS if self.sees_all else OWN_OPEN
        lines = [say(sentence, n=say.number(len(content.open)))]
        if content.unanswered:
            lines.append(say(UNANSWERED, n=say.number(content.unanswered)))
        if content.overdue:
            span = say.duration(context.config.limits.unpaged.answer_within)
            lines.append(say.many(*case_list.OVERDUE, content.overdue, span=span))
        return lines if self.first == 0 else lines[:1]

    def _numbered(self) -> list[tuple[int, Incident]]:
        known = self.cases.incidents
        numbers = enumerate(self.shown, start=self.first + 1)
        return [(number, known[one]) for number, one in numbers if one in known]

    def _lines(self, context: RenderContext, say: Say, ids: Sequence[int]) -> list[Markup]:
        said, part = [], set(ids)
        for number, incident in self._numbered():
            if incident.id in part:
                line = case_line.line(context, say, number, incident, self.cases.spots)
                words = self.cases.words.get(incident.id)
                said.append(Markup("{}\n<i>{}</i>").format(line, words) if words else line)
        return said
